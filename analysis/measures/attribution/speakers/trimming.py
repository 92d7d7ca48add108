"""Cut from the words of a source what is no part of a name: times at the end, words that ran together."""

import re
from collections.abc import Sequence

from analysis.measures.attribution.lists.kinds import PREPOSITIONS, has_role, plain, word_set

DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = word_set(  # "May" is a surname as well
    "january february march april june july august september october november december"
)
_HOURS = word_set("morning afternoon evening night")
_ADJOINING = word_set("late early earlier on this last next in by since until to be out made")
_BEFORE_A_NOUN = word_set("a an the his her its their our my") | PREPOSITIONS - word_set(
    "on in from"
)
_NO_END = ("’s", "'s", '"', "”", ",")
_SHORT_MONTH = re.compile(r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?(?:\d{1,2})?")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")
_PARTICIPLE = re.compile(r"[a-z]{3,}ed|seen|held|sent|made|written|shown|given|taken")
_FEASTS = word_set("black super good ash cyber bloody easter palm")  # "Super Tuesday"
_OWN_CAPITAL = (
    3  # letters, as many as stand before a capital in "McConnell", "MacArthur", "DelBene"
)
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


def without_time(words: Sequence[str]) -> list[str]:
    """Return a phrase without the day or month behind it: "White House Friday", "poll released Monday".

    From the time on nothing describes the speaker; the adverb, preposition or participle before it goes too.
    """
    found = next((k for k in range(1, len(words)) if _is_time(words, k)), len(words))
    if found == len(words):
        return list(words)
    kept = list(words[:found])
    while len(kept) > 1 and (plain(kept[-1]) in _ADJOINING or _PARTICIPLE.fullmatch(kept[-1])):
        kept.pop()
    return kept


def _is_time(words: Sequence[str], k: int) -> bool:
    """Whether word `k` tells when, and neither describes a noun ("a Monday poll") nor is a first name."""
    word, before, rest = words[k], plain(words[k - 1]), list(words[k + 1 :])
    if rest and _NUMBER.fullmatch(rest[0].rstrip(".,")):
        rest = rest[1:]
    ended = not rest or plain(rest[0]) in _HOURS or rest[0] in PREPOSITIONS
    if not ended or not word[:1].isupper() or word.endswith(_NO_END) or before in _BEFORE_A_NOUN:
        return False
    if plain(word) in DAYS:
        return before not in _FEASTS
    month = plain(word) in MONTHS or _SHORT_MONTH.fullmatch(word) is not None
    return month and not has_role(words[k - 1], "title", "courtesy")


def is_joined(word: str) -> bool:
    """Whether a word is two that ran together where an article lost a line break: "HallToday"."""
    return bool(parts_joined(word)[1:])


def parts_joined(word: str) -> list[str]:
    """Return the words that ran together in one, or the word itself."""
    for found in _JOINED.finditer(word):
        first = word[: found.start()]
        if len(first) > _OWN_CAPITAL and first[:1].isupper() and first != "Fitz":
            return [first, *parts_joined(word[found.start() :])]
    return [word]


def is_furniture(words: Sequence[str]) -> bool:
    """Whether a run of capitalised words is what stood around the article: one word twice, or two in one.

    In names with particles ("Omar bin Said Omar al-Rashid") a name may come back.
    """
    long = [plain(word) for word in words if len(word) > 3]
    lineage = any(word[:1].islower() for word in words)
    return (len(set(long)) < len(long) and not lineage) or any(map(is_joined, words))
