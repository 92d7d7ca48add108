"""The clauses of a sentence, by marks and conjunctions."""

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.language.words import Span

_BREAKS = re.compile(r"[;:—–()\[\]]|--| - ")
# these begin a clause with or without a comma before them, the others only behind one
_ALWAYS = frozenset(
    {"but", "who", "whose", "which", "while", "whereas", "because", "although", "though", "unless"}
)
_BEHIND_COMMAS = frozenset(
    {"and", "or", "nor", "so", "yet", "that", "whom", "when", "where", "if", "since", "until"}
    | {"after", "before", "as", "with"}
)


def clauses(text: str, words: Sequence[Span]) -> list[tuple[int, int]]:
    """Cut a sentence into clauses.

    Parameters
    ----------
    text
        The text of the article.
    words
        The words of one sentence, with offsets into `text`.

    Returns
    -------
    [first, end) places in `words`, in order, that hold each word once. A clause begins behind a
    semicolon, colon, dash or bracket, at a conjunction or relative pronoun behind a comma, and at some
    of these ("but", "who", "because") without one.

    Source
    ------
    Rules of our own, without syntax: "that" and "and" without a comma do not begin one.
    """
    starts = [0] if words else []
    for place, (before, word) in enumerate(pairwise(words), start=1):
        between = text[before.end : word.start]
        joined = word.word in _BEHIND_COMMAS and "," in between
        if joined or word.word in _ALWAYS or _BREAKS.search(between):
            starts.append(place)
    return list(pairwise([*starts, len(words)]))
