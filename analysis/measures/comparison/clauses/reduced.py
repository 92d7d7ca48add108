"""Verbs in -ed without an auxiliary: past tense, or passive ("civilians killed by troops")."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.language.lemmas import lemma
from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.clauses.verb_lists import (
    ADDRESSED,
    INTRANSITIVE,
    NAMING,
    NO_AGENT,
    NO_PASSIVE,
    ONLY_PARTICIPLES,
    ONLY_PAST,
    REPORTING,
    SAYING,
    SUBJECTS,
    TIMES,
)
from analysis.measures.comparison.word_set import word_set

BETWEEN = frozenset({"AV0", "XX0", "AVP"})


FINITE = (
    "VM0",
    "VBZ",
    "VBD",
    "VBB",
    "VHZ",
    "VHD",
    "VHB",
    "VDZ",
    "VDD",
    "VDB",
    "VVZ",
    "VVD",
    "VVB",
)


_OPENERS = frozenset({"CJS", "CJT", "DTQ", "PNQ", "AVQ"})


_CONJUNCTIONS = word_set("as after before since until than like because while when")
_WHO = frozenset({"DTQ", "PNQ"})


_OBJECTS = word_set("AT0 DPS NP0 PNP PNX DT0 NN1 NN2 NN0 AJ0 AJC AJS CRD CJT PNI VVG VVI VVB DTQ")


class Verb(NamedTuple):
    """A verb: the token of its meaning, and where its group with auxiliaries begins.

    `form` is "finite", "infinitive", "gerund" (-ing without auxiliary) or "participle" (a reduced
    clause: "civilians killed by troops"). `shares` is the number of the verb in the list whose subject it
    has too ("was arrested and charged"), -1 where it has its own.
    """

    place: int
    first: int
    passive: bool
    form: str
    shares: int


def bare_verb(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, before: Sequence[Verb]
) -> Verb | None:
    """Return the verb in -ed without an auxiliary: past tense, reduced passive, or one of several."""
    word = tokens[place].text.lower()
    surely = word in ONLY_PARTICIPLES
    shared = shared_subject(tokens, place, before)
    if shared >= 0:
        other = before[shared]
        free = word not in INTRANSITIVE and _no_object(tokens, place, word)
        alike = tokens[place].tag == "VVN" or surely or free or has_agent(tokens, place)
        told = (
            word in ADDRESSED and tokens[place + 1 : place + 2] and tokens[place + 1].tag == "CJT"
        )
        state = tokens[other.place].tag[:2] == "VB" and tokens[place].tag == "VVN"
        if told and other.passive:
            alike = True
        if alike and (other.passive or state):
            return Verb(place, place, passive=True, form=other.form, shares=shared)
        if has_agent(tokens, place) and tokens[other.place].tag in ("VVG", "VVN"):
            return Verb(place, place, passive=True, form="participle", shares=shared)
        if not surely or not has_agent(tokens, place):
            return Verb(place, place, passive=False, form=other.form, shares=shared)
    if _is_reduced(tokens, phrases, place, before):
        if word in NO_PASSIVE and not has_agent(tokens, place):
            return None
        return Verb(place, place, passive=True, form="participle", shares=-1)
    return Verb(place, place, passive=False, form="finite", shares=-1)


def has_agent(tokens: Sequence[Token], place: int) -> bool:
    """Whether "by" follows a verb, perhaps after a particle or an adverb."""
    after = [token for token in tokens[place + 1 : place + 5] if token.tag not in BETWEEN]
    if len(after) < 2 or after[0].text.lower() != "by" or after[1].tag in ("CRD", "VVG"):
        return False
    return not {token.text.lower() for token in after[1:3]} & NO_AGENT


def _is_reduced(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, before: Sequence[Verb]
) -> bool:
    """Whether a participle without auxiliary is a passive clause of its own."""
    word = tokens[place].text.lower()
    if word in ONLY_PAST or word in ONLY_PARTICIPLES or has_agent(tokens, place):
        return word not in ONLY_PAST
    if shares_object(tokens, place):
        return False
    k = _before_brackets(tokens, place - 1)
    while k >= 0 and (tokens[k].tag in BETWEEN or tokens[k].tag == "PUQ"):
        k -= 1
    phrase = next((one for one in phrases if one.end == k + 1), None)
    if k < 0 or phrase is None:
        return (k < 0 or word not in INTRANSITIVE) and _opens(tokens, place, k)
    active = (
        word in INTRANSITIVE | REPORTING
        or _is_subject(tokens, k)
        or not _no_object(tokens, place, word)
    )
    return not active and _after_noun(tokens, phrases, place, before)


def shares_object(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a verb has an object with the one behind "and": "an officer shot and killed Brown"."""
    after = tokens[place + 1 : place + 3]
    joined = len(after) > 1 and after[0].tag == "CJC" and after[1].tag in ("VVD", "VVN")
    return joined and not _no_object(tokens, place + 2) and after[1].text.lower() not in NAMING


