"""Find the lines whose words may all stand in a quotation of another line, in many texts at once."""

from typing import NamedTuple

import numpy as np

from analysis.corpus.sections import line as forms
from analysis.corpus.sections.joined_lines import (
    BRACKET,
    KINDS,
    QUOTE,
    WIDE,
    Integers,
    JoinedLines,
    Mask,
    mask_of,
)
from analysis.corpus.sections.pull_quotes import longest_inside, may_repeat, without_added

_FEWEST = 11  # at least, of the six words that repeat a quotation
_MOST = 100_000_000  # characters searched for these; where there are more they are left to `pull_quotes`


def pulled_lines(lines: JoinedLines) -> Mask:
    """Say of each line whether its words may all stand in one quotation of another line of its text."""
    quotes, marked, alone = _quotations(lines)
    texts = int(lines.text[-1]) + 1 if len(lines.text) else 0
    wide, quoting = np.zeros(texts, bool), np.zeros(texts, bool)
    wide[lines.text[lines.marks.of(WIDE)[1]]] = True
    quoting[quotes.texts] = True
    wide, quoting = wide[lines.text], quoting[lines.text]
    asked = (marked | alone) & quoting & ~lines.first
    asked &= (lines.size <= forms.LONGEST) & ((lines.size >= _FEWEST) | wide)
    held = asked & wide
    if (clear := np.flatnonzero(asked & ~wide)).size:
        held[_held(lines, clear, marked, quotes)] = True
    return mask_of([n for n, text in lines.strings(held) if may_repeat(text)], held)


class _Quotations(NamedTuple):
    """Where the quotations of some texts begin and end, and the text of each."""

    starts: Integers
    ends: Integers
    texts: Integers


def _quotations(lines: JoinedLines) -> tuple[_Quotations, Mask, Mask]:
    """Return the quotations, the lines that begin with the only one they have, and those without any."""
    places, owners = lines.marks.of(QUOTE)
    ends = np.minimum(np.append(places[1:], len(lines.low)), lines.ends[owners])
    opening = lines.units[places] != ord("”")
    quotes = _Quotations(places[opening] + 1, ends[opening], lines.text[owners[opening]])
    n = np.bincount(owners, minlength=len(lines.starts))
    begins = KINDS[lines.units[lines.starts]] & QUOTE > 0
    return quotes, (n == 2) & begins, n == 0


def _held(lines: JoinedLines, chosen: Integers, marked: Mask, quotes: _Quotations) -> list[int]:
    """Return which of the chosen lines may stand in a quotation; of those `marked` their own is one.

    Letters and digits are looked for without anything between them, since punctuation may differ.
    """
    sought = _Squeezed.of(_sought(lines, chosen, marked[chosen]))
    texts, sizes = lines.text[chosen], sought.ends - sought.starts
    longest, least = np.zeros(lines.text[-1] + 1, int), np.full(lines.text[-1] + 1, forms.LONGEST)
    np.maximum.at(longest, quotes.texts, quotes.ends - quotes.starts)
    some = sizes <= longest[texts]
    texts = texts[some]
    np.minimum.at(least, texts, sizes[some])
    long = quotes.ends - quotes.starts >= least[quotes.texts]
    given = _Squeezed.of(_pieces(lines.low, quotes.starts[long], quotes.ends[long]))
    first, past = (np.searchsorted(quotes.texts[long], texts, side) for side in ("left", "right"))
    starts, ends = given.starts[first], given.ends[past - 1]
    if (ends - starts).sum() > _MOST:
        return list[int](chosen.tolist())
    asked = (column[some] for column in (chosen, sought.starts, sought.ends, marked[chosen]))
    found = []
    for line, start, end, twice, *within in zip(
        *(column.tolist() for column in (*asked, starts, ends)), strict=True
    ):
        words = sought.text[start:end]
        place = given.text.find(words, *within)
        if place >= 0 and (not twice or given.text.find(words, place + 1, within[1]) >= 0):
            found.append(line)
    return found


def _sought(lines: JoinedLines, chosen: Integers, own: Mask) -> list[bytes]:
    """Return what has to stand in a quotation: of a line with its `own`, all between the marks."""
    starts, ends = lines.starts[chosen] + own, lines.ends[chosen]
    places, _ = lines.marks.of(QUOTE)
    ends[own] = places[np.searchsorted(places, starts[own])]
    pieces = _pieces(lines.low, starts, ends)
    added = mask_of(lines.marks.of(BRACKET)[1], lines.stopped)[chosen]
    stopped = lines.stopped[chosen]
    for n in np.flatnonzero(~own & (added | ~stopped)).tolist():
        text = without_added(lines.whole[starts[n] : ends[n]])
        words = text if stopped[n] else longest_inside(text)
        pieces[n] = words.encode("latin-1", "replace")
    return pieces


def _pieces(low: bytes, starts: Integers, ends: Integers) -> list[bytes]:
    return [low[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


class _Squeezed(NamedTuple):
    """Pieces of texts, of which only the letters and digits of ASCII are left, and where each stands."""

    text: bytes
    starts: Integers
    ends: Integers

    @classmethod
    def of(cls, pieces: list[bytes]) -> "_Squeezed":
        """Squeeze some pieces, none of which has a line end."""
        text = b"\n".join([*pieces, b""]).translate(_LOWERED, _SQUEEZED_OUT)
        ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n"))
        return cls(text, np.concatenate(([0], ends[:-1] + 1)), ends)


_SQUEEZED_OUT = bytes(c for c in range(256) if c != ord("\n") and not bytes([c]).isalnum())
_LOWERED = bytes(range(256)).lower()
