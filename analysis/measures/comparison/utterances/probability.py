"""Tell from few signs how probable it is that two aligned passages are one utterance."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.measures.comparison.utterances.alignment import Alignment
from analysis.measures.comparison.utterances.candidates import Read
from analysis.measures.comparison.utterances.namesakes import kin
from analysis.measures.comparison.utterances.rarity import Rarity

# median nearness of two articles of one event and of two, in the data named below. Articles that are nearer
# than that are no more of one event, but share more words by chance
_SAME_EVENT, _OTHER_EVENT = 0.58, 0.25
MOST_OWN_WORDS = 1.5  # what the sign is at most


class Signs(NamedTuple):
    """What speaks for or against one utterance; the weights of `WEIGHTS` are in the same order.

    `own_words`: how much of the poorer passage is aligned, each word by its weight and the less the
    more often its article has it elsewhere too; names that an article has elsewhere do not count.
    `whole`: how much of the richer passage is aligned, each word by its weight. `nearness` of the
    articles. `same_speaker`, `other_speaker`: both are named, or neither is known. `quoted`: how much of
    the words that one of the passages quotes is aligned. `words`: aligned content words that are not
    such names, as the logarithm of one more.
    """

    own_words: float
    whole: float
    nearness: float
    same_speaker: float
    other_speaker: float
    quoted: float
    words: float


# learned by `python -m analysis.training.comparison.same_utterance` from 289 labelled pairs and six
# stories read whole (SEESAW, development part); see there
WEIGHTS = Signs(
    own_words=1.232,
    whole=4.171,
    nearness=18.808,
    same_speaker=1.410,
    other_speaker=-0.960,
    quoted=3.826,
    words=2.362,
)
INTERCEPT = -17.896


class Weighed(NamedTuple):
    """The words of a passage as numbers: their weight, and how often the article has them elsewhere."""

    weights: list[float]
    elsewhere: list[int]
    own: list[float]
    total: float


def weighed(one: Read, rarity: Rarity) -> Weighed:
    """Return what the words of a passage weigh, by themselves and in their article."""
    counts = rarity.counts(one.passage.article)
    stems = [word.stem for word in one.words]
    weights = [rarity.weight(name) for name in stems]
    elsewhere = [max(counts.get(name, 0) - stems.count(name), 0) for name in stems]
    own = [
        0.0 if capital and times else weight / (1 + times)
        for weight, times, capital in zip(weights, elsewhere, one.capital, strict=True)
    ]
    return Weighed(weights, elsewhere, own, sum(weights))


def signs(  # noqa: PLR0913, PLR0917  both sides of a pair, and what is known of it
    left: Read,
    right: Read,
    left_weighed: Weighed,
    right_weighed: Weighed,
    alignment: Alignment,
    nearness: float,
    rarity: Rarity,
) -> Signs:
    """Return the signs of one pair."""
    x, y, pairs = left_weighed, right_weighed, alignment.pairs
    telling = [
        (i, j)
        for i, j in pairs
        if not (left.capital[i] and right.capital[j] and x.elsewhere[i] + y.elsewhere[j])
    ]
    own = sum(
        x.weights[i] / float(np.sqrt((1 + x.elsewhere[i]) * (1 + y.elsewhere[j])))
        for i, j in telling
    )
    same, other = _speakers(left, right)
    return Signs(
        own_words=min(own / max(min(sum(x.own), sum(y.own)), 1.0), MOST_OWN_WORDS),
        whole=sum(x.weights[i] for i, _ in pairs) / max(x.total, y.total, 1e-9),
        nearness=nearness,
        same_speaker=same,
        other_speaker=other,
        quoted=max(
            _share([i for i, _ in pairs], left.quoted, x.weights),
            _share([j for _, j in pairs], right.quoted, y.weights),
        ),
        words=float(np.log1p(sum(rarity.is_content(left.words[i].stem) for i, _ in telling))),
    )


def _share(aligned: Sequence[int], quoted: Sequence[bool], weights: Sequence[float]) -> float:
    """Return how much of the quoted words is aligned, by their weight; 0 where none is quoted."""
    total = sum(weight for weight, one in zip(weights, quoted, strict=True) if one)
    return sum(weights[i] for i in aligned if quoted[i]) / total if total else 0.0


def _speakers(left: Read, right: Read) -> tuple[float, float]:
    a, b = left.passage, right.passage
    same = kin(a.speaker, b.speaker)
    return float(same), float(a.named and b.named and not same)


def nearness_known(nearness: float, left: str, right: str) -> float:
    """Return how near two articles are, by their events where both are known ("" if not)."""
    if not left or not right:
        return min(nearness, _SAME_EVENT)
    return _SAME_EVENT if left == right else min(nearness, _OTHER_EVENT)


def echoes(left: Read, right: Read, alignment: Alignment, rarity: Rarity) -> bool:
    """Tell whether enough is shared for an utterance: two content words, or one that both quote."""
    content = [(i, j) for i, j in alignment.pairs if rarity.is_content(left.words[i].stem)]
    return len(content) > 1 or any(left.quoted[i] and right.quoted[j] for i, j in content)


def probability(found: Signs) -> float:
    """Return the probability that a pair with these signs is one utterance."""
    logit = INTERCEPT + sum(w * s for w, s in zip(WEIGHTS, found, strict=True))
    return float(1 / (1 + np.exp(-logit)))
