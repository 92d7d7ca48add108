"""Which sentences can stand by themselves as examples, and which loaded words are not the outlet's."""

import re
from functools import lru_cache

import pandas as pd

from analysis.language.parts_of_speech import parts_at
from analysis.language.sentences import sentence_spans
from analysis.language.words import find_words
from analysis.measures.comparison.word_set import word_set
from analysis.measures.loaded import MODEL_HITS
from analysis.texts import texts_by_id

_MARKS = " \t\n\"“”„«»'‘’()[]"
# begin what goes on from a sentence before
_GOING_ON = word_set("and but or so nor that which because then also who yet plus")
_OF_SOMEBODY = word_set("he she they him her them his hers their theirs")  # known from before only
_CALLED = word_set("i we he she it they you me us him them who this that one")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = tuple(".?!,…")  # within quotation marks a comma stands for the end of a sentence
_NEAR = 120  # characters before a word in which is looked for who calls it so
_NOUN_BEHIND = re.compile(r" [a-z]")
_HEDGED = re.compile(r"(?:so|self)-\w+", re.IGNORECASE)  # "so-called": what others call it
# "derided the bureau as inept and corrupt": what somebody is reported to have called it
_REPORTED = re.compile(
    r"\b(?:derid|dismiss|denounc|describ|decri|criticis|criticiz|brand|portray|label|blast|condemn|mock|"
    r"slam|paint|depict|characteris|characteriz|ridicul|attack|assail|deride|denigrat|disparag|"
    r"lambast|refer)\w*\b[^.;:!?\n]*?\bas (?:[\w’'-]+,? ){0,5}$"
)


def stands_alone(text: str) -> bool:
    """Tell whether words can be read without what was said before them.

    They do not begin with "and" or "that", and name somebody before they say "he" or "them".
    """
    words = [word.group() for word in _WORD.finditer(text)]
    if not words or words[0].casefold() in _GOING_ON:
        return False
    for place, word in enumerate(words):
        if word.casefold().partition("'")[0].partition("’")[0] in _OF_SOMEBODY:
            return any(_is_name(before) for before in words[1:place])
    return True


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.partition("'")[0].partition("’")[0] != "I"


def is_whole_sentence(text: str) -> bool:
    """Tell whether words in quotation marks are whole sentences, from a capital to a mark at the end."""
    bare = text.strip(_MARKS)
    return bare[:1].isupper() and bare.endswith(_ENDS)


def is_called(speaker: str) -> bool:
    """Tell whether a speaker is more than "I" or "he"."""
    return speaker.strip().casefold() not in _CALLED


def of_the_outlet(hits: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return LoadedHits without words that only name something, or that somebody else is told to use.

    A word that the model finds loaded is also in a list, if words of one are among the hits: "lame duck" and
    "grainy" are in none. It is no noun before another one, which names a kind ("hate crimes"), and no
    "so-called". Who "derided the plan as a mess" called it a mess.
    """
    texts = texts_by_id(articles)
    by_model = (hits["lexicon"] == MODEL_HITS).tolist()
    each = list(zip(hits["article"], hits["start"], hits["end"], strict=True))
    listed = {place for place, model in zip(each, by_model, strict=True) if not model}
    kept = [
        not model or ((not listed or (of, start, end) in listed) and _is_own(texts[of], start, end))
        for (of, start, end), model in zip(each, by_model, strict=True)
    ]
    return hits[pd.Series(kept, index=hits.index, dtype=bool)]


def _is_own(text: str, start: int, end: int) -> bool:
    hedged = _HEDGED.fullmatch(text[start:end]) is not None
    reported = _REPORTED.search(text[max(0, start - _NEAR) : start]) is not None
    return not (hedged or reported or _names_a_kind(text, start, end))


def _names_a_kind(text: str, start: int, end: int) -> bool:
    """Tell whether a word is a noun right before another one."""
    sentence = next(((a, b) for a, b in _spans(text) if a <= start and end <= b), None)
    if sentence is None or not _NOUN_BEHIND.match(text, end):
        return False
    words = [sentence[0] + word.start for word in find_words(text[slice(*sentence)])]
    numbers = [n for n, place in enumerate(words) if place >= start][:2]
    parts = parts_at(text[slice(*sentence)], numbers, sentence=True)
    return parts == ["NOUN", "NOUN"]


@lru_cache(maxsize=64)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))
