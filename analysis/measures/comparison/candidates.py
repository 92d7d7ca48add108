"""Find passages of different outlets that could be one utterance, without comparing all with all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.language.words import function_words
from analysis.measures.comparison.alignment import Word, stem, words_at
from analysis.measures.comparison.passages import Passage

_COMMON = 40  # passages; what more of them have in common tells nothing
_NEAR = 3  # content words within which two make a pair
_RUN = 4  # words of any kind in a row
_WHOLE = 8  # words; so short a passage is also looked up as a whole
_RARE = 12  # passages; a word of so few is looked up by itself
_AT_ONCE = 20_000  # pairs; bounds memory
_PRIOR = 100  # articles that the general list stands for
_FUNCTION, _USUAL, _OTHER = 0.9, 0.2, 0.005  # share of English news articles that have such a word
_MOST_OF_FUNCTION = 0.3  # weight of a function word at most

# words that are frequent in English news of any subject: in a corpus of two articles nothing else tells it
_USUAL_WORDS = (
    "say tell ask call think know want make take give go come get see look need work use find try put keep "
    "let show set begin start end lead follow turn move hold bring leave happen become change add plan "
    "expect hope believe support allow continue remain include meet speak talk announce statement report "
    "reporter news official spokesman spokeswoman president minister leader party government state "
    "country nation national american america people man woman child family member group company law "
    "court house senate congress white administration department committee office party republican "
    "democrat democratic election campaign vote bill policy issue question problem case fact part way "
    "thing time year month week day today yesterday tomorrow monday tuesday wednesday thursday friday "
    "saturday sunday morning night january february march april june july august september october "
    "november december hour number percent million billion dollar money world life home place city point "
    "side right good bad great big large small new old long high low early late last next first second "
    "third many much more most other same different important public political former clear real sure "
    "able likely general well back still even just also only now again never always really very lot"
).split()

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Read:
    """A passage and its words."""

    passage: Passage
    words: tuple[Word, ...]


def read_passages(passages: Sequence[Passage], texts: Mapping[str, str]) -> list[Read]:
    """Return the passages that have words, with them."""
    each = ((one, words_at(texts[one.article], one.spans)) for one in passages)
    return [Read(one, tuple(words)) for one, words in each if words]


class Weights(dict[str, float]):
    """How much a stem tells: the logarithm of one in how many articles it stands.

    Shares of articles are those of the corpus, mixed with shares that a list of function words and of
    usual words stands for, so that they make sense in two articles, too.

    Parameters
    ----------
    stems
        The stems of each article.
    """

    def __init__(self, stems: Sequence[Sequence[str]]) -> None:
        super().__init__()
        counted = pd.Series([one for of_article in stems for one in set(of_article)], dtype=object)
        self._articles = counted.value_counts().to_dict()
        self._all = len(stems)
        self.function = {part for word in function_words() for part in (word, stem(word))}
        self._usual = {stem(word) for word in _USUAL_WORDS}

    def __missing__(self, one: str) -> float:
        function = one in self.function or one.startswith("(")
        share = _FUNCTION if function else _USUAL if one in self._usual else _OTHER
        articles = self._articles.get(one, 0) + _PRIOR * share
        weight = max(float(np.log((self._all + _PRIOR) / max(articles, 1.0))), 0.0)
        self[one] = min(weight, _MOST_OF_FUNCTION) if function else weight
        return self[one]

    def is_content(self, one: str) -> bool:
        """Tell whether a stem is no function word."""
        return one not in self.function and not one.startswith("(")


def candidates(read: Sequence[Read], outlets: Sequence[str], weights: Weights) -> Integers:
    """Return the pairs of passages, as rows of `read`, that have something rare in common.

    Parameters
    ----------
    outlets
        The outlet of each passage; only passages of different outlets make a pair.

    Returns
    -------
    Two columns, the smaller number first; sorted.
    """
    keys = [list(set(_keys(one, weights))) for one in read]
    numbers, _ = pd.factorize(np.array(list(chain.from_iterable(keys)), dtype=object))
    rows = np.repeat(np.arange(len(read)), [len(one) for one in keys])
    shape = (len(read), int(numbers.max(initial=-1)) + 1)
    index = scipy.sparse.csr_array((np.ones(len(rows), np.int32), (rows, numbers)), shape=shape)
    spread = np.asarray(index.sum(axis=0)).ravel()
    index = index[:, (spread > 1) & (spread <= _COMMON)]
    outlet, _ = pd.factorize(np.array(outlets, dtype=object))
    found: list[Integers] = []
    for first in range(0, len(read), _AT_ONCE):
        met = (index[first : first + _AT_ONCE] @ index.T).tocoo()
        left, right = met.row.astype(np.int64) + first, met.col.astype(np.int64)
        kept = (left < right) & (outlet[left] != outlet[right])
        found.append(np.stack([left[kept], right[kept]], axis=1))
    pairs = np.concatenate(found) if found else np.empty((0, 2), np.int64)
    return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])


def _keys(one: Read, weights: Weights) -> Iterator[tuple[str, ...]]:
    """Yield what a passage is looked up by: pairs of content words, runs, itself, its rare words."""
    stems = [word.stem for word in one.words]
    content = [name for name in stems if weights.is_content(name)]
    for k, name in enumerate(content):
        for other in content[k + 1 : k + 1 + _NEAR]:
            if other != name:
                yield tuple(sorted((name, other)))
    for k in range(len(stems) - _RUN + 1):
        yield ("run", *stems[k : k + _RUN])
    if len(stems) <= _WHOLE:
        yield ("whole", *stems)
    yield from ((name,) for name in content)


def masses(read: Sequence[Read], pairs: Integers, weights: Weights) -> tuple[Floats, Floats]:
    """Return how much the content words of each passage weigh, and those that each pair shares."""
    sets = [sorted({w.stem for w in one.words if weights.is_content(w.stem)}) for one in read]
    names = np.array(list(chain.from_iterable(sets)), dtype=object)
    numbers, kinds = pd.factorize(names)
    rows = np.repeat(np.arange(len(read)), [len(one) for one in sets])
    each = np.array([weights[name] for name in kinds], dtype=np.float64)
    shape = (len(read), max(len(kinds), 1))
    table = scipy.sparse.csr_array((np.sqrt(each)[numbers], (rows, numbers)), shape=shape)
    own = np.asarray(table.multiply(table).sum(axis=1)).ravel()
    steps = range(0, len(pairs), _AT_ONCE)
    parts = [
        table[pairs[k : k + _AT_ONCE, 0]].multiply(table[pairs[k : k + _AT_ONCE, 1]]).sum(axis=1)
        for k in steps
    ]
    shared = np.concatenate([np.asarray(part).ravel() for part in parts]) if parts else np.empty(0)
    return own, shared
