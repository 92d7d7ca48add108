import time
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson, t

from analysis.inference import (
    Intervals,
    concentration_with_intervals,
    patterns_with_intervals,
    wilson,
)
from analysis.measures.attribution.patterns import concentration_of, patterns_of

UNITS = {
    "kind": "attributions",
    "speaker": "attributions",
    "rate": "attributions per 1,000 words",
    "first heard": "share of the body before it",
}
COLUMNS = ["measure", "group", "category", "outlet", "article", "n", "total"]
ARTICLES = Intervals("articles", 400)


def tallies(*rows):
    """Tallies from (measure, group, category, outlet, article, n, total)."""
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.assign(
        article=table["outlet"] + table["article"].astype("str"), unit=table["measure"].map(UNITS)
    )


def twelve(category, outlet, counts, measure="kind", total=10):
    return [(measure, "", category if n else "", outlet, k, n, total) for k, n in enumerate(counts)]


EVEN = twelve("ngo", "even", [2] * 12)
BUNCHED = twelve("ngo", "bunched", [10, 10] + [0] * 9 + [4])
NONE = twelve("ngo", "none", [0] * 12)
ALL = twelve("ngo", "all", [10] * 12)


def intervals(table, how=ARTICLES):
    found = patterns_with_intervals(patterns_of(table), table, how)
    return found.set_index(["measure", "outlet", "category"])


def concentrations(table, how=ARTICLES):
    found = concentration_with_intervals(
        concentration_of(table), table, how, random=np.random.default_rng(7)
    )
    return found[found["measure"] == "speaker"].set_index(["statistic", "outlet"])


def test_articles_that_are_alike_are_no_surer_than_their_units_and_bunched_ones_less_sure():
    table = intervals(tallies(*EVEN, *BUNCHED))
    even, bunched = (table.loc[("kind", name, "ngo")] for name in ("even", "bunched"))
    assert even["value"] == bunched["value"] == pytest.approx(0.2)
    reach = np.exp(t.ppf(0.975, 11) * (24 * 96 / 120) ** -0.5)
    assert even["low"] == pytest.approx(1 / (1 + 4 * reach))
    assert even["high"] == pytest.approx(1 / (1 + 4 / reach))
    assert bunched["low"] < 0.06
    assert bunched["high"] > 0.5
    assert set(table["interval"]) == {"articles"}


def test_by_units_the_same_numbers_have_the_interval_of_wilson():
    table = intervals(tallies(*EVEN, *BUNCHED), Intervals("words"))
    low, high = wilson(24, 120)
    for name in ("even", "bunched"):
        row = table.loc[("kind", name, "ngo")]
        assert (row["low"], row["high"]) == pytest.approx((float(low), float(high)))
    assert set(table["interval"]) == {"units"}


@given(st.integers(0, 60), st.integers(1, 5000))
def test_rates_by_units_have_the_exact_poisson_interval(n, words):
    table = intervals(
        tallies(("rate", "", "all" if n else "", "x", 1, n, words)), Intervals("words")
    )
    found = table.loc[("rate", "x", "all")]
    scale = words / 1000
    assert poisson.sf(n - 1, found["low"] * scale) == pytest.approx(0.025 if n else 1)
    assert poisson.cdf(n, found["high"] * scale) == pytest.approx(0.025)


def test_what_never_or_always_occurs_is_not_certain():
    table = intervals(tallies(*NONE, *ALL, *EVEN))
    never, always = (table.loc[("kind", name, "ngo")] for name in ("none", "all"))
    assert never["low"] == 0
    assert 0.01 < never["high"] < 0.1
    assert (always["low"], always["high"]) == (pytest.approx(1 - never["high"]), 1)
    assert {never["interval"], always["interval"]} == {"articles"}


