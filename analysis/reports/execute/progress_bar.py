"""Show the progress of runs: a bar on a terminal, plain lines elsewhere, nothing before two seconds."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from tqdm import tqdm

from analysis.progress import PATIENCE
from analysis.reports.execute.runner import Outcome

_REFRESH = 0.5  # seconds between two looks on a terminal
_LINES = 10.0  # seconds between two lines elsewhere

Status = Callable[[], list[str]]


def follow(
    outcomes: Iterator[Outcome], *, total: int, status: Status = list, out: TextIO | None = None
) -> Iterator[Outcome]:
    """Yield the outcomes, and show how many of `total` reports are done and where the others are.

    `status` gives one line for every report that is running ("frequency/default: reading ..."); `out` is
    standard error by default.
    """
    out = out or sys.stderr
    if not out.isatty():
        with _repeated(lambda: out.write("".join(f"{line}\n" for line in status())), every=_LINES):
            for done, outcome in enumerate(outcomes, start=1):
                out.write(f"{done} of {total} reports: {outcome.job.name}\n")
                yield outcome
        return
    with (
        tqdm(total=total, unit="report", file=out, delay=PATIENCE, leave=False) as bar,
        _repeated(lambda: bar.set_postfix_str("; ".join(status())), every=_REFRESH),
    ):
        for outcome in outcomes:
            bar.update()
            yield outcome


@contextmanager
def _repeated(action: Callable[[], object], *, every: float) -> Iterator[None]:
    """Repeat `action` in the background while the block runs."""
    finished = threading.Event()

    def repeat() -> None:
        while not finished.wait(every):
            action()

    thread = threading.Thread(target=repeat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join()
