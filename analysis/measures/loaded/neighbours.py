"""Find for each loaded word the person, body or group that is named nearest to it in its clause.

Clauses are cut by marks and conjunctions. Decision 34 says why the nearest name counts.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from analysis.categories import SECTIONS
from analysis.language.words import Span, find_words
from analysis.measures.loaded.hits import stretches_of
from analysis.measures.loaded.model import MODEL_HITS
from analysis.measures.loaded.rates import counted, in_sections, tallies_by_name
from analysis.recipes import step, table
from analysis.tables import Articles, Mentions, Voices, by_key
from analysis.tables.loaded import LoadedHits, LoadedNear, Sentences

_BREAKS = re.compile(r"[;:—–()\[\]]|--| - ")
# these begin a clause with or without a comma before them, all others only behind a comma
_ALWAYS = frozenset(
    {"but", "who", "whose", "which", "while", "whereas", "because", "although", "though", "unless"}
)
_BEHIND_COMMAS = frozenset(
    {"and", "or", "nor", "so", "yet", "that", "whom", "when", "where", "if", "since", "until"}
    | {"after", "before", "as", "with"}
)


def clauses(text: str, words: Sequence[Span]) -> list[tuple[int, int]]:
    """Cut a sentence into clauses, given its `words` with offsets into `text`.

    Returns
    -------
    [first, end) places in `words`, in order; each word is in one of them. A clause begins behind a
    semicolon, colon, dash or bracket, at a conjunction or relative pronoun behind a comma, and at some
    of them ("but", "who", "because") without a comma.

    Source
    ------
    Rules of our own, without syntax: "that" and "and" without a comma do not begin one.
    """
    starts = [0] if words else []
    for place, (before, word) in enumerate(pairwise(words), start=1):
        between = text[before.end : word.start]
        apart = between != " "  # few words are
        joined = apart and word.word in _BEHIND_COMMAS and "," in between
        if joined or word.word in _ALWAYS or (apart and _BREAKS.search(between)):
            starts.append(place)
    return list(pairwise([*starts, len(words)]))


NEAR = {
    "outlet": "loaded words beside actors, own voice",
    "paraphrased": "loaded words beside actors, paraphrased",
    "quoted": "loaded words beside actors, quoted",
}


class _Actor(NamedTuple):
    """A mention of an actor, the words `first` to `end` of the article, and the content around it."""

    first: int
    end: int
    name: str
    within: str


@dataclass(frozen=True)
class _Text:
    text: str
    words: list[Span]
    begins: list[int]  # of the words
    voices: list[str]  # of the words
    actors: list[_Actor]
    firsts: list[int]  # of the actors

    def named_in(self, first: int, last: int) -> list[_Actor]:
        """Return the actors named in the words `first` to `last`."""
        return self.actors[bisect_left(self.firsts, first) : bisect_left(self.firsts, last)]


def loaded_near(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    sentences: pd.DataFrame,
    hits: pd.DataFrame,
    mentions: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find for each loaded word of a corpus the nearest actor named in its clause.

    Parameters
    ----------
    sentences, hits
        The Sentences to read, and the LoadedHits to count, from `in_sections` and `counted`.

    Returns
    -------
    LoadedNear, a row per loaded word in whose clause an actor is named; and Tallies, a measure of
    `NEAR` per voice, the actor as group and category: the loaded words beside the actor, out of the
    words in that voice of the clauses that name the actor.

    Distances are counted in words; of two actors at the same distance the one before counts. A word in
    an attributed content stands only beside actors named in the same content: "slaughter", said by
    Power, is not beside Power. A loaded word that names an actor itself ("terrorists") is beside another
    actor, if there is one.

    Source
    ------
    Rules of our own, without syntax. The actor beside a word need not be the one it is about.
    """
    near, words = _near(articles, voices, sentences, hits, mentions)
    return near, _tallies(near, words)


