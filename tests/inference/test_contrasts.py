"""The outlets furthest apart in a number, with an interval worked by hand."""

import numpy as np
import pandas as pd
import pytest
import scipy

from analysis.inference.contrasts import contrasts_of
from analysis.tables import Patterns


def patterns(rows, *, measure="kind", unit="attributions", category="ngo"):
    """Patterns from (outlet, value, low, high)."""
    table = pd.DataFrame(rows, columns=["outlet", "value", "low", "high"])
    return Patterns.validate(
        table.assign(
            measure=measure, group="", category=category, n=10.0, total=100.0, unit=unit,
            interval=np.where(table["low"].isna(), "none", "articles"), in_articles=5, articles=12,
        )
    )  # fmt: skip


TWO = [("a", 0.4, 0.3, 0.5), ("b", 0.2, 0.15, 0.28)]


def test_two_outlets_have_the_interval_of_zou_and_donner():
    (row,) = contrasts_of(patterns(TWO)).to_dict("records")
    assert (row["above"], row["below"], row["outlets"]) == ("a", "b", 2)
    assert row["difference"] == pytest.approx(0.2)
    assert row["low"] == pytest.approx(0.2 - np.hypot(0.1, 0.08))
    assert row["high"] == pytest.approx(0.2 + np.hypot(0.1, 0.05))
    assert row["reliable"]
    assert row["size"] == pytest.approx(2 * (np.arcsin(0.4**0.5) - np.arcsin(0.2**0.5)))


def test_of_more_outlets_the_interval_is_wider_because_two_of_them_were_chosen():
    (row,) = contrasts_of(patterns([*TWO, ("c", 0.3, 0.2, 0.4)])).to_dict("records")
    wider = scipy.stats.norm.ppf(1 - 0.025 / 3) / scipy.stats.norm.ppf(0.975)
    assert row["low"] == pytest.approx(0.2 - wider * np.hypot(0.1, 0.08))
    assert (row["above"], row["below"]) == ("a", "b")


def test_the_reliable_come_first_then_the_largest():
    small = patterns([("a", 0.10, 0.09, 0.11), ("b", 0.05, 0.04, 0.06)], category="small")
    large = patterns([("a", 0.9, 0.1, 1.0), ("b", 0.1, 0.0, 0.9)], category="large")
    larger = patterns([("a", 0.5, 0.4, 0.6), ("b", 0.1, 0.05, 0.2)], category="larger")
    found = contrasts_of(pd.concat([large, small, larger]))
    assert found["category"].tolist() == ["larger", "small", "large"]
    assert found["reliable"].tolist() == [True, True, False]


def test_one_value_alone_is_no_contrast_and_a_missing_interval_no_reliable_one():
    assert contrasts_of(patterns(TWO[:1])).empty
    (row,) = contrasts_of(patterns([TWO[0], ("b", 0.2, np.nan, np.nan)])).to_dict("records")
    assert (row["interval"], row["reliable"]) == ("none", False)
    assert np.isnan([row["low"], row["high"]]).all()


def test_rates_are_compared_by_the_logarithm_of_their_ratio():
    rate = patterns(
        [("a", 30.0, 25.0, 36.0), ("b", 15.0, 12.0, 18.0)],
        measure="rate", unit="attributions per 1,000 words", category="all",
    )  # fmt: skip
    assert contrasts_of(rate)["size"].tolist() == pytest.approx([np.log(2)])


def test_an_outlet_without_an_interval_does_not_hide_what_is_sure_of_the_others():
    few = ("few", 0.9, np.nan, np.nan)
    (row,) = contrasts_of(patterns([*TWO, few])).to_dict("records")
    assert (row["above"], row["below"], row["outlets"]) == ("a", "b", 2)
    assert row["reliable"]
