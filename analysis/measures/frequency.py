"""Count how often each outlet uses each term: occurrences, rates, and articles with it."""

from collections.abc import Collection

import numpy as np
import pandas as pd
import scipy

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
    names = pd.DataFrame({"term": counts.terms.astype(str)})["term"]
    outlets = counts.outlets
    used, docfreq = _used(counts.by_outlet), _used(counts.articles_by_outlet).data
    outlet = np.repeat(np.arange(len(outlets)), np.diff(used.indptr))
    rank = pd.Series(used.data).groupby(outlet).rank(method="min", ascending=False).astype(int)
    order = np.lexsort((used.indices, rank, outlet))  # terms are sorted as they are counted
    outlet, column, n = outlet[order], used.indices[order], used.data[order]
    rows = [counts.rows_of(name) for name in outlets]
    words = np.array([counts.articles["words"].to_numpy()[own].sum() for own in rows], dtype=int)
    table = pd.DataFrame({"term": names.take(column).reset_index(drop=True), "n": n})
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(words[outlet] > 0, n * PER / words[outlet], np.nan)
    table = table.assign(
        outlet=pd.Series(outlets, dtype=str).take(outlet).reset_index(drop=True),
        words=words[outlet],
        rate=rate,
        low=np.nan,
        high=np.nan,
        interval="none",
        docfreq=docfreq[order],
        articles=np.array(list(map(len, rows)), dtype=int)[outlet],
        rank=rank.to_numpy()[order],
    )
    sorted_already = names.is_monotonic_increasing
    return Frequencies.validate(
        table if sorted_already else by_key(table, "outlet", "rank", "term")
    )


def most_frequent(table: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Return the rows of Frequencies that rank first: `top` terms of each outlet, ties by term."""
    ordered = by_key(table, "outlet", "rank", "term")
    return Frequencies.validate(ordered.groupby("outlet").head(top).reset_index(drop=True))


def commonest(counts: Counts, *, top: int) -> list[str]:
    """Return the `top` most frequent terms of the whole corpus, ties by term."""
    n = np.asarray(counts.by_outlet.sum(axis=0)).ravel()
    order = np.argsort(-n, kind="stable")[:top]  # terms are sorted
    return [str(term) for term in counts.terms[order]]


def _used(by_outlet: "scipy.sparse.csr_array") -> "scipy.sparse.csr_array":
    """Return what is counted of each outlet, without zeros, the terms in their order."""
    found = by_outlet.copy()
    found.sum_duplicates()
    found.eliminate_zeros()
    return found


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
