"""Bring the attributions of a rule together with those of the model, so that no words are said twice."""

from bisect import bisect_left
from collections.abc import Iterable

from analysis.measures.attribution.finding.decoding import Attribution, Range


def together(found: list[Attribution], new: list[Attribution]) -> list[Attribution]:
    """Return both lists in reading order, without those of `found` that share words with a new one.

    One that lies wholly inside a new content stays, as something that is told there.
    """
    said = [span for one in new for span in (*near_source(one), *one.cue, *one.content)]
    held = [span for one in new for span in one.content]
    kept = [
        one
        for one in found
        if not any(touches(one, span) for span in said) or any(inside(one, span) for span in held)
    ]
    return sorted([*kept, *new], key=place)


def touches(one: Attribution, span: Range) -> bool:
    """Tell whether any word of an attribution is in `span`."""
    return any(meet(own, span) for own in (*one.source, *one.cue, *one.content))


def inside(one: Attribution, span: Range) -> bool:
    """Tell whether all words of an attribution are in `span`."""
    start, end = span
    return all(start <= a and b <= end for a, b in (*one.source, *one.cue, *one.content))


def meet(one: Range, other: Range) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def near_source(one: Attribution) -> Iterable[Range]:
    """Return the source, unless it is a name that stands far before all that is said."""
    begin, _ = place(one)
    return [(start, end) for start, end in one.source if one.cue or end >= begin]


def place(one: Attribution) -> Range:
    """Return where an attribution stands among others: its cue, or its content without one."""
    return (one.cue or one.content)[0]


class Spans:
    """Spans that lie apart, to find those that share a character with another span."""

    def __init__(self, spans: Iterable[Range]) -> None:
        self._spans = sorted(spans)
        self._ends = [end for _, end in self._spans]

    def meeting(self, span: Range) -> list[Range]:
        """Return those that share a character with `span`, in order."""
        found = []
        for number in range(bisect_left(self._ends, span[0] + 1), len(self._spans)):
            if self._spans[number][0] >= span[1]:
                break
            found.append(self._spans[number])
        return found
