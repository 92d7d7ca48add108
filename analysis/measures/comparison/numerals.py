"""Find the numbers that a text gives: what is counted, and every value that stands anywhere in it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.language.lemmas import lemma
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
    rf"((?: ?%| per ?cent\b)?(?: (?!{_SPELLED})(?:[a-z][a-z’'-]*|[A-Z]{{2,}}s\b)){{0,5}})"
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
_DATED = re.compile(rf"(?:\b|(?<=[a-z])(?-i:(?=[A-Z]))){_MONTH} $", re.IGNORECASE)
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
_EXPECTED = re.compile(  # "expectations of up to 20 seats": nothing that is counted
    r"\b(?:expectation|hope|prediction|forecast|projection|goal|fear|prospect)s? (?:of|for) (?:[a-z]+ ){0,2}$"
)
_SUMS = frozenset({"fine"})  # nouns of money that are also adjectives: "a $500 fine for"
_MEASURES = frozenset({*_LARGE, "percent", "per", "cent"})
_BEHIND = 60  # characters behind a number in which what it counts is looked for
_CLAUSE_ENDS = re.compile(r"[.,;:!?()\n“”\"–—]")
_MONEY = "$"  # stands for what a number with its sign counts
_DIGITS_OF_CHANCE = (
    2  # a number with more digits that are not zeros is hardly given twice of two things
)
# may be anybody or anything: another noun beside the same number is no other count
_ANYBODY = word_set(
    "people person man woman other individual victim body civilian resident citizen american life member "
    "death killing casualty fatality dead wounded adult kid child boy girl worker employee staff "
    "supporter time one such thing unit case item piece figure number total estimate level mark rate kind "
    "type sort target percent percentage point share portion part half majority"
)
# nouns in place of each other
_ALIKE = [
    word_set(words)
    for words in (
        "soldier troop marine serviceman force personnel guard guardsman reservist sailor airman",
        "officer policeman cop police deputy agent trooper",
        "protester protestor demonstrator marcher activist participant attendee",
        "migrant immigrant refugee alien asylum newcomer seeker foreigner recipient dreamer",
        "student pupil teenager youth youngster minor",
        "militant fighter rebel insurgent terrorist extremist gunman attacker jihadist combatant",
        "lawmaker senator congressman representative legislator republican democrat vote delegate",
        "voter vote ballot elector respondent adult",
        "firm company business corporation employer bank",
        "message email e-mail mail document page file record letter text memo",
        "job position post worker employee",
        "state country nation place location town city county district community jurisdiction",
        "home house household building family dwelling",
        "bill law measure act regulation rule statute order",
        "attack strike airstrike bombing raid shooting incident crime murder homicide",
        "missile rocket bomb weapon warhead gun rifle firearm",
        "dollar buck cent euro pound",
        "plane aircraft jet airplane flight helicopter",
        "ship vessel boat",
        "journalist reporter correspondent",
        "candidate contender hopeful nominee",
        "prisoner inmate detainee suspect captive",
        "mile kilometer kilometre foot yard meter metre acre hectare",
        "seat district race",
        "poll survey",
        "event rally stop appearance speech",
    )
]


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
    "35 percent"), spans of time ("30 days"), or what is only expected ("hopes of 20 seats").
    """
    if _EXPECTED.search(text, max(0, one.start - _BEHIND), one.start):
        return None
    words = find_words(text)
    numbers = [n for n, word in enumerate(words) if one.start <= word.start < one.end]
    parts = parts_at(text, numbers, sentence=False)
    end = next((words[n].end for n in numbers[:1]), one.end)
    if text[end : end + 1] == "%" or text[end : end + 2] == " %":
        end = text.index("%", end) + 1
    counts, several = False, one.value > 1 and text[one.start] not in "$€£" and "%" not in one.text
    for number, part in list(zip(numbers, parts, strict=True))[1:]:
        word = words[number]
        written = text[word.start : word.end].casefold()
        if written in _MEASURES:
            end = word.end
        elif written in _SUMS and text[one.start] in "$€£":
            end, counts = word.end, True
        elif _is_noun(part, written) or (counts and several and _is_plural(text[:end], written)):
            end, counts = word.end, written not in _OF_NOTHING
        elif part != "ADJ":
            break
    hedge = _HEDGE.search(text, max(0, one.start - 20), one.start)
    start = hedge.start() if hedge else one.start
    return Numeral(one.value, text[start:end], start, end) if counts else None


