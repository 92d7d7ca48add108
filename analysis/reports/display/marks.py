"""Cut a text with marks into pieces, and put signs between them.

Signs are annotations that do not belong to the text: speakers, numbers, brackets, names of sections. A page
and a paper write the same pieces and signs, each in its own way.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from analysis.categories import KIND_LABELS, SECTIONS


class Mark(NamedTuple):
    """A marked stretch `text[start:end]`: its `part`, and the attribution `of` which it is a part."""

    start: int
    end: int
    part: str
    of: str = ""


class Piece(NamedTuple):
    """A stretch in which the same marks hold from end to end, the outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def parts(self) -> list[str]:
        """Return its parts in drawing order, the innermost first."""
        parts = {mark.part for mark in self.marks}
        known = sorted(parts & ELEMENTS.keys(), key=_ORDER.__getitem__, reverse=True)
        return [*known, *sorted(parts - ELEMENTS.keys())]


class Attribution(Struct, frozen=True):
    """The speaker of an attribution, and the manner; "2.1" is the first inside the second."""

    number: str
    speaker: str
    source_text: str
    kind: str
    cue_text: str
    cue_class: str
    type: str
    affiliation: str = ""

    @property
    def who(self) -> str:
        """Return the speaker, or words in place of one."""
        return self.speaker or self.source_text or "nobody named"

    @property
    def brief(self) -> str:
        """Return `who`, shortened for the room beside a text."""
        name = textwrap.shorten(self.who, _NAME, placeholder=" …")
        # one long word would leave only the dots
        return f"{self.who.strip()[:_NAME]}…" if name == "…" else name

    @property
    def how(self) -> str:
        """Return the kind of speaker, of quotation and of cue."""
        cue = f"{self.cue_class} cue" if self.cue_text else "no cue"
        return ", ".join([KIND_LABELS.get(self.kind, self.kind), self.type, cue])

    @property
    def nested(self) -> bool:
        """Whether it stands in the content of another one."""
        return "." in self.number


class Sign(NamedTuple):
    """An annotation at `place` that does not belong to the text.

    It is a "paragraph" that begins, the name of a "section", the "note" that names a speaker, a
    content that goes on "again", or one inside another that "opens" or "closes".
    """

    place: int
    kind: str
    text: str = ""  # the number of an attribution or the name of a section
    said: Attribution | None = None


# smallest probability of each strength
LOADED = {"loaded-weak": 0.3, "loaded-clear": 0.5, "loaded-strong": 0.8}
# one element per part, so that they look different even without a style sheet
ELEMENTS = {
    "quoted": "mark",
    "mixed": "mark",
    "paraphrased": "u",
    "source": "b",
    "cue": "i",
    **dict.fromkeys(LOADED, "em"),
    "alone": "ins",
}
PARTS = frozenset({*ELEMENTS, *SECTIONS, "content", "outlet", "stretch", "loaded-own"})
_ORDER = {part: place for place, part in enumerate(ELEMENTS)}
_NEW_PARAGRAPH = re.compile(r"(?<=\S)(?:\r\n|\r|\n)(?=\S)")
_NAME = 60  # characters of a speaker's name beside the text
# the order of signs at one place
_SIGNS = {"closes": 0, "paragraph": 1, "section": 2, "note": 3, "again": 4, "opens": 4}


def check_marks(text: str, marks: Iterable[Mark], *, start: int = 0) -> None:
    """Raise a ValueError if a mark is of an unknown part or does not lie inside `text`."""
    for mark in marks:
        if mark.part not in PARTS:
            raise ValueError(
                f"a mark is of the part {mark.part!r}, expected one of {sorted(PARTS)}"
            )
    pieces(start, start + len(text), marks)


def pieces(start: int, end: int, marks: Iterable[Mark], *, cuts: Iterable[int] = ()) -> list[Piece]:
    """Cut `start`..`end` into pieces that hold each character once, in order.

    Parameters
    ----------
    marks
        Marks in any order; they may overlap or lie in each other. An empty one marks nothing.
    cuts
        Places where a new piece begins in any case.

    Returns
    -------
    The pieces; none if `start` is `end`. Time grows with the number of marks and of pieces times
    the marks that hold in each, not with the length of the text.

    Raises
    ------
    ValueError
        If a mark or a cut lies outside, or a mark ends before it starts; the message names it.
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


def _named(mark: Mark) -> str:
    return " of ".join(filter(None, [mark.part, mark.of])) + f" at {mark.start}..{mark.end}"


def pieces_and_signs(
    text: str, marks: Iterable[Mark], *, start: int = 0, signs: Sequence[Sign] = ()
) -> Iterator[Piece | Sign]:
    """Yield the pieces and signs of a text in reading order.

    `start` is the offset of `text` in the text to which marks and signs refer.
    """
    by_place: dict[int, list[Sign]] = {}
    for sign in signs:
        by_place.setdefault(sign.place, []).append(sign)
    for piece in pieces(start, start + len(text), marks, cuts=by_place):
        yield from by_place.get(piece.start, [])
        yield piece
    if text:
        yield from by_place.get(start + len(text), [])


def signs_in(text: str, marks: Sequence[Mark], said: Sequence[Attribution]) -> list[Sign]:
    """Return the signs for `text`, in reading order.

    A speaker stands where the first mark of an attribution starts; content inside content is in
    brackets; content that continues after a break has its number again; paragraphs without an empty line
    between them are set apart.
    """
    signs = [*_layout(text, marks), *_notes(marks, said), *_contents(marks)]
    return sorted(signs, key=lambda sign: (sign.place, _SIGNS[sign.kind]))


def _layout(text: str, marks: Sequence[Mark]) -> Iterator[Sign]:
    for new in _NEW_PARAGRAPH.finditer(text):
        yield Sign(new.end(), "paragraph")
    for mark in marks:
        blanks = len(text[mark.start : mark.end]) - len(text[mark.start : mark.end].lstrip())
        if mark.part in SECTIONS and mark.start + blanks < mark.end:
            yield Sign(mark.start + blanks, "section", mark.part)


def _notes(marks: Sequence[Mark], said: Sequence[Attribution]) -> Iterator[Sign]:
    first: dict[str, int] = {}
    for mark in marks:
        first[mark.of] = min(mark.start, first.get(mark.of, mark.start))
    for each in said:
        if each.number in first:
            yield Sign(first[each.number], "note", each.number, each)


def _contents(marks: Sequence[Mark]) -> Iterator[Sign]:
    contents = [mark for mark in marks if mark.part == "content" and mark.start < mark.end]
    begun: set[str] = set()
    for mark in sorted(contents, key=lambda mark: (mark.start, -mark.end)):
        if "." in mark.of:
            yield Sign(mark.start, "opens")
        elif mark.of in begun:
            yield Sign(mark.start, "again", mark.of)
        begun.add(mark.of)
    for mark in sorted(contents, key=lambda mark: (mark.end, -mark.start)):
        if "." in mark.of:
            yield Sign(mark.end, "closes", mark.of)
