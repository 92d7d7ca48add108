"""On how many different files each way of importing is tried.

`python -m tests.benchmarks.formats` runs the tests of imports, notes every file that a reader opens in them,
and writes docs/measured/formats.txt: the format, and how many files of different content it read. Files of a
folder or zip count each. A reader that refuses a file has tried it, too.
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from analysis.corpus.archives import FORMATS
from analysis.corpus.archives.contents import Asked, Reading
from analysis.corpus.archives.stores import Store

ROOT = Path(__file__).resolve().parents[2]  # tests.conftest is not imported before pytest has begun
OUT = ROOT / "docs/measured/formats.txt"
TESTS = ROOT / "tests/corpus/archives"
_opened: dict[str, set[str]] = defaultdict(set)  # by format, the digests of files


def noting(
    name: str, opened: dict[str, set[str]]
) -> Callable[[Asked, Store, Store | None], Reading]:
    """Return the reader of a format, which notes in `opened` what it opens."""
    read = FORMATS[name].read

    def noted(asked: Asked, store: Store, texts: Store | None) -> Reading:
        try:
            return read(asked, store, texts)
        finally:
            opened[name].update(store.digests.values())

    return noted


def table(opened: Mapping[str, set[str]]) -> str:
    """Return the lines of the file, in columns."""
    rows = [("format", "files tried")]
    rows += [(name, f"{len(opened.get(name, ())):,}") for name in FORMATS]
    width = max(len(name) for name, _ in rows)
    return "".join(f"{name:<{width}}  {number}\n" for name, number in rows)


def pytest_configure() -> None:
    """Note from now on what each reader opens, where pytest was told to load this module."""
    for name, known in list(FORMATS.items()):
        FORMATS[name] = replace(known, read=noting(name, _opened))


def pytest_sessionfinish(exitstatus: int) -> None:
    """Write the file if all tests have passed."""
    if exitstatus == 0:
        OUT.write_text(table(_opened), encoding="utf-8")


if __name__ == "__main__":
    words = ["-m", "pytest", "-q", "-n", "0", "-p", "tests.benchmarks.formats", str(TESTS)]
    sys.exit(subprocess.run([sys.executable, *words], cwd=ROOT, check=False).returncode)
