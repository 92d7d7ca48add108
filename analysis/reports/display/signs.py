"""What stands in a marked text without being of it: speakers, numbers, brackets, names of sections.

All of it is empty elements that the style sheet fills from their attributes, so that copying the
text out gives the text.
"""

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from analysis.reports.display.cleaning import harmless
from analysis.reports.display.marks import Mark
from analysis.tables import SECTIONS

_NEW_PARAGRAPH = re.compile(r"(?<=\S)(?:\r\n|\r|\n)(?=\S)")
_NAME = 60  # characters of a speaker's name beside the text
_CLOSES, _PARAGRAPH, _SECTION, _NOTE, _OPENS = range(5)  # the order of signs at one place

Sign = tuple[int, int, str]


@dataclass(frozen=True)
class Attribution:
    """Who says something, as told beside a text: `who`, and `how` in a few words."""

    number: str
    who: str
    how: str
    cue: str

    @property
    def nested(self) -> bool:
        """Whether it stands in the content of another one."""
        return "." in self.number


def signs_in(text: str, marks: Sequence[Mark], said: Sequence[Attribution]) -> dict[int, str]:
    """Return the signs for `text` as markup by offset, for `marked.marked_html`.

    A speaker stands where the first mark of an attribution starts; content inside content is in
    brackets; content that goes on after a break has its number again; paragraphs that no empty
    line parts are set apart.
    """
    signs = [*_layout(text, marks), *_notes(marks, said), *_contents(marks)]
    by_place: dict[int, str] = defaultdict(str)
    for place, _, markup in sorted(signs, key=lambda sign: sign[:2]):
        by_place[place] += markup
    return dict(by_place)


def _layout(text: str, marks: Sequence[Mark]) -> Iterator[Sign]:
    for new in _NEW_PARAGRAPH.finditer(text):
        yield new.end(), _PARAGRAPH, _empty("paragraph")
    for mark in marks:
        blanks = len(text[mark.start : mark.end]) - len(text[mark.start : mark.end].lstrip())
        if mark.part in SECTIONS and mark.start + blanks < mark.end:
            yield mark.start + blanks, _SECTION, _empty("section", name=mark.part)


def _notes(marks: Sequence[Mark], said: Sequence[Attribution]) -> Iterator[Sign]:
    first: dict[str, int] = {}
    for mark in marks:
        first[mark.of] = min(mark.start, first.get(mark.of, mark.start))
    for each in said:
        if each.number in first:
            yield first[each.number], _NOTE, _note(each)


def _contents(marks: Sequence[Mark]) -> Iterator[Sign]:
    contents = [mark for mark in marks if mark.part == "content" and mark.start < mark.end]
    begun: set[str] = set()
    for mark in sorted(contents, key=lambda mark: (mark.start, -mark.end)):
        if "." in mark.of:
            yield mark.start, _OPENS, _empty("opens")
        elif mark.of in begun:
            yield mark.start, _OPENS, _empty("again", number=mark.of)
        begun.add(mark.of)
    for mark in sorted(contents, key=lambda mark: (mark.end, -mark.start)):
        if "." in mark.of:
            yield mark.end, _CLOSES, _empty("closes", number=mark.of)


def _note(said: Attribution) -> str:
    name = textwrap.shorten(said.who, _NAME, placeholder=" …")
    if name == "…":  # one long word
        name = f"{said.who.strip()[:_NAME]}…"
    told = escape(harmless(f"Attribution {said.number}: {said.who} ({said.how})"))
    kind = "note nested" if said.nested else "note"
    shown = _data(number=said.number, who=name, how=said.how)
    return f'<span class="{kind}" role="note" aria-label="{told}" title="{told}"{shown}></span>'


def _empty(kind: str, **data: str) -> str:
    return f'<span class="{kind}"{_data(**data)}></span>'


def _data(**data: str) -> str:
    return "".join(f' data-{name}="{escape(harmless(value))}"' for name, value in data.items())
