"""Cut text into sentences, and words by sentence; nothing else in the project does so (decision 24)."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd

from analysis.language.words import Integers, Tokens, encode, find_words
from analysis.progress import followed
from analysis.recipes import step

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LONGEST = 20_000  # characters of a line that Punkt sees at once; no sentence is longer
_GOES_ON = re.compile(r"[\"'”’)\]]*[a-z]")
_NUMBERED = re.compile(r"\b(?:Nos?|Jan|Art|Sec|Fig|Ch|Vol|pp?)\.$")  # a number belongs to it


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as [start, end) in reading order, without white space around.

    A sentence never crosses the end of a line. A part that begins with a lower-case letter belongs to
    the sentence before it ("Why?" she asked).

    Source
    ------
    Punkt (Kiss & Strunk 2006, Computational Linguistics 32) in NLTK, with parameters learned from
    English news; see the card beside resources/models/sentences/punkt.json. Ours: sentences
    that go on in lower case, and numbers behind "No." and the like, are joined.
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        for begin in range(line.start(), line.end(), _LONGEST):
            found += _line_sentences(text, begin, min(begin + _LONGEST, line.end()))
    return found


def _line_sentences(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a stretch without line ends; parts of one sentence are joined."""
    part, found = text[begin:end], list[tuple[int, int]]()
    for first, last in _splitter().span_tokenize(part):
        inside = part[first:last].strip()
        if not inside:
            continue
        start = begin + part.index(inside, first)
        if found and _goes_on(text[slice(*found[-1])], inside):
            start = found.pop()[0]
        found.append((start, begin + first + len(part[first:last].rstrip())))
    return found


def _goes_on(before: str, sentence: str) -> bool:
    if _GOES_ON.match(sentence):
        return True
    return sentence[:1].isdigit() and _NUMBERED.search(before[-6:]) is not None


@lru_cache(maxsize=1)
def _splitter():  # type: ignore[no-untyped-def]
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # noqa: PLC0415

    file = files("analysis.resources").joinpath("models/sentences/punkt.json")
    stored = json.loads(file.read_text("utf-8"))
    known = PunktParameters()
    known.abbrev_types.update(stored["abbreviations"])
    known.sent_starters.update(stored["starters"])
    known.ortho_context.update(stored["spellings"])
    return PunktSentenceTokenizer(known)


def in_sentences(tokens: Tokens, articles: pd.DataFrame) -> Tokens:
    """Return `tokens` with one stretch for every sentence instead of one for every line.

    Parameters
    ----------
    tokens
        Word forms of `words_of`. Sentences are not cut again.
    articles
        Articles that `tokens` were read from.

    Returns
    -------
    Tokens. Its stretches have the further column `sentence`, which counts in each article from 0.
    """
    if "sentence" in tokens.stretches:
        return tokens
    texts = _texts(articles)
    parts = list(_sentences(tokens.stretches, texts))
    numbers, starts, ends = np.array(parts, np.int64).reshape(-1, 3).T
    stretches = tokens.stretches.iloc[numbers].reset_index(drop=True)
    stretches["start"], stretches["end"] = starts, ends
    stretches["sentence"] = stretches.groupby("article_row").cumcount()
    named = stretches[["article", "start", "end"]].itertuples(index=False)
    ids, bounds, vocabulary = encode(texts[article][start:end] for article, start, end in named)
    return Tokens(tokens.articles, stretches, vocabulary, ids, bounds)


def only_stretches(tokens: Tokens, numbers: Integers) -> Tokens:
    """Return `tokens` with the stretches of these numbers alone, in their order."""
    lengths = np.diff(tokens.bounds)[numbers]
    bounds = np.concatenate(([0], np.cumsum(lengths)))
    shift = tokens.bounds[:-1][numbers] - bounds[:-1]
    ids = tokens.ids[np.arange(bounds[-1]) + np.repeat(shift, lengths)]
    stretches = tokens.stretches.iloc[numbers].reset_index(drop=True)
    return replace(tokens, stretches=stretches, ids=ids, bounds=bounds)


def stretch_numbers(tokens: Tokens) -> Integers:
    """Return the number of the stretch of every word."""
    return np.repeat(np.arange(len(tokens.bounds) - 1), np.diff(tokens.bounds))


def stretches_at(tokens: Tokens, places: Integers) -> Integers:
    """Return the number of the stretch that holds each of the words at `places`."""
    return np.searchsorted(tokens.bounds, places, side="right") - 1


def word_spans(tokens: Tokens, articles: pd.DataFrame) -> Integers:
    """Return the start and end of every word in the text of its article, (words, 2) characters."""
    texts = _texts(articles)
    named = tokens.stretches[["article", "start", "end"]].itertuples(index=False)
    places = (
        start + place
        for article, start, end in named
        for word in find_words(texts[article][start:end])
        for place in (word.start, word.end)
    )
    return np.fromiter(places, np.int64, 2 * len(tokens.ids)).reshape(-1, 2)


def _texts(articles: pd.DataFrame) -> dict[str, str]:
    return dict(zip(articles["id"], articles["text"], strict=True))


def _sentences(stretches: pd.DataFrame, texts: dict[str, str]) -> Iterator[tuple[int, int, int]]:
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
