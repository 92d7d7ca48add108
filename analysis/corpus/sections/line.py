"""Recognise the form of a line: prose, title case, only names, the title of the article."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple
from unicodedata import is_normalized

from analysis.normal_form import normal_form

SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
BLANKS = SPACES + "\u180e\u200b\u2060\ufeff"  # white space and the characters without any width

LONGEST = 400  # characters; a longer paragraph is body whatever it says
_MANY = 200  # lines of a text that are rather counted than looked for
_LOOKED_AT = 16  # words of a line that are looked for before all are
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_TERMINAL = re.compile("[.!?…。！？।؟۔։።][\"'”’»)\\]]*$")
CLOSERS = "\"'”’»)]"
_LABEL_BREAKS = re.compile('[\\d,:;"“”‘(\\[@/<>{}=]|\\bsa(?:id|ys)\\b')
_SMALL = re.compile(
    r"a|an|and|are|as|at|be|but|by|de|for|from|if|in|into|is|it|its|nor|"
    r"not|of|off|on|or|over|per|so|than|that|the|to|up|v|via|vs|was|were|"
    r"with|amid|after|before|how|who|what"
)
_CLOSED_CLASS = re.compile(
    r"A|After|Are|As|At|Be|Before|Behind|Between|But|By|Can|Can't|Could|Did|"
    r"Do|Does|Doesn't|Don't|For|From|Has|Have|How|If|In|Into|Is|Isn't|It|"
    r"It's|Its|Not|On|Or|Over|Should|That|The|Their|This|To|Under|Up|Was|We|"
    r"Were|What|When|Where|Which|Who|Why|Will|With|Won't|Without|You|Your"
)
_OPENERS = re.compile(
    r"he|she|it|they|i|we|you|there|here|this|that|these|those|but|and|so|"
    r"then|his|her|their"
)
MONTH = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June|July|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_DAY = re.compile(
    rf"\b{MONTH} \d|\d {MONTH}(?!\w)|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!\w)"
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*")
_PARTICLES = re.compile(r"al|and|at|bin|da|de|del|der|di|el|for|from|in|la|le|of|the|van|von|y")


class Line(NamedTuple):
    """One paragraph without the blanks around it: `text` is the article's `[start:end]`."""

    start: int
    end: int
    text: str


class Lines:
    """The lines of a text by their number, each made when it is asked for first: few of most texts are."""

    def __init__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._text, self._starts, self._ends = text, starts, ends
        self._made: list[Line | None] = [None] * len(starts)

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, number: int) -> Line:
        line = self._made[number]
        if line is None:
            start, end = self._starts[number], self._ends[number]
            line = self._made[number] = Line(start, end, self._text[start:end])
        return line

    def __iter__(self) -> Iterator[Line]:
        return map(self.__getitem__, range(len(self)))

    def repeated(self, line: str) -> bool:
        """Say whether a line of the text stands there more than once."""
        if len(self) < _MANY and self._text.count(line) == 1:
            return False
        return self._counts[line] > 1

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(line.text for line in self)


def lines_of(text: str) -> Lines:
    """Return the lines of `text` that hold more than blanks, at any form of newline."""
    starts, ends, end = list[int](), list[int](), 0
    for line in text.splitlines(keepends=True):  # BLANKS has every form of newline
        end += len(line)
        kept = line.lstrip(BLANKS)
        start = end - len(kept)
        kept = kept.rstrip(BLANKS)
        if kept:
            starts.append(start)
            ends.append(start + len(kept))
    return Lines(text, starts, ends)


def folded(line: str) -> str:
    """Return the words of `line` for comparison: no case, no punctuation, one space between."""
    return " ".join(re.findall(r"\w+", normal_form("NFKC", line).casefold()))


class Searched(NamedTuple):
    """A text that is asked for words before it is `folded`, which takes longer than a search.

    `caseless` is None where folding changes more than the case.
    """

    caseless: str | None

    def may_hold(self, word: str) -> bool:
        """Say whether the words of the text may have this one of ASCII letters; False is sure."""
        return self.caseless is None or word.lower() in self.caseless


def searched(text: str) -> Searched:
    """Return a text in which words can be looked for."""
    return Searched(text.casefold() if is_normalized("NFKC", text) else None)


def plain_words(text: str) -> list[str]:
    """Return the first words that stand between blanks and are nothing but ASCII letters."""
    return [word for word in text.split(None, _LOOKED_AT) if word.isascii() and word.isalpha()]


def words(line: str) -> list[str]:
    """Return the alphabetic words of a line."""
    return _WORD.findall(line)


