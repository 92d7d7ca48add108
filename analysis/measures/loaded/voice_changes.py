"""Loaded words and scores of articles of which other words are the outlet's own than before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language.words import places_of_words
from analysis.measures.loaded.hits import SCARE_WORDS, own_spans, score
from analysis.measures.loaded.lexicons import OWN
from analysis.measures.loaded.model import grades_of
from analysis.models.cache import Cache
from analysis.models.parallel import in_order
from analysis.tables.loaded import LOADED_VOICES

Integers = npt.NDArray[np.int64]
Starts = Callable[[str, str], Sequence[int]]  # where the words of an article begin, by id and text
_WHOSE = ["voice", "speaker", "kind", "attribution"]
_OUTLET = LOADED_VOICES.index("outlet")


def starts_of(_: str, text: str) -> list[int]:
    """Return where the words of a text begin."""
    return [start for start, _ in places_of_words(text)]


def with_voices(
    before: tuple[pd.DataFrame, pd.DataFrame],
    articles: pd.DataFrame,
    voices: tuple[pd.DataFrame, pd.DataFrame],
    *,
    starts: Starts = starts_of,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what `loaded_in` finds in articles, from what it found in them with other voices.

    Which words are loaded does not hang on whose they are. The model reads again only sentences of which
    another part is in the outlet's own voice.

    Parameters
    ----------
    before
        Sentences and LoadedHits of these articles alone.
    articles
        Articles.
    voices
        Voices of these articles as they were, and as they are.

    Returns
    -------
    Sentences and LoadedHits.
    """
    sentences, hits = before
    ids = pd.Index(articles["id"].sort_values())
    far = 1 + max((len(text) for text in articles["text"]), default=0)
    then, now = (_Stretches.of(one, ids, far) for one in voices)
    hits = now.hits(
        hits, ids.get_indexer(pd.Index(hits["article"])) * far + hits["start"].to_numpy()
    )
    other = np.unique(np.concatenate([now.unlike(then), then.unlike(now)]) // far)
    if not len(other):
        return sentences, hits
    rows = np.flatnonzero(np.isin(ids.get_indexer(pd.Index(sentences["article"])), other))
    if not len(rows):
        return sentences, hits
    some = articles[articles["id"].isin(ids[other])]
    texts = dict(zip(some["id"], some["text"], strict=True))
    words = _Words.of(sentences.iloc[rows], ids, texts, starts, far)
    found = sentences.iloc[rows].reset_index(drop=True)
    whose = now.voice[now.at(words.place)]
    (
        found["outlet_words"],
        found["paraphrased_words"],
        found["quoted_words"],
        found["scare_words"],
    ) = (
        np.bincount(words.sentence[whose == voice], minlength=len(rows))
        for voice in range(len(LOADED_VOICES))
    )
    own = whose == _OUTLET
    changed = np.unique(words.sentence[own != (then.voice[then.at(words.place)] == _OUTLET)])
    found.loc[changed, "own_score"] = _own_scores(found, changed, words, own, texts)
    found.loc[changed, "own_lexicon_score"] = _list_scores(found.iloc[changed], hits)
    both = sentences.copy()
    for name in found.columns.difference(["article", "outlet", "section"]):
        values = both[name].to_numpy(copy=True)
        values[rows] = found[name].to_numpy()
        both[name] = values
    return both, hits


@dataclass(frozen=True, eq=False)
class _Stretches:
    """The stretches of all articles: where each begins, and whose it is; scare quotes are told apart.

    A place is the number of the article times `far`, plus the character.
    """

    begin: Integers
    voice: Integers
    whose: pd.DataFrame

    @classmethod
    def of(cls, voices: pd.DataFrame, ids: pd.Index, far: int) -> Self:
        place: Integers = (
            ids.get_indexer(pd.Index(voices["article"])) * far + voices["start"].to_numpy()
        )
        order = np.argsort(place, kind="stable")
        begin, voices = place[order], voices.iloc[order]
        quoted = (voices["voice"] == "quoted").to_numpy(bool)
        said = (voices["attribution"] != "").to_numpy(bool)
        new = (np.diff(begin // far, prepend=-1) != 0) | (quoted != np.roll(quoted, 1))
        run = np.cumsum(new) - 1
        short = np.bincount(run, voices["words"].to_numpy()) <= SCARE_WORDS
        scare = quoted & (short & (np.bincount(run, said) == 0))[run]
        voice = pd.Categorical(voices["voice"], LOADED_VOICES).codes.astype(np.int64)
        voice[scare] = LOADED_VOICES.index("scare quotes")
        return cls(begin, voice, voices[_WHOSE[1:]])

    def at(self, places: Integers) -> Integers:
        """Return the number of the stretch at each place."""
        found: Integers = np.searchsorted(self.begin, places, side="right") - 1
        return found

    def unlike(self, other: Self) -> Integers:
        """Return where a stretch begins that is in another voice there."""
        found: Integers = self.begin[self.voice != other.voice[other.at(self.begin)]]
        return found

    def hits(self, hits: pd.DataFrame, places: Integers) -> pd.DataFrame:
        """Return LoadedHits with whose words they are."""
        rows = self.at(places)
        found = self.whose.iloc[rows].assign(voice=np.array(LOADED_VOICES)[self.voice[rows]])
        return hits.assign(**{name: found[name].astype(hits[name].dtype).array for name in _WHOSE})


@dataclass(frozen=True, eq=False)
class _Words:
    """The words of some sentences: the place of each (see `_Stretches`), and the number of its sentence."""

    place: Integers
    sentence: Integers
    far: int

    @classmethod
    def of(
        cls,
        sentences: pd.DataFrame,
        ids: pd.Index,
        texts: dict[str, str],
        starts: Starts,
        far: int,
    ) -> Self:
        firsts = ids.get_indexer(pd.Index(list(texts))) * far
        parts = [
            np.asarray(starts(article, text), np.int64) + first
            for first, (article, text) in zip(firsts, texts.items(), strict=True)
        ]
        place = np.sort(np.concatenate(parts))
        first = ids.get_indexer(pd.Index(sentences["article"])) * far
        begin, end = (first + sentences[name].to_numpy() for name in ("start", "end"))
        order = np.argsort(begin, kind="stable")
        number = order[np.searchsorted(begin[order], place, side="right") - 1]
        inside = (place >= begin[number]) & (place < end[number])
        return cls(place[inside], number[inside], far)


def _own_scores(
    sentences: pd.DataFrame,
    changed: Integers,
    words: _Words,
    own: npt.NDArray[np.bool_],
    texts: dict[str, str],
) -> list[float]:
    """Return the scores of the words in the outlet's own voice of changed sentences."""
    none = Cache(None)

    def read(row: tuple[str, int, int, float, int]) -> float:
        article, start, end, whole, number = row
        first, last = np.searchsorted(words.sentence, [number, number + 1])
        theirs = own[first:last]
        if not theirs.any() or theirs.all():
            return whole if theirs.any() else 0.0
        begins = (words.place[first:last] % words.far).tolist()
        spans = own_spans((start, end), begins, theirs.tolist())
        found = grades_of(texts[article], [(start, end)], [spans], none)
        return min(whole, found.own[0])

    columns = sentences[["article", "start", "end", "score"]].iloc[changed].itertuples(index=False)
    rows = [(*row, number) for row, number in zip(columns, changed.tolist(), strict=True)]
    return list(in_order(read, rows))


def _list_scores(sentences: pd.DataFrame, hits: pd.DataFrame) -> list[float]:
    """Return the scores of sentences by our list, of the words in the outlet's own voice alone."""
    ours = hits[(hits["lexicon"] == OWN) & (hits["voice"] == "outlet") & ~hits["negated"]]
    ours = ours[ours["article"].isin(sentences["article"])]
    weights: dict[tuple[str, int], list[float]] = {}
    once = ours.drop_duplicates(["article", "start", "end", "term"])
    for article, number, weight in once[["article", "number", "weight"]].itertuples(index=False):
        weights.setdefault((article, number), []).append(weight)
    each = sentences[["article", "number"]].itertuples(index=False)
    return [score(weights.get(tuple(one), [])) for one in each]
