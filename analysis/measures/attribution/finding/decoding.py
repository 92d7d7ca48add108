"""Turn the model's scores of words into attributions, each with source, cue and content."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from analysis.models.encoder import Reading
from analysis.models.pieces import Word
from analysis.models.tags import TAGS, best_tags, spans

Range = tuple[int, int]  # first word and end
# thresholds that decide between more and fewer attributions, chosen on PolNeAR dev
_SOURCE = _CONTENT = -0.5  # the link score (log-odds) that a source or content needs
_SECOND_LOOK = 1.5  # added to the log-probability of the tags of a role that is searched again
_TAGS_OF = {
    role: [number for number, tag in enumerate(TAGS) if tag.endswith(f"-{role}")]
    for role in ("source", "cue")
}


@dataclass(frozen=True)
class Attribution:
    """One attribution; its spans are [start, end) in characters of the text as stored.

    `score` is the mean probability of the words' tags, between 0 and 1. `stands_for` is where the text
    gives the full name that a source, a label such as "A" or "LIND", stands for.
    """

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    score: float
    stands_for: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Flat:
    """The spans of one window before they are linked, as word ranges."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    certainty: NDArray[np.float32]


def flat_spans(reading: Reading, favoured: str = "", by: float = 0.0) -> Flat:
    """Return the best spans of a window; none crosses the end of a paragraph.

    `by` is added to the log-probability of every tag of the role `favoured`.
    """
    found: dict[str, list[Range]] = {"source": [], "cue": [], "content": []}
    certainty = np.zeros(len(reading.words), dtype=np.float32)
    start = 0
    for _, group in groupby(reading.words, key=attrgetter("paragraph")):
        end = start + len(list(group))
        scores = reading.tags[start:end].copy()
        scores[:, _TAGS_OF.get(favoured, [])] += by
        tags = best_tags(scores)
        certainty[start:end] = np.exp(reading.tags[np.arange(start, end), tags])
        for role, first, last in spans(tags):
            found[role].append((start + first, start + last))
        start = end
    return Flat(found["source"], found["cue"], found["content"], certainty)


def _claim(reading: Reading, link: int, cue: Range, span: Range) -> float:
    """Return how strongly the words of `cue` claim the words of `span`."""
    return float(reading.links[link, cue[0] : cue[1], span[0] : span[1]].mean())


def attributions(readings: list[Reading]) -> list[Attribution]:
    """Return the attributions of an article in the order of their cues.

    Every content span goes to the cue that claims it most, so that no word belongs to two. A source
    may serve several cues. A cue without content yields no attribution. If no cue claims a content, or a
    cue finds no source, spans of the missing role are searched again.
    """
    return [found for reading in readings for found in _linked(reading)]


def _linked(reading: Reading) -> list[Attribution]:
    flat = flat_spans(reading)
    given = _given(reading, flat.cue, flat.content)
    taken = {span for spans_of_cue in given.values() for span in spans_of_cue}
    left = [span for span in flat.content if span not in taken]
    if left:
        given |= _given(reading, _overlooked(reading, flat, "cue"), left)
    given = {cue: content for cue, content in given.items() if content}
    sources = {cue: _source(reading, cue, flat.source) for cue in given}
    if not all(sources.values()):
        more = _overlooked(reading, flat, "source")
        sources = {cue: found or _source(reading, cue, more) for cue, found in sources.items()}
    return [
        _attribution(reading.words, flat, sources[cue], cue, content)
        for cue, content in sorted(given.items())
    ]


def _overlooked(reading: Reading, flat: Flat, role: str) -> list[Range]:
    """Return likely sources or cues outside all of the best spans."""
    taken = {place for span in (*flat.source, *flat.cue, *flat.content) for place in range(*span)}
    again = flat_spans(reading, role, _SECOND_LOOK)
    likely = again.source if role == "source" else again.cue
    return [span for span in likely if taken.isdisjoint(range(*span))]


def _given(reading: Reading, cues: list[Range], contents: list[Range]) -> dict[Range, list[Range]]:
    """Return each cue with the content spans that it claims most."""
    given: dict[Range, list[Range]] = {cue: [] for cue in cues}
    for span in contents if cues else ():
        claims = [_claim(reading, 1, cue, span) for cue in cues]
        if max(claims) > _CONTENT:
            given[cues[int(np.argmax(claims))]].append(span)
    return given


def _source(reading: Reading, cue: Range, sources: list[Range]) -> list[Range]:
    claims = [_claim(reading, 0, cue, span) for span in sources]
    if not claims or max(claims) <= _SOURCE:
        return []
    return [sources[int(np.argmax(claims))]]


def _attribution(
    words: list[Word], flat: Flat, source: list[Range], cue: Range, content: list[Range]
) -> Attribution:
    covered = [place for span in (*source, cue, *content) for place in range(*span)]
    return Attribution(
        source=_characters(words, source),
        cue=_characters(words, [cue]),
        content=_characters(words, content),
        score=fmean(float(flat.certainty[place]) for place in covered),
    )


def _characters(words: list[Word], ranges: list[Range]) -> tuple[Range, ...]:
    return tuple((words[first].start, words[end - 1].end) for first, end in sorted(ranges))
