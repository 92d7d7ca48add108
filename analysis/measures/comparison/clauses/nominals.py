"""Who does what to whom in a noun: "the killing of civilians by troops", "Russian air strikes"."""

import re

from analysis.language.phrases import Phrase
from analysis.measures.comparison.calling.lists import land_of
from analysis.measures.comparison.clauses.acts_listed import lemma_of, noun_act
from analysis.measures.comparison.clauses.roles import agent_end
from analysis.measures.comparison.clauses.sentence import Sentence
from analysis.measures.comparison.word_set import word_set

Span = tuple[int, int]  # tokens
_YEAR = re.compile(r"[12]\d{3}")
_OF_A_PLACE = word_set(
    "genocide war massacre holocaust civil-war bloodshed violence fighting riot rioting"
)  # "the Bosnian war": where it was
_AT_WHOM = word_set("against upon of")
_ON_WHOM = word_set(  # nouns whose patient stands behind "on": "clashes on every front" are others
    "attack assault strike airstrike air-strike raid bombardment crackdown toll war offensive onslaught "
    "ban sanction"
)
_PEOPLES = ("an", "ish", "ese", "i", "ic", "ch", "eek", "iss")  # endings of adjectives of peoples
_FROM_AFAR = word_set("airstrike air-strike strike invasion raid shelling bombardment offensive")
_SUFFERED = word_set(  # nouns whose owner it was done to, if nobody else is told of
    "murder killing slaying assassination shooting execution kidnapping abduction lynching beating "
    "rape arrest detention imprisonment impeachment indictment conviction nomination appointment "
    "confirmation ouster sentence sentencing beheading firing dismissal acquittal deportation extradition"
)
_TO_OFFICE = word_set("nomination appointment")  # nobody has several at once
_OF_THE_DECIDING = word_set("order decision ruling verdict decree judgment judgement vote voting")
_BESIDE = word_set("in at near on during outside inside around across from")
_OF_CONTENT = word_set("allegation accusation complaint")  # "allegations of fraud": to nobody
_NO_OWNER = word_set("nomination vote voting")  # "the Republican nomination": what is sought
_TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tonight weekend day week month year decade "
    "century spring summer fall autumn winter night morning evening afternoon season"
)


def nominal_roles(sentence: Sentence, phrase: Phrase) -> tuple[Span | None, int, Span | None]:
    """Return agent, head of the agent, and patient of an act that is told by a noun.

    The agent stands behind "by" or "between", is the owner ("the regime's assault", "their attack"), or a
    name or an adjective of a people before the noun. The patient stands behind "of", "against" or "on"; of
    "Doe's murder" it is Doe. Times ("the weekend's shootings") are no agents.
    """
    agent, head = _owner(sentence, phrase)
    by, patient = _behind(sentence, phrase, phrase.end)
    if by and not _is_time(sentence, by.head):
        return (by.first, agent_end(sentence, by)), by.head, patient
    owned = sentence.tokens[agent[1]].tag == "POS" if agent else False
    if agent and (_is_time(sentence, head) or (owned and _is_time(sentence, agent[1] + 1))):
        return None, -1, patient  # "the weekend's shootings", "the Valentine's Day shooting"
    if agent and patient is None and _is_name_before_sanctions(sentence, phrase, head):
        return None, -1, agent  # "Iran sanctions"
    if agent and patient is None and _is_victim(sentence, phrase, agent, head):
        return None, -1, agent
    return agent, head, patient


def _is_victim(sentence: Sentence, phrase: Phrase, owner: Span, head: int) -> bool:
    """Whether the owner of a noun is whom it was done to: "Doe's shooting", "Doe's nomination"."""
    tokens = sentence.tokens
    noun = tokens[phrase.head].text
    suffered = noun.lower() in _SUFFERED or lemma_of(noun) in _SUFFERED
    counted = any(token.tag == "CRD" for token in tokens[owner[1] : phrase.head])
    if lemma_of(noun) in _TO_OFFICE and (counted or tokens[phrase.head].tag == "NN2"):
        return False  # "Moor's two appointments": others were appointed, and by her
    return suffered and tokens[owner[1]].tag == "POS" and tokens[head].tag == "NP0"


