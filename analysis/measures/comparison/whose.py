"""Whose words a stretch of an article is, and in which section it stands."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.tables import Voices

SCARE = "scare quotes"
VOICES_TOLD = ("outlet", "quoted", "paraphrased", SCARE)
_SHORT = 4  # words in quotation marks that nobody is said to have spoken


class Whose(NamedTuple):
    """Voice, section and speaker ("" where nobody is named) of a stretch."""

    voice: str
    section: str
    speaker: str


class Stretches:
    """The voices of one article, by place."""

    def __init__(self, rows: pd.DataFrame) -> None:
        rows = rows.sort_values("start")
        self._starts: Sequence[int] = rows["start"].tolist()
        self._ends: Sequence[int] = rows["end"].tolist()
        columns = ("voice", "section", "speaker", "attribution", "words", "part")
        self._rows = list(zip(*(rows[name] for name in columns), strict=True))

    def at(self, start: int, end: int) -> Whose:
        """Return whose words most of a stretch is: those with most of its characters, the first of equals."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        shares: dict[int, int] = {}
        k = first
        while k < len(self._starts) and self._starts[k] < end:
            shares[k] = min(end, self._ends[k]) - max(start, self._starts[k])
            k += 1
        if not shares:
            return Whose("outlet", "body", "")
        best = max(shares, key=lambda k: (shares[k], -k))
        voice, section, speaker, attribution, words, _ = self._rows[best]
        if voice == "quoted" and not attribution and words <= _SHORT:
            voice = SCARE
        return Whose(voice, section, speaker)


def stretches_of(voices: pd.DataFrame) -> dict[str, Stretches]:
    """Return the voices of each article by its id."""
    return {
        str(article): Stretches(rows)
        for article, rows in Voices.validate(voices).groupby("article")
    }
