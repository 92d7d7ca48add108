"""Who does what to whom in a noun: "the killing of civilians by troops", "Russian air strikes"."""

from analysis.language.phrases import Phrase
from analysis.measures.comparison.clauses.roles import Sentence, agent_end

Span = tuple[int, int]  # tokens
_AT_WHOM = frozenset("against on upon at toward towards".split())


def nominal_roles(sentence: Sentence, phrase: Phrase) -> tuple[Span | None, int, Span | None]:
    """Return agent, head of the agent, and patient of an act that is told by a noun.

    The agent stands behind "by" or "between", is the owner ("the regime's assault", "their attack"), or a
    name or an adjective of a people before the noun. The patient stands behind "of", "against" or "on".
    """
    patient: Span | None = None
    agent, head = _owner(sentence, phrase)
    k = phrase.end
    while k < len(sentence.tokens):
        word = sentence.tokens[k].text.lower()
        other = sentence.opening.get(k + 1)
        if other is None or sentence.tokens[k].tag not in ("PRP", "PRF"):
            break
        end = agent_end(sentence, other)
        if word in ("by", "between"):
            agent, head = (other.first, end), other.head
        elif word in _AT_WHOM or word == "of":
            patient = patient or (other.first, end)
        k = end
    return agent, head, patient


def _owner(sentence: Sentence, phrase: Phrase) -> tuple[Span | None, int]:
    """Return who stands before the noun as its owner: "Assad's", "their", "Russian"."""
    tokens = sentence.tokens
    marks = [k for k in range(phrase.first, phrase.head) if tokens[k].tag == "POS"]
    if marks:
        return (phrase.first, marks[-1]), max(marks[-1] - 1, phrase.first)
    if tokens[phrase.first].tag == "DPS":
        return None, -1
    capital = [
        k
        for k in range(phrase.first, phrase.head)
        if tokens[k].text[:1].isupper() and tokens[k].tag in ("AJ0", "NP0") and k > 0
    ]
    if capital and not tokens[phrase.head].text[:1].isupper():
        return (capital[0], capital[-1] + 1), capital[-1]
    return None, -1
