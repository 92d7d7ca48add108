"""Find passages of different outlets that could be one utterance, without comparing all with all."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from analysis.language.words import function_words
from analysis.measures.comparison.utterances.alignment import Word, words_at
from analysis.measures.comparison.utterances.rarity import Floats, Integers, Rarity
from analysis.measures.comparison.utterances.spoken import Passage

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
    pairs = np.concatenate([*_met(read, rarity), _with_first(read)])
    outlet, _ = pd.factorize(np.array(outlets, dtype=object))
    pairs = pairs[outlet[pairs[:, 0]] != outlet[pairs[:, 1]]]
    pairs = np.unique(pairs, axis=0)
    own, shared = _weights(read, pairs, rarity)
    poorer = np.minimum(own[pairs[:, 0]], own[pairs[:, 1]])
    share = np.divide(shared, poorer, out=np.ones_like(shared), where=poorer > 0)
    enough = [(shared >= weight) & (share >= least) for weight, least in _LEAST]
    return np.asarray(pairs[np.logical_or.reduce(enough)])


def _met(read: Sequence[Read], rarity: Rarity) -> Iterator[Integers]:
    """Yield the pairs of passages that have one of their rare keys in common."""
    keys = (
        ([list(set(_neighbours(one, rarity))) for one in read], _COMMON),
        ([list(set(_runs(one))) for one in read], _COMMON),
        ([sorted(_content(one, rarity)) for one in read], _RARE),
    )
    parts = []
    for each, most in keys:
        index = _incidence(each)
        spread = np.asarray(index.sum(axis=0)).ravel()
        parts.append(index[:, (spread > 1) & (spread <= most)])
    index = scipy.sparse.hstack(parts, format="csr")
    for first in range(0, len(read), _AT_ONCE):
        met = (index[first : first + _AT_ONCE] @ index.T).tocoo()
        both = np.stack([met.row.astype(np.int64) + first, met.col.astype(np.int64)], axis=1)
        yield both[both[:, 0] < both[:, 1]]


def _with_first(read: Sequence[Read]) -> Integers:
    """Return the pairs of each passage with the first that has the same run, of runs that very many have."""
    index = _incidence([list(set(_runs(one))) for one in read])
    spread = np.asarray(index.sum(axis=0)).ravel()
    common = scipy.sparse.csc_array(index[:, spread > _COMMON])
    common.sort_indices()
    first = np.repeat(common.indices[common.indptr[:-1]], np.diff(common.indptr))
    both = np.stack([first, common.indices], axis=1).astype(np.int64)
    return np.asarray(both[both[:, 0] < both[:, 1]])


def _content(one: Read, rarity: Rarity) -> set[str]:
    return {word.stem for word in one.words if rarity.is_content(word.stem)}


def _incidence(keys: Sequence[Sequence[object]]) -> "scipy.sparse.csr_array":
    """Passages by keys: 1 where the passage has it."""
    every = np.empty(sum(map(len, keys)), dtype=object)
    every[:] = list(chain.from_iterable(keys))
    numbers, _ = pd.factorize(every)
    rows = np.repeat(np.arange(len(keys)), [len(one) for one in keys])
    shape = (len(keys), int(numbers.max(initial=-1)) + 1)
    return scipy.sparse.csr_array((np.ones(len(rows), np.int32), (rows, numbers)), shape=shape)


def _neighbours(one: Read, rarity: Rarity) -> Iterator[tuple[str, str]]:
    """Yield the pairs of content words that stand near each other."""
    content = [word.stem for word in one.words if rarity.is_content(word.stem)]
    for k, name in enumerate(content):
        for other in content[k + 1 : k + 1 + _NEAR]:
            if other != name:
                yield (min(name, other), max(name, other))


def _runs(one: Read) -> Iterator[tuple[str, ...]]:
    """Yield the runs of four words, and a short passage as a whole."""
    stems = [word.stem for word in one.words]
    for k in range(len(stems) - _RUN + 1):
        yield tuple(stems[k : k + _RUN])
    if len(stems) <= _WHOLE:
        yield ("", *stems)


def _weights(read: Sequence[Read], pairs: Integers, rarity: Rarity) -> tuple[Floats, Floats]:
    """Return what the content words of each passage weigh, and those that each pair shares."""
    sets = [sorted(_content(one, rarity)) for one in read]
    table = _incidence(sets).astype(np.float64)
    every = pd.unique(np.array(list(chain.from_iterable(sets)), dtype=object))
    each = np.sqrt([rarity.weight(name) for name in every])
    table = scipy.sparse.csr_array(table @ scipy.sparse.diags_array(each)) if len(each) else table
    own = np.asarray(table.multiply(table).sum(axis=1), np.float64).ravel()
    shared = [np.empty(0, np.float64)]
    for k in range(0, len(pairs), _AT_ONCE):
        left, right = (table[pairs[k : k + _AT_ONCE, side]] for side in (0, 1))
        shared.append(np.asarray(left.multiply(right).sum(axis=1), np.float64).ravel())
    return own, np.concatenate(shared)
