"""Pair the quotation marks of one paragraph; an odd mark changes nothing outside it (decision 15)."""

from typing import NamedTuple

from analysis.corpus.sections.line import Line
from analysis.measures.attribution.quotes.glyphs import CLOSERS, OPENERS, SINGLE, Mark, marks_of

# for each mark the marks that usually close it, whatever their sides suggest
_USUAL = {
    "“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹",
    "「": "」", "『": "』", "〝": "〞〟", "``": "''",
}  # fmt: skip
_STRAIGHT = ('"', "''", "＂")
_ENDS = ".!?…"
_DOUBTFUL_REACH = 60  # characters; a single mark that may be an apostrophe pairs no further


Couple = tuple[Mark, Mark]
Matching = tuple[list[Couple], list[Mark], list[Mark]]  # pairs, marks left open, stray closing ones


class Pair(NamedTuple):
    """A quotation with its marks; `kind` is quotation, unclosed, stray, or "run" (see `pairs_of`)."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    opened_by: str
    closed_by: str
    kind: str


def pairs_of(text: str, line: Line) -> list[Pair]:
    """Return the quotations of one paragraph in the order of their first characters.

    An unclosed one ends with the paragraph; one between spaces is stray. A stray mark is a row of its own
    with nothing inside. A single mark that starts the paragraph and is never closed is of kind "run": it
    quotes only if the next paragraph starts in the same way.
    """
    doubles, singles = marks_of(text, line.start, line.end)
    if not doubles and not singles:
        return []
    matched, unclosed, strays = _mended(text, _matched(doubles), singles)
    lone = [mark for mark in unclosed if _lone(text, mark)]
    unclosed, strays = [mark for mark in unclosed if mark not in lone], sorted(strays + lone)
    taken = {mark for pair in matched for mark in pair}
    outer = [_pair(*pair) for pair in matched]
    outer += [_to_the_end(mark, line, "unclosed") for mark in unclosed]
    singles = [mark for mark in singles if mark not in taken]
    singles += [half for mark in strays if mark.text[0] in SINGLE for half in _halves(mark)]
    inner = _matched_singles(text, sorted(singles), sorted(outer))
    used = {place for pair in inner for place in (pair.start, pair.inner_end)}
    outer += [_stray(mark) for mark in strays if used.isdisjoint(range(mark.start, mark.end))]
    if not outer + inner or min(outer + inner).start > line.start:
        outer += [
            _to_the_end(mark, line, "run")
            for mark in singles[:1]
            if mark.start == line.start and mark.text in "‘'" and mark.firm
        ]
    return sorted(outer + inner)


def _lone(text: str, mark: Mark) -> bool:
    """Tell whether a mark that is never closed stands between spaces: it opens nothing."""
    after = text[mark.end : mark.end + 1]
    return mark.text in _STRAIGHT and mark.role == "either" and after.isspace()


def _matched(marks: list[Mark]) -> Matching:
    """Match marks like brackets: return the pairs, the marks left open, and the stray closing ones."""
    pairs: list[Couple] = []
    open_marks: list[Mark] = []
    strays: list[Mark] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        if not mark.firm and _is_inches(open_marks, following):
            continue
        if _opens(mark, open_marks[-1] if open_marks else None):
            open_marks.append(mark)
        elif open_marks:
            pairs.append((open_marks.pop(), mark))
        else:
            strays.append(mark)
    return pairs, open_marks, strays


def _is_inches(open_marks: list[Mark], following: Mark | None) -> bool:
    """Return whether a mark after a number is rather a sign for inches than a closing mark."""
    return not open_marks or (
        len(open_marks) == 1 and following is not None and following.role == "closes"
    )


def _opens(mark: Mark, opened: Mark | None) -> bool:
    """Return whether `mark` opens a quotation while `opened` is the innermost open mark."""
    if mark.role == "closes":
        return False
    if opened is None:
        return mark.role == "opens" or mark.text not in CLOSERS
    if mark.role == "opens":
        return mark.text not in CLOSERS
    return mark.text in OPENERS and mark.text not in _USUAL.get(opened.text, "")


def _mended(text: str, found: Matching, singles: list[Mark]) -> Matching:
    """Pair as many as possible of the marks that are left."""
    pairs, unclosed, strays = found
    if not unclosed and not strays:
        return found
    marks = sorted([*(mark for pair in pairs for mark in pair), *unclosed, *strays])
    if (
        not _turned(text, marks)
        and len(marks) % 2 == 0
        and all(mark.text in _STRAIGHT for mark in marks)
    ):
        return list(zip(marks[::2], marks[1::2], strict=True)), [], []
    pairs, strays = pairs + _by_twos(strays), strays[len(strays) // 2 * 2 :]
    pairs, unclosed = _misspaced(text, pairs, unclosed)
    pairs, unclosed = _closed_by_single(text, (pairs, unclosed), marks, singles)
    pairs, strays = _opened_by_single((pairs, strays), marks, singles)
    opening = {first.start for first, _ in pairs}
    doubled = [mark for mark in unclosed if mark.end in opening]  # ““A”
    return pairs, [mark for mark in unclosed if mark not in doubled], sorted(strays + doubled)


def _turned(text: str, marks: list[Mark]) -> bool:
    """Tell whether the first mark ends what began before, and the last opens: ... we go," he said. "So."""
    first, last = marks[0], marks[-1]
    ends = first.role == "closes" and text[first.start - 1] in "," + _ENDS
    return first.role == "closes" and (_lone(text, last) or (ends and last.role == "opens"))


def _by_twos(strays: list[Mark]) -> list[Couple]:
    """Pair stray closing marks by twos, as in: He says,” there are many.” The first one opens."""
    return list(zip(strays[::2], strays[1::2], strict=False))


def _misspaced(
    text: str, pairs: list[Couple], unclosed: list[Mark]
) -> tuple[list[Couple], list[Mark]]:
    """Let an opening mark close where one should close: “We go, “he said."""
    left: list[Mark] = []
    pairs = pairs.copy()
    for mark in unclosed:
        before = text[max(0, mark.start - 2) : mark.start].rstrip()
        after = text[mark.end : mark.end + 1]
        closing = before.endswith((",", *_ENDS)) and after.islower()
        if left and (closing or not after.strip()):
            pairs.append((left.pop(), mark))
        else:
            left.append(mark)
    return pairs, left


def _closed_by_single(
    text: str,
    found: tuple[list[Couple], list[Mark]],
    marks: list[Mark],
    singles: list[Mark],
) -> tuple[list[Couple], list[Mark]]:
    """Let a single mark close a double one if it can only close: “We go,’ he said."""
    pairs, unclosed = found
    if not unclosed:
        return found
    last = unclosed[-1]
    following = min((mark for mark in marks + singles if mark.start >= last.end), default=None)
    if following is None or following.text not in SINGLE or following.role != "closes":
        return found
    if not following.firm or text[following.start - 1] not in "," + _ENDS:
        return found
    return [*pairs, (last, following)], unclosed[:-1]


def _opened_by_single(
    found: tuple[list[Couple], list[Mark]], marks: list[Mark], singles: list[Mark]
) -> tuple[list[Couple], list[Mark]]:
    """Let a single mark open for a stray double one if it can only open: ‘We go,” he said."""
    pairs, strays = found
    if not strays:
        return found
    before = max((mark for mark in marks + singles if mark.end <= strays[0].start), default=None)
    if before is None or before.text not in SINGLE or before.role != "opens" or not before.firm:
        return found
    return [*pairs, (before, strays[0])], strays[1:]


def _matched_singles(text: str, singles: list[Mark], outer: list[Pair]) -> list[Pair]:
    """Pair single marks between the same double ones; a mark without partner quotes nothing."""
    groups: dict[int, list[Mark]] = {}
    around: list[int] = []
    upcoming = 0
    for mark in singles:
        while upcoming < len(outer) and outer[upcoming].start < mark.start:
            while around and outer[around[-1]].end <= outer[upcoming].start:
                around.pop()
            around.append(upcoming)
            upcoming += 1
        while around and outer[around[-1]].end <= mark.start:
            around.pop()
        groups.setdefault(around[-1] if around else -1, []).append(mark)
    return [_pair(*pair) for group in groups.values() for pair in _single_pairs(text, group)]


def _single_pairs(text: str, marks: list[Mark]) -> list[Couple]:
    pairs: list[Couple] = []
    opened: Mark | None = None
    perhaps: Mark | None = None  # may be an apostrophe; closes if no better mark follows
    for mark in marks:
        if mark.role == "opens":
            if opened and not mark.firm:
                continue
            if opened and perhaps:
                pairs.append((opened, perhaps))
            opened, perhaps = mark, None
        elif opened and mark.firm:
            if opened.firm or mark.start - opened.end <= _DOUBTFUL_REACH:
                pairs.append((opened, mark))
            opened = perhaps = None
        elif opened and opened.firm and perhaps is None and _near(text, opened, mark):
            perhaps = mark
    return [*pairs, (opened, perhaps)] if opened and perhaps else pairs


def _near(text: str, opened: Mark, mark: Mark) -> bool:
    if mark.start - opened.end > _DOUBTFUL_REACH:
        return False
    return not any(end in text[opened.end : mark.start] for end in _ENDS)


def _pair(first: Mark, last: Mark) -> Pair:
    return Pair(first.start, last.end, first.end, last.start, first.text, last.text, "quotation")


def _to_the_end(mark: Mark, line: Line, kind: str) -> Pair:
    if mark.end >= line.end:
        return _stray(mark)
    return Pair(mark.start, line.end, mark.end, line.end, mark.text, "", kind)


def _stray(mark: Mark) -> Pair:
    if _opens(mark, None):
        return Pair(mark.start, mark.end, mark.end, mark.end, mark.text, "", "stray")
    return Pair(mark.start, mark.end, mark.start, mark.start, "", mark.text, "stray")


def _halves(mark: Mark) -> list[Mark]:
    middle = mark.start + 1
    first = mark._replace(end=middle, text=mark.text[0])
    return [first, first._replace(start=middle, end=mark.end)]
