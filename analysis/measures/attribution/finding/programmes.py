"""End contents before the broadcast on which they are said: on Northern News’s “Face the Land”."""

import re
from dataclasses import replace

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.unsaid import is_title
from analysis.measures.attribution.quotes.quotations import Quotation

_FEWEST = 2  # words of a title; one may be a word that somebody used
# a station or a paper may own the broadcast
_ON = re.compile(r"[\s,]*\bon (?:[Tt]he )?(?:[A-Z][\w.&-]*(?:[’']s?)? ){0,4}$")
_REACH = 60  # characters before a mark


def without_programmes(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """Return the attributions without names of broadcasts at the end of a content.

    A broadcast is written as a title in quotation marks behind "on", with or without its station. What has
    no other content is left out.
    """
    named = [stretch for quote in quotations if (stretch := _stretch(quote, text)) is not None]
    if not named:
        return found
    shorter = [
        replace(one, content=tuple(part for span in one.content if (part := _before(span, named))))
        for one in found
    ]
    return [
        one for one, whole in zip(shorter, found, strict=True) if one.content or not whole.content
    ]


def _stretch(quote: Quotation, text: str) -> Range | None:
    """Return where "on" and the name of a broadcast stand, or None."""
    if quote.kind == "stray" or not is_title(quote, text):
        return None
    if len(text[quote.inner_start : quote.inner_end].split()) < _FEWEST:
        return None
    line = text.rfind("\n", 0, quote.start) + 1
    on = _ON.search(text, max(line, quote.start - _REACH), quote.start)
    return (on.start(), quote.end) if on else None


def _before(span: Range, named: list[Range]) -> Range | None:
    """Return a part of a content without a broadcast at its end, or None where nothing is left."""
    for start, end in named:
        if start < span[1] <= end:
            return (span[0], start) if span[0] < start else None
    return span
