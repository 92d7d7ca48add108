"""Score pairs of words that stand within a few words of each other.

`Grouped` prepares the words: numbered in alphabetical order, by sentence, and by group (outlet and voice).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.language.counts import stop_words
from analysis.language.sentences import in_sentences
from analysis.language.words import Tokens, stretch_numbers, word_spans
from analysis.measures.collocation.association import with_measures
from analysis.recipes import step, table
from analysis.tables import VOICES, Collocations, Voices
from analysis.tables.lookup import rows_at

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Grouped:
    """The words of a corpus, sentence by sentence, each in its group."""

    tokens: Tokens  # the words, one stretch a sentence
    terms: npt.NDArray[np.object_]  # the distinct words in code point order
    numbers: Integers  # the place in `terms` of each word
    sentences: Integers  # the number of the sentence of each word
    groups: Integers  # the row of `names` for each word; -1 for a word without a voice
    names: pd.DataFrame  # the groups: `outlet` and `voice`

    def together(self, places: Integers, others: Integers) -> Mask:
        """Return for each pair of places whether both are in one sentence and one group."""
        same = self.sentences[places] == self.sentences[others]
        same &= (self.groups[places] == self.groups[others]) & (self.groups[places] >= 0)
        return np.asarray(same, bool)

    def edges(self) -> tuple[Integers, Integers]:
        """Return the first and the last place (exclusive) of the sentence of every word."""
        bounds = self.tokens.bounds
        return bounds[:-1][self.sentences], bounds[1:][self.sentences]

    def sums(self, weights: Integers, only: Integers) -> "Sums":
        """Return the sums of `weights`, one for each word, over the terms `only` in each group."""
        shape = (len(self.names), len(self.terms))
        return Sums(self.groups, self.numbers, weights, shape, only)

    def scored(self, group: Integers, collocate: Integers, **columns: Any) -> pd.DataFrame:
        """Return Collocations of pairs in these groups with these terms; `columns` are the others."""
        own = self.names.take(group).reset_index(drop=True)
        own = own.assign(collocate=self.terms[collocate].astype(str), **columns)
        return with_measures(own)


class Sums:
    """Sums of `weights` by group and term (most are zero), and sums of whole groups (`by_group`).

    Groups of -1 are left out, and all terms but `only`.
    """

    def __init__(
        self,
        groups: Integers,
        terms: Integers,
        weights: Integers,
        shape: tuple[int, int],
        only: Integers | None = None,
    ) -> None:
        kept = groups >= 0
        by_group = np.bincount(groups[kept], weights[kept], minlength=shape[0])
        self.by_group = by_group.astype(np.int64)
        if only is not None:
            wanted = np.zeros(shape[1], bool)
            wanted[only] = True
            kept &= wanted[terms]
        entries = (weights[kept], (groups[kept], terms[kept]))
        matrix = scipy.sparse.csr_array(entries, shape=shape)
        matrix.sum_duplicates()
        self._width = shape[1]
        rows = np.repeat(np.arange(shape[0]), np.diff(matrix.indptr))
        self._keys = rows * self._width + matrix.indices
        self._values = matrix.data.astype(np.int64)

    def of(self, groups: Integers, terms: Integers) -> Integers:
        """Return the sum of every pair of a group and a term; all of them must occur."""
        return self._values[np.searchsorted(self._keys, groups * self._width + terms)]


def grouped(tokens: Tokens, articles: pd.DataFrame, voices: pd.DataFrame | None) -> Grouped:
    """Put the words into groups by outlet, and by voice where Voices are given."""
    tokens = in_sentences(tokens, articles)
    return grouped_by(tokens, None if voices is None else voices_of_words(tokens, articles, voices))


def grouped_by(tokens: Tokens, voices: Codes | None) -> Grouped:
    """Put the words of sentences into groups by outlet, and by the voices of `voices_of_words` if given."""
    order = np.argsort(tokens.vocabulary)
    rank = np.argsort(order)
    outlets, outlet_of = np.unique(tokens.articles["outlet"].to_numpy(str), return_inverse=True)
    groups = outlet_of[tokens.article_rows].astype(np.int64)
    kinds: tuple[str, ...] = ("",)
    if voices is not None:
        kinds = VOICES
        groups = np.where(voices >= 0, groups * len(VOICES) + voices, -1)
    names = pd.MultiIndex.from_product([outlets, kinds], names=["outlet", "voice"])
    terms, numbers, sentences = tokens.vocabulary[order], rank[tokens.ids], stretch_numbers(tokens)
    return Grouped(tokens, terms, numbers, sentences, groups, names.to_frame(index=False))


def voices_of_words(tokens: Tokens, articles: pd.DataFrame, voices: pd.DataFrame) -> Codes:
    """Return the place in `VOICES` of the voice of every word, -1 for none."""
    voices = Voices.validate(voices)
    names = tokens.articles["id"].iloc[tokens.article_rows]
    rows = rows_at(voices, names, word_spans(tokens, articles)[:, 0])
    codes = pd.Index(VOICES).get_indexer(pd.Index(voices["voice"]))
    known = codes[rows] if len(voices) else rows
    return np.where(rows >= 0, known, -1).astype(np.int8)


_AT_ONCE = 50_000_000  # pairs; bounds memory


@dataclass(frozen=True)
class Pairing:
    """The choice of pairs of words.

    `window` words on each side of a word are near it; a pair must occur `min_count` times in its outlet
    and voice. The words `stop` have no pairs, but keep their places, so that no other word comes nearer.
    """

    window: int = 5
    min_count: int = 5
    stop: Collection[str] = frozenset()

    def __post_init__(self) -> None:
        if self.window < 1:
            raise FramingError(f"window is {self.window}; give 1 word or more on each side")
        if self.min_count < 1:
            raise FramingError(f"min_count is {self.min_count}; give 1 or more")


FIVE = Pairing()


def window_pairs(
    tokens: Tokens,
    articles: pd.DataFrame,
    *,
    pairing: Pairing = FIVE,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Score every two words that stand near each other, per outlet and, with Voices, per voice.

    Parameters
    ----------
    tokens, articles
        Words and the Articles they were read from. No window crosses a sentence.
    pairing
        Window, smallest count, and words left out.
    voices
        Voices of the same articles; both words of a pair are then of one voice.

    Returns
    -------
    Collocations, each pair once: the node is the first word in code point order. A word near itself
    counts twice, once from each of the two places. Apart from the sorting of pairs, time is linear in
    the number of words times the window.

    Source
    ------
    See `association.with_measures`. The units of the four-cell table are the slots of all windows (a
    word near a word), so that both marginals and the total count the same things; with windows of
    one word on one side this is the usual table of neighbours. Evert 2008 calls this surface
    co-occurrence and approximates the marginals by window size times occurrences.
    """
    words = grouped(tokens, articles, voices)
    slots = slots_of(words, pairing.window)
    kept = np.array([term not in pairing.stop for term in words.terms], bool)[words.numbers]
    parts = [_pairs(words, pairing, kept, nodes) for nodes in _parts_of_terms(words, pairing, kept)]
    pairs = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    group, node, collocate = (pairs.pop(name).to_numpy() for name in ("group", "a", "b"))
    used, ones = np.concatenate([node, collocate]), np.ones(len(slots), np.int64)
    in_slots, in_words = words.sums(slots, used), words.sums(ones, used)
    return words.scored(
        group,
        collocate,
        **pairs,  # n, n_left, n_right
        node=words.terms[node].astype(str),
        node_n=in_words.of(group, node),
        collocate_n=in_words.of(group, collocate),
        slots_node=in_slots.of(group, node),
        slots_collocate=in_slots.of(group, collocate),
        slots=in_slots.by_group[group],
    )


