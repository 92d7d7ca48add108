"""Find the numbers that a text gives: what is counted, and every value that stands anywhere in it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.language.parts_of_speech import parts_at
from analysis.language.words import find_words
from analysis.measures.comparison.word_set import word_set

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_WORDS = f"zero one two three four five six seven eight nine {_TEENS}".split(" ")
_TENS = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: float(value) for value, word in enumerate(_WORDS)} | {
    word: 10.0 * value for value, word in enumerate(_TENS, 3)
}
_LARGE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = rf"(?:[ -]({'|'.join(_LARGE)})s?\b)?"
_TENS_AND = rf"(?:{'|'.join(_TENS)}|twenty)[ -](?:{'|'.join(_WORDS[1:10])})"  # "twenty-two"
_EVERY = re.compile(rf"({_DIGITS}|\b(?:{_TENS_AND}|{'|'.join(_VALUES)})\b){_SCALE}", re.IGNORECASE)
_ROUND = re.compile(r"\b(a|two|three|four|five|six) dozen\b", re.IGNORECASE)
_DOZENS = {"a": 12, "two": 24, "three": 36, "four": 48, "five": 60, "six": 72}
_NEAR = 0.1  # how far, as a share, a number in round figures may lie from what it rounds
_FEW = 100  # smaller numbers are not rounded
# as a word from eleven on: "one", "two" and "ten" are said of much that is not counted
_SPELLED = rf"\b(?i:{_TENS_AND}|{_TEENS[len('ten ') :].replace(' ', '|')}|{'|'.join(_TENS)})\b"
# with a sign of money, or words behind it that say what is counted; no ordinal, time, date or part of a name
_COUNTED = re.compile(
    rf"(?<![\w.,:/#&’'+-])([$€£]?)({_DIGITS}|{_SPELLED}){_SCALE}(?![\w:/’'+-]|[.,]\d)"
    rf"((?: ?%| per ?cent\b)?(?: (?!{_SPELLED})(?:[a-z][a-z’'-]*|[A-Z]{{2,}}s\b)){{0,3}})"
)
_RANGE = re.compile(rf"(?:{_DIGITS})(?: ?%| per ?cent)? to [$€£]?$")  # "30 to 40 men"
_RANGE_BEHIND = re.compile(r"(?: ?%| per ?cent)? to [$€£]?\d")
_MONTH = (
    r"(?:may|june?|july?|(?:jan|febr)uary|march|april|august|(?:sept|nov|dec)ember|october"
    r"|(?:jan|feb|mar|apr|aug|sept?|oct|nov|dec)\.)(?![a-z])"
)
_NUMBERED = re.compile(
    r"\b(?:No|Nos|Number|Act|Chapter|Title|Room|Route|Highway|Article|Section)\.? $"
)
_OUT_OF = re.compile(  # "eight in 10 voters", "nine out of 10": a share
    rf"\b(?:{_DIGITS}|{'|'.join(_WORDS)}) (?:in|out of) (?:every )?$", re.IGNORECASE
)
_DATED = re.compile(rf"\b{_MONTH} $", re.IGNORECASE)
_OF_TIME = re.compile(rf" (?:[ap]\.?m\b|o’clock|{_MONTH})", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# what stands behind a number that counts nothing
_NO_NOUN = re.compile(
    r" (?:and|or|to|in|on|at|as|is|was|were|are|when|who|that|by|for|from|with|but|if)\b"
)


_HEDGE = re.compile(
    r"\b(?:more|fewer|less) than $|\bas (?:many|much) as $|\b(?:at (?:least|most)|up to|about|around|nearly"
    r"|almost|over|roughly|some|only) $",
    re.IGNORECASE,
)
# no thing that is counted
_OF_NOTHING = word_set(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades "
    "total percentage point points line mark threshold way ways time times"
)
_MEASURES = frozenset({*_LARGE, "percent", "per", "cent"})


class Numeral(NamedTuple):
    """A number with what is counted: its value, its text and its place."""

    value: float
    text: str
    start: int
    end: int


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers that count something, with up to three words behind them.

    In digits, or as a word from eleven on. Ranges ("30 to 40"), years, dates,
    times, ordinals, numbers of things ("No. 2"), and numbers with a hyphen ("5-year-old") are none.
    """
    for found in _COUNTED.finditer(text):
        money, digits, scale, counted = found.groups(default="")
        before, behind = text[: found.start()], text[found.end(2) :]
        near = before[-24:]
        if _DATED.search(near) or _OF_TIME.match(behind) or _NUMBERED.search(near):
            continue
        if _OUT_OF.search(near) or _RANGE.search(near) or _RANGE_BEHIND.match(behind):
            continue
        if not money and (_YEAR.fullmatch(digits) or not (scale or counted)):
            continue
        if not money and not scale and _NO_NOUN.match(counted):
            continue
        yield Numeral(_value(digits, scale), found[0].strip(), found.start(), found.end())


