"""Which sentences can stand by themselves as examples, and which loaded words are not the outlet's."""

import re
from collections.abc import Mapping

import pandas as pd

from analysis.measures.comparison.word_set import word_set
from analysis.texts import texts_by_id

_MARKS = " \t\n\"“”„«»'‘’()[]"
# begin what goes on from a sentence before
_GOING_ON = word_set("and but or so nor that which because then also who yet plus")
_OF_SOMEBODY = word_set("he she they him her them his hers their theirs")  # known from before only
_CALLED = word_set("i we he she it they you me us him them who this that one")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = tuple(".?!,…")  # within quotation marks a comma stands for the end of a sentence
_NEAR = 60  # characters before a word in which what it is part of is looked for
_BEHIND = 25  # characters behind it
_TERMS = re.compile(  # say no more than what they name
    r"lame[- ]ducks?|fatal conceit|witness tampering|hate crimes?|death row|"
    r"war crimes?|(?:los[et]|losing|claimed|took|taking|taken|risk(?:ed|ing)?) "
    r"(?:(?:his|her|its|their|a|the) )?(?:own )?li(?:fe|ves)|long[- ]promised|"
    r"(?:shaky|grainy|blurry)(?:,? (?:shaky|grainy|blurry))*,? (?:\w+ )?"
    r"(?:feeds?|videos?|footage|pictures?|images?)",
    re.IGNORECASE,
)
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
    """Return LoadedHits without words that are part of a fixed term, or reported as somebody's.

    "Lame duck session" names a session, a "grainy video" is one, and who "derided the plan as a mess" called
    it a mess.
    """
    texts = texts_by_id(articles)
    places = zip(hits["article"], hits["start"], hits["end"], strict=True)
    kept = [not _is_of_others(texts, article, start, end) for article, start, end in places]
    return hits[pd.Series(kept, index=hits.index, dtype=bool)]


def _is_of_others(texts: Mapping[str, str], article: str, start: int, end: int) -> bool:
    text = texts[article]
    first = max(0, start - _NEAR)
    terms = _TERMS.finditer(text, first, end + _BEHIND)
    in_term = any(term.start() <= start and end <= term.end() for term in terms)
    return in_term or _REPORTED.search(text[max(0, start - 2 * _NEAR) : start]) is not None
