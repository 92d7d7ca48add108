"""Who does what to whom: subject, object and "by" of the verbs of a sentence."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.clauses.verbs import Verb

_NO_AGENT = frozenset(  # what follows "by" without acting
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december noon midnight night morning evening tomorrow today "
    "tonight percent phone telephone mail email e-mail fax letter post hand car bus train plane air sea "
    "land road law contrast default chance accident mistake now then year end week month day "
    "means virtue way far itself himself herself themselves dint reason name example times points votes "
    "degrees percentage".split()
)
_SKIP = frozenset({"AV0", "XX0", "AVP"})
_RELATIVE = frozenset({"DTQ", "PNQ", "CJT"})
_STOPS = frozenset({"CJS", "CJT", "DTQ", "PNQ", "AVQ"})
_FAR = 25  # tokens between commas that may part a subject from its verb


class Roles(NamedTuple):
    """Spans of tokens that act and are acted on, with their heads; None where the clause names none."""

    agent: tuple[int, int] | None
    agent_head: int
    patient: tuple[int, int] | None
    by: bool


class Sentence:
    """The tokens of a sentence, with the phrases that begin and end at each place."""

    def __init__(self, tokens: Sequence[Token], phrases: Sequence[Phrase], verbs: Sequence[Verb]) -> None:
        self.tokens, self.phrases, self.verbs = tokens, phrases, verbs
        self.opening = {one.first: one for one in phrases}
        self.closing = {one.end: one for one in phrases}
        self.lexical = {verb.place for verb in verbs}


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


def subject_of(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return the tokens of the grammatical subject, None where there is none in the clause."""
    if verb.shares >= 0:
        return subject_of(sentence, sentence.verbs[verb.shares])
    if verb.form in ("infinitive", "gerund"):
        return _raised(sentence, verb)
    k = _left(sentence, verb.first)
    if verb.form == "participle":
        return _before_participle(sentence, k)
    return _subject_before(sentence, k)


def _left(sentence: Sentence, place: int) -> int:
    """Return the place before adverbs and a stretch between commas to the left of `place`."""
    tokens = sentence.tokens
    k = place
    while k and tokens[k - 1].tag in _SKIP:
        k -= 1
    if k and tokens[k - 1].text in (",", "—", "--", ")", "-"):
        opening = {")": "("}.get(tokens[k - 1].text, tokens[k - 1].text)
        for j in range(k - 2, max(-1, k - 2 - _FAR), -1):
            if tokens[j].text == opening and j in sentence.closing:
                return j
    return k


def _subject_before(sentence: Sentence, k: int) -> tuple[int, int] | None:
    tokens = sentence.tokens
    if k and tokens[k - 1].tag in _RELATIVE and (k - 1) not in sentence.opening:
        return _antecedent(sentence, k - 1)
    phrase = sentence.closing.get(k)
    if phrase is None:
        return None
    first = _chain(sentence, phrase)
    return (first, k)


def _antecedent(sentence: Sentence, k: int) -> tuple[int, int] | None:
    """Return the noun phrase that a relative pronoun at `k` takes up."""
    tokens = sentence.tokens
    end = k
    if end and tokens[end - 1].text in (",", "—", "--"):
        end -= 1
    phrase = sentence.closing.get(end)
    if phrase is None:
        return (k, k + 1) if tokens[k].tag in ("DTQ", "PNQ") else None
    return (_of_chain(sentence, phrase), end)


def _before_participle(sentence: Sentence, k: int) -> tuple[int, int] | None:
    """Return what a reduced clause belongs to: the noun right before, with what hangs on it by "of"."""
    tokens = sentence.tokens
    comma = bool(k) and tokens[k - 1].text in (",", "—", "--", "(")
    phrase = sentence.closing.get(k - 1 if comma else k)
    if phrase is None:
        return None
    if comma:
        return (_chain(sentence, phrase), phrase.end)
    return (_of_chain(sentence, phrase), phrase.end)