def _before_brackets(tokens: Sequence[Token], k: int) -> int:
    """Return the place before a short stretch in brackets that ends at `k`: "Gov. Ada Moor (D)"."""
    if k < 0 or tokens[k].text != ")":
        return k
    opening = [j for j in range(k - 1, max(-1, k - 6), -1) if tokens[j].text == "("]
    return opening[0] - 1 if opening else k


def _is_subject(tokens: Sequence[Token], k: int) -> bool:
    """Whether a token is a pronoun that must be, or by its place is, the subject of what follows."""
    opens = k == 0 or tokens[k - 1].tag in ("PUN", "CJC", "CJS", "CJT", "PUQ")
    return tokens[k].text.lower() in SUBJECTS or (tokens[k].tag == "PNP" and opens)


def _opens(tokens: Sequence[Token], place: int, k: int) -> bool:
    """Whether a participle that follows no noun opens a passive clause: "Founded in", "as promised"."""
    left = tokens[k] if k >= 0 else None
    word = tokens[place].text.lower()
    if left is not None and left.tag in _WHO | {"CJT", "PRP", "PRF", "AT0", "AJ0", "CJC"}:
        return left.text.lower() == "as" and tokens[place].tag == "VVN"
    if left is None or left.tag == "PUN" or left.text in ("(", "-"):
        surely = tokens[place].tag == "VVN" or word in NAMING
        resumed = word not in NAMING and _resumes(tokens, k)
        return surely and _no_object(tokens, place, word) and not resumed
    return tokens[place].tag == "VVN" and left.tag[:2] != "VV"


def _resumes(tokens: Sequence[Token], k: int) -> bool:
    """Whether a comma before a verb ends an insertion: "Dewhurst, who was mayor, spent more"."""
    if k < 0 or tokens[k].text != ",":
        return False
    commas = [j for j in range(max(1, k - 25), k) if tokens[j].text == ","]
    opens = any(tokens[j + 1].tag in _WHO | {"AT0"} for j in commas[-1:])
    first = commas[-1] if opens else 0
    finite = any(tokens[j].tag in FINITE and tokens[j].tag != "VVB" for j in range(first))
    return opens and not finite


def _no_object(tokens: Sequence[Token], place: int, word: str = "") -> bool:
    """Whether no noun phrase follows that would be the object of an active verb."""
    if word in NAMING:
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    timed = after is not None and after.text.lower().rstrip(".") in TIMES
    return after is None or after.tag not in _OBJECTS or timed


def _after_noun(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, before: Sequence[Verb]
) -> bool:
    """Whether the verb after a noun belongs to the noun, and the clause has another finite verb."""
    first = _chain_start(tokens, phrases, place)
    k = first
    while k and tokens[k - 1].tag == "PUQ":
        k -= 1
    left = tokens[k - 1] if k else None
    if left is None:
        start = 0
    elif left.tag == "PRP" and not _opens_clause(left) and tokens[first].tag not in ("AJS", "DT0"):
        return True  # what hangs on a preposition is no subject
    elif _ends_noun(left) and tokens[first].tag in ("AT0", "DPS"):
        return False  # "the emails the panel received"
    else:
        known = tokens[first].tag in ("AT0", "DPS", "NP0", "PNP")
        told = k < first and left.text in (",", ".", "?", "!")  # "...," the mayor wrote
        fresh = told or (left.text == "," and known) or _opens_clause(left)
        says = left.tag not in ("VVG", "VVI") and lemma(left.text.lower(), "en") in SAYING
        start = first if fresh or says else _clause_start(tokens, first)
    if _has_finite(tokens, before, start, place):
        return True
    if tokens[place].text.lower() in ("called", "named", "dubbed", "titled") and start:
        return _is_named(tokens, place)
    inside = left is not None and (_opens_clause(left) or left.text == ",")
    follows = _finite_follows(tokens, phrases, place, inside=inside)
    return follows or _in_headline(tokens, place, before)


