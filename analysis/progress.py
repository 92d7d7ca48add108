"""Show the progress of a long step: a bar on a terminal, or a line in a file that `framing run` reads.

Nothing is shown in the first two seconds, and nothing at all where nobody would see it.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

FILE_VARIABLE = "FRAMING_PROGRESS"  # set by `framing run` for its kernels
PATIENCE = 2.0  # seconds without a word
_EVERY = 0.5  # seconds between two lines

Item = TypeVar("Item")


def followed(items: Iterable[Item], *, total: int, what: str) -> Iterator[Item]:
    """Yield `items`, and show how many of `total` are done in the step `what` ("reading words")."""
    file = os.environ.get(FILE_VARIABLE)
    if file:
        yield from _in_file(items, Path(file), total, what)
        return
    yield from tqdm(
        items,
        total=total,
        desc=what,
        unit="article",
        delay=PATIENCE,
        leave=False,
        disable=None,
        file=sys.stderr,
    )


def _in_file(items: Iterable[Item], file: Path, total: int, what: str) -> Iterator[Item]:
    last = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            file.write_text(f"{what}, {done:,} of {total:,} articles", encoding="utf-8")
        yield item
    if file.exists():
        file.write_text("", encoding="utf-8")
