"""How long questions take once words are counted: `python -m tests.benchmarks.questions --corpus FILE`.

Wall and CPU seconds of keyness, dispersion and concordances, and of importing the package in a
fresh process, on the articles of `counting`. There is no peer: scikit-learn has none of these.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis.corpus import Corpus, read_corpus
from analysis.interactive import concordance
from analysis.language import Counting, count
from analysis.language.sentences import sentence_spans
from analysis.measures import dispersion, keyness
from tests.benchmarks import corpus
from tests.benchmarks.counting import measured_with

PARTS = "analysis.corpus, analysis.language, analysis.measures, analysis.inference"


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall and CPU seconds of one call, with those of processes that it started and ended."""
    wall, cpu = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - wall, sum(os.times()[:4]) - cpu


def measured(source: Corpus) -> list[tuple[str, float, float]]:
    """Return what was asked, with its wall and CPU seconds."""
    counts = count(source.articles, Counting(min_count=5))
    outlet = counts.outlets[0]
    by_size = counts.matrix.sum(axis=0).argsort()[::-1]
    common, rare = (str(counts.terms[by_size[place]]) for place in (0, len(by_size) * 9 // 10))
    questions: list[tuple[str, Callable[[], object]]] = [
        (f"keyness of {len(counts.terms):,} terms", lambda: keyness(counts, target=outlet)),
        ("dispersion of all of them", lambda: dispersion(counts, within="corpus")),
        ("loading what cuts sentences, once", lambda: sentence_spans("One. Two.")),
    ]
    for word in (rare, common):
        hits = int(counts.matrix[:, [list(counts.terms).index(word)]].sum())
        name = f"concordance of {word!r}, {hits:,} lines"
        questions.append((name, lambda word=word: concordance(source, word, voices=False)))
    whole = [sys.executable, "-c", f"import {PARTS}"]
    questions.append(("importing the package", lambda: subprocess.run(whole, check=True)))
    return [(name, *seconds(work)) for name, work in questions]


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=100_000, help="made, without --corpus")
    options.add_argument("--corpus", type=Path, help="any corpus that read_corpus reads")
    options.add_argument("--out", type=Path, help="write the table there, too")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = given.corpus
        if source is None:
            source = Path(folder) / "made.parquet"
            corpus.make(given.articles, source)
        read = read_corpus(source)
        lines = [f"| {name} | {wall:.2f} | {cpu:.2f} |" for name, wall, cpu in measured(read)]
    head = ["| | seconds | CPU seconds |", "| --- | --- | --- |"]
    told = "\n".join([measured_with(len(read.articles)), "", *head, *lines])
    print(told)  # noqa: T201
    if given.out:
        given.out.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