def test_articles_without_the_unit_do_not_count_as_articles():
    # of 12 articles two have a total
    rate = twelve("all", "x", [3] * 12, measure="rate", total=100)
    few = tallies(*rate, ("kind", "", "ngo", "x", 0, 1, 4), ("kind", "", "", "x", 1, 0, 2))
    row = intervals(few).loc[("kind", "x", "ngo")]
    assert (row["articles"], row["interval"]) == (2, "few articles")
    assert row["low"] < 0.01  # t with one degree of freedom
    assert row["high"] > 0.99


def test_the_number_of_articles_with_a_total_decides():
    rate = twelve("all", "x", range(1, 13), measure="rate", total=100)
    rows = [*rate, ("kind", "", "ngo", "x", 0, 1, 4)]
    rows += [("first heard", "ngo", "position", "x", k, 0.5 + k / 20, 1) for k in range(9)]
    auto = intervals(tallies(*rows), Intervals())["interval"]
    assert auto.loc[("rate", "x", "all")] == "articles"
    assert auto.loc[("first heard", "x", "position")] == "few articles"
    assert auto.loc[("kind", "x", "ngo")] == "none"
    by_units = intervals(tallies(*rows), Intervals("words"))
    mean = by_units.loc[("first heard", "x", "position")]
    assert mean["interval"] == "none"  # a mean has no interval by units
    assert np.isnan([mean["low"], mean["high"]]).all()


def test_an_undefined_value_has_no_interval():
    rate = twelve("all", "y", range(1, 13), measure="rate", total=100)
    row = intervals(tallies(*EVEN, *rate)).loc[("kind", "y", "ngo")]
    assert np.isnan([row["value"], row["low"], row["high"]]).all()
    assert row["interval"] == "none"


def test_a_mean_has_the_interval_of_its_articles_and_no_floor_of_units():
    places = np.linspace(0.3, 0.7, 40)
    rows = [("first heard", "ngo", "position", "x", k, p, 1) for k, p in enumerate(places)]
    row = intervals(tallies(*rows)).iloc[0]
    half = t.ppf(0.975, 39) * places.std(ddof=1) / np.sqrt(40)
    assert row["low"] == pytest.approx(0.5 - half, abs=0.003)
    assert row["high"] == pytest.approx(0.5 + half, abs=0.003)


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_whatever_the_order(random):
    table = tallies(*EVEN, *BUNCHED, *[("speaker", *row[1:]) for row in BUNCHED])
    mixed = table.iloc[random.sample(range(len(table)), len(table))]
    pd.testing.assert_frame_equal(intervals(mixed), intervals(table))
    pd.testing.assert_frame_equal(concentrations(mixed), concentrations(table))


def test_an_interval_does_not_depend_on_the_other_rows():
    table = tallies(*EVEN, *BUNCHED)
    some = patterns_of(table).query("outlet == 'even'")
    alone = patterns_with_intervals(some, table, ARTICLES)
    whole = intervals(table).reset_index().query("outlet == 'even'")
    np.testing.assert_array_equal(alone["high"], whole["high"])


def test_many_speakers_are_treated_in_parts_without_loss(monkeypatch):
    rows = [("speaker", "", f"s{k % 7}", "x", k % 13, 1 + k % 3, 5) for k in range(91)]
    table = tallies(*rows)
    few = concentrations(table)
    monkeypatch.setattr("analysis.inference.resampling._AT_ONCE", 2)
    pd.testing.assert_frame_equal(concentrations(table), few)


