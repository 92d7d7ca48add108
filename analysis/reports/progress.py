"""How far a run is: a bar on a terminal, plain lines elsewhere, nothing when it takes a moment."""

import sys
from collections.abc import Iterator
from typing import TextIO

from tqdm import tqdm

from analysis.reports.runner import Outcome


def follow(
    outcomes: Iterator[Outcome], *, total: int, out: TextIO | None = None
) -> Iterator[Outcome]:
    """Yield the outcomes and show how many of `total` reports are done."""
    out = out or sys.stderr
    if not out.isatty():
        for done, outcome in enumerate(outcomes, start=1):
            out.write(f"{done} of {total}: {outcome.job.name}\n")
            yield outcome
        return
    with tqdm(total=total, unit="report", file=out, delay=2, leave=False) as bar:
        for outcome in outcomes:
            bar.update()
            yield outcome
