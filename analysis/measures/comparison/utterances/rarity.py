"""How much a word tells about what an article says, and how near two articles are in their words."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.language.words import function_words
from analysis.measures.comparison.utterances.alignment import PERSON, stem, words_at
from analysis.progress import followed
from analysis.recipes import step
from analysis.texts import texts_by_id

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_PRIOR = 100  # articles that the general list stands for
_FUNCTION, _USUAL, _OTHER = 0.9, 0.2, 0.005  # share of English news articles that have such a word
_MOST_OF_FUNCTION = 0.3  # weight of a function word at most
_AT_ONCE = 20_000  # pairs; bounds memory

# words that are usual in English news of any subject: in a corpus of two articles nothing else tells it
_USUAL_WORDS = """
say tell ask call think know want make take give go come get see look need work use find try put
keep let show set begin start end lead follow turn move hold bring leave happen become change add
plan expect hope believe support allow continue remain include meet speak talk announce statement
report reporter news official spokesman spokeswoman president minister leader party government
state country nation national american america people man woman child family member group company
law court house senate congress white administration department committee office republican
democrat democratic election campaign vote bill policy issue question problem case fact part way
thing time year month week day today yesterday tomorrow monday tuesday wednesday thursday friday
saturday sunday morning night january february march april june july august september october
november december hour number percent million billion dollar money world life home place city
point side right good bad great big large small new old long high low early late last next first
second third many much more most other same different important public political former clear real
sure able likely general well back still even just also only now again never always really very
lot
"""


@dataclass(frozen=True, eq=False)
class Stems:
    """How often each stem stands in each article: `counts`, articles by stems, in the order of both names."""

    articles: list[str]
    names: list[str]
    counts: "scipy.sparse.csr_array"

    def of(self, articles: Collection[str]) -> "Stems":
        """Return the stems of some of the articles, numbered as if only these were read."""
        wanted = set(articles)
        rows = [row for row, one in enumerate(self.articles) if one in wanted]
        some = self.counts[rows]
        numbers, first = pd.factorize(some.indices)
        shape = (len(rows), max(len(first), 1))
        return Stems(
            [self.articles[row] for row in rows],
            [self.names[number] for number in first.tolist()],
            scipy.sparse.csr_array((some.data, numbers, some.indptr), shape=shape),
        )


def stems_of(texts: Mapping[str, str]) -> Stems:
    """Return the stems of the text of each article."""
    articles = sorted(texts)
    number: dict[str, int] = {}
    columns, counts, bounds = list[int](), list[int](), [0]
    for article in followed(articles, total=len(articles), what="weighing words"):
        text = texts[article]
        found = Counter(word.stem for word in words_at(text, [(0, len(text))]))
        columns += [number.setdefault(one, len(number)) for one in found]
        counts += found.values()
        bounds.append(len(columns))
    table = scipy.sparse.csr_array(
        (np.array(counts, np.float64), np.array(columns, np.int64), np.array(bounds, np.int64)),
        shape=(len(articles), max(len(number), 1)),
    )
    return Stems(articles, list(number), table)


@step("stems")
def _stems(articles: pd.DataFrame) -> Stems:
    """How often each stem stands in each article."""
    return stems_of(texts_by_id(articles))


class Rarity:
    """The stems of all articles, and what each of them weighs.

    The weight of a stem is the logarithm of one in how many articles it stands. Shares of articles are those
    of the corpus, mixed with shares that our lists of function words and of usual words stand for, so that
    two articles are enough.

    Parameters
    ----------
    stems
        The stems of the articles.
    """

    def __init__(self, stems: Stems) -> None:
        self._row = {article: row for row, article in enumerate(stems.articles)}
        self._names, self._counts = stems.names, stems.counts
        self._number = {name: number for number, name in enumerate(stems.names)}
        self._spread = np.bincount(self._counts.indices, minlength=max(len(self._number), 1))
        self._function = {part for word in function_words() for part in (word, stem(word))}
        self._usual = {stem(word) for word in _USUAL_WORDS.split()}
        self.counts = lru_cache(maxsize=2000)(self._stems_of)
        self.weight = lru_cache(maxsize=None)(self._weigh)

    def is_content(self, one: str) -> bool:
        """Tell whether a stem is that of a content word."""
        return one not in self._function and one != PERSON

    def _weigh(self, one: str) -> float:
        """Return the weight of a stem, in natural logarithms."""
        content = self.is_content(one)
        share = _FUNCTION if not content else _USUAL if one in self._usual else _OTHER
        number = self._number.get(one)
        articles = _PRIOR * share + (0 if number is None else int(self._spread[number]))
        weight = max(float(np.log((len(self._row) + _PRIOR) / max(articles, 1.0))), 0.0)
        return weight if content else min(weight, _MOST_OF_FUNCTION)

    def _stems_of(self, article: str) -> dict[str, int]:
        """Return how often each stem occurs in an article."""
        first, last = self._counts.indptr[self._row[article] : self._row[article] + 2]
        names = [self._names[number] for number in self._counts.indices[first:last]]
        return dict(zip(names, self._counts.data[first:last].astype(int).tolist(), strict=True))

    def nearness(self, left: list[str], right: list[str]) -> Floats:
        """Return how near the articles of each pair are, 0 to 1.

        It is the root of the cosine of their content words, each by its weight and, damped, its number.
        """
        vectors = self._vectors()
        rows = np.array([[self._row[one] for one in side] for side in (left, right)], np.int64)
        pairs, place = np.unique(rows, axis=1, return_inverse=True)
        found = [np.empty(0)]
        for k in range(0, pairs.shape[1], _AT_ONCE):
            a, b = (vectors[side[k : k + _AT_ONCE]] for side in pairs)
            found.append(np.asarray(a.multiply(b).sum(axis=1)).ravel())
        return np.sqrt(np.clip(np.concatenate(found), 0, 1))[place]

    def _vectors(self) -> "scipy.sparse.csr_array":
        weights = [self.weight(one) if self.is_content(one) else 0.0 for one in self._names] or [
            0.0
        ]
        damped = self._counts.copy()
        damped.data = (1 + np.log(damped.data)) * np.array(weights)[damped.indices]
        norms = np.sqrt(np.asarray(damped.multiply(damped).sum(axis=1)).ravel())
        scale = scipy.sparse.diags_array(1 / np.where(norms > 0, norms, 1))
        return scipy.sparse.csr_array(scale @ damped)
