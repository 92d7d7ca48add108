"""Search for words and phrases with wildcards, lemmas and parts of speech, and count the hits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.language.counts import Counts
from analysis.language.lemmas import KnownLanguages, as_lemmas
from analysis.language.parts_of_speech import PARTS_OF_SPEECH, parts_at
from analysis.language.sentences import stretches_at
from analysis.language.words import Integers, Tokens, fold, without_possessive, words_in
from analysis.recipes import step

Mask = npt.NDArray[np.bool_]
_LEMMA = re.compile(r"\[([^\[\]]+)\]")
_WILD = re.compile(r"[*?]")
_SPEECH = re.compile(r"(.*)_([A-Za-z]+)")
_ASKED = [speech for speech in PARTS_OF_SPEECH if speech != "X"]
HELP = (
    "give words, regim*, war * crimes, [say] for all forms of a lemma, claim_VERB or _ADJ for a part "
    "of speech"
)


class QueryError(FramingError):
    """A query that cannot be read; the message says what would be right."""


@dataclass(frozen=True)
class Part:
    """One word of a query: a "word", a "pattern" with wildcards, or a "lemma".

    `speech` is the part of speech that a word must have, "" for any.
    """

    kind: str
    text: str
    speech: str = ""

    def fits(self, vocabulary: npt.NDArray[np.object_]) -> Mask:
        """Return for each word of the vocabulary whether this part fits it."""
        if self.text == "*":
            return np.ones(len(vocabulary), bool)
        if self.kind != "pattern":
            written = np.asarray(vocabulary == self.text, bool)
            bare = without_possessive(self.text)  # where the possessive is counted with its word
            return written if written.any() else np.asarray(vocabulary == bare, bool)
        pieces = {"*": ".*", "?": "."}
        pattern = "".join(pieces.get(letter) or re.escape(letter) for letter in self.text)
        matching = re.compile(pattern).fullmatch
        found = (matching(word) is not None for word in vocabulary)
        return np.fromiter(found, bool, len(vocabulary))


@dataclass(frozen=True, eq=False)
class Query:
    """A query that was read: one part for each word in a row.

    Attributes
    ----------
    text
        The query as the user wrote it.
    parts
        One part for each word.
    searched
        The articles and their languages, needed for lemmas and parts of speech alone.
    passed
        Articles that have the words but were passed over, because parts of speech are known for
        English only. It is filled by the search.
    """

    text: str
    parts: tuple[Part, ...]
    searched: KnownLanguages | None = None
    passed: set[str] = field(default_factory=set)


def passed_over(queries: Sequence[Query]) -> list[str]:
    """Return a remark on the articles that queries with parts of speech passed over, after the search."""
    said = []
    for query in queries:
        if query.passed:
            number = len(query.passed)
            have, are = ("article that has", "is") if number == 1 else ("articles that have", "are")
            said.append(
                f"{query.text!r} was not looked for in {number:,} {have} its words and {are} not in English: "
                "parts of speech are known of English alone."
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
        known for English articles only. A `Query` is returned as it is.
    articles
        The articles that will be searched, needed for lemmas and parts of speech alone.

    Raises
    ------
    QueryError
        If there is no word in it, a bracket holds anything but one word, a part of speech is
        unknown, or articles are needed and not given.

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.language import count_queries, query_of, words_of
    >>> articles = read_corpus("seeds").articles
    >>> queries = [query_of(text, articles) for text in ("rebel*", "human *", "[say]")]
    >>> counts = count_queries(words_of(articles), queries)
    >>> counts.terms.tolist()
    ['[say]', 'human *', 'rebel*']
    >>> counts.matrix.toarray().tolist()  # articles by queries
    [[21, 5, 9], [12, 3, 0]]
    """
    if isinstance(query, Query):
        return query
    parts = [part for chunk in query.split() for part in _parts_of_chunk(chunk, query)]
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
        As in `query_of`. Blank ones are left out; if none is left, the result is one query without hits.

    Raises
    ------
    QueryError
        If one of them cannot be read.
    """
    given, known = dict.fromkeys(text for text in texts if text.strip()), KnownLanguages(articles)
    return [query_of(text, known) for text in given] or [Query("", (Part("word", ""),))]


def _parts_of_chunk(chunk: str, query: str) -> list[Part]:
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
    parts = _parts_of_chunk(chunk or "*", query)
    if speech != speech.upper() or len(parts) != 1 or parts[0].speech:
        raise QueryError(
            f"'{chunk}_{speech}' in {query!r} is not one word with one part of speech in capitals, "
            f"such as claim_{speech.upper()}"
        )
    return replace(parts[0], speech=speech)


def places_of(tokens: Tokens, query: Query) -> Integers:
    """Return the places in `tokens.ids` where the query begins, in order; no hit crosses stretches.

    Time is linear in the number of words and of distinct words, and for parts of speech in that
    of the sentences with a hit of the rest.
    """
    lemmas = tokens
    if query.searched is not None and any(part.kind == "lemma" for part in query.parts):
        lemmas = as_lemmas(tokens, query.searched)
    searched = [lemmas if part.kind == "lemma" else tokens for part in query.parts]
    fitting = [_occurring(part, own) for part, own in zip(query.parts, searched, strict=True)]
    rarest = int(np.argmin([np.count_nonzero(mask) for mask in fitting]))
    places = np.flatnonzero(fitting[rarest]) - rarest
    places = places[places >= 0]
    stretch = stretches_at(tokens, places)
    places = places[places + len(query.parts) <= tokens.bounds[1:][stretch]]
    for offset, mask in enumerate(fitting):
        places = places[mask[places + offset]]
    return _spoken(tokens, places.astype(np.int64), query)


def _spoken(tokens: Tokens, places: Integers, query: Query) -> Integers:
    """Return the places whose words have the parts of speech of the query."""
    wanted = {offset: part.speech for offset, part in enumerate(query.parts) if part.speech}
    if query.searched is None or not wanted or not len(places):
        return places
    numbers, firsts = np.unique(stretches_at(tokens, places), return_index=True)
    stretches = tokens.stretches.iloc[numbers]
    codes = query.searched.of(stretches["article"].unique())
    query.passed.update(codes.index[codes != "en"])
    articles = query.searched.articles
    english = articles[articles["id"].isin(codes.index[codes == "en"])]
    texts = dict(zip(english["id"], english["text"], strict=True))
    kept, sentence = list[int](), "sentence" in stretches
    named = stretches[["article", "start", "end"]].itertuples(index=False)
    groups = np.split(places, firsts[1:])
    begins = tokens.bounds[numbers].tolist()
    for (article, start, end), begin, group in zip(named, begins, groups, strict=True):
        if article not in texts:
            continue
        asked = (group[:, None] - begin + np.array(list(wanted))).ravel()
        found = parts_at(texts[article][start:end], asked.tolist(), sentence=sentence)
        right = np.array(found).reshape(len(group), -1) == np.array(list(wanted.values()))
        kept += group[right.all(axis=1)].tolist()
    return np.array(kept, np.int64)


def _occurring(part: Part, tokens: Tokens) -> Mask:
    """Return for every word whether the part fits it."""
    fitting = part.fits(tokens.vocabulary)
    numbers = np.flatnonzero(fitting)
    if len(numbers) == 1:
        return np.asarray(tokens.ids == numbers[0], bool)
    return np.asarray(fitting[tokens.ids], bool)


def count_queries(tokens: Tokens, queries: Sequence[str | Query]) -> Counts:
    """Count the hits of each query in every article, as `count_terms` counts words.

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
    matrix = scipy.sparse.csr_array(np.array(columns, np.int64).T)
    words = np.bincount(rows, minlength=number)
    return Counts(tokens.articles.assign(words=words), np.array(names, dtype=object), matrix)


@step("queries", checks=True)
def _queries(articles: pd.DataFrame, *, query: str, follow: list[str]) -> list[Query]:
    """All that the user asked for in words."""
    return queries_of([query, *follow], articles)