def _near(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    sentences: pd.DataFrame,
    hits: pd.DataFrame,
    mentions: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return LoadedNear, and the words of clauses that name an actor: by article, section and voice."""
    texts = dict(zip(articles["id"], Articles.validate(articles)["text"], strict=True))
    spoken = dict(iter(Voices.validate(voices).groupby("article")))
    ordered = Mentions.validate(mentions).sort_values(["article", "start"], kind="stable")
    named = dict(iter(ordered.groupby("article")))
    loaded: dict[str, dict[int, dict[Any, Any]]] = {}
    for hit in LoadedHits.validate(hits).to_dict("records"):
        loaded.setdefault(hit["article"], {})[int(hit["start"])] = hit
    rows: list[dict[Any, Any]] = []
    words: Counter[tuple[str, str, str, str, str]] = Counter()
    for _, parts in Sentences.validate(sentences).groupby("article"):
        article, outlet = (str(parts[name].iloc[0]) for name in ("article", "outlet"))
        if article not in named:
            continue
        read = _text_read(texts[article], spoken.get(article), named[article])
        found = loaded.get(article, {})
        columns = (parts[name].tolist() for name in ("start", "end", "section"))
        for start, end, section in zip(*columns, strict=True):
            for first, last in _clauses(read, start, end):
                here = read.named_in(first, last)
                voices_here = Counter(read.voices[first:last])
                for actor in {one.name for one in here}:
                    for voice, n in voices_here.items():
                        words[article, outlet, section, voice, actor] += n
                rows += _beside(read, (first, last), here, found)
    total = pd.DataFrame([(*one, float(n)) for one, n in words.items()], columns=_WORDS)
    total = total.astype(dict.fromkeys(_WORDS[:-1], "str") | {"total": float})
    return LoadedNear.of_rows(rows, "article", "start"), by_key(total, *_WORDS[:-1])


def _text_read(text: str, voices: pd.DataFrame | None, named: pd.DataFrame) -> _Text:
    """Return what is known of an article; `named` are its Mentions, in order."""
    words = find_words(text)
    begins = [word.start for word in words]
    whose = stretches_of(voices)
    starts = [stretch.start for stretch in whose]
    actors = []
    columns = (named[name].tolist() for name in ("start", "end", "actor"))
    for start, end, name in zip(*columns, strict=True):
        stretch = whose[bisect_right(starts, start) - 1]
        within = "" if stretch.voice == "outlet" else stretch.attribution
        first = bisect_right(begins, start) - 1
        actors.append(_Actor(first, bisect_left(begins, end), name, within))
    spoken = [whose[bisect_right(starts, begin) - 1].voice for begin in begins]
    return _Text(text, words, begins, spoken, actors, [one.first for one in actors])


def _clauses(read: _Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of the sentence [start, end) that name an actor, as places of words."""
    first, last = bisect_left(read.begins, start), bisect_left(read.begins, end)
    if not read.named_in(first, last):
        return
    for begin, stop in clauses(read.text, read.words[first:last]):
        if read.named_in(first + begin, first + stop):
            yield first + begin, first + stop


def _beside(
    read: _Text,
    clause: tuple[int, int],
    actors: list[_Actor],
    found: dict[int, dict[Any, Any]],
) -> Iterator[dict[Any, Any]]:
    """Yield a row of LoadedNear for each loaded word of a clause with an actor beside it."""
    for place in range(*clause):
        hit = found.get(read.words[place].start)
        if hit is None:
            continue
        theirs = "" if hit["voice"] == "outlet" else hit["attribution"]
        apart = {
            one: place - one.end + 1 if one.first < place else one.first - place
            for one in actors
            if not one.first <= place < one.end and theirs in ("", one.within)
        }
        if apart:
            nearest = min(apart, key=lambda one: (apart[one], one.first))
            span = read.words[nearest.first].start, read.words[nearest.end - 1].end
            kept = {name: value for name, value in hit.items() if name in _KEPT}
            yield {**kept, **dict(zip(_ADDED, (nearest.name, *span, apart[nearest]), strict=True))}


_WORDS = ["article", "outlet", "section", "voice", "actor", "total"]
_ADDED = ("actor", "actor_start", "actor_end", "distance")
_KEPT = frozenset(LoadedNear.names()) - set(_ADDED)


def _tallies(near: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    key = ["article", "outlet", "voice", "actor"]
    total = (
        words[words["voice"].isin(NEAR)].groupby(key, as_index=False).agg(total=("total", "sum"))
    )
    return tallies_by_name(total, near, name="actor", measures=NEAR)


@step("near-actors", kept=True)
def near_actors(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    loaded_language: tuple[pd.DataFrame, pd.DataFrame],
    mentions: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """LoadedNear of all sections, and the words of the clauses that name an actor."""
    sentences, hits = loaded_language
    return _near(articles, voices, sentences, counted(hits, SECTIONS, by=MODEL_HITS), mentions)


@table("loaded-beside", LoadedNear)
def _beside_actors(
    near_actors: tuple[pd.DataFrame, pd.DataFrame], *, sections: list[str]
) -> pd.DataFrame:
    """Every loaded word of the model with the actor nearest to it in its clause."""
    return in_sections(near_actors[0], sections).reset_index(drop=True)


@step("near-tallies")
def _near_tallies(
    near_actors: tuple[pd.DataFrame, pd.DataFrame], *, sections: list[str]
) -> pd.DataFrame:
    """Tallies of the loaded words beside actors."""
    near, words = (in_sections(one, sections) for one in near_actors)
    return _tallies(near, words)
