"""Tell acts that a sentence tells plainly from those whose agent or patient the rules may misread."""

import re

from analysis.language.phrases import Phrase
from analysis.measures.comparison.calling.lists import base
from analysis.measures.comparison.clauses.acts_listed import lemma_of, noun_act, verb_act
from analysis.measures.comparison.clauses.doers import can_act, counts_people, owner_acts
from analysis.measures.comparison.clauses.reduced import FINITE, Verb
from analysis.measures.comparison.clauses.sentence import Sentence
from analysis.measures.comparison.clauses.subjects import OPENING_CLAUSES, subject_of, without_month
from analysis.measures.comparison.clauses.verb_lists import DAYS, SAYING
from analysis.measures.comparison.word_set import word_set

Span = tuple[int, int]  # tokens
_COUNTED = word_set("first second third next last")  # "the first veto of his presidency"
_ANYBODY = word_set("people person voter man woman some many others both you")  # vote all the time
_ALONE = word_set("decide rule vote refuse resign quit retaliate agree")  # need nobody to whom
_TO_BE = word_set("nominate appoint elect name tap pick choose")  # "nominated her to be a judge"
_PRESENT = word_set(  # told in the present also where it was done
    "accuses blames condemns denounces criticizes criticises sues rebukes slams blasts"
)
_GOES_ON = word_set("use continue go manage begin start")  # "continued to condemn": it was done
_DECIDING = word_set(  # what these vote to do is decided; what "six senators" vote to do may be not
    "house senate congress council committee board parliament legislature panel assembly lawmakers court"
)
_LAWS = word_set(  # what is passed, and by "to" says what it is for
    "act amendment ban bill budget cut cuts deal funding law legislation measure motion ordinance package "
    "plan proposal reform repeal resolution rule rules statute tax version acts amendments bills budgets "
    "laws measures motions plans proposals reforms resolutions"
)
_PASSED = word_set("pass approve sign veto reject block")
_ENOUGH = word_set(
    "most many some all any few"
)  # "most workers who were furloughed": not most were
_OF_WHAT = word_set("accuse convict acquit suspect warn rob strip clear")
_SCORE = re.compile(r"\d+[-–]\d+")  # of a vote
_NO_PATIENT = word_set("one ones it")
_HEDGES = word_set("about nearly almost just only all")
_BESIDE_NOUNS = word_set("NN0 NN1 NN2 NN NP0 AJ0 AJC AJS CRD ORD POS")
_BEFORE_NOUNS = word_set("AT0 DPS AJ0 NN1 NN2 NP0 POS")
_HEADS = word_set("NN0 NN1 NN2 NN NP0 PNP CRD PNI")
_BEFORE = word_set("PUN PUQ PUL PUR CJC CJS CJT DTQ PNQ AVQ AV0")  # what a clause begins behind
_SMALL = word_set("of in for at from on")  # may stand inside who acts
_NOMINALS_LEFT = word_set("nomination vote voting sentence casualty toll")  # seldom an act
_NEAR = 5  # tokens between a verb and "by", at most: "shot to death Monday by troops"
_LONG = 20  # tokens of who acts or to whom, at most
_ASIDE = 20  # tokens of a description in commas, at most


