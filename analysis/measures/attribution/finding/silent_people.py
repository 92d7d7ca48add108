"""Take a quotation from the person of the next sentence who says nothing: "We won." Mayor Ott nodded."""

import re
from dataclasses import replace

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.lists.cues import cue_class
from analysis.measures.attribution.quotes.quotations import Quotation

_SAYS = ("neutral", "assertive", "accusatory", "denying", "doubtful", "factive", "directive")
_SUBJECT = re.compile(
    r"(?:(?:The|His|Her|Their|Its|An?)\s)?(?:[^\s,.;:?!\"“”a-z][^\s,;:?!\"“”]*\s?)+"
)
_FAR = 1_000  # characters before a quotation
# what a person does who begins to speak
_BEGINS = re.compile(
    r"\b(?:turned to|took the (?:floor|stage|microphone|stand|podium|lectern)|banged|rose|stood"
    r"|stepped|addressed|faced|spoke|cleared|leaned|raised|laid|looked)\b|:$"
)


def without_silent_people(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """Return the attributions, with no speaker who only comes after a complete quotation.

    The quotation ends with a full stop, "!" or "?" inside its marks, and a new sentence begins with the
    source, whose verb is none of saying. Its opening mark is then the cue, and the source is who begins
    to speak in the sentence before it, if anyone.
    """
    starts = {quote.end: quote for quote in quotations if quote.parent < 0 and quote.closed_by}
    return [_spoken(one, starts, text) for one in found]


def _spoken(one: Attribution, quotes: dict[int, Quotation], text: str) -> Attribution:
    quote = quotes.get(one.content[-1][1]) if one.content else None
    if quote is None or not _is_silent(one, quote, text):
        return one
    cue = quote.start, quote.inner_start
    content = (
        ((quote.inner_start, quote.end),) if one.content[-1][0] == quote.start else one.content
    )
    source = _who_began(text, quote.start)
    return replace(one, source=(source,) if source else (), cue=(cue,), content=content)


def _is_silent(one: Attribution, quote: Quotation, text: str) -> bool:
    """Tell whether the source begins the sentence after the quotation, and its verb says nothing."""
    ending = text[quote.inner_start : quote.inner_end].rstrip()[-1:]
    if len(one.source) != 1 or len(one.cue) != 1 or ending not in (".", "!", "?"):
        return False
    (start, end), (verb, after) = one.source[0], one.cue[0]
    between = text[quote.end : start]
    follows = between != "" and between.isspace() and "\n" not in between and end <= verb
    if not follows or not text[start].isupper():
        return False
    cue = cue_class(text[verb:after])
    says = cue.listed and (cue.cue_class in _SAYS or ending != ".")
    return not says


def _who_began(text: str, place: int) -> Range | None:
    """Return the subject of the sentence before `place`, if it tells that somebody begins to speak."""
    line = text.rfind("\n", max(0, place - _FAR), place) + 1 or max(0, place - _FAR)
    before = text[line:place].rstrip()
    cuts = [cut.end() for cut in re.finditer(r"[a-z\d][.!?][\"”]?\s+(?=[A-Z])", before)]
    start = line + max(cuts, default=0)
    subject = _SUBJECT.match(text, start, place)
    if not before or not subject or not _BEGINS.search(text[start : line + len(before)]):
        return None
    return start, start + len(subject.group().rstrip())
