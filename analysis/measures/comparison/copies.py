"""Which articles are cut from which: wire copy, updates, the same piece in several outlets."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.language.sentences import sentence_spans
from analysis.language.words import Tokens, words_in
from analysis.measures.comparison.credits import credit_lines, names_outlet
from analysis.parameters import declare
from analysis.recipes import Tables, table
from analysis.tables import Table
from analysis.tables.base import Series, field

MOST = 250_000  # articles among which copies are looked for: all their words are in memory then
SHINGLE = 5  # words that find a pair
RUN = 3  # words that tell which sentences of a pair are shared
SENTENCE = 0.3  # of the words of a sentence in such runs, from which it counts as shared
CLEAR = (
    0.15  # by which one share must be smaller than the other to tell more than a credit of others
)
FOUND = 0.9  # of the smallest share, that a pair must reach in shingles of five words
_COMMON = 20  # articles; where more share a stretch of words, each is paired only with the first
_MOSTLY = 0.5  # of an article in stretches that many have, from which these are no boilerplate
_FEW = 4  # shared shingles below which nothing is a copy
_REMEMBERED = 1_000  # articles of which the sentences are kept
_ROWS = 2_000  # articles whose pairs are looked for at once
_AT_ONCE = 20_000  # pairs; bounds memory

Integers = npt.NDArray[np.int64]

declare(
    "copied",
    0.3,
    "articles that have this share of their words from another are listed (0 to 1)",
    range=(0.05, 1),
)


class Copies(Table):
    """Pairs of articles of which one has its words from the other; key (a, b), a before b.

    The shares are of the words of one article that stand in sentences shared with the other, those of which
    three tenths of the words are there in runs of three. `words`: how many words of a these are.
    `copied_from` is the article that the other is cut from, "" where nothing tells; `because` says what
    does: "credit", "date" or "share".
    """

    a: Series[str] = field("article")
    b: Series[str] = field("other article")
    outlet_a: Series[str] = field("outlet")
    outlet_b: Series[str] = field("other outlet")
    share_of_a_in_b: Series[float] = field(
        "share of the article in the other", digits=2, ge=0, le=1
    )
    share_of_b_in_a: Series[float] = field(
        "share of the other in the article", digits=2, ge=0, le=1
    )
    copied_from: Series[str] = field("copied from")
    because: Series[str] = field("as shown by", isin=["", "credit", "date", "share"])
    words: Series[int] = field("words shared", ge=0)


def copies(articles: pd.DataFrame, tokens: Tokens, *, share: float = 0.3) -> pd.DataFrame:
    """Find pairs of articles of which one is a copy of the other, whole, cut, merged or edited.

    Parameters
    ----------
    articles, tokens
        Articles sorted by id, and the words of all their sections as written.
    share
        Smallest share of an article in the other, 0 to 1.

    Returns
    -------
    Copies. In a group of more than 20 copies each is paired at least with the first.

    Source
    ------
    Broder 1997: containment of the sets of five-word shingles of a line finds the pairs; shares are then by
    sentences, so that an edited sentence is a shared one. Ours: stretches that more than 20 articles have
    count only if they are half of the articles that have them, so that boilerplate makes no copies. The
    direction follows a credit line that names the other outlet, else the dates, else shares that differ by
    15%, else a credit line of one that names somebody else, else the larger share.
    """
    articles = articles.reset_index(drop=True)
    sets = _shingle_sets(tokens)
    left, right = _pairs(sets, FOUND * share)
    texts, credits_of = _Sentences(articles["text"]), _Credits(articles)
    rows = []
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        in_b, in_a, words = texts.shared(i, j)
        if max(in_b, in_a) >= share:
            one, other = articles.iloc[i], articles.iloc[j]
            shares, ids = (in_b, in_a), (one["id"], other["id"])
            source, because = _source(credits_of, (i, j), (one["date"], other["date"]), shares)
            copied_from = ids[source] if because else ""
            outlets = (one["outlet"], other["outlet"])
            rows.append((*ids, *outlets, *shares, copied_from, because, words))
    return Copies.of_rows(rows, "a", "b")


def _source(
    credits_of: "_Credits",
    rows: tuple[int, int],
    dates: Sequence[pd.Timestamp],
    shares: Sequence[float],
) -> tuple[int, str]:
    """Return which of two articles, 0 or 1, the other is cut from, and what shows it; "" if nothing does."""
    by_share = int(shares[0] > shares[1])
    evidence = (
        (credits_of.source_named(*rows), "credit"),
        (
            int(dates[1] < dates[0])
            if dates[0] != dates[1] and not pd.isna([*dates]).any()
            else -1,
            "date",
        ),
        (by_share if min(shares) < (1 - CLEAR) * max(shares) else -1, "share"),
        (credits_of.source_of_any(*rows), "credit"),
        (by_share if shares[0] != shares[1] else -1, "share"),
    )
    return next((found for found in evidence if found[0] >= 0), (0, ""))


class _Credits:
    """Which articles credit others."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self._texts = articles["text"].to_numpy(dtype=object)
        self._outlets = articles["outlet"].to_numpy(dtype=object)
        self._lines: dict[int, list[str]] = {}

    def source_named(self, i: int, j: int) -> int:
        """Return 0 if j credits i by name and i not j, 1 the other way round, else -1."""
        return _told(by_i=self._names(i, j), by_j=self._names(j, i))

    def source_of_any(self, i: int, j: int) -> int:
        """Return 0 if j credits somebody and i nobody, 1 the other way round, else -1."""
        return _told(by_i=self._anybody(i), by_j=self._anybody(j))

    def _names(self, row: int, other: int) -> bool:
        return self._outlets[row] != self._outlets[other] and names_outlet(
            self._credit(row), self._outlets[other]
        )

    def _anybody(self, row: int) -> bool:
        """Tell whether an article credits anybody but its own outlet: then its words are from elsewhere."""
        lines = self._credit(row)
        return any(not names_outlet([line], self._outlets[row]) for line in lines)

    def _credit(self, row: int) -> list[str]:
        if row not in self._lines:
            self._lines[row] = credit_lines(self._texts[row])
        return self._lines[row]