def test_concentration_intervals_hold_the_value_and_one_speaker_may_not_be_alone():
    rows = [("speaker", "", f"s{k % 3}", "x", k % 12, 1, 3) for k in range(36)]
    rows = [(*row[:4], k // 3, *row[5:]) for k, row in enumerate(rows)]
    rows += [("speaker", "", "Ann", "y", k, 2, 2) for k in range(12)]
    table = concentrations(tallies(*rows))
    three = table.loc[("effective speakers", "x")]
    assert three["low"] == pytest.approx(3) == pytest.approx(three["high"])
    least = 1 - float(wilson(0, 12)[1])
    alone = table.loc[("effective speakers", "y")]
    assert (alone["low"], alone["high"]) == (1, pytest.approx(least**-2))
    most = table.loc[("most heard speaker", "y")]
    assert 0.8 < most["low"] < most["high"] == 1


def test_the_most_heard_speaker_has_the_same_interval_in_both_tables():
    ann = [k % 4 for k in range(12)]
    rows = [("speaker", "", "Ann", "x", k, n, n + 1) for k, n in enumerate(ann) if n]
    rows += [("speaker", "", "Bob", "x", k, 1, n + 1) for k, n in enumerate(ann)]
    table = tallies(*rows)
    one = intervals(table).loc[("speaker", "x", "Ann")]
    few = concentrations(table).loc[("most heard speaker", "x")]
    assert few["speaker"] == "Ann"
    assert (few["low"], few["high"]) == pytest.approx((one["low"], one["high"]))


def test_concentration_by_units_has_an_interval_of_the_share_alone():
    table = concentrations(tallies(*[("speaker", *row[1:]) for row in BUNCHED]), Intervals("words"))
    effective, most = (
        table.loc[(k, "bunched")] for k in ("effective speakers", "most heard speaker")
    )
    assert effective["interval"] == "none"
    assert np.isnan(effective["low"])
    assert most["interval"] == "units"


def bunched_outlets(outlets, articles):
    """Tallies of outlets drawn from one world: speakers come in bunches, articles differ in length."""
    random = np.random.default_rng(5)
    shares = 1 / np.arange(1, 21)
    shares /= shares.sum()
    rows = []
    for outlet in range(outlets):
        for k in range(articles):
            n = random.poisson(8)
            heard = random.multinomial(n, random.dirichlet(shares * 6))
            name = f"o{outlet:03}"
            who = np.flatnonzero(heard)
            rows += [("speaker", "", f"s{one:02}", name, k, heard[one], n) for one in who]
            rows.append(("rate", "", "all" if n else "", name, k, n, 400))
    return tallies(*rows), shares


def held(rows, truth):
    return float(((rows["low"] <= truth) & (truth <= rows["high"])).mean())


def test_intervals_by_articles_hold_the_truth_as_often_as_they_should():
    table, shares = bunched_outlets(outlets=150, articles=40)
    by_articles, by_units = (intervals(table, how) for how in (ARTICLES, Intervals("words")))
    first = [found.xs(("speaker", "s00"), level=(0, 2)) for found in (by_articles, by_units)]
    assert 0.89 <= held(first[0], shares[0]) <= 0.99
    assert held(first[1], shares[0]) < 0.87 < held(first[0], shares[0])
    rate = by_articles.xs(("rate", "all"), level=(0, 2))
    assert 0.89 <= held(rate, 20) <= 0.99
    few = concentrations(table).xs("effective speakers", level=0)
    assert held(few, 1 / (shares**2).sum()) >= 0.88


def large(speakers, articles=2000, outlets=20):
    """Tallies of many articles, each with five attributions by five of `speakers` speakers."""
    article = np.repeat(np.arange(articles), 5)
    who = (article * 31 + np.tile(np.arange(5), articles) * 7) % speakers
    table = pd.DataFrame({"article": article, "who": who})
    return pd.DataFrame(
        {
            "measure": "speaker",
            "group": "",
            "category": "s" + table["who"].astype("str"),
            "outlet": "o" + (table["article"] % outlets).astype("str"),
            "article": "a" + table["article"].astype("str"),
            "n": 1.0,
            "total": 5.0,
            "unit": "attributions",
        }
    )


def cost(table):
    patterns, begun = patterns_of(table), time.process_time()
    tracemalloc.start()
    patterns_with_intervals(patterns, table, Intervals())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return len(patterns), time.process_time() - begun, peak


def test_time_grows_with_the_rows_and_memory_hardly():
    few, many = cost(large(40)), cost(large(4000))
    assert many[0] > 5 * few[0]
    assert many[1] / many[0] < 4 * few[1] / few[0]
    assert many[2] < 3000 * many[0]