def _of_chain(sentence: Sentence, phrase: Phrase) -> int:
    return phrase.first


def _chain(sentence: Sentence, phrase: Phrase) -> int:
    """Return where the subject begins whose last noun phrase is given: "the leader of the rebels in X"."""
    tokens = sentence.tokens
    first = phrase.first
    while first:
        left = tokens[first - 1]
        if left.tag in ("PRF", "PRP"):
            other = sentence.closing.get(first - 1)
        elif left.tag == "CJC" and _joins(sentence, first):
            other = sentence.closing.get(first - 1)
        else:
            other = None
        if other is None:
            break
        if left.tag == "PRP" and _is_object(sentence, other):
            break
        first = other.first
    return first


def _joins(sentence: Sentence, first: int) -> bool:
    """Whether "and" before a token joins two subjects, and not two clauses."""
    other = sentence.closing.get(first - 1)
    return other is not None and not _is_object(sentence, other)


def _is_object(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb or a preposition stands before a noun phrase and its "of" chain."""
    tokens = sentence.tokens
    first = phrase.first
    while first and tokens[first - 1].tag in ("PRF", "PRP") and (first - 1) in sentence.closing:
        first = sentence.closing[first - 1].first
    return bool(first) and (first - 1 in sentence.lexical or tokens[first - 1].tag[:2] in ("VB", "VH", "VD"))


def _raised(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return the noun before "to be arrested" or a bare infinitive: "helped the girls enter"."""
    tokens = sentence.tokens
    phrase = sentence.closing.get(verb.first)
    if phrase is None:
        return None
    if verb.form == "infinitive" and tokens[verb.first].tag == "TO0":
        return (phrase.first, phrase.end) if verb.passive else None
    return (phrase.first, phrase.end)


def object_of(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return the tokens of the direct object that follows an active verb."""
    tokens = sentence.tokens
    k = verb.place + 1
    while k < len(tokens) and (tokens[k].tag in ("AVP", "AV0") or tokens[k].tag == "PUQ"):
        if k in sentence.opening:
            break
        k += 1
    phrase = sentence.opening.get(k)
    if phrase is None or tokens[phrase.head].text.lower() in _NO_AGENT:
        return None
    return (phrase.first, agent_end(sentence, phrase))


def by_agent(sentence: Sentence, start: int) -> Phrase | None:
    """Return the noun phrase after the "by" of a passive whose verb ends at `start`."""
    tokens = sentence.tokens
    for k in range(start, len(tokens)):
        token = tokens[k]
        if token.text.lower() == "by":
            phrase = sentence.opening.get(k + 1)
            if phrase is not None and _acts(tokens, phrase):
                return phrase
        ends = token.tag in _STOPS or token.text in (";", ":", "—", "--")
        if ends or k in sentence.lexical or token.tag in ("VM0", "TO0") or token.tag[:2] in ("VB", "VH"):
            return None
    return None


def _acts(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether what follows "by" can act: no time, number or means."""
    head = tokens[phrase.head]
    return head.tag not in ("CRD", "PNX") and head.text.lower() not in _NO_AGENT


def agent_end(sentence: Sentence, phrase: Phrase) -> int:
    """Return where a phrase ends with what hangs on it: "of", "and" another."""
    tokens = sentence.tokens
    end = phrase.end
    while end < len(tokens):
        joined = tokens[end].tag == "PRF" or (
            tokens[end].tag == "CJC" and not _own_verb(sentence, end + 1)
        )
        other = sentence.opening.get(end + 1) if joined else None
        if other is None:
            break
        end = other.end
    return end


def _own_verb(sentence: Sentence, first: int) -> bool:
    """Whether the noun phrase that begins at `first` has a verb of its own behind it."""
    phrase = sentence.opening.get(first)
    if phrase is None or phrase.end >= len(sentence.tokens):
        return False
    tag = sentence.tokens[phrase.end].tag
    return tag in ("VM0", "VVZ", "VVD", "VVB") or tag in ("VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB")
