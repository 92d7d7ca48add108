"""Panels of words, one panel an outlet: a row for each word with a dot, its interval and a count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.canvas.chart import arrows
from analysis.figures.canvas.page import (
    GAP,
    MARGIN,
    Page,
    line_height,
    note_height,
    number_axis,
    plural,
    row_labels,
    tallest,
    widest,
)
from analysis.figures.canvas.rows import marks_for
from analysis.figures.canvas.style import LINE, MAX_HEIGHT, MUTED, SMALL, TEXT, TINY, Mark
from analysis.figures.canvas.text import labels, text_width, wrap

_ROW = 0.155  # inches of a word's row
_LONGEST = 1.25  # inches, at most, for the words beside a panel
_REACH = 2.5  # times the furthest dot, as far as an interval is drawn
_PLOT = 0.62  # inches, at least, for the dots


@dataclass(frozen=True)
class Panels:
    """The contents of the figure.

    `rows` has one row per dot, in order: `outlet` (its panel), `term`, `x`, `low`, `high`, `count` (a text at
    the right), `key` (by which evidence is found), `filled`. `sizes` gives the text below the name of each
    outlet, in the order in which those are kept for which there is room. `axis` names the numbers, `counts`
    the texts at the right. Zero is drawn if it is inside.
    """

    rows: pd.DataFrame
    sizes: Mapping[str, str]
    axis: str
    counts: str = "n"
    marks: Mapping[str, Mark] | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class _Grid:
    """The layout in inches; `most` is the number of rows of the fullest panel."""

    width: float
    columns: int
    panel: float
    words: float
    counts: float
    head: float
    most: int

    @property
    def plot(self) -> float:
        return self.panel - self.words - self.counts

    @property
    def step(self) -> float:
        return self.head + self.most * _ROW + 0.3


def drawn_panels(panels: Panels, *, across: float) -> Figure:
    """Draw the panels; those that pass 30 inches are left out and counted in a note."""
    grid = _grid(panels, width=across)
    room = max(1, int((MAX_HEIGHT - 0.8) // grid.step)) * grid.columns
    kept = sorted(list(panels.sizes)[:room])
    remarks = list(panels.notes)
    if left_out := len(panels.sizes) - len(kept):
        remarks.append(
            f"{plural(left_out, 'outlet')} with fewer words not drawn; the table has all."
        )
    rows = panels.rows[panels.rows["outlet"].isin(kept)]
    low, high = _ends(rows) if len(rows) else (0.0, 1.0)
    if (rows["high"] > high).any() or (rows["low"] < low).any():
        remarks.append("An arrow: the interval goes on; the table has its end.")
    lines = ceil(len(kept) / grid.columns)
    foot = line_height(TEXT) + sum(note_height(remark, across) for remark in remarks)
    canvas = Page(across, 2 * MARGIN + lines * grid.step + foot)
    names = labels(kept, width=grid.panel, size=TEXT, lines=2)
    marks = marks_for(kept, panels.marks)
    for place, outlet in enumerate(kept):
        left = MARGIN + place % grid.columns * (grid.panel + 2 * GAP)
        top = MARGIN + place // grid.columns * grid.step
        told = _below_name(panels.sizes[outlet], panels, grid.panel)
        _head(canvas, names[outlet], told, grid=grid, corner=(left, top))
        look = {"fontsize": TINY, "color": MUTED, "ha": "right", "va": "bottom"}
        canvas.text(panels.counts, x=left + grid.panel, y=top + grid.head - 0.04, **look)
        mine = rows[rows["outlet"] == outlet]
        axes = _panel(canvas, mine, grid=grid, left=left, top=top + grid.head)
        axes.set_xlim(low, high)
        _dots(axes, mine, marks[outlet])
        if low < 0:
            axes.axvline(0, color=LINE, linewidth=0.6, zorder=1)
        number_axis(axes, width=grid.plot)
    below = MARGIN + lines * grid.step
    canvas.text(panels.axis, x=across / 2, y=below, ha="center")
    below += line_height(TEXT)
    for remark in remarks:
        canvas.note(remark, y=below)
        below += note_height(remark, across)
    return canvas.figure


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    """Return where the axis begins and ends: at zero unless dots reach beyond, or intervals.

    An interval that is much longer than the dots lie apart goes on beyond it, and has an arrow there.
    """
    reach = _REACH * float(rows["x"].abs().max()) or float("inf")
    low, high = rows[["x", "low"]].min().min(), rows[["x", "high"]].max().max()
    low, high = max(min(0.0, float(low)), -reach), min(max(0.0, float(high)), reach) or 1.0
    apart = 0.04 * (high - low)
    return low - apart * (low < 0), high + apart


def _grid(panels: Panels, *, width: float) -> _Grid:
    rows, outlets = panels.rows, list(panels.sizes)
    terms = labels(rows["term"], width=_LONGEST, size=SMALL)
    words = max(widest(terms.values(), SMALL), 0.3) + 0.06
    counts = widest([panels.counts, *rows["count"]], TINY) + 0.1
    most_columns = int((width - 2 * MARGIN + GAP) // (words + counts + _PLOT + GAP))
    most_columns = max(1, min(most_columns, 4 if width > 5 else 2))
    columns = ceil(len(outlets) / ceil(len(outlets) / most_columns))  # 3 + 2 rather than 4 + 1
    panel = (width - 2 * MARGIN - (columns - 1) * 2 * GAP) / columns
    names = labels(outlets, width=panel, size=TEXT, lines=2)
    head = tallest(names.values(), TEXT) + 0.04
    head += tallest([_below_name(size, panels, panel) for size in panels.sizes.values()], SMALL)
    most = int(rows.groupby("outlet").size().max()) if len(rows) else 1
    return _Grid(width, columns, panel, words, counts, head, most)


def _below_name(size: str, panels: Panels, panel: float) -> str:
    """Return the text below the name of an outlet in lines, clear of the head of the counts."""
    room = panel - text_width(panels.counts, TINY) - 0.1
    return "\n".join(wrap(size, width=room, size=SMALL))


def _head(canvas: Page, name: str, told: str, *, grid: _Grid, corner: tuple[float, float]) -> None:
    """Write a panel's name and, on lines of their own, the total behind its rates.

    Two texts, because a right-to-left name would turn the order of what follows it.
    """
    left, below = corner[0], corner[1] + grid.head - 0.04
    canvas.text(told, x=left, y=below, fontsize=SMALL, color=MUTED, va="bottom")
    canvas.text(name, x=left, y=below - line_height(SMALL, told.count("\n") + 1), va="bottom")


def _panel(canvas: Page, mine: pd.DataFrame, *, grid: _Grid, left: float, top: float) -> Axes:
    """Add the axes of one outlet: a row per word, its count at the right."""
    height = max(len(mine), 1) * _ROW
    axes = canvas.axes(left=left + grid.words, top=top, width=grid.plot, height=height)
    axes.set_ylim(max(len(mine), 1) - 0.5, -0.5)
    terms = labels(mine["term"], width=_LONGEST, size=SMALL)
    row_labels(axes, [terms[term] for term in mine["term"]])
    for row, (count, key) in enumerate(zip(mine["count"], mine["key"], strict=True)):
        y = top + (row + 0.5) * _ROW
        canvas.text_in_row(count, x=left + grid.panel, y=y, ha="right", color=MUTED)
        box = {"x": left, "y": y - _ROW / 2, "width": grid.panel, "height": _ROW}
        canvas.spot(key, **box)
    if mine.empty:
        axes.text(0.5, 0.5, "no words", transform=axes.transAxes, ha="center", va="center")
    return axes


def _dots(axes: Axes, mine: pd.DataFrame, mark: Mark) -> None:
    rows = np.arange(len(mine), dtype=np.float64)
    low, high = mine["low"].to_numpy(np.float64), mine["high"].to_numpy(np.float64)
    axes.hlines(rows, low, high, color=mark.colour, linewidth=0.8)
    arrows(axes, rows, low, high, mark.colour)
    fills = [mark.colour if filled else "white" for filled in mine["filled"]]
    axes.scatter(
        mine["x"], rows, s=9, marker=mark.marker, facecolor=fills, edgecolor=mark.colour,
        linewidth=0.8, zorder=3, clip_on=False,
    )  # fmt: skip
