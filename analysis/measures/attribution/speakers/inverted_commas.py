"""Words of an article in quotation marks: what one person says without a break, and where it stands."""

from bisect import bisect_right
from collections.abc import Sequence

from analysis.measures.attribution.quotes.quotations import Quotation

Span = tuple[int, int]


class Quoted:
    """The outermost quotations of one article, those that go on after a cue or a line together."""

    def __init__(self, quotations: Sequence[Quotation] = ()) -> None:
        whole = [one for one in quotations if one.parent < 0 and one.kind != "stray"]
        groups: dict[int, list[Span]] = {}
        for one in whole:
            before = groups.get(max(one.continues, one.resumes), [])
            before.append((one.start, one.end))
            groups[one.number] = before
        self.spans = sorted((one.start, one.end) for one in whole)
        self._starts = [start for start, _ in self.spans]
        self._groups = {span: group for group in groups.values() for span in group}

    def around(self, place: int) -> Span | None:
        """Return the quotation with a place in it."""
        number = bisect_right(self._starts, place) - 1
        span = self.spans[number] if number >= 0 else None
        return span if span and place < span[1] else None

    def whole(self, place: int) -> list[Span]:
        """Return all parts of the utterance with a place in it, in reading order."""
        span = self.around(place)
        return self._groups[span] if span else []
