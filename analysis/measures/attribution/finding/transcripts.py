"""Find the turns of interviews and transcripts, which only a label or a question introduces.

The model saw few of them in training; their form is plain enough for a rule (decision 30).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.measures.attribution.finding.decoding import Attribution, Range
from analysis.measures.attribution.finding.introductions import full_name, interviewee
from analysis.measures.attribution.finding.overlaps import together
from analysis.measures.attribution.lists.kinds import word_set

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_CAPITALS = r"[A-Z][A-Z.’'-]+(?:[ \u00a0][A-Z][A-Z.’'-]*){0,4}"  # names as transcripts write them
_NAMES = r"[A-Z][\w.’'-]*(?:[ \u00a0][A-Z][\w.’'-]*){0,3}"
_LETTERS = r"(?:Q|A|Question|Answer|QUESTION|ANSWER)"
_TURN = re.compile(
    rf"[\s\"“]*(?:(?P<letter>{_LETTERS})(?P<after>[:.)])|(?P<name>{_CAPITALS}|{_NAMES})(?P<colon>:))"
    r"\s+(?=\S)"
)
_LABELS = word_set(
    "watch video read listen more photo photos update correction note related poll live"
)
_TURNS, _SPEAKERS = 3, 2  # turns of a transcript, at least
_SCORE = 1.0
_ANSWERS = word_set("a answer")
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|I[’'](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Ww]e|[Oo]ur)\b")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_LONGEST_QUESTION = 600  # characters


@dataclass(frozen=True)
class Turn:
    """A paragraph that begins with a label; the spans are characters of the text."""

    label: Range
    cue: Range
    content: Range
    name: str
    letter: bool

    @property
    def speaker(self) -> str:
        """Return what is alike in all labels of one speaker: "GOV. STUART PELL", "PELL"."""
        return self.name.split()[-1].casefold()


def with_turns(found: list[Attribution], text: str) -> list[Attribution]:
    """Add the turns of a transcript or interview to the attributions of an article, in reading order.

    One of `found` inside what somebody says in a turn stays; one that takes words of two turns, or the
    words of a turn for somebody else, is removed.
    """
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    turns = list(_turns(lines))
    turns = _of_transcript(turns, text) or _of_interview(turns)
    new = _labelled(turns, lines, text) if turns else _unlabelled(lines, text)
    return together(found, new)


def _turns(lines: list[re.Match[str]]) -> Iterator[Turn]:
    for line in lines:
        found = _TURN.match(line.group())
        role = "letter" if found and found["letter"] else "name"
        if found and found[role].casefold() not in _LABELS:
            end = line.start() + len(line.group().rstrip())
            label, cue = (
                (line.start() + found.start(name), line.start() + found.end(name))
                for name in (role, "after" if role == "letter" else "colon")
            )
            content = (line.start() + found.end(), end)
            yield Turn(label, cue, content, found[role], role == "letter")


def _of_interview(turns: list[Turn]) -> list[Turn]:
    """Return the turns under "Q" and "A" if there are both, and the mark behind them is one mark."""
    letters = [turn for turn in turns if turn.letter]
    answers = {turn.speaker in _ANSWERS for turn in letters}
    return letters if answers == {True, False} else []


def _of_transcript(turns: list[Turn], text: str) -> list[Turn]:
    """Return the turns under names if they are enough, and plainly names.

    Names in capitals are plain. Others count if each comes twice, and somebody asks, or the text names
    them elsewhere, or all have two words.
    """
    named = [turn for turn in turns if not turn.letter]
    capital = [turn for turn in named if turn.name.isupper()]
    if len(capital) >= _TURNS and len({turn.speaker for turn in capital}) >= _SPEAKERS:
        return capital
    counts = Counter(turn.speaker for turn in named)
    again = [turn for turn in named if counts[turn.speaker] > 1]
    speakers = {turn.speaker for turn in again}
    if len(again) < _TURNS or len(speakers) < _SPEAKERS:
        return []
    asks = any(text[slice(*turn.content)].rstrip('"”’ ').endswith("?") for turn in again)
    before = text[: again[0].label[0]]
    known = any(re.search(rf"\b{re.escape(turn.name)}\b", before) for turn in again)
    both = all(" " in turn.name for turn in again)
    return (
        [turn for turn in named if known or counts[turn.speaker] > 1]
        if asks or known or both
        else []
    )


def _labelled(turns: list[Turn], lines: list[re.Match[str]], text: str) -> list[Attribution]:
    """Return the turns as attributions; a label stands for whom the text names in full."""
    labels = [turn.label for turn in turns]
    person = interviewee(text[: labels[0][0]]) if turns[0].letter else None
    whom = {
        turn.name: (person if turn.speaker in _ANSWERS else None)
        if turn.letter
        else full_name(text, turn.name, labels)
        for turn in {turn.name: turn for turn in turns}.values()
    }
    more = _continued(turns, lines)
    return [
        Attribution(
            (turn.label,),
            (turn.cue,),
            (turn.content, *more[number]),
            _SCORE,
            stands_for=tuple(filter(None, [whom[turn.name]])),
        )
        for number, turn in enumerate(turns)
    ]


def _continued(turns: list[Turn], lines: list[re.Match[str]]) -> list[list[Range]]:
    """Return the paragraphs that go on with each turn: those between it and the next one.

    A paragraph that names a speaker, or is in brackets, is the reporter's.
    """
    names = {re.escape(turn.speaker) for turn in turns if not turn.letter}
    reported = re.compile(rf"\b(?:{'|'.join(sorted(names))})\b" if names else r"(?!)", re.I)
    starts = [turn.content[0] for turn in turns]
    more: list[list[Range]] = [[] for _ in turns]
    for line in lines:
        number = bisect_right(starts, line.end()) - 1
        between = 0 <= number < len(turns) - 1 and line.start() >= turns[number].content[1]
        said = line.group().strip()
        if between and not reported.search(said) and said.strip('"“”')[:1] not in "([":
            more[number].append(_stripped(line))
    return more


def _unlabelled(lines: list[re.Match[str]], text: str) -> list[Attribution]:
    """Return the answers of an interview whose questions are paragraphs without a label.

    They are those of the one person whom the introduction names. The outlet's questions are its own
    words and no attribution. A text with questions as headings is no interview: there must be "you" in
    the questions or "I" in the answers, in half of them at least. Who comments the questions of others
    writes paragraphs without "I": answers have it, one in three at least, or are of one paragraph.
    """
    numbers = [number for number, line in enumerate(lines) if _is_question(line.group().strip())]
    if len(numbers) < 2 or not numbers[0]:
        return []
    pairs = [
        (lines[number], lines[number + 1 : after])
        for number, after in zip(numbers, [*numbers[1:], numbers[-1] + 2], strict=True)
    ]
    pairs = [(asked, answer) for asked, answer in pairs if answer]
    whom = interviewee(text[: lines[numbers[0]].start()])
    if not whom or len(pairs) < 2 or not _is_talk(pairs):
        return []
    return [Attribution((whom,), (), tuple(map(_stripped, answer)), _SCORE) for _, answer in pairs]


def _stripped(line: re.Match[str]) -> Range:
    said = line.group().strip()
    start = line.start() + line.group().index(said)
    return start, start + len(said)


def _is_question(line: str) -> bool:
    return line.endswith("?") and len(line) <= _LONGEST_QUESTION and line[0] not in "\"“‘'"


def _is_talk(pairs: list[tuple[re.Match[str], list[re.Match[str]]]]) -> bool:
    questions = [asked.group() for asked, _ in pairs]
    answers = [_QUOTED.sub("", " ".join(line.group() for line in answer)) for _, answer in pairs]
    you = sum(_YOU.search(asked) is not None for asked in questions)
    own = sum(_I.search(answer) is not None for answer in answers)
    asked_by_reader = any(re.search(r"\b(?:I|my)\b", asked) for asked in questions)
    said = 3 * own >= len(pairs) or all(len(answer) == 1 for _, answer in pairs)
    return you > 0 and not asked_by_reader and said and 2 * max(you, own) >= len(pairs)
