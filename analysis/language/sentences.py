"""Cut text into sentences, and words by sentence; nothing else in the project does so (decision 24)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd

from analysis.language.nltk_parts import part_of_nltk
from analysis.language.words import (
    Integers,
    Tokens,
    encode,
    fold,
    function_words,
    without_possessives,
)
from analysis.progress import followed
from analysis.recipes import step
from analysis.resources.shipped import MODELS, model_bytes
from analysis.texts import texts_by_id

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_MIDDLE_SMALL = 1 << 5  # Punkt's flag of words written small in the middle of a sentence
_LONGEST = 20_000  # characters of a line that Punkt sees at once; no sentence is longer
_GOES_ON = re.compile(r"[\"'”’)\]]*[a-z]")
_LAST = re.compile(r"([^\W\d_][\w.&-]*)\.$")  # a word with a full stop that ends a part
_FIRST = re.compile(r"[\"'“‘(\[]*([^\W\d_][\w'’-]*)")
_INITIALS = re.compile(r"[a-z](?:\.[a-z])+")
_ORGANISED = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Tt]h(?:is|at)|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) \S+$"
)
_STOP = re.compile(r"(?<=[.…])[ \t\xa0]+(?=[\"'“‘(\[]*[A-Z])")
_CLOCK = re.compile(  # a name that follows a time of day
    r"(?:[A-Z]{2,4}|Eastern|Central|Mountain|Pacific|Atlantic|Greenwich|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_NAMES_TOO = frozenset({"an", "do", "may", "so", "will"})  # function words that are also names
_COURTESY = frozenset({"mr", "mrs", "ms", "mx"})  # nobody is "a U.S. Mr. X": a sentence begins


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as [start, end) in reading order, without white space around.

    A sentence never crosses the end of a line. A part that begins with a lower-case letter belongs to
    the sentence before it ("Why?" she asked).

    Source
    ------
    Punkt (Kiss & Strunk 2006, Computational Linguistics 32) in NLTK, with parameters learned from
    English news; see the card beside resources/models/sentences/punkt.json. Ours: sentences that go on
    in lower case are joined; so are titles ("Sen.") and two initials ("J.K.") with what follows, "No." or
    "Jan." with a number, and "a.m." with a zone or a weekday; an abbreviation that may end a sentence
    ("the U.S.", "Acme Inc.") ends it before a function word ("The", "He").
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for begin in range(line.start(), line.end(), _LONGEST):
            found += _line_sentences(text, begin, min(begin + _LONGEST, line.end()))
    return found


def _line_sentences(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a stretch without line ends; parts of one sentence are joined."""
    part, found = text[begin:end], list[tuple[int, int]]()
    for first, last in _parts(part):
        inside = part[first:last].strip()
        if not inside:
            continue
        start = begin + part.index(inside, first)
        if found and _goes_on(text[slice(*found[-1])], inside):
            start = found.pop()[0]
        found.append((start, begin + first + len(part[first:last].rstrip())))
    return found


def _parts(line: str) -> Iterator[tuple[int, int]]:
    """Yield what Punkt finds, cut once more where an abbreviation ends a sentence."""
    for first, last in _splitter().span_tokenize(line):
        begin = first
        for gap in _STOP.finditer(line, first, last):
            if _may_end(line[first : gap.start()]) and _starts(line[gap.end() : last]):
                yield begin, gap.start()
                begin = gap.end()
        yield begin, last


def _goes_on(before: str, sentence: str) -> bool:
    kind = _class(before)
    return _GOES_ON.match(sentence) is not None or (
        bool(kind) and _continued(kind, before, sentence)
    )


def _continued(kind: str, before: str, sentence: str) -> bool:
    """Tell whether a sentence goes on behind the abbreviation of a class that ends what was before."""
    match kind:
        case "title" | "never":
            return True
        case "number":
            return sentence[:1].isdigit()
        case "either":
            return sentence[:1].isdigit() or _CLOCK.match(sentence) is not None
        case "country":
            return before.split()[-2:-1] not in (["the"], ["The"])
    return kind == "initials" and not _starts(sentence)


def _may_end(before: str) -> bool:
    """Tell whether a text may end here: with a letter ("plan B."), a month, "the U.S.", an ellipsis."""
    ends = ("letter", "number", "either", "country", "initials")
    return _class(before) in ends or before.endswith("…")


def _class(before: str) -> str:
    """Return the class of the abbreviation that a part of a text ends with, "" for none."""
    last = _LAST.search(before[-20:])
    if last is None:
        return ""
    word = last.group(1).lower()
    if len(word) == 1:
        return "letter"
    if _INITIALS.fullmatch(word) and word not in abbreviations():
        return "initials" if len(word) == 3 and not _ORGANISED.search(before) else "either"
    return abbreviations().get(word, "")


