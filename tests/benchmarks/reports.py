"""What reports of a corpus cost that is annotated: `python -m tests.benchmarks.reports --corpus FILE`.

CPU seconds (of the command and all processes that it starts) of `framing run REPORT`, first with the answers
of the models and the tables that `framing annotate` kept, then a second time; the size of each report.html;
CPU seconds of `framing list` and of importing the package, beyond pandas. Everything lies in a folder of its
own, the user's cache, too, unless --cache names one to go on with.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from analysis.corpus import read_corpus
from tests.benchmarks.counting import measured_with

REPORTS = ("attribution", "loaded")
FRAMING = [sys.executable, "-m", "analysis.cli"]


def cpu_seconds(command: list[str], cache: Path) -> float:
    """Return the CPU seconds of a command and of all processes that it starts."""
    before = _of_children()
    own = os.environ | {"FRAMING_CACHE": str(cache)}
    subprocess.run(command, check=True, env=own, stdout=subprocess.DEVNULL)
    return _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(corpus: Path, cache: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what was done, and its CPU seconds or its size."""
    cpu_seconds([*FRAMING, "annotate", str(corpus)], cache)
    for report in REPORTS:
        run = ["run", report, "--corpus", str(corpus), "--to", str(folder), "--force"]
        for turn in ("behind `framing annotate`", "a second time"):
            yield f"`framing run {report}`, {turn}", _told(cpu_seconds([*FRAMING, *run], cache))
        page = folder / "reports" / report / "default" / "report.html"
        yield "its report.html", f"{page.stat().st_size / 1e6:.1f} MB"
    yield "`framing list`", _told(cpu_seconds([*FRAMING, "list"], cache))
    alone, whole = (
        min(cpu_seconds([sys.executable, "-c", f"import {name}"], cache) for _ in range(3))
        for name in ("pandas", "pandas, analysis.study")
    )
    yield "`import analysis.study`, beyond pandas", _told(whole - alone)


def _told(seconds: float) -> str:
    return f"{seconds:.2f} CPU seconds"


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpus", type=Path, required=True, help="any that read_corpus reads")
    options.add_argument("--cache", type=Path, help="the cache to use, for example a filled one")
    options.add_argument("--out", type=Path, help="write the table there, too")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cache = given.cache or Path(folder) / "cache"
        lines = [
            f"| {what} | {cost} |" for what, cost in measured(given.corpus, cache, Path(folder))
        ]
    head = ["| | |", "| --- | --- |"]
    told = "\n".join([measured_with(len(read_corpus(given.corpus).articles)), "", *head, *lines])
    print(told)  # noqa: T201
    if given.out:
        given.out.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