def _chain_start(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> int:
    """Return where the noun before a verb begins, with the nouns on which it hangs."""
    closing = {one.end: one.first for one in phrases}
    first = place
    while first and first not in closing:
        first -= 1
    first = closing.get(first, 0)
    while first and tokens[first - 1].tag in ("PRF", "PRP") and first - 1 in closing:
        first = closing[first - 1]
    return first


def _opens_clause(token: Token) -> bool:
    return token.tag in _OPENERS or token.text.lower() in _CONJUNCTIONS


def _ends_noun(token: Token) -> bool:
    return token.tag in ("NN0", "NN1", "NN2", "CRD", "PNI")


def _has_finite(tokens: Sequence[Token], before: Sequence[Verb], start: int, place: int) -> bool:
    """Whether a finite verb stands in the clause before a place."""
    if any(verb.first >= start and verb.form == "finite" for verb in before):
        return True
    return any(
        tokens[k].tag[:2] in ("VB", "VH", "VD") and tokens[k].tag in FINITE
        for k in range(start, place)
    )


def _is_named(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name follows "called": with a capital or in quotation marks."""
    after = [token for token in tokens[place + 1 : place + 3] if token.tag != "AT0"]
    return bool(after) and (after[0].tag == "PUQ" or after[0].text[:1].isupper())


def _in_headline(tokens: Sequence[Token], place: int, before: Sequence[Verb]) -> bool:
    """Whether a verb in -ed of a headline is passive: "Defector arrested after attempt to leave"."""
    ended = tokens[-1].text in (".", "?", "!", ":") or tokens[-1].tag == "PUQ"
    finite = any(verb.form == "finite" and not verb.passive for verb in before)
    after = tokens[place + 1].tag if place + 1 < len(tokens) else ""
    return (
        not ended and not finite and after in ("", "PRP", "CJS", "TO0", "AVP") and len(tokens) < 25
    )


def _clause_start(tokens: Sequence[Token], place: int) -> int:
    """Return where the clause around a token begins, by conjunctions and marks."""
    for k in range(place - 1, -1, -1):
        token = tokens[k]
        if token.tag in _OPENERS or token.text in (";", ":", "—", "--", "“", "”", '"', "..."):
            return k + 1
        if token.tag == "CJC" and k and tokens[k - 1].text == ",":
            return k + 1
    return 0


def _finite_follows(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, *, inside: bool
) -> bool:
    """Whether a finite verb without a subject of its own follows, `inside` a side clause before a comma."""
    ends = {one.end for one in phrases}
    for k in range(place + 1, len(tokens)):
        token = tokens[k]
        if token.tag in _OPENERS or token.text in (";", ":", "—", "--", "“", "”", '"'):
            return False
        if inside and token.text == ",":
            return False
        if token.tag in FINITE and token.tag != "VVB":
            own = k in ends and _subject_between(tokens, phrases, k, place)
            return not own and tokens[k - 1].tag != "CJC"
    return False


def _subject_between(
    tokens: Sequence[Token], phrases: Sequence[Phrase], verb: int, place: int
) -> bool:
    """Whether the noun phrase before a verb is its subject, and not part of what follows `place`."""
    phrase = next(one for one in phrases if one.end == verb)
    left = tokens[phrase.first - 1] if phrase.first > place + 1 else tokens[place]
    return left.text == "," or left.tag in ("CJC", "PUN") or tokens[phrase.head].tag == "PNP"


def shared_subject(tokens: Sequence[Token], first: int, before: Sequence[Verb]) -> int:
    """Return the number of the verb whose subject a verb after "and", "or", "but" or a comma shares."""
    k = first - 1
    while k >= 0 and tokens[k].tag in BETWEEN:
        k -= 1
    if k < 0 or not before or (tokens[k].tag != "CJC" and tokens[k].text != ","):
        return -1
    if tokens[k].text == "," and not _in_list(tokens, first):
        return -1
    return len(before) - 1


def _in_list(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb after a comma is one of a list of verbs: "beat, robbed and killed"."""
    after = tokens[place + 1 : place + 4]
    return bool(after) and (after[0].tag == "CJC" or (after[0].text == "," and len(after) > 1))
