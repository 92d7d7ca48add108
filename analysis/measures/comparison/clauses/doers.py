"""Tell who can act, a person, a body or people, from things and from names of what is read."""

from collections.abc import Sequence

from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.calling.lists import base, is_person_noun, land_of
from analysis.measures.comparison.clauses.sentence import Sentence
from analysis.measures.comparison.clauses.verb_lists import DAYS
from analysis.measures.comparison.word_set import word_set

Span = tuple[int, int]  # tokens
_WHO = word_set("i he she we they you who some many others both several")
_BODIES = word_set(  # act as one, and are in no list of people
    "committee subcommittee board panel commission council court house senate congress parliament "
    "legislature assembly jury department ministry agency bureau office administration cabinet party "
    "caucus campaign union group organization organisation foundation association company firm bank "
    "school university hospital church league team station network newspaper magazine paper government "
    "state country nation city county authority authorities regulator majority minority side crowd mob "
    "gang cartel militia brigade unit squad family couple pair trio people person man woman child kid boy "
    "girl teen teenager parent mother father son daughter brother sister husband wife friend neighbor "
    "neighbour colleague voter constituent resident student pupil teacher worker employee employer staff "
    "staffer aide adviser advisor official officer cop deputy sheriff agent guard trooper marshal detective "
    "prosecutor attorney lawyer judge justice magistrate juror witness plaintiff appellate supporter "
    "opponent critic ally activist protester protestor demonstrator marcher advocate donor member leader "
    "lawmaker legislator congressman congresswoman senator representative delegate governor mayor president "
    "premier minister secretary chancellor chairman chairwoman chair chief director commissioner "
    "superintendent spokesman spokeswoman nominee candidate rival contender republican democrat "
    "conservative liberal moderate progressive nationalist supremacist extremist radical bomber driver "
    "pilot passenger victim survivor hostage prisoner inmate detainee refugee migrant immigrant civilian "
    "soldier sailor marine pastor priest bishop cardinal pope monk imam rabbi doctor nurse expert scientist "
    "researcher scholar historian author writer reporter journalist editor columnist host anchor actor "
    "singer player coach athlete fan owner manager executive analyst investor lender taxpayer patient"
)
_KILLING = word_set(  # things that kill and wound
    "bomb bombing blast explosion airstrike air-strike strike attack shelling gunfire shooting rocket "
    "violence missile drone bullet mortar fire massacre raid rampage"
)
_PAPERS = word_set(  # names of things that are read: "Article I", "the Affordable Care Act"
    "article section title chapter act amendment bill law resolution proposition order report constitution "
    "obamacare medicare medicaid brexit plan rule policy code treaty agreement accord poll survey lynching"
)
# endings of abstract nouns: "Lynching", "Violence" at the beginning of a sentence
_THINGS = ("ing", "ion", "ions", "ment", "ness", "ity", "ence", "ance", "ism", "s")
_PLACES = word_set("nation country state city county town world region school year century")
_NUMBERS = word_set("dozen hundred thousand number")


def can_act(sentence: Sentence, span: Span, act: str) -> bool:
    """Tell whether what a span names can act: a person, a body, people; of violence also what kills.

    All that "and" joins has to: "Congress and decisions of the court" cannot.

    Parameters
    ----------
    span
        Tokens of who acts.
    act
        Kind of act of our list; "" for persons, bodies and people only.
    """
    joined = [k + 1 for k in range(*span) if sentence.tokens[k].tag == "CJC"]
    return all(_one_acts(sentence, (first, span[1]), act) for first in (span[0], *joined))


def _one_acts(sentence: Sentence, span: Span, act: str) -> bool:
    tokens = sentence.tokens
    phrase = sentence.opening.get(span[0])
    if phrase is None:
        return False
    head = tokens[phrase.head]
    word = head.text.lower()
    if head.tag in ("PNP", "PNI", "DT0") or word in _WHO:
        return word in _WHO and span[1] - span[0] <= 1
    noun = base(word)
    if _is_paper(tokens, phrase) and not is_person_noun(noun):
        return False
    if head.tag == "NP0" or _like_name(tokens, phrase):
        return word not in DAYS
    return (
        noun in _BODIES
        or is_person_noun(noun)
        or (act == "violence" and bool({noun, word} & _KILLING))
    )


def owner_acts(sentence: Sentence, span: Span, act: str) -> bool:
    """Tell whether the owner of a noun can act: "the judge's order", "Israeli airstrikes".

    Parameters
    ----------
    span
        Tokens of the owner, without its sign.
    act
        Kind of act: only of violence an adjective of a people is enough.
    """
    tokens = sentence.tokens
    head = tokens[span[1] - 1]
    if tokens[span[1]].tag != "POS":
        return act == "violence" and bool(land_of((head.text.casefold(),)))
    noun = base(head.text)
    name = head.text[:1].isupper() and noun not in _PAPERS and head.text.lower() not in DAYS
    placed = act == "violence" and noun in _PLACES  # "the nation's deadliest shooting"
    return not placed and (name or noun in _BODIES or is_person_noun(noun))


def counts_people(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Tell whether a phrase is a number, as of people: "three were killed", "dozens were wounded"."""
    head = tokens[phrase.head]
    return head.tag == "CRD" or base(head.text) in _NUMBERS


def _is_paper(tokens: Sequence[Token], phrase: Phrase) -> bool:
    return any(base(token.text) in _PAPERS for token in tokens[phrase.first : phrase.end])


def _like_name(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a noun has the capital of a name, also one that no list has: "Cohen", "the FDA"."""
    word = tokens[phrase.head].text
    begins = phrase.first == phrase.head == 0
    return word[:1].isupper() and not (begins and word.endswith(_THINGS))
