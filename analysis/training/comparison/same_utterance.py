"""Learn what the signs of shared quotations weigh.

`python -m analysis.training.comparison.same_utterance --data DIR`

DIR has events_seesaw.jsonl.gz, events_seesaw_gold.csv, quotes_pairs.jsonl and quotes_exhaustive.jsonl.
Prints `WEIGHTS` and `INTERCEPT` for `analysis.measures.comparison.utterances.probability`.

A pair of passages is an example if it lies on a labelled pair, or if both articles are of a story that was
read whole: it is then one utterance only if the gold says so. Pairs of articles of different events are
nearly all two utterances; there are many of them, so that each counts little.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from analysis.corpus import read_corpus
from analysis.measures.comparison.utterances.compared import Pair, compared
from analysis.measures.comparison.utterances.probability import Signs
from analysis.study import Study

Floats = npt.NDArray[np.float64]
_ACROSS = 0.01  # weight of a pair of articles of different events
_RIDGE = 1.0  # of standardised signs
_AGAINST = frozenset({"other_speaker"})  # signs that may only speak against one utterance
Gold = Mapping[str, Any]


def learned(found: Floats, truth: Floats, counts: Floats) -> tuple[Floats, float]:
    """Return weights and intercept of a logistic regression whose signs may not turn round.

    Every sign speaks for one utterance or not at all, and those of `_AGAINST` against it: how the pairs were
    chosen for labelling can otherwise make other speakers speak for one utterance.
    """
    mean, spread = found.mean(axis=0), np.maximum(found.std(axis=0), 1e-9)
    scaled = (found - mean) / spread
    sides = np.where(truth > 0, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sides * (scaled @ weights[:-1] + weights[-1])
        slope = -sides * counts / (1 + np.exp(margin))
        value = (counts * np.logaddexp(0, -margin)).sum() + (weights[:-1] ** 2).sum() / 2 / _RIDGE
        return value, np.append(scaled.T @ slope + weights[:-1] / _RIDGE, slope.sum())

    limits = [(None, 0.0) if name in _AGAINST else (0.0, None) for name in Signs._fields]
    start = np.zeros(scaled.shape[1] + 1)
    best = minimize(loss, start, jac=True, bounds=[*limits, (None, None)], method="L-BFGS-B").x
    weights = best[:-1] / spread
    return weights, float(best[-1] - weights @ mean)


def examples(
    pairs: Sequence[Pair],
    labelled: Iterable[Gold],
    stories: Iterable[Gold],
    event: Mapping[str, str],
) -> tuple[Floats, Floats, Floats]:
    """Return the signs, the truth and the count of each pair that is an example."""
    gold = _Gold([row for row in labelled if row["confidence"] != "low"], list(stories))
    rows = []
    for pair in pairs:
        truth = gold.truth(pair)
        a, b = (side.passage.article for side in pair.sides)
        if truth is None and event.get(a) != event.get(b):
            rows.append((pair.signs, 0.0, _ACROSS))
        elif truth is not None:
            rows.append((pair.signs, float(truth), 1.0))
    found, truths, counts = zip(*rows, strict=True)
    return np.array(found), np.array(truths), np.array(counts)


class _Gold:
    """What is known of pairs of passages."""

    def __init__(self, labelled: Sequence[Gold], stories: Sequence[Gold]) -> None:
        self._labelled, self._whole = _by_articles(labelled), _by_articles(stories)
        self._story = {row[side]["article"]: row["story"] for row in stories for side in "ab"}

    def truth(self, pair: Pair) -> bool | None:
        """Tell whether a pair is one utterance, None if nothing is known."""
        key = tuple(sorted(side.passage.article for side in pair.sides))
        if any(_on(pair, row, touch=True) for row in self._whole.get(key, ())):
            return True
        known = [
            bool(row["same_utterance"])
            for row in self._labelled.get(key, ())
            if _on(pair, row, touch=bool(row["same_utterance"]))
        ]
        if known:
            return any(known)
        told = [self._story.get(article) for article in key]
        return False if told[0] is not None and told[0] == told[1] else None


def _by_articles(rows: Iterable[Gold]) -> dict[tuple[str, ...], list[Gold]]:
    found: dict[tuple[str, ...], list[Gold]] = defaultdict(list)
    for row in rows:
        found[tuple(sorted(row[side]["article"] for side in "ab"))].append(row)
    return found


def _on(pair: Pair, row: Gold, *, touch: bool) -> bool:
    """Tell whether a pair lies on the two passages of a row, or, without `touch`, within them."""
    by_article = {row[side]["article"]: row[side] for side in "ab"}
    return all(
        any(
            _fits(span, by_article[side.passage.article], touch=touch)
            for span in side.passage.spans
        )
        for side in pair.sides
    )


def _fits(span: tuple[int, int], gold: Gold, *, touch: bool) -> bool:
    low, high = gold["span"]
    length, shared = span[1] - span[0], min(span[1], high) - max(span[0], low)
    if not touch:
        return shared > 0 and shared >= length / 2
    core = gold.get("core") or (high, high)
    on_core = min(span[1], core[1]) - max(span[0], core[0]) >= (core[1] - core[0]) / 2 > 0
    near = length <= 2 * (high - low) + 300
    return near and (on_core or (shared > 0 and shared >= min(length, high - low) / 2))


def _lines(path: Path) -> list[Gold]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    """Read the arguments, learn, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    study = Study(read_corpus(str(data / "events_seesaw.jsonl.gz")))
    pairs = compared(study["articles"], study["passages"], study["stems"])
    with (data / "events_seesaw_gold.csv").open(encoding="utf-8", newline="") as file:
        event = {row["article"]: row["event"] for row in csv.DictReader(file)}
    gold = _lines(data / "quotes_pairs.jsonl"), _lines(data / "quotes_exhaustive.jsonl")
    found, truth, counts = examples(list(pairs), *gold, event)
    weights, intercept = learned(found, truth, counts)
    print(f"{len(truth)} examples, {int(truth.sum())} of one utterance")  # noqa: T201
    for name, weight in zip(Signs._fields, weights, strict=True):
        print(f"{name}={weight:.3f},")  # noqa: T201
    print(f"INTERCEPT = {intercept:.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
