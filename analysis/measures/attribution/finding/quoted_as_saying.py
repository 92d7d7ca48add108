"""Mend "X was quoted as saying": X is the source, and no part of what is said."""

import re

from analysis.language.sentences import sentence_spans
from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.overlaps import meet, together, touches
from analysis.measures.attribution.lists.cues import cue_class

_CUE = re.compile(
    r"\b(?:(?:has|have|had)\s+been|is|was|were|are)\s+(?:\w+ly\s+|also\s+)?(?:quoted|cited|reported)"
    r"(?:\s+(?:by|in|on|from)\s[^.;:?!\"“”\n]{1,80}?)?\s+as\s+(?P<verb>\w+ing)\b:?"
)
_ADDRESSEE = re.compile(r"(?P<whom>[^.;:?!\"“”\n]{1,60}?)(?:(?=\s+that\s)|:|,?(?=\s*[\"“]))")
_LEAD = re.compile(r"(?:On|In|At|Last|Earlier|Later|But|And|Meanwhile|Yesterday)\b[^,.]{0,60}?,\s*")
_FAR = 2_000  # characters of a line that are looked at, on either side
_LONGEST = 160  # characters of a source
_SCORE = 1.0


def with_quoted_people(found: list[Attribution], text: str) -> list[Attribution]:
    """Make the subject of "is quoted [by Y] as saying" the source, in reading order.

    Accepted are quoted, cited and reported, in any tense, with any "-ing" verb of saying. An attribution
    that has the subject as its source already stays as it is; Y is part of the cue.
    """
    new: list[Attribution] = []
    for cue in _CUE.finditer(text):
        here = [one for one in found if touches(one, cue.span())]
        if cue_class(cue["verb"]).listed and not any(_is_right(one, cue) for one in here):
            new += _mended(here, cue, text)
    return together(found, new)


def _is_right(one: Attribution, cue: re.Match[str]) -> bool:
    """Tell whether the source stands before the cue, and the content elsewhere."""
    before = bool(one.source) and all(end <= cue.start() for _, end in one.source)
    return before and not any(meet(span, cue.span()) for span in one.content)


def _mended(here: list[Attribution], cue: re.Match[str], text: str) -> list[Attribution]:
    spans = [span for one in here for span in (*one.source, *one.content)]
    begin = _sentence_at(cue.start(), text)[0]
    before = sorted(span for span in spans if begin <= span[0] and span[1] <= cue.start())
    lead = _LEAD.match(text, begin, cue.start())
    start, end = before[-1] if before else (lead.end() if lead else begin, cue.start())
    source = start, start + len(text[start:end].rstrip(" ,\u00a0"))
    content = [_content(spans, cue, text)]
    if not re.search(
        r"\w", text[slice(*content[0])]
    ):  # what is said stands before: "Go," X is quoted
        content = before[:-1]
    if not content or not 0 < source[1] - source[0] <= _LONGEST:
        return []
    return [Attribution((source,), (cue.span(),), tuple(content), _SCORE)]


def _content(spans: list[Range], cue: re.Match[str], text: str) -> Range:
    """Return what follows the cue, and whom it was told; to where the model had it, or a sentence ends."""
    start = cue.end()
    whom = _ADDRESSEE.match(text, start) if cue["verb"] in ("telling", "asking") else None
    start = whom.end() if whom else start
    start += len(text[start:]) - len(text[start:].lstrip(" \u00a0"))
    after = [end for _, end in spans if end > start]
    end = _sentence_at(min(start, len(text) - 1), text)[1]
    return start, max(after, default=start + len(text[start:end].rstrip(".!?… ")))


def _sentence_at(place: int, text: str) -> Range:
    """Return the sentence at `place`, in the line around it."""
    begin = max(text.rfind("\n", 0, place) + 1, place - _FAR)
    line = text[begin : place + _FAR].partition("\n")[0]
    spans = [(begin + start, begin + end) for start, end in sentence_spans(line)]
    return next((span for span in spans if span[1] > place), (place, begin + len(line)))
