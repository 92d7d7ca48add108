"""Follow the use of terms over time: their rates by day, week or month, per outlet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy

from analysis.categories import PERIODS
from analysis.errors import FramingError
from analysis.language.counts import Counts
from analysis.language.queries import Query, count_queries, queries_of
from analysis.language.words import Tokens
from analysis.recipes import Tables, step
from analysis.tables import PER, Trends, by_key

_FREQUENCY = {"day": "D", "week": "W-SUN", "month": "M"}  # pandas names a week after its last day


def trends(
    counts: Counts, articles: pd.DataFrame, *, terms: Sequence[str] = (), per: str = "week"
) -> pd.DataFrame:
    """Return how often each outlet used each term in each period, without intervals yet.

    Parameters
    ----------
    counts
        Occurrences per article, of words or of queries (`count_queries`).
    articles
        Articles, for their dates. An article without a date is left out.
    terms
        Some of the counted terms; all if empty.
    per
        "day", "week" (from Monday) or "month".

    Returns
    -------
    Trends: for every term and outlet all periods from the first date of the corpus to its last.

    Raises
    ------
    FramingError
        If a term was not counted, or `per` is unknown.
    """
    if per not in PERIODS:
        raise FramingError(f"per is {per!r}; give {', '.join(PERIODS[:-1])} or {PERIODS[-1]}")
    columns = columns_of(counts, terms)
    dated = periods_of(counts, articles, per)
    known = np.flatnonzero(dated.notna())
    if not len(known) or not len(columns):
        return Trends.empty()
    periods = pd.period_range(dated.min(), dated.max(), freq=_FREQUENCY[per])
    outlets = counts.outlets
    outlet = pd.Index(outlets).get_indexer(pd.Index(counts.articles["outlet"]))[known]
    cell = outlet * len(periods) + periods.get_indexer(pd.PeriodIndex(dated.iloc[known]))
    number = len(outlets) * len(periods)
    ones = np.ones(len(known), np.int64)
    sums = scipy.sparse.csr_array((ones, (cell, np.arange(len(known)))), shape=(number, len(known)))
    n = (sums @ counts.matrix[known][:, columns]).toarray()
    words = np.bincount(cell, counts.articles["words"].to_numpy()[known], number)
    cells = pd.DataFrame(
        {
            "outlet": np.repeat(outlets, len(periods)),
            "period": np.tile(periods.start_time.as_unit("ns").to_numpy(), len(outlets)),
            "words": words.astype(np.int64),
            "articles": np.bincount(cell, minlength=number),
        }
    )
    parts = [
        cells.assign(term=str(term), n=n[:, k]) for k, term in enumerate(counts.terms[columns])
    ]
    table = pd.concat(parts, ignore_index=True)
    rate = table["n"] * PER / table["words"].where(table["words"] > 0)
    table = table.assign(per=per, rate=rate, low=np.nan, high=np.nan, interval="none")
    return Trends.validate(by_key(table, "term", "outlet", "period"))


def period_starts(dates: pd.Series, per: str) -> pd.Series:
    """Return the first moment of the day, week or month of each date, NaT without one."""
    return pd.to_datetime(dates).dt.to_period(_FREQUENCY[per]).dt.start_time


def periods_of(counts: Counts, articles: pd.DataFrame, per: str) -> pd.Series:
    """Return the period of every article of `counts`, NaT without a date."""
    dates = articles.set_index("id")["date"].loc[counts.articles["id"]]
    periods: pd.Series = dates.dt.to_period(_FREQUENCY[per])
    return periods


def columns_of(
    counts: Counts, terms: Sequence[str]
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the columns of the terms; of all terms if `terms` is empty."""
    if not terms:
        return np.arange(len(counts.terms))
    columns = pd.Index(counts.terms).get_indexer(pd.Index(list(terms)))
    missing = [term for term, column in zip(terms, columns, strict=True) if column < 0]
    if missing:
        raise FramingError(f"{missing[0]!r} was not counted; count it with count_queries")
    return columns.astype(np.int64)


@step("followed", may=("commonest-queries",))
def _followed(study: Tables, articles: pd.DataFrame, *, follow: list[str]) -> list[Query]:
    """The queries whose use is followed over time."""
    return queries_of(follow or study["commonest-queries"], articles)


@step("followed-counts")
def _followed_counts(tokens: Tokens, followed: list[Query]) -> Counts:
    """What fits each of these queries in every article."""
    return count_queries(tokens, followed)
