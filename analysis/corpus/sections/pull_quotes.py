"""Find the lines that only repeat what their article quotes: highlights, pull quotes, posts."""

import re
from collections.abc import Sequence

from analysis.corpus.sections import line as forms
from analysis.corpus.sections.line import Lines

_QUOTED = re.compile(r"[“\"]([^“”\"]+)(?:[”\"]|$)")
_WHOLE = re.compile(r"[“\"][^“”\"]+[”\"](.*)")
_FEWEST = 6  # words of a line that repeats; fewer stand twice by chance
_EDGE = 3  # words, at most, before or behind what a line without a stop repeats: a label, a name
_BAR = " | "  # between quotations, in no word
_ADDED = re.compile(r"\[[^\[\]]*\]")  # "[YouTube] stopped everything"


def pull_quotes(lines: Lines, asked: Sequence[int] | None = None) -> set[int]:
    """Return the numbers of the lines whose words all stand in a quotation of another line.

    Of at least six words, in quotation marks from end to end or without any. Where a quotation
    stands alone twice, the first line in quotation marks is not returned, so that one of them is always
    running text. A line without a stop may have up to three words more before and behind, such as a
    name. The first line is none of them: it may be the headline. No others are returned than are `asked`,
    if it is known that no other can be.
    """
    if asked is not None and not asked:
        return set()
    marked = [n for n, line in enumerate(lines) if _has_marks(line.text)]
    if not marked:
        return set()
    alone = _may_repeat(lines, marked) if asked is None else asked
    quoted = {n: _quoted(lines[n].text) for n in marked if alone}
    every = _BAR + _BAR.join(quoted.values()) + _BAR
    found: set[int] = set()
    for number in alone:
        line = lines[number]
        if not any(f" {words} " in every for words in _readings(line.text)):
            continue
        if number not in quoted or _is_repeat(number, lines, quoted, found):
            found.add(number)
    return found


def _may_repeat(lines: Lines, marked: Sequence[int]) -> list[int]:
    """Return the lines that stand alone and whose words may stand in a quotation."""
    given = forms.searched(_BAR.join(_BAR.join(_QUOTED.findall(lines[n].text)) for n in marked))
    found = []
    for number, line in enumerate(lines):
        if not number or len(line.text) > forms.LONGEST or not _stands_alone(line.text):
            continue
        if given.may_hold(longest_inside(without_added(line.text))):
            found.append(number)
    return found


def longest_inside(text: str) -> str:
    """Return a word of ASCII letters that all readings of a line have, or nothing."""
    return max(forms.plain_words(text)[_EDGE:-_EDGE], key=len, default="")


def may_repeat(text: str) -> bool:
    """Say whether a line can repeat a quotation: it stands alone, and has words enough."""
    return _stands_alone(text) and bool(_readings(text))


def _has_marks(text: str) -> bool:
    return '"' in text or "“" in text or "”" in text


def _quoted(text: str) -> str:
    """Return the quotations of a line, folded, with a bar between."""
    return _BAR.join(forms.folded(part) for part in _QUOTED.findall(text))


def _stands_alone(text: str) -> bool:
    """Tell whether a line has no quotation marks, or is in them from end to end but for a name behind."""
    whole = _WHOLE.fullmatch(text)
    if whole is None:
        return not _has_marks(text)
    who = whole[1].strip(" –—-,")
    return not who or (len(who.split()) <= _EDGE and forms.names(who))


def _readings(text: str) -> list[str]:
    """Return what has to stand elsewhere: all words, or of a line without a stop most of them."""
    words = forms.folded(without_added(text)).split()
    most = _EDGE if forms.open_ended(text) else 0
    return [
        " ".join(words[first : len(words) - last])
        for first in range(most + 1)
        for last in range(most + 1)
        if len(words) - first - last >= _FEWEST
    ]


def without_added(text: str) -> str:
    """Return a line without what stands in square brackets."""
    return _ADDED.sub(" ", text) if "[" in text else text


def _is_repeat(number: int, lines: Lines, quoted: dict[int, str], found: set[int]) -> bool:
    """Tell whether another line, not found yet, quotes the words of a line in quotation marks and is kept."""
    words = quoted[number]
    for other, given in quoted.items():
        if other == number or other in found or f" {words} " not in f" {given} ":
            continue
        if other < number or not _stands_alone(lines[other].text):
            return True
    return False
