"""The words around an attribution: the paragraphs that hold it, cut down where they are long."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

Span = tuple[int, int]

CONTEXT = 30  # words kept on either side
_SPARED = 10  # so many more where that shows the paragraph to its start or end
_LONG = 120  # words in one span, of which only the two ends are kept
_WIDTH = 10  # characters for each of these words at most: some texts have no spaces
_WORD = re.compile(r"\S+")
_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def extracts(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the stretches of `text` to show for `spans`, in reading order, none touching another.

    Each span is shown with the words around it in its paragraph (a line of the text): up to 30 on
    either side, or 40 if these are all; of a span of more than 120 words the first and the last 60.
    The time does not depend on the length of the text.

    Raises
    ------
    ValueError
        If a span is outside the text, or there is none.
    """
    found: list[Span] = []
    for start, end in sorted(kept for span in spans for kept in _ends(text, *span)):
        window = _floor(text, start), _ceiling(text, end)
        if found and not text[found[-1][1] : window[0]].strip():
            window = found[-1][0], max(found[-1][1], window[1])
            found.pop()
        found.append(window)
    if not found:
        raise ValueError("there is no span to show the passage of")
    return found


def goes_on(text: str, shown: Sequence[Span]) -> tuple[bool, bool]:
    """Tell whether the paragraph has words before the first and after the last of `shown`."""
    first, last = shown[0][0], shown[-1][1]
    before = _LINE_END.split(text[max(0, first - 300) : first])[-1]
    after = _LINE_END.split(text[last : last + 300], maxsplit=1)[0]
    return bool(before.strip()), bool(after.strip())


def _ends(text: str, start: int, end: int) -> list[Span]:
    """Return the span, or its two ends if it is long."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {start}..{end} is not inside the text, 0..{len(text)}")
    half = _LONG // 2
    head, tail = _after(text, start, end, half), _before(text, end, start, half)
    return [(start, end)] if head >= tail else [(start, head), (tail, end)]


def _floor(text: str, place: int) -> int:
    """Return where the context before `place` starts."""
    lowest = max(0, place - (CONTEXT + _SPARED) * _WIDTH)
    breaks = list(_LINE_END.finditer(text, lowest, place))
    line = breaks[-1].end() if breaks else lowest
    whole = _before(text, place, line, CONTEXT + _SPARED)
    if (breaks or lowest == 0) and not text[line:whole].strip():
        return whole
    return _before(text, place, line if breaks else 0, CONTEXT)


def _ceiling(text: str, place: int) -> int:
    """Return where the context after `place` ends."""
    highest = min(len(text), place + (CONTEXT + _SPARED) * _WIDTH)
    line_end = _LINE_END.search(text, place, highest)
    line = line_end.start() if line_end else highest
    whole = _after(text, place, line, CONTEXT + _SPARED)
    if (line_end or highest == len(text)) and not text[whole:line].strip():
        return whole
    return _after(text, place, line if line_end else len(text), CONTEXT)


def _after(text: str, place: int, limit: int, words: int) -> int:
    """Return where the `words` words from `place` on end, or fewer if they are long."""
    edge = min(limit, place + words * _WIDTH)
    ends = [word.end() for word in islice(_WORD.finditer(text, place, edge), words)]
    if len(ends) > 1 and ends[-1] == edge < limit and not text[edge].isspace():
        ends.pop()  # the edge is inside this word
    return ends[-1] if ends else place


def _before(text: str, place: int, limit: int, words: int) -> int:
    """Return where the `words` words up to `place` start, or fewer if they are long."""
    edge = max(limit, place - words * _WIDTH)
    starts = [word.start() for word in _WORD.finditer(text, edge, place)][-words:]
    if len(starts) > 1 and starts[0] == edge > limit and not text[edge - 1].isspace():
        starts.pop(0)
    return starts[0] if starts else place
