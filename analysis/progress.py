"""Show the progress of a long step: a bar on a terminal, or a line in a file that `framing run` reads.

Nothing is shown in the first two seconds, and nothing at all where nobody would see it: without a terminal
only steps that ask for it write a line now and then.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

FILE_VARIABLE = "FRAMING_PROGRESS"  # set by `framing run` for its kernels
PATIENCE = 2.0  # seconds without a word
_EVERY = 0.5  # seconds between two lines in the file
_AT_ONCE = 0.2  # seconds between items that were made together
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))  # of a time that is left

Item = TypeVar("Item")
_UNSEEN: ContextVar[bool] = ContextVar("unseen", default=False)


def followed(
    items: Iterable[Item], *, total: int, what: str, every: float | None = None
) -> Iterator[Item]:
    """Yield `items`, and show how many of `total` are done in the step `what` ("reading words").

    `every`: without a terminal, write a line with rate and remaining time after the first items, and then
    each time so many seconds have gone; None writes none.
    """
    file = os.environ.get(FILE_VARIABLE)
    if _UNSEEN.get():
        yield from items
    elif file:
        yield from _in_file(items, Path(file), total, what)
    elif every is not None and not sys.stderr.isatty():
        yield from _in_lines(items, total, what, every)
    else:
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


@contextmanager
def unseen() -> Iterator[None]:
    """Let the steps of this thread show nothing, because they are part of one that does."""
    before = _UNSEEN.set(True)
    try:
        yield
    finally:
        _UNSEEN.reset(before)


def _in_file(items: Iterable[Item], file: Path, total: int, what: str) -> Iterator[Item]:
    last = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            file.write_text(f"{what}, {done:,} of {total:,} articles", encoding="utf-8")
        yield item
    if file.exists():
        file.write_text("", encoding="utf-8")


def _in_lines(items: Iterable[Item], total: int, what: str, every: float) -> Iterator[Item]:
    began = time.monotonic()
    due = began + min(every, PATIENCE)
    first = began
    together = 0  # items that came at once with the first: what came before them is the start
    for done, item in enumerate(items, 1):
        yield item
        now = time.monotonic()
        first = now if done == 1 else first
        together = done if now - first < _AT_ONCE else together
        if now >= due and done < total:
            due = now + every
            later = (done - together) / (now - first) if done > together else 0.0
            say(f"{what}, {pace(done, total, later or done / max(now - began, 1e-9))}")


def say(line: str) -> None:
    """Write a line about a long step where the user sees it at once."""
    tqdm.write(line, file=sys.stderr)
    sys.stderr.flush()


def pace(done: int, total: int, rate: float) -> str:
    """Return how many articles are done, how many a second (`rate`), and how long the others will take."""
    left = duration((total - done) / rate)
    return f"{done:,} of {total:,} articles, {rate:,.3g} a second, about {left} left"


def duration(seconds: float) -> str:
    """Return a time in its two largest units: 45 s, 12 min 5 s, 3 h 20 min, 4 d 6 h."""
    whole = round(seconds)
    place = next((k for k, (_, size) in enumerate(_UNITS) if whole >= size), len(_UNITS) - 1)
    parts: list[str] = []
    for name, size in _UNITS[place : place + 2]:
        count, whole = divmod(whole, size)
        parts += [f"{count} {name}"] if count or not parts else []
    return " ".join(parts)
