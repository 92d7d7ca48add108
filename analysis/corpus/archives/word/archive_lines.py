"""The lines around an article in a Word file of Nexis: dates with editions, labels, cover pages, ends."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analysis.corpus.archives.dates import names_no_day, possible_days
from analysis.corpus.archives.word.paragraphs import Paragraph

LABEL = re.compile(
    r"(Section|Length|Byline|Author|Dateline|Highlight|Series|Correction-Date|Edition|Distribution|"
    r"Language|Publication-Type|Journal Code|Load-Date|Subject|Company|Organization|Industry|Person|"
    r"Geographic|Ticker|Country|City|State|Copyright)\s*:\s*",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"(copyright\b|©|\(c\)).*", re.IGNORECASE | re.DOTALL)
PAGE = re.compile(r"page [0-9]+ of [0-9]+|[0-9]+ of [0-9]+ documents", re.IGNORECASE)
BODIES = ("body", "text")  # the headings over a text
_END = "end of document"
_LOADED = re.compile(r"\s*load-date\s*:", re.IGNORECASE)
_COVER = re.compile(
    r"(user name|date and time|job number|documents?\s*\([0-9,]+\))\s*:?", re.IGNORECASE
)
_DOCUMENTS = re.compile(r"documents?\s*\(([0-9,]+)\)", re.IGNORECASE)
_OF_DOCUMENTS = re.compile(r"(?:document\s+)?[0-9]+ of ([0-9,]+)(?: documents)?", re.IGNORECASE)
_ENTRY = re.compile(r"([0-9]{1,6})\.\s*(\S.*)", re.DOTALL)
_COVER_STARTS = 5  # the first lines of a file, of which one shows that it has a cover page
_LONGEST = 300  # characters of a date line
_EDITION = 80  # characters behind a day that may be its edition
_WEEKDAYS = 2  # words before a day that may be a weekday in any language


def day_and_rest(line: str) -> tuple[str, str]:
    """Return the day in a date line as it is written there, and what else is in the line (an edition).

    Both are empty if there is none: "March 4, 2021 Thursday, Late Edition - Final" gives
    "March 4, 2021 Thursday" and "Late Edition - Final".
    """
    words = line.split() if len(line) <= _LONGEST else []
    for first in range(min(_WEEKDAYS, len(words)) + 1):
        if any(char.isdigit() for word in words[:first] for char in word):
            break
        for last in range(len(words), first, -1):
            day = " ".join(words[first:last]).rstrip(" ,;:-–(|")
            rest = " ".join([*words[:first], *words[last:]]).strip(" ,;-–|")
            if len(rest) <= _EDITION and possible_days(day):
                return day, rest
    return "", ""


def is_date(line: str) -> bool:
    """Return whether a line is a day, with or without an edition, or a month, a season or a quarter."""
    return bool(day_and_rest(line)[0]) or (names_no_day(line) and not line.strip().isdigit())


def without_ends(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph | None]:
    """Yield the paragraphs, and None for each “End of Document”, also where it shares a paragraph."""
    for paragraph in paragraphs:
        text = paragraph.text.rstrip()
        before = text[: -len(_END)]
        if not text.casefold().endswith(_END):
            yield paragraph
        elif not before.strip():
            yield None
        elif _LOADED.match(text) or before.rstrip(" \t").endswith("\n"):
            yield Paragraph(before.rstrip(), paragraph.links)
            yield None
        else:
            yield paragraph


def apart(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the articles in a part that lacks an “End of Document”: each ends with its Load-Date.

    A part is only cut where a heading over a text and another Load-Date follow.
    """
    start = 0
    loaded = [k for k, p in enumerate(paragraphs) if _LOADED.match(p.text)]
    for at, following in pairwise(loaded):
        if any(is_body(p) for p in paragraphs[at + 1 : following]):
            yield [*paragraphs[start : at + 1]]
            start = at + 1
    yield [*paragraphs[start:]]


def is_body(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is the heading over a text."""
    return paragraph.text.strip().casefold() in BODIES


def length_of_cover(lines: Sequence[Paragraph]) -> int:
    """Return how many lines of the first article are a cover page.

    The cover page ends where the first title of its list stands again, else before the headline over the
    last date line.
    """
    texts = [" ".join(p.text.split()) for p in lines]
    if not any(_COVER.match(text) for text in texts[:_COVER_STARTS]):
        return 0
    entries = [match[2] for text in texts if (match := _ENTRY.fullmatch(text))]
    if entries and entries[0] in texts:
        return texts.index(entries[0])
    dates = [k for k, text in enumerate(texts) if k > 1 and is_date(text)]
    return dates[-1] - 2 if dates else 0


def announced(paragraphs: Sequence[Paragraph]) -> int:
    """Return how many articles a file says that it has, or 0.

    It says “Documents (50)” or “1 of 50 DOCUMENTS”, or has a cover page with a list of the titles.
    """
    texts = [" ".join(p.text.split()) for p in paragraphs if not p.blank]
    for text in texts:
        if match := _DOCUMENTS.fullmatch(text) or _OF_DOCUMENTS.fullmatch(text):
            return int(match[1].replace(",", ""))
    if not any(_COVER.match(text) for text in texts[:_COVER_STARTS]):
        return 0
    last = 0
    for text in texts:
        entry = _ENTRY.fullmatch(text)
        if entry and int(entry[1]) == last + 1:
            last += 1
        elif text.casefold() in BODIES:
            break
    return last


def labelled(paragraph: Paragraph) -> Iterator[tuple[str, str, str]]:
    """Yield label (in lower case, or ""), value and whole text of each line of a paragraph.

    A line without a label continues the one before it; a highlight may stand behind a byline.
    """
    found: list[tuple[str, str, str]] = []
    for line in re.split(r"\n|(?<=\S)\s+(?=Highlight\s*:)", paragraph.text):
        text = line.strip()
        label = LABEL.match(text)
        if label:
            found.append((label[1].lower(), text[label.end() :], text))
        elif text and found and found[-1][0]:
            name, value, whole = found[-1]
            found[-1] = (name, f"{value} {text}".strip(), f"{whole}\n{text}")
        elif text:
            found.append(("", text, text))
    yield from found
