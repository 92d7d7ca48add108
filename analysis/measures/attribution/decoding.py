"""What the model says of words to attributions: who says it, by which cue, and what is said."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from statistics import fmean
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.language.encoder import Reading
from analysis.language.pieces import Word
from analysis.language.tags import best_tags, spans

Kind = Literal["direct", "indirect", "mixed"]
Range = tuple[int, int]  # first word and end


@dataclass(frozen=True)
class Attribution:
    """One attribution; its spans are [start, end) in characters of the text as stored.

    `score` is the mean probability of the words' tags, between 0 and 1.
    """

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    kind: Kind
    score: float


@dataclass(frozen=True)
class Rules:
    """What decides between more and fewer attributions; set on PolNeAR dev.

    `source` and `content` are the link scores (log-odds) a span needs; `reluctance` is taken off
    the log-probability of being in no span at all.
    """

    source: float = -0.5
    content: float = -1.0
    reluctance: float = 0.0


@dataclass(frozen=True)
class Flat:
    """The spans of one window before they are linked, as word ranges."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    certainty: NDArray[np.float32]


def flat_spans(reading: Reading, reluctance: float = 0.0) -> Flat:
    """Return the best spans of a window; none crosses the end of a paragraph."""
    found: dict[str, list[Range]] = {"source": [], "cue": [], "content": []}
    certainty = np.zeros(len(reading.words), dtype=np.float32)
    start = 0
    for _, group in groupby(reading.words, key=attrgetter("paragraph")):
        end = start + len(list(group))
        scores = reading.tags[start:end].copy()
        scores[:, 0] -= reluctance
        tags = best_tags(scores)
        certainty[start:end] = np.exp(reading.tags[np.arange(start, end), tags])
        for role, first, last in spans(tags):
            found[role].append((start + first, start + last))
        start = end
    return Flat(found["source"], found["cue"], found["content"], certainty)


def _claim(reading: Reading, link: int, cue: Range, span: Range) -> float:
    """Return how strongly the words of `cue` claim the words of `span`."""
    return float(reading.links[link, cue[0] : cue[1], span[0] : span[1]].mean())


def attributions(readings: list[Reading], rules: Rules | None = None) -> list[Attribution]:
    """Return the attributions of an article in the order of their cues.

    Every content span goes to the cue that claims it most, so that no word is said twice; a
    source may serve several cues; a cue that nothing is left for yields no attribution.
    """
    rules = rules or Rules()
    return [found for reading in readings for found in _linked(reading, rules)]


def _linked(reading: Reading, rules: Rules) -> list[Attribution]:
    flat = flat_spans(reading, rules.reluctance)
    contents = _contents(reading, flat, rules)
    found = []
    for cue, content in zip(flat.cue, contents, strict=True):
        if content:
            source = _source(reading, cue, flat.source, rules)
            found.append(_attribution(reading.words, flat, source, cue, content))
    return found


def _contents(reading: Reading, flat: Flat, rules: Rules) -> list[list[Range]]:
    """Return the content spans of each cue."""
    given: list[list[Range]] = [[] for _ in flat.cue]
    for span in flat.content:
        claims = [_claim(reading, 1, cue, span) for cue in flat.cue]
        if claims and max(claims) > rules.content:
            given[int(np.argmax(claims))].append(span)
    return given


def _source(reading: Reading, cue: Range, sources: list[Range], rules: Rules) -> list[Range]:
    claims = [_claim(reading, 0, cue, span) for span in sources]
    if not claims or max(claims) <= rules.source:
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
        kind=_kind(words, content),
        score=fmean(float(flat.certainty[place]) for place in covered),
    )


def _characters(words: list[Word], ranges: list[Range]) -> tuple[Range, ...]:
    return tuple((words[first].start, words[end - 1].end) for first, end in sorted(ranges))


def _kind(words: list[Word], content: list[Range]) -> Kind:
    """Direct when every word of the content stands in quotation marks, mixed when some do."""
    quoted = [
        words[place].quoted for span in content for place in range(*span) if words[place].spelled
    ]
    if quoted and all(quoted):
        return "direct"
    return "mixed" if any(quoted) else "indirect"
