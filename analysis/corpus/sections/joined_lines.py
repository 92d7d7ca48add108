"""The lines of many texts at once, in arrays: where each begins and ends, and the marks in it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from analysis.corpus.sections import line as forms

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Units = npt.NDArray[np.uint16]
Kinds = npt.NDArray[np.uint8]
Heads = npt.NDArray[np.uint64]

NEWLINE, BLANK, STOP, CLOSER, QUOTE, BRACKET, MARK, WIDE = (1 << n for n in range(8))
_MEMBERS = {
    NEWLINE: "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029",
    BLANK: forms.BLANKS,
    STOP: ".!?…",
    CLOSER: forms.CLOSERS,
    QUOTE: '“”"',
    BRACKET: ")[]",
    WIDE: "ª²³µ¹º¼½¾ß",  # that may be several letters, or one of ASCII, when folded
}
LOWER = np.uint64(0x2020202020202020)
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


class JoinedLines(NamedTuple):
    """The lines of some texts, joined in `whole`; arrays have an entry for each line.

    `units` are the characters of `whole`, and `low` is the same with 255 for all beyond. `text` is the number
    of the line's text; a `stopped` line ends a sentence for sure, a `credited` one may end in a bracket, or
    marks behind one.
    """

    whole: str
    units: Units
    low: bytes
    starts: Integers
    ends: Integers
    text: Integers
    stopped: Mask
    credited: Mask
    marks: "Marks"

    @property
    def size(self) -> Integers:
        """The characters of each line."""
        return self.ends - self.starts

    @property
    def first(self) -> Mask:
        """Whether a line is the first of its text."""
        return np.diff(self.text, prepend=-1) > 0

    @property
    def closing(self) -> Mask:
        """Whether a line is one of the last three of its text."""
        past: Mask = np.append(self.text[3:], [-1, -1, -1])[: len(self.text)] != self.text
        return past

    def strings(self, chosen: Mask) -> Iterator[tuple[int, str]]:
        """Yield the number and the text of each line that is chosen."""
        numbers = np.flatnonzero(chosen)
        spans = (column[numbers].tolist() for column in (self.starts, self.ends))
        for number, start, end in zip(numbers.tolist(), *spans, strict=True):
            yield number, self.whole[start:end]

    def heads(self, places: Integers) -> Heads:
        """Return the eight characters from each of `places` on as a number, letters in lower case."""
        every = np.ndarray(len(self.low) - 7, "<u8", self.low, strides=(1,))
        return every[places] | LOWER


class Marks(NamedTuple):
    """Quotation marks, brackets and the like: where each is in `whole`, in which line, and its kinds."""

    places: Integers
    lines: Integers
    kinds: Kinds

    def of(self, kind: int) -> tuple[Integers, Integers]:
        """Return the places and lines of the marks of a kind."""
        chosen = self.kinds & kind > 0
        return self.places[chosen], self.lines[chosen]


def joined(texts: Sequence[str]) -> JoinedLines:
    """Return the lines of some texts, without blanks around them and without empty ones."""
    whole = "\n".join(("", *texts, _PADDING))
    units = _units(whole)
    if len(units) > len(whole):  # every character is to be one unit
        units = _units(_BEYOND.sub("\ufffd", whole))
    capped = units.astype(np.uint8)
    capped[np.flatnonzero(units > 255)] = 255
    told = np.flatnonzero(np.frombuffer(capped.tobytes().translate(_TOLD), np.bool_))
    kinds = KINDS[units[told]]
    for n in np.flatnonzero(kinds & MARK).tolist():
        if len(normalize("NFC", whole[told[n] - 1 : told[n] + 1])) == 1:
            capped[told[n] - 1] = 255  # the letter and its mark are one, which is none of ASCII
        else:
            kinds[n] |= WIDE
    telling = kinds & _TELLING > 0
    told, kinds = told[telling], kinds[telling]
    breaks = np.flatnonzero(kinds & NEWLINE)
    starts, ends = told[breaks[:-1]] + 1, told[breaks[1:]]
    loose = (KINDS[units[starts]] | KINDS[units[ends - 1]]) & BLANK > 0
    for line in np.flatnonzero(loose & (ends > starts)).tolist():
        text = whole[starts[line] : ends[line]]
        starts[line] += len(text) - len(text.lstrip(forms.BLANKS))
        ends[line] = starts[line] + len(text.strip(forms.BLANKS))
    full = ends > starts
    owners = np.repeat(np.cumsum(full) - 1, np.diff(breaks))  # of each mark but the first
    inside = (kinds & NEWLINE == 0)[1 : breaks[-1] + 1]
    starts, ends = starts[full], ends[full]
    stopped, credited = _tails(units, ends)
    return JoinedLines(
        whole=whole,
        units=units,
        low=capped.tobytes(),
        starts=starts,
        ends=ends,
        text=np.searchsorted(np.cumsum([len(text) + 1 for text in texts]), ends),
        stopped=stopped,
        credited=credited,
        marks=Marks(told[1:][inside], owners[inside], kinds[1:][inside]),
    )


def _units(text: str) -> Units:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def _kinds() -> Kinds:
    """Return the kinds of each character."""
    kinds = np.zeros(1 << 16, np.uint8)
    kinds[0x100:] = WIDE
    kinds[0x2000:0x2070] = kinds[list(map(ord, forms.BLANKS + "€"))] = 0  # punctuation
    kinds[0x300:0x370] = MARK
    for kind, members in _MEMBERS.items():
        kinds[list(map(ord, members))] |= kind
    return kinds


KINDS = _kinds()
_TELLING = NEWLINE | QUOTE | BRACKET | MARK | WIDE
_TOLD = bytes([*(KINDS[:255] & _TELLING > 0).tolist(), True])  # 255 is any character beyond
_PADDING = "\n" * 16  # behind the last text, so that what is read of a line may go on behind it


def _tails(units: Units, ends: Integers) -> tuple[Mask, Mask]:
    """Say of each line whether it ends a sentence for sure, and whether it may end in a bracket."""
    stopped, credited = np.zeros(len(ends), bool), np.zeros(len(ends), bool)
    closed, behind = ~stopped, ~stopped
    for back in (1, 2, 3):
        kinds = KINDS[units[ends - back]]
        stopped |= closed & (kinds & STOP > 0)
        credited |= behind & (kinds & BRACKET > 0)
        closed &= kinds & CLOSER > 0
        behind &= kinds & (STOP | CLOSER) > 0
    return stopped, credited | behind


def mask_of(numbers: Integers | list[int], like: Mask) -> Mask:
    """Return which lines are among `numbers`."""
    mask = np.zeros_like(like)
    mask[numbers] = True
    return mask
