"""Complete contents by quotation marks: a quotation belongs to one speaker as a whole."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.quotes.quotations import Quotation

_SHARE = 0.3  # share of a quotation that a content must hold to get all of it
_FREE, _FIXED = -1, -2  # owners of characters: nobody, and a source or cue


def with_whole_quotations(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """Extend contents to whole quotations, and to the quotations that continue them.

    A quotation may continue another one behind a cue, or in the next paragraph (decision 19). If no
    attribution holds it yet, it goes to the attribution of its first part. No character belongs to two,
    and a lone mark at the edge of a content belongs to its own quotation.
    """
    owners = np.full(len(text), _FREE)  # number of the attribution whose content a character is in
    outer = {
        quote.number: quote for quote in quotations if quote.kind != "stray" and quote.parent < 0
    }
    starts, ends = _behind_marks(text, outer.values())
    contents = [
        [(starts.get(start, start), ends.get(end, end)) for start, end in one.content]
        for one in found
    ]
    contents = [[(start, end) for start, end in content if start < end] for content in contents]
    for number, content in enumerate(contents):
        _give(owners, content, number)
    for one in found:
        _give(owners, (*one.source, *one.cue), _FIXED)
    for quote in outer.values():
        here = owners[quote.start : quote.end]
        own = np.unique(here[here != _FREE])
        if not len(own):
            own = _owner_of_first_part(owners, outer.get(max(quote.resumes, quote.continues)))
        elif (here == own[0]).mean() < _SHARE:
            continue
        if len(own) == 1 and own[0] >= 0:
            contents[own[0]].append((quote.start, quote.end))
            _give(owners, [(quote.start, quote.end)], own[0])
    return [
        replace(one, content=_merged(content)) for one, content in zip(found, contents, strict=True)
    ]


def _behind_marks(
    text: str, quotations: Iterable[Quotation]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return where a content starts that starts at a closing mark, and ends that ends at an opening one."""
    starts, ends = {}, {}
    for quote in quotations:
        behind = text[quote.end : quote.end + 2]
        after = quote.end + len(behind) - len(behind.lstrip())
        starts.update(dict.fromkeys(range(quote.inner_end, quote.end), after))
        ends.update(dict.fromkeys(range(quote.start + 1, quote.inner_start + 1), quote.start))
    return starts, ends


def _give(owners: np.ndarray, spans: Iterable[Range], number: int) -> None:
    for start, end in spans:
        owners[start:end] = number


def _owner_of_first_part(owners: np.ndarray, first: Quotation | None) -> np.ndarray:
    return np.unique(owners[first.inner_start : first.inner_end]) if first else np.empty(0, int)


def _merged(content: list[Range]) -> tuple[Range, ...]:
    """Return the spans in order; spans that meet are joined."""
    joined: list[Range] = []
    for start, end in sorted(content):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
