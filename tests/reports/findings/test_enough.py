"""Rows with too little behind them are named and not drawn."""

import numpy as np
import pandas as pd

from analysis.reports.findings.enough import with_enough, with_enough_dates
from analysis.tables import Patterns

RATE, SHARE, MEAN = "loaded words per 1,000 words", "attributions", "share of the body before it"


def patterns(*rows):
    """Patterns from (outlet, category, total, unit, articles)."""
    table = pd.DataFrame(rows, columns=["outlet", "category", "total", "unit", "articles"])
    return Patterns.validate(
        table.assign(
            measure="m", group="", n=1.0, value=0.5, low=np.nan, high=np.nan, interval="none",
            in_articles=1,
        )
    )  # fmt: skip


def test_small_denominators_are_left_out_and_named():
    table = patterns(
        ("a", "few words", 199, RATE, 20), ("a", "words", 200, RATE, 20),
        ("a", "few units", 9, SHARE, 20), ("a", "units", 10, SHARE, 20),
        ("a", "few articles", 2, MEAN, 20), ("a", "articles", 3, MEAN, 20),
    )  # fmt: skip
    kept, (said,) = with_enough(table)
    assert kept["category"].tolist() == ["words", "units", "articles"]
    for name in ("few words in a", "few units in a", "few articles in a"):
        assert name in said


def test_what_has_no_case_stays_and_an_outlet_of_few_articles_keeps_all():
    table = patterns(
        ("a", "none", 0, RATE, 20), ("a", "all", 500, RATE, 20), ("b", "c", 2, RATE, 4)
    )
    kept, said = with_enough(table)
    assert len(kept) == 3
    assert said == []


def test_a_trend_needs_five_days():
    trends = pd.DataFrame({"term": ["war"]})
    days = pd.to_datetime(["2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04", None])
    few, said = with_enough_dates(trends, pd.DataFrame({"date": days}))
    assert few.empty
    assert said == ["The articles are of fewer than 5 days: nothing is drawn over time."]
    more = pd.DataFrame({"date": [*days, pd.Timestamp("2020-01-05")]})
    assert with_enough_dates(trends, more) == (trends, [])
