"""The verbs of a sentence: finite or not, active or passive, with their auxiliaries."""

import re
from collections.abc import Sequence

from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.clauses.acts_listed import verb_act
from analysis.measures.comparison.clauses.reduced import (
    BETWEEN,
    FINITE,
    Verb,
    bare_verb,
    shared_subject,
)
from analysis.measures.comparison.clauses.verb_lists import (
    ADJECTIVES,
    GET,
    HELP,
    INTRANSITIVE,
    ONLY_PARTICIPLES,
)

_AUXILIARIES = frozenset({"VM0", "TO0"})


def verbs_of(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> list[Verb]:
    """Return the verbs of a sentence that are no auxiliaries, in order; "is" and "has" by themselves are."""
    inside = {k for phrase in phrases for k in range(phrase.first, phrase.end)}
    found: list[Verb] = []
    for place in range(len(tokens)):
        if place not in inside and _lexical(tokens, place):
            verb = _verb(tokens, phrases, place, found)
            if verb:
                found.append(verb)
    return found


def _lexical(tokens: Sequence[Token], place: int) -> bool:
    tag, word = tokens[place].tag, tokens[place].text.lower()
    if not word[:1].isalpha() and word[:1] not in ("'", "’"):
        return False
    if tag.startswith("VV"):
        return True
    if tag in FINITE and tag != "VM0":
        return _is_main(tokens, place)
    looks = word.endswith("ed") or word in ONLY_PARTICIPLES
    if tag in ("NN1", "AJ0", "NP0") and looks and place:
        before = _aux_before(tokens, place)
        return (
            bool(before)
            and tokens[before[-1]].tag[:2] == "VB"
            and _is_passive_adjective(tokens, place)
        )
    return False


def _is_passive_adjective(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word in -ed that looks like an adjective is a verb: "was tasked with", "were injured"."""
    after = tokens[place + 1].tag if place + 1 < len(tokens) else ""
    word = tokens[place].text.lower()
    if word in ADJECTIVES or re.search(r"\w-\w+(?:led|based|made|held|run|owned)$", word):
        return False
    return after == "PRP" or (tokens[place].tag == "AJ0" and bool(verb_act(tokens[place].text)))


def _is_main(tokens: Sequence[Token], place: int) -> bool:
    """Whether a form of be, have or do stands alone: no other verb follows it."""
    k = place + 1
    while k < len(tokens) and (tokens[k].tag in BETWEEN or tokens[k].tag == "PUQ"):
        k += 1
    return k < len(tokens) and tokens[k].tag[:2] not in ("VV", "VB", "VH", "VD", "TO")


def _aux_before(tokens: Sequence[Token], place: int) -> list[int]:
    """Return the tokens of the auxiliaries right before a verb, in order."""
    found: list[int] = []
    k = place - 1
    while k >= 0:
        tag, word = tokens[k].tag, tokens[k].text.lower()
        if tag in _AUXILIARIES or tag[:2] in ("VB", "VH", "VD") or (word in GET and not found):
            found.insert(0, k)
        elif tag == "CJC" and k and tokens[k - 1].tag == "AV0" and tokens[k + 1].tag == "AV0":
            pass  # "quickly and safely"
        elif (tag not in BETWEEN | {"PUQ"} and word != "first") or (tag == "AVP" and not found):
            break
        k -= 1
    return found


def _verb(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, before: Sequence[Verb]
) -> Verb | None:
    aux = _aux_before(tokens, place) or _inverted(tokens, phrases, place)
    first = aux[0] if aux else place
    tag = tokens[place].tag
    if aux:
        last = tokens[aux[-1]]
        participle = tag in ("VVN", "VVD", "AJ0", "NN1", "NP0")
        has = (
            last.text[1:] == "s" and tokens[place].text.lower() in INTRANSITIVE
        )  # "what's happened"
        passive = participle and (last.tag[:2] == "VB" or last.text.lower() in GET) and not has
        opening = tokens[first].tag
        form = "finite" if opening in FINITE else "infinitive" if opening == "TO0" else "gerund"
        return Verb(
            place, first, passive=passive, form=form, shares=shared_subject(tokens, first, before)
        )
    if tag in ("VVG",):
        return Verb(place, place, passive=False, form="gerund", shares=-1)
    helped = place and tokens[place - 1].text.lower() in HELP
    if tag == "VVI" or (tag == "VVB" and helped):
        return Verb(
            place,
            place,
            passive=False,
            form="infinitive",
            shares=shared_subject(tokens, place, before),
        )
    if tag in ("VVN", "VVD"):
        return bare_verb(tokens, phrases, place, before)
    return Verb(
        place, place, passive=False, form="finite", shares=shared_subject(tokens, place, before)
    )


def _inverted(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> list[int]:
    """Return the auxiliary before the subject of a question: "Was the man arrested?"."""
    if tokens[place].tag != "VVN" or tokens[-1].text != "?":
        return []
    subject = next((one for one in phrases if one.end == place), None)
    k = subject.first - 1 if subject else -1
    opens = k == 0 or (k > 0 and tokens[k - 1].tag in ("AVQ", "DTQ", "CJC", "PUQ", "PUN"))
    return [k] if k >= 0 and opens and tokens[k].tag in ("VBZ", "VBD", "VBB") else []
