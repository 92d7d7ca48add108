"""The words that pairs are looked for in: numbered in alphabetical order, by sentence and by group."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.language.sentence_words import in_sentences, stretch_numbers, word_spans
from analysis.language.words import Tokens
from analysis.tables import VOICES, Voices
from analysis.tables.lookup import rows_at

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Grouped:
    """The words of a corpus, sentence by sentence, each in the group that it is counted in.

    Attributes
    ----------
    tokens
        The words, one stretch a sentence.
    terms
        The distinct words in code point order.
    numbers
        Of each word its place in `terms`.
    sentences
        Of each word the number of its sentence.
    groups
        Of each word its row of `names`; -1 for a word that no voice holds.
    names
        The groups: `outlet` and `voice`.
    """

    tokens: Tokens
    terms: npt.NDArray[np.object_]
    numbers: Integers
    sentences: Integers
    groups: Integers
    names: pd.DataFrame

    def together(self, places: Integers, others: Integers) -> Mask:
        """Return which of two lists of places are in one sentence and one group, pair by pair."""
        same = self.sentences[places] == self.sentences[others]
        same &= (self.groups[places] == self.groups[others]) & (self.groups[places] >= 0)
        return np.asarray(same, bool)

    def edges(self) -> tuple[Integers, Integers]:
        """Return where the sentence of every word begins and ends."""
        bounds = self.tokens.bounds
        return bounds[:-1][self.sentences], bounds[1:][self.sentences]

    def sums(self, weights: Integers, only: Integers) -> "Sums":
        """Return the sums of `weights`, one for each word, over the terms `only` in each group."""
        shape = (len(self.names), len(self.terms))
        return sums(self.groups, self.numbers, weights, shape, only)


class Sums:
    """Sums of weights by group and term, of which few are above zero, and of whole groups."""

    def __init__(self, matrix: "scipy.sparse.csr_array", by_group: Integers) -> None:
        rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        self._width = matrix.shape[1]
        self._keys = rows * self._width + matrix.indices
        self._values = matrix.data.astype(np.int64)
        self.by_group = by_group

    def of(self, groups: Integers, terms: Integers) -> Integers:
        """Return the sum of every pair of a group and a term; all of them must occur."""
        return self._values[np.searchsorted(self._keys, groups * self._width + terms)]


def sums(
    groups: Integers,
    terms: Integers,
    weights: Integers,
    shape: tuple[int, int],
    only: Integers | None = None,
) -> Sums:
    """Add up `weights` by group and term; groups of -1 are left out, and all terms but `only`."""
    kept = groups >= 0
    by_group = np.bincount(groups[kept], weights[kept], minlength=shape[0]).astype(np.int64)
    if only is not None:
        wanted = np.zeros(shape[1], bool)
        wanted[only] = True
        kept &= wanted[terms]
    entries = (weights[kept], (groups[kept], terms[kept]))
    matrix = scipy.sparse.csr_array(entries, shape=shape)
    matrix.sum_duplicates()
    return Sums(matrix, by_group)


def grouped(tokens: Tokens, articles: pd.DataFrame, voices: pd.DataFrame | None) -> Grouped:
    """Put the words into groups by outlet, and by voice where Voices are given."""
    tokens = in_sentences(tokens, articles)
    order = np.argsort(tokens.vocabulary)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    outlets, outlet_of = np.unique(tokens.articles["outlet"].to_numpy(str), return_inverse=True)
    groups = outlet_of[tokens.article_rows].astype(np.int64)
    kinds: tuple[str, ...] = ("",)
    if voices is not None:
        kinds = VOICES
        groups = _by_voice(groups, tokens, articles, Voices.validate(voices))
    names = pd.MultiIndex.from_product([outlets, kinds], names=["outlet", "voice"])
    numbers = rank[tokens.ids]
    own = tokens.vocabulary[order]
    return Grouped(
        tokens, own, numbers, stretch_numbers(tokens), groups, names.to_frame(index=False)
    )


def _by_voice(
    outlets: Integers, tokens: Tokens, articles: pd.DataFrame, voices: pd.DataFrame
) -> Integers:
    names = tokens.articles["id"].iloc[tokens.article_rows]
    rows = rows_at(voices, names, word_spans(tokens, articles)[:, 0])
    codes = pd.Index(VOICES).get_indexer(pd.Index(voices["voice"]))
    known = codes[rows] if len(voices) else rows
    return np.where(rows >= 0, outlets * len(VOICES) + known, -1)
