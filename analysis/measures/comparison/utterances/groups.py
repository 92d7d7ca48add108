"""Tell which pairs of passages are of one utterance, and which pairs cross two utterances."""

from collections import defaultdict
from collections.abc import Sequence

from analysis.measures.comparison.utterances.compared import LEVELS, Pair

_SAME_PART = (
    0.5  # of the shorter of two shared parts of one passage, that lies in the other one too
)


def without_crossed(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs, in their order, of which not both passages have a better partner there.

    A speaker often puts two sentences alike. Where both outlets quote both, each sentence of one outlet
    is near both of the other; of these four pairs the two better ones are kept.
    """
    return [pair for pair, one in zip(pairs, _crossed(pairs), strict=True) if not one]


def _crossed(pairs: Sequence[Pair]) -> list[bool]:
    met = _Meetings(pairs, towards_article=True)
    return [
        all(
            any(pairs[other].probability > pair.probability for other in met.of(k, side))
            for side in (0, 1)
        )
        for k, pair in enumerate(pairs)
    ]


def utterances(pairs: Sequence[Pair]) -> list[str]:
    """Return for each pair the name of its utterance: article and character of the first shared word in it.

    Two pairs meet if they have a passage in common and share the same part of it: at least half of the words
    of the shorter part are in the other one, too. Pairs of high confidence that meet are of one
    utterance, and so are all that are connected in this way. Any other pair, and every pair of two different
    speakers, belongs to the best of those that it meets and connects nothing: so no chain of doubtful pairs
    leads from one utterance to another.
    """
    met = _Meetings(pairs)
    order = sorted(range(len(pairs)), key=lambda k: (-pairs[k].probability, _first(pairs[k])))
    group = list(range(len(pairs)))
    founders: set[int] = set()
    for k in order:
        near = sorted(
            (other for side in (0, 1) for other in met.of(k, side) if other in founders),
            key=lambda other: (-pairs[other].probability, _first(pairs[other])),
        )
        high = pairs[k].probability >= LEVELS["high"] and not pairs[k].signs.other_speaker
        for other in near if high else near[:1]:
            group[_root(group, k)] = _root(group, other)
        if high or not near:
            founders.add(k)
    first: dict[int, tuple[str, int]] = {}
    for k, pair in enumerate(pairs):
        root = _root(group, k)
        first[root] = min(_first(pair), first.get(root, _first(pair)))
    return ["{}:{}".format(*first[_root(group, k)]) for k in range(len(pairs))]


class _Meetings:
    """Which pairs share the same part of a passage; if wanted, only pairs of the same two articles."""

    def __init__(self, pairs: Sequence[Pair], *, towards_article: bool = False) -> None:
        self._keys: list[tuple[object, object]] = []
        self._parts: list[tuple[set[int], set[int]]] = []
        self._at: dict[object, list[tuple[int, int]]] = defaultdict(list)
        for k, pair in enumerate(pairs):
            ends = (pair.left.passage, pair.right.passage)
            others = [ends[1].article, ends[0].article] if towards_article else ["", ""]
            self._keys.append(((ends[0], others[0]), (ends[1], others[1])))
            here, there = zip(*pair.alignment.pairs, strict=True)
            self._parts.append((set(here), set(there)))
            for side, key in enumerate(self._keys[k]):
                self._at[key].append((k, side))

    def of(self, k: int, side: int) -> list[int]:
        """Return the pairs that share the same part of a passage with one side of pair `k`."""
        here = self._parts[k][side]
        return [
            other
            for other, its_side in self._at[self._keys[k][side]]
            if other != k
            and len(here & self._parts[other][its_side])
            >= _SAME_PART * min(len(here), len(self._parts[other][its_side]))
        ]


def _root(group: list[int], k: int) -> int:
    while group[k] != k:
        group[k] = group[group[k]]
        k = group[k]
    return k


def _first(pair: Pair) -> tuple[str, int]:
    """Return the article and the first character of the shared part of a pair."""
    aligned = pair.alignment.pairs[0]
    sides = zip(pair.sides, aligned, strict=True)
    return min((one.passage.article, one.words[k].start) for one, k in sides)