def with_noun(text: str, one: Numeral) -> Numeral | None:
    """Return a numeral of `text` up to the noun that it counts: "58 men" of "58 men shot to".

    With "more than", "about" and the like before it. None where it counts nothing ("12 of them", "$5",
    "35 percent"), or spans of time ("30 days").
    """
    words = find_words(text)
    numbers = [n for n, word in enumerate(words) if one.start <= word.start < one.end]
    parts = parts_at(text, numbers, sentence=False)
    end = next((words[n].end for n in numbers[:1]), one.end)
    if text[end : end + 1] == "%" or text[end : end + 2] == " %":
        end = text.index("%", end) + 1
    counts = False
    for number, part in list(zip(numbers, parts, strict=True))[1:]:
        word = words[number]
        written = text[word.start : word.end].casefold()
        if written in _MEASURES:
            end = word.end
        elif part in ("NOUN", "PROPN") and not written.endswith(("ing", "ed")):
            end, counts = word.end, written not in _OF_NOTHING
        elif part != "ADJ":
            break
    hedge = _HEDGE.search(text, max(0, one.start - 20), one.start)
    start = hedge.start() if hedge else one.start
    return Numeral(one.value, text[start:end], start, end) if counts else None


def values_in(text: str) -> set[float]:
    """Return every value that a text gives in digits or as a word, of whatever it is."""
    found = set()
    for number in _EVERY.finditer(text):
        found |= {_value(number[1], ""), _value(number[1], number[2] or "")}
    return found


class Given(NamedTuple):
    """The numbers that texts give: their values, and the least and the largest value of rough ones."""

    values: set[float]
    rough: list[tuple[float, float]]

    def has(self, value: float) -> bool:
        """Tell whether a number is given, exactly or roughly.

        Roughly: as "two dozen" and the like, or, from a hundred on, one in round figures for another ("nearly
        700" for 722). Years round nothing.
        """
        if value in self.values or any(low <= value <= high for low, high in self.rough):
            return True
        near = [
            one
            for one in self.values
            if min(one, value) >= _FEW and abs(one - value) <= _NEAR * max(one, value)
        ]
        return any((_is_round(one) or _is_round(value)) and not _is_year(one) for one in near)

    def add(self, text: str) -> None:
        """Add the numbers of a text."""
        self.values.update(values_in(text))
        self.rough.extend(_rough(text))


def _is_year(value: float) -> bool:
    return _YEAR.fullmatch(f"{value:.0f}") is not None


def _is_round(value: float) -> bool:
    """Tell whether all digits of a number but the first are zeros, or the second is five: 700, 150, 2,500."""
    digits = f"{value:.0f}".rstrip("0")
    return value == round(value) and (len(digits) == 1 or (len(digits) == 2 and digits[1] == "5"))


def _rough(text: str) -> Iterator[tuple[float, float]]:
    """Yield the least and the largest value of every rough number, such as "nearly two dozen"."""
    for found in _ROUND.finditer(text):
        middle = _DOZENS[found[1].casefold()]
        yield middle * (1 - 2 * _NEAR), middle * (1 + 2 * _NEAR)


def _value(written: str, scale: str) -> float:
    word = written.casefold()
    parts = re.split("[ -]", word)  # "twenty-two"
    known = all(part in _VALUES for part in parts)
    plain = sum(_VALUES[part] for part in parts) if known else float(word.replace(",", ""))
    return round(plain * _LARGE.get(scale.casefold(), 1.0), 6)
