"""Find the lines that a rule may fit, in many texts at once; most lines are running text wherever they stand.

The marks of all texts are looked for in one array, and lines are told by their length, their first and last
characters and the marks in them. What is left over goes to `cut.py`, line by line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from analysis.corpus.sections import line as forms
from analysis.corpus.sections.line import Lines
from analysis.corpus.sections.place import SHORT
from analysis.corpus.sections.pull_quotes import longest_inside, may_repeat, without_added
from analysis.corpus.sections.rules import BEGINNING, BEGINNINGS, fits_alone

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Units = npt.NDArray[np.uint16]
Kinds = npt.NDArray[np.uint8]
Heads = npt.NDArray[np.uint64]

_NEWLINE, _BLANK, _STOP, _CLOSER, _QUOTE, _BRACKET, _MARK, _WIDE = (1 << n for n in range(8))
_MEMBERS = {
    _NEWLINE: "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029",
    _BLANK: forms.BLANKS,
    _STOP: ".!?…",
    _CLOSER: forms.CLOSERS,
    _QUOTE: '“”"',
    _BRACKET: ")[]",
    _WIDE: "ª²³µ¹º¼½¾ß",  # that may be several letters, or one of ASCII, when folded
}
_CHARACTERS = 1 << 19  # looked at together: their arrays fit into the processor's own memory
# what the rules in `place.py` and `pull_quotes.py` ask for, in characters
_HEADLINE = 150  # at most, of a headline without a title
_UNSTOPPED = 160  # at most, of a line that stands out because it has no stop
_SIGNED = 100  # at most, of a credit that a slash or "via" tells
_BYLINE = 125  # at most, of a byline
_OTHER = 210  # at most, of a line that names another article before a colon
_COLON_WITHIN, _CREDIT = 50, 125
_FEWEST = 11  # at least, of the six words that repeat a quotation
_MOST = 100_000_000  # characters searched for these; where there are more they are left to `pull_quotes`

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
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
    among: "_Lines"

    def lines(self) -> Lines:
        """Return the lines of the text."""
        own = slice(self.first, self.past)
        starts, ends = self.among.starts[own] - self.begins, self.among.ends[own] - self.begins
        return Lines(self.text, starts.tolist(), ends.tolist())


class _Lines(NamedTuple):
    """The lines of some texts, joined in `whole`; arrays have an entry for each line.

    `units` are the characters of `whole`, and `low` is the same with 255 for all beyond. `text` is the number
    of the line's text, `first` whether it is the first there, `closing` whether it is one of the last three;
    a `stopped` line ends a sentence for sure, a `credited` one may end in a bracket, or marks behind one.
    """

    whole: str
    units: Units
    low: bytes
    starts: Integers
    ends: Integers
    text: Integers
    stopped: Mask
    credited: Mask
    marks: "_Marks"

    @property
    def size(self) -> Integers:
        return self.ends - self.starts

    @property
    def first(self) -> Mask:
        return np.diff(self.text, prepend=-1) > 0

    @property
    def closing(self) -> Mask:
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
        return every[places] | _LOWER


class _Marks(NamedTuple):
    """Quotation marks, brackets and the like: where each is in `whole`, in which line, and its kinds."""

    places: Integers
    lines: Integers
    kinds: Kinds

    def of(self, kind: int) -> tuple[Integers, Integers]:
        """Return the places and lines of the marks of a kind."""
        chosen = self.kinds & kind > 0
        return self.places[chosen], self.lines[chosen]


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
    lines = _lines_of(texts)
    begins = np.cumsum([1, *(len(text) + 1 for text in texts)]).tolist()
    bounds = np.searchsorted(lines.text, np.arange(len(texts) + 1)).tolist()
    apart, pulled = _by_text(lines, _apart(lines)), _by_text(lines, _pulled(lines))
    for n, text in enumerate(texts):
        found = (apart.get(n, ()), pulled.get(n, ()))
        yield Screen(text, *found, bounds[n], bounds[n + 1], begins[n], lines)


def _by_text(lines: _Lines, chosen: Mask) -> dict[int, list[int]]:
    """Return the lines that are chosen by their text, numbered from its first line on."""
    found = defaultdict[int, list[int]](list)
    numbers = np.flatnonzero(chosen)
    texts = lines.text[numbers]
    places = numbers - np.searchsorted(lines.text, texts)
    for text, place in zip(texts.tolist(), places.tolist(), strict=True):
        found[text].append(place)
    return found


def _lines_of(texts: Sequence[str]) -> _Lines:
    whole = "\n".join(("", *texts, _PADDING))
    units = _units(whole)
    if len(units) > len(whole):  # every character is to be one unit
        units = _units(_BEYOND.sub("\ufffd", whole))
    capped = units.astype(np.uint8)
    capped[np.flatnonzero(units > 255)] = 255
    told = np.flatnonzero(np.frombuffer(capped.tobytes().translate(_TOLD), np.bool_))
    kinds = _KINDS[units[told]]
    for n in np.flatnonzero(kinds & _MARK).tolist():
        if len(normalize("NFC", whole[told[n] - 1 : told[n] + 1])) == 1:
            capped[told[n] - 1] = 255  # the letter and its mark are one, which is none of ASCII
        else:
            kinds[n] |= _WIDE
    telling = kinds & _TELLING > 0
    told, kinds = told[telling], kinds[telling]
    breaks = np.flatnonzero(kinds & _NEWLINE)
    starts, ends = told[breaks[:-1]] + 1, told[breaks[1:]]
    loose = (_KINDS[units[starts]] | _KINDS[units[ends - 1]]) & _BLANK > 0
    for line in np.flatnonzero(loose & (ends > starts)).tolist():
        text = whole[starts[line] : ends[line]]
        starts[line] += len(text) - len(text.lstrip(forms.BLANKS))
        ends[line] = starts[line] + len(text.strip(forms.BLANKS))
    full = ends > starts
    owners = np.repeat(np.cumsum(full) - 1, np.diff(breaks))  # of each mark but the first
    inside = (kinds & _NEWLINE == 0)[1 : breaks[-1] + 1]
    starts, ends = starts[full], ends[full]
    stopped, credited = _tails(units, ends)
    return _Lines(
        whole=whole,
        units=units,
        low=capped.tobytes(),
        starts=starts,
        ends=ends,
        text=np.searchsorted(np.cumsum([len(text) + 1 for text in texts]), ends),
        stopped=stopped,
        credited=credited,
        marks=_Marks(told[1:][inside], owners[inside], kinds[1:][inside]),
    )


def _units(text: str) -> Units:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def _kinds() -> Kinds:
    """Return the kinds of each character."""
    kinds = np.zeros(1 << 16, np.uint8)
    kinds[0x100:] = _WIDE
    kinds[0x2000:0x2070] = kinds[list(map(ord, forms.BLANKS + "€"))] = 0  # punctuation
    kinds[0x300:0x370] = _MARK
    for kind, members in _MEMBERS.items():
        kinds[list(map(ord, members))] |= kind
    return kinds


_KINDS = _kinds()
_TELLING = _NEWLINE | _QUOTE | _BRACKET | _MARK | _WIDE
_TOLD = bytes([*(_KINDS[:255] & _TELLING > 0).tolist(), True])  # 255 is any character beyond
_OPENING = 3  # marks before the first word, at most, of a line that is not looked at
_WORD = 12  # characters, at most, of the first word of such a line, with the blank behind it
_PADDING = "\n" * 16  # behind the last text, so that what is read of a line may go on behind it


def _tails(units: Units, ends: Integers) -> tuple[Mask, Mask]:
    """Say of each line whether it ends a sentence for sure, and whether it may end in a bracket."""
    stopped, credited = np.zeros(len(ends), bool), np.zeros(len(ends), bool)
    closed, behind = ~stopped, ~stopped
    for back in (1, 2, 3):
        kinds = _KINDS[units[ends - back]]
        stopped |= closed & (kinds & _STOP > 0)
        credited |= behind & (kinds & _BRACKET > 0)
        closed &= kinds & _CLOSER > 0
        behind &= kinds & (_STOP | _CLOSER) > 0
    return stopped, credited | behind


def _apart(lines: _Lines) -> Mask:
    """Say of each line whether a rule may fit it; none that one fits below running text alone fails here."""
    heads, size = lines.heads(lines.starts), lines.size
    odd = _mask(
        lines.marks.of(_WIDE | _MARK)[1], lines.stopped
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


def _headings(lines: _Lines) -> Iterator[int]:
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


def _tags(lines: _Lines) -> Iterator[int]:
    """Yield the lines that begin and end with a tag."""
    for line, text in lines.strings(lines.units[lines.starts] == ord("<")):
        if text.removesuffix(".").rstrip().endswith(">"):
            yield line


def _signed(lines: _Lines) -> Iterator[int]:
    """Yield the lines that may name an agency with a slash or "via", be it before several dots."""
    dots = (lines.units[lines.ends - 1] == ord(".")) & (lines.units[lines.ends - 2] == ord("."))
    for line, text in lines.strings((lines.size <= _SIGNED) | dots):
        if "/" in text or " via " in text:
            yield line


def _bracketed(lines: _Lines) -> Iterator[int]:
    """Yield the lines that may end in the credit of a photograph, or stand in brackets."""
    first = lines.first
    for line, text in lines.strings(lines.credited):
        alone = first[line] or text[0] in "(["
        if text.rstrip(".\"'”’").endswith((")", "]")) and (
            alone or _PICTURED.search(text[-_CREDIT:])
        ):
            yield line


def _begun(lines: _Lines, odd: Mask) -> Iterator[int]:
    """Yield the lines that begin with words of a rule for anywhere, and fit one."""
    some = np.flatnonzero(lines.size <= forms.LONGEST)
    begins = lines.starts[some].copy()
    for _ in range(_OPENING):
        begins += ~_is_word(lines.units[begins])
    heads = lines.heads(begins)
    asked = odd[some] | ~_is_word(lines.units[begins])
    likely = np.flatnonzero(_among(heads, _BEGIN_SHORT, 1, 2, 3))
    asked[likely] |= _among(heads[likely], _BEGIN, *_SIZES)
    for line, text in lines.strings(_mask(some[asked], odd)):
        if BEGINNING.match(text) and fits_alone(text):
            yield line


def _made(lines: _Lines, heads: Heads, odd: Mask) -> Iterator[int]:
    """Yield the last lines that may say who made the text: "Translated by NAME", "Video produced by NAME"."""
    some = np.flatnonzero(lines.closing & (lines.size <= forms.LONGEST))
    starts = lines.starts[some]
    every = np.ndarray((len(lines.low) - _WORD, _WORD), np.uint8, lines.low, strides=(1, 1))
    blanks = every[starts] == ord(" ")
    second = lines.heads(starts + blanks.argmax(axis=1) + 1)
    asked = odd[some] | ~blanks.any(axis=1)
    asked |= _among(heads[some], _MAKING, 3) | _among(second, _MAKING, 3)
    for line, text in lines.strings(_mask(some[asked], odd)):
        if _MADE_BY.match(text):
            yield line


def _contributed(lines: _Lines) -> Iterator[int]:
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
        head = int.from_bytes(words, "little") | int(_LOWER & _FIRST[len(words)])
        known[_numbers(np.array([head], np.uint64))] = True
    return known


_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_LOWER = np.uint64(0x2020202020202020)
_FIRST = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
_HEADS = {words[:8].encode("latin-1") for words in (*BEGINNINGS, "©", "c)")}
_SIZES = sorted(set(map(len, _HEADS)))
_BEGIN, _BEGIN_SHORT = _known(_HEADS), _known({words[:3] for words in _HEADS})
_MAKING = _known([b"pro", b"com", b"wri", b"edi", b"tra", b"rep", b"ill"])
_BY = np.uint64(int.from_bytes(b"by ", "little"))


def _pulled(lines: _Lines) -> Mask:
    """Say of each line whether its words may all stand in one quotation of another line of its text."""
    quotes, marked, alone = _quotations(lines)
    texts = int(lines.text[-1]) + 1 if len(lines.text) else 0
    wide, quoting = np.zeros(texts, bool), np.zeros(texts, bool)
    wide[lines.text[lines.marks.of(_WIDE)[1]]] = True
    quoting[quotes.texts] = True
    wide, quoting = wide[lines.text], quoting[lines.text]
    asked = (marked | alone) & quoting & ~lines.first
    asked &= (lines.size <= forms.LONGEST) & ((lines.size >= _FEWEST) | wide)
    held = asked & wide
    if (clear := np.flatnonzero(asked & ~wide)).size:
        held[_held(lines, clear, marked, quotes)] = True
    return _mask([n for n, text in lines.strings(held) if may_repeat(text)], held)


class _Quotations(NamedTuple):
    """Where the quotations of some texts begin and end, and the text of each."""

    starts: Integers
    ends: Integers
    texts: Integers


def _quotations(lines: _Lines) -> tuple[_Quotations, Mask, Mask]:
    """Return the quotations, the lines that begin with the only one they have, and those without any."""
    places, owners = lines.marks.of(_QUOTE)
    ends = np.minimum(np.append(places[1:], len(lines.low)), lines.ends[owners])
    opening = lines.units[places] != ord("”")
    quotes = _Quotations(places[opening] + 1, ends[opening], lines.text[owners[opening]])
    n = np.bincount(owners, minlength=len(lines.starts))
    begins = _KINDS[lines.units[lines.starts]] & _QUOTE > 0
    return quotes, (n == 2) & begins, n == 0


def _held(lines: _Lines, chosen: Integers, marked: Mask, quotes: _Quotations) -> list[int]:
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


def _sought(lines: _Lines, chosen: Integers, own: Mask) -> list[bytes]:
    """Return what has to stand in a quotation: of a line with its `own`, all between the marks."""
    starts, ends = lines.starts[chosen] + own, lines.ends[chosen]
    places, _ = lines.marks.of(_QUOTE)
    ends[own] = places[np.searchsorted(places, starts[own])]
    pieces = _pieces(lines.low, starts, ends)
    added = _mask(lines.marks.of(_BRACKET)[1], lines.stopped)[chosen]
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


def _mask(numbers: Integers | list[int], like: Mask) -> Mask:
    """Return which lines are among `numbers`."""
    mask = np.zeros_like(like)
    mask[numbers] = True
    return mask
