"""Noun phrases of English sentences, found in the tags of the words."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.language.parts_of_speech import tagged_words
from analysis.language.sentences import sentence_spans

_HEADS = frozenset({"NN0", "NN1", "NN2", "NP0", "PNI", "PNP", "PNX", "CRD", "NN", "UNC", "ZZ0"})
_ALONE = frozenset({"DT0", "DTQ"})  # "those", "many": phrases of their own where no noun follows
_OPENING = frozenset({"AT0", "DPS", "DT0", "DTQ"})
_WITHIN = frozenset(
    {"AJ0", "AJC", "AJS", "ORD", "CRD", "NN0", "NN1", "NN2", "NP0", "NN", "UNC", "ZZ0"}
)
_PRONOUNS = frozenset({"PNP", "PNX", "PNI", "PNQ"})
_ADJECTIVES = frozenset({"AJ0", "AJS", "ORD"})
_OBJECTS = frozenset({"AT0", "DPS", "NN2", "NP0", "PNP"})
_MODIFYING = frozenset({"VVN", "VVG", "VVD"})  # "the released memos"
_BEFORE_PARTICIPLES = frozenset({"AT0", "DPS", "POS", "AJ0", "CRD", "DT0", "AV0", "ORD"})


class Token(NamedTuple):
    """A word or mark of a sentence: its place in the text, itself, and its tag of the C5 set."""

    start: int
    end: int
    text: str
    tag: str


class Phrase(NamedTuple):
    """A noun phrase: its tokens `first` to `end`, and the token that it is about."""

    first: int
    end: int
    head: int


def tagged_sentences(text: str) -> list[list[Token]]:
    """Return the tokens of each sentence of an English text, with the places that they have in it."""
    return [
        _mended(
            [
                Token(start + first, start + end, text[start + first : start + end], tag)
                for first, end, tag in _tagged(text[start:stop])
            ]
        )
        for start, stop in sentence_spans(text)
    ]


def _mended(tokens: list[Token]) -> list[Token]:
    """Return the tokens with the tags that words and neighbours show: no verb follows "the", for one."""
    for place, token in enumerate(tokens):
        if token.tag[:2] != "PU" and not any(letter.isalnum() for letter in token.text):
            tokens[place] = token._replace(tag="PUN")
    for place in range(1, len(tokens)):
        tag = _better_tag(tokens[place - 1], tokens[place], tokens[place + 1 : place + 2])
        if tag:
            tokens[place] = tokens[place]._replace(tag=tag)
    return tokens


def _better_tag(left: Token, token: Token, after: Sequence[Token]) -> str:
    """Return the tag that a token has beside its neighbours, "" where the tagger's may stand."""
    if token.tag in ("VVB", "VVI", "VVZ"):
        if left.tag in ("AT0", "DPS", "POS"):
            return "NN2" if token.tag == "VVZ" else "NN1"
        return "NP0" if left.tag == "PRP" and token.text[:1].isupper() else ""
    if token.tag == "NN1" and token.text.endswith("ed") and left.tag[:2] == "VB":
        return "VVN"
    doing = token.tag in ("NN1", "AJ0") and token.text.endswith("ing") and left.text.lower() == "by"
    return "VVG" if doing and after and after[0].tag in _OBJECTS else ""


def noun_phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """Return the noun phrases of a sentence in order, none in another one.

    A phrase ends with its noun: "the rebels", "North Korea's leader", "82 civilians". What follows with
    a preposition is a phrase of its own. A pronoun is a phrase.
    """
    found: list[Phrase] = []
    place = 0
    while place < len(tokens):
        end = _end(tokens, place)
        if end > place:
            found.append(Phrase(place, end, _head(tokens, place, end)))
        place = max(end, place + 1)
    return found


def _end(tokens: Sequence[Token], first: int) -> int:
    """Return where the noun phrase that begins at a token ends; `first` if none begins there."""
    tag = tokens[first].tag
    if tag in _PRONOUNS and tag != "PNQ":
        return first + 1
    place, last = first, first
    opened = False
    while place < len(tokens):
        if not _goes_on(tokens, place, opened=opened):
            break
        opened = True
        place += 1
        if tokens[place - 1].tag in _HEADS or tokens[place - 1].tag == "POS":
            last = place
    if last > first and tokens[last - 1].tag == "POS":
        last -= 1
    if last == first and tag in _ALONE and tag != "DTQ":
        return first + 1
    described = place > first + 1 and tokens[place - 1].tag in _ADJECTIVES
    if last == first and tag == "AT0" and described and _closes(tokens, place):
        return place  # "the wounded"
    return last


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Whether a phrase without a noun can end here: no noun follows in another guise."""
    return place >= len(tokens) or tokens[place].tag[:2] not in ("VV", "NN", "NP", "CJ")


def _goes_on(tokens: Sequence[Token], place: int, *, opened: bool) -> bool:
    """Whether a token goes on with a noun phrase, or begins one that is not `opened`."""
    tag = tokens[place].tag
    if tag in _WITHIN:
        return True
    following = tokens[place + 1].tag if place + 1 < len(tokens) else ""
    before = tokens[place - 1].tag if place and opened else ""
    if tag in _OPENING:
        return before in ("", "DT0", "PUQ") or (tag == "DT0" and before in ("AT0", "DPS"))
    if tag in _MODIFYING:
        return before in _BEFORE_PARTICIPLES and following in _WITHIN
    return _joins(tag, before, following)


def _joins(tag: str, before: str, following: str) -> bool:
    """Whether an adverb, "and", an apostrophe or a quotation mark stands inside a noun phrase."""
    match tag:
        case "POS":
            return bool(before) and following in _WITHIN | {"AV0", "VVN", "VVG", "PUQ"}
        case "AV0":
            near = following in ("AJ0", "AJC", "AJS", "VVN") and bool(before)
            return near or following == "CRD"
        case "CJC":
            return before == following == "AJ0"
        case "PUQ":
            return before in ("AT0", "DPS", "AJ0") and following in _WITHIN
        case _:
            return False


def _head(tokens: Sequence[Token], first: int, end: int) -> int:
    nouns = [k for k in range(first, end) if tokens[k].tag in _HEADS]
    return nouns[-1] if nouns else end - 1


@lru_cache(maxsize=50_000)
def _tagged(sentence: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(tagged_words(sentence))
