import time
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

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


def intervals(table, how=ARTICLES, seed=7):
    found = patterns_with_intervals(
        patterns_of(table), table, how, random=np.random.default_rng(seed)
    )
    return found.set_index(["measure", "outlet", "category"])


def concentrations(table, how=ARTICLES):
    found = concentration_with_intervals(
        concentration_of(table), table, how, random=np.random.default_rng(7)
    )
    return found[found["measure"] == "speaker"].set_index(["statistic", "outlet"])


def test_articles_that_are_alike_leave_no_doubt_and_bunched_ones_much():
    table = intervals(tallies(*EVEN, *BUNCHED))
    even, bunched = (table.loc[("kind", name, "ngo")] for name in ("even", "bunched"))
    assert even["value"] == bunched["value"] == pytest.approx(0.2)
    assert even["low"] == pytest.approx(0.2) == pytest.approx(even["high"])
    assert bunched["low"] < 0.05
    assert bunched["high"] > 0.35
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
    low, high = wilson(0, 12)
    never, always = (table.loc[("kind", name, "ngo")] for name in ("none", "all"))
    assert (never["low"], never["high"]) == (0, pytest.approx(float(high)))
    assert (always["low"], always["high"]) == (pytest.approx(1 - float(high)), 1)
    assert float(low) == 0
    assert {never["interval"], always["interval"]} == {"articles"}


def test_articles_without_the_unit_are_drawn_too():
    # of 12 articles 11 have no word of the total: a resample without the twelfth says nothing
    rate = twelve("all", "x", [3] * 12, measure="rate", total=100)
    few = tallies(*rate, ("kind", "", "ngo", "x", 0, 1, 4), ("kind", "", "", "x", 1, 0, 2))
    row = intervals(few).loc[("kind", "x", "ngo")]
    # both drawn equally often gives 1/6, the first alone 1/4, the second alone 0
    assert (row["low"], row["high"]) == (0, 0.25)
    assert row["articles"] == 2


def test_few_articles_with_a_total_fall_back_on_units_and_a_mean_on_nothing():
    rate = twelve("all", "x", range(1, 13), measure="rate", total=100)
    rows = [*rate, ("kind", "", "ngo", "x", 0, 1, 4)]
    rows += [("first heard", "ngo", "position", "x", k, 0.5, 1) for k in range(9)]
    auto = intervals(tallies(*rows), Intervals("auto", 200))
    assert auto.loc[("rate", "x", "all"), "interval"] == "articles"
    assert auto.loc[("kind", "x", "ngo"), "interval"] == "units"
    mean = auto.loc[("first heard", "x", "position")]
    assert mean["interval"] == "none"
    assert np.isnan([mean["low"], mean["high"]]).all()
    asked = intervals(tallies(*rows), Intervals("articles", 200))
    assert asked.loc[("first heard", "x", "position"), "interval"] == "articles"
    assert asked.loc[("kind", "x", "ngo"), "interval"] == "units"


def test_a_corpus_of_small_outlets_is_given_by_units():
    table = intervals(tallies(*EVEN, *BUNCHED[:9]), Intervals("auto", 20))
    assert set(table["interval"]) == {"units"}


def test_one_article_cannot_be_resampled():
    with pytest.raises(ValueError, match=r"'bunched' has one article.*interval=words"):
        intervals(tallies(*EVEN, BUNCHED[0]))


def test_an_undefined_value_has_no_interval():
    rate = twelve("all", "y", range(1, 13), measure="rate", total=100)
    row = intervals(tallies(*EVEN, *rate)).loc[("kind", "y", "ngo")]
    assert np.isnan([row["value"], row["low"], row["high"]]).all()
    assert row["interval"] == "none"


def test_the_mean_of_equal_articles_is_their_bootstrap_mean():
    places = np.linspace(0, 1, 40)
    rows = [("first heard", "ngo", "position", "x", k, p, 1) for k, p in enumerate(places)]
    row = intervals(tallies(*rows), Intervals("articles", 4000)).iloc[0]
    half = 1.96 * places.std() / np.sqrt(40)
    assert row["low"] == pytest.approx(0.5 - half, abs=0.01)
    assert row["high"] == pytest.approx(0.5 + half, abs=0.01)


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_whatever_the_order(random):
    table = tallies(*EVEN, *BUNCHED, *[("speaker", *row[1:]) for row in BUNCHED])
    mixed = table.iloc[random.sample(range(len(table)), len(table))]
    pd.testing.assert_frame_equal(intervals(mixed), intervals(table))
    pd.testing.assert_frame_equal(concentrations(mixed), concentrations(table))


def test_another_seed_gives_another_interval_and_fewer_rows_the_same():
    table = tallies(*EVEN, *BUNCHED)
    assert intervals(table, seed=1)["low"].tolist() != intervals(table, seed=2)["low"].tolist()
    some = patterns_of(table).query("outlet == 'even'")
    alone = patterns_with_intervals(some, table, ARTICLES, random=np.random.default_rng(7))
    whole = intervals(table).reset_index().query("outlet == 'even'")
    np.testing.assert_array_equal(alone["high"], whole["high"])


def test_many_categories_are_treated_in_parts_without_loss(monkeypatch):
    rows = [("speaker", "", f"s{k % 7}", "x", k % 13, 1 + k % 3, 5) for k in range(91)]
    table = tallies(*rows)
    whole, few = intervals(table), concentrations(table)
    monkeypatch.setattr("analysis.inference.resampling._AT_ONCE", 2)
    pd.testing.assert_frame_equal(intervals(table), whole)
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
    assert (most["low"], most["high"]) == (pytest.approx(least), 1)


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
    patterns_with_intervals(patterns, table, Intervals(), random=np.random.default_rng(7))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return len(patterns), time.process_time() - begun, peak


def test_time_grows_with_the_rows_and_memory_hardly():
    few, many = cost(large(40)), cost(large(4000))
    assert many[0] > 5 * few[0]
    assert many[1] / many[0] < 4 * few[1] / few[0]
    # never all rows x all resamples at once
    assert many[2] < 0.5 * 8 * 1000 * many[0]
