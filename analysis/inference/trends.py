"""Compute 95% intervals for the rates of a trend, period by period."""

import numpy as np
import pandas as pd

from analysis.inference.by_article import interval_of_share, sums_over
from analysis.inference.intervals import Intervals, wilson
from analysis.language.counts import Counts
from analysis.measures.trends import columns_of, periods_of, trends
from analysis.recipes import table
from analysis.tables import PER, Trends, by_key


def trends_with_intervals(
    trends: pd.DataFrame, counts: Counts, articles: pd.DataFrame, how: Intervals
) -> pd.DataFrame:
    """Return Trends with 95% intervals of the rates, given the Counts and Articles behind them.

    Source
    ------
    As in `with_intervals`; what an outlet published in a period is taken by itself.
    """
    table = by_key(Trends.validate(trends), "term", "outlet", "period")
    low, high = wilson(table["n"], table["words"])
    kinds = np.where(table["words"] > 0, how.by(table["articles"]), "none")
    if how.kind != "words" and len(table):
        start = periods_of(counts, articles, str(table["per"].iloc[0])).dt.start_time.to_numpy()
        names = counts.articles["outlet"].to_numpy()
        for (outlet, period), rows in table[kinds != "none"].groupby(["outlet", "period"]):
            own = np.flatnonzero((names == outlet) & (start == np.datetime64(period)))
            columns = columns_of(counts, rows["term"].tolist())
            sums = sums_over(counts.matrix[own][:, columns], counts.articles["words"].iloc[own])
            low[rows.index], high[rows.index] = interval_of_share(sums)
    known = (kinds != "none") & ~np.isnan(low)
    bounds = {
        name: np.where(known, each * PER, np.nan) for name, each in (("low", low), ("high", high))
    }
    return Trends.validate(table.assign(**bounds, interval=np.where(known, kinds, "none")))


@table("trends", Trends)
def _trends(
    followed_counts: Counts, articles: pd.DataFrame, intervals: Intervals, *, per: str
) -> pd.DataFrame:
    """The use of some words over time."""
    found = trends(followed_counts, articles, per=per)
    return trends_with_intervals(found, followed_counts, articles, intervals)
