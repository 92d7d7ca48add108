"""Find passages of different outlets that could be one utterance, without comparing all with all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.language.words import function_words
from analysis.measures.comparison.utterances.alignment import Word, words_at
from analysis.measures.comparison.utterances.rarity import Floats, Integers, Rarity
from analysis.measures.comparison.utterances.spoken import Passage, passages_of
from analysis.recipes import step
from analysis.texts import texts_by_id

_COMMON = 40  # passages; what more of them have in common tells nothing
_RARE = 12  # passages; so much rarer a single word must be
_NEAR = 3  # content words within which two make a pair
_RUN = 4  # words of any kind in a row
_WHOLE = 8  # words; so short a passage is also looked up as a whole
_AT_ONCE = 20_000  # passages or pairs; bounds memory
_FEWEST = 4  # words of an unquoted passage; fewer name a subject and say nothing of it
_TERM = 2  # words of a quotation that is given to nobody and is a term ("sea fog") at most
_TITLE = (
    8  # words of a quotation without a cue that is a title, if all its words are capital, at most
)
# what a pair must share to be looked at: the weight of its content words, and its share of the poorer side
_LEAST = ((4.0, 0.2), (2.5, 0.3), (0.0, 0.85))


Table = Any  # a scipy.sparse.csr_array


class Read(NamedTuple):
    """A passage, its words, and for each of them whether it is quoted and written with a capital."""

    passage: Passage
    words: tuple[Word, ...]
    quoted: tuple[bool, ...]
    capital: tuple[bool, ...]


def read_passages(passages: Sequence[Passage], texts: Mapping[str, str]) -> list[Read]:
    """Return the passages that can be an utterance, with their words.

    Left out are unquoted phrases of fewer than four words, titles of works and programmes, and terms of two
    words in quotation marks that are given to nobody.
    """
    return [one for one in (_read(each, texts[each.article]) for each in passages) if _says(one)]


@step("passages")
def _passages(
    articles: pd.DataFrame, attributions: pd.DataFrame, quotations: pd.DataFrame
) -> list[Read]:
    """The passages of all articles, with their words."""
    return read_passages(passages_of(articles, attributions, quotations), texts_by_id(articles))


def _read(passage: Passage, text: str) -> Read:
    words = words_at(text, passage.spans)
    quoted = [any(low <= word.start < high for low, high in passage.quoted) for word in words]
    capital = [text[word.start].isupper() for word in words]
    return Read(passage, tuple(words), tuple(quoted), tuple(capital))


def _says(one: Read) -> bool:
    words, passage = one.words, one.passage
    if not any(one.quoted):
        return len(words) >= _FEWEST
    if passage.cue or len(words) > _TITLE:
        return bool(words)
    if len(words) <= _TERM and not passage.speaker and not passage.exclaimed:
        return False
    title = all(
        capital or word.form in function_words()
        for word, capital in zip(words, one.capital, strict=True)
    )
    return not (title and len(words) > 1)


def candidates(read: Sequence[Read], outlets: Sequence[str], rarity: Rarity) -> Integers:
    """Return the pairs of passages, as rows of `read`, that have enough in common to be looked at.

    Passages are met by pairs of content words near each other, by runs of four words, or, if they are short,
    as a whole, while each of these stands in at most 40 passages; and by content words of at most 12. Where
    more passages have a run, each is paired with the first of them.

    Parameters
    ----------
    outlets
        The outlet of each passage; only passages of different outlets make a pair.

    Returns
    -------
    Two columns, the smaller number first; sorted.
    """
    words = _Numbered.of(read, rarity)
    runs, short = words.runs(), words.short()
    index = scipy.sparse.hstack([runs, short], format="csr")
    met = _met([(words.neighbours(), _COMMON), (index, _COMMON), (words.content, _RARE)])
    pairs = np.concatenate([*met, _with_first(index)])
    outlet, _ = pd.factorize(np.array(outlets, dtype=object))
    pairs = pairs[outlet[pairs[:, 0]] != outlet[pairs[:, 1]]]
    pairs = np.unique(pairs, axis=0)
    own, shared = words.weights(pairs)
    poorer = np.minimum(own[pairs[:, 0]], own[pairs[:, 1]])
    share = np.divide(shared, poorer, out=np.ones_like(shared), where=poorer > 0)
    enough = [(shared >= weight) & (share >= least) for weight, least in _LEAST]
    return np.asarray(pairs[np.logical_or.reduce(enough)])


@dataclass(frozen=True, eq=False)
class _Numbered:
    """The words of all passages one after the other.

    Attributes
    ----------
    stem, passage
        The number of the stem of each word, and of the passage that it stands in.
    size
        How many words each passage has.
    is_content, weight
        Of each stem.
    """

    stem: Integers
    passage: Integers
    size: Integers
    is_content: npt.NDArray[np.bool_]
    weight: Floats

    @classmethod
    def of(cls, read: Sequence[Read], rarity: Rarity) -> Self:
        stems = np.array([word.stem for one in read for word in one.words], dtype=object)
        number, names = pd.factorize(stems)
        size = np.array([len(one.words) for one in read], np.int64)
        content = np.array([rarity.is_content(name) for name in names], bool)
        weight = np.array([rarity.weight(name) for name in names], np.float64)
        return cls(number, np.repeat(np.arange(len(read)), size), size, content, weight)

    @cached_property
    def content(self) -> Table:
        """Passages by content words."""
        some = self.is_content[self.stem]
        shape = (len(self.size), len(self.weight))
        return _incidence(self.passage[some], self.stem[some], shape)

    def neighbours(self) -> Table:
        """Passages by the pairs of content words that stand near each other in them."""
        some = self.is_content[self.stem]
        stem, passage = self.stem[some], self.passage[some]
        keys, rows = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
        for far in range(1, _NEAR + 1):
            one, other = stem[:-far], stem[far:]
            near = (passage[:-far] == passage[far:]) & (one != other)
            keys.append(
                np.minimum(one, other)[near] * len(self.weight) + np.maximum(one, other)[near]
            )
            rows.append(passage[:-far][near])
        return self._by(np.concatenate(keys), np.concatenate(rows))

    def runs(self) -> Table:
        """Passages by their runs of four words."""
        twos, _ = pd.factorize(self.stem[:-1] * len(self.weight) + self.stem[1:])
        fours = twos[:-2] * (len(twos) + 1) + twos[2:]
        whole = self.passage[:-3] == self.passage[3:]
        return self._by(fours[whole], self.passage[:-3][whole])

    def short(self) -> Table:
        """Passages by all their words, where they are few."""
        passages = np.flatnonzero(self.size <= _WHOLE)
        first = (np.cumsum(self.size) - self.size)[passages]
        key = np.zeros(len(passages), np.int64)
        for k in range(_WHOLE):
            place = np.minimum(first + k, max(len(self.stem) - 1, 0))
            word = np.where(k < self.size[passages], self.stem[place] + 1, 0)
            key = pd.factorize(key * (len(self.weight) + 1) + word)[0]
        return self._by(key, passages)

    def weights(self, pairs: Integers) -> tuple[Floats, Floats]:
        """Return what the content words of each passage weigh, and those that each pair shares."""
        shared = [np.empty(0, np.float64)]
        for k in range(0, len(pairs), _AT_ONCE):
            left, right = (self.content[pairs[k : k + _AT_ONCE, side]] for side in (0, 1))
            shared.append(left.multiply(right) @ self.weight)
        return self.content @ self.weight, np.concatenate(shared)

    def _by(self, key: Integers, passage: Integers) -> Table:
        """Passages by keys: 1 where the passage has it."""
        number, names = pd.factorize(key)
        return _incidence(passage, number, (len(self.size), len(names)))


def _incidence(passages: Integers, keys: Integers, shape: tuple[int, int]) -> Table:
    """Passages by keys: 1 where the passage has it, however often."""
    found = scipy.sparse.csr_array((np.ones(len(keys), np.int32), (passages, keys)), shape=shape)
    found.sum_duplicates()
    found.data[:] = 1
    return found


def _met(tables: Sequence[tuple[Table, int]]) -> Iterator[Integers]:
    """Yield the pairs of passages that have a key in common that at most so many have."""
    parts = []
    for index, most in tables:
        spread = np.asarray(index.sum(axis=0)).ravel()
        parts.append(index[:, (spread > 1) & (spread <= most)])
    index = scipy.sparse.hstack(parts, format="csr")
    for first in range(0, index.shape[0], _AT_ONCE):
        met = (index[first : first + _AT_ONCE] @ index.T).tocoo()
        both = np.stack([met.row.astype(np.int64) + first, met.col.astype(np.int64)], axis=1)
        yield both[both[:, 0] < both[:, 1]]


def _with_first(index: Table) -> Integers:
    """Return the pairs of each passage with the first that has the same run, of runs that very many have."""
    spread = np.asarray(index.sum(axis=0)).ravel()
    common = scipy.sparse.csc_array(index[:, spread > _COMMON])
    common.sort_indices()
    first = np.repeat(common.indices[common.indptr[:-1]], np.diff(common.indptr))
    both = np.stack([first, common.indices], axis=1).astype(np.int64)
    return np.asarray(both[both[:, 0] < both[:, 1]])