def _told(*, by_i: bool, by_j: bool) -> int:
    return int(by_i) if by_i != by_j else -1


class _Words(NamedTuple):
    """The words of an article by sentence: all runs of them, and the number of the sentence of each word."""

    runs: list[tuple[str, ...]]
    sentences: Integers


class _Sentences:
    """The sentences of articles, and what two articles share of them."""

    def __init__(self, texts: pd.Series) -> None:
        self._texts = texts.to_numpy(dtype=object)
        self._words = lru_cache(maxsize=_REMEMBERED)(self._read)

    def shared(self, i: int, j: int) -> tuple[float, float, int]:
        """Return the share of i in j, that of j in i, and the words of i that are shared."""
        one, other = self._words(i), self._words(j)
        of_one, of_other = _common_words(one, other), _common_words(other, one)
        return (
            of_one / max(len(one.sentences), 1),
            of_other / max(len(other.sentences), 1),
            of_one,
        )

    def _read(self, row: int) -> _Words:
        text = self._texts[row]
        by_sentence = [words_in(text[start:end]) for start, end in sentence_spans(text)]
        words = [word for sentence in by_sentence for word in sentence]
        runs = list(zip(*(words[k:] for k in range(RUN)), strict=False))
        return _Words(runs, np.repeat(np.arange(len(by_sentence)), [*map(len, by_sentence)]))


def _common_words(one: _Words, other: _Words) -> int:
    """Return how many words stand in sentences of which three tenths are in runs that the other has."""
    known = set(other.runs)
    within = np.zeros(len(one.sentences), bool)
    starts = np.flatnonzero([run in known for run in one.runs])
    for k in range(RUN):
        within[starts + k] = True
    lengths = np.bincount(one.sentences)
    shared = np.bincount(one.sentences, within)
    return int(lengths[shared >= SENTENCE * np.maximum(lengths, 1)].sum())


