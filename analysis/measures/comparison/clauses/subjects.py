"""The subject of a verb: who acts, or in a passive who is acted on."""

from collections.abc import Sequence

from analysis.language.lemmas import lemma
from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.clauses.reduced import Verb
from analysis.measures.comparison.clauses.sentence import Sentence, of_start, without_adverbs
from analysis.measures.comparison.clauses.verb_lists import DAYS, MONTHS, SAYING
from analysis.measures.comparison.word_set import word_set

_ASKING = word_set(  # "asked them to leave": they leave
    "ask tell require force allow urge order help expect encourage want let make have get permit enable "
    "invite persuade convince command instruct warn cause lead push press pressure compel oblige forbid "
    "advise teach lobby beg call"
)
_WANTING = word_set(  # "wants to leave": the subject leaves
    "want plan intend begin start decide manage agree try refuse seek continue need hope attempt vow "
    "threaten pledge promise wish fail expect appear seem tend happen choose aim mean dare learn decline "
    "struggle claim offer demand cease prepare hesitate opt use"
)
_REPORTED = word_set(  # "was said to leave": the subject leaves
    "say believe think schedule report suppose know allege motivate design determine find see hear "
    "rumor rumour consider estimate understand feel intend prepare ready commit"
)
# where a subject stands behind one of these, the clause begins there: "a day after he was sentenced"
OPENING_CLAUSES = word_set(
    "after before since until till while when once because as than like though"
)
_PLACED = word_set("in at near from outside across throughout on inside")
_SKIP = frozenset({"AV0", "XX0", "AVP", "PUQ"})
_RELATIVE = frozenset({"DTQ", "PNQ", "CJT"})
_FAR = 25  # tokens between commas that may part a subject from its verb


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
    phrase, k = _undated(sentence, phrase)
    known = _described_by_who(sentence, phrase)
    if known is not None:
        return known
    first = _chain(sentence, phrase)
    for _ in range(3):
        other = _apposed(sentence, first) or _modified(sentence, first)
        if other is None:
            break
        first, k = _chain(sentence, other), other.end
    return (_hedged(sentence, first), without_month(sentence, first, k))


def without_month(sentence: Sentence, first: int, end: int) -> int:
    """Return where a subject ends without the month behind it: "the council in March banned"."""
    tokens = sentence.tokens
    dated = end - first > 2 and tokens[end - 2].text.lower() in ("in", "last", "this")
    if not dated or tokens[end - 1].text.lower().rstrip(".") not in MONTHS:
        return end
    return end - 2


def _undated(sentence: Sentence, phrase: Phrase) -> tuple[Phrase, int]:
    """Return the noun phrase before a day that says when: "the mayor on Sunday ordered"."""
    tokens = sentence.tokens
    before = phrase.first - (tokens[phrase.first - 1].text.lower() == "on" if phrase.first else 0)
    if tokens[phrase.head].text.lower() in DAYS and phrase.head == phrase.first:
        other = sentence.closing.get(before)
        return (other, other.end) if other is not None else (phrase, phrase.end)
    return phrase, phrase.end


def _described_by_who(sentence: Sentence, phrase: Phrase) -> tuple[int, int] | None:
    """Return whom a clause with "who" describes that ends in the given noun: "people who like me were"."""
    tokens = sentence.tokens
    left = phrase.first - 1
    hangs = left >= 0 and (
        tokens[left].tag in ("PRP", "PRF") or tokens[left].text.lower() == "like"
    )
    if not hangs and left not in sentence.lexical:
        return None
    for verb in reversed([one for one in sentence.verbs if one.place < phrase.first]):
        if any(one.text in (",", ";", ":", "—") for one in tokens[verb.place : phrase.first]):
            break
        if verb.first and tokens[verb.first - 1].text.lower() == "who":
            found = _antecedent(sentence, verb.first - 1)
            return found if found and found[1] == verb.first - 1 else None
        if verb.form == "finite":
            break
    return None


def _hedged(sentence: Sentence, first: int) -> int:
    """Return where a subject begins with "at least", or "all but": "all but two senators voted"."""
    if first and sentence.tokens[first - 1].text.lower() == "at":
        return first - (sentence.tokens[first].text.lower() in ("least", "most"))
    words = [token.text.lower() for token in sentence.tokens[max(0, first - 2) : first]]
    return first - 2 if words in (["all", "but"], ["everyone", "but"], ["nobody", "but"]) else first


def _apposed(sentence: Sentence, first: int) -> Phrase | None:
    """Return the name before a description in commas: "Mohamed, a boy from Irving, Texas, was".

    Not a name behind a preposition: "in Newtown, the company" and "on Monday, the council".
    """
    tokens = sentence.tokens
    if first < 2 or tokens[first - 1].text != "," or tokens[first].tag not in ("AT0", "DPS", "CRD"):
        return None
    phrase = sentence.closing.get(first - 1)
    if phrase is None or tokens[phrase.head].tag != "NP0":
        return None
    placed = phrase.first and tokens[phrase.first - 1].tag in ("PRP", "PRF", "CJS", ",")
    listed = phrase.first > 1 and tokens[phrase.first - 1].text == ","
    dated = tokens[phrase.head].text.lower() in DAYS
    return None if placed or listed or dated else phrase


