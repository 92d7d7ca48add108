"""Find the pairs of passages that may be one utterance, each with what speaks for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from analysis.measures.comparison.events import named_events
from analysis.measures.comparison.utterances.alignment import Alignment, align
from analysis.measures.comparison.utterances.candidates import Read, candidates, read_passages
from analysis.measures.comparison.utterances.probability import (
    Signs,
    echoes,
    nearness_known,
    probability,
    signs,
    weighed,
)
from analysis.measures.comparison.utterances.rarity import Rarity
from analysis.measures.comparison.utterances.spoken import passages_of
from analysis.progress import followed
from analysis.recipes import step
from analysis.texts import texts_by_id

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
    articles: pd.DataFrame, attributions: pd.DataFrame, quotations: pd.DataFrame
) -> tuple[list[Read], Iterator[Pair]]:
    """Return all passages, and every pair of passages of two outlets that is worth a look.

    Parameters
    ----------
    articles
        Articles. A column `event` beside its own is evidence; without it the words of the articles are.
    attributions, quotations
        Attributions and Quotations of these articles.
    """
    texts = texts_by_id(articles)
    outlets = dict(zip(articles["id"], articles["outlet"], strict=True))
    read = read_passages(passages_of(articles, attributions, quotations), texts)
    rarity = Rarity(texts)
    rows = candidates(read, [outlets[one.passage.article] for one in read], rarity)
    sides = [[read[k].passage.article for k in rows[:, side].tolist()] for side in (0, 1)]
    near = rarity.nearness(*sides)
    events = named_events(articles)
    numbers = lru_cache(maxsize=10_000)(lambda k: weighed(read[k], rarity))

    def each() -> Iterator[Pair]:
        both = zip(rows.tolist(), near.tolist(), strict=True)
        for (i, j), nearness in followed(both, total=len(rows), what="comparing passages"):
            left, right = read[i], read[j]
            here, there = (events.get(one.passage.article, "") for one in (left, right))
            aligned = align(left.words, right.words, rarity.weight)
            if not echoes(left, right, aligned, rarity):
                continue
            known = nearness_known(nearness, here, there)
            found = signs(left, right, numbers(i), numbers(j), aligned, known, rarity)
            yield Pair(left, right, aligned, found, probability(found))

    return read, each()


@step("shared-passages")
def shared_passages(
    articles: pd.DataFrame, attributions: pd.DataFrame, quotations: pd.DataFrame
) -> SharedPassages:
    """The passages of all articles, and the pairs of them that may be one utterance."""
    read, each = compared(articles, attributions, quotations)
    return SharedPassages(read, [one for one in each if one.probability >= LEVELS["low"]])


def level(probable: float) -> str:
    """Return the level of a probability: "high", "medium" or "low"."""
    return next((name for name, least in LEVELS.items() if probable >= least), "low")
