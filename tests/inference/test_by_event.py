"""Outlets compared within the events that both report: by hand, by its laws, and by its coverage."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.inference.by_event import holm, paired_differences, within_reach
from analysis.language import Counting, count
from analysis.measures.frequency import word_tallies
from analysis.reports.findings.events import events_findings
from analysis.study import Study
from analysis.tables import Tallies
from analysis.tables.number_names import short_name
from tests.conftest import articles

DRAWS = 400
UNIT = "loaded words per 1,000 words"


def random():
    return np.random.default_rng(1)


def tallies(rows, unit=UNIT):
    """Tallies of one number from (article, outlet, n, total)."""
    table = pd.DataFrame(rows, columns=["article", "outlet", "n", "total"])
    table = table.assign(measure="m", group="", category="c", unit=unit).astype(
        {"n": float, "total": float}
    )
    return Tallies.validate(table)


def events(rows):
    return pd.DataFrame(rows, columns=["article", "event"])


def study(values, size=1000):
    """One article an outlet and event with these values per 1,000 words (events x outlets)."""
    rows, known = [], []
    for event, each in enumerate(values):
        for outlet, value in zip("abc", each, strict=False):
            rows.append((f"{outlet}{event:03}", outlet, value * size / 1000, size))
            known.append((f"{outlet}{event:03}", f"e{event:03}"))
    return tallies(rows), events(known)


def test_six_events_are_worked_by_hand():
    found = paired_differences(
        *study([(5, 3), (6, 3), (4, 3), (9, 5), (2, 1), (7, 2)]), random=random()
    )
    (row,) = found.to_dict("records")
    d = np.array([2, 3, 1, 4, 1, 5])
    assert (row["above"], row["below"], row["pair"], row["events"]) == ("a", "b", "a and b", 6)
    assert row["value_above"] == pytest.approx(33 / 6)
    assert row["difference"] == pytest.approx(d.mean())
    assert row["high"] - row["difference"] == pytest.approx(2.570582 * d.std(ddof=1) / 6**0.5)
    assert row["p"] == pytest.approx(2 / 64)  # only all signs alike are as far from zero
    assert (row["p_adjusted"], row["interval"], row["reliable"]) == (row["p"], "few events", True)
    assert row["largest"] == pytest.approx(1 / 6)


def test_articles_of_one_event_are_joined_and_events_of_one_outlet_are_left_out():
    table = tallies(
        [("1", "a", 1, 100), ("2", "a", 3, 300), ("3", "b", 1, 500), ("4", "b", 9, 100)]
    )
    known = events([("1", "x"), ("2", "x"), ("3", "x"), ("4", "y"), ("5", "x")])
    (row,) = paired_differences(table, known, random=random()).to_dict("records")
    assert (row["value_above"], row["value_below"], row["events"]) == (10.0, 2.0, 1)
    assert row["interval"] == "none"
    assert np.isnan(row["low"])
    assert row["p"] == 1
    none = paired_differences(table, events([("1", "x"), ("3", ""), ("4", "y")]), random=random())
    assert none.empty


def test_with_five_events_no_p_is_below_five_hundredths():
    (row,) = paired_differences(*study([(9, 1)] * 5), random=random()).to_dict("records")
    assert row["p"] == pytest.approx(2 / 32)
    assert not row["reliable"]


def test_the_order_of_rows_changes_nothing_and_swapped_outlets_change_names_only():
    values = np.random.default_rng(3).gamma(2, 2, (20, 3))
    table, known = study(values)
    found = paired_differences(table, known, random=random())
    shuffled = paired_differences(
        table.iloc[::-1], known.sample(frac=1, random_state=1), random=random()
    )
    pd.testing.assert_frame_equal(found, shuffled)
    swapped = table.assign(outlet=table["outlet"].map({"a": "b", "b": "a", "c": "c"}))
    other = paired_differences(swapped, known, random=random()).set_index("pair")
    one = found.set_index("pair").loc["a and b"]
    assert one["above"] != other.loc["a and b", "above"]
    assert one["difference"] == pytest.approx(other.loc["a and b", "difference"])


def test_holm_is_worked_by_hand():
    assert holm(np.array([0.01, 0.04, 0.03])).tolist() == pytest.approx([0.03, 0.06, 0.06])
    assert holm(np.array([])).tolist() == []


def test_tests_that_cannot_be_reliable_are_not_adjusted_for():
    assert within_reach(np.array([1 / 16, 1 / 32, 1 / 1024, 1.0])).tolist() == [
        False,
        False,
        True,
        False,
    ]
    assert within_reach(np.array([0.03, 0.02, 0.02])).tolist() == [False, True, True]
    assert not within_reach(np.array([1 / 16, 1.0])).any()
    assert within_reach(np.array([])).tolist() == []


def test_pairs_of_few_events_hide_no_difference_of_many():
    many = study([(9, 1)] * 11)
    few = [study([(k, 1)] * 5) for k in range(2, 60)]
    every = [many[0], *(one.assign(category=f"few{k}") for k, (one, _) in enumerate(few))]
    alone = paired_differences(*many, random=random()).iloc[0]
    joined = [table.assign(article=f"{k}-" + table["article"]) for k, table in enumerate(every)]
    known = pd.concat(
        [
            known.assign(article=f"{k}-" + known["article"])
            for k, (_, known) in enumerate([many, *few])
        ]
    )
    found = paired_differences(pd.concat(joined), known, random=random())
    first = found.iloc[0]
    assert (len(found), first["events"], first["reliable"]) == (59, 11, True)
    assert first["p_adjusted"] == pytest.approx(alone["p"])
    assert found["p_adjusted"].isna().sum() == 58
    assert not found["reliable"].iloc[1:].any()


def bursty(rng, number, rate, spread=0.6, words=600):
    """Rates of two outlets that frame alike, in events that differ by topic, in bursts within an article."""
    means = rate * np.exp(rng.normal(0, spread, number))[:, None]
    sizes = rng.integers(words // 3, 2 * words, (number, 2))
    burst = rng.gamma(2.0, 0.5, (number, 2))
    return rng.poisson(means * burst * sizes / 1000) / sizes * 1000


@pytest.mark.parametrize("number", [8, 20, 50])
def test_nominal_intervals_hold_and_p_values_are_uniform_under_the_null(number):
    rng = np.random.default_rng(number)
    parts = []
    for draw in range(DRAWS):
        table, known = study(bursty(rng, number, rate=8), 1_000_000)
        parts.append(table.assign(category=str(draw)))
    found = paired_differences(pd.concat(parts, ignore_index=True), known, random=random())
    assert len(found) == DRAWS
    assert 0.92 <= (found["low"] <= 0).mean() <= 0.97
    for level in (0.05, 0.1, 0.25, 0.5):
        assert (found["p"] <= level).mean() == pytest.approx(level, abs=0.03)


def test_words_are_compared_within_events_by_their_rates(tmp_path):
    rows = [
        {"id": f"{side}{event}", "outlet": outlet, "event": f"e{event}",
         "text": "regime " * used + "river " * (10 - used)}
        for event in range(8)
        for side, outlet, used in (("a", "Post", 4), ("b", "Globe", 1 + event % 2))
    ]  # fmt: skip
    pd.DataFrame(rows).to_csv(tmp_path / "corpus.csv", index=False)
    study = Study(read_corpus(tmp_path / "corpus.csv"), {"min_count": 1, "copies": "all"})
    found = study["paired-words"].set_index("category")
    regime = found.loc["regime"]
    assert (regime["above"], regime["below"], regime["events"]) == ("Post", "Globe", 8)
    assert regime["value_above"] == pytest.approx(400)  # 4 of 10 words
    assert regime["value_below"] == pytest.approx(150)  # 1 or 2 of 10
    assert regime["p"] == pytest.approx(2 / 2**8)  # one sign in all eight events
    assert found.loc["river", "above"] == "Globe"
    assert short_name({**regime, "category": "regime"}) == "“regime”"
    said = events_findings(study["coverage"], study["paired-words"])
    assert any(
        "Post uses “river” 600.0" in one or "Globe uses “river” 850.0" in one for one in said
    )


def test_only_the_most_frequent_words_are_compared_and_names_of_kinds_stay_words():
    counts = count(
        articles(("a", "Post", "media media media other other river")),
        Counting(stop="off", min_count=1),
    )
    found = word_tallies(counts, most=2, without=["river"])
    assert found[["category", "n", "total"]].to_numpy().tolist() == [
        ["", 0, 6],
        ["media", 3, 6],
        ["other", 2, 6],
    ]
    assert short_name({"measure": "word", "category": "government"}) == "“government”"
    assert (
        short_name({"measure": "kind", "category": "government"}) == "attributions to governments"
    )
