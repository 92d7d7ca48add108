"""Find the lines that a rule may fit, in many texts at once; most lines are running text wherever they stand.

The marks of all texts are looked for in one array, and lines are told by their length, their ends and the
marks in them. What is left over goes to `cut.py`, line by line.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.corpus.sections import line as forms
from analysis.corpus.sections.line import Line
from analysis.corpus.sections.place import SHORT
from analysis.corpus.sections.pull_quotes import EDGE, may_repeat, without_added
from analysis.corpus.sections.rules import BEGINNING, BEGINNINGS, fits_alone

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Units = npt.NDArray[np.uint16]
Kinds = npt.NDArray[np.uint8]

_NEWLINE, _BLANK, _STOP, _CLOSER, _QUOTE, _BRACKET, _COLON, _WIDE = (1 << n for n in range(8))
_MEMBERS = {
    _NEWLINE: "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029",
    _BLANK: forms.BLANKS,
    _STOP: ".!?…",
    _CLOSER: forms.CLOSERS,
    _QUOTE: '“”"',
    _BRACKET: "()[]",
    _COLON: ":",
    _WIDE: "ª²³µ¹º¼½¾ß",  # that may be several letters, or one of ASCII, when folded
}
_CHARACTERS = 1 << 18  # looked at together: their arrays fit into the processor's own memory
# what the rules in `place.py` and `pull_quotes.py` ask for, in characters
_HEADLINE = 150  # at most, of a headline without a title
_UNSTOPPED = 160  # at most, of a line that stands out because it has no stop
_SIGNED = 100  # at most, of a credit that a slash or "via" tells
_BYLINE = 125  # at most, of a byline
_OTHER = 210  # at most, of a line that names another article before a colon
_COLON_WITHIN, _BRACKET_WITHIN, _CREDIT = 50, 20, 125
_FEWEST = 11  # at least, of the six words that repeat a quotation
_PAIRS = 1_000_000  # of lines and quotations; where there are more they are left to `pull_quotes`

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_MADE_BY = re.compile(
    r"\n(?:\w+ )?(?i:produced|compiled|written|edited|translated|reported|illustrated) by"
)
_PICTURED = re.compile("photo|image|picture", re.IGNORECASE)


class Screen(NamedTuple):
    """What is known of a text: its lines, as in `lines_of`, and the numbers of those that need a look.

    Lines `apart` may be something else than body where all above are; `pulled` ones may repeat a quotation.
    """

    text: str
    starts: list[int]
    ends: list[int]
    apart: list[int]
    pulled: list[int]

    def lines(self) -> list[Line]:
        """Return the lines of the text."""
        spans = zip(self.starts, self.ends, strict=True)
        return [Line(start, end, self.text[start:end]) for start, end in spans]


class _Lines(NamedTuple):
    """The lines of some texts, joined in `whole`; arrays have an entry for each line.

    `text` is the number of the line's text, `first` whether it is the first there; a `stopped` line ends a
    sentence for sure; `rare` is how many characters are no ASCII letters or digits, nor single blanks.
    """

    whole: str
    units: Units
    starts: Integers
    ends: Integers
    text: Integers
    stopped: Mask
    rare: Integers
    marks: "_Marks"

    @property
    def size(self) -> Integers:
        return self.ends - self.starts

    @property
    def first(self) -> Mask:
        return np.diff(self.text, prepend=-1) > 0

    def strings(self, chosen: Mask) -> Iterator[tuple[int, str]]:
        """Yield the number and the text of each line that is chosen."""
        spans = zip(self.starts[chosen].tolist(), self.ends[chosen].tolist(), strict=True)
        numbers = np.flatnonzero(chosen).tolist()
        yield from (
            (n, self.whole[start:end]) for n, (start, end) in zip(numbers, spans, strict=True)
        )

    def at(self, places: Iterable[int]) -> Integers:
        """Return the line of each place."""
        return np.searchsorted(self.starts, np.fromiter(places, np.int64), "right") - 1


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
    begins = np.cumsum([1, *(len(text) + 1 for text in texts)])[lines.text]
    starts, ends = (lines.starts - begins).tolist(), (lines.ends - begins).tolist()
    bounds = np.searchsorted(lines.text, np.arange(len(texts) + 1)).tolist()
    apart, pulled = _by_text(lines, _apart(lines)), _by_text(lines, _pulled(lines))
    for number, text in enumerate(texts):
        own = slice(bounds[number], bounds[number + 1])
        yield Screen(text, starts[own], ends[own], apart.get(number, []), pulled.get(number, []))


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
    whole = "\n".join(("", *texts, ""))
    units = _units(whole)
    if len(units) > len(whole):  # every character is to be one unit
        whole = _BEYOND.sub("\ufffd", whole)
        units = _units(whole)
    rare = np.flatnonzero(_is_rare(units))
    kinds = _KINDS[units[rare]]
    told = np.flatnonzero(kinds & (_NEWLINE | _QUOTE | _BRACKET | _COLON | _WIDE))
    breaks = np.flatnonzero(kinds[told] & _NEWLINE)
    starts, ends = rare[told[breaks[:-1]]] + 1, rare[told[breaks[1:]]]
    loose = (_KINDS[units[starts]] | _KINDS[units[ends - 1]]) & _BLANK > 0
    for line in np.flatnonzero(loose & (ends > starts)).tolist():
        text = whole[starts[line] : ends[line]]
        starts[line] += len(text) - len(text.lstrip(forms.BLANKS))
        ends[line] = starts[line] + len(text.strip(forms.BLANKS))
    full = ends > starts
    owners = np.repeat(np.cumsum(full) - 1, np.diff(breaks))  # of each mark but the first
    inside = (kinds[told] & _NEWLINE == 0)[1:]
    starts, ends = starts[full], ends[full]
    return _Lines(
        whole=whole,
        units=units,
        starts=starts,
        ends=ends,
        text=np.searchsorted(np.cumsum([len(text) + 1 for text in texts]), ends),
        stopped=_stopped(units, ends),
        rare=(np.diff(told[breaks]) - 1)[full],
        marks=_Marks(rare[told[1:][inside]], owners[inside], kinds[told[1:][inside]]),
    )


def _units(text: str) -> Units:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def _kinds() -> Kinds:
    """Return the kinds of each character."""
    kinds = np.zeros(1 << 16, np.uint8)
    kinds[0x100:] = _WIDE
    kinds[0x300:0x370] = kinds[0x2000:0x2070] = 0  # combining marks, punctuation
    for kind, members in _MEMBERS.items():
        kinds[list(map(ord, members))] |= kind
    return kinds


def _is_rare(units: Units) -> Mask:
    lower = units | 32
    lower -= ord("a")
    rare = lower >= 26
    np.subtract(units, ord("0"), out=lower)
    rare &= lower >= 10
    blank = units == ord(" ")
    rare[1:] &= ~(blank[1:] & ~blank[:-1])
    return rare


def _stopped(units: Units, ends: Integers) -> Mask:
    """Say whether there is a stop among the last characters with nothing but closing marks behind."""
    stopped, closed = np.zeros(len(ends), bool), np.ones(len(ends), bool)
    for back in (1, 2, 3):
        kinds = _KINDS[units[ends - back]]
        stopped |= closed & (kinds & _STOP > 0)
        closed &= kinds & _CLOSER > 0
    return stopped


def _apart(lines: _Lines) -> Mask:
    """Say of each line whether a rule may fit it; none that one fits below running text alone fails here."""
    size = lines.size
    found: Mask = (_heads(lines.units, lines.starts, 3) == _BY) & (size <= _BYLINE)
    for numbers in (
        _headings(lines),
        _signed(lines),
        _bracketed(lines),
        _begun(lines),
        _tags(lines),
    ):
        found[list(numbers)] = True
    places, owners = lines.marks.of(_COLON)
    near = (places - lines.starts[owners] < _COLON_WITHIN) & ~lines.stopped[owners]
    found[owners[near & (size[owners] <= _OTHER)]] = True
    found[lines.at(_places_of(" contributed ", lines.whole))] = True
    found[lines.at(match.start() + 1 for match in _MADE_BY.finditer(lines.whole))] = True
    found &= size <= forms.LONGEST
    return found


def _headings(lines: _Lines) -> Iterator[int]:
    """Yield the lines that have the form of a headline or subhead."""
    size = lines.size
    brief = (size <= SHORT) | (lines.first & (size <= _HEADLINE))
    for line, text in lines.strings(brief | (~lines.stopped & (size <= _UNSTOPPED))):
        if (
            forms.open_ended(text)
            or text[-1] == ";"
            or (text[0] in "\"“'‘" and text[-1] in "\"”'’")
            or forms.title_case(text)
            or forms.all_capitals(text.rstrip("."))
        ):
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
    places, owners = lines.marks.of(_BRACKET)
    near = owners[lines.ends[owners] - places <= _BRACKET_WITHIN]
    first = lines.first
    for line, text in lines.strings(_mask(near, first)):
        alone = first[line] or text[0] in "(["
        if text.rstrip(".\"'”’").endswith((")", "]")) and (
            alone or _PICTURED.search(text[-_CREDIT:])
        ):
            yield line


def _begun(lines: _Lines) -> Iterator[int]:
    """Yield the lines that begin with words of a rule for anywhere, and fit one."""
    some = np.flatnonzero(lines.size <= forms.LONGEST)
    begins = lines.starts[some] + (_KINDS[lines.units[lines.starts[some]]] & _QUOTE > 0)
    heads = _heads(lines.units, begins, 3)
    asked = ((lines.units[begins] | 32) - ord("a") >= 26) | _among(heads, _SHORT)
    longer = np.flatnonzero(_among(heads, _BEGIN_LONG))
    asked[longer] |= _among(_heads(lines.units, begins[longer], _LONG), _LONGER)
    for line, text in lines.strings(_mask(some[asked], lines.stopped)):
        if BEGINNING.match(text) and fits_alone(text):
            yield line


def _places_of(piece: str, text: str) -> Iterator[int]:
    place = text.find(piece)
    while place >= 0:
        yield place
        place = text.find(piece, place + 1)


def _heads(units: Units, starts: Integers, size: int) -> Integers:
    """Return that many characters from each of `starts` on as a number, -1 where one is not ASCII."""
    head, beyond = np.zeros(len(starts), np.int64), np.zeros(len(starts), bool)
    for place in range(size):
        unit = units[np.minimum(starts + place, len(units) - 1)]
        head = (head << 7) | (unit & 127 | 32)
        beyond |= unit > 127
    head[beyond] = -1
    return head


def _among(heads: Integers, known: Integers) -> Mask:
    """Say of each head whether it is known, in order."""
    found: Mask = known[np.searchsorted(known[:-1], heads)] == heads
    return found


def _known(size: int, begins: Iterable[str]) -> Integers:
    """Return the heads of some beginnings and the one that is not ASCII, in order."""
    heads = "".join(words[:size] for words in begins)
    places = np.arange(0, len(heads), size)
    return np.unique(np.append(_heads(_units(heads), places, size), -1))


_KINDS = _kinds()
_LONG = 6
_SHORT = _known(3, (words for words in BEGINNINGS if len(words) < _LONG))
_BEGIN_LONG = _known(3, (words for words in BEGINNINGS if len(words) >= _LONG))
_LONGER = _known(_LONG, (words for words in BEGINNINGS if len(words) >= _LONG))
_BY = int(_known(3, ["by "])[1])


def _pulled(lines: _Lines) -> Mask:
    """Say of each line whether its words may all stand in one quotation of another line of its text."""
    places, owners = lines.marks.of(_QUOTE)
    ends = np.minimum(np.append(places[1:], len(lines.units)), lines.ends[owners])
    opening = lines.units[places] != ord("”")
    quotes, ends, holders = places[opening], ends[opening], owners[opening]
    wide, plain = _wide_and_plain(lines)
    asked = _KINDS[lines.units[lines.starts]] & _QUOTE > 0
    asked |= np.bincount(owners, minlength=len(asked)) == 0
    asked &= ~lines.first & (lines.size <= forms.LONGEST) & (lines.size >= _FEWEST)
    texts = int(lines.text[-1]) + 1 if len(lines.text) else 0
    each = (np.bincount(lines.text[some], minlength=texts) for some in (asked, holders))
    if np.dot(*each) > _PAIRS:
        return asked
    number, quote = _pairs(lines.text, np.flatnonzero(asked), lines.text[holders])
    least = np.where(plain, lines.size - 2 * lines.rare, 0)
    long = (ends - quotes)[quote] >= least[number]
    number, quote = (one[long & (holders[quote] != number)] for one in (number, quote))
    pairs = list(zip(number.tolist(), quotes[quote].tolist(), ends[quote].tolist(), strict=True))
    low = lines.whole.encode("latin-1", "replace").lower()
    one = {n: _word(text) for n, text in lines.strings(plain & _mask(number, plain))}
    pairs = [pair for pair in pairs if low.find(one.get(pair[0], b""), *pair[1:]) >= 0]
    left = _mask([pair[0] for pair in pairs], plain)
    every = {n: _middle(text) for n, text in lines.strings(left & ~wide)}
    held = {p[0] for p in pairs if all(low.find(w, *p[1:]) >= 0 for w in every.get(p[0], ()))}
    last = lines.strings(_mask(list(held), plain))
    return _mask([n for n, text in last if may_repeat(text)], plain)


def _mask(numbers: Integers | list[int], like: Mask) -> Mask:
    """Return which lines are among `numbers`."""
    mask = np.zeros_like(like)
    mask[numbers] = True
    return mask


def _wide_and_plain(lines: _Lines) -> tuple[Mask, Mask]:
    """Say of each line whether its text may have other letters when folded, and which repeat every word."""
    wide = np.isin(lines.text, lines.text[lines.marks.of(_WIDE)[1]])
    plain = lines.stopped & ~wide
    places, owners = lines.marks.of(_BRACKET)
    plain[owners[lines.units[places] == ord("[")]] = False
    return wide, plain


def _pairs(texts: Integers, chosen: Integers, others: Integers) -> tuple[Integers, Integers]:
    """Return each line that is chosen with each quotation of its text, `others` being the texts of these."""
    first, past = (np.searchsorted(others, texts[chosen], side) for side in ("left", "right"))
    n = past - first
    each = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n - first, n)
    return np.repeat(chosen, n), each


def _word(text: str) -> bytes:
    """Return a long word of ASCII letters from the middle of a line, or nothing."""
    words = text[len(text) // 2 :].encode("latin-1", "replace").split(None, 5)[1:5]
    return max(filter(bytes.isalpha, words), key=len, default=b"").lower()


def _middle(text: str) -> list[bytes]:
    """Return the words of ASCII letters that stand in the middle of a line, in lower case."""
    words = forms.plain_words(without_added(text))[EDGE:-EDGE]
    return [word.lower().encode() for word in words]
