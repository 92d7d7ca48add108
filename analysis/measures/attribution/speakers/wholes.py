"""Names that are a part of a longer one: "Norland" in "Norland Post", "Doe" in "Doe Tower"."""

import re

from analysis.language.given_names import is_given_name
from analysis.measures.attribution.lists.kinds import has_role, plain, word_set
from analysis.measures.attribution.speakers.names import names_a_thing
from analysis.measures.attribution.speakers.trimming import DAYS, MONTHS

_NEXT = re.compile(r"[ \u00a0]([A-Z][\w.’'&-]*)")
_COMPANY = re.compile(  # "Doe & Sons", "Doe Inc."
    r" (?:&|and) (?:Co|Company|Sons|Bros|Brothers|Associates|Partners)\b|,? (?:Inc|Corp|LLC|Ltd|Co)\b"
)
_WORD_BEFORE = re.compile(r"([A-Z][\w’'-]+)[ \u00a0]$")
_OFFICE_BEHIND = re.compile(  # "Majority Leader", "President of"
    r" (?:(?:Majority|Minority|House|Senate|Deputy|Vice|Prime|Attorney|Chief) ){0,2}"
    r"([A-Z][a-z]+)(?! [A-Z])\b"
)
_NEAR = 30  # characters
_SUFFIXES = word_set("jr sr ii iii iv")  # of one and the same person
_MEDIA = word_set("post times journal examiner herald tribune globe star")
_OWNED = ("’s", "'s", "’", "'")
_DATELINE = re.compile(  # "OSLO, Norland —", "Oslo (AP) -", "Oslo CNN —"
    r"^[ \t]*(?:[A-Z]{3,}(?:[ ,/]+[A-Z][\w.]+){0,4}[ ,]*(?:\([^)\n]{2,40}\)[ ,]*)?"
    r"|[A-Z][\w.]+(?:[ ,/]+[A-Z][\w.]+){0,4}[ ,]+(?:\([^)\n]{2,40}\)|[A-Z]{2,6})[ ,]*)(?:—|–|--|- )"
    r"|^[ \t]*[A-Z][\w.]+(?:[ ,]+[A-Z][\w.]+){0,3} (?:—|–|--)[ \t]*$",  # a line of its own
    re.MULTILINE,
)


def is_part(text: str, start: int, end: int, *, in_title: bool) -> bool:
    """Whether the name in a place of a text is cut from a longer name that goes on behind it.

    In a title, where all words have a capital, only what is clearly the end of a name tells.
    """
    if _COMPANY.match(text, end):
        return True
    after = _NEXT.match(text, end)
    if after is None or text[start:end].endswith(_OWNED):
        return False
    word = plain(after[1])
    if is_given_name(after[1]) and text[max(0, start - 4) : start].lower() == "the ":
        return False  # "the ambassador to the UN Ann Doe"
    if word in DAYS | MONTHS | _SUFFIXES or _is_before_an_office(text, start, end):
        return False
    return not in_title or word in _MEDIA or names_a_thing(word) or has_role(word, "organisation")


def _is_before_an_office(text: str, start: int, end: int) -> bool:
    """Whether a surname behind a given name runs into an office: "they made Ann Doe Majority Leader"."""
    given = _WORD_BEFORE.search(text, max(0, start - _NEAR), start)
    office = _OFFICE_BEHIND.match(text, end)
    titled = office is not None and has_role(office[1], "title")
    return titled and given is not None and is_given_name(given[1])


def datelines(text: str) -> list[tuple[int, int]]:
    """Return where the lines of a text begin with the place that they were sent from: "OSLO (AP) - "."""
    return [found.span() for found in _DATELINE.finditer(text)]
