"""Measure the shipped model: `python -m analysis.training.attribution.measure --gold F --scorer F --out F`.

Reads the gold articles (JSON lines, gzipped or not, with their attributions) with the model, without the
cache, and writes the agreement with the annotators as TSV, for all articles and for each outlet. The
scorer is a Python file with `per_article`, `total` and `results`; we use the same one for other PolNeAR
systems.
"""

import argparse
import gzip
import importlib.util
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pandas as pd

from analysis.measures.attribution.attributions import Article, extracted
from analysis.models.encoder import shipped_encoder
from analysis.tables.attribution import ACTS

FIGURES = {
    "token.source.F": "words of sources, F1",
    "token.cue.F": "words of cues, F1",
    "token.content.F": "words of contents, F1",
    "alpha": "Krippendorff's alpha of words",
    "match0.3.iou.quote.F": "contents, a third shared, F1",
    "match0.8.iou.quote.F": "contents, four fifths shared, F1",
    "match0.8.iou.full.F": "the same with source and cue, F1",
    "exact.all.F": "all three exactly, F1",
    "direct.match0.8.iou.full.F": "direct quotes, F1",
    "recall_by_type.direct.R": "direct, found",
    "recall_by_type.mixed.R": "mixed, found",
    "recall_by_type.indirect.R": "indirect, found",
    "span.source.F": "sources exactly, F1",
    "span.cue.F": "cues exactly, F1",
    "span.content.F": "contents exactly, F1",
}
RATIOS = ("attributions found for one annotated", "characters said found for one annotated")
PRECISIONS = {act: f"found as {act}, annotated, precision" for act in ACTS}
_SHARED = 0.3  # of the characters of two contents, from which on they are the same
RESAMPLES = 1000
Record = dict[str, Any]


class Scored(NamedTuple):
    """The scores of one article, with its `sizes` by the annotators and by the model.

    `acts` says for each act how many attributions were found and how many of them are annotated, too.
    """

    counter: Any
    gold: tuple[int, int]
    found: tuple[int, int]
    acts: dict[str, tuple[int, int]]


def annotated(gold: Record) -> Record:
    """Return an article with the outermost attributions by the project."""
    records = extracted(Article(gold["text"], "", ""), shipped_encoder())
    return {
        "id": gold["id"],
        "text": gold["text"],
        "attributions": [record for record in records if not record["parent"]],
    }


def sizes(article: Record) -> tuple[int, int]:
    """Return how many attributions an article has, and how many characters their contents."""
    said = article["attributions"]
    return len(said), sum(end - start for one in said for start, end in one["content"])


def confirmed(gold: Record, answer: Record) -> dict[str, tuple[int, int]]:
    """Return for each act how many attributions were found, and how many share a content with the gold."""
    counts = dict.fromkeys(ACTS, (0, 0))
    for one, same in zip(answer["attributions"], met(answer, gold), strict=True):
        found, matched = counts[one["act"]]
        counts[one["act"]] = found + 1, matched + same
    return counts


def met(one: Record, other: Record) -> list[bool]:
    """Return for each attribution of an article whether `other` has one with much of its content."""
    contents = [*filter(None, map(_characters, other["attributions"]))]
    return [
        any(len(own & theirs) >= _SHARED * len(own | theirs) for theirs in contents)
        for own in map(_characters, one["attributions"])
    ]


def share_met(some: Iterable[Record], others: Iterable[Record]) -> float:
    """Return which share of the attributions of `some` articles are met in the same articles of `others`."""
    each = [met(one, other) for one, other in zip(some, others, strict=True)]
    return sum(map(sum, each)) / max(1, sum(map(len, each)))


def _characters(attribution: Record) -> set[int]:
    return {place for start, end in attribution["content"] for place in range(start, end)}


def figures(scorer: ModuleType, articles: list[Scored]) -> dict[str, float]:
    """Return each figure of these articles."""
    scores = scorer.results(scorer.total([one.counter for one in articles]))
    values = {shown: scores.get(name, 0.0) for name, shown in FIGURES.items()}
    for number, shown in enumerate(RATIOS):
        annotated = sum(one.gold[number] for one in articles)
        values[shown] = sum(one.found[number] for one in articles) / max(1, annotated)
    for act, shown in PRECISIONS.items():
        found, matched = (sum(one.acts[act][place] for one in articles) for place in (0, 1))
        values[shown] = matched / max(1, found)
    return values


def rows(scorer: ModuleType, gold: list[Record], found: list[Record]) -> Iterator[list[object]]:
    """Yield the rows of Quality: all outlets together, then each."""
    by_outlet: dict[str, list[Scored]] = defaultdict(list)
    named, answers = ({one["id"]: one for one in many} for many in (gold, found))
    counters = scorer.per_article(named, answers)
    for article, answer, counter in zip(gold, found, counters, strict=True):
        scored = Scored(counter, sizes(article), sizes(answer), confirmed(article, answer))
        for outlet in ("", article["outlet"]):
            by_outlet[outlet].append(scored)
    for outlet, articles in sorted(by_outlet.items()):
        chance = random.Random(1)  # noqa: S311  not for secrets
        draws = [
            figures(scorer, chance.choices(articles, k=len(articles))) for _ in range(RESAMPLES)
        ]
        size = [len(articles), sum(one.gold[0] for one in articles)]
        for shown, value in figures(scorer, articles).items():
            drawn = sorted(draw[shown] for draw in draws)
            ends = drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)]
            yield [shown, outlet, *(f"{number:.3f}" for number in (value, *ends)), *size]


def main() -> None:
    """Read the arguments, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gold", "scorer", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    spec = importlib.util.spec_from_file_location("scorer", given.scorer)
    if spec is None or spec.loader is None:
        raise ValueError(f"{given.scorer} is not a Python file")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    opened = gzip.open if given.gold.suffix == ".gz" else open
    with opened(given.gold, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    found = [annotated(article) for article in gold]
    columns = ["figure", "outlet", "value", "low", "high", "articles", "attributions"]
    table = pd.DataFrame(rows(scorer, gold, found), columns=columns)
    table.to_csv(given.out, sep="\t", index=False)


if __name__ == "__main__":
    main()
