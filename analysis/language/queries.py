"""Words and phrases to look for, with wildcards, lemmas and parts of speech."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language.lemmas import KnownLanguages
from analysis.language.parts_of_speech import PARTS_OF_SPEECH
from analysis.language.words import fold, words_in

Mask = npt.NDArray[np.bool_]
_LEMMA = re.compile(r"\[([^\[\]]+)\]")
_WILD = re.compile(r"[*?]")
_SPEECH = re.compile(r"(.*)_([A-Za-z]+)")
_ASKED = [speech for speech in PARTS_OF_SPEECH if speech != "X"]
HELP = (
    "give words, regim*, war * crimes, [say] for all forms of a lemma, claim_VERB or _ADJ for a part "
    "of speech"
)


class QueryError(ValueError):
    """Words to look for that cannot be read; the message says what would be right."""


@dataclass(frozen=True)
class Part:
    """What one word of a query must be: a "word", a "pattern" with wildcards, or a "lemma".

    `speech` is the part of speech it must have, "" for any.
    """

    kind: str
    text: str
    speech: str = ""

    def fits(self, vocabulary: npt.NDArray[np.object_]) -> Mask:
        """Return which words of the vocabulary it is."""
        if self.text == "*":
            return np.ones(len(vocabulary), bool)
        if self.kind != "pattern":
            return np.asarray(vocabulary == self.text, bool)
        pieces = {"*": ".*", "?": "."}
        written = "".join(pieces.get(letter) or re.escape(letter) for letter in self.text)
        matching = re.compile(written).fullmatch
        found = (matching(word) is not None for word in vocabulary)
        return np.fromiter(found, bool, len(vocabulary))


@dataclass(frozen=True, eq=False)
class Query:
    """What is looked for: one part for each word in a row.

    Attributes
    ----------
    text
        As it was written.
    parts
        What each word must be.
    searched
        The articles and their languages, needed for lemmas and parts of speech alone.
    passed
        Articles that have the words but were passed over, since parts of speech are known of English
        alone; filled while they are searched.
    """

    text: str
    parts: tuple[Part, ...]
    searched: KnownLanguages | None = None
    passed: set[str] = field(default_factory=set)


def passed_over(queries: Sequence[Query]) -> list[str]:
    """Say of queries with parts of speech, once searched, in how many articles they were not looked for."""
    said = []
    for query in queries:
        if query.passed:
            number = len(query.passed)
            of = (
                "article that has its words and is"
                if number == 1
                else "articles that have its words and are"
            )
            said.append(
                f"{query.text!r} was not looked for in {number:,} {of} not in English: parts of speech are "
                "known of English alone."
            )
    return said


def query_of(
    query: "str | Query", articles: "pd.DataFrame | KnownLanguages | None" = None
) -> Query:
    """Read a query: words in a row.

    Parameters
    ----------
    query
        Words as they are written in articles, whatever their case. In a word * stands for any run of
        characters, also none, and ? for one; a * by itself is any one word. [say] is every word
        whose lemma is "say". claim_VERB is "claim" only where it is a verb, _ADJ any adjective, and
        [claim]_VERB any form of the verb; the parts of speech are those of `PARTS_OF_SPEECH`, and
        known of English articles alone. What was read before is returned as it is.
    articles
        The articles that will be searched, needed for lemmas and parts of speech alone.

    Raises
    ------
    QueryError
        If there is no word in it, a bracket holds anything but one word, a part of speech is
        unknown, or articles are needed and not given.
    """
    if isinstance(query, Query):
        return query
    parts = [part for chunk in query.split() for part in _parts(chunk, query)]
    if not parts or all(part.text == "*" for part in parts):
        raise QueryError(f"{query!r} has no word to look for; {HELP}")
    if articles is None and any(part.kind == "lemma" or part.speech for part in parts):
        raise QueryError(
            f"{query!r} asks for a lemma or part of speech, which needs the articles that are "
            "searched: query_of(query, articles)"
        )
    known = KnownLanguages(articles) if isinstance(articles, pd.DataFrame) else articles
    return Query(query, tuple(parts), known)


def queries_of(texts: Sequence[str], articles: pd.DataFrame) -> list[Query]:
    """Read several queries to the same articles.

    Parameters
    ----------
    texts
        As in `query_of`. Blank ones are left out; if none is left, one comes back that nothing fits.

    Raises
    ------
    QueryError
        If one of them cannot be read.
    """
    given, known = dict.fromkeys(text for text in texts if text.strip()), KnownLanguages(articles)
    return [query_of(text, known) for text in given] or [Query("", (Part("word", ""),))]


def _parts(chunk: str, query: str) -> list[Part]:
    spoken = _SPEECH.fullmatch(chunk)
    if spoken and spoken.group(2).upper() in _ASKED:
        return [_with_speech(spoken.group(1), spoken.group(2), query)]
    if spoken and spoken.group(2).isupper():
        raise QueryError(
            f"{spoken.group(2)!r} in {query!r} is no part of speech; give {', '.join(_ASKED)}"
        )
    lemma = _LEMMA.fullmatch(chunk)
    if lemma or "[" in chunk or "]" in chunk:
        words = words_in(lemma.group(1)) if lemma else []
        if len(words) != 1:
            raise QueryError(f"{chunk!r} in {query!r} is not one lemma in brackets; {HELP}")
        return [Part("lemma", words[0])]
    if _WILD.search(chunk):
        plain = _WILD.sub("a", chunk)
        if words_in(plain) != [fold(plain)]:
            raise QueryError(f"{chunk!r} in {query!r} is not one word with wildcards; {HELP}")
        return [Part("pattern", fold(chunk))]
    return [Part("word", word) for word in words_in(chunk)]


def _with_speech(chunk: str, speech: str, query: str) -> Part:
    parts = _parts(chunk or "*", query)
    if speech != speech.upper() or len(parts) != 1 or parts[0].speech:
        raise QueryError(
            f"'{chunk}_{speech}' in {query!r} is not one word with one part of speech in capitals, "
            f"such as claim_{speech.upper()}"
        )
    return replace(parts[0], speech=speech)
