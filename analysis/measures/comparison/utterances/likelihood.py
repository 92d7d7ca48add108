"""Whether a pair of passages is told as one utterance: by their words, and by who speaks."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from analysis.measures.comparison.utterances.alignment import words_at
from analysis.measures.comparison.utterances.compared import LEVELS, Pair
from analysis.measures.comparison.utterances.namesakes import kin

# share of the words of a passage that the other one has, at least: of two whole quotations, of others of high
# confidence, and of the rest
_IN_COMMON = {"direct": 0.6, "sure": 0.4, "other": 0.5}
_SAME = 0.9  # of both, from which on the words alone tell that it is one utterance
_SHORT = 8  # words in common, below which two people may have said the same of themselves
_HALF = 0.5  # of both, that few words in common are at least, if they do not stand in a row
_RUN = 5  # words in a row that two people hardly say by chance
_LONG_RUN, _MOST = 6, 0.8  # in a row, or of one side, where the speakers do not tell that it is one
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


def is_plain(pair: Compared, run: int) -> bool:
    """Tell whether the words show by themselves that a likely pair is one utterance.

    `run` is how many words both have in a row, at most. Fewer than eight words in common are half of both
    passages, or five in a row: one who speaks for an hour says "no nuclear weapons" more than once. Those
    of a pair below high confidence are five in a row, or nearly all words of both. If no one speaker is named
    on both sides, they are half of both, most words of one, or six in a row.
    """
    in_a_row, least = run >= _RUN, min(pair.shares)
    if pair.shared_words < _SHORT and not in_a_row and least < _HALF:
        return False
    if not (pair.sure or in_a_row or least >= _SAME):
        return False
    one = one_speaker(*pair.speakers)
    return one or least >= _HALF or max(pair.shares) >= _MOST or run >= _LONG_RUN


def longest_run(one: str, other: str) -> int:
    """Return how many words two passages have in a row, at most, in whatever form."""
    left, right = (
        [word.stem for word in words_at(text, [(0, len(text))])] for text in (one, other)
    )
    return SequenceMatcher(None, left, right, autojunk=False).find_longest_match().size


def one_speaker(a: str, b: str) -> bool:
    """Tell whether both are named, and one."""
    named = a[:1].isupper() and b[:1].isupper()
    return named and (a == b or kin(a, b))
