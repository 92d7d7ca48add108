"""Counting words, measured beside scikit-learn's CountVectorizer: `python -m tests.benchmarks.counting`.

Both start from the Articles in memory, in a process of their own, by turns in one run, so that a ratio
compares like with like on a busy machine. `body` cuts the articles into sections first, which
scikit-learn does not do.
"""

import argparse
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from analysis.categories import SECTIONS
from analysis.language import Counting, count
from tests.benchmarks import corpus
from tests.conftest import ROOT

WAYS = ("all", "body", "scikit-learn")
PATTERN = r"[^\W_]+(?:['’\-][^\W_]+)*"  # as near to our words as `re` comes


def measure(way: str, file: Path) -> tuple[float, float]:
    """Return the CPU seconds and peak memory in GB of counting in this process, its articles included."""
    articles = corpus.load(file)
    forget_peak()
    if way == "scikit-learn":
        from sklearn.feature_extraction.text import CountVectorizer

        start = time.process_time()
        CountVectorizer(token_pattern=PATTERN).fit_transform(articles["text"])
    else:
        import scipy.sparse  # noqa: F401  loaded before the clock starts, as by scikit-learn's import

        start = time.process_time()
        count(articles, Counting(sections=SECTIONS if way == "all" else ("body",), stop="off"))
    return time.process_time() - start, peak()


def forget_peak() -> None:
    """Let the peak be that from now on, so that loading is not measured (on Linux)."""
    if Path("/proc/self/clear_refs").exists():
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """Return the largest resident memory of this process in GB."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1e6
    unit = 1e9 if sys.platform == "darwin" else 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def alternate(file: Path, *, ways: tuple[str, ...] = WAYS, pairs: int = 3) -> dict[str, list]:
    """Measure each way as often, by turns, each time in a fresh process."""
    found: dict[str, list] = {way: [] for way in ways}
    for _ in range(pairs):
        for way in ways:
            call = [sys.executable, "-m", "tests.benchmarks.counting", "--only", way]
            done = subprocess.run(
                [*call, "--corpus", str(file)], capture_output=True, text=True, check=True, cwd=ROOT
            )
            found[way].append(tuple(map(float, done.stdout.split())))
    return found


def ratio(found: dict[str, list], way: str) -> float:
    """Return the median over the pairs of CPU time divided by scikit-learn's."""
    pairs = zip(found[way], found["scikit-learn"], strict=True)
    return statistics.median(ours[0] / theirs[0] for ours, theirs in pairs)


def report(found: dict[str, list], articles: int) -> str:
    """Return what was measured as a Markdown table."""
    lines = [
        measured_with(articles),
        "",
        "| | CPU seconds | peak memory, GB | ratio of CPU |",
        "| --- | --- | --- | --- |",
    ]
    for way, runs in found.items():
        seconds = " ".join(f"{run[0]:.1f}" for run in runs)
        peak = max(run[1] for run in runs)
        lines.append(f"| {way} | {seconds} | {peak:.2f} | {ratio(found, way):.2f} |")
    return "\n".join(lines)


def measured_with(articles: int) -> str:
    """Say how much was measured, when and with what."""
    names = ("numpy", "pandas", "scipy", "scikit-learn")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    day = f"{datetime.now(UTC):%Y-%m-%d}"
    return f"{articles:,} articles, {day}, Python {platform.python_version()}, {versions}."


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=100_000, help="made, without --corpus")
    options.add_argument("--corpus", type=Path, help="any corpus that read_corpus reads")
    options.add_argument("--pairs", type=int, default=3)
    options.add_argument("--out", type=Path, help="write the table there, too")
    options.add_argument("--only", choices=WAYS, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.only:
        print(*measure(given.only, given.corpus))  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as folder:
        source, file = given.corpus, Path(folder) / "articles.parquet"
        if source is None:
            source = Path(folder) / "made.parquet"
            corpus.make(given.articles, source)
        corpus.store(source, file)
        found = alternate(file, pairs=given.pairs)
        told = report(found, len(corpus.load(file)))
        print(told)  # noqa: T201
        if given.out:
            given.out.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
