"""The acts that a sentence tells: what is done, by whom, to whom, and in which construction."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.language.phrases import Phrase, Token, noun_phrases
from analysis.measures.comparison.clauses.acts import is_light, lemma_of, noun_act, verb_act
from analysis.measures.comparison.clauses.nominals import nominal_roles
from analysis.measures.comparison.clauses.roles import Sentence, governed_subject, roles_of
from analysis.measures.comparison.clauses.verbs import Verb, verbs_of

CONSTRUCTIONS = ("active", "passive_with_agent", "passive_without_agent", "nominal")
_PRONOUNS = frozenset({"PNP", "PNX", "PNQ", "DTQ", "PNI", "DT0", "CJT"})
Span = tuple[int, int]  # tokens


class Telling(NamedTuple):
    """An act as a sentence tells it; spans of tokens, None where nobody is named.

    `link` says where the agent stands: in the "clause" itself, in the "governing clause" ("by bombing"),
    or "" for no agent.
    """

    predicate: Span
    lemma: str
    agent: Span | None
    patient: Span | None
    construction: str
    act: str
    named: bool
    link: str


def tellings(tokens: Sequence[Token]) -> Iterator[Telling]:
    """Yield every act of a sentence, in no order: verbs with an object or passive, and listed nouns."""
    phrases = noun_phrases(tokens)
    sentence = Sentence(tokens, phrases, verbs_of(tokens, phrases))
    carried: set[int] = set()
    for verb in sentence.verbs:
        told = _by_verb(sentence, verb, carried)
        if told is not None:
            yield told
    for phrase in phrases:
        told = None if phrase.head in carried else _by_noun(sentence, phrase)
        if told is not None:
            yield told


def _by_verb(sentence: Sentence, verb: Verb, carried: set[int]) -> Telling | None:
    tokens = sentence.tokens
    word, particle = tokens[verb.place].text, _particle(tokens, verb.place)
    roles = roles_of(sentence, verb)
    noun = _carried_noun(sentence, verb, roles.patient) if is_light(word, particle) else None
    act = verb_act(word, particle) or (noun_act(tokens[noun].text) if noun is not None else "")
    if noun is not None:
        carried.add(noun)
    if not (verb.passive or roles.patient or act):
        return None
    start, end = verb.place, verb.place + 1
    if noun is not None:
        start, end = min(start, noun), max(end, noun + 1)
    construction = "active"
    if verb.passive:
        construction = "passive_with_agent" if roles.agent else "passive_without_agent"
    agent, link = roles.agent, "clause" if roles.agent else ""
    named = agent is not None and _is_named(tokens, roles.agent_head)
    if agent is None and not verb.passive and act:
        agent = governed_subject(sentence, verb)
        link = "governing clause" if agent else ""
    return Telling(
        (start, end), lemma_of(word), agent, roles.patient, construction, act or "other", named, link
    )


def _particle(tokens: Sequence[Token], place: int) -> str:
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after.text if after is not None and after.tag in ("AVP", "PRP", "AV0") else ""


def _carried_noun(sentence: Sentence, verb: Verb, patient: Span | None) -> int | None:
    """Return the noun of an act that a light verb carries: the head of its object, or passive subject."""
    if patient is None:
        phrase = next(
            (one for one in sentence.phrases if verb.place < one.first <= verb.place + 2), None
        )
    else:
        phrase = sentence.opening.get(patient[0])
    if phrase is None or not noun_act(sentence.tokens[phrase.head].text):
        return None
    return phrase.head


def _is_named(tokens: Sequence[Token], head: int) -> bool:
    """Whether an agent is named or described, and no pronoun."""
    return tokens[head].tag not in _PRONOUNS


def _by_noun(sentence: Sentence, phrase: Phrase) -> Telling | None:
    tokens = sentence.tokens
    head = tokens[phrase.head]
    act = noun_act(head.text) if head.tag in ("NN1", "NN2", "NN0", "NN", "NP0") else ""
    if not act:
        return None
    agent, agent_head, patient = nominal_roles(sentence, phrase)
    first = phrase.first
    while first < phrase.head and tokens[first].tag in ("AT0", "DPS", "DT0", "PUQ", "DTQ"):
        first += 1
    named = agent is not None and _is_named(tokens, agent_head)
    link = "clause" if agent else ""
    span = (first, phrase.head + 1)
    return Telling(span, lemma_of(head.text), agent, patient, "nominal", act, named, link)
