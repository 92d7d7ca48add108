"""Each number stands three times: as the model has it, corrected, and by people alone."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import FramingError
from analysis.inference.by_event import paired_differences
from analysis.tables import Tallies
from analysis.tables.validity import CodedCounts
from analysis.validity.correction import RATE, correction
from analysis.validity.pairing import paired
from analysis.validity.rectifier import (
    METHODS,
    Counted,
    corrected,
    gold_only,
    interval,
    prediction_powered,
    uncorrected,
)
from tests.validity.test_rectifier import drawn


def table_of(outlet, name, *, events=12):
    """Return an outlet as rows of CodedCounts, its articles dealt out to some events."""
    n = len(outlet.predicted)
    return pd.DataFrame(
        {
            "category": "x",
            "article": [f"{name}{k:03}" for k in range(n)],
            "outlet": name,
            "event": [f"e{k % events}" for k in range(n)] if events else "",
            "n": outlet.predicted[:, 0],
            "total": outlet.predicted[:, 1],
            "coded_n": outlet.gold[:, 0],
            "coded_total": outlet.gold[:, 1],
            "probability": np.where(outlet.coded, outlet.probability, np.nan),
            "items": np.where(outlet.coded, 8, 0),
        }
    )


ONE, OTHER = drawn(1, error=0.5), drawn(2, error=0.1)
COUNTS = CodedCounts.validate(pd.concat([table_of(ONE, "one"), table_of(OTHER, "two")]))
COUNTS = COUNTS.reset_index(drop=True)


def row(found, comparison, of, estimate):
    kept = found[(found["comparison"] == comparison) & (found["of"] == of)]
    return kept[kept["estimate"] == estimate].iloc[0]


def test_the_rows_hold_what_the_estimates_give():
    found = correction(COUNTS)
    pseudos = prediction_powered([ONE, OTHER])
    ways = {
        "uncorrected": [uncorrected(ONE), uncorrected(OTHER)],
        "corrected": [corrected(ONE, pseudos[0]), corrected(OTHER, pseudos[1])],
        "gold only": [gold_only(ONE), gold_only(OTHER)],
    }
    for name, (one, other) in ways.items():
        own = row(found, "outlet", "one", name)
        assert own[["value", "low", "high"]].tolist() == pytest.approx(
            [one.value, *interval(one, highest=1)]
        )
        apart = row(found, "difference", "one - two", name)
        assert apart[["value", "low", "high"]].tolist() == pytest.approx(
            [(one - other).value, *interval(one - other)]
        )
    assert own[["items", "coded_articles", "articles"]].tolist() == [96, 12, 60]
    assert apart[["items", "coded_articles", "articles"]].tolist() == [192, 24, 120]
    assert set(found["interval"]) == {"articles", "events", "few events"}
    assert set(found["reason"]) == {""}


def test_a_rate_is_a_thousand_times_the_ratio():
    share, rate = correction(COUNTS), correction(COUNTS, unit=RATE)
    assert rate["value"].tolist() == pytest.approx((1000 * share["value"]).tolist())


def test_within_events_the_model_alone_gives_what_the_table_of_pairs_gives():
    found = row(correction(COUNTS), "difference within events", "one - two", "uncorrected")
    tallies = COUNTS.assign(measure="kind", group="", unit="attributions")
    theirs = paired_differences(
        Tallies.validate(tallies), COUNTS[["article", "event"]], random=np.random.default_rng(0)
    ).iloc[0]
    sign = 1 if theirs["above"] == "one" else -1
    assert found["value"] == pytest.approx(sign * theirs["difference"])
    assert (found["high"] - found["low"]) == pytest.approx(theirs["high"] - theirs["low"])


@pytest.mark.parametrize("method", METHODS)
def test_where_all_is_coded_all_comparisons_are_those_of_people(method):
    full = [drawn(k, coded=60, error=error) for k, error in ((1, 0.5), (2, 0.1))]
    counts = pd.concat([table_of(full[0], "one"), table_of(full[1], "two")], ignore_index=True)
    found = correction(counts, method=method)
    for (_, rows), near in zip(
        found.groupby(["comparison", "of"], sort=False), (0.02, 0.02, 0.02, 0.03), strict=True
    ):
        values = rows.set_index("estimate")["value"]
        assert values["corrected"] == pytest.approx(values["gold only"], abs=near)


def test_within_events_the_step_is_the_mean_error_of_the_coded_articles_whatever_their_length():
    """The model misses 40 of 100 in one long article of five that are coded, and errs nowhere else.

    Each is half of its event, so the step is a fifth of 0.4.
    """
    events = np.repeat(np.arange(30), 2)
    predicted = np.where(np.arange(60)[:, None] < 2, [[20.0, 100.0]], [[1.0, 2.0]])
    right = np.where(np.isin(np.arange(60), [0, 2, 4, 6, 8])[:, None], predicted, np.nan)
    model = Counted(predicted, right, np.full(60, 5 / 60), events)
    wrong = model._replace(gold=np.where(np.arange(60)[:, None] == 0, [[60.0, 100.0]], right))
    pseudos = prediction_powered([wrong, model])
    assert paired((wrong, model), (pseudos[0], pseudos[1])).value == pytest.approx(0.08)


@pytest.mark.parametrize("events", [3, 4, 5])
def test_within_events_people_need_five_events_and_what_is_missing_is_told(events):
    found = correction(
        pd.concat(
            [table_of(o, n, events=events) for o, n in ((ONE, "one"), (OTHER, "two"))],
            ignore_index=True,
        )
    )
    rows = found[found["comparison"] == "difference within events"].set_index("estimate")
    assert rows.loc["uncorrected", "value"] == pytest.approx(rows.loc["uncorrected", "value"])
    for name in ("corrected", "gold only"):
        assert (
            np.isfinite(rows.loc[name, "value"])
            == np.isfinite(rows.loc[name, "low"])
            == (events == 5)
        )
        with_coded = "each outlet" if name == "corrected" else "both outlets"
        wanted = f"{events} events with coded articles of {with_coded}; 5 are needed"
        assert rows.loc[name, "reason"] == ("" if events == 5 else wanted)


def test_outlets_that_share_no_event_are_not_paired():
    apart = COUNTS.assign(event=COUNTS["event"].where(COUNTS["outlet"] == "one", ""))
    assert "difference within events" not in set(correction(apart)["comparison"])


def test_events_as_clusters_change_the_intervals_and_not_the_values():
    by_article, by_event = correction(COUNTS), correction(COUNTS, cluster="event")
    assert by_article["value"].tolist() == pytest.approx(by_event["value"].tolist())
    assert by_article["low"].tolist() != pytest.approx(by_event["low"].tolist())


def test_few_coded_articles_are_flagged_and_fewer_than_five_give_no_interval():
    few = drawn(3, coded=7), drawn(4, coded=4)
    counts = pd.concat([table_of(few[0], "one"), table_of(few[1], "two")], ignore_index=True)
    found = correction(counts)
    assert row(found, "outlet", "one", "corrected")["interval"] == "few articles"
    assert row(found, "outlet", "two", "corrected")["interval"] == "none"
    assert np.isnan(row(found, "difference", "one - two", "corrected")["low"])
    assert row(found, "outlet", "two", "uncorrected")["interval"] == "articles"


@pytest.mark.parametrize("found", ["none", "all"])
def test_where_people_found_none_of_it_or_nothing_else_the_model_alone_has_an_interval(found):
    counts, coded = COUNTS.copy(), COUNTS["coded_n"].notna() & (COUNTS["outlet"] == "two")
    counts.loc[coded, "coded_n"] = 0.0 if found == "none" else counts.loc[coded, "coded_total"]
    told = correction(counts).set_index(["of", "comparison", "estimate"])["interval"]
    with_two = told[told.index.get_level_values("of") != "one"]
    assert set(with_two.xs("uncorrected", level="estimate")) == {"articles", "events"}
    assert set(with_two.drop("uncorrected", level="estimate")) == {"none"}
    assert set(told["one"]) == {"articles"}
    rows = correction(counts)
    within = rows["comparison"] == "difference within events"
    missing = rows["value"].isna()
    assert (missing == (within & (rows["estimate"] != "uncorrected"))).all()
    assert (
        rows.loc[missing, "reason"].str.contains("people found none of it, or nothing else").all()
    )


def test_an_outlet_that_nobody_coded_has_no_corrected_number():
    blank = COUNTS["outlet"] == "two"
    counts = COUNTS.assign(
        coded_n=COUNTS["coded_n"].mask(blank), coded_total=COUNTS["coded_total"].mask(blank)
    )
    for method in METHODS:
        found = correction(counts, method=method)
        assert np.isnan(row(found, "outlet", "two", "corrected")["value"])
        assert np.isfinite(row(found, "outlet", "one", "corrected")["value"])


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"unit": "percent"}, "unit is 'percent'; give share or per 1,000 words"),
        ({}, {"method": "magic"}, "method is 'magic'; give prediction-powered or design-based"),
        ({}, {"cluster": "day"}, "cluster is 'day'; give article or event"),
        ({"probability": np.nan}, {}, "is coded and has no probability"),
    ],
)
def test_what_cannot_be_corrected_is_named(change, options, message):
    with pytest.raises(FramingError, match=message):
        correction(COUNTS.assign(**change), **options)
