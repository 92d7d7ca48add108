"""A text and the stretches marked in it: cut into pieces, and written as HTML that only shows.

The characters of the text come out of the page as they went in. Those that would act (markup,
characters that turn the text around, control characters) are written so that they cannot.

What stands in a marked text without being of it: speakers, numbers, brackets, names of sections.

All of it is empty elements that the style sheet fills from their attributes, so that copying the
text out gives the text.
"""

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from analysis.reports.display.cleaning import harmless
from analysis.tables import SECTIONS


class Mark(NamedTuple):
    """A marked stretch `text[start:end]`: which `part` it is, and `of` which attribution."""

    start: int
    end: int
    part: str
    of: str = ""


class Piece(NamedTuple):
    """A stretch in which the same marks hold from end to end, the outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


# one element a part: what they look like without a style sheet already tells them apart
LOADED = {
    "loaded-weak": 0.3,
    "loaded-clear": 0.5,
    "loaded-strong": 0.8,
}  # from which probability on
ELEMENTS = {
    "quoted": "mark",
    "mixed": "mark",
    "paraphrased": "u",
    "source": "b",
    "cue": "i",
    **dict.fromkeys(LOADED, "em"),
}
_ORDER = {part: place for place, part in enumerate(ELEMENTS)}

# what is not written as itself: line ends that HTML would change, controls, characters that reorder
_SPECIAL = re.compile("\r\n|[\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NEVER = {0, *range(0x80, 0xA0)}  # HTML has no way to write these


def pieces(start: int, end: int, marks: Iterable[Mark], *, cuts: Iterable[int] = ()) -> list[Piece]:
    """Cut `start`..`end` into pieces that hold each character once, in order.

    Parameters
    ----------
    marks
        In any order; they may overlap, lie in each other, or be empty, which marks nothing.
    cuts
        Places inside where a new piece begins in any case.

    Returns
    -------
    The pieces; none if `start` is `end`. Time grows with the number of marks and of pieces times
    the marks that hold in each, not with the length of the text.

    Raises
    ------
    ValueError
        If a mark or a cut lies outside, or a mark ends before it starts; it is named.
    """
    ordered = sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.part, mark.of))
    places = {start, end, *cuts}
    for mark in ordered:
        if not start <= mark.start <= mark.end <= end:
            raise ValueError(f"{_named(mark)} is not inside {start}..{end}")
        places |= {mark.start, mark.end}
    if not start <= min(places) <= max(places) <= end:
        raise ValueError(f"cuts from {min(places)} to {max(places)} are not all in {start}..{end}")
    waiting, holding, found = iter([*ordered, None]), list[Mark](), []
    upcoming = next(waiting)
    for here, there in pairwise(sorted(places)):
        holding = [mark for mark in holding if mark.end > here]
        while upcoming and upcoming.start <= here:
            if upcoming.end > here:
                holding.append(upcoming)
            upcoming = next(waiting)
        found.append(Piece(here, there, tuple(holding)))
    return found


def marked_html(
    text: str, marks: Iterable[Mark], *, start: int = 0, inserted: Mapping[int, str] | None = None
) -> Markup:
    """Return `text` with its marks as HTML whose text is `text`, character by character.

    Left out are NUL, the control characters from U+0080 to U+009F and lone surrogates: no page can
    hold them. Each of them, and each other control or reordering character, shows its code point
    by way of the style sheet.

    Parameters
    ----------
    start
        The offset of `text` in what the marks count in.
    inserted
        Markup by offset, which has to be safe and without text of its own.
    """
    inserted = inserted or {}
    out = []
    for piece in pieces(start, start + len(text), marks, cuts=inserted):
        out.append(inserted.get(piece.start, ""))
        out.append(_piece_html(text, piece.start - start, piece.end - start, piece.marks))
    out.append(inserted.get(start + len(text), "") if text else "")
    return Markup("".join(out))  # noqa: S704 - built from escaped pieces


def written(text: str, start: int, end: int) -> str:
    """Return `text[start:end]` as HTML that shows it and that a parser reads back unchanged."""
    out, done = [], start
    for match in _SPECIAL.finditer(text, start, end):
        out.append(escape(text[done : match.start()], quote=False))
        out.append(_special(match.group(), text[match.end() : match.end() + 1]))
        done = match.end()
    out.append(escape(text[done:end], quote=False))
    return re.sub("[\ud800-\udfff]", lambda half: _code(ord(half.group())), "".join(out))


def _piece_html(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> str:
    parts = {mark.part for mark in marks}
    content = written(text, start, end)
    names = " ".join(f"is-{part}" for part in sorted(parts - ELEMENTS.keys()))
    known = sorted(parts & ELEMENTS.keys(), key=_ORDER.__getitem__, reverse=True)
    for part in known:
        content = f'<{ELEMENTS[part]} class="is-{part}">{content}</{ELEMENTS[part]}>'
    return f'<span class="{escape(names)}">{content}</span>' if names else content


def _special(characters: str, following: str) -> str:
    if characters == "\r\n":
        return "&#13;\n"
    if characters == "\r":
        return "&#13;" if following == "\n" else "&#13;<br>"
    return _code(ord(characters))


def _code(number: int) -> str:
    """Return an element that shows which character stands here, and holds it where HTML can."""
    never = number in _NEVER or 0xD800 <= number < 0xE000
    held = "" if never else f"&#{number};"
    name = f"U+{number:04X}"
    return f'<span class="unshown" data-code="{name}" title="character {name}">{held}</span>'


def _named(mark: Mark) -> str:
    return " of ".join(filter(None, [mark.part, mark.of])) + f" at {mark.start}..{mark.end}"


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
