"""Tell acts that a sentence says were done from those that it denies, asks, plans, or holds possible."""

from itertools import pairwise

from analysis.language.lemmas import lemma
from analysis.language.phrases import Phrase
from analysis.measures.comparison.clauses.reduced import BETWEEN, FINITE, Verb
from analysis.measures.comparison.clauses.sentence import Sentence
from analysis.measures.comparison.clauses.verb_lists import HELP
from analysis.measures.comparison.word_set import word_set

_DENIED = word_set("never without nor neither barely hardly")
_NOBODY = word_set("no nobody none nothing neither")
_HEDGES = word_set(
    "allegedly reportedly purportedly supposedly possibly perhaps potentially maybe theoretically probably"
)
_NOT_QUITE = word_set(
    "nearly almost"
)  # right before the verb: "almost certainly killed" is another matter
_CONDITIONS = word_set("if unless whether lest neither")
_DONE = word_set(  # "managed to kill", "went on to kill", "forced him to resign": it was done
    "manage continue begin start proceed go come happen help force compel lead cause push get use vote rush "
    "dare"
)
_COUNTED = word_set("first second third fourth last latest only next")  # "the first to sign"
_OPEN_VERBS = word_set(  # "considered firing", "denied killing": it is not said to be done
    "consider avoid deny risk propose suggest recommend discuss mull weigh contemplate oppose resist "
    "threaten favor favour reject debate rule imagine"
)
_OPEN_NOUNS = word_set(  # "the threat of bombing", "accused of stabbing"
    "accuse suspect acquit clear possibility threat risk fear idea talk chance hope prospect way option "
    "goal aim charge allegation accusation think dream speak warn capable incapable danger case plan "
    "likelihood favor favour instead article absence lack short"
)
_ACCUSED = word_set("accuse suspect acquit")
_CALLS = word_set(
    "call push support demand argue plan appeal request ask need pressure bid petition seek prepare vote "
    "case advocate lobby press pray hope wait aim look bill cry ready time reason run"
)
_PREVENTING = word_set(
    "prevent stop keep bar block ban refrain deter discourage prohibit protect dissuade shy abstain"
)
_WANTED = word_set(  # with an act as object: "deny any collusion", "seek the mayor's impeachment"
    "deny seek demand propose threaten consider plan want urge request contemplate suggest await require "
    "need lack"
)
_SOUGHT = word_set("see get have want need")  # "struggled to see the bill passed"
_FACED = word_set(  # with an act that is not known as object: "prevent attacks", but "prevented the crimes"
    "prevent avoid fear oppose rule face risk expect support withhold"
)
_OPEN_ADJECTIVES = word_set(
    "alleged possible potential proposed threatened planned future hypothetical likely looming suspected "
    "would-be eventual purported prospective any no further"
)
_BACKED = word_set(
    "support favor favour back endorse oppose approve adopt authorize"
)  # "I do not support the legalization"
_KNOWN = word_set("the this that these those my your his her its our their whose")  # a known act
_THAT = word_set(  # "the notion that he shot", "denied that he shot"
    "notion idea possibility prospect chance speculation rumor rumour fear deny dispute doubt reject wish "
    "hope suggestion hypothesis scenario"
)
_RESISTING = word_set("resistant oppose opposed object close open resort commit committed averse")
_UNLIKELY = word_set("unlikely possible impossible uncertain unclear likely")
_NEAR = 8  # tokens in which "prevent ... from killing" is looked for


def verb_asserted(sentence: Sentence, verb: Verb) -> bool:
    """Tell whether a clause says that what its verb tells is or was done.

    It does not with "would", "may", "not", "if", "allegedly", in a question, in most infinitives ("plans to
    ban", "unlikely to sue"), and in gerunds behind words such as "accused of" and "considers".
    """
    if _asked(sentence, verb.place) or _weakened(sentence, verb) or _nobody(sentence, verb):
        return False
    if _own_group(sentence, verb) or verb.shares < 0:
        return _by_form(sentence, verb)
    return verb_asserted(sentence, sentence.verbs[verb.shares])


