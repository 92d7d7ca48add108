"""Tell which words cannot be loaded where they stand: parts of names, of titles of works, of terms of law."""

import csv
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from analysis.language.counts import stop_words
from analysis.language.words import Span

_LONG = 4  # letters; shorter words may be small in a title
_HEADINGS = ("headline", "subhead")
_FEW = 3  # words with capitals, at most, that are names and no title
_TITLE = 8  # words, at most, of a title of a work
# adjectives that always have a capital, and are no names
_ALWAYS = re.compile(r".*(?:ists?|isms?|istic|phob(?:ia|ic|es?)|fasc\w+|nazis?\w*|ians?)")
_OPENS = re.compile(r"[“”„\"«»‘'(\[:–—-]\s*$")
_QUOTED = re.compile(r"[“„\"«]([^“”„\"«»\n]{1,90})[”\"»]")
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿ]")


def exempt_places(text: str, sentences: Sequence[tuple[Sequence[Span], str]]) -> set[int]:
    """Return where the words begin that are not loaded where they stand.

    Parameters
    ----------
    text
        An article.
    sentences
        The words of each sentence in reading order, and its section.

    Returns
    -------
    The first characters of the words of
    names
        words with a capital inside a sentence; at its beginning, and where all words but function words have
        capitals, only if the article writes the word so inside a sentence, and never small. Loaded nicknames
        ("Crooked Hillary") and adjectives that always have a capital ("Islamist") are no names.
    titles of works
        words in quotation marks of which all long ones have capitals, if there are two or more, or if a
        word such as "film" stands before them.
    terms of law
        words of a phrase of not_loaded.tsv ("reckless driving").
    """
    known = _known_names(text, sentences)
    found = _titles(text, [word for words, _ in sentences for word in words])
    for words, section in sentences:
        folded = [word.word for word in words]
        kept = set(_places_of(folded, "nickname"))
        inside = _inside(text, words, section)
        for place, word in enumerate(words):
            if place in kept or not _is_capital(text, word) or _ALWAYS.fullmatch(word.word):
                continue
            if place in inside or word.word in known:
                found.add(word.start)
        found |= {words[place].start for place in _places_of(folded, "law")}
    return found


def _known_names(text: str, sentences: Sequence[tuple[Sequence[Span], str]]) -> set[str]:
    """Return the words that have a capital inside a sentence somewhere, and are small nowhere."""
    capital, small = set(), set()
    for words, section in sentences:
        inside = _inside(text, words, section)
        for place, word in enumerate(words):
            if not _is_capital(text, word):
                small.add(word.word)
            elif place in inside:
                capital.add(word.word)
    return capital - small


def _inside(text: str, words: Sequence[Span], section: str) -> set[int]:
    """Return the places of words whose capital can only be that of a name.

    There are none where all words but function words have capitals, as in many headlines; three such words
    elsewhere may be names.
    """
    full = [word for word in words[1:] if word.word not in stop_words("on")]
    few = 0 if section in _HEADINGS else _FEW
    if len(full) > few and all(text[word.start].isupper() for word in full):
        return set()
    return {
        place
        for place in range(1, len(words))
        if not _OPENS.search(text, words[place - 1].end, words[place].start)
    }


def _is_capital(text: str, word: Span) -> bool:
    shown = text[word.start : word.end]
    return bool(_CAPITAL.match(shown)) and not (len(shown) > 1 and shown.isupper())


def _titles(text: str, words: Sequence[Span]) -> set[int]:
    starts, found = [word.start for word in words], set[int]()
    for quoted in _QUOTED.finditer(text):
        first, last = (bisect_left(starts, place) for place in quoted.span(1))
        title = words[first:last]
        long = [word for word in title if word.end - word.start >= _LONG]
        if not 0 < len(title) <= _TITLE or not all(_is_capital(text, word) for word in long):
            continue
        before = words[first - 1].word if first else ""
        if (len(title) > 1 and len(long) > 1) or (before, "work") in _listed():
            found |= {word.start for word in title}
    return found


def _places_of(folded: Sequence[str], kind: str) -> Iterator[int]:
    """Yield the places of the words of the phrases of one kind."""
    for first, word in enumerate(folded):
        for phrase in _phrases(kind).get(word, []):
            if _fits(folded[first : first + len(phrase)], phrase):
                yield from range(first, first + len(phrase))


def _fits(words: Sequence[str], phrase: Sequence[str]) -> bool:
    pairs = zip(words, phrase, strict=False)
    return len(words) == len(phrase) and all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for word, wanted in pairs
    )


@cache
def _phrases(kind: str) -> dict[str, list[list[str]]]:
    """Return the phrases of one kind by their first word, spelled in every way that it can be."""
    found = defaultdict(list)
    for term, of in _listed():
        if of == kind:
            words = term.split()
            first = words[0].removesuffix("*")
            for way in {first, first + "s"} if words[0].endswith("*") else {first}:
                found[way].append(words)
    return dict(found)


@cache
def _listed() -> frozenset[tuple[str, str]]:
    file = files("analysis.resources").joinpath("wordlists", "not_loaded.tsv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return frozenset((row["term"], row["kind"]) for row in rows)
