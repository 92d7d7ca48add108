"""The acts that a sentence tells: what is done, by whom, to whom, and in which construction."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.language.phrases import Phrase, Token, noun_phrases
from analysis.measures.comparison.clauses.acts_listed import (
    carries,
    is_of_words,
    is_phrase,
    lemma_of,
    noun_act,
    verb_act,
    with_particle,
)
from analysis.measures.comparison.clauses.assertion import noun_asserted, verb_asserted
from analysis.measures.comparison.clauses.nominals import nominal_roles, patient_of
from analysis.measures.comparison.clauses.plainness import noun_plain, verb_plain
from analysis.measures.comparison.clauses.reduced import Verb
from analysis.measures.comparison.clauses.roles import governed_subject, roles_of
from analysis.measures.comparison.clauses.sentence import Sentence
from analysis.measures.comparison.clauses.verbs import verbs_of
from analysis.measures.comparison.word_set import word_set

CONSTRUCTIONS = ("active", "passive_with_agent", "passive_without_agent", "nominal")
_PRONOUNS = frozenset({"PNP", "PNX", "PNQ", "DTQ", "PNI", "DT0", "CJT"})
_LONG = 3  # letters of words that are counted in a headline, and words that it has at least
_TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december"
)
Span = tuple[int, int]  # tokens


class Telling(NamedTuple):
    """An act as a sentence tells it; spans of tokens, None where nobody is named.

    `link` says where the agent stands: in the "clause" itself, in the "governing clause" ("by bombing"),
    or "" for no agent. `asserted`: the sentence says that it is or was done (`assertion`). `plain`: who does
    it to whom is read off the words beside it (`plainness`).
    """

    predicate: Span
    lemma: str
    agent: Span | None
    patient: Span | None
    construction: str
    act: str
    named: bool
    link: str
    asserted: bool
    plain: bool


def tellings(tokens: Sequence[Token]) -> Iterator[Telling]:
    """Yield every act of a sentence, in no order: verbs with an object or passive, and listed nouns."""
    phrases = noun_phrases(tokens)
    sentence = Sentence(tokens, phrases, verbs_of(tokens, phrases))
    carried: set[int] = set()
    for verb in sentence.verbs:
        tells = tokens[verb.place].tag[:2] not in ("VB", "VH", "VD")
        tells = tells and not is_name(tokens, verb.place)
        told = _by_verb(sentence, verb, carried) if tells else None
        if told is not None:
            yield told
    for phrase in phrases:
        told = None if phrase.head in carried else _by_noun(sentence, phrase)
        if told is not None:
            yield told


def is_name(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word that looks like a verb is a name: a capital in a sentence of small letters."""
    words = [token.text for token in tokens if token.text[:1].isalpha()]
    begins = not place or not tokens[place - 1].text[:1].isalnum()
    if not tokens[place].text[:1].isupper() or begins:
        return False
    long = [word for word in words if len(word) > _LONG]
    return sum(word[0].isupper() for word in long) < 0.5 * len(long) or len(long) < _LONG


def _by_verb(sentence: Sentence, verb: Verb, carried: set[int]) -> Telling | None:
    tokens = sentence.tokens
    word, particle = tokens[verb.place].text, _particle(tokens, verb.place)
    roles = roles_of(sentence, verb)
    patient = roles.patient
    noun = _carried_noun(sentence, verb, patient)
    act = _act(sentence, verb, patient, noun)
    if not (verb.passive or patient or act):
        return None
    start, end = verb.place, verb.place + 1 + with_particle(word, particle)
    if noun is not None:
        carried.add(noun.head)
        start, end = min(start, noun.head), max(end, noun.head + 1)
        patient = patient_of(sentence, noun, verb.place)
    agent = roles.agent
    if agent and tokens[roles.agent_head].text.lower() in _TIMES:
        agent = None  # "Wednesday" says when
    construction = "active"
    if verb.passive:
        construction = "passive_with_agent" if agent else "passive_without_agent"
    link = "clause" if agent else ""
    named = agent is not None and _is_named(tokens, roles.agent_head)
    if agent is None and not verb.passive and act:
        agent = governed_subject(sentence, verb)
        link = "governing clause" if agent else ""
    lemma = lemma_of(tokens[noun.head].text if noun is not None else word)
    none = noun is not None and tokens[noun.first].text.lower() == "no"  # "made no decision"
    asserted = verb_asserted(sentence, verb) and not none
    plain = bool(act) and verb_plain(sentence, verb, act, agent=roles.agent, patient=roles.patient)
    span, act = (start, end), act or "other"
    return Telling(span, lemma, agent, patient, construction, act, named, link, asserted, plain)


