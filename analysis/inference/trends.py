"""Compute 95% intervals for the rates of a trend, period by period."""

import numpy as np
import pandas as pd

from analysis.inference.intervals import ENOUGH_ARTICLES, Intervals, wilson
from analysis.inference.resampling import percentiles, times_drawn
from analysis.language.counts import Counts
from analysis.measures.trends import columns_of, periods_of, trends
from analysis.recipes import table
from analysis.tables import PER, Trends, by_key


def trends_with_intervals(
    trends: pd.DataFrame,
    counts: Counts,
    articles: pd.DataFrame,
    how: Intervals,
    *,
    random: np.random.Generator,
) -> pd.DataFrame:
    """Return Trends with 95% intervals of the rates.

    Parameters
    ----------
    counts, articles
        The Counts and Articles behind `trends`.
    how
        Words or articles, and how many resamples. A period has an interval by words if the outlet has
        fewer than ten ("auto") or two ("articles") articles in it, or does not use the term.

    Source
    ------
    By words: Wilson 1927. By articles: percentile bootstrap over clusters (Efron & Tibshirani 1993, ch.
    13), the articles of an outlet and period being the clusters.
    """
    table = by_key(Trends.validate(trends), "term", "outlet", "period")
    low, high = wilson(table["n"], table["words"])
    known = np.where(table["words"] > 0, "words", "none")
    table = table.assign(low=low * PER, high=high * PER, interval=known)
    fewest = {"words": np.inf, "articles": 2, "auto": ENOUGH_ARTICLES}[how.kind]
    enough = table[(table["articles"] >= fewest) & (table["words"] > 0)]
    if enough.empty:
        return Trends.validate(table)
    start = periods_of(counts, articles, str(table["per"].iloc[0])).dt.start_time.to_numpy()
    names = counts.articles["outlet"].to_numpy()
    for (outlet, _), rows in enough.groupby(["outlet", "period"], sort=True):
        own = np.flatnonzero((names == outlet) & (start == rows["period"].to_numpy()[0]))
        drawn = times_drawn(len(own), how.resamples, random).astype(np.int64)
        words = drawn @ counts.articles["words"].to_numpy()[own]
        n = drawn @ counts.matrix[own][:, columns_of(counts, rows["term"].tolist())].toarray()
        with np.errstate(invalid="ignore", divide="ignore"):
            bounds = percentiles((n * PER / words[:, None]).T)
        used = (rows["n"] > 0).to_numpy()
        table.loc[rows.index[used], ["low", "high"]] = bounds[used]
        table.loc[rows.index[used], "interval"] = "articles"
    return Trends.validate(table)


@table("trends", Trends)
def _trends(
    followed_counts: Counts,
    articles: pd.DataFrame,
    intervals: Intervals,
    random: np.random.Generator,
    *,
    per: str,
) -> pd.DataFrame:
    """The use of some words over time."""
    found = trends(followed_counts, articles, per=per)
    return trends_with_intervals(found, followed_counts, articles, intervals, random=random)
