"""Convert Counts to NLTK's frequency distributions, and back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.language.counts import Counts

if TYPE_CHECKING:
    from nltk.probability import ConditionalFreqDist, FreqDist

_BY = ("outlet", "article", "corpus")


def to_nltk(counts: Counts, by: str = "outlet") -> "ConditionalFreqDist | FreqDist":
    """Return the counts as a frequency distribution of NLTK.

    Parameters
    ----------
    by
        "outlet" or "article" for a ConditionalFreqDist with a FreqDist for each, "corpus" for one
        FreqDist of all articles together.

    Returns
    -------
    Terms are texts, phrases tuples of texts. Terms that were left out are missing, so that `N()` can be
    smaller than the number of words.

    Raises
    ------
    FramingError
        If `by` is unknown.
    """
    from nltk.probability import ConditionalFreqDist, FreqDist  # noqa: PLC0415  takes a moment

    if by not in _BY:
        raise FramingError(f"by is {by!r}; give {', '.join(_BY[:-1])} or {_BY[-1]}")
    samples = [tuple(term.split(" ")) if " " in term else term for term in counts.terms]
    if by == "corpus":
        return FreqDist(_counts_of_samples(samples, counts.matrix.sum(axis=0)))
    names = counts.articles["outlet" if by == "outlet" else "id"]
    codes, conditions = pd.factorize(names, sort=True)
    table = ConditionalFreqDist()
    for code, condition in enumerate(conditions):
        rows = np.flatnonzero(codes == code)
        table[condition] = FreqDist(_counts_of_samples(samples, counts.matrix[rows].sum(axis=0)))
    return table


def from_nltk(table: "ConditionalFreqDist | FreqDist", outlet: str = "corpus") -> Counts:
    """Return Counts of a FreqDist, or of a ConditionalFreqDist whose conditions are outlets.

    Parameters
    ----------
    outlet
        The name of the outlet for a FreqDist.

    Returns
    -------
    Counts; each outlet is one article, because the distribution does not say how it divides.

    Raises
    ------
    FramingError
        If `table` is neither of the two, a sample is not a text or a tuple of texts, or a count is
        no whole number above zero.
    """
    from nltk.probability import ConditionalFreqDist, FreqDist  # noqa: PLC0415

    if isinstance(table, ConditionalFreqDist):
        dists = {str(name): table[name] for name in sorted(table.conditions(), key=str)}
    elif isinstance(table, FreqDist):
        dists = {outlet: table}
    else:
        kind = type(table).__name__
        raise FramingError(f"cannot read a {kind}; give a FreqDist or a ConditionalFreqDist")
    named = {name: _whole_counts(dist) for name, dist in dists.items()}
    terms = np.array(sorted({term for dist in named.values() for term in dist}), dtype=object)
    place = {term: number for number, term in enumerate(terms)}
    entries = [
        (row, place[term], n) for row, dist in enumerate(named.values()) for term, n in dist.items()
    ]
    rows, columns, values = np.array(entries, np.int64).reshape(-1, 3).T
    matrix = scipy.sparse.csr_array((values, (rows, columns)), shape=(len(named), len(terms)))
    words = [sum(dist.values()) for dist in named.values()]
    names = list(named)
    articles = pd.DataFrame({"id": names, "outlet": names, "words": np.array(words, np.int64)})
    return Counts(articles, terms, matrix)


def _counts_of_samples(
    samples: list[str | tuple[str, ...]], sums: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> dict[str | tuple[str, ...], int]:
    counted = zip(samples, np.asarray(sums).ravel().tolist(), strict=True)
    return {sample: n for sample, n in counted if n}


def _whole_counts(dist: Mapping[object, object]) -> dict[str, int]:
    """Return the counts by term as text."""
    checked: dict[str, int] = {}
    for sample, n in dist.items():
        parts = sample if isinstance(sample, tuple) else (sample,)
        if not parts or not all(isinstance(part, str) for part in parts):
            raise FramingError(f"sample {sample!r} is not a text or a tuple of texts")
        if not isinstance(n, int | np.integer) or n < 1:
            raise FramingError(f"{sample!r} occurs {n!r} times; counts are whole numbers from 1")
        checked[" ".join(parts)] = int(n)
    return checked
