"""Find the people that the introduction of an interview names, for labels such as "A:" or "LIND:"."""

import re
from collections.abc import Iterator

from analysis.measures.attribution.finding.decoding import Range
from analysis.measures.attribution.finding.overlaps import meet
from analysis.measures.attribution.lists.kinds import (
    found_terms,
    has_role,
    plain,
    small_words,
    word_set,
)

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*\.?"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|al|el|bin|la|le)[ \u00a0]"
_RUN = re.compile(rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE})*{_WORD})+")
_PLACED = word_set("at in of outside near from by the on for under behind")  # no person follows
_ADDRESSED = word_set("with interviewed interviews to asked met visited")
_CALLS = word_set("hey hi hello dear oh interview interviews")
_ASKS = word_set("reporter correspondent interviewer presenter editor colleague host")

# what a first word of three says of its bearer: "Beekeeper Ann Field", not "Peter Paul Field"
_TRADE = re.compile(
    r"\w{3,}(?:er|or|ist|ian|man|men|woman|smith|wright|wife|eer|ant)|coach|chef|poet"
)
_GIVEN = word_set(
    "peter walter roger oliver alexander tyler taylor jennifer heather esther christopher spencer "
    "victor hector connor eleanor trevor adrian brian julian vivian christian sebastian lillian jasper"
)


def interviewee(introduction: str) -> Range | None:
    """Return the place of the name of the one person whom an interview is held with, or None.

    A title before a name, a description behind it, the beginning of a sentence and "spoke with" speak
    for it, and then also a surname that comes again; a preposition of place and a word such as
    "reporter" against it.
    """
    scored = [(_score(introduction, *span), span) for span in _names(introduction)]
    best = max(scored, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _names(text: str) -> Iterator[Range]:
    """Yield the runs of two capitalised words or more that may be people, without their titles."""
    for found in _RUN.finditer(text):
        words = list(re.finditer(r"\S+", found.group()))
        while len(words) > 1 and _is_description(words[0].group(), len(words)):
            words = words[1:]
        name = found.group()[words[0].start() :]
        bare = re.sub(r"[’']s?$|(?<=\w{3})\.$", "", name)
        if len(words) > 1 and not _is_body_or_place(bare):
            start = found.start() + words[0].start()
            yield start, start + len(bare)


def _is_body_or_place(name: str) -> bool:
    roles = {term.role for term in found_terms(name.split()) if len(term.text.split()) > 1}
    last = name.rsplit(maxsplit=1)[-1]
    return "place" in roles or has_role(last, "organisation", "noun", "place")


def _is_description(word: str, words: int) -> bool:
    """Tell whether the first of several capitalised words is no name: "When", "Mayor", "Beekeeper"."""
    name = plain(word)
    if name in small_words() | _CALLS or has_role(word, "title", "noun", "courtesy", "demonym"):
        return True
    return _is_trade(word, words)


def _is_no_name(word: str, words: int) -> bool:
    """Tell whether a word before a name is neither part of it nor a title, which the speaker keeps."""
    return plain(word) in small_words() or (_is_trade(word, words) and not has_role(word, "title"))


def _is_trade(word: str, words: int) -> bool:
    name = plain(word)
    return words > 2 and name not in _GIVEN and _TRADE.fullmatch(name) is not None


def _score(text: str, start: int, end: int) -> int:
    """Return how much speaks for the name in `text[start:end]` being that of the interviewee."""
    before = re.findall(r"[\w’'-]+", text[max(0, start - 60) : start].rpartition("\n")[2])
    last = before[-1] if before else ""
    if plain(last) in _PLACED or any(plain(word) in _ASKS for word in before[-3:]):
        return -1
    titled = bool(last) and _is_description(last, 3)
    described = re.match(r",\s+(?:[a-z]|\d\d?,)", text[end:]) is not None
    first = re.search(r"(?:^|\n|[.!?][\"”’]?\s)$", text[:start]) is not None
    surname = text[start:end].rsplit(maxsplit=1)[-1]
    again = len(re.findall(rf"\b{re.escape(surname)}\b", text)) > 1
    sure = titled + described + first + (plain(last) in _ADDRESSED)
    return sure + again if sure else 0


def full_name(text: str, label: str, taken: list[Range]) -> Range | None:
    """Return where the text, outside the `taken` labels, gives the full name that ends as a label does."""
    surname = label.rsplit(maxsplit=1)[-1]
    named = re.compile(rf"(?:{_WORD}[ \u00a0])+(?i:{re.escape(surname)})(?![\w’'-]*\w)")
    for found in named.finditer(text):
        words = list(re.finditer(r"\S+", found.group()))
        while _is_no_name(words[0].group(), len(words)):
            words = words[1:]
        span = found.start() + words[0].start(), found.end()
        given = words[-1].group()
        free = not any(meet(span, other) for other in taken)
        if len(words) > 1 and given[0].isupper() and not given.isupper() and free:
            return span
    return None
