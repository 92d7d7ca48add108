"""Seconds and memory of reading, counting and comparing corpora of several sizes.

`python -m tests.benchmarks.memory` makes the corpora and measures each in a process of its own. The memory
is what the process holds for itself (RssAnon, sampled); the texts on disk are the system's to drop.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

from analysis.corpus import read_corpus
from analysis.study import Study
from tests.benchmarks import corpus
from tests.benchmarks.counting import measured_with
from tests.conftest import ROOT

SIZES = (1_000, 10_000, 100_000)
STEPS = ("read", "counts", "frequencies", "keyness")
_EVERY = 0.02  # seconds between two looks


class Peak:
    """The largest memory that the process has for itself, in GB, while it is entered."""

    def __enter__(self) -> "Peak":
        self.most, self._done = 0.0, Event()
        self._watch = Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._watch.join()

    def _look(self) -> None:
        while True:
            status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
            (line,) = (line for line in status if line.startswith("RssAnon"))
            self.most = max(self.most, int(line.split()[1]) / 1e6)
            if self._done.wait(_EVERY):
                return


def measure(file: Path) -> list[tuple[int, float, float]]:
    """Return articles, CPU seconds and memory in GB of each step, one after the other."""
    found: list[tuple[int, float, float]] = []
    for name in STEPS:
        start = time.process_time()
        with Peak() as peak:
            if name == "read":
                read = read_corpus(file)
                first = read.articles["outlet"].min()
                study = Study(read, {"copies": "all", "outlet": first})
            else:
                study[name]
        found.append((len(read.articles), time.process_time() - start, peak.most))
    return found


def report(files: list[Path]) -> str:
    """Return what was measured as a Markdown table."""
    lines, most = [], 0
    for file in files:
        call = [sys.executable, "-m", "tests.benchmarks.memory", "--only", str(file)]
        done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT)
        rows = [line.split() for line in done.stdout.splitlines()]
        most = max(most, int(rows[0][0]))
        cells = [f"{float(seconds):.1f} s, {float(peak):.2f} GB" for _, seconds, peak in rows]
        lines.append(f"| {int(rows[0][0]):,} | {' | '.join(cells)} |")
    head = [f"| articles | {' | '.join(STEPS)} |", "| --- |" + " --- |" * len(STEPS)]
    return "\n".join([measured_with(most), "", *head, *lines])


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, nargs="+", default=SIZES)
    options.add_argument("--corpus", type=Path, nargs="+", help="corpora instead of made ones")
    options.add_argument("--out", type=Path, help="write the table there, too")
    options.add_argument("--only", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.only:
        for row in measure(given.only):
            print(*row)  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as folder:
        files = given.corpus or [Path(folder) / f"{size}.parquet" for size in given.articles]
        for size, file in zip(given.articles, [] if given.corpus else files, strict=False):
            corpus.make(size, file)
        told = report(list(files))
    print(told)  # noqa: T201
    if given.out:
        given.out.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
