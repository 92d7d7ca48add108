"""Measure how evenly each term is spread over the articles."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.language.counts import Counts
from analysis.recipes import table
from analysis.tables import PER, Dispersions, by_key

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
WHOLE = "all outlets"
_AT_ONCE = 1 << 17  # entries: few enough for the processor's own memory
_WITHIN = ("outlet", "corpus", "outlets")


class Spread(NamedTuple):
    """For every term: its occurrences, the number of parts with it, and the three measures."""

    n: Integers
    range: Integers
    dp: Floats
    dp_norm: Floats
    juilland_d: Floats


def dispersion(counts: Counts, *, within: str = "outlet") -> pd.DataFrame:
    """Measure how evenly every term is spread.

    Parameters
    ----------
    counts
        Occurrences per article. Terms left out before do not change the values of the others.
    within
        The parts: "outlet" takes the articles of each outlet; "corpus" all articles together;
        "outlets" takes each outlet as one part. The rows of the last two have the outlet "all outlets".

    Returns
    -------
    Dispersions, one row per outlet and term that occurs there. An article without words is no part.

    Raises
    ------
    FramingError
        If `within` is unknown, or an outlet has the name that stands for all.

    Source
    ------
    DP: Gries 2008, International Journal of Corpus Linguistics 13: half the sum of the absolute
    differences between each part's share of the term and its share of all words. DPnorm: Lijffijt &
    Gries 2012: DP / (1 - smallest share). Juilland's D (Juilland & Chang-Rodriguez 1964) for parts of
    unequal size as in Gries 2008: 1 - V / sqrt(parts - 1), with V the standard deviation of the
    term's rates in the parts (divided by the number of parts, not by one less) over their mean.

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.language import Counting, count
    >>> from analysis.measures import dispersion
    >>> table = dispersion(count(read_corpus("seeds").articles, Counting()), within="corpus")
    >>> table.nlargest(2, "n")[["term", "n", "range", "parts", "dp"]].round(3)
           term   n  range  parts     dp
    35   aleppo  30      2      2  0.154
    424    said  27      2      2  0.154
    """
    if within not in _WITHIN:
        raise FramingError(f"within is {within!r}; give {', '.join(_WITHIN[:-1])} or {_WITHIN[-1]}")
    if WHOLE in counts.outlets:
        raise FramingError(
            f"an outlet is called {WHOLE!r}, which stands for all of them; rename it"
        )
    words = counts.articles["words"].to_numpy(dtype=np.int64)
    if within == "outlet":
        rows = [(outlet, counts.rows_of(outlet)) for outlet in counts.outlets]
        parts = [_outlet_dispersions(counts, name, counts.matrix[k], words[k]) for name, k in rows]
    elif within == "corpus":
        parts = [_outlet_dispersions(counts, WHOLE, counts.matrix, words)]
    else:
        parts = [_outlet_dispersions(counts, WHOLE, *_by_outlet(counts, words))]
    table = pd.concat(parts, ignore_index=True) if parts else Dispersions.empty()
    return Dispersions.validate(by_key(table, "outlet", "term"))


def spread(matrix: "scipy.sparse.csr_array", words: Integers) -> Spread:
    """Return the spread of every column of `matrix` over its rows, in time linear in its entries.

    `matrix` has the occurrences, parts by terms; parts without `words` are left out.
    """
    parts, terms = np.count_nonzero(words), matrix.shape[1]
    of, data = matrix.indices, matrix.data
    share = words / words.sum()
    per_word = np.divide(1, words, out=np.zeros(len(words)), where=words > 0)
    n, stored = matrix.T @ np.ones(len(words)), np.bincount(of, minlength=terms)
    found = stored if data.all() else np.bincount(of[data > 0], minlength=terms)
    per_n = np.divide(1, n, out=np.zeros(terms), where=n > 0)
    mean = matrix.T @ per_word / parts
    common, squares = np.zeros(terms), np.zeros(terms)
    for first in range(0, len(of), _AT_ONCE):
        end = min(first + _AT_ONCE, len(of))
        term, part = of[first:end].astype(np.intp), _parts_of(matrix.indptr, first, end)
        count = data[first:end].astype(float)
        common += np.bincount(term, np.minimum(count * per_n[term], share[part]), terms)
        count *= per_word[part]
        count -= mean[term]
        squares += np.bincount(term, np.square(count, out=count), terms)
    squares += (parts - stored) * mean**2
    with np.errstate(divide="ignore", invalid="ignore"):
        # half of all differences is the part that is not common
        dp = np.where(n > 0, 1 - common, np.nan)
        dp_norm = dp / (1 - share[words > 0].min()) if parts > 1 else np.full(terms, np.nan)
        juilland = 1 - np.sqrt(squares / parts) / mean / np.sqrt(parts - 1)
    # only rounding leads beyond these limits
    limited = (np.clip(values, 0, 1) for values in (dp, dp_norm, juilland))
    return Spread(n.astype(np.int64), np.asarray(found, np.int64), *limited)


def _parts_of(starts: npt.NDArray[np.signedinteger], first: int, end: int) -> Integers:
    """Return the part (the row) of each entry from `first` to `end`."""
    before, last = np.searchsorted(starts, (first, end - 1), side="right") - 1
    edges = np.clip(starts[before : last + 2], first, end)
    return np.repeat(np.arange(before, last + 1), np.diff(edges))


def _by_outlet(counts: Counts, words: Integers) -> tuple["scipy.sparse.csr_array", Integers]:
    """Add up the articles of each outlet."""
    codes, outlets = pd.factorize(counts.articles["outlet"], sort=True)
    ones = np.ones(len(codes), np.int64)
    shape = (len(outlets), len(codes))
    sums = scipy.sparse.csr_array((ones, (codes, np.arange(len(codes)))), shape=shape)
    totals = np.asarray(np.bincount(codes, words, minlength=len(outlets)), np.int64)
    return scipy.sparse.csr_array(sums @ counts.matrix), totals


def _outlet_dispersions(
    counts: Counts, outlet: str, matrix: "scipy.sparse.csr_array", words: Integers
) -> pd.DataFrame:
    total, parts = int(words.sum()), int(np.count_nonzero(words))
    if not total:
        return Dispersions.empty()
    values = spread(matrix, words)
    used = np.flatnonzero(values.n)
    table = pd.DataFrame({name: column[used] for name, column in values._asdict().items()})
    return table.assign(
        outlet=outlet,
        term=counts.terms[used].astype(str),
        words=total,
        rate=table["n"] * PER / total,
        parts=parts,
        range_share=table["range"] / parts,
    )


@table("dispersion-corpus", Dispersions)
def _of_corpus(counts: Counts) -> pd.DataFrame:
    """How evenly each term is spread over all articles."""
    return dispersion(counts, within="corpus")


@table("dispersion-outlets", Dispersions)
def _of_outlets(counts: Counts) -> pd.DataFrame:
    """How evenly each term is spread over the articles of each outlet."""
    return dispersion(counts)
