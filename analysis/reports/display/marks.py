"""A text and the stretches marked in it: cut into pieces, and written as HTML that only shows.

The characters of the text come out of the page as they went in. Those that would act (markup,
characters that turn the text around, control characters) are written so that they cannot.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup


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