def noun_asserted(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a noun of an act is no act that is denied, wanted, feared, or only possible."""
    tokens = sentence.tokens
    words = {token.text.lower() for token in tokens[phrase.first : phrase.head]}
    if _asked(sentence, phrase.head) or words & _OPEN_ADJECTIVES:
        return False
    if phrase.first and tokens[phrase.first - 1].text.lower() in ("without", "against"):
        return tokens[phrase.first - 1].text.lower() == "against"
    if _unlikely(sentence, phrase) or _would_be(sentence, phrase):
        return False
    governor = _governor(sentence, phrase.first)
    if governor in _OPEN_NOUNS and tokens[phrase.first - 1].text.lower() == "of":
        return False
    if governor in _CALLS and tokens[phrase.first - 1].text.lower() == "for":
        return False
    return not _of_open_verb(sentence, phrase)


def _unlikely(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the verb behind a noun says that it may not be: "the deployment remains unlikely"."""
    tokens = sentence.tokens
    after = [one.place for one in sentence.verbs if one.place >= phrase.end]
    beside = tokens[after[0] : after[0] + 3] if after and after[0] < phrase.end + _NEAR else []
    return any(token.text.lower() in _UNLIKELY for token in beside)


def _would_be(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether "would be" stands behind a noun and what hangs on it by "of": "the ban of cars would be"."""
    tokens, end = sentence.tokens, phrase.end
    while end < len(tokens) and tokens[end].tag == "PRF" and end + 1 in sentence.opening:
        end = sentence.opening[end + 1].end
    return [token.text.lower() for token in tokens[end : end + 2]] == ["would", "be"]


def _asked(sentence: Sentence, place: int) -> bool:
    """Whether the mark that ends what a token stands in is a question mark."""
    marks = (token.text for token in sentence.tokens[place:] if token.text in (".", "?", "!"))
    return next(marks, "") == "?"


def _left_edge(sentence: Sentence, verb: Verb) -> int:
    """Return where the group of a verb begins with the adverbs before it."""
    first = verb.first
    while first and sentence.tokens[first - 1].tag in BETWEEN:
        first -= 1
    return first


def _weakened(sentence: Sentence, verb: Verb) -> bool:
    """Whether "would", "not" or "allegedly" stand in the group of a verb."""
    tokens = sentence.tokens
    group = tokens[_left_edge(sentence, verb) : verb.place]
    after = tokens[verb.place + 1 : verb.place + 2]
    words = {token.text.lower() for token in (*group, *after)}
    modal = any(token.tag in ("VM0", "XX0") for token in group)
    modal |= (
        tokens[verb.first].text.lower() == "be"
    )  # "should he be fired", "demanded that he be fired"
    tags = [token.tag[:2] for token in group]
    modal |= ("VH", "TO") in pairwise(tags)  # "has to decide"
    modal |= any(token.text.lower() == "no" for token in after)  # "awarded no votes"
    modal |= _sought(sentence, verb)
    denied = any(token.text.lower() in _DENIED for token in group)
    close = bool(group) and group[-1].text.lower() in _NOT_QUITE
    return modal or denied or close or bool(words & _HEDGES)


def _sought(sentence: Sentence, verb: Verb) -> bool:
    """Whether a participle is what somebody tries to see done: "struggled to see the bill passed"."""
    tokens = sentence.tokens
    phrase = sentence.closing.get(verb.first)
    if not verb.passive or verb.form == "finite" or phrase is None or phrase.first < 2:
        return False
    to, word = tokens[phrase.first - 2 : phrase.first]
    return to.tag == "TO0" and lemma(word.text.lower(), "en") in _SOUGHT


def _nobody(sentence: Sentence, verb: Verb) -> bool:
    """Whether the phrase before a verb is "nobody", or begins with "no"."""
    first = _left_edge(sentence, verb)
    phrase = sentence.closing.get(first)
    if phrase is None:
        return False
    opening = sentence.tokens[max(0, phrase.first - 1) : phrase.first + 1]
    return any(token.text.lower() in _NOBODY for token in opening)


def _own_group(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb has a finite auxiliary or is a past tense: it does not hang on the verb before "and"."""
    tokens = sentence.tokens
    helped = verb.first < verb.place and tokens[verb.first].text.lower() not in ("be", "have")
    return helped or tokens[verb.place].tag in ("VVD", "VVZ", "VBD", "VBZ")


def _by_form(sentence: Sentence, verb: Verb) -> bool:
    match verb.form:
        case "infinitive":
            return _infinitive_done(sentence, verb)
        case "gerund":
            return _gerund_done(sentence, verb)
    return not _conditional(sentence, verb.first)


def _conditional(sentence: Sentence, place: int) -> bool:
    """Whether "if" or "whether" opens the clause that a place lies in, or the one before "and"."""
    tokens = sentence.tokens
    joined = False
    for k in range(place - 1, -1, -1):
        token = tokens[k]
        thought = token.tag == "CJT" and lemma(tokens[k - 1].text.lower(), "en") in _THAT
        if token.text.lower() in _CONDITIONS or (k and thought):
            return True
        ends = token.tag in ("CJT", "DTQ", "PNQ") or token.text in (",", ";", ":", "—", "--")
        if ends or (k in sentence.lexical and not joined):
            return False
        joined = token.tag == "CJC" or (joined and k not in sentence.lexical)
    return False


def _infinitive_done(sentence: Sentence, verb: Verb) -> bool:
    """Whether what an infinitive tells was done: "managed to kill", "the first to sign", "helped kill"."""
    tokens = sentence.tokens
    if verb.first == verb.place and _opened(sentence, verb):
        return False
    k = _left_edge(sentence, verb)
    phrase = sentence.closing.get(k)
    if phrase is not None:
        named = {token.text.lower() for token in tokens[phrase.first : phrase.end]}
        if named & _COUNTED:
            return True
        k = phrase.first
    left = tokens[k - 1].text.lower() if k else ""
    if left in _COUNTED or (left in HELP and k - 1 not in sentence.lexical):
        return True
    governing = next((one for one in sentence.verbs if one.place == k - 1), None)
    if governing is None or lemma(left, "en") not in _DONE:
        return False
    return verb_asserted(sentence, governing)


def _opened(sentence: Sentence, verb: Verb) -> bool:
    """Whether a modal before the subject, or before "and", opens what a bare infinitive ends."""
    tokens = sentence.tokens
    for k in range(verb.first - 1, -1, -1):
        if k in sentence.lexical or tokens[k].text in (";", ":"):
            return False
        if tokens[k].tag in ("VM0", "TO0"):
            return True
    return False


def _gerund_done(sentence: Sentence, verb: Verb) -> bool:
    k = _left_edge(sentence, verb)
    if _is_subject(sentence, verb, k):
        return False
    if k == 0:
        return True
    governing = _governing(sentence, verb, k)
    word = sentence.tokens[k - 1].text.lower()
    if governing is not None and (word != "by" or _is_open(sentence, governing)):
        return verb_asserted(sentence, governing)
    if word in ("without", "about", "against", "than") or lemma(word, "en") in _OPEN_VERBS:
        return False
    return not _governed_openly(sentence, k)


def _is_open(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb is an infinitive or has a modal: "would break the law by bombing"."""
    group = sentence.tokens[verb.first : verb.place]
    return verb.form == "infinitive" or any(token.tag == "VM0" for token in group)


def _governing(sentence: Sentence, verb: Verb, k: int) -> Verb | None:
    """Return the verb by which a gerund is decided: before "and" or "by", or "continue"."""
    left = sentence.tokens[k - 1]
    word = left.text.lower()
    earlier = [one for one in sentence.verbs if one.place < verb.first]
    last = earlier[-1] if earlier else None
    if last is None:
        return None
    joined = left.tag == "CJC" and last.form == "gerund"
    goes_on = last.place == k - 1 and lemma(word, "en") in _DONE
    if joined or goes_on:
        return last
    finite = [one for one in earlier if one.form != "gerund"]
    return finite[-1] if word == "by" and finite else None


def _is_subject(sentence: Sentence, verb: Verb, k: int) -> bool:
    """Whether a gerund is what the sentence is about: "killing civilians is a crime"."""
    tokens = sentence.tokens
    if k and tokens[k - 1].tag not in ("CJC", "CJT", "PUQ") and tokens[k - 1].text != ":":
        return False
    for token in tokens[verb.place + 1 :]:
        if token.tag == "PUN":
            return False
        if token.tag in FINITE:
            return True
    return False


def _governed_openly(sentence: Sentence, k: int) -> bool:
    """Whether the preposition before `k` hangs on a word such as "accused of" or "prevent from"."""
    tokens = sentence.tokens
    word, governor = tokens[k - 1].text.lower(), _governor(sentence, k)
    near = {lemma(token.text.lower(), "en") for token in tokens[max(0, k - _NEAR) : k]}
    match word:
        case "of":
            return governor in _OPEN_NOUNS or bool(near & _ACCUSED)
        case "with":
            return governor == "charge"
        case "to":
            return governor in _RESISTING
        case "for":
            return governor in _CALLS
        case "from":
            return bool(near & _PREVENTING)
    return False


def _governor(sentence: Sentence, k: int) -> str:
    """Return the lemma of the word before the preposition that stands before `k`, "" for none."""
    tokens = sentence.tokens
    if k < 2 or tokens[k - 1].tag not in ("PRP", "PRF", "CJS"):
        return ""
    return lemma(tokens[k - 2].text.lower(), "en")


def _of_open_verb(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the verb beside a noun says that there is no such act yet: "could cause an outcry"."""
    tokens = sentence.tokens
    k = phrase.first - 1
    k -= k > 0 and (
        tokens[k].tag == "AVP" or tokens[k].text.lower() == "to"
    )  # "put off", "come to"
    before = next((one for one in sentence.verbs if one.place == k), None)
    said = lemma(tokens[before.place].text.lower(), "en") if before is not None else ""
    known = tokens[phrase.first].text.lower() in _KNOWN
    if known or any(token.tag == "POS" for token in tokens[phrase.first : phrase.head]):
        backed = before is not None and said in _BACKED and not verb_asserted(sentence, before)
        return backed or said in _WANTED
    if said in _WANTED | _FACED:
        return True
    after = next((one for one in sentence.verbs if one.first == phrase.end), None)
    beside = before if before is not None else after
    return beside is not None and not verb_asserted(sentence, beside)
