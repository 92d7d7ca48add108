"""How like two articles are in what they are about: names, words, pairs of words, lead and headline."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.language.words import find_words, function_words
from analysis.progress import followed

# the share of each signal in the likeness of two articles
SHARES = {"words": 0.25, "names": 0.2, "pairs": 0.25, "lead": 0.2, "headline": 0.1}
LEAD = 120  # words
_SECTIONS = ("headline", "subhead", "body")
_AT_ONCE = 2_000  # articles; bounds memory
_ENDINGS = ("ing", "ed", "es", "s")
_STEM = 4  # letters that are left at least
_CLOSES = '.!?"“”'  # behind such a mark, a capital is that of a sentence
_LIKE = 100  # the articles that the table of common words stands for
_RARE = 0.015  # the share of articles that a word outside this table is taken to have
_HALF = 32  # bits of the number of a word in that of a pair

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Signals:
    """What articles are about: one row per article, of length 1 at most.

    Attributes
    ----------
    matrix
        Articles by terms; the product of two rows is the likeness of the articles, 0 to 1.
    kinds, terms
        The signal of each column (a key of `SHARES`), and the term as articles mostly write it.
    """

    matrix: "scipy.sparse.csr_array"
    kinds: npt.NDArray[np.object_]
    terms: npt.NDArray[np.object_]


def signals_of(articles: pd.DataFrame, sections: pd.DataFrame) -> Signals:
    """Return what every article is about.

    Parameters
    ----------
    articles, sections
        Articles, and Sections of them; headlines, subheads and bodies are read.

    Returns
    -------
    Signals, rows in the order of `articles`.

    Source
    ------
    Weights as usual: 1 + log of the count, times the log of how rare the term is, to length 1 in each
    signal; the signals weigh as `SHARES` say. Ours: the documents counted are those of the corpus and 100
    more of resources/wordlists/news_words.tsv, so that a corpus of two articles knows which words are rare.
    """
    reading = _Reading()
    parts: dict[str, list[_Counts]] = {kind: [] for kind in SHARES}
    for counts in _read(articles, sections, reading):
        for kind, count in counts.items():
            parts[kind].append(count)
    written = reading.written()
    made = [_signal(kind, parts.pop(kind), len(articles), written) for kind in SHARES]
    matrix: scipy.sparse.csr_array = scipy.sparse.hstack(
        [signal.matrix for signal in made], format="csr"
    )
    kinds, terms = (
        np.concatenate([getattr(signal, name) for signal in made]) for name in ("kinds", "terms")
    )
    return Signals(matrix, kinds, terms)


class _Counts(NamedTuple):
    """How often (`n`) articles (`rows`) have terms (`codes`)."""

    rows: npt.NDArray[np.int32]
    codes: Integers
    n: npt.NDArray[np.int32]


class _Reading(dict[str, int]):
    """Number of every run of characters without white space; remembers what its words are.

    `stems` are numbers of stems, -1 for function words; `capital` begin with a capital letter.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stems: dict[str, int] = {}
        self._words: list[tuple[int, int]] = []  # number of the stem, of the form
        self._forms: dict[str, int] = {}
        self._first: list[int] = [0]
        self._marks: list[tuple[bool, bool]] = []
        self._seen = np.zeros(0, np.int64)

    def __missing__(self, run: str) -> int:
        number = self[run] = len(self)
        for name, form in _words_in(run):
            stem = -1 if name is None else self._number(name)
            self._words.append((stem, self._forms.setdefault(form, len(self._forms))))
        self._first.append(len(self._words))
        self._marks.append((run[0] in _CLOSES, run[-1] in _CLOSES))
        return number

    def _number(self, stem: str) -> int:
        return self.stems.setdefault(stem, len(self.stems))

    def words(
        self, runs: Integers, begins: Integers
    ) -> tuple[Integers, Integers, npt.NDArray[np.bool_]]:
        """Return stems, the place in `runs` of each, and whether it has a capital within a sentence."""
        first = np.asarray(self._first, np.int64)
        table = np.asarray(self._words, np.int64).reshape(-1, 2)
        marks = np.asarray(self._marks, bool).reshape(-1, 2)
        lengths = np.diff(first)[runs]
        places = np.repeat(np.arange(len(runs)), lengths)
        before = np.cumsum(lengths) - lengths
        found = np.repeat(first[runs] - before, lengths) + np.arange(len(places))
        starts = marks[runs, 0]
        starts[1:] |= marks[runs[:-1], 1]
        starts[begins[begins < len(starts)]] = True
        capital = np.array([form[:1].isupper() for form in self._forms], bool)
        stems, forms = table[found].T
        inside = ~starts[places] | (np.arange(len(places)) > before[places])
        self._count(forms)
        return stems, places, capital[forms] & inside

    def _count(self, forms: Integers) -> None:
        seen = np.bincount(forms, minlength=len(self._forms))
        seen[: len(self._seen)] += self._seen
        self._seen = seen

    def written(self) -> "_Written":
        """Return how stems are mostly written, as words and as names."""
        stems, forms = np.unique(np.asarray(self._words, np.int64).reshape(-1, 2), axis=0).T
        texts = np.array(list(self._forms), dtype=object)[forms]
        table = pd.DataFrame({"stem": stems, "text": texts, "n": self._seen[forms]})
        table = table.sort_values(["n", "text"], ascending=[False, True])
        words, names = dict[int, str](), dict[int, str]()
        for stem, text in zip(table["stem"].tolist(), table["text"], strict=True):
            words.setdefault(stem, text)
            if text[:1].isupper():
                names.setdefault(stem, text)
        return _Written(list(self.stems), words, names)