def _starts(sentence: str) -> bool:
    """Tell whether the first word begins sentences, and is no name: a function word, or "Mr."."""
    first = _FIRST.match(sentence)
    word = fold(first.group(1)) if first else ""
    return word in _starters() - _NAMES_TOO or (
        word in _COURTESY and "." in sentence[: len(word) + 3]
    )


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Return the class of each abbreviation, without its last full stop: by what may follow it.

    After "title" and "never" the sentence goes on, after "number" before a number, after "either" unless a
    function word follows, after "country" also before other capitals, but for "the U.S.".
    """
    file = files("analysis.resources").joinpath("models/sentences/abbreviations.tsv")
    return dict(line.split("\t") for line in file.read_text("utf-8").splitlines()[1:])


def is_written_small(word: str) -> bool:
    """Tell whether Punkt has seen a folded word written small inside sentences of English news."""
    return bool(_splitter()._params.ortho_context.get(word, 0) & _MIDDLE_SMALL)


@lru_cache(maxsize=1)
def _starters() -> frozenset[str]:
    return function_words() | frozenset(_splitter()._params.sent_starters)


@lru_cache(maxsize=1)
def _splitter():  # type: ignore[no-untyped-def]
    punkt = part_of_nltk("tokenize.punkt")
    stored = json.loads(model_bytes(MODELS / "sentences" / "punkt.json"))
    known = punkt.PunktParameters()
    known.abbrev_types.update(stored["abbreviations"])
    known.sent_starters.update(stored["starters"])
    known.ortho_context.update(stored["spellings"])
    splitter = punkt.PunktSentenceTokenizer(known)
    decide, abbreviated = splitter.text_contains_sentbreak, known.abbrev_types

    def text_contains_sentbreak(context: str) -> bool:
        plain = _PLAIN_END.fullmatch(context)
        if plain and (plain["mark"] != "." or plain["word"].lower() not in abbreviated):
            return True
        return bool(decide(context))

    splitter.text_contains_sentbreak = text_contains_sentbreak  # three times as fast, and the same
    return splitter


# a word of letters, its mark, and what follows: Punkt ends a sentence here but for abbreviations; words of
# one letter are initials, and what it learned has no pairs of words that belong together
_PLAIN_END = re.compile(r"(?P<word>[A-Za-z]{2,})(?P<mark>[.?!])(?:\s+\S+|[\"'”’)])")


def in_sentences(tokens: Tokens, articles: pd.DataFrame) -> Tokens:
    """Return `tokens` with one stretch for every sentence instead of one for every line.

    Parameters
    ----------
    tokens
        Words of `words_of`, as they are or `without_possessives`. Sentences are not cut again.
    articles
        Articles that `tokens` were read from.

    Returns
    -------
    Tokens. Its stretches have the further column `sentence`, which counts in each article from 0.
    """
    if "sentence" in tokens.stretches:
        return tokens
    texts = texts_by_id(articles)
    parts = list(_sentences(tokens.stretches, texts))
    numbers, starts, ends = np.array(parts, np.int64).reshape(-1, 3).T
    stretches = tokens.stretches.iloc[numbers].reset_index(drop=True)
    stretches["start"], stretches["end"] = starts, ends
    stretches["sentence"] = stretches.groupby("article_row").cumcount()
    named = stretches[["article", "start", "end"]].itertuples(index=False)
    ids, bounds, vocabulary = encode(texts[article][start:end] for article, start, end in named)
    cut = Tokens(tokens.articles, stretches, vocabulary, ids, bounds)
    return without_possessives(cut) if tokens.bare else cut


def only_stretches(tokens: Tokens, numbers: Integers) -> Tokens:
    """Return `tokens` with the stretches of these numbers alone, in their order."""
    lengths = np.diff(tokens.bounds)[numbers]
    bounds = np.concatenate(([0], np.cumsum(lengths)))
    shift = tokens.bounds[:-1][numbers] - bounds[:-1]
    places = np.arange(bounds[-1]) + np.repeat(shift, lengths)
    spans = None if tokens.spans is None else tokens.spans[places]
    stretches = tokens.stretches.iloc[numbers].reset_index(drop=True)
    return replace(tokens, stretches=stretches, ids=tokens.ids[places], bounds=bounds, spans=spans)


def stretches_at(tokens: Tokens, places: Integers) -> Integers:
    """Return the number of the stretch that holds each of the words at `places`."""
    return np.searchsorted(tokens.bounds, places, side="right") - 1


def _sentences(stretches: pd.DataFrame, texts: Mapping[str, str]) -> Iterator[tuple[int, int, int]]:
    """Yield the number of the stretch, start and end of every sentence."""
    named = stretches[["article", "start", "end"]].itertuples(index=False)
    each = followed(enumerate(named), total=len(stretches), what="cutting sentences")
    for number, (article, start, end) in each:
        for first, last in sentence_spans(texts[article][start:end]):
            yield number, start + first, start + last


@step("sentence-tokens")
def _sentence_tokens(tokens: Tokens, articles: pd.DataFrame) -> Tokens:
    """The words sentence by sentence."""
    return in_sentences(tokens, articles)
