"""Tags of words (role, and place in the span), and the best sequence of tags that the rules allow."""

import numpy as np
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
PLACES = "BIES"  # begins, inside, ends, single
OUTSIDE = "O"
TAGS = (OUTSIDE, *(f"{place}-{role}" for role in ROLES for place in PLACES))
_NEVER = -1e4


def _may_follow(before: str, after: str) -> bool:
    """Return whether tag `after` may follow `before` in one paragraph."""
    if before[0] in "BI":  # a span is open: only its own inside or end continues it
        return after[0] in "IE" and after[2:] == before[2:]
    return after[0] in "OBS"


FOLLOWS = np.array([[0.0 if _may_follow(a, b) else _NEVER for b in TAGS] for a in TAGS])
FIRST = np.array([0.0 if tag[0] in "OBS" else _NEVER for tag in TAGS])
LAST = np.array([0.0 if tag[0] in "OES" else _NEVER for tag in TAGS])


def best_tags(scores: NDArray[np.floating]) -> list[int]:
    """Return the tag numbers of the best allowed sequence (Viterbi); one row of `scores` a word."""
    if not len(scores):
        return []
    total = FIRST + scores[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for row in range(1, len(scores)):
        arrive = total[:, None] + FOLLOWS
        back[row] = arrive.argmax(axis=0)
        total = arrive.max(axis=0) + scores[row]
    best = [int((total + LAST).argmax())]
    for row in range(len(scores) - 1, 0, -1):
        best.append(int(back[row, best[-1]]))
    return best[::-1]


def spans(tags: list[int]) -> list[tuple[str, int, int]]:
    """Return (role, first word, end) of every span in an allowed sequence of tag numbers."""
    found, start = [], 0
    for place, number in enumerate(tags):
        tag = TAGS[number]
        if tag[0] in "BS":
            start = place
        if tag[0] in "ES":
            found.append((tag[2:], start, place + 1))
    return found


def tags_of(length: int, marked: list[tuple[str, int, int]]) -> list[int]:
    """Return the tag numbers of `length` words with these spans; a later span covers an earlier."""
    roles = [(OUTSIDE, -1)] * length
    for number, (role, start, end) in enumerate(marked):
        roles[start:end] = [(role, number)] * (end - start)
    tags = []
    for place, (role, number) in enumerate(roles):
        if role == OUTSIDE:
            tags.append(0)
            continue
        opens = place == 0 or roles[place - 1] != (role, number)
        closes = place + 1 == length or roles[place + 1] != (role, number)
        letter = {(True, True): "S", (True, False): "B", (False, True): "E"}.get(
            (opens, closes), "I"
        )
        tags.append(TAGS.index(f"{letter}-{role}"))
    return tags