@lru_cache(maxsize=200_000)
def _words_in(run: str) -> tuple[tuple[str | None, str], ...]:
    """Return of each word the stem, None for a function word, and the form."""
    found = []
    for word in find_words(run):
        bare = word.word.removesuffix("'s")
        stem = None if bare in function_words() else stem_of(bare)
        found.append((stem, run[word.start : word.end][: len(bare)]))
    return tuple(found)


class _Written(NamedTuple):
    """The stems by number, and how each is mostly written as a word and as a name."""

    stems: list[str]
    words: dict[int, str]
    names: dict[int, str]

    def term(self, kind: str, code: int) -> str:
        """Return a term as articles mostly write it."""
        if kind == "pairs":
            return " ".join(self.words[part] for part in _parts(code))
        return self.names.get(code, self.words[code]) if kind == "names" else self.words[code]

    def stem(self, kind: str, code: int) -> str:
        """Return a term as the table of common words has it."""
        parts = _parts(code) if kind == "pairs" else (code,)
        return " ".join(self.stems[part] for part in parts)


def _parts(code: int) -> tuple[int, int]:
    return code >> _HALF, code & ((1 << _HALF) - 1)


def stem_of(word: str) -> str:
    """Return a folded word without its ending -s, -es, -ed or -ing if four letters are left.

    Examples
    --------
    >>> [stem_of(word) for word in ("evacuated", "evacuating", "rebels", "news")]
    ['evacuat', 'evacuat', 'rebel', 'news']
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _read(
    articles: pd.DataFrame, sections: pd.DataFrame, reading: _Reading
) -> Iterator[dict[str, _Counts]]:
    """Yield the counts of the terms of each signal, some articles at a time."""
    kept = sections[sections["section"].isin(_SECTIONS)]
    pieces: dict[str, list[tuple[int, int, bool]]] = {}
    for article, start, end, section in kept[["article", "start", "end", "section"]].itertuples(
        index=False
    ):
        pieces.setdefault(article, []).append((start, end, section == "headline"))
    texts = articles["text"].to_numpy(dtype=object)
    each = followed(enumerate(articles["id"]), total=len(articles), what="reading signals")
    runs: list[npt.NDArray[np.int32]] = []
    about: list[tuple[int, int, bool]] = []  # article, runs, headline
    for row, article in each:
        for start, end, headline in pieces.get(article, ()):
            found = texts[row][start:end].split()
            runs.append(np.fromiter(map(reading.__getitem__, found), np.int32, len(found)))
            about.append((row, len(found), headline))
        if (row + 1) % _AT_ONCE == 0 or row + 1 == len(articles):
            yield _counted(reading, runs, about)
            runs, about = [], []


def _counted(
    reading: _Reading, runs: list[npt.NDArray[np.int32]], about: list[tuple[int, int, bool]]
) -> dict[str, _Counts]:
    rows, lengths, headline = (
        np.array(column, np.int64) for column in (zip(*about, strict=True) if about else ([],) * 3)
    )
    joined = np.concatenate(runs).astype(np.int64) if runs else np.empty(0, np.int64)
    stems, places, names = reading.words(joined, np.cumsum(lengths) - lengths)
    piece = np.repeat(np.arange(len(rows)), lengths)[places]
    article = rows[piece]
    place = np.arange(len(article)) - np.searchsorted(article, article)
    content = stems >= 0
    wanted = {
        "words": content,
        "names": content & names,
        "lead": content & (place < LEAD),
        "headline": content & (headline[piece] > 0),
    }
    counts = {kind: _count(article[which], stems[which]) for kind, which in wanted.items()}
    both = content[1:] & content[:-1] & (piece[1:] == piece[:-1])
    pairs = (stems[:-1] << _HALF) | stems[1:]
    return counts | {"pairs": _count(article[1:][both], pairs[both])}


def _count(rows: Integers, codes: Integers) -> _Counts:
    """Count each term of each article."""
    order = np.lexsort((codes, rows))
    rows, codes = rows[order], codes[order]
    new = np.flatnonzero(
        np.diff(rows, prepend=-1).astype(bool) | np.diff(codes, prepend=-1).astype(bool)
    )
    n = np.diff(new, append=len(rows))
    return _Counts(rows[new].astype(np.int32), codes[new], n.astype(np.int32))


def _signal(kind: str, parts: list[_Counts], articles: int, written: _Written) -> Signals:
    """Return one signal; terms of a single article lengthen its row and have no column."""
    rows, codes, n = (
        np.concatenate(column) if parts else np.empty(0, np.int64)
        for column in (zip(*parts, strict=True) if parts else ([], [], []))
    )
    terms, columns, spread = np.unique(codes, return_inverse=True, return_counts=True)
    stems = [
        written.stem(kind, code) if s > 1 else ""
        for code, s in zip(terms.tolist(), spread, strict=True)
    ]
    known = common_words().get(kind, common_words()["words"])
    usual = np.array([known.get(stem, _RARE) for stem in stems])
    rarity = np.log((1 + articles + _LIKE) / (spread + _LIKE * usual))
    weights = ((1 + np.log(n)) * rarity[columns]).astype(np.float64)
    lengths = np.sqrt(np.bincount(rows, weights**2, articles))
    weights *= np.sqrt(SHARES[kind]) / np.maximum(lengths[rows], 1e-12)
    shared = np.flatnonzero(spread > 1)
    kept = spread[columns] > 1
    place = np.cumsum(spread > 1) - 1
    matrix = scipy.sparse.csr_array(
        (weights[kept].astype(np.float32), (rows[kept], place[columns[kept]])),
        shape=(articles, len(shared)),
    )
    shown = [written.term(kind, code) for code in terms[shared].tolist()]
    return Signals(matrix, np.full(len(shared), kind, dtype=object), np.array(shown, dtype=object))


@lru_cache(maxsize=1)
def common_words() -> dict[str, dict[str, float]]:
    """Return the share of news articles that each common term is in, by signal (news_words.md)."""
    table = files("analysis.resources").joinpath("wordlists/news_words.tsv").read_text("utf-8")
    found: dict[str, dict[str, float]] = {}
    for line in table.splitlines()[1:]:
        kind, term, share = line.split("\t")
        found.setdefault(kind, {})[term] = float(share)
    return found
