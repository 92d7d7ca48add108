"""Who does what to whom: subject, object and "by" of the verbs of a sentence."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.clauses.acts_listed import lemma_of
from analysis.measures.comparison.clauses.reduced import Verb, shares_object
from analysis.measures.comparison.clauses.sentence import Sentence, of_start, without_adverbs
from analysis.measures.comparison.clauses.subjects import subject_of
from analysis.measures.comparison.clauses.verb_lists import DAYS, NO_AGENT
from analysis.measures.comparison.word_set import word_set

# "accused the mayor of fraud": what follows is no part of the mayor
_OF_WHAT = word_set("accuse convict acquit suspect warn rob strip clear")
_SCORE = re.compile(r"\d+[-–]\d+")  # of a vote
_OBJECTS = frozenset({"him", "them", "me", "us"})  # never a subject
_STOPS = frozenset({"CJS", "CJT", "DTQ", "PNQ", "AVQ"})


class Roles(NamedTuple):
    """Spans of tokens that act and are acted on, with their heads; None where the clause names none."""

    agent: tuple[int, int] | None
    agent_head: int
    patient: tuple[int, int] | None
    by: bool


def roles_of(sentence: Sentence, verb: Verb) -> Roles:
    """Return who acts and who is acted on, as the clause of `verb` says."""
    subject = subject_of(sentence, verb)
    if verb.passive:
        agent = by_agent(sentence, verb.place + 1)
        if agent:
            return Roles((agent.first, agent_end(sentence, agent)), agent.head, subject, by=True)
        return Roles(None, -1, subject, by=False)
    patient = object_of(sentence, verb)
    head = _head_in(sentence, subject)
    return Roles(subject, head, patient, by=False)


def _head_in(sentence: Sentence, span: tuple[int, int] | None) -> int:
    phrase = sentence.opening.get(span[0]) if span else None
    return phrase.head if phrase else (span[0] if span else -1)


def governed_subject(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return whom a gerund or an infinitive without subject is about, by the clause around it.

    The noun before ("troops entering homes and killing"), else the subject of the last finite verb before
    ("Syria broke the law by bombing"). None where there is neither.
    """
    tokens = sentence.tokens
    if verb.form not in ("gerund", "infinitive"):
        return None
    phrase = sentence.closing.get(verb.first)
    if phrase is not None and verb.form == "gerund":
        placed = (
            tokens[phrase.first - 1].text.lower() in ("in", "at", "near") if phrase.first else False
        )
        owner = sentence.closing.get(phrase.first - 1) if placed else None
        return (owner.first if owner else of_start(sentence, phrase), phrase.end)
    k = without_adverbs(sentence, verb.first)
    if phrase is not None or (k in sentence.closing and verb.form == "infinitive"):
        return None  # "the decision to leave"
    left = tokens[k - 1] if k else None
    earlier = [one for one in sentence.verbs if one.place < verb.first]
    listed = left is not None and (left.tag == "CJC" or left.text == ",")
    if earlier and listed and earlier[-1].form == verb.form == "gerund":
        return governed_subject(sentence, earlier[-1])
    if left is not None and left.text.lower() == "of":
        return None
    finite = [one for one in earlier if one.form == "finite"]
    return subject_of(sentence, finite[-1]) if finite else None


