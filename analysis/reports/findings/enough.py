"""Keep the rows of a figure that have enough behind them, and name the others."""

import pandas as pd

from analysis.categories import KIND_LABELS
from analysis.inference import FEWEST
from analysis.reports.findings.words import some
from analysis.tables import Patterns
from analysis.tables.patterns import scale_of

_WORDS, _UNITS, _ARTICLES = (
    200,
    10,
    3,
)  # the least denominators of a rate, a share, a mean over articles


FEWEST_DATES = 5  # days of publication, below which nothing is drawn over time


def with_enough_dates(
    trends: pd.DataFrame, articles: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """Return Trends if the articles are of at least five days, else none of them and a sentence."""
    days = articles["date"].dropna().nunique()
    if days >= FEWEST_DATES:
        return trends, []
    said = f"The articles are of fewer than {FEWEST_DATES} days: nothing is drawn over time."
    return trends.iloc[:0], [said]


def with_enough(patterns: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the Patterns that are worth a dot, and a sentence that names the others, if any.

    A rate needs 200 words, a share ten units, a mean three articles. What has no denominator is no case,
    and drawn as such. An outlet with fewer than five articles keeps all: there is nothing better.
    """
    table = Patterns.validate(patterns)
    rate = scale_of(table["unit"]) > 1
    mean = table["unit"].str.startswith("share of") | (table["unit"] == "articles")
    least = pd.Series(_UNITS, index=table.index).mask(rate, _WORDS).mask(mean, _ARTICLES)
    most = table.groupby("outlet")["articles"].transform("max")
    kept = (table["total"] == 0) | (table["total"] >= least) | (most < FEWEST)
    if kept.all():
        return table, []
    left = table[~kept]
    named = (
        left["category"]
        .where(left["group"] == "", left["group"])
        .map(lambda of: KIND_LABELS.get(of, of))
    )
    rows = sorted(f"{of} in {outlet}" for of, outlet in zip(named, left["outlet"], strict=True))
    few = f"fewer than {_WORDS} words, {_UNITS} attributions or {_ARTICLES} articles"
    return table[kept], [f"Not drawn, with {few} behind them: {some(rows)}."]