def verb_plain(
    sentence: Sentence, verb: Verb, act: str, *, agent: Span | None, patient: Span | None
) -> bool:
    """Tell whether who acts, what is done and to whom can be read off the words beside a verb.

    Parameters
    ----------
    sentence, verb, act
        Where it is told; `act` is of our list.
    agent, patient
        Tokens that were found.

    Returns
    -------
    True for finite clauses in the past whose subject stands right before the verb, or before a description
    in commas, where a clause begins; whose agent is a person, a body or people (or, of violence, what
    kills); and whose object or "by" is right behind it. False for all others, which may be right.
    """
    if act != "violence" and _before(sentence, patient if verb.passive else agent):
        return False
    if verb.passive:
        return _plain_passive(sentence, verb, act, agent, patient)
    told = _governing(sentence, verb)
    if agent is None and told is not None and lemma_of(sentence.tokens[told.place].text) == "vote":
        agent = subject_of(sentence, told)
    if agent is None or told is None or not (_finite(sentence, told) and _past(sentence, told)):
        return False
    kept = _kept_from(sentence, patient[1] if patient else verb.place + 1)
    if kept or not (_subject_plain(sentence, told, agent) and can_act(sentence, agent, act)):
        return False
    if patient is None:
        return _alone(sentence, verb, agent)
    read = act == "violence" or _object_read(sentence, verb, patient)
    return read and _whole(sentence, patient)


def _before(sentence: Sentence, subject: Span | None) -> bool:
    """Whether a clause begins with "before": it dates another one, and may not have come about."""
    first = subject[0] if subject else 0
    return first > 0 and sentence.tokens[first - 1].text.lower() == "before"


def _object_read(sentence: Sentence, verb: Verb, patient: Span) -> bool:
    """Whether an object says what was decided: no score, nor "bills" of "bills that", nor himself.

    What somebody is ordered to do stands behind "to", and is not read.
    """
    tokens = sentence.tokens
    inside, after = tokens[slice(*patient)], tokens[patient[1] : patient[1] + 2]
    word, of_law = lemma_of(tokens[verb.place].text), inside[-1].text.lower() in _LAWS
    if not any(char.isalpha() for token in inside for char in token.text):
        return False
    himself = inside[0].text.lower().endswith(("self", "selves"))
    if himself or (word == "pass" and not of_law):
        return False  # "passed the first test"
    dated = _beside(sentence, patient[1])  # "passed a bill Monday to"
    behind = next(iter(after[dated:]), None)
    if behind is None or behind.tag == "TO0":
        return behind is None or word in _TO_BE or (word in _PASSED and of_law)
    if behind.tag == "PRF" and word not in _OF_WHAT:
        return False  # "released a series of", and of what is not read
    if word in _TO_BE and behind.text.lower() == "for" and after[-1].text[:1].isupper():
        return False  # "named Deputy Clerk for Roads Ada Moor"
    bare = len(inside) == 1 and inside[0].text.islower() and inside[0].tag[:1] == "N"
    return not (bare and (behind.tag == "VVG" or behind.text.lower() in ("by", "that", "which")))


def _kept_from(sentence: Sentence, k: int) -> bool:
    """Whether somebody is kept from doing something: "banned riders from using the pier", not riders."""
    after = sentence.tokens[k : k + 2]
    return len(after) > 1 and after[0].text.lower() == "from" and after[1].tag == "VVG"


def _governing(sentence: Sentence, verb: Verb) -> Verb | None:
    """Return a verb itself, or of "used a rifle to kill" and "went on to kill" the finite one."""
    if verb.form != "infinitive":
        return verb
    k = verb.first
    phrase = sentence.closing.get(k)
    places = (k - 1, k - 2, phrase.first - 1) if phrase else (k - 1, k - 2)
    before = [one for one in sentence.verbs if one.place in places and one.place < k]
    known = [one for one in before if _goes_on(sentence, one)]
    return known[-1] if known else None


def _goes_on(sentence: Sentence, verb: Verb) -> bool:
    """Whether what stands behind "to" was done: "went on to", "the House voted to", but not "he voted to"."""
    tokens = sentence.tokens
    word = lemma_of(tokens[verb.place].text)
    if word != "vote":
        return word in _GOES_ON
    return any(token.text.lower() in _DECIDING for token in tokens[: verb.first][-_NEAR:])