def _act(sentence: Sentence, verb: Verb, patient: Span | None, noun: Phrase | None) -> str:
    """Return the act of a verb with the noun that it carries; "" for none of the list."""
    tokens = sentence.tokens
    word = tokens[verb.place].text
    if noun is not None:
        said = tokens[noun.head].text
        return "" if is_phrase(word, said) else noun_act(said, carried=True)
    phrase = sentence.opening.get(patient[0]) if patient else None
    terms = (word, f"{lemma_of(word)} {_particle(tokens, verb.place)}")
    if phrase is not None and any(is_phrase(one, tokens[phrase.head].text) for one in terms):
        return ""
    return verb_act(word, _particle(tokens, verb.place))


def _particle(tokens: Sequence[Token], place: int) -> str:
    """Return the particle behind a verb, or another word with which it is one term of the list."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is None:
        return ""
    term = after.tag in ("AVP", "PRP", "AV0") and with_particle(tokens[place].text, after.text)
    return after.text if after.tag == "AVP" or term else ""


def _carried_noun(sentence: Sentence, verb: Verb, patient: Span | None) -> Phrase | None:
    """Return the noun of an act that a light verb carries: the head of its object, or passive subject."""
    if patient is None:
        near = (one for one in sentence.phrases if verb.place < one.first <= verb.place + 2)
        phrase = next(near, None)
    else:
        phrase = sentence.opening.get(patient[0])
    if phrase is None:
        return None
    tokens = sentence.tokens
    particle = _particle(tokens, verb.place)
    carried = carries(tokens[verb.place].text, particle, tokens[phrase.head].text)
    return phrase if carried else None


def _is_named(tokens: Sequence[Token], head: int) -> bool:
    """Whether an agent is named or described, and no pronoun."""
    return tokens[head].tag not in _PRONOUNS


def _in_order_to(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a noun is "order" of "in order to"."""
    left = tokens[phrase.first - 1].text.lower() if phrase.first else ""
    return (
        left == "in" and tokens[phrase.head].text.lower() == "order" and phrase.first == phrase.head
    )


def _by_noun(sentence: Sentence, phrase: Phrase) -> Telling | None:
    tokens = sentence.tokens
    head = tokens[phrase.head]
    common = head.tag in ("NN1", "NN2", "NN0", "NN") or (
        head.tag == "NP0" and head.text[-1:] == "s"
    )
    act = noun_act(head.text) if common else ""
    modifiers = [token.text for token in tokens[phrase.first : phrase.head]]
    if not act or is_of_words(head.text, modifiers) or _in_order_to(tokens, phrase):
        return None
    agent, agent_head, patient = nominal_roles(sentence, phrase)
    first = phrase.first
    while first < phrase.head and tokens[first].tag in ("AT0", "DPS", "DT0", "PUQ", "DTQ"):
        first += 1
    named = agent is not None and _is_named(tokens, agent_head)
    link = "clause" if agent else ""
    span = (first, phrase.head + 1)
    lemma, asserted = lemma_of(head.text), noun_asserted(sentence, phrase)
    plain = noun_plain(sentence, phrase, agent=agent, patient=patient)
    return Telling(span, lemma, agent, patient, "nominal", act, named, link, asserted, plain)