def _shingle_sets(tokens: Tokens) -> "scipy.sparse.csr_array":
    """Articles by distinct shingles within a line, without those of boilerplate; one column each."""
    lengths = np.diff(tokens.bounds)
    left_in_line = np.repeat(tokens.bounds[1:], lengths) - np.arange(len(tokens.ids))
    places = np.flatnonzero(left_in_line >= SHINGLE)
    numbers = _numbers(tokens.ids, places)
    rows = tokens.article_rows[places].astype(np.int32)
    shape = (len(tokens.articles), int(numbers.max()) + 1 if len(numbers) else 0)
    sets = scipy.sparse.csr_array((np.ones(len(rows), np.int32), (rows, numbers)), shape=shape)
    sets.sum_duplicates()
    sets.data[:] = 1
    return _without_boilerplate(sets)


def _numbers(ids: npt.NDArray[np.int32], places: Integers) -> Integers:
    """Return a number for each distinct shingle, from 64 bits mixed of its words."""
    mixed = np.zeros(len(places), np.uint64)
    for k in range(SHINGLE):
        mixed ^= ids[places + k].astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed, return_inverse=True)[1].astype(np.int32)


def _without_boilerplate(sets: "scipy.sparse.csr_array") -> "scipy.sparse.csr_array":
    spread = np.bincount(sets.indices, minlength=sets.shape[1])
    common = spread > _COMMON
    sizes = np.maximum(np.diff(sets.indptr), 1)
    share = np.asarray(sets[:, common].sum(axis=1)).ravel() / sizes
    mean = np.asarray(sets[:, common].T @ share).ravel() / spread[common]
    kept = np.ones(sets.shape[1], bool)
    kept[common] = mean >= _MOSTLY
    return sets[:, kept]


def _pairs(sets: "scipy.sparse.csr_array", share: float) -> tuple[Integers, Integers]:
    """Return pairs of articles, first below second, of which one has a share of its shingles in the other."""
    sizes = np.diff(sets.indptr)
    spread = np.bincount(sets.indices, minlength=sets.shape[1])
    shared = sets[:, spread > 1]
    left, right = _candidates(shared, sizes, spread[spread > 1], share)
    steps = range(0, len(left), _AT_ONCE)
    parts = [
        shared[left[k : k + _AT_ONCE]].multiply(shared[right[k : k + _AT_ONCE]]).sum(axis=1)
        for k in steps
    ]
    n = np.concatenate(parts) if parts else np.empty(0)
    enough = (n >= _FEW) & (n >= share * np.minimum(sizes[left], sizes[right]))
    return left[enough], right[enough]


def _candidates(
    sets: "scipy.sparse.csr_array", sizes: Integers, spread: Integers, share: float
) -> tuple[Integers, Integers]:
    """Return pairs that could reach the share, by rare shingles, and each with the first of a common one."""
    rare = sets[:, spread <= _COMMON]
    common = sets[:, spread > _COMMON]
    in_common = np.diff(common.indptr)
    by_shingle = rare.T.tocsr()
    first = common.tocsc()
    heads = np.repeat(first.indices[first.indptr[:-1]], np.diff(first.indptr))
    found = [np.unique(np.stack([heads, first.indices], axis=1)[heads != first.indices], axis=0)]
    for start in range(0, sets.shape[0], _ROWS):
        met = (rare[start : start + _ROWS] @ by_shingle).tocoo()
        rows, others = met.row + start, met.col
        most = met.data + np.minimum(in_common[rows], in_common[others])
        least = np.maximum(share * np.minimum(sizes[rows], sizes[others]), _FEW)
        kept = (rows < others) & (most >= least)
        found.append(np.stack([rows[kept], others[kept]], axis=1))
    left, right = np.unique(np.concatenate(found).astype(np.int64), axis=0).T
    return left, right


def refuse_too_many(articles: int) -> None:
    """Raise FramingError if copies are not looked for among so many articles."""
    if articles > MOST:
        raise FramingError(
            f"copies are looked for among {MOST:,} articles at most, and these are {articles:,}; "
            "copies=all counts every article, and where=COLUMN=VALUE takes fewer"
        )


@table("copies", Copies, every_article=True, may=("every-token",), kept=True)
def _copies(articles: pd.DataFrame, study: Tables, *, copied: float) -> pd.DataFrame:
    """Pairs of articles of which one is cut from the other."""
    refuse_too_many(len(articles))
    return copies(articles, study["every-token"], share=copied)
