"""Describe the shape of a vocabulary: frequency by rank (Zipf), and its growth with the text (Heaps)."""

import numpy as np
import pandas as pd

from analysis.errors import FramingError
from analysis.language.counts import Counts
from analysis.language.words import Tokens
from analysis.recipes import table
from analysis.tables import Growth, Ranks, by_key


def zipf(counts: Counts) -> pd.DataFrame:
    """Return Ranks: the terms of every outlet by falling frequency.

    Source
    ------
    Zipf 1935; frequency falls about as the reciprocal of the rank. `counts` must have all terms.
    """
    parts = []
    for outlet in counts.outlets:
        n = np.asarray(counts.matrix[counts.rows_of(outlet)].sum(axis=0)).ravel()
        order = np.argsort(-n, kind="stable")  # terms are sorted, so ties are in their order
        order = order[: np.count_nonzero(n)]
        rank = np.arange(1, len(order) + 1)
        columns = {"rank": rank, "term": counts.terms[order].astype(str), "n": n[order]}
        parts.append(pd.DataFrame(columns).assign(outlet=outlet))
    table = pd.concat(parts, ignore_index=True) if parts else Ranks.empty()
    return Ranks.validate(by_key(table, "outlet", "rank"))


def heaps(tokens: Tokens, *, points: int = 100) -> pd.DataFrame:
    """Return Growth: the number of distinct words in the first words of an outlet.

    Parameters
    ----------
    tokens
        Words. They are read article by article, in the order of the articles' ids.
    points
        Number of rows for an outlet, evenly spaced up to its last word.

    Raises
    ------
    FramingError
        If `points` is below 1.

    Source
    ------
    Herdan 1960, Heaps 1978: the vocabulary grows as a power, below one, of the number of words.
    """
    if points < 1:
        raise FramingError(f"points is {points}; give 1 or more")
    outlets, own = np.unique(tokens.articles["outlet"].to_numpy(str), return_inverse=True)
    place = np.argsort(np.argsort(tokens.articles["id"].to_numpy(str), kind="stable"))
    rows = tokens.article_rows
    order = np.lexsort((place[rows], own[rows]))  # stable: words stay in reading order
    ids, outlet_of = tokens.ids[order], own[rows][order]
    bounds = np.searchsorted(outlet_of, np.arange(len(outlets) + 1))
    parts = []
    for outlet, start, end in zip(outlets, bounds[:-1], bounds[1:], strict=True):
        first = np.zeros(end - start, np.int64)
        first[np.unique(ids[start:end], return_index=True)[1]] = 1
        types = np.cumsum(first)
        after = np.unique(np.ceil(np.linspace(0, end - start, points + 1)).astype(np.int64))[1:]
        parts.append(
            pd.DataFrame({"words": after, "types": types[after - 1]}).assign(outlet=outlet)
        )
    table = pd.concat(parts, ignore_index=True) if parts else Growth.empty()
    return Growth.validate(by_key(table, "outlet", "words"))


@table("ranks", Ranks)
def _ranks(every_count: Counts) -> pd.DataFrame:
    """Every term of each outlet by its rank."""
    return zipf(every_count)


@table("growth", Growth)
def _growth(running_words: Tokens) -> pd.DataFrame:
    """Distinct words of each outlet by the number of words read."""
    return heaps(running_words)
