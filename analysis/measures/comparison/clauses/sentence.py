"""A sentence with its noun phrases and verbs by their places."""

from collections.abc import Sequence

from analysis.language.phrases import Phrase, Token
from analysis.measures.comparison.clauses.reduced import Verb


class Sentence:
    """The tokens of a sentence, with the phrases that begin and end at each place."""

    def __init__(
        self, tokens: Sequence[Token], phrases: Sequence[Phrase], verbs: Sequence[Verb]
    ) -> None:
        phrases = [_without_which(tokens, one) for one in phrases]
        self.tokens, self.phrases, self.verbs = tokens, phrases, verbs
        self.opening = {one.first: one for one in phrases}
        self.closing = {one.end: one for one in phrases}
        self.lexical = {verb.place for verb in verbs}


def _without_which(tokens: Sequence[Token], phrase: Phrase) -> Phrase:
    """Return a phrase without the "which" that a preposition has: "six men" of "in which six men died"."""
    first = phrase.first
    joined = first > 0 and tokens[first].tag == "DTQ" and tokens[first - 1].tag in ("PRP", "PRF")
    return phrase._replace(first=first + 1) if joined and phrase.end - first > 1 else phrase


def of_start(sentence: Sentence, phrase: Phrase) -> int:
    """Return where a phrase begins with those on which it hangs by "of"."""
    first = phrase.first
    while first and sentence.tokens[first - 1].tag == "PRF" and (first - 1) in sentence.closing:
        first = sentence.closing[first - 1].first
    return first


def without_adverbs(sentence: Sentence, k: int) -> int:
    """Return the place before the adverbs to the left of `k`."""
    while k and sentence.tokens[k - 1].tag in ("AV0", "XX0"):
        k -= 1
    return k
