"""Whether a pair of passages is told as one utterance: by their words, and by who speaks."""

import re
from typing import NamedTuple

from analysis.measures.comparison.utterances.compared import LEVELS, Pair
from analysis.measures.comparison.utterances.namesakes import kin

# share of the words of a passage that the other one has, at least: of two whole quotations, of others of high
# confidence, and of the rest
_IN_COMMON = {"direct": 0.6, "sure": 0.4, "other": 0.5}
_SAME = 0.9  # of both, from which on the words alone tell that it is one utterance
_SHORT = 8  # words in common, below which two people may have said the same of themselves
_POLL = re.compile(r"\b(?:polls?|surveys?)\b", re.IGNORECASE)  # gives numbers, and says nothing


class Compared(NamedTuple):
    """A pair of passages, with one value of each side: the share of its words that the other one has."""

    sure: bool
    direct: bool
    shared_words: int
    shares: tuple[float, float]
    speakers: tuple[str, str]


def compared(pair: Pair) -> Compared:
    """Return what decides about a pair."""
    shared = len(pair.alignment.pairs)
    left, right = pair.sides
    return Compared(
        pair.probability >= LEVELS["high"],
        all(all(side.quoted) for side in pair.sides),
        shared,
        (shared / len(left.words), shared / len(right.words)),
        (left.passage.speaker, right.passage.speaker),
    )


def is_likely(pair: Compared) -> bool:
    """Tell whether nothing in words or speakers speaks against one utterance.

    One passage at least has enough of its words in common (`_IN_COMMON`); below high confidence both have
    one and the same named speaker, or the same words. Two speakers with different names do not share a few
    words, and a poll that two outlets tell of is no utterance.
    """
    kind = "direct" if pair.direct else "sure" if pair.sure else "other"
    if max(pair.shares) < _IN_COMMON[kind] or any(map(_POLL.search, pair.speakers)):
        return False
    one = one_speaker(*pair.speakers)
    both = all(name[:1].isupper() for name in pair.speakers)
    if both and not one and pair.shared_words < _SHORT:
        return False
    return pair.sure or min(pair.shares) >= _SAME or one


def one_speaker(a: str, b: str) -> bool:
    """Tell whether both are named, and one."""
    named = a[:1].isupper() and b[:1].isupper()
    return named and (a == b or kin(a, b))
