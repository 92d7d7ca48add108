"""Find articles with nearly the same text: wire copy, updates, the same piece twice."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.language.words import Tokens
from analysis.recipes import table
from analysis.tables import NearDuplicates, by_key

SHINGLE = 5  # words
_COMMON = 20  # articles; where more share a stretch of words, each is paired only with the first
_AT_ONCE = 10_000  # pairs; bounds memory

Integers = npt.NDArray[np.int64]


def near_duplicates(tokens: Tokens, *, threshold: float = 0.5) -> pd.DataFrame:
    """Find pairs of articles whose wording is largely the same.

    Parameters
    ----------
    threshold
        Smallest Jaccard coefficient to report, 0 to 1.

    Returns
    -------
    NearDuplicates. In a group of more than 20 copies each is paired at least with the first.

    Source
    ------
    Broder 1997: resemblance of the sets of word shingles, here of five words within a
    paragraph, computed exactly and not by sketches.
    """
    sets, sizes = _shingle_sets(tokens)
    left, right = _candidates(sets, sizes, threshold)
    shared = _overlaps(sets, left, right)
    ids, outlets = tokens.articles["id"].to_numpy(), tokens.articles["outlet"].to_numpy()
    table = pd.DataFrame(
        {
            "article_a": ids[left],
            "article_b": ids[right],
            "outlet_a": outlets[left],
            "outlet_b": outlets[right],
            "similarity": shared / (sizes[left] + sizes[right] - shared),
        }
    )
    table = table[table["similarity"] >= threshold]
    return NearDuplicates.validate(by_key(table, "article_a", "article_b"))


def _shingle_sets(tokens: Tokens) -> tuple["scipy.sparse.csr_array", Integers]:
    """Articles by distinct shingles, 1 where the article has it; and how many each article has.

    Shingles that stand only once in the corpus have no column. Most of them are known by their first words.
    """
    lengths = np.diff(tokens.bounds)
    left_in_stretch = np.repeat(tokens.bounds[1:], lengths) - np.arange(len(tokens.ids))
    places = np.flatnonzero(left_in_stretch >= SHINGLE)
    rows = tokens.article_rows[places].astype(np.int32)
    numbers, known = tokens.ids[places].astype(np.int64), len(tokens.vocabulary)
    alone = np.zeros(len(tokens.articles), np.int64)
    for further in range(1, SHINGLE):
        # numbers so far times the vocabulary: stays far below 2**63
        numbers = pd.factorize(numbers * known + tokens.ids[places + further])[0]
        again = np.bincount(numbers)[numbers] > 1
        alone += np.bincount(rows[~again], minlength=len(alone))
        places, rows, numbers = places[again], rows[again], numbers[again]
    numbers, distinct = pd.factorize(numbers)
    shape = (len(tokens.articles), len(distinct))
    sets = scipy.sparse.csr_array((np.ones(len(rows), np.int64), (rows, numbers)), shape=shape)
    sets.sum_duplicates()
    sets.data[:] = 1
    return sets, alone + np.asarray(sets.sum(axis=1)).ravel()


def _candidates(
    sets: "scipy.sparse.csr_array", sizes: Integers, threshold: float
) -> tuple[Integers, Integers]:
    """Pairs of articles, first below second, that could reach the threshold."""
    spread = np.asarray(sets.sum(axis=0)).ravel()
    rare = sets[:, (spread > 1) & (spread <= _COMMON)]
    common = sets[:, spread > _COMMON]
    met = scipy.sparse.triu(rare @ rare.T, k=1).tocoo()
    in_common = np.asarray(common.sum(axis=1)).ravel()
    # two articles share no more than their rare shingles in common and all common ones of the poorer
    most = met.data + np.minimum(in_common[met.row], in_common[met.col])
    enough = most * (1 + threshold) >= threshold * (sizes[met.row] + sizes[met.col])
    by_shingle = common.tocsc()
    first = np.repeat(by_shingle.indices[by_shingle.indptr[:-1]], np.diff(by_shingle.indptr))
    pairs = np.concatenate(
        [
            np.stack([met.row, met.col], axis=1)[enough],
            np.stack([first, by_shingle.indices], axis=1)[first != by_shingle.indices],
        ]
    ).astype(np.int64)
    left, right = np.unique(pairs, axis=0).T
    return left, right


def _overlaps(sets: "scipy.sparse.csr_array", left: Integers, right: Integers) -> Integers:
    """How many shingles the articles of each pair share."""
    steps = range(0, len(left), _AT_ONCE)
    parts = [
        sets[left[k : k + _AT_ONCE]].multiply(sets[right[k : k + _AT_ONCE]]).sum(axis=1)
        for k in steps
    ]
    return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, np.int64)


@table("duplicates", NearDuplicates, every_article=True)
def _duplicates(every_token: Tokens, *, similarity: float) -> pd.DataFrame:
    """Pairs of articles that share much of their wording."""
    return near_duplicates(every_token, threshold=similarity)
