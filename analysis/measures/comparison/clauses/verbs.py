"""The verbs of a sentence: finite or not, active or passive, with their auxiliaries."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.language.phrases import Phrase, Token

_BETWEEN = frozenset({"AV0", "XX0", "AVP"})
_AUXILIARIES = frozenset({"VM0", "TO0"})
_FINITE = ("VM0", "VBZ", "VBD", "VBB", "VHZ", "VHD", "VHB", "VDZ", "VDD", "VDB", "VVZ", "VVD", "VVB")
_HELP = frozenset("help helps helped helping let lets".split())
_GET = frozenset("get gets got gotten getting".split())
_OPENERS = frozenset({"CJS", "CJT", "DTQ", "PNQ", "AVQ"})
_WHO = frozenset({"DTQ", "PNQ"})
_NAMING = frozenset(  # their passive goes on with a noun: "was named chairman", "a group called X"
    "named called dubbed titled entitled nicknamed given awarded elected appointed".split()
)
_ADDRESSED = frozenset("told informed warned reminded assured shown notified taught".split())
_SUBJECTS = frozenset("i he she we they".split())
_INTRANSITIVE = frozenset(  # verbs in -ed that have no passive, or hardly ever
    "sank fell died retaliated disappeared failed increased decreased ended rose arrived came went "
    "happened occurred emerged appeared collapsed fled erupted grew dropped declined rallied protested "
    "marched gathered resigned responded reacted replied spoke talked laughed led met felt said began "
    "became stood sat lay ran returned remained stayed existed belonged consisted escaped surrendered "
    "apologized apologised agreed disagreed succeeded complied intervened fought continued proceeded "
    "closed opened started lasted worked lived slept vanished traveled travelled walked crashed exploded "
    "cried screamed smiled nodded".split()
)
_OBJECTS = frozenset(
    "AT0 DPS NP0 PNP PNX DT0 NN1 NN2 NN0 AJ0 AJC AJS CRD CJT PNI VVG VVI VVB DTQ".split()
)
# participles that differ from the past tense: these are never a finite verb
_ONLY_PARTICIPLES = frozenset(
    "beaten begun bitten blown broken chosen done drawn driven eaten fallen flown forbidden forgotten "
    "frozen given gone grown hidden known overseen overthrown proven ridden risen seen shaken shown slain "
    "spoken stolen stricken struck sworn taken thrown torn undertaken withdrawn worn woven written".split()
)  # fmt: skip
_ONLY_PAST = frozenset(  # past tenses that differ from the participle
    "broke took went gave wrote rose fell drove spoke chose wore grew knew threw blew drew flew froze hid "
    "rode saw shook slew stole swore tore ate began drank rang sang sank sprang swam woke wove forgot got "
    "did was were had oversaw undertook withdrew overthrew".split()
)
NO_AGENT = frozenset(  # what follows "by" without acting
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december noon midnight night morning evening tomorrow today "
    "tonight percent phone telephone mail email e-mail fax letter post hand car bus train plane air sea "
    "land road law contrast default chance accident mistake now then year end week month day "
    "means virtue way far itself himself herself themselves dint reason name example times points votes "
    "vote margin majority degrees percentage".split()
)
_NO_PASSIVE = frozenset(  # participles that look like a passive and are none
    "based according given including compared concerned gone supposed used-to due located-at".split()
)


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
    if tag in _FINITE and tag != "VM0":
        return _is_main(tokens, place)
    looks = word.endswith("ed") or word in _ONLY_PARTICIPLES
    if tag in ("NN1", "AJ0", "NP0") and looks and place:
        before = _aux_before(tokens, place)
        return bool(before) and tokens[before[-1]].tag[:2] == "VB" and _by_follows(tokens, place)
    return False


def _is_main(tokens: Sequence[Token], place: int) -> bool:
    """Whether a form of be, have or do stands alone: no other verb follows it."""
    k = place + 1
    while k < len(tokens) and (tokens[k].tag in _BETWEEN or tokens[k].tag == "PUQ"):
        k += 1
    return k < len(tokens) and tokens[k].tag[:2] not in ("VV", "VB", "VH", "VD", "TO")


def _by_follows(tokens: Sequence[Token], place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].tag == "PRP"


def _aux_before(tokens: Sequence[Token], place: int) -> list[int]:
    """Return the tokens of the auxiliaries right before a verb, in order."""
    found: list[int] = []
    k = place - 1
    while k >= 0:
        tag, word = tokens[k].tag, tokens[k].text.lower()
        if tag in _AUXILIARIES or tag[:2] in ("VB", "VH", "VD") or (word in _GET and not found):
            found.insert(0, k)
        elif tag == "CJC" and k and tokens[k - 1].tag == "AV0" and tokens[k + 1].tag == "AV0":
            pass  # "quickly and safely"
        elif tag not in _BETWEEN | {"PUQ"} and word != "first":
            break
        elif tag == "AVP" and not found:
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
        passive = participle and (last.tag[:2] == "VB" or last.text.lower() in _GET)
        opening = tokens[first].tag
        form = "finite" if opening in _FINITE else "infinitive" if opening == "TO0" else "gerund"
        return Verb(place, first, passive, form, _shared(tokens, first, before))
    if tag in ("VVG",):
        return Verb(place, place, False, "gerund", -1)
    helped = place and tokens[place - 1].text.lower() in _HELP
    if tag == "VVI" or (tag == "VVB" and helped):
        return Verb(place, place, False, "infinitive", _shared(tokens, place, before))
    if tag in ("VVN", "VVD"):
        return _bare(tokens, phrases, place, before)
    return Verb(place, place, False, "finite", _shared(tokens, place, before))


def _inverted(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> list[int]:
    """Return the auxiliary before the subject of a question: "Was the man arrested?"."""
    if tokens[place].tag != "VVN" or tokens[-1].text != "?":
        return []
    subject = next((one for one in phrases if one.end == place), None)
    k = subject.first - 1 if subject else -1
    opens = k == 0 or (k > 0 and tokens[k - 1].tag in ("AVQ", "DTQ", "CJC", "PUQ", "PUN"))
    return [k] if k >= 0 and opens and tokens[k].tag in ("VBZ", "VBD", "VBB") else []


def _shared(tokens: Sequence[Token], first: int, before: Sequence[Verb]) -> int:
    """Return the number of the verb whose subject a verb after "and", "or", "but" or a comma shares."""
    k = first - 1
    while k >= 0 and tokens[k].tag in _BETWEEN:
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


def _bare(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, before: Sequence[Verb]
) -> Verb | None:
    """Return the verb in -ed without an auxiliary: past tense, reduced passive, or one of several."""
    word = tokens[place].text.lower()
    surely = word in _ONLY_PARTICIPLES
    shared = _shared(tokens, place, before)
    if shared >= 0:
        other = before[shared]
        free = word not in _INTRANSITIVE and _no_object(tokens, place, word)
        alike = tokens[place].tag == "VVN" or surely or free or _by_agent(tokens, place)
        told = word in _ADDRESSED and tokens[place + 1 : place + 2] and tokens[place + 1].tag == "CJT"
        state = tokens[other.place].tag[:2] == "VB" and tokens[place].tag == "VVN"
        if told and other.passive:
            alike = True
        if alike and (other.passive or state):
            return Verb(place, place, True, other.form, shared)
        if _by_agent(tokens, place) and tokens[other.place].tag in ("VVG", "VVN"):
            return Verb(place, place, True, "participle", shared)
        if not surely or not _by_agent(tokens, place):
            return Verb(place, place, False, other.form, shared)
    if _is_reduced(tokens, phrases, place, before):
        if word in _NO_PASSIVE and not _by_agent(tokens, place):
            return None
        return Verb(place, place, True, "participle", -1)
    return Verb(place, place, False, "finite", -1)


def _by_agent(tokens: Sequence[Token], place: int) -> bool:
    """Whether "by" follows a verb, perhaps after a particle or an adverb."""
    after = [token for token in tokens[place + 1 : place + 5] if token.tag not in _BETWEEN]
    if len(after) < 2 or after[0].text.lower() != "by" or after[1].tag in ("CRD", "VVG"):
        return False
    return not {token.text.lower() for token in after[1:3]} & NO_AGENT


def _is_reduced(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, before: Sequence[Verb]
) -> bool:
    """Whether a participle without auxiliary is a passive clause of its own."""
    word = tokens[place].text.lower()
    if word in _ONLY_PAST:
        return False
    if word in _ONLY_PARTICIPLES or _by_agent(tokens, place):
        return True
    k = place - 1
    while k >= 0 and (tokens[k].tag in _BETWEEN or tokens[k].tag == "PUQ"):
        k -= 1
    phrase = next((one for one in phrases if one.end == k + 1), None)
    if k < 0 or phrase is None:
        return (k < 0 or word not in _INTRANSITIVE) and _opens(tokens, place, k)
    if word in _INTRANSITIVE:
        return False
    if tokens[k].text.lower() in _SUBJECTS or not _no_object(tokens, place, word):
        return False
    if tokens[k].tag == "PNP" and (k == 0 or tokens[k - 1].tag in ("PUN", "CJC", "CJS", "CJT", "PUQ")):
        return False
    return _after_noun(tokens, phrases, place, before)


def _opens(tokens: Sequence[Token], place: int, k: int) -> bool:
    """Whether a participle that follows no noun opens a passive clause: "Founded in", "as promised"."""
    left = tokens[k] if k >= 0 else None
    word = tokens[place].text.lower()
    if left is not None and left.tag in _WHO | {"CJT", "PRP", "PRF", "AT0", "AJ0", "CJC"}:
        return left.text.lower() == "as" and tokens[place].tag == "VVN"
    if left is None or left.tag == "PUN" or left.text in ("(", "-"):
        surely = tokens[place].tag == "VVN" or word in _NAMING
        return surely and _no_object(tokens, place, word)
    return tokens[place].tag == "VVN"


def _no_object(tokens: Sequence[Token], place: int, word: str = "") -> bool:
    """Whether no noun phrase follows that would be the object of an active verb."""
    if word in _NAMING:
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is None or after.tag not in _OBJECTS


def _after_noun(
    tokens: Sequence[Token], phrases: Sequence[Phrase], place: int, before: Sequence[Verb]
) -> bool:
    """Whether the verb after a noun belongs to the noun: its clause has another finite verb."""
    start = _clause_start(tokens, place)
    if any(verb.first >= start and verb.form == "finite" for verb in before):
        return True
    if any(tokens[k].tag[:2] in ("VB", "VH", "VD") and tokens[k].tag in _FINITE for k in range(start, place)):
        return True
    if tokens[place].text.lower() in ("called", "named", "dubbed", "titled") and start:
        return True
    return _finite_follows(tokens, phrases, place) or _in_headline(tokens, place, before)


def _in_headline(tokens: Sequence[Token], place: int, before: Sequence[Verb]) -> bool:
    """Whether a verb in -ed of a headline is passive: "Defector arrested after attempt to leave"."""
    ended = tokens[-1].text in (".", "?", "!", ":") or tokens[-1].tag == "PUQ"
    finite = any(verb.form == "finite" and not verb.passive for verb in before)
    after = tokens[place + 1].tag if place + 1 < len(tokens) else ""
    return not ended and not finite and after in ("", "PRP", "CJS", "TO0", "AVP") and len(tokens) < 25


def _clause_start(tokens: Sequence[Token], place: int) -> int:
    """Return where the clause around a token begins, by conjunctions and marks."""
    for k in range(place - 1, -1, -1):
        token = tokens[k]
        if token.tag in _OPENERS or token.text in (";", ":", "—", "--", "“", "”", '"', "..."):
            return k + 1
        if token.tag == "CJC" and k and tokens[k - 1].text == ",":
            return k + 1
    return 0


def _finite_follows(tokens: Sequence[Token], phrases: Sequence[Phrase], place: int) -> bool:
    """Whether a finite verb without a subject of its own follows in the clause."""
    ends = {one.end for one in phrases}
    for k in range(place + 1, len(tokens)):
        token = tokens[k]
        if token.tag in _OPENERS or token.text in (";", ":", "—", "--", "“", "”", '"'):
            return False
        if token.tag in _FINITE and token.tag != "VVB":
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
