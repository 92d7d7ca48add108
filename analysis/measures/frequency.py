"""Count how often each outlet uses each term: occurrences, rates, and articles with it."""

import numpy as np
import pandas as pd

from analysis.language.counts import Counts
from analysis.recipes import step
from analysis.tables import PER, Frequencies, by_key


@step("rates")
def frequencies(counts: Counts) -> pd.DataFrame:
    """Frequencies of every term, without intervals yet.

    Returns Frequencies, one row per outlet and term that occurs there. The rate is occurrences per
    million of all the outlet's words. Ranks follow quanteda's textstat_frequency: within the outlet, tied
    terms share the smallest rank.

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.language import Counting, count
    >>> from analysis.measures import frequencies, most_frequent
    >>> table = frequencies(count(read_corpus("seeds").articles, Counting()))
    >>> most_frequent(table, top=1)[["outlet", "term", "n", "words", "rate"]].round(1)
         outlet    term   n  words     rate
    0  PJ Media  aleppo  10    823  12150.7
    1    RFE/RL  aleppo  20    866  23094.7
    """
    parts = [_of_outlet(counts, outlet) for outlet in counts.outlets]
    table = pd.concat(parts, ignore_index=True)
    return Frequencies.validate(by_key(table, "outlet", "rank", "term"))


def most_frequent(table: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Return the rows of Frequencies that rank first: `top` terms of each outlet, ties by term."""
    ordered = by_key(table, "outlet", "rank", "term")
    return Frequencies.validate(ordered.groupby("outlet").head(top).reset_index(drop=True))


def commonest(counts: Counts, *, top: int) -> list[str]:
    """Return the `top` most frequent terms of the whole corpus, ties by term."""
    n = np.asarray(counts.matrix.sum(axis=0)).ravel()
    order = np.argsort(-n, kind="stable")[:top]  # terms are sorted
    return [str(term) for term in counts.terms[order]]


def _of_outlet(counts: Counts, outlet: str) -> pd.DataFrame:
    rows = counts.rows_of(outlet)
    matrix = counts.matrix[rows]
    n = np.asarray(matrix.sum(axis=0), dtype=np.int64).ravel()
    used = np.flatnonzero(n)
    words = int(counts.articles["words"].to_numpy()[rows].sum())
    table = pd.DataFrame({"term": counts.terms[used].astype(str), "n": n[used]})
    return table.assign(
        outlet=outlet,
        words=words,
        rate=table["n"] * PER / words if words else np.nan,
        low=np.nan,
        high=np.nan,
        interval="none",
        docfreq=np.asarray((matrix > 0).sum(axis=0)).ravel()[used],
        articles=len(rows),
        rank=table["n"].rank(method="min", ascending=False).astype(int),
    )


@step("commonest-queries")
def _commonest_queries(counts: Counts, *, unit: str) -> list[str]:
    """The three most frequent terms as queries: of lemmas all their forms."""
    terms = commonest(counts, top=3)
    if unit != "lemma":
        return terms
    return [" ".join(f"[{word}]" for word in term.split(" ")) for term in terms]