def _modified(sentence: Sentence, first: int) -> Phrase | None:
    """Return the noun that a clause without a finite verb follows: "the plan backed by Berlin was"."""
    for verb in sentence.verbs:
        between = sentence.tokens[verb.place + 1 : first]
        here = 0 <= first - 1 - verb.place <= 3 and verb.first == verb.place
        if (
            here
            and verb.form in ("participle", "gerund")
            and all(one.text != "," for one in between)
        ):
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
    if tokens[k].text.lower() != "who" and _is_one(tokens, phrase, k + 1):
        return (_chain(sentence, phrase), end)  # "clips from the show that were released"
    first = _without_places(sentence, phrase)
    return (first if first < phrase.first else _named_whole(sentence, phrase), end)


def _is_one(tokens: Sequence[Token], phrase: Phrase, k: int) -> bool:
    """Whether a noun is one thing, and the verb at `k` tells of several."""
    several = k < len(tokens) and tokens[k].text.lower() in ("were", "are", "have")
    last = phrase.first and tokens[phrase.first - 1].tag in ("PRP", "PRF")
    return several and bool(last) and tokens[phrase.head].tag in ("NN1", "NP0")


def _named_whole(sentence: Sentence, phrase: Phrase) -> int:
    """Return where a name of several phrases begins: "the Center for Reproductive Rights"."""
    tokens = sentence.tokens
    before = sentence.closing.get(phrase.first - 1)
    if before is None or tokens[phrase.first - 1].text.lower() not in ("for", "of"):
        return phrase.first
    named = all(tokens[one.head].text[:1].isupper() for one in (before, phrase))
    return before.first if named else phrase.first


def _without_places(sentence: Sentence, phrase: Phrase) -> int:
    """Return where begins what "which" takes up, if no place: "the attack in Ada, Ohio, which killed"."""
    tokens = sentence.tokens
    first = phrase.first
    if not tokens[phrase.head].text[:1].isupper():
        return first
    if first and tokens[first - 1].text == "," and first - 1 in sentence.closing:
        first = sentence.closing[first - 1].first  # the town before the region
    if not first or tokens[first - 1].text.lower() not in _PLACED:
        return phrase.first
    while first and tokens[first - 1].text.lower() in _PLACED and first - 1 in sentence.closing:
        first = sentence.closing[first - 1].first
    return first


def _before_participle(sentence: Sentence, k: int) -> tuple[int, int] | None:
    """Return what a reduced clause belongs to: the noun right before, with what hangs on it by "of"."""
    tokens = sentence.tokens
    comma = bool(k) and tokens[k - 1].text in (",", "—", "--", "(")
    phrase = sentence.closing.get(k - 1 if comma else k)
    if phrase is None:
        return None
    if comma:
        return (_chain(sentence, phrase), phrase.end)
    return (phrase.first, phrase.end)


def _chain(sentence: Sentence, phrase: Phrase) -> int:
    """Return where the subject begins whose last noun phrase is given: "the leader of the rebels in X"."""
    tokens = sentence.tokens
    first, listed = _town(sentence, phrase), False
    while first:
        left = tokens[first - 1]
        if left.text.lower() in OPENING_CLAUSES:
            break
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


def _town(sentence: Sentence, phrase: Phrase) -> int:
    """Return where the town before the name of a region begins: of "in Irving, Texas", else the phrase."""
    tokens = sentence.tokens
    town = sentence.closing.get(phrase.first - 1)
    if town is None or tokens[phrase.first - 1].text != "," or phrase.end - phrase.first > 1:
        return phrase.first
    named = all(tokens[one.head].text[:1].isupper() for one in (town, phrase))
    placed = town.first > 0 and tokens[town.first - 1].text.lower() in _PLACED
    return town.first if named and placed else phrase.first


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
    start = of_start(sentence, other)
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
        return lemma(left.text.lower(), "en") not in SAYING
    return left.tag[:2] in ("VB", "VH", "VD")


def _raised(sentence: Sentence, verb: Verb) -> tuple[int, int] | None:
    """Return whom an infinitive is about: "wants to leave", "asked them to leave", "for them to leave"."""
    tokens = sentence.tokens
    if verb.form == "gerund":
        return _before_gerund(sentence, verb)
    k = without_adverbs(sentence, verb.first)
    phrase = sentence.closing.get(k)
    if phrase is None:
        governing = _governing(sentence, k)
        return subject_of(sentence, governing) if governing else None
    first = of_start(sentence, phrase)
    left = tokens[first - 1].text.lower() if first else ""
    governing = _verb_before(sentence, first)
    if governing is not None and _lemma(sentence, governing) == "use" and not governing.passive:
        return subject_of(sentence, governing)  # "the gunman used a rifle to kill"
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
    return (of_start(sentence, phrase), phrase.end) if verb.passive or opens else None


def _governing(sentence: Sentence, k: int) -> Verb | None:
    """Return the verb whose subject an infinitive right behind it has: "wants to", "was able to"."""
    tokens = sentence.tokens
    if k and tokens[k - 1].tag in ("AJ0", "AVP"):
        k = without_adverbs(sentence, k - 1)
    found = _verb_before(sentence, k)
    if found is not None:
        known = _REPORTED | _ASKING if found.passive else _WANTING | {"help", "let", "be", "have"}
        return found if _lemma(sentence, found) in known else None
    return None


def _verb_before(sentence: Sentence, place: int) -> Verb | None:
    k = without_adverbs(sentence, place)
    return next((one for one in sentence.verbs if one.place == k - 1), None)


def _lemma(sentence: Sentence, verb: Verb) -> str:
    return lemma(sentence.tokens[verb.place].text.lower(), "en")
