"""Find the names of given actors in texts: full names, the short form that a corpus uses, given names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from analysis.corpus.actors import GivenActor
from analysis.language.given_names import is_short_for
from analysis.language.spellings import given_spelling
from analysis.language.words import fold
from analysis.measures.comparison.calling.lists import is_no_person, land_of
from analysis.measures.comparison.word_set import word_set

_INITIAL = r"(?:\s+[A-Z]\.?)?"
_ENDS = r"(?![\w]|-?\s(?:Jr|Sr|III|II)\b)"
_CAPITAL_BEFORE = re.compile(r"([A-Z][\w.'’-]*)\s$")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'’-]*)\s$")
_BEGINS = re.compile(r"(?:^$|[.!?:\n\"“”‘’—–]\s*)$")
_INITIALS_BEFORE = re.compile(r"(?<!\w)((?:[A-Z]\.\s?)+)\s*$")
_NICKNAME_BEFORE = re.compile(r"\b[A-Z]\w+\s[“\"‘'(]([A-Z]\w+)[”\"’')]\s$")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\b\.?|\s(?:III|II|IV)\b")
_SMALL = re.compile(r"\b[a-z]+\b")
_TITLES = word_set(
    "mr mrs ms miss dr sir lord lady president vice minister senator sen rep gov governor secretary director "
    "chairman chairwoman chancellor king queen prince princess general gen col justice judge mayor premier "
    "leader congressman congresswoman representative speaker ambassador chief commissioner dictator "
    "former the and but when if as for with of to from in on by at that how why what is did says while "
    "after before because since although meanwhile"
)


_LONGER = re.compile(  # what a name begins that is of a thing or a newspaper
    r"[ \u00a0](?:Post|Times|Journal|Examiner|Herald|Tribune|Towers?|Organization|Foundation|Library|Center"
    r"|Act|Doctrine|Street|Avenue|Airport|University|College|Hotel|Plaza|Wall|War)\b"
)


class Place(NamedTuple):
    """Where a text names an actor; `full`: not by a short form."""

    start: int
    end: int
    actor: str
    full: bool


class Names:
    """The names of some actors, with the short forms that texts use of them."""

    def __init__(self, actors: Sequence[GivenActor], texts: Iterable[str]) -> None:
        self.people = {name: one.name for one in actors for name in one.names if _is_person(name)}
        self._full = [
            (_pattern(name), one.name)
            for one in actors
            for name in sorted(one.names, key=len, reverse=True)
        ]
        texts = list(texts)
        self._short = self._short_forms(texts)
        words = _SMALL.findall
        self._small = frozenset(word for text in texts for word in words(text))

    def _short_forms(self, texts: Iterable[str]) -> list[tuple[re.Pattern[str], str]]:
        """Return the words of names that stand alone for them: the first or the last, as texts have it."""
        wanted = {word for name in self.people for word in _ends_of(name)}
        alone: Counter[str] = Counter()
        if wanted:
            pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(wanted)))})\b")
            for text in texts:
                found = (one for one in pattern.finditer(text) if not _in_name(text, one))
                alone.update(one.group() for one in found)
        short: dict[str, dict[str, int]] = {}
        for name, actor in self.people.items():
            first, last = _ends_of(name)
            word = first if alone[first] > alone[last] else last
            known = short.setdefault(word, {})
            known[actor] = max(known.get(actor, 0), alone[word])
        # a word that two actors share is left to the full names near it (`in_text`)
        return [
            (re.compile(rf"\b{re.escape(word)}\b"), actor)
            for word, known in sorted(short.items())
            for actor in sorted(known)
        ]

    def in_text(self, text: str) -> list[Place]:
        """Return where a text names the actors, in order, none in another one."""
        found = [
            Place(one.start(), one.end(), actor, full=True)
            for pattern, actor in self._full
            for one in pattern.finditer(text)
            if not (one.group()[:1].isupper() and _LONGER.match(text, one.end()))
        ]
        full = sorted(found, key=lambda place: place.start)
        for pattern, actor in self._short:
            found += [
                Place(one.start(), one.end(), actor, full=False)
                for one in pattern.finditer(text)
                if not _other_person(text, one, self.people, self._small)
            ]
        return _apart(found, full)


def widened(text: str, place: Place, *, person: bool) -> Place:
    """Return a place without a possessive ending, with the whole name around it: "Ann B. Doe III".

    Examples
    --------
    >>> text = "Ms. Ann B. Doe III's clerk, and C. Doe."
    >>> one = widened(text, Place(11, 14, "Ann Doe", full=True), person=True)
    >>> text[one.start : one.end]
    'Ann B. Doe III'
    >>> text = "Governor William Doe"
    >>> one = widened(text, Place(17, 20, "Bill Doe", full=True), person=True)
    >>> text[one.start : one.end]
    'William Doe'
    """
    start, end = place.start, place.end
    end -= 2 * text[start:end].endswith(("'s", "’s"))
    words = {fold(word) for word in place.actor.split()}
    spelled = {given_spelling(word) for word in words}
    suffix = _SUFFIX.match(text, end) if person else None
    end = suffix.end() if suffix else end
    nickname = _NICKNAME_BEFORE.search(text, max(0, start - 60), start) if person else None
    if nickname and given_spelling(nickname[1]) in spelled:
        start = nickname.start()  # 'Joseph "Ben" Roe'
    while person:
        initials = _INITIALS_BEFORE.search(text, max(0, start - 30), start)
        here = initials.start() if initials else start
        before = _WORD_BEFORE.search(text, max(0, here - 30), here)
        word = fold(before.group(1)) if before is not None else ""
        own = word in words or (word.isalpha() and given_spelling(word) in spelled)
        own = own or any(is_short_for(word, one) for one in words)
        if before is None or not (own or any(is_short_for(one, word) for one in words)):
            break
        start = before.start()
    initials = _INITIALS_BEFORE.search(text, max(0, start - 30), start) if person else None
    if initials and fold(initials[1][0]) in {fold(word[0]) for word in place.actor.split()[:-1]}:
        start = initials.start()  # "J. Doe", who is Jane Doe
    return place._replace(start=start, end=end)


def _apart(found: Iterable[Place], full: Sequence[Place]) -> list[Place]:
    """Return the longest of the places that overlap; a short form is the actor named in full last before."""
    kept: list[Place] = []
    for place in sorted(found, key=lambda one: (one.start, -one.end, not one.full, one.actor)):
        if kept and place.start < kept[-1].end:
            same = (place.start, place.end) == (kept[-1].start, kept[-1].end)
            if same and _last(full, place) > _last(full, kept[-1]):
                kept[-1] = place
            continue
        kept.append(place)
    return kept


def _last(full: Sequence[Place], place: Place) -> int:
    before = (one.start for one in full if one.actor == place.actor and one.start <= place.start)
    return max(before, default=-1)


def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name: hyphens as spaces, a middle initial, plural or singular of common nouns."""
    words = re.split(r"[\s-]+", name.strip())
    if name.endswith("*"):
        return re.compile(rf"\b{re.escape(name[:-1])}\w*", re.IGNORECASE)
    if _is_person(name):
        first, *rest = (re.escape(word) for word in words)
        middle = r"[\s-]+".join(f"(?i:{word})" for word in rest)
        return re.compile(rf"\b{first}{_INITIAL}[\s-]+{middle}{_ENDS}")
    if name[:1].isupper():
        joined = r"[\s-]+".join(map(re.escape, words))
        return re.compile(rf"\b{joined}\b")
    *others, last = words
    stem = last[:-1] if last.endswith("s") and not last.endswith("ss") else last
    joined = r"[\s-]+".join([*map(re.escape, others), rf"{re.escape(stem)}(?:e?s)?"])
    return re.compile(rf"\b{joined}\b", re.IGNORECASE)


