"""Count how often each outlet uses each term: occurrences, rates, and articles with it."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.language.counts import Counts
from analysis.recipes import step
from analysis.tables import PER, Frequencies, Tallies, by_key

COMPARED = 50  # words, at most, that outlets are compared in within events


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
    n = np.asarray(counts.by_outlet.sum(axis=0)).ravel()
    order = np.argsort(-n, kind="stable")[:top]  # terms are sorted
    return [str(term) for term in counts.terms[order]]


def _of_outlet(counts: Counts, outlet: str) -> pd.DataFrame:
    rows, place = counts.rows_of(outlet), counts.outlets.index(outlet)
    n = counts.by_outlet[[place]].toarray().ravel()
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
        docfreq=counts.articles_by_outlet[[place]].toarray().ravel()[used],
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


def word_tallies(
    counts: Counts, *, most: int = COMPARED, without: Collection[str] = ()
) -> pd.DataFrame:
    """Count the most frequent words in every article, to compare outlets within events.

    Parameters
    ----------
    counts
        Counts of the words that are wanted.
    most
        Words at most. They are chosen by how often the whole corpus has them, which does not look at
        differences, so that p values adjusted for this many words stay right.
    without
        Words that are left out.

    Returns
    -------
    Tallies of the measure "word". The row of an article with the category "" holds its words.
    """
    sums = np.asarray(counts.matrix.sum(axis=0)).ravel()
    order = [k for k in np.argsort(-sums, kind="stable") if str(counts.terms[k]) not in without]
    chosen = np.array(order[:most], dtype=int)
    found = counts.matrix[:, chosen].tocoo()
    articles = counts.articles.reset_index(drop=True)
    rows = np.concatenate([np.arange(len(articles)), found.row])
    names = [*[""] * len(articles), *(str(counts.terms[k]) for k in chosen[found.col])]
    table = pd.DataFrame(
        {
            "measure": "word",
            "article": articles["id"].to_numpy()[rows],
            "outlet": articles["outlet"].to_numpy()[rows],
            "group": "",
            "category": names,
            "unit": "occurrences per 1,000 words",
            "n": np.concatenate([np.zeros(len(articles)), found.data.astype(float)]),
            "total": articles["words"].to_numpy(float)[rows],
        }
    )
    return Tallies.validate(by_key(table, "measure", "group", "category", "article"))