def _is_name_before_sanctions(sentence: Sentence, phrase: Phrase, head: int) -> bool:
    noun = lemma_of(sentence.tokens[phrase.head].text)
    return noun == "sanction" and sentence.tokens[head].tag == "NP0"


def _is_time(sentence: Sentence, head: int) -> bool:
    """Whether a word tells when: a day, a season, a year."""
    token = sentence.tokens[head]
    return lemma_of(token.text) in _TIMES or _YEAR.fullmatch(token.text) is not None


def patient_of(sentence: Sentence, phrase: Phrase, verb: int) -> Span | None:
    """Return to whom an act is done whose noun a verb carries: "committed crimes against civilians"."""
    return _behind(sentence, phrase, phrase.end)[1] or _behind(sentence, phrase, verb + 1)[1]


def _behind(sentence: Sentence, phrase: Phrase, k: int) -> tuple[Phrase | None, Span | None]:
    """Return agent and patient in the prepositional phrases that begin at `k`."""
    agent: Phrase | None = None
    patient: Span | None = None
    tokens = sentence.tokens
    noun = lemma_of(tokens[phrase.head].text)
    while k < len(tokens):
        k += tokens[k].tag == "PUQ"
        other = sentence.opening.get(k + 1)
        if other is None or tokens[k].tag not in ("PRP", "PRF"):
            break
        end = agent_end(sentence, other)
        match _part(noun, tokens[k].text.lower(), tokens[k + 1].text.lower()):
            case "agent":
                agent = agent or other
            case "patient":
                patient = patient or (other.first, end)
            case "end":
                break
        k = end
    return agent, patient


def _part(noun: str, word: str, after: str) -> str:
    """Return what a preposition behind a noun tells: "agent", "patient", "" for where, or the "end"."""
    if word in ("by", "between") or (word == "of" and noun in _OF_THE_DECIDING):
        return "agent"  # also "the order of a court"
    if after == "behalf" or (word == "of" and noun in _OF_CONTENT):
        return "end"
    if word in _AT_WHOM or (word == "on" and noun in _ON_WHOM):
        return "patient"
    return "" if word in _BESIDE | {"on"} else "end"  # "his sentence for charges against him"


def _owner(sentence: Sentence, phrase: Phrase) -> tuple[Span | None, int]:
    """Return who stands before the noun as its owner: "Assad's", "their", "Russian"."""
    tokens = sentence.tokens
    marks = [k for k in range(phrase.first, phrase.head) if tokens[k].tag == "POS"]
    if marks:
        return (phrase.first, marks[-1]), max(marks[-1] - 1, phrase.first)
    if tokens[phrase.first].tag == "DPS":
        return None, -1
    if _is_event(sentence, phrase):
        return None, -1
    capital = [
        k
        for k in range(phrase.first, phrase.head)
        if tokens[k].text[:1].isupper() and tokens[k].tag in ("AJ0", "NP0") and k > 0
    ]
    noun = lemma_of(tokens[phrase.head].text)
    if noun in _NO_OWNER or (capital and _is_scene(sentence, capital, tokens[phrase.head].text)):
        return None, -1
    if capital and not tokens[phrase.head].text[:1].isupper():
        return (capital[0], capital[-1] + 1), capital[-1]
    return None, -1


def _is_scene(sentence: Sentence, names: list[int], noun: str) -> bool:
    """Whether the name before a noun of violence may say where it was: "the Boston bombing"."""
    if noun_act(noun) != "violence":
        return False
    last = sentence.tokens[names[-1]]
    land = land_of((last.text.casefold(),))
    people = last.text.endswith(_PEOPLES) and (last.tag == "AJ0" or bool(land))
    afar = land and lemma_of(noun) in _FROM_AFAR  # "Israel airstrikes", but not "the Iraq bombing"
    return not (people or afar)


def _is_event(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether the noun names an event of history, such as "the 1968 Hue attack": a place, no agent."""
    words = [token.text for token in sentence.tokens[phrase.first : phrase.head]]
    dated = any(_YEAR.fullmatch(word) for word in words)
    return dated or lemma_of(sentence.tokens[phrase.head].text) in _OF_A_PLACE