def _is_noun(part: str, written: str) -> bool:
    return part in ("NOUN", "PROPN") and not written.endswith(("ing", "ed"))


def _is_plural(before: str, written: str) -> bool:
    """Tell whether a word is the plural that a noun in the singular leads to: "100 threat reports each"."""
    noun = find_words(before)[-1].word
    single = noun.islower() and lemma(noun, "en") == noun and noun not in _ANYBODY
    return single and written.endswith("s") and lemma(written, "en") == written.removesuffix("s")


class Given:
    """The numbers that texts give: their values with what they count, and ranges of rough ones."""

    def __init__(self) -> None:
        self._behind: dict[float, set[str]] = defaultdict(
            set
        )  # words behind each; "" counts anything
        self._rough = list[tuple[float, float]]()  # least and largest value
        self._no_years = set[float]()  # written as no year is: 2,000

    def add(self, text: str) -> None:
        """Add the numbers of a text."""
        for number in _EVERY.finditer(text):
            if _DATED.search(text, max(0, number.start() - 12), number.start()):
                continue
            behind = _words_behind(text, number.start(), number.end())
            values = {_value(number[1], ""), _value(number[1], number[2] or "")}
            for value in values:
                self._behind[value].add(behind)
            if not _YEAR.fullmatch(number[1]):
                self._no_years |= values
        self._rough.extend(_rough(text))

    def has(self, value: float, noun: str = "") -> bool:
        """Tell whether a number is given, exactly or roughly, of the same things or of what may be the same.

        Roughly: as "two dozen" and the like, or, from a hundred on, one in round figures for another ("nearly
        700" for 722). Years round nothing. With a noun, "3,000 nurses" is given by "3,000 striking nurses",
        "3,000 people" and "3,000 of them", and not by "3,000 troops"; 3,127 of anything gives 3,127.

        Parameters
        ----------
        value
            The number.
        noun
            Last word of what it counts; a sign of money for money; "" for whatever it is.
        """
        if any(low <= value <= high for low, high in self._rough):
            return True
        near = [
            one
            for one in self._behind
            if min(one, value) >= _FEW and abs(one - value) <= _NEAR * max(one, value)
        ]
        near = [one for one in near if _is_round(one) or _is_round(value)]
        near = [one for one in near if one in self._no_years or not _is_year(one)]
        exact = [value] if value in self._behind else []
        if exact and (not noun or len(f"{value:.0f}".rstrip("0")) > _DIGITS_OF_CHANCE):
            return True
        behind = {words for one in (*exact, *near) for words in self._behind[one]}
        return any(not noun or _may_count(words, _singular(noun)) for words in behind)


def _words_behind(text: str, start: int, end: int) -> str:
    """Return what stands behind a number in its clause; a sign of money if it is one of money."""
    if text[max(0, start - 1) : start] in ("$", "€", "£"):
        return _MONEY
    if text[end : end + 1] in ("-", "/", "%"):
        return ""
    behind = text[end : end + _BEHIND]
    stop = _CLAUSE_ENDS.search(behind)
    return behind[: stop.start()] if stop else behind.rpartition(" ")[0]


@lru_cache(maxsize=50_000)
def _may_count(behind: str, noun: str) -> bool:
    """Tell whether a number with these words behind it may count what a noun, in the singular, says."""
    if _MONEY in (behind, noun):
        return behind == noun or not behind.strip()
    words = find_words(f"12 {behind}")[1:]
    nouns = [_singular(word.word) for word in words]
    alike = {noun}.union(*(same for same in _ALIKE if noun in same))
    if not alike.isdisjoint(nouns) or noun in _ANYBODY:
        return True
    parts = parts_at(f"12 {behind}", range(1, len(words) + 1), sentence=True)
    for place, part in enumerate(parts):
        if part in ("NOUN", "PROPN") and nouns[place] not in _MEASURES:
            ahead = parts[place + 1 : place + 2] in (["NOUN"], ["PROPN"])
            if not ahead:  # "3,000 Americans" are anybody
                return part == "PROPN" or nouns[place] in _ANYBODY
        elif part != "ADJ":
            return True  # "12 of the men", "12 who left": of whatever it is
    return True


def _singular(word: str) -> str:
    return lemma(word.casefold(), "en")


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
