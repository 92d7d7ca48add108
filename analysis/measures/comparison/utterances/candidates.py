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
_NEAR = 3  # content words within which two make a pair
_RUN = 4  # words of any kind in a row
_WHOLE = 8  # words; so short a passage is also looked up as a whole
_AT_ONCE = 20_000  # passages or pairs; bounds memory
_FEWEST = 4  # words of an unquoted passage; fewer name a subject and say nothing of it
_TERM = 2  # words of a quotation that is given to nobody and is a term ("fiscal cliff") at most
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

    Passages are met by pairs of content words near each other, by runs of four words, by single content
    words, or, if they are short, as a whole; each of these only while it stands in at most 40 passages.

    Parameters
    ----------
    outlets
        The outlet of each passage; only passages of different outlets make a pair.

    Returns
    -------
    Two columns, the smaller number first; sorted.
    """
    keys = [list(set(_keys(one, rarity))) for one in read]
    index = _incidence(keys)
    spread = np.asarray(index.sum(axis=0)).ravel()
    index = index[:, (spread > 1) & (spread <= _COMMON)]
    outlet, _ = pd.factorize(np.array(outlets, dtype=object))
    found = [np.empty((0, 2), np.int64)]
    for first in range(0, len(read), _AT_ONCE):
        met = (index[first : first + _AT_ONCE] @ index.T).tocoo()
        left, right = met.row.astype(np.int64) + first, met.col.astype(np.int64)
        kept = (left < right) & (outlet[left] != outlet[right])
        found.append(np.stack([left[kept], right[kept]], axis=1))
    pairs = np.concatenate(found)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    own, shared = _weights(read, pairs, rarity)
    poorer = np.minimum(own[pairs[:, 0]], own[pairs[:, 1]])
    share = np.divide(shared, poorer, out=np.ones_like(shared), where=poorer > 0)
    enough = [(shared >= weight) & (share >= least) for weight, least in _LEAST]
    return np.asarray(pairs[np.logical_or.reduce(enough)])


def _incidence(keys: Sequence[Sequence[object]]) -> "scipy.sparse.csr_array":
    """Passages by keys: 1 where the passage has it."""
    every = np.empty(sum(map(len, keys)), dtype=object)
    every[:] = list(chain.from_iterable(keys))
    numbers, _ = pd.factorize(every)
    rows = np.repeat(np.arange(len(keys)), [len(one) for one in keys])
    shape = (len(keys), int(numbers.max(initial=-1)) + 1)
    return scipy.sparse.csr_array((np.ones(len(rows), np.int32), (rows, numbers)), shape=shape)


def _keys(one: Read, rarity: Rarity) -> Iterator[tuple[str, ...]]:
    """Yield what a passage is looked up by."""
    stems = [word.stem for word in one.words]
    content = [name for name in stems if rarity.is_content(name)]
    for k, name in enumerate(content):
        yield (name,)
        for other in content[k + 1 : k + 1 + _NEAR]:
            if other != name:
                yield (min(name, other), max(name, other))
    for k in range(len(stems) - _RUN + 1):
        yield ("", *stems[k : k + _RUN])
    if len(stems) <= _WHOLE:
        yield ("", "", *stems)


def _weights(read: Sequence[Read], pairs: Integers, rarity: Rarity) -> tuple[Floats, Floats]:
    """Return what the content words of each passage weigh, and those that each pair shares."""
    sets = [sorted({w.stem for w in one.words if rarity.is_content(w.stem)}) for one in read]
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
