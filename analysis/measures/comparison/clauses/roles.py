"""Who does what to whom: subject, object and "by" of the verbs of a sentence."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.language.lemmas import lemma
from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.clauses.verbs import NO_AGENT, Verb

_ASKING = frozenset(  # "asked them to leave": they leave
    "ask tell require force allow urge order help expect encourage want let make have get permit enable "
    "invite persuade convince command instruct warn cause lead push press pressure compel oblige forbid "
    "advise teach lobby beg call".split()
)
_SAYING = frozenset(
    "say think claim believe know insist argue warn add note report hope suggest admit confirm deny mean "
    "conclude fear suspect acknowledge allege maintain contend assert tell show find feel".split()
)
_WANTING = frozenset(  # "wants to leave": the subject leaves
    "want plan intend begin start decide manage agree try refuse seek continue need hope attempt vow "
    "threaten pledge promise wish fail expect appear seem tend happen choose aim mean dare learn decline "
    "struggle claim offer demand cease prepare hesitate opt use".split()
)
_REPORTED = frozenset(  # "was said to leave": the subject leaves
    "say believe think schedule report suppose know allege motivate design determine find see hear "
    "rumor rumour consider estimate understand feel intend prepare ready commit".split()
)
_SKIP = frozenset({"AV0", "XX0", "AVP", "PUQ"})
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
    """Return the place before adverbs and stretches between commas to the left of `place`."""
    tokens = sentence.tokens
    k = place
    for _ in range(3):
        while k and (tokens[k - 1].tag in _SKIP or tokens[k - 1].text.lower() == "first"):
            k -= 1
        opening = _opening(sentence, k)
        if opening < 0:
            break
        k = opening
    return k


def _opening(sentence: Sentence, k: int) -> int:
    """Return where the stretch between commas, dashes or brackets opens that ends before `k`, or -1."""
    tokens = sentence.tokens
    mark = tokens[k - 1].text if k else ""
    if mark not in (",", "—", "--", ")", "-"):
        return -1
    opening = "(" if mark == ")" else mark
    places = range(k - 2, max(-1, k - 2 - _FAR), -1)
    return next((j for j in places if tokens[j].text == opening and j in sentence.closing), -1)


def _subject_before(sentence: Sentence, k: int) -> tuple[int, int] | None:
    tokens = sentence.tokens
    if k and tokens[k - 1].tag in _RELATIVE and (k - 1) not in sentence.opening:
        return _antecedent(sentence, k - 1)
    phrase = sentence.closing.get(k)
    if phrase is None:
        return None
    first = _chain(sentence, phrase)
    for _ in range(3):
        other = _apposed(sentence, first) or _modified(sentence, first)
        if other is None:
            break
        first, k = _chain(sentence, other), other.end
    return (first, k)


def _apposed(sentence: Sentence, first: int) -> Phrase | None:
    """Return the name before a description in commas: "Mohamed, a boy from Irving, Texas, was"."""
    tokens = sentence.tokens
    if first < 2 or tokens[first - 1].text != "," or tokens[first].tag not in ("AT0", "DPS", "CRD"):
        return None
    phrase = sentence.closing.get(first - 1)
    return phrase if phrase and tokens[phrase.head].tag == "NP0" else None


def _modified(sentence: Sentence, first: int) -> Phrase | None:
    """Return the noun that a clause without a finite verb follows: "the plan backed by Berlin was"."""
    for verb in sentence.verbs:
        between = sentence.tokens[verb.place + 1 : first]
        here = 0 <= first - 1 - verb.place <= 3 and verb.first == verb.place
        if here and verb.form in ("participle", "gerund") and all(one.text != "," for one in between):
            return sentence.closing.get(verb.first)
    return None


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
    first, listed = phrase.first, False
    while first:
        left = tokens[first - 1]
        if left.tag in ("PRF", "PRP"):
            other = sentence.closing.get(first - 1)
            if other is None or (left.tag == "PRP" and _is_object(sentence, other)):
                break
        else:
            other = _joined(sentence, first, listed=listed)
            if other is None:
                break
            listed = True
        first = other.first
    return first


def _joined(sentence: Sentence, first: int, *, listed: bool) -> Phrase | None:
    """Return the noun phrase that "and", or in a list a comma, joins to the one at `first`."""
    tokens = sentence.tokens
    end = first - 1
    if tokens[end].tag == "CJC" and tokens[end].text.lower() != "but":
        end -= end > 0 and tokens[end - 1].text == ","
    elif not (listed and tokens[end].text == ","):
        return None
    other = sentence.closing.get(end)
    if other is None or _is_object(sentence, other):
        return None
    start = _of_start(sentence, other)
    placed = start > 0 and tokens[start - 1].tag == "PRP"
    return None if placed and end < first - 1 else other


def _is_object(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a noun phrase, with what it hangs on, is the object of a verb before it.

    What stands behind "said" or "believes" begins a clause of its own.
    """
    tokens = sentence.tokens
    first = phrase.first
    while first and tokens[first - 1].tag in ("PRF", "PRP") and (first - 1) in sentence.closing:
        first = sentence.closing[first - 1].first
    if not first:
        return False
    left = tokens[first - 1]
    if first - 1 in sentence.lexical:
        return lemma(left.text.lower(), "en") not in _SAYING
    return left.tag[:2] in ("VB", "VH", "VD")


