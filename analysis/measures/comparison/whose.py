"""Whose words a stretch of an article is, and in which section it stands."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from analysis.tables import Voices, by_key

SCARE = "scare quotes"
VOICES_TOLD = ("outlet", "quoted", "paraphrased", SCARE)
_Row = tuple[int, int, str, str, str, str, int]  # from, to, voice ... and words of a stretch
_SHORT = 4  # words in quotation marks that nobody is said to have spoken


class Whose(NamedTuple):
    """Voice, section and speaker ("" where nobody is named) of a stretch."""

    voice: str
    section: str
    speaker: str


class Stretches:
    """The voices of one article, by place."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._rows = rows
        self._starts = [row[0] for row in rows]

    def at(self, start: int, end: int) -> Whose:
        """Return whose words most of a stretch is: those with most of its characters, the first of equals."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        shares: dict[int, int] = {}
        k = first
        while k < len(self._starts) and self._starts[k] < end:
            shares[k] = min(end, self._rows[k][1]) - max(start, self._starts[k])
            k += 1
        if not shares:
            return Whose("outlet", "body", "")
        best = max(shares, key=lambda k: (shares[k], -k))
        _, _, voice, section, speaker, attribution, words = self._rows[best]
        if voice == "quoted" and not attribution and words <= _SHORT:
            voice = SCARE
        return Whose(voice, section, speaker)


def stretches_of(voices: pd.DataFrame) -> dict[str, Stretches]:
    """Return the voices of each article by its id."""
    voices = by_key(Voices.validate(voices), "article", "start")
    columns = ("start", "end", "voice", "section", "speaker", "attribution", "words")
    rows: dict[str, list[_Row]] = {}
    each = zip(*(voices[name].tolist() for name in columns), strict=True)
    for article, row in zip(voices["article"].tolist(), each, strict=True):
        rows.setdefault(article, []).append(row)
    return {article: Stretches(found) for article, found in rows.items()}
