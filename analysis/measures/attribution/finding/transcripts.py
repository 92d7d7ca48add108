"""Find turns of a transcript ("SMITH: Yes.") and signed quotations, which only a mark introduces.

The model saw few of them in training; their form is plain enough for a rule (decision 30).
"""

import re
from collections import Counter

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.lists.kinds import word_set

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_LETTERS = r"[\w.’'\u0300-\u036f-]*"
_NAME = rf"[A-Z]{_LETTERS}(?:[ \u00a0][A-Z]{_LETTERS}){{0,4}}(?<!\.)"
_CAPITALS = r"[A-Z][A-Z.’'-]+(?:[ \u00a0][A-Z][A-Z.’'-]*){0,4}"  # names as transcripts write them
_TURN = re.compile(rf"[\s\"“]*(?P<source>{_CAPITALS})(?P<cue>:)\s+(?=\S)")
_SIGNED = re.compile(
    rf"\s*(?P<content>[\"“”].+[\"”])\s*(?P<cue>[―—–]|--)\s*(?P<source>{_NAME})[\s.]*"
)
_LABELS = word_set(
    "watch video read listen more photo photos update correction note related poll live"
)
_TURNS, _SPEAKERS = 3, 2  # turns of a transcript, at least
_SCORE = 1.0


def with_turns(found: list[Attribution], text: str) -> list[Attribution]:
    """Add turns and signed quotations to the attributions of an article, in reading order.

    An attribution in `found` that has the same mark as its cue stays. One inside the content of a turn
    is removed, because the turn already has its words.
    """
    taken = {place for one in found for start, end in one.cue for place in range(start, end)}
    new = [one for one in _all(text) if one.cue[0][0] not in taken]
    said = [span for one in new for span in (*one.source, *one.content)]
    kept = [one for one in found if not any(_touches(one, span) for span in said)]
    return sorted([*kept, *new], key=lambda one: (one.cue or one.content)[0])


def _touches(one: Attribution, span: Range) -> bool:
    start, end = span
    return any(a < end and start < b for a, b in (*one.source, *one.cue, *one.content))


def _all(text: str) -> list[Attribution]:
    turns, signed = [], []
    for line in _LINE.finditer(text):
        turn = _TURN.match(line.group())
        if turn and turn["source"].lower() not in _LABELS:
            end = line.start() + len(line.group().rstrip())
            turns.append(_attribution(line.start(), turn, (line.start() + turn.end(), end)))
        quote = _SIGNED.fullmatch(line.group())
        if quote:
            start, end = quote.span("content")
            signed.append(
                _attribution(line.start(), quote, (line.start() + start, line.start() + end))
            )
    speakers = Counter(text[slice(*turn.source[0])] for turn in turns)
    spoken = speakers.total() >= _TURNS and len(speakers) >= _SPEAKERS
    return signed + (turns if spoken else [])


def _attribution(begin: int, found: re.Match[str], content: Range) -> Attribution:
    source, cue = (
        ((begin + found.start(name), begin + found.end(name)),) for name in ("source", "cue")
    )
    return Attribution(source, cue, (content,), _SCORE)
