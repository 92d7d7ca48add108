"""Lay out one row per outlet: its name at the left, its dots or bars, and its count at the right."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from analysis.figures.canvas.page import (
    MARGIN,
    Page,
    line_count,
    line_height,
    note,
    note_height,
    page,
    plural,
    row_labels,
    widest,
)
from analysis.figures.canvas.style import (
    FAINT,
    MAX_HEIGHT,
    MUTED,
    SMALL,
    TEXT,
    TINY,
    Mark,
    outlet_colours,
)
from analysis.figures.canvas.text import labels

DOT = 0.05  # inches a dot takes, with its share of white
MOST_DOTS = 5  # dots in one stack; with more, a figure draws something else


@dataclass(frozen=True)
class Rows:
    """A page with one set of axes, whose y is the number of the outlet's row from the top."""

    canvas: Page
    axes: Axes
    plot: float
    right: float
    height: float
    outlets: list[str]
    below: float  # inches from the top where the name of the x axis goes

    def name_axis(self, shown: str) -> None:
        """Write the name of the axis below it."""
        middle = self.canvas.width - MARGIN - self.right - self.plot / 2
        self.canvas.text(shown, x=middle, y=self.below, ha="center")


def rows_of(
    outlets: list[str], remarks: Mapping[str, str], *, across: float, head: float = 0.0
) -> Rows:
    """Lay out a row for each of `outlets` with its remark at the right, below `head` inches.

    When the rows would pass 30 inches the last ones are left out, and a note says how many.
    """
    names = labels(outlets, width=0.28 * across, size=SMALL, lines=2)
    lines = line_count(list(names.values()))
    height = max(0.3, line_height(SMALL, lines) + 0.04)
    kept = outlets[: int((MAX_HEIGHT - 1.5) / height)]
    left_out = len(outlets) - len(kept)
    remark = f"{plural(left_out, 'outlet')} not drawn; the table has all." if left_out else ""
    left = MARGIN + widest(list(names.values()), SMALL) + 0.08
    column = widest(list(remarks.values()), TINY) + 0.1
    plot = across - left - column - MARGIN
    foot = 0.22 + line_height(TEXT) + note_height(remark, across)
    top = MARGIN + head
    canvas = page(across, top + len(kept) * height + foot + MARGIN)
    axes = canvas.axes(left=left, top=top, width=plot, height=len(kept) * height)
    axes.set_ylim(len(kept) - 0.5, -0.5)
    row_labels(axes, [names[outlet] for outlet in kept])
    for row, outlet in enumerate(kept):
        y = top + (row + 0.5) * height
        canvas.text_in_row(remarks[outlet], x=across - MARGIN, y=y, ha="right", color=MUTED)
    below = top + len(kept) * height + 0.22
    note(canvas, remark, y=below + line_height(TEXT))
    return Rows(canvas, axes, plot, column, height, kept, below)


def marks_for(outlets: list[str], marks: Mapping[str, Mark] | None) -> Mapping[str, Mark]:
    """Return the report's marks, else the outlets' own; more than eight outlets share one mark."""
    if marks is not None:
        return marks
    own = outlet_colours(outlets)
    return own if len(own) <= 8 else dict.fromkeys(own, own[min(own)])


def stacked(values: pd.DataFrame, step: float) -> pd.DataFrame:
    """Stack the dots that lie within one dot's width, outlet by outlet.

    Parameters
    ----------
    values
        One row per article: outlet and `x`.
    step
        Width of a dot in the unit of `x`.

    Returns
    -------
    One row per stack: outlet, `x` (half-way between its ends, so exact for a single dot) and the
    count `n`.
    """
    stacks: list[tuple[object, float, int]] = []
    for outlet, mine in values.groupby("outlet"):
        first, n = -np.inf, 0
        for x in sorted(mine["x"].astype(float)):
            if x - first >= step:
                first, n = x, 0
                stacks.append((outlet, x, n))
            n += 1
            stacks[-1] = (outlet, (first + x) / 2, n)
    return pd.DataFrame(stacks, columns=["outlet", "x", "n"])


def draw_stacks(rows: Rows, stacks: pd.DataFrame, marks: Mapping[str, Mark]) -> None:
    """Draw each stack as that many dots around the middle of its outlet's row."""
    for row, outlet in enumerate(rows.outlets):
        mine = stacks[stacks["outlet"] == outlet]
        x = np.repeat(mine["x"].to_numpy(dtype=float), mine["n"])
        level = np.concatenate([np.arange(n) - (n - 1) / 2 for n in mine["n"]] or [np.array([])])
        y = row - level * DOT / rows.height
        mark = marks[outlet]
        rows.axes.scatter(
            x, y, s=7, color=mark.colour, marker=mark.marker, linewidth=0, zorder=3, clip_on=False
        )


def draw_bars(rows: Rows, counts: pd.DataFrame, marks: Mapping[str, Mark], *, bar: float) -> int:
    """Draw the count `n` of each (outlet, x) as a bar of width `bar`; return the highest count."""
    most = int(counts["n"].max())
    for row, outlet in enumerate(rows.outlets):
        mine = counts[counts["outlet"] == outlet]
        height = -0.8 * mine["n"] / most
        rows.axes.bar(mine["x"], height, bar, bottom=row + 0.4, color=marks[outlet].colour)
        rows.axes.axhline(row + 0.4, color=FAINT, linewidth=0.5, zorder=0)
    return most


def span(values: NDArray[np.float64], *, least: float) -> tuple[float, float]:
    """Return the limits of an axis that holds `values` with some white at both ends."""
    low, high = float(values.min()), float(values.max())
    white = max((high - low) * 0.04, (least - (high - low)) / 2)
    return low - white, high + white
