"""Measure the list of loaded words: `python -m analysis.training.loaded.lexicon_measure --help`.

Weighs the list on training sentences, chooses the two thresholds by five-fold cross-validation there,
and measures other sentences and their words, with all categories and with each alone.
"""

import argparse
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import pandas as pd
from scipy.stats import mannwhitneyu

from analysis.language.words import Span, find_words
from analysis.measures.loaded.hits import score
from analysis.measures.loaded.lexicons import CATEGORIES, Lexicon, read_lexicon
from analysis.measures.loaded.matching import Matcher
from analysis.training.loaded.lexicon import PTC, Record, records, weighed

FOLDS, RESAMPLES = 5, 1000
_STEPS = [step / 50 for step in range(3, 40)]


class Scored(NamedTuple):
    """A sentence: whether people call it biased, its score, and per word (marked, weight)."""

    biased: bool
    score: float
    words: list[tuple[bool, float]]


def scored(lexicon: Lexicon, sentences: Sequence[Record]) -> list[Scored]:
    """Return the sentences with their scores by `lexicon`."""
    matcher = Matcher(lexicon)
    out = []
    for sentence in sentences:
        words = find_words(sentence["text"])
        weights = [0.0] * len(words)
        hits = matcher.hits([word.word for word in words])
        for hit in hits:
            weights[hit.first : hit.end] = [hit.entry.weight] * (hit.end - hit.first)
        whole = score([hit.entry.weight for hit in hits])
        out.append(beside_marks(sentence, words, whole, weights))
    return out


def beside_marks(
    sentence: Record, words: Sequence[Span], whole: float, weights: Iterable[float]
) -> Scored:
    """Return the scores of a sentence and of its words beside what people say of them."""
    spans = sentence["biased_spans"]
    marked = [any(a < word.end and word.start < b for a, b in spans) for word in words]
    return Scored(sentence["biased"], whole, list(zip(marked, weights, strict=True)))


def f1(pairs: Sequence[tuple[bool, bool]], *, of: bool = True) -> float:
    """Return the F1 of (true, found) pairs for the class `of`."""
    both = sum(true is of and found is of for true, found in pairs)
    either = sum((true is of) + (found is of) for true, found in pairs)
    return 2 * both / either if either else 0.0


def macro_f1(sentences: Sequence[Scored], threshold: float) -> float:
    """Return the mean F1 of biased and of other sentences."""
    pairs = [(one.biased, one.score >= threshold) for one in sentences]
    return fmean((f1(pairs), f1(pairs, of=False)))


def auroc(sentences: Sequence[Scored], _threshold: float) -> float:
    """Return the share of pairs in which the biased sentence scores higher; a tie counts half."""
    biased = [one.score for one in sentences if one.biased]
    other = [one.score for one in sentences if not one.biased]
    if not (biased and other):
        return 0.0
    wins = mannwhitneyu(biased, other, method="asymptotic").statistic
    return float(wins) / (len(biased) * len(other))


def word_f1(sentences: Sequence[Scored], threshold: float) -> float:
    """Return the F1 of the words that people marked."""
    return f1([(marked, w >= threshold) for one in sentences for marked, w in one.words])


FIGURES: dict[str, tuple[Callable[[Sequence[Scored], float], float], str]] = {
    "sentences, macro-F1": (macro_f1, "sentence"),
    "sentences, AUROC": (auroc, "sentence"),
    "words, F1": (word_f1, "word"),
}


def thresholds(lexicon: Lexicon, train: list[Record], more: list[Record]) -> dict[str, float]:
    """Return the best thresholds of sentences and words, on training sentences that gave no weight."""
    held: list[Scored] = []
    for fold in range(FOLDS):
        rest = [(row, 1.0) for number, row in enumerate(train) if number % FOLDS != fold]
        fitted = reweighed(lexicon, [*rest, *((row, PTC) for row in more)])
        held += scored(fitted, train[fold::FOLDS])
    best = {"sentence": macro_f1, "word": word_f1}
    return {name: max(_STEPS, key=partial(of, held)) for name, of in best.items()}


def reweighed(lexicon: Lexicon, sentences: list[tuple[Record, float]]) -> Lexicon:
    """Return the list with weights from `sentences`."""
    found = {row[:3]: float(row[3]) for row in weighed(lexicon, sentences)}
    entries = [
        replace(entry, weight=found[entry.term, entry.categories[0], entry.part])
        for entry in lexicon.entries
    ]
    return Lexicon(lexicon.name, tuple(entries))


def parts(lexicon: Lexicon) -> dict[str, Lexicon]:
    """Return the whole list, each category alone, and the whole without each."""
    found = {"all": lexicon}
    for category in CATEGORIES:
        own = tuple(entry for entry in lexicon.entries if entry.categories[0] == category)
        others = tuple(entry for entry in lexicon.entries if entry.categories[0] != category)
        found[category] = Lexicon(lexicon.name, own)
        found[f"all but {category}"] = Lexicon(lexicon.name, others)
    return found


def main() -> None:
    """Read the arguments, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("train", "ptc", "dev", "list", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    train, more, dev = (list(records(file)) for file in (given.train, given.ptc, given.dev))
    chosen = random.Random(1)  # noqa: S311  not for secrets
    chosen.shuffle(train)
    rows = []
    for name, lexicon in parts(read_lexicon(str(given.list))).items():
        at = thresholds(lexicon, train, more)
        found = scored(lexicon, dev)
        chance = random.Random(1)  # noqa: S311
        draws = [
            chance.choices(found, k=len(found)) for _ in range(RESAMPLES if name == "all" else 0)
        ]
        for figure, (of, kind) in FIGURES.items():
            drawn = sorted(of(draw, at[kind]) for draw in draws)
            ends = [f"{drawn[int(q * RESAMPLES)]:.3f}" for q in (0.025, 0.975) if drawn]
            value = f"{of(found, at[kind]):.3f}"
            rows.append([name, figure, value, *(ends or ["", ""]), at[kind], len(lexicon.entries)])
    columns = ["list", "figure", "value", "low", "high", "threshold", "entries"]
    pd.DataFrame(rows, columns=columns).to_csv(given.out, sep="\t", index=False)


if __name__ == "__main__":
    main()