def _raised(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return whom an infinitive is about: "wants to leave", "asked them to leave", "for them to leave"."""
    tokens = sentence.tokens
    if verb.form == "gerund":
        return _before_gerund(sentence, verb)
    k = _without_adverbs(sentence, verb.first)
    phrase = sentence.closing.get(k)
    if phrase is None:
        governing = _governing(sentence, k)
        return subject_of(sentence, governing) if governing else None
    first = _of_start(sentence, phrase)
    left = tokens[first - 1].text.lower() if first else ""
    governing = _verb_before(sentence, first)
    asks = governing is not None and _lemma(sentence, governing) in _ASKING
    headline = first == 0 and tokens[-1].text not in (".", "?", "!")
    raised = left == "for" or asks or headline or (verb.passive and left != "of")
    return (first, phrase.end) if raised else None


def _before_gerund(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return the noun before "being arrested", or before a gerund that it opens: "with police firing"."""
    phrase = sentence.closing.get(verb.first)
    if phrase is None:
        return None
    first = phrase.first
    joined = _joined(sentence, first, listed=False)
    first = joined.first if joined else first
    left = sentence.tokens[first - 1].text if first else ""
    opens = left.lower() in ("with", ",", "—", "--")
    return (_of_start(sentence, phrase), phrase.end) if verb.passive or opens else None


def _without_adverbs(sentence: Sentence, k: int) -> int:
    while k and sentence.tokens[k - 1].tag in ("AV0", "XX0"):
        k -= 1
    return k


def _of_start(sentence: Sentence, phrase: Phrase) -> int:
    """Return where a phrase begins with those on which it hangs by "of"."""
    first = phrase.first
    while first and sentence.tokens[first - 1].tag == "PRF" and (first - 1) in sentence.closing:
        first = sentence.closing[first - 1].first
    return first


def _lemma(sentence: Sentence, verb: Verb) -> str:
    return lemma(sentence.tokens[verb.place].text.lower(), "en")


def _verb_before(sentence: Sentence, place: int) -> Verb | None:
    k = _without_adverbs(sentence, place)
    return next((one for one in sentence.verbs if one.place == k - 1), None)


def _governing(sentence: Sentence, k: int) -> Verb | None:
    """Return the verb whose subject an infinitive right behind it has: "wants to", "was able to"."""
    tokens = sentence.tokens
    if k and tokens[k - 1].tag in ("AJ0", "AVP"):
        k = _without_adverbs(sentence, k - 1)
    found = _verb_before(sentence, k)
    if found is not None:
        known = _REPORTED | _ASKING if found.passive else _WANTING | {"help", "let", "be", "have"}
        return found if _lemma(sentence, found) in known else None
    return None


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
        placed = tokens[phrase.first - 1].text.lower() in ("in", "at", "near") if phrase.first else False
        owner = sentence.closing.get(phrase.first - 1) if placed else None
        return (owner.first if owner else _of_start(sentence, phrase), phrase.end)
    k = _without_adverbs(sentence, verb.first)
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
    if phrase is None or tokens[phrase.head].text.lower() in NO_AGENT:
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
        elif tokens[end].tag != "PRF" and (
            tokens[end].tag != "CJC" or _own_verb(sentence, end + 1)
        ):
            break
        other = sentence.opening.get(first)
        if other is None:
            break
        end = other.end
    return end


def _list_goes_on(sentence: Sentence, first: int) -> bool:
    """Whether after a comma come "and" and a noun phrase, or a noun phrase with "and" behind it."""
    tokens = sentence.tokens
    if first < len(tokens) and tokens[first].tag == "CJC":
        return first + 1 in sentence.opening and not _own_verb(sentence, first + 1)
    phrase = sentence.opening.get(first)
    after = tokens[phrase.end : phrase.end + 2] if phrase else []
    joined = [token for token in after if token.text != ","]
    return bool(joined) and after[0].text in (",", "and", "or") and joined[0].tag == "CJC" and (
        not _own_verb(sentence, first)
    )


def _own_verb(sentence: Sentence, first: int) -> bool:
    """Whether the noun phrase that begins at `first` has a verb of its own behind it."""
    phrase = sentence.opening.get(first)
    if phrase is None or phrase.end >= len(sentence.tokens):
        return False
    tag = sentence.tokens[phrase.end].tag
    return tag in ("VM0", "VVZ", "VVD", "VVB") or tag in ("VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB")
