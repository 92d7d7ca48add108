"""Find who asks: "Who, asked Bishop Noon, will pay?", and who cries out, in the line behind a quotation."""

import re
from collections.abc import Iterator
from dataclasses import replace

from analysis.language.sentences import sentence_spans
from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.overlaps import meet, together
from analysis.measures.attribution.lists.cues import cue_class
from analysis.measures.attribution.quotes.quotations import Quotation

_ASKING = (
    r"[\"“]?(?:Who|Whom|Whose|What|Why|When|Where|Which|How|And|But|Is|Are|Was|Were|Do|Does|Did"
    r"|Can|Could|Will|Would|Should|Has|Have)\b"
)
_FIRST = rf"(?P<first>{_ASKING}(?:\s[^\s,.;:?!]+){{0,7}})"
_BREAK = r"(?:,[\"”]?|[\"”],)\s+"
_NAME = (
    r"(?P<source>(?:he|she|they|I|we|it)|(?:(?:the|an?|his|her|its|their)\s)?"
    r"[^\s,.;:?!\"“”]+(?:[ \u00a0](?:[A-Z]\.|[^\s,.;:?!\"“”]+)){0,8}?(?:,[^,.;:?!\"“”]{3,60})?)"
)
_CUE = r"(?P<cue>(?:has\s|had\s)?[a-z]+(?:s|ed|said))"
_REST = r"(?P<rest>[\"“]?.+\?[\"”]?)"
_FORMS = (
    re.compile(rf"{_FIRST}{_BREAK}{_CUE}\s+{_NAME},\s+{_REST}"),
    re.compile(rf"{_FIRST}{_BREAK}{_NAME}\s+{_CUE},\s+{_REST}"),
)
_SAYS = ("neutral", "doubtful", "directive", "assertive", "accusatory")
_SCORE = 1.0
# in a line behind one that ends with a question or a cry: who speaks and a verb, in either order
_WHO = (
    r"(?P<source>[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he |[Aa]n? |[Oo]ne )?[A-Za-z][\w.’'-]*"
    r"(?: (?:[A-Z]\.|(?!as\b|when\b|that\b)[\w.’'-]+)){0,9}?(?:, [^,.;:?!\"“”\n]{3,60},)?)"
)
_SAID = (
    r"(?P<cue>(?:also |then |has |had |later )?(?:said|says|asked|asks|wrote|writes|tweeted|tweets|added|adds"
    r"|shouted|yelled|cried|declared|exclaimed|replied|responded|joked|quipped|posted|demanded|continued))"
)
_END = (
    r"(?=[.,;\n]|\s*$| (?:[a-z]+ly|on|in|at|to|as|during|after|before|when|while|with|from|via|earlier"
    r"|later)\b)"
)
_BEHIND = (
    re.compile(rf"{_WHO} {_SAID}{_END}"),
    re.compile(rf"{_SAID} {_WHO}(?=[.,;\n]|\s*$)"),
)
_BREAK_OF_LINE = re.compile(r"[ \t]*[\r\n]\s*(?=[A-Za-z])")
_NAMED_CUE = re.compile(r"(?P<name>[A-Z][a-z]+) (?P<verb>[a-z]+)\b")
_HELD = 0.3  # share of a quotation in contents, from which on its speaker is known


def with_questioners(found: list[Attribution], text: str) -> list[Attribution]:
    """Add the questions that name who asks them in their middle, in reading order.

    Accepted is a sentence that begins with a question word, has a verb of saying and its subject between
    two commas, in either order, and ends with a question mark. Both parts are one content.
    """
    return together(found, list(_all(text)))


def with_cut_off_cues(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """Give questions and cries in quotation marks to who is named at the head of the line behind them.

    In a text with a line for each sentence the mark that ends “Who pays?” ends a line, and the next one
    begins with "asked Bishop Noon" or "she wrote". A cue that was found there gets the quotation, unless what
    it introduces stands behind it.
    """
    for quote in quotations:
        line = _BREAK_OF_LINE.match(text, quote.end)
        ends = quote.kind == "quotation" and quote.parent < 0 and quote.closed_by
        cries = text[quote.inner_start : quote.inner_end].rstrip(" ’'").endswith(("?", "!"))
        if not (line and ends and cries) or _is_held(quote, found):
            continue
        told = next((one for form in _BEHIND if (one := form.match(text, line.end()))), None)
        if told:
            found = _given(found, (quote.start, quote.end), told, text)
    return found


def with_surnames(found: list[Attribution], text: str) -> list[Attribution]:
    """Read a cue with a capital behind a name as a surname if a verb of saying follows: "Ada Said told"."""
    return [_with_surname(one, text) for one in found]


def _with_surname(one: Attribution, text: str) -> Attribution:
    told = _NAMED_CUE.match(text, one.cue[0][0]) if one.cue else None
    if not told or not one.source or not _asks(told["verb"]):
        return one
    start, end = one.source[-1]
    if end + 1 != told.start() or not text[start:end].rsplit(maxsplit=1)[-1][:1].isupper():
        return one
    source = (*one.source[:-1], (start, told.end("name")))
    return replace(one, source=source, cue=(told.span("verb"),))


def _is_held(quote: Quotation, found: list[Attribution]) -> bool:
    """Tell whether a content has much of a quotation."""
    spans = [span for one in found for span in one.content]
    held = sum(max(0, min(end, quote.end) - max(start, quote.start)) for start, end in spans)
    return held > _HELD * (quote.end - quote.start)


def _given(
    found: list[Attribution], said: Range, told: re.Match[str], text: str
) -> list[Attribution]:
    """Return the attributions, in reading order, with a quotation for a source and a cue."""
    first, last = told.span("source")
    source, cue = (first, last - (text[last - 1] == ".")), told.span("cue")
    known = next((one for one in found if any(meet(cue, span) for span in one.cue)), None)
    if known is None:
        return together(found, [Attribution((source,), (cue,), (said,), _SCORE)])
    before = source[0] < cue[0]
    line = text.find("\n", told.end())
    behind = [span for span in known.content if cue[1] <= span[0] and (line < 0 or span[0] < line)]
    if behind and (before or not all(meet(span, source) for span in behind)):
        return found
    others = [span for span in known.content if span not in behind]
    who = known.source or (source,)
    given = replace(known, source=who, content=tuple(sorted([*others, said])))
    return [given if one is known else one for one in found]


def _all(text: str) -> Iterator[Attribution]:
    for start, end in sentence_spans(text) if "?" in text else ():
        if text[start:end].rstrip('"”').endswith("?"):
            matches = (form.fullmatch(text, start, end) for form in _FORMS)
            one = next((found for found in matches if found and _asks(found["cue"])), None)
            if one:
                content = (one.span("first"), one.span("rest"))
                yield Attribution((one.span("source"),), (one.span("cue"),), content, _SCORE)


def _asks(words: str) -> bool:
    cue = cue_class(words)
    return cue.listed and cue.part == "verb" and cue.cue_class in _SAYS
