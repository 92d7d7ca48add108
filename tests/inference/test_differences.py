"""Differences from the mean of outlets, against a published interval and a simulation."""

import numpy as np
import pandas as pd
import pytest

from analysis.inference import Intervals, from_the_mean, patterns_with_intervals
from analysis.measures.attribution import patterns_of

UNIT = "loaded words per 1,000 words"


def tallies(counts, *, measure="m", unit=UNIT):
    """Tallies of one article an outlet."""
    rows = [
        [measure, "g", "c", f"{outlet}{k}", outlet, float(n), float(total), unit]
        for outlet, pairs in counts.items()
        for k, (n, total) in enumerate(pairs)
    ]
    columns = ["measure", "group", "category", "article", "outlet", "n", "total", "unit"]
    return pd.DataFrame(rows, columns=columns)


def differences(counts, **more):
    return differences_of(tallies(counts, **more))


def differences_of(given):
    how = Intervals("words", 100)
    return from_the_mean(patterns_with_intervals(patterns_of(given), given, how))


def test_two_outlets_are_half_of_newcombes_difference_from_their_mean():
    """Newcombe 1998 (Statistics in Medicine 17, method 10): 56/70 and 48/80, 0.0524 to 0.3339."""
    table = differences({"a": [(56, 70)], "b": [(48, 80)]}, unit="attributions")
    first, second = table.to_dict("records")
    assert 2 * first["difference"] == pytest.approx(0.2)
    assert (2 * first["low"], 2 * first["high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert (second["low"], second["high"]) == pytest.approx((-first["high"], -first["low"]))
    assert (first["interval"], first["outlets"]) == ("units", 2)


def test_every_outlet_weighs_the_same_and_differences_sum_to_nothing():
    table = differences({"a": [(10, 100)], "b": [(20, 1000)], "c": [(3, 100)]})
    assert table["mean"].tolist() == pytest.approx([50.0] * 3)
    assert table["difference"].tolist() == pytest.approx([50, -30, -20])
    assert (table["low"] < table["difference"]).all()
    assert (table["high"] > table["difference"]).all()


def test_equal_outlets_do_not_differ():
    assert differences({one: [(5, 100)] for one in "abc"})["difference"].abs().max() < 1e-12


def test_an_outlet_without_words_and_one_alone_have_no_difference():
    assert differences({"a": [(5, 100)]}).empty
    assert differences({"a": [(5, 100)], "b": [(0, 0)]}).empty
    assert differences({"a": [(5, 100)], "b": [(0, 0)], "c": [(1, 50)]})["outlet"].tolist() == [
        "a",
        "c",
    ]


def test_one_interval_that_is_missing_makes_that_of_the_difference_missing():
    given = tallies({"a": [(5, 100)], "b": [(9, 100)]})
    bare = from_the_mean(patterns_of(given))
    assert bare["interval"].tolist() == ["none", "none"]
    assert bare[["low", "high"]].isna().all(axis=None)


def test_the_interval_holds_the_true_difference_as_often_as_it_says():
    random = np.random.default_rng(7)
    rates, total = np.array([0.02, 0.05, 0.03, 0.08]), 400
    # every draw is a category of its own, so that all of them are one table
    drawn = pd.concat(
        tallies({name: [(n, total)] for name, n in zip("abcd", counts, strict=True)}).assign(
            category=f"c{number}"
        )
        for number, counts in enumerate(random.binomial(total, rates, size=(300, 4)))
    )
    table = differences_of(drawn)
    true = table["outlet"].map(dict(zip("abcd", 1000 * (rates - rates.mean()), strict=True)))
    assert len(table) == 1200
    assert 0.93 <= ((table["low"] <= true) & (true <= table["high"])).mean() <= 0.98
