"""Find the pairs of passages that may be one utterance, each with what speaks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.measures.comparison.events import named_events
from analysis.measures.comparison.utterances.alignment import Alignment, align
from analysis.measures.comparison.utterances.candidates import Read, candidates
from analysis.measures.comparison.utterances.probability import (
    Signs,
    echoes,
    nearness_known,
    probability,
    signs,
    weighed,
)
from analysis.measures.comparison.utterances.rarity import Rarity, Stems
from analysis.measures.comparison.utterances.reach import within_reach
from analysis.progress import followed
from analysis.recipes import step

LEVELS = {"high": 0.9, "medium": 0.7, "low": 0.5}  # least probability


class Pair(NamedTuple):
    """Two passages, their alignment, what speaks for one utterance, and how probable it is."""

    left: Read
    right: Read
    alignment: Alignment
    signs: Signs
    probability: float

    @property
    def sides(self) -> tuple[Read, Read]:
        """Both passages."""
        return self.left, self.right


@dataclass(frozen=True, eq=False)
class SharedPassages:
    """All passages of a corpus, and the pairs of them that may be one utterance."""

    passages: list[Read]
    pairs: list[Pair]


def compared(
    articles: pd.DataFrame, read: Sequence[Read], stems: Stems, *, least: float = 0.0
) -> Iterator[Pair]:
    """Yield every pair of passages of two outlets that is worth a look.

    Parameters
    ----------
    articles
        Articles. A column `event` beside its own is evidence; without it the words of the articles are.
    read, stems
        The passages of these articles, and their stems.
    least
        The probability that a pair must be able to have; what cannot is not aligned.
    """
    outlets = dict(zip(articles["id"], articles["outlet"], strict=True))
    events = named_events(articles)
    here = [events.get(one.passage.article, "") for one in read]
    rarity = Rarity(stems)
    rows = candidates(read, [outlets[one.passage.article] for one in read], rarity)
    sides = [[read[k].passage.article for k in rows[:, side].tolist()] for side in (0, 1)]
    both = zip(rows.tolist(), rarity.nearness(*sides).tolist(), strict=True)
    near = np.array([nearness_known(one, here[i], here[j]) for (i, j), one in both])
    if least > 0:
        reached = within_reach(read, rows, near, rarity, least=least)
        rows, near = rows[reached], near[reached]
    numbers = lru_cache(maxsize=10_000)(lambda k: weighed(read[k], rarity))
    pairs = zip(rows.tolist(), near.tolist(), strict=True)
    for (i, j), nearness in followed(pairs, total=len(rows), what="comparing passages"):
        left, right = read[i], read[j]
        aligned = align(left.words, right.words, rarity.weight)
        if not echoes(left, right, aligned, rarity):
            continue
        found = signs(left, right, numbers(i), numbers(j), aligned, nearness, rarity)
        yield Pair(left, right, aligned, found, probability(found))


@step("shared-passages")
def shared_passages(articles: pd.DataFrame, passages: list[Read], stems: Stems) -> SharedPassages:
    """The passages of all articles, and the pairs of them that may be one utterance."""
    least = LEVELS["low"]
    pairs = compared(articles, passages, stems, least=least)
    return SharedPassages(passages, [one for one in pairs if one.probability >= least])


def level(probable: float) -> str:
    """Return the level of a probability: "high", "medium" or "low"."""
    return next((name for name, least in LEVELS.items() if probable >= least), "low")
