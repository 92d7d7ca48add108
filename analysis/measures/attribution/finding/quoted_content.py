"""Complete contents by quotation marks: a quotation belongs to one speaker as a whole."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.unsaid import is_title
from analysis.measures.attribution.quotes.quotations import Quotation

_SHARE = 0.3  # share of a quotation that a content must hold to get all of it
_NEAR = 60  # characters behind a quotation in which its speaker is named
_FREE, _FIXED = -1, -2  # owners of characters: nobody, and a source or cue


def with_whole_quotations(
    found: list[Attribution], quotations: list[Quotation], text: str
) -> list[Attribution]:
    """Extend contents to whole quotations, and to all parts of an utterance.

    A quotation may continue another one behind a cue, or in the next paragraph (decision 19). If no
    attribution holds a part, it goes to the attribution of the first part, or to the only one that holds
    another part. What lies wholly inside an utterance that somebody outside it says is left out here, and
    may be found again as nested. No character belongs to two, and a lone mark at the edge of a content
    belongs to its own quotation.
    """
    outer = {
        quote.number: quote for quote in quotations if quote.kind != "stray" and quote.parent < 0
    }
    whole = _utterances(outer)
    found = _said_outside(found, outer, whole, len(text))
    found = _without_begun(found, outer, whole, text)
    starts, ends = _behind_marks(text, outer.values())
    contents = [
        [(starts.get(start, start), ends.get(end, end)) for start, end in one.content]
        for one in found
    ]
    contents = [[(start, end) for start, end in content if start < end] for content in contents]
    owners = np.full(len(text), _FREE)  # number of the attribution whose content a character is in
    for number, content in enumerate(contents):
        _give(owners, content, number)
    for one in found:
        _give(owners, (*one.source, *one.cue), _FIXED)
    for quote, number in _owned(owners, outer, whole, text):
        contents[number].append((quote.start, quote.end))
    return [
        replace(one, content=_merged(content)) for one, content in zip(found, contents, strict=True)
    ]


def _owned(
    owners: np.ndarray, quotations: dict[int, Quotation], whole: dict[int, int], text: str
) -> list[tuple[Quotation, int]]:
    """Return the quotations that belong to one attribution as a whole, with its number."""
    given: list[tuple[Quotation, int]] = []
    free: list[Quotation] = []
    speakers: dict[int, set[int]] = {}  # by utterance
    for quote in quotations.values():
        here = owners[quote.start : quote.end]
        own = np.unique(here[here != _FREE])
        if not len(own):
            own = _owner_of_first_part(owners, quotations.get(max(quote.resumes, quote.continues)))
            free += [] if len(own) or is_title(quote, text) else [quote]
        elif (here == own[0]).mean() < _SHARE:
            continue
        if len(own) == 1 and own[0] >= 0:
            given.append((quote, int(own[0])))
            _give(owners, [(quote.start, quote.end)], own[0])
            speakers.setdefault(whole[quote.number], set()).add(int(own[0]))
    one_speaker = {first: min(own) for first, own in speakers.items() if len(own) == 1}
    of_free = [(quote, one_speaker.get(whole[quote.number], _FREE)) for quote in free]
    return given + [(quote, number) for quote, number in of_free if number != _FREE]


def _utterances(quotations: dict[int, Quotation]) -> dict[int, int]:
    """Return for every quotation the number of the first part of its utterance."""
    first: dict[int, int] = {}
    for number, quote in quotations.items():
        before = max(quote.resumes, quote.continues)
        first[number] = first.get(before, number)
    return first


def _said_outside(
    found: list[Attribution], quotations: dict[int, Quotation], whole: dict[int, int], length: int
) -> list[Attribution]:
    """Leave out what lies wholly inside an utterance that somebody outside it says."""
    utterance = np.full(length, _FREE)
    for number, quote in quotations.items():
        utterance[quote.start : quote.end] = whole[number]
    inside: dict[int, int] = {}
    said: set[int] = set()
    for place, one in enumerate(found):
        own = _numbers(utterance, (*one.source, *one.cue, *one.content))
        if len(own) == 1 and own[0] != _FREE and one.source:
            inside[place] = int(own[0])
        elif not set(_numbers(utterance, (*one.source, *one.cue))) - {_FREE}:
            said |= {int(number) for number in _numbers(utterance, one.content)}
    return [
        one for place, one in enumerate(found) if inside.get(place, _FREE) not in said - {_FREE}
    ]


def _without_begun(
    found: list[Attribution], quotations: dict[int, Quotation], whole: dict[int, int], text: str
) -> list[Attribution]:
    """Take lines of an utterance from who spoke before it, where somebody else is named behind its end.

    "Moor said that he knows.", a line "“It is his doing.", and a line "That is plain,” Reed said." are two
    speakers' words.
    """
    parts: dict[int, list[Quotation]] = {}
    for number, quote in quotations.items():
        parts.setdefault(whole[number], []).append(quote)
    stretches = [
        (lines[0].start, lines[-1].start, lines[-1].end)
        for lines in parts.values()
        if len({quote.paragraph for quote in lines}) > 1
    ]
    for begin, last, end in stretches:
        told = [one for one in found if one.source and _is_behind(one, end, text)]
        if told:
            found = [one if one in told else _without(one, begin, last, text) for one in found]
    return found


def _is_behind(one: Attribution, end: int, text: str) -> bool:
    """Tell whether source and cue stand behind a quotation in its line, and its end is said there."""
    first = min(start for start, _ in (*one.source, *one.cue))
    near = end <= first < end + _NEAR and "\n" not in text[end:first]
    return near and any(start < end <= stop + 1 for start, stop in one.content)


def _without(one: Attribution, begin: int, last: int, text: str) -> Attribution:
    """Return an attribution without the lines from `begin` to `last`, where it is told before them."""
    line = text.rfind("\n", 0, begin) + 1
    if not one.source or any(start >= line for start, _ in (*one.source, *one.cue)):
        return one
    kept = tuple((start, end) for start, end in one.content if end <= begin or start >= last)
    return replace(one, content=kept) if kept else one


def _numbers(at: np.ndarray, spans: Iterable[Range]) -> list[int]:
    """Return the different numbers in these places."""
    parts = [at[start:end] for start, end in spans]
    return np.unique(np.concatenate(parts)).tolist() if parts else []


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
    here = owners[first.inner_start : first.inner_end] if first else np.empty(0, int)
    return np.unique(here[here != _FREE])


def _merged(content: list[Range]) -> tuple[Range, ...]:
    """Return the spans in order; spans that meet are joined."""
    joined: list[Range] = []
    for start, end in sorted(content):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