def object_of(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return the tokens of the direct object that follows an active verb."""
    tokens = sentence.tokens
    k = verb.place + 1
    while k < len(tokens) and (tokens[k].tag in ("AVP", "AV0") or tokens[k].tag == "PUQ"):
        if k in sentence.opening:
            break
        k += 1
    phrase = sentence.opening.get(k)
    shared = next((one for one in sentence.verbs if one.place == k + 1), None)
    if phrase is None and shared and shares_object(tokens, verb.place):
        return object_of(sentence, shared)  # "shot and killed a man"
    if phrase is None or _says_when(sentence, phrase):
        return None
    if _is_clause(sentence, verb, phrase):
        return None
    of_what = tokens[phrase.end : phrase.end + 1] and tokens[phrase.end].tag == "PRF"
    of_what = of_what and lemma_of(tokens[verb.place].text) in _OF_WHAT
    single = tokens[phrase.head].tag == "PNP" or of_what
    end = phrase.end if single else agent_end(sentence, phrase)
    return (phrase.first, _undated_end(sentence, end))


def _is_clause(sentence: Sentence, verb: Verb, phrase: Phrase) -> bool:
    """Whether a clause begins behind a verb, and no object: "decided the pill would be sold"."""
    tokens = sentence.tokens
    relative = verb.first > 0 and tokens[verb.first - 1].tag in _STOPS
    follows = _own_verb(sentence, phrase.first) and tokens[phrase.end].tag != "VVB"
    after = next((one for one in sentence.verbs if one.first == phrase.end), None)
    follows &= after is None or after.form != "participle"  # "the bill sent to him"
    return follows and not relative and tokens[phrase.head].text.lower() not in _OBJECTS


def _says_when(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is no object, but a time or a means; in "a bill Monday" only the last word is."""
    tokens = sentence.tokens
    word = tokens[phrase.head].text.lower()
    of_object = word in DAYS and tokens[phrase.head - 1].tag in ("NN1", "NN2", "NN0")
    return word in NO_AGENT and not (of_object and phrase.head - phrase.first > 1)


def _undated_end(sentence: Sentence, end: int) -> int:
    """Return where an object ends without the day or votes behind it: "killed civilians Monday"."""
    phrase = sentence.closing.get(end)
    last = sentence.tokens[end - 1].text.lower()
    beside = last in DAYS or _SCORE.fullmatch(last) is not None
    return end - 1 if phrase and beside and phrase.end - phrase.first > 1 else end


def by_agent(sentence: Sentence, start: int) -> Phrase | None:
    """Return the noun phrase after the "by" of a passive whose verb ends at `start`."""
    tokens = sentence.tokens
    for k in range(start, len(tokens)):
        token = tokens[k]
        if token.text.lower() == "by":
            phrase = sentence.opening.get(k + 1)
            if phrase is not None and _acts(tokens, phrase):
                return phrase
        if _ends_clause(sentence, k):
            return None
    return None


def _ends_clause(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    if token.tag in _STOPS or token.text in (";", ":", "—", "--") or token.tag in ("VM0", "TO0"):
        return True
    gerund = token.tag == "VVG" and sentence.tokens[k - 1].text.lower() == "from"
    return (k in sentence.lexical and not gerund) or token.tag[:2] in ("VB", "VH")


def _acts(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether what follows "by" can act: no time, number or means."""
    head = tokens[phrase.head]
    return head.tag not in ("CRD", "PNX") and head.text.lower() not in NO_AGENT


def agent_end(sentence: Sentence, phrase: Phrase) -> int:
    """Return where a phrase ends with what hangs on it: "of", "and" another, a list."""
    tokens = sentence.tokens
    end = phrase.end
    while end < len(tokens):
        first = end + 1
        if tokens[end].text == "," and _list_goes_on(sentence, end + 1):
            first += tokens[first].tag == "CJC"
        elif tokens[end].tag != "PRF" and not _joins(sentence, end):
            break
        other = sentence.opening.get(first)
        if other is None:
            break
        end = other.end
    return end


def _joins(sentence: Sentence, place: int) -> bool:
    """Whether "and" or "or" joins another noun, which has no verb of its own."""
    token = sentence.tokens[place]
    joins = token.tag == "CJC" and token.text.lower() != "but"
    return joins and not _own_verb(sentence, place + 1)


def _list_goes_on(sentence: Sentence, first: int) -> bool:
    """Whether after a comma come "and" and a noun phrase, or a noun phrase with "and" behind it."""
    tokens = sentence.tokens
    if first < len(tokens) and tokens[first].tag == "CJC":
        if tokens[first].text.lower() == "but":
            return False
        return first + 1 in sentence.opening and not _own_verb(sentence, first + 1)
    phrase = sentence.opening.get(first)
    after = tokens[phrase.end : phrase.end + 2] if phrase else []
    joined = [token for token in after if token.text != ","]
    return (
        bool(joined)
        and after[0].text in (",", "and", "or")
        and joined[0].tag == "CJC"
        and (not _own_verb(sentence, first))
    )


def _own_verb(sentence: Sentence, first: int) -> bool:
    """Whether the noun phrase that begins at `first` has a verb of its own behind it."""
    phrase = sentence.opening.get(first)
    if phrase is None or phrase.end >= len(sentence.tokens):
        return False
    tag = sentence.tokens[phrase.end].tag
    return tag in ("VM0", "VVZ", "VVD", "VVB") or tag in ("VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB")
