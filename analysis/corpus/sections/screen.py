"""Find the lines that a rule may fit, in many texts at once; most lines are running text wherever they stand.

The marks of all texts are looked for in one array, and lines are told by their length, their first and last
characters and the marks in them. What is left over goes to `cut.py`, line by line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from analysis.corpus.sections import line as forms
from analysis.corpus.sections.joined_lines import (
    LOWER,
    MARK,
    WIDE,
    Heads,
    JoinedLines,
    Mask,
    Units,
    joined,
    mask_of,
)
from analysis.corpus.sections.line import Lines
from analysis.corpus.sections.place import SHORT
from analysis.corpus.sections.rules import BEGINNING, BEGINNINGS, fits_alone
from analysis.corpus.sections.screened_quotations import pulled_lines

_CHARACTERS = 1 << 19  # looked at together: their arrays fit into the processor's own memory
# what the rules in `place.py` and `pull_quotes.py` ask for, in characters
_HEADLINE = 150  # at most, of a headline without a title
_UNSTOPPED = 160  # at most, of a line that stands out because it has no stop
_SIGNED = 100  # at most, of a credit that a slash or "via" tells
_BYLINE = 125  # at most, of a byline
_OTHER = 210  # at most, of a line that names another article before a colon
_OPENING = 3  # marks before the first word, at most, of a line that is not looked at
_WORD = 12  # characters, at most, of the first word of such a line, with the blank behind it
_COLON_WITHIN, _CREDIT = 50, 125

_MADE_BY = re.compile(
    r"(?:\w+ )?(?i:produced|compiled|written|edited|translated|reported|illustrated) by"
)
_PICTURED = re.compile("photo|image|picture", re.IGNORECASE)


class Screen(NamedTuple):
    """What is known of a text: the numbers of the lines that need a look, and where all its lines are.

    Lines `apart` may be something else than body where all above are; `pulled` ones may repeat a quotation.
    """

    text: str
    apart: Sequence[int]
    pulled: Sequence[int]
    first: int  # of the lines that are the text's among those it was screened with, `past` behind the last
    past: int
    begins: int  # the place of the text in these
    among: "JoinedLines"

    def lines(self) -> Lines:
        """Return the lines of the text."""
        own = slice(self.first, self.past)
        starts, ends = self.among.starts[own] - self.begins, self.among.ends[own] - self.begins
        return Lines(self.text, starts.tolist(), ends.tolist())


def screened(texts: Iterable[str]) -> Iterator[Screen]:
    """Yield what is known of each text."""
    some, size = list[str](), 0
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= _CHARACTERS:
            yield from _screened(some)
            some, size = [], 0
    if some:
        yield from _screened(some)


def _screened(texts: Sequence[str]) -> Iterator[Screen]:
    lines = joined(texts)
    begins = np.cumsum([1, *(len(text) + 1 for text in texts)]).tolist()
    bounds = np.searchsorted(lines.text, np.arange(len(texts) + 1)).tolist()
    apart, pulled = _by_text(lines, _apart(lines)), _by_text(lines, pulled_lines(lines))
    for n, text in enumerate(texts):
        found = (apart.get(n, ()), pulled.get(n, ()))
        yield Screen(text, *found, bounds[n], bounds[n + 1], begins[n], lines)


def _by_text(lines: JoinedLines, chosen: Mask) -> dict[int, list[int]]:
    """Return the lines that are chosen by their text, numbered from its first line on."""
    found = defaultdict[int, list[int]](list)
    numbers = np.flatnonzero(chosen)
    texts = lines.text[numbers]
    places = numbers - np.searchsorted(lines.text, texts)
    for text, place in zip(texts.tolist(), places.tolist(), strict=True):
        found[text].append(place)
    return found


def _apart(lines: JoinedLines) -> Mask:
    """Say of each line whether a rule may fit it; none that one fits below running text alone fails here."""
    heads, size = lines.heads(lines.starts), lines.size
    odd = mask_of(
        lines.marks.of(WIDE | MARK)[1], lines.stopped
    )  # whose letters may be like some of ASCII
    found: Mask = (heads & _FIRST[3] == _BY) & (size <= _BYLINE)
    for numbers in (
        _headings(lines),
        _signed(lines),
        _bracketed(lines),
        _begun(lines, odd),
        _tags(lines),
        _made(lines, heads, odd),
        _contributed(lines),
    ):
        found[list(numbers)] = True
    found &= size <= forms.LONGEST
    return found


def _headings(lines: JoinedLines) -> Iterator[int]:
    """Yield the lines that have the form of a headline or subhead, or a colon after a few words."""
    size, stopped = lines.size, lines.stopped
    brief = (size <= SHORT) | (lines.first & (size <= _HEADLINE))
    for line, text in lines.strings(brief | (~stopped & (size <= _UNSTOPPED))):
        if (
            forms.open_ended(text)
            or text[-1] == ";"
            or (text[0] in "\"“'‘" and text[-1] in "\"”'’")
            or forms.title_case(text)
            or forms.all_capitals(text.rstrip("."))
        ):
            yield line
    for line, text in lines.strings(~stopped & (size <= _OTHER)):
        if ":" in text[:_COLON_WITHIN]:
            yield line


def _tags(lines: JoinedLines) -> Iterator[int]:
    """Yield the lines that begin and end with a tag."""
    for line, text in lines.strings(lines.units[lines.starts] == ord("<")):
        if text.removesuffix(".").rstrip().endswith(">"):
            yield line


def _signed(lines: JoinedLines) -> Iterator[int]:
    """Yield the lines that may name an agency with a slash or "via", be it before several dots."""
    dots = (lines.units[lines.ends - 1] == ord(".")) & (lines.units[lines.ends - 2] == ord("."))
    for line, text in lines.strings((lines.size <= _SIGNED) | dots):
        if "/" in text or " via " in text:
            yield line


def _bracketed(lines: JoinedLines) -> Iterator[int]:
    """Yield the lines that may end in the credit of a photograph, or stand in brackets."""
    first = lines.first
    for line, text in lines.strings(lines.credited):
        alone = first[line] or text[0] in "(["
        if text.rstrip(".\"'”’").endswith((")", "]")) and (
            alone or _PICTURED.search(text[-_CREDIT:])
        ):
            yield line


def _begun(lines: JoinedLines, odd: Mask) -> Iterator[int]:
    """Yield the lines that begin with words of a rule for anywhere, and fit one."""
    some = np.flatnonzero(lines.size <= forms.LONGEST)
    begins = lines.starts[some].copy()
    for _ in range(_OPENING):
        begins += ~_is_word(lines.units[begins])
    heads = lines.heads(begins)
    asked = odd[some] | ~_is_word(lines.units[begins])
    likely = np.flatnonzero(_among(heads, _BEGIN_SHORT, 1, 2, 3))
    asked[likely] |= _among(heads[likely], _BEGIN, *_SIZES)
    for line, text in lines.strings(mask_of(some[asked], odd)):
        if BEGINNING.match(text) and fits_alone(text):
            yield line


def _made(lines: JoinedLines, heads: Heads, odd: Mask) -> Iterator[int]:
    """Yield the last lines that may say who made the text: "Translated by NAME", "Video produced by NAME"."""
    some = np.flatnonzero(lines.closing & (lines.size <= forms.LONGEST))
    starts = lines.starts[some]
    every = np.ndarray((len(lines.low) - _WORD, _WORD), np.uint8, lines.low, strides=(1, 1))
    blanks = every[starts] == ord(" ")
    second = lines.heads(starts + blanks.argmax(axis=1) + 1)
    asked = odd[some] | ~blanks.any(axis=1)
    asked |= _among(heads[some], _MAKING, 3) | _among(second, _MAKING, 3)
    for line, text in lines.strings(mask_of(some[asked], odd)):
        if _MADE_BY.match(text):
            yield line


def _contributed(lines: JoinedLines) -> Iterator[int]:
    """Yield the lines of those who "contributed to this report"."""
    place = lines.low.find(b" contributed")
    while place >= 0:
        yield int(np.searchsorted(lines.starts, place, "right")) - 1
        place = lines.low.find(b" contributed", place + 1)


def _is_word(units: Units) -> Mask:
    """Say of each character whether words go on with it: letters and digits of ASCII, and the sign ©."""
    found: Mask = ((units | 32) - ord("a") < 26) | (units - ord("0") < 10) | (units == ord("©"))
    return found


def _among(heads: Heads, known: Mask, *sizes: int) -> Mask:
    """Say of each head whether its first characters, that many, may be among those that are known."""
    found = np.zeros(len(heads), bool)
    for size in sizes:
        found |= known[_numbers(heads & _FIRST[size])]
    return found


def _numbers(heads: Heads) -> Heads:
    """Return a number of 16 bits for each head."""
    return heads * _SPREAD >> np.uint64(48)


def _known(begins: Iterable[bytes]) -> Mask:
    """Return which numbers are those of some beginnings, of eight characters at most."""
    known = np.zeros(1 << 16, bool)
    for words in begins:
        head = int.from_bytes(words, "little") | int(LOWER & _FIRST[len(words)])
        known[_numbers(np.array([head], np.uint64))] = True
    return known


_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_HEADS = {words[:8].encode("latin-1") for words in (*BEGINNINGS, "©", "c)")}
_SIZES = sorted(set(map(len, _HEADS)))
_BEGIN, _BEGIN_SHORT = _known(_HEADS), _known({words[:3] for words in _HEADS})
_MAKING = _known([b"pro", b"com", b"wri", b"edi", b"tra", b"rep", b"ill"])
_BY = np.uint64(int.from_bytes(b"by ", "little"))
