"""Write the results of verification as lines for a terminal."""

import math
from collections.abc import Sequence
from itertools import groupby

from analysis.files import visible
from analysis.verify.check import Checked
from analysis.verify.comparison import Change
from analysis.verify.verdicts import State, Verdict

_WIDTH = 60  # letters of a row's name


def verified(checked: Checked, *, limit: int | None) -> list[str]:
    """Return the lines for every file of one claim, with `limit` changed rows of each table or all."""
    lines = [visible(checked.name)]
    if checked.problem:
        lines.append("  could not be run again:")
        lines += [f"    {visible(line)}" for line in checked.problem.splitlines()]
    lines += [f"  differs: {d.what} ({d.then} then, {d.now} now)" for d in checked.differences]
    for _, group in groupby(checked.verdicts, key=lambda verdict: verdict.path.stem):
        lines += _set(list(group), limit)
    return lines + [f"  in this project {visible(said)}" for said in checked.here]


def _set(files: Sequence[Verdict], limit: int | None) -> list[str]:
    """Return the lines of one figure set, table or report: one for all files with the same verdict."""
    fared: dict[tuple[State, str], list[Verdict]] = {}
    for file in files:
        fared.setdefault((file.state, file.why), []).append(file)
    lines = []
    told: list[Sequence[Change]] = []
    for alike in fared.values():
        why = f": {visible(alike[0].why)}" if alike[0].why else ""
        lines.append(f"  {_named(alike)}: {alike[0].state}{why}")
        changes = max((file.changes for file in alike), key=len)
        if changes and changes not in told:
            told.append(changes)
            lines += _table(changes, limit)
    return lines


def _named(files: Sequence[Verdict]) -> str:
    if len(files) == 1:
        return visible(files[0].path.name)
    return visible(f"{files[0].path.stem} ({', '.join(f.path.suffix[1:] for f in files)})")


def _table(changes: Sequence[Change], limit: int | None) -> list[str]:
    shown = changes[:limit]
    rows = [("row", "column", "old", "new", "difference"), *map(_cells, shown)]
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    lines = [
        "    " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    more = len(changes) - len(shown)
    return lines + ([f"    and {more:,} more; --all shows them"] if more else [])


def _cells(change: Change) -> tuple[str, ...]:
    difference = "" if math.isnan(change.difference) else f"{change.difference:+.6g}"
    row = visible(change.row)
    short = row if len(row) <= _WIDTH else f"{row[: _WIDTH - 1]}…"
    return (short, *map(visible, (change.column, change.old, change.new)), difference)
