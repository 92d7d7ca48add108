"""Lay two passages beside each other, word by word, although outlets trim, bend and paraphrase them."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from analysis.language.lemmas import lemma
from analysis.language.nltk_parts import part_of_nltk
from analysis.language.words import find_words, without_possessive

_GAP = 0.15  # what a word that is passed over takes from the weight of an alignment
PERSON = "(person)"  # "I will" in a quotation is "he would" in reported speech
_PRONOUNS = """
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself
she her hers herself they them their theirs themselves it its itself
"""
_SHIFTS = dict.fromkeys(_PRONOUNS.split(), PERSON) | {
    "would": "will",
    "could": "can",
    "might": "may",
    "should": "shall",
    "an": "a",
}
_IRREGULAR = {  # forms that are also words of their own, which a list of lemmas leaves as they are
    "bore": "bear", "broke": "break", "felt": "feel", "left": "leave", "rose": "rise", "shook": "shake",
    "shot": "shoot", "swore": "swear", "thought": "think", "won": "win",
}  # fmt: skip
_PEOPLE = re.compile(
    r"(?<=[a-z]{4})(?:i?ans?|ia|a)$"
)  # "Rwandan" and "Rwanda", "Iranian" and "Iran"
_SPELLING = (  # British forms to American ones
    (re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(?=(s|ed|ing|able|ite|ites|itism)?$)"), "or"),
    (re.compile(r"(?<=[a-z]{2}[tb])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[aeiou]l)l(?=(ed|ing|er|ers)$)"), ""),
)
_BOUND = {
    "n't": "not",
    "'re": "be",
    "'m": "be",
    "'s": "be",
    "'ve": "have",
    "'ll": "will",
    "'d": "will",
}
_BEFORE_IS = """
it he she that this there here who what where when how let one
"""
# behind these "'s" is "is"; behind "people" it is the owner's
_IS = "|".join(rf"(?<=(?<!\w){word})" for word in _BEFORE_IS.split())
_PART = re.compile(
    rf"[^-]+?(?=n't(?:-|$)|'(?:re|ve|ll|d|m)(?:-|$)|(?:{_IS})'s(?:-|$)|-|$)|n't|'\w+"
)


class Word(NamedTuple):
    """One word of a text: where it stands, as it is folded, and what it is compared by."""

    start: int
    end: int
    form: str
    stem: str


class Alignment(NamedTuple):
    """What two passages share, as positions in their words.

    `pairs` of words in the same order in both; `weight` of these words less what lies between them.
    """

    pairs: tuple[tuple[int, int], ...]
    weight: float


def words_at(text: str, spans: Sequence[tuple[int, int]]) -> list[Word]:
    """Return the words of `text` in `spans`, cut further than a word is elsewhere.

    A hyphen parts words here ("storm-beaten"), a contraction is two ("we" and "'re"), and an editor's
    brackets part none ("[w]e", "harbo[u]r").
    """
    found: list[Word] = []
    for start, end in spans:
        for one in find_words(text[start:end]):
            first, word = start + one.start, one.word
            folded = len(word) != one.end - one.start  # to another length
            if folded or not ("-" in word or "'" in word):  # nothing can be cut, as in most
                form = "u.s." if text[first : start + one.end] == "US" else word
                found.append(Word(first, start + one.end, form, stem(form)))
                continue
            for part in _PART.finditer(word):
                begin, last = first + part.start(), first + part.end()
                form = "u.s." if text[begin:last] == "US" else part.group()
                found.append(Word(begin, last, form, stem(form)))
    return _without_brackets(text, found) if "[" in text else found


def _without_brackets(text: str, words: Sequence[Word]) -> list[Word]:
    """Return the words with the parts of "[w]hen" and "pier[s]" joined."""
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else word
        between = text[before.end : word.start]
        opened = between == "]" and "[" in text[max(0, before.start - 1) : before.end]
        added = between == "[" and text[word.end : word.end + 1] == "]" and word.form.isalpha()
        if opened or added:
            form = before.form + word.form
            found[-1] = Word(before.start, word.end, form, stem(form))
        else:
            found.append(word)
    return found


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what a folded word is compared by: the same for all its forms, spellings and persons.

    Source
    ------
    Porter 1980 in NLTK, on lemmas of simplemma. Ours: all personal pronouns are one, so are "will" and
    "would", British spellings become American ones.
    """
    if word == "u.s.":
        return "usa"
    word = _BOUND.get(word, without_possessive(word).replace(".", "") or word)
    if word in _SHIFTS:
        return _SHIFTS[word]
    if len(word) > 5:
        for pattern, spelling in _SPELLING:
            word = pattern.sub(spelling, word)
    found = lemma(_IRREGULAR.get(word, word), "en")
    return (
        _PEOPLE.sub("", found) if found != "civilian" and _PEOPLE.search(found) else _porter(found)
    )


def _porter(word: str) -> str:
    return str(_stemmer().stem(word))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    return part_of_nltk("stem.porter").PorterStemmer()


def align(left: Sequence[Word], right: Sequence[Word], weight: Callable[[str], float]) -> Alignment:
    """Return the best alignment of a part of `left` with a part of `right`.

    Source
    ------
    Smith & Waterman 1981, local alignment. Ours: only words of the same stem are ever paired, each adds
    its weight, and a series of words passed over costs by the longer of its two sides.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for j, word in enumerate(right):
        places[word.stem].append(j)
    matches = [(i, j) for i, word in enumerate(left) for j in places.get(word.stem, ())]
    best: list[float] = []
    before: list[int] = []
    for k, (i, j) in enumerate(matches):
        score, origin = 0.0, -1
        for m in range(k):
            p, q = matches[m]
            if p < i and q < j:
                reached = best[m] - _GAP * (max(i - p, j - q) - 1)
                if reached > score:
                    score, origin = reached, m
        best.append(score + weight(left[i].stem))
        before.append(origin)
    if not matches:
        return Alignment((), 0.0)
    at = max(range(len(matches)), key=lambda k: (best[k], -k))
    total, pairs = best[at], []
    while at >= 0:
        pairs.append(matches[at])
        at = before[at]
    pairs.reverse()
    return Alignment(tuple(pairs), total)