def noun_plain(
    sentence: Sentence, phrase: Phrase, *, agent: Span | None, patient: Span | None
) -> bool:
    """Tell whether who acts, or to whom, can be read off the words beside the noun of an act.

    The owner ("the judge's order"), "by" right behind it, an adjective of a people, or "of" right behind a
    noun with "the".
    """
    noun = sentence.tokens[phrase.head].text
    act = noun_act(noun)
    if lemma_of(noun) in _NOMINALS_LEFT or not _stands_alone(sentence, phrase):
        return False
    near = patient is None or patient[1] <= phrase.head
    near |= patient is not None and (
        patient[0] == phrase.end + 1 and not _dash_behind(sentence, patient[1])
    )
    if agent is not None and agent[1] <= phrase.head:
        return near and owner_acts(sentence, agent, act)
    if agent is not None:
        return _known(sentence, phrase, act) and _by(sentence, phrase, agent, act)
    read = patient is not None and (patient[1] <= phrase.head or _whole(sentence, patient))
    return near and read and _known(sentence, phrase, act)


def _stands_alone(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a noun hangs on no other one by "of", and is no "first veto"."""
    tokens = sentence.tokens
    words = {token.text.lower() for token in tokens[phrase.first : phrase.head]}
    counted = any(token.tag == "ORD" for token in tokens[phrase.first : phrase.head])
    hangs = phrase.first > 0 and tokens[phrase.first - 1].tag in ("PRF", "TO0")
    return not (counted or words & _COUNTED) and (not hangs or _owned(sentence, phrase))


def _known(sentence: Sentence, phrase: Phrase, act: str) -> bool:
    """Whether a noun has "the" or an owner; of violence also one without "a": "heavy bombardment of"."""
    tokens = sentence.tokens
    bare = tokens[phrase.head].tag != "NN2" and tokens[phrase.first].tag != "AT0"
    the = tokens[phrase.first].text.lower() == "the"
    return the or _owned(sentence, phrase) or (act == "violence" and bare)


def _owned(sentence: Sentence, phrase: Phrase) -> bool:
    return any(token.tag == "POS" for token in sentence.tokens[phrase.first : phrase.head])


def _by(sentence: Sentence, phrase: Phrase, agent: Span, act: str) -> bool:
    """Whether "by" or "of" with who acts stands right behind a noun, or behind one "of"."""
    tokens = sentence.tokens
    patient = sentence.opening.get(phrase.end + 1)
    after = patient is not None and agent[0] == patient.end + 1 and tokens[phrase.end].tag == "PRF"
    near = (agent[0] == phrase.end + 1 or after) and tokens[agent[0] - 1].text in ("by", "of")
    return near and can_act(sentence, agent, act) and _whole(sentence, agent)


def _alone(sentence: Sentence, verb: Verb, agent: Span) -> bool:
    """Whether a verb needs nobody to whom it is done: "the court ruled", but not "people voted"."""
    word = lemma_of(sentence.tokens[verb.place].text)
    who = {base(token.text) for token in sentence.tokens[agent[0] : agent[1]]}
    return word in _ALONE and not (word == "vote" and who & _ANYBODY)


def _finite(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb is finite, or hangs on a finite one by "and" alone."""
    if verb.form != "finite":
        return False
    if verb.shares < 0:
        return True
    joined = verb.first > 0 and sentence.tokens[verb.first - 1].tag == "CJC"
    return joined and _finite(sentence, sentence.verbs[verb.shares])


def _past(sentence: Sentence, verb: Verb) -> bool:
    """Whether a clause tells of what was or is being done: no "passes", "vote" or "is banned"."""
    tokens = sentence.tokens
    word, tag = tokens[verb.place].text.lower(), tokens[verb.place].tag
    tags = {token.tag for token in tokens[verb.first : verb.place]}
    if not tags and verb.shares >= 0:
        return tag in ("VVD", "VVN") and _past(sentence, sentence.verbs[verb.shares])
    if not tags:
        return tag in ("VVD", "VVN") or word in _PRESENT
    if verb.passive:
        got = any(token.text.lower() == "got" for token in tokens[verb.first : verb.place])
        return got or bool(tags & {"VBD", "VBN", "VBG", "VHD", "VHZ", "VHB"})
    if tag == "VVG" and verb_act(word) == "decision" and lemma_of(word) != "investigate":
        return False  # "was deciding whether"
    return bool(tags & {"VHD", "VHZ", "VHB", "VBD", "VBZ", "VBB"}) and "TO0" not in tags


def _plain_passive(
    sentence: Sentence, verb: Verb, act: str, agent: Span | None, patient: Span | None
) -> bool:
    """Whether it is plain to whom it was done; in "men shot by troops" also by whom."""
    if patient is None or not _is_patient(sentence, patient, act):
        return False
    word, last = lemma_of(sentence.tokens[verb.place].text), sentence.tokens[patient[1] - 1]
    if _kept_from(sentence, verb.place + 1):
        return False
    if word == "pass" and last.text.lower() not in _LAWS:
        return False
    if verb.form == "finite":
        told = _finite(sentence, verb) and _past(sentence, verb)
        told = told and _subject_plain(sentence, verb, patient)
    else:
        beside = patient[1] == verb.first and _whole(sentence, patient)
        told = beside and agent is not None and verb.form != "infinitive"
        told = told and not (_is_part(sentence, patient) or _may_be(sentence, verb, act))
    return told and (agent is None or _by_plain(sentence, verb, agent, act))


def _may_be(sentence: Sentence, verb: Verb, act: str) -> bool:
    """Whether a decision told beside its noun may never come: "a ban imposed by the town would end"."""
    after = [one for one in sentence.verbs if one.first > verb.place and one.form == "finite"]
    modal = bool(after) and sentence.tokens[after[0].first].tag == "VM0"
    return act != "violence" and modal


def _is_patient(sentence: Sentence, patient: Span, act: str) -> bool:
    """Whether a phrase says to whom; of violence a person, a body or a number."""
    tokens = sentence.tokens
    first = patient[0] + (tokens[patient[0]].text.lower() == "at")  # "at least dozens"
    phrase = sentence.opening.get(first)
    if phrase is None or tokens[phrase.head].tag in ("DTQ", "PNQ", "DT0"):
        return False
    if tokens[phrase.head].text.lower() in _NO_PATIENT:
        return False
    some = can_act(sentence, (first, patient[1]), "") or counts_people(tokens, phrase)
    return act != "violence" or some


def _by_plain(sentence: Sentence, verb: Verb, agent: Span, act: str) -> bool:
    """Whether "by" stands near behind a verb, and who acts right behind it."""
    by = agent[0] - 1
    near = sentence.tokens[by].text.lower() == "by" and by - verb.place <= _NEAR
    return near and _whole(sentence, agent) and can_act(sentence, agent, act)


def _subject_plain(sentence: Sentence, verb: Verb, span: Span) -> bool:
    """Whether a subject stands right before its verb, and a clause begins with it."""
    if verb.shares >= 0:
        return _subject_plain(sentence, sentence.verbs[verb.shares], span)
    tokens = sentence.tokens
    k = verb.first
    while k and (tokens[k - 1].tag in ("AV0", "XX0", "AVP") or tokens[k - 1].text.lower() in DAYS):
        k -= 1
    k -= k > 0 and tokens[k - 1].text.lower() == "on" and span[1] == k - 1
    k -= 2 * (span[1] == without_month(sentence, span[0], k) == k - 2)
    relative = span[1] == k - 1 and tokens[k - 1].text.lower() in ("who", "that", "which")
    comma = span[1] == k - 2 and tokens[k - 2].text == ","
    relative &= not _is_part(sentence, span)
    relative |= comma and tokens[k - 1].tag in ("PNQ", "DTQ")
    beside = span[1] == k or _aside(sentence, span[1], k)
    return (relative or (beside and _begins_clause(sentence, span[0]))) and _whole(sentence, span)


def _is_part(sentence: Sentence, span: Span) -> bool:
    """Whether a relative clause says of whom some are told: "most workers who were fined"."""
    tokens = sentence.tokens
    before = [token.text.lower() for token in tokens[max(0, span[0] - 2) : span[0] + 1]]
    of = before[-2:-1] == ["of"]
    return any(word in _ENOUGH for word in (before if of else before[-2:]))


def _aside(sentence: Sentence, first: int, end: int) -> bool:
    """Whether a stretch between subject and verb is a description in commas or brackets, with no verb."""
    tokens = sentence.tokens[first:end]
    if not 2 <= len(tokens) <= _ASIDE:
        return False
    marks = (tokens[0].text, tokens[-1].text)
    verbs = any(token.tag[:2] in ("VV", "VB", "VH", "VM", "VD") for token in tokens)
    return marks in ((",", ","), ("(", ")"), ("—", "—"), ("--", "--")) and not verbs


def _begins_clause(sentence: Sentence, first: int) -> bool:
    """Whether a clause begins at a token: behind a mark, "that", "after" or "said"."""
    left = sentence.tokens[first - 1] if first else None
    if left is None or left.text.lower() in OPENING_CLAUSES:
        return True
    if left.text.lower() in _HEDGES:
        return _begins_clause(sentence, first - 1)
    said = first - 1 in sentence.lexical and lemma_of(left.text) in SAYING
    return said or (first - 1 not in sentence.lexical and left.tag in _BEFORE)


def _whole(sentence: Sentence, span: Span) -> bool:
    """Whether a span is read to its end, and holds no clause: no noun, adjective or verb goes on with it."""
    first, end = span
    phrase = sentence.closing.get(end + _beside(sentence, end)) or sentence.closing.get(end)
    tokens = sentence.tokens
    if phrase is None or end - first > _LONG or tokens[first].tag in ("DTQ", "PNQ"):
        return False
    head, after = tokens[min(phrase.head, end - 1)], _tag_behind(sentence, end)
    broken = after in _BESIDE_NOUNS or (after == "VVG" and head.tag == "NP0")  # "an FBI briefing"
    hedged = tokens[first].text.lower() in ("at", "least")
    broken |= (
        sum(token.tag == "PUQ" for token in tokens[first:end]) % 2 == 1
    )  # ends inside a quotation
    broken |= first > 0 and not hedged and tokens[first - 1].tag in _BEFORE_NOUNS
    named = head.tag in _HEADS or head.text.lower() in ("some", "many", "others", "both", "several")
    return named and not broken and not _holds_clause(sentence, span)


def _tag_behind(sentence: Sentence, end: int) -> str:
    """Return the tag of what stands behind a phrase; that of a noun where a dash goes on with a word."""
    tokens = sentence.tokens
    if end >= len(tokens):
        return ""
    token = tokens[end]
    if _beside(sentence, end):
        return ""
    return "NN1" if _dash_behind(sentence, end) else token.tag


def _beside(sentence: Sentence, end: int) -> bool:
    """Whether a day or the votes stand behind a phrase: "approved a bill 42-5"."""
    word = sentence.tokens[end].text.lower() if end < len(sentence.tokens) else ""
    return word in DAYS or _SCORE.fullmatch(word) is not None


def _dash_behind(sentence: Sentence, end: int) -> bool:
    """Whether a dash without a space goes on with a word: "an anti–war bill"."""
    tokens = sentence.tokens
    dash = end < len(tokens) and tokens[end].text[:1] in "-–"
    return dash and tokens[end].start == tokens[end - 1].end


def _holds_clause(sentence: Sentence, span: Span) -> bool:
    inside = sentence.tokens[span[0] : span[1]]
    verbs = any(token.tag[:2] in ("VB", "VH", "VM") or token.tag in FINITE for token in inside)
    return verbs or any(token.tag == "PRP" and token.text.lower() not in _SMALL for token in inside)
