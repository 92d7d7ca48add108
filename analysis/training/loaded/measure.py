"""Measure the model of loaded language: `python -m analysis.training.loaded.measure --help`.

Every sentence is read by itself. Writes the table quality.tsv.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from scipy.stats import spearmanr

from analysis.language.words import find_words
from analysis.measures.loaded.model import MODEL_LOADED, by_word
from analysis.measures.loaded.rates import SENTENCE
from analysis.models.encoder import LOADED_MODEL, Grader
from analysis.training.loaded.lexicon import Record, records
from analysis.training.loaded.lexicon_measure import (
    RESAMPLES,
    Scored,
    auroc,
    beside_marks,
    macro_f1,
    word_f1,
)
from analysis.training.loaded.opinions import opinions

BINS = 10
LEAST = 15  # sentences of an outlet on a topic, at least
FOLDS = 5
LEANINGS = {"left": "left", "right": "right", "center": "centre"}  # in BABE, and as we write them
CALM = "calm sentences called loaded,"
Figure = Callable[[Sequence[Scored]], float]


class Row(NamedTuple):
    """A row of quality.tsv."""

    data: str
    figure: str
    value: str
    low: str
    high: str
    n: int


def scored(grader: Grader, sentences: Sequence[Record]) -> list[Scored]:
    """Return the sentences with the probabilities of the model."""
    out = []
    for sentence in sentences:
        text = " ".join(sentence["text"].splitlines())
        grades = grader.grades(text, [(0, len(text))])
        words = find_words(text)
        each = by_word(words, grades)
        out.append(beside_marks(sentence, words, grades.sentences[0], each))
    return out


def judged_by_own_words(grader: Grader, file: Path) -> list[Scored]:
    """Return the sentences of CheckThat with what the model says of them by their author's words."""
    out = []
    for record in opinions(file):
        text, own = record["text"], record["own"]
        grades = grader.grades(text, [(0, len(text))], [own])
        out.append(Scored(record["share"] > 0, min(grades.own[0], grades.sentences[0]), []))
    return out


def calibration(sentences: Sequence[Scored]) -> float:
    """Return the expected calibration error: ten bins of equal width, weighted by their sentences."""
    bins: dict[int, list[Scored]] = defaultdict(list)
    for one in sentences:
        bins[min(int(one.score * BINS), BINS - 1)].append(one)
    return sum(
        abs(sum(one.biased for one in group) - sum(one.score for one in group))
        for group in bins.values()
    ) / len(sentences)


FIGURES: dict[str, Figure] = {
    "sentences, macro-F1": partial(macro_f1, threshold=SENTENCE),
    "sentences, AUROC": partial(auroc, _threshold=SENTENCE),
    "sentences, calibration error": calibration,
    "words, F1": partial(word_f1, threshold=MODEL_LOADED),
}


def rows_of(data: str, sentences: list[Scored], figures: dict[str, Figure]) -> list[Row]:
    """Return the figures with 95% intervals, sentences drawn again.

    The calibration error has no interval: every draw adds error of its own.
    """
    chance = random.Random(1)  # noqa: S311  not for secrets
    draws = [chance.choices(sentences, k=len(sentences)) for _ in range(RESAMPLES)]
    rows = []
    for name, of in figures.items():
        drawn = [] if of is calibration else sorted(of(draw) for draw in draws)
        ends = [f"{drawn[int(q * RESAMPLES)]:.3f}" for q in (0.025, 0.975) if drawn]
        low, high = ends or ("", "")
        rows.append(Row(data, name, f"{of(sentences):.3f}", low, high, len(sentences)))
    return rows


def called_loaded(sentences: Sequence[Scored]) -> float:
    """Return the share of sentences that the model calls loaded."""
    return sum(one.score >= SENTENCE for one in sentences) / len(sentences)


def lean(data: str, dev: Sequence[Record], found: Sequence[Scored]) -> list[Row]:
    """Return how many sentences without loaded words the model calls loaded, by leaning of the outlet."""
    rows = []
    for leaning, name in LEANINGS.items():
        both = zip(dev, found, strict=True)
        calm = [one for record, one in both if record["leaning"] == leaning and not one.biased]
        rows += rows_of(data, calm, {f"{CALM} {name} outlets": called_loaded})
    return rows


def cells(folds: list[Path], babe: Path) -> Row:
    """Return how the mean scores of outlets on a topic rank like the experts' shares.

    The model of `folds` that did not learn from a sentence scores it.
    """
    data = list(records(babe))
    by_cell: dict[tuple[str, str], list[tuple[bool, float]]] = defaultdict(list)
    for fold, folder in enumerate(folds):
        held = [record for record in data if record["group"] % FOLDS == fold]
        for record, one in zip(held, scored(Grader(folder), held), strict=True):
            by_cell[record["outlet"], record["topic"]].append((one.biased, one.score))
    full = [cell for cell in by_cell.values() if len(cell) >= LEAST]
    shares = [sum(biased for biased, _ in cell) / len(cell) for cell in full]
    means = [sum(score for _, score in cell) / len(cell) for cell in full]
    value = spearmanr(shares, means).statistic
    name = "outlets on topics, rank correlation"
    return Row("BABE, training part, cross-validated", name, f"{value:.3f}", "", "", len(full))


def main() -> None:
    """Read the arguments, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=LOADED_MODEL)
    parser.add_argument("--dev", type=Path, required=True, help="BABE, development part")
    parser.add_argument("--checkthat", type=Path, help="CheckThat, development part")
    parser.add_argument("--without-ptc", type=Path, help="a model that did not learn from PTC")
    parser.add_argument("--ptc", type=Path)
    parser.add_argument("--folds", type=Path, nargs=FOLDS, help="models that left out a fold")
    parser.add_argument("--babe", type=Path, help="BABE, training part, for the folds")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    records_of_dev = list(records(given.dev))
    dev = scored(Grader(given.model), records_of_dev)
    rows = rows_of("BABE, development part", dev, FIGURES)
    rows += lean("BABE, development part", records_of_dev, dev)
    if given.checkthat:
        told = judged_by_own_words(Grader(given.model), given.checkthat)
        names = ("sentences, macro-F1", "sentences, AUROC")
        figures = {f"{name}, by own words": FIGURES[name] for name in names}
        rows += rows_of("CheckThat, development part", told, figures)
    if given.without_ptc:
        ptc = scored(Grader(given.without_ptc), list(records(given.ptc)))
        name = "sentences, AUROC"
        rows += rows_of("PTC, a model that did not learn from it", ptc, {name: FIGURES[name]})
    if given.folds:
        rows.append(cells(given.folds, given.babe))
    pd.DataFrame(rows).to_csv(given.out, sep="\t", index=False)


if __name__ == "__main__":
    main()