def _is_person(name: str) -> bool:
    """Whether a name that was given is a person's: words with capitals that name no body, place or group."""
    words = name.split()
    folded = tuple(map(fold, words))
    return (
        len(words) > 1
        and all(word[:1].isupper() or "-" in word for word in (words[0], words[-1]))
        and not name.isupper()
        and not is_no_person(folded)
    )


def _ends_of(name: str) -> tuple[str, str]:
    words = name.split()
    return words[0], words[-1]


def _in_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word with a capital stands right beside, so that the word is part of a longer name."""
    after = re.match(r"[\s-][A-Z]\w", text[found.end() : found.end() + 3])
    before = _CAPITAL_BEFORE.search(text, max(0, found.start() - 30), found.start())
    if after or before is None:
        return bool(after)
    return not _begins(text, before) and fold(before.group(1)).rstrip(".") not in _TITLES


def _begins(text: str, found: re.Match[str]) -> bool:
    """Whether a word begins a sentence, so that its capital says nothing."""
    return _BEGINS.search(text[max(0, found.start() - 3) : found.start()]) is not None


def _other_person(
    text: str, found: re.Match[str], people: Iterable[str], small: frozenset[str]
) -> bool:
    """Whether a surname belongs to somebody else: "Ann Doe" beside "John Doe", "John Doe Jr.".

    The word before it is a given name if it has a capital here and `small`, the words that texts have
    without a capital, lack it.
    """
    after = re.match(r"\s(?:Jr|Sr)\b|\s[A-Z][a-z]+-[a-z]+", text[found.end() : found.end() + 20])
    if after or _LONGER.match(text, found.end()):
        return True
    before = _CAPITAL_BEFORE.search(text, max(0, found.start() - 30), found.start())
    word = before.group(1) if before is not None else ""
    folded = fold(word).rstrip(".")
    begins = before is None or _begins(text, before)
    if not word.isalpha() or word.isupper() or begins or folded in small | _TITLES:
        return False
    own = any(word in name.split() for name in people)
    return not own and not is_no_person((folded,)) and not land_of((folded,))