def slots_of(words: Grouped, window: int) -> Integers:
    """Return how many words are near each word."""
    if (words.names["voice"] == "").all():  # then a whole sentence is in one group
        places, (first, end) = np.arange(len(words.numbers)), words.edges()
        near: Integers = np.minimum(places - first, window)
        near += np.minimum(end - 1 - places, window)
        return near
    slots, every = np.zeros(len(words.numbers), np.int64), np.ones(len(words.numbers), bool)
    for distance in range(1, window + 1):
        left, right = _at_distance(words, every, distance)
        slots[left] += 1
        slots[right] += 1
    return slots


def _at_distance(words: Grouped, kept: Mask, distance: int) -> tuple[Integers, Integers]:
    """Return the places of all pairs `distance` apart in one sentence and group, both `kept`."""
    places = np.flatnonzero(kept[:-distance] & kept[distance:])
    places = places[words.together(places, places + distance)]
    return places, places + distance


def _parts_of_terms(words: Grouped, pairing: Pairing, kept: Mask) -> list[Mask]:
    """Cut the terms into parts that are the node of at most about `_AT_ONCE` pairs each."""
    distances = range(1, pairing.window + 1)
    pairs = sum(int(np.count_nonzero(kept[:-far] & kept[far:])) for far in distances)
    number = -(-pairs // _AT_ONCE) or 1
    before = np.cumsum(np.bincount(words.numbers[kept], minlength=len(words.terms)))
    part = np.minimum(before * number // max(int(kept.sum()), 1), number - 1)
    return [part == own for own in range(number)]


def _pairs(words: Grouped, pairing: Pairing, kept: Mask, nodes: Mask) -> pd.DataFrame:
    """Count the pairs whose node is one of `nodes`: group, a, b, and n in all, left and right."""
    width = max(len(words.terms), 1)
    found = [np.empty(0, np.int64)]
    for distance in range(1, pairing.window + 1):
        left, right = _at_distance(words, kept, distance)
        one, other = words.numbers[left], words.numbers[right]
        a, b = np.minimum(one, other), np.maximum(one, other)
        wanted = nodes[a]
        keys = ((words.groups[left] * width + a) * width + b) * 2
        found += [(keys + (one == a))[wanted], keys[wanted & (one == other)]]
    keys, n = np.unique(np.concatenate(found), return_counts=True)
    pair, to_right = np.divmod(keys, 2)
    first = np.diff(pair, prepend=-1) != 0  # in ascending order, so that equal ones are neighbours
    pairs, place = pair[first], np.cumsum(first) - 1
    sides = np.zeros((2, len(pairs)), np.int64)
    sides[to_right, place] = n
    often = sides.sum(axis=0) >= pairing.min_count
    rest, b = np.divmod(pairs[often], width)
    group, a = np.divmod(rest, width)
    n_left, n_right = sides[:, often]
    columns = {"group": group, "a": a, "b": b, "n": n_left + n_right}
    return pd.DataFrame({**columns, "n_left": n_left, "n_right": n_right})


@step("pairing")
def _pairing(*, window: int, min_count: int, stop: str) -> Pairing:
    """Which pairs of words are looked for."""
    return Pairing(window, min_count, stop_words(stop))


@table("pairs", Collocations)
def _window_pairs(
    sentence_tokens: Tokens, articles: pd.DataFrame, pairing: Pairing
) -> pd.DataFrame:
    """Pairs of words that stand near each other in a sentence."""
    return window_pairs(sentence_tokens, articles, pairing=pairing)
