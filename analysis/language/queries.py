"""Words and phrases to look for, with wildcards and lemmas, and where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from analysis.language.counts import Counts
from analysis.language.lemmas import as_lemmas, languages_of
from analysis.language.words import Tokens, fold, words_in

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_LEMMA = re.compile(r"\[([^\[\]]+)\]")
_WILD = re.compile(r"[*?]")
HELP = "give words, regim*, war * crimes, or [say] for all forms of a lemma"


class QueryError(ValueError):
    """Words to look for that cannot be read; the message says what would be right."""


@dataclass(frozen=True)
class Part:
    """What one word of a query must be: a "word", a "pattern" with wildcards, or a "lemma"."""

    kind: str
    text: str

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
    languages
        Languages of the articles, needed for lemmas alone.
    """

    text: str
    parts: tuple[Part, ...]
    languages: pd.DataFrame | None = None


def query_of(query: "str | Query", languages: pd.DataFrame | None = None) -> Query:
    """Read a query: words in a row.

    Parameters
    ----------
    query
        Words as they are written in articles, whatever their case. In a word * stands for any run of
        characters, also none, and ? for one; a * by itself is any one word. [say] is every word
        whose lemma is "say". What was read before is returned as it is.
    languages
        Languages of the articles that will be searched, needed for lemmas alone.

    Raises
    ------
    QueryError
        If there is no word in it, or a bracket holds anything but one word, or there is a lemma and
        no languages are given.
    """
    if isinstance(query, Query):
        return query
    parts = [part for chunk in query.split() for part in _parts(chunk, query)]
    if not parts or all(part.text == "*" for part in parts):
        raise QueryError(f"{query!r} has no word to look for; {HELP}")
    if languages is None and any(part.kind == "lemma" for part in parts):
        raise QueryError(
            f"{query!r} asks for a lemma, which needs the languages of the articles: "
            "query_of(query, languages_of(articles))"
        )
    return Query(query, tuple(parts), languages)


def queries_of(texts: Sequence[str], articles: pd.DataFrame) -> list[Query]:
    """Read several queries; languages are recognised only if one of them has a lemma.

    Parameters
    ----------
    texts
        As in `query_of`. Blank ones are left out; if none is left, one comes back that nothing fits.

    Raises
    ------
    QueryError
        If one of them cannot be read.
    """
    given = list(dict.fromkeys(text for text in texts if text.strip()))
    languages = languages_of(articles) if any("[" in text for text in given) else None
    return [query_of(text, languages) for text in given] or [Query("", (Part("word", ""),))]


def places_of(tokens: Tokens, query: Query) -> Integers:
    """Return where in `tokens.ids` the query begins, in ascending order; never across stretches.

    Time is linear in the number of words and of distinct words.
    """
    lemmas = tokens
    if query.languages is not None and any(part.kind == "lemma" for part in query.parts):
        lemmas = as_lemmas(tokens, query.languages)
    searched = [lemmas if part.kind == "lemma" else tokens for part in query.parts]
    fitting = [_occurring(part, own) for part, own in zip(query.parts, searched, strict=True)]
    rarest = int(np.argmin([np.count_nonzero(mask) for mask in fitting]))
    places = np.flatnonzero(fitting[rarest]) - rarest
    places = places[places >= 0]
    stretch = np.searchsorted(tokens.bounds, places, side="right") - 1
    places = places[places + len(query.parts) <= tokens.bounds[1:][stretch]]
    for offset, mask in enumerate(fitting):
        places = places[mask[places + offset]]
    return places.astype(np.int64)


def _occurring(part: Part, tokens: Tokens) -> Mask:
    """Return of every word whether it fits the part."""
    fitting = part.fits(tokens.vocabulary)
    numbers = np.flatnonzero(fitting)
    if len(numbers) == 1:
        return np.asarray(tokens.ids == numbers[0], bool)
    return np.asarray(fitting[tokens.ids], bool)


def _parts(chunk: str, query: str) -> list[Part]:
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


def count_queries(tokens: Tokens, queries: Sequence[str | Query]) -> Counts:
    """Count what fits each query in every article, as `count_terms` counts words.

    Parameters
    ----------
    tokens
        Words; no phrase crosses one of their stretches.
    queries
        As in `query_of`.

    Returns
    -------
    Counts whose terms are the queries as they are written, sorted. The denominator is the number of
    all words for phrases too, so that queries of several lengths can be compared.

    Raises
    ------
    QueryError
        If a query cannot be read, is given twice, or there is none.
    """
    read = sorted((query_of(query) for query in queries), key=lambda query: query.text)
    names = [query.text for query in read]
    twice = [name for name, after in pairwise(names) if name == after]
    if twice or not names:
        wrong = f"{twice[0]!r} is given twice" if twice else "no query is given"
        raise QueryError(f"{wrong}; {HELP}")
    rows = tokens.article_rows
    number = len(tokens.articles)
    columns = [np.bincount(rows[places_of(tokens, query)], minlength=number) for query in read]
    matrix = sparse.csr_array(np.array(columns, np.int64).T)
    words = np.bincount(rows, minlength=number)
    return Counts(tokens.articles.assign(words=words), np.array(names, dtype=object), matrix)
