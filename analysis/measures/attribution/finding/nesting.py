"""Find attributions inside a content: "Reuters quoted a doctor as saying ..." (decision 18)."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from analysis.language.words import words_in
from analysis.measures.attribution.finding.decoding import Attribution, Range, attributions
from analysis.measures.attribution.finding.overlaps import inside, place
from analysis.measures.attribution.lists.cues import cue_class
from analysis.measures.attribution.quotes.quotations import Quotation
from analysis.models.encoder import Encoder

_FEWEST = 6  # words of a content that is read again, at least
_DEEPEST = 3
_CLAUSE = 90  # characters of a clause that tells who speaks
_SAYING = ("neutral", "assertive", "accusatory", "denying", "doubtful", "factive")
_ONE_LINE = str.maketrans("\n\r\u2028\u2029", "    ")
_MARKS = "\"“”„«»'‘’` \u00a0"


@dataclass(frozen=True)
class Found:
    """An attribution and the place in the list of the one around it, -1 for none."""

    spans: Attribution
    parent: int = -1


def with_nested(found: list[Attribution], text: str, encoder: Encoder) -> list[Found]:
    """Read every content once more by itself, and add its attributions to `found`.

    The model learned from articles without nesting, so it sees only outermost attributions; in a content
    that is read alone it sees the inner ones. Contents without a verb of saying are not read again, nor
    are those in which something is found already: the turns of an interview.
    """
    every = _by_holder(found)
    holders = {one.parent for one in every}
    begin = 0
    for _ in range(_DEEPEST):
        pieces = [
            (parent, span)
            for parent in range(begin, len(every))
            if parent not in holders
            for span in every[parent].spans.content
            if _worth_reading(text[slice(*span)])
        ]
        begin = len(every)
        every += _inside(pieces, text, encoder) if pieces else []
    return every


def without_credited_clauses(
    found: list[Found], quotations: list[Quotation], text: str
) -> list[Found]:
    """Take the clause of who speaks from a quotation that somebody else is credited with.

    "“No,” Roe said Monday, according to the paper": the paper tells "“No,”", and Roe said it.
    """
    every = list(found)
    ends = sorted(quote.end for quote in quotations if quote.kind != "stray" and quote.parent < 0)
    for one in found:
        holder = every[one.parent].spans if one.parent >= 0 else None
        cue = "".join(text[slice(*span)] for span in holder.cue) if holder else ""
        last = ends[bisect_right(ends, place(one.spans)[0]) - 1] if ends else 0
        if holder is None or cue.casefold() != "according to" or not one.spans.content:
            continue
        kept = tuple(
            (start, last)
            if start < last <= place(one.spans)[0] < end <= last + _CLAUSE
            else (start, end)
            for start, end in holder.content
        )
        if max(end for _, end in one.spans.content) <= last:
            every[one.parent] = replace(every[one.parent], spans=replace(holder, content=kept))
    return every


def _by_holder(found: list[Attribution]) -> list[Found]:
    """Return the attributions with the one as parent whose content, found by rule, holds their words."""
    held = [
        (*span, number)
        for number, one in enumerate(found)
        if one.score >= 1
        for span in one.content
    ]
    held.sort(key=lambda span: (-span[0], span[1]))  # the next one is the last
    parents = dict.fromkeys(range(len(found)), -1)
    around: list[tuple[int, int, int]] = []
    for number in sorted(parents, key=lambda number: place(found[number])[0]):
        start = place(found[number])[0]
        while held and held[-1][0] <= start:
            around.append(held.pop())
        around = [span for span in around if span[1] > start]
        for begin, end, holder in around:
            if holder != number and inside(found[number], (begin, end)):
                parents[number] = holder
    return [Found(one, parents[number]) for number, one in enumerate(found)]


def _worth_reading(content: str) -> bool:
    words = words_in(content)
    return len(words) >= _FEWEST and any(map(_says, words))


def _says(word: str) -> bool:
    found = cue_class(word)
    return found.listed and found.part == "verb" and found.cue_class in _SAYING


def _inside(pieces: list[tuple[int, Range]], text: str, encoder: Encoder) -> list[Found]:
    """Return the attributions in the pieces, one paragraph each, in characters of `text`."""
    parts, starts, moved, at = [], [], [], 0
    for _, (start, end) in pieces:
        bare = text[start:end].lstrip(_MARKS)
        moved.append(end - len(bare) - at)
        starts.append(at)
        parts.append(bare.translate(_ONE_LINE).rstrip(_MARKS))
        at += len(parts[-1]) + 1
    found = []
    for one in attributions(encoder.read("\n".join(parts), first=2)):
        spans = (*one.source, *one.cue, *one.content)
        places = {bisect_right(starts, start) - 1 for start, _ in spans}
        if len(places) == 1 and one.source:
            place = places.pop()
            found.append(Found(_moved(one, moved[place]), pieces[place][0]))
    return found


def _moved(one: Attribution, by: int) -> Attribution:
    source, cue, content = (
        tuple((start + by, end + by) for start, end in spans)
        for spans in (one.source, one.cue, one.content)
    )
    return replace(one, source=source, cue=cue, content=content)