def stopped(line: str) -> bool:
    """Say whether the line ends as a sentence does, closing quotation marks and brackets aside."""
    return _TERMINAL.search(line[-8:]) is not None


def prose(line: str) -> bool:
    """Say whether the line is running text: 60 characters or more, and a full stop."""
    return len(line) >= 60 and stopped(line)


def open_ended(line: str) -> bool:
    """Say whether the line ends in a letter or digit, quotation marks and brackets aside."""
    bare = line.rstrip(CLOSERS)
    return bool(bare) and bare[-1].isalnum() and not stopped(line)


def title_case(line: str) -> bool:
    """Say whether two words, the last, and all others but the small ones begin with a capital."""
    if line[line.rfind(" ") + 1 :].islower():  # as of most lines, and there is the last word
        return False
    found = words(line)
    heavy = [word for word in found if not _SMALL.fullmatch(word)]
    capitals = sum(word[0].isupper() for word in heavy)
    return capitals >= 2 and capitals >= 0.9 * len(heavy) and found[-1][0].isupper()


def headline_case(line: str) -> bool:
    """Say whether a line in title case is no name: long, or with a function word capitalised.

    A line that ends with a full stop needs this much before it counts as a headline.
    """
    found = words(line)
    capital = any(_CLOSED_CLASS.fullmatch(word.replace("’", "'")) for word in found[1:])
    return title_case(line) and (capital or sum(word[0].isupper() for word in found) >= 6)


def all_capitals(line: str) -> bool:
    """Say whether every letter is a capital, and there are six of them at least."""
    return line.isupper() and sum(map(str.isalpha, line)) >= 6


def plain_label(line: str) -> bool:
    """Say whether two to eight words could head a part: no pronoun first, no comma, no digit."""
    found = words(line)
    return (
        2 <= len(found) <= 8
        and line[0].isupper()
        and _OPENERS.fullmatch(found[0].lower()) is None
        and _LABEL_BREAKS.search(line) is None
    )


def opens(line: str) -> bool:
    """Say whether the first word is one with which sentences begin and headlines do not: "He", "This"."""
    found = words(line)
    return bool(found) and _OPENERS.fullmatch(re.split("['’]", found[0].lower())[0]) is not None


def dated(line: str) -> bool:
    """Say whether the line is a short one around a day or month, such as a dateline of its own."""
    return len(words(line)) <= 6 and _DAY.search(line) is not None


def names(line: str) -> bool:
    """Say whether the line holds names only: capitalised words, small words between, no date.

    A lower-case word of up to three letters passes as the name of an agency that writes itself so.
    """
    found = re.findall(r"[^\s,;&/()]+", line)
    heavy = [word for word in found if not _PARTICLES.fullmatch(word)]
    proper = [word for word in heavy if _NAME.fullmatch(word) and word[0].isupper()]
    rest = [word for word in heavy if word not in proper]
    brief = all(word.isalpha() and len(word) <= 3 for word in (w.rstrip(".") for w in rest))
    return len(proper) >= 1 and len(rest) <= 1 and brief and not dated(line)


def titled(lines: Lines, title: str) -> range:
    """Return the lines among the first five that together are the article's `title`, if any.

    Right below, a title of four words or more may stand again.
    """
    titles = _titles(title)
    if not titles:
        return range(0)
    head, most = list[str](), min(len(lines), 5)
    for first in range(most):
        for past in range(first + 1, min(first + 3, most) + 1):
            if past > len(head):  # most titles are found in the first line
                head.append(folded(lines[past - 1].text[: 2 * LONGEST]))
            found = " ".join(head[first:past])
            if past < len(lines) and _same(found, titles):
                again = found.count(" ") >= 3 and past + 1 < len(lines)
                return range(first, past + (again and folded(lines[past].text) == found))
    return range(0)


def _titles(title: str) -> list[str]:
    """Return the forms of a title to look for: whole, and without the site's name after a bar."""
    whole = title.strip(BLANKS)[: 2 * LONGEST]
    ends = [match.start() for match in re.finditer(r" [|–—-] ", whole)]
    parts = [folded(whole[:end]) for end in ends]
    return [form for form in (folded(whole), *(p for p in parts if p.count(" ") >= 3)) if form]


def _same(line: str, titles: list[str]) -> bool:
    if line in titles:
        return True
    found = line.split()
    if not titles or not 5 <= len(found) <= 40:
        return False
    alike = SequenceMatcher(None, found, titles[0].split(), autojunk=False)
    bounds = (alike.real_quick_ratio, alike.quick_ratio, alike.ratio)  # from above, at little cost
    return all(bound() >= 0.88 for bound in bounds)
