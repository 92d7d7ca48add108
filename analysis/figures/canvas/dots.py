"""Draw a Chart: dots with their intervals in rows, in one panel or several."""

from collections.abc import Sequence
from itertools import product
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.canvas.chart import (
    BESIDE,
    LINE_APART,
    Chart,
    Entry,
    Grid,
    grid_of,
    left_out,
    row_names,
    sizes_of,
    that_fit,
    titles_of,
)
from analysis.figures.canvas.page import (
    GAP,
    MARGIN,
    Page,
    line_height,
    note,
    note_height,
    number_axis,
    page,
    row_labels,
    widest,
)
from analysis.figures.canvas.pattern_rows import NO_CASE
from analysis.figures.canvas.style import LINE, MUTED, SMALL, TEXT, TINY
from analysis.figures.canvas.text import fit, labels, text_width, wrap
from analysis.tables.patterns import number_key

_BAND = "#f4f4f4"  # behind every second row, to lead the eye
_HEAD: dict[str, Any] = {"ha": "right", "va": "bottom", "fontsize": TINY, "color": MUTED}


def drawn(chart: Chart, *, across: float) -> Figure:
    """Draw `chart`; rows beyond 30 inches are left out and counted in a note."""
    names = row_names(chart, across)
    grid = grid_of(chart, names, across)
    kept = that_fit(chart, grid)
    remark = left_out(chart, kept)
    top = MARGIN + len(kept.key) * line_height(SMALL)
    below = top + ceil(len(kept.panels) / grid.columns) * grid.step(len(kept.rows))
    axis = wrap(kept.axis, width=across - 2 * MARGIN, size=TEXT)
    foot = line_height(TEXT, len(axis))
    canvas = page(across, below - 0.06 + foot + note_height(remark, across) + MARGIN)
    _draw_key(canvas, kept.key)
    for place, panel in enumerate(kept.panels):
        column, line = place % grid.columns, place // grid.columns
        corner = (
            grid.left + column * (grid.panel + 2 * GAP),
            top + line * grid.step(len(kept.rows)),
        )
        if column == 0:
            _bands(canvas, kept, grid, top=corner[1])
        axes = _panel(canvas, kept, grid, panel=panel, corner=corner)
        shown = [] if column else [names[row] for row in kept.rows]
        row_labels(axes, shown, apart=grid.beside + 0.04)
    _name_axis(canvas, axis, middle=(grid.left + across - MARGIN - grid.column) / 2, y=below - 0.06)
    note(canvas, remark, y=below + foot - 0.06)
    return canvas.figure


def _name_axis(canvas: Page, axis: list[str], *, middle: float, y: float) -> None:
    """Write the name of the axes as near to their middle as the page allows."""
    half = widest(axis, TEXT) / 2 + MARGIN
    middle = min(max(middle, half), canvas.width - half)
    canvas.text("\n".join(axis), x=middle, y=y, ha="center")


def _draw_key(canvas: Page, key: Sequence[Entry]) -> None:
    """Write name and size as two texts: a right-to-left name would turn the order of the rest."""
    room = canvas.width - 2 * MARGIN - 0.15 - GAP - widest([entry.size for entry in key], SMALL)
    names = labels([entry.name for entry in key], width=room, size=SMALL)
    for line, entry in enumerate(key):
        y = MARGIN + (line + 0.5) * line_height(SMALL)
        face = entry.mark.colour if entry.filled else "white"
        edge = {"markeredgecolor": entry.mark.colour, "markeredgewidth": 0.8}
        look = {"marker": entry.mark.marker, "markerfacecolor": face, "markersize": 3.6}
        canvas.dot(x=MARGIN + 0.05, y=y, **look, **edge)
        name, x = names[entry.name], MARGIN + 0.15
        canvas.text_in_row(name, x=x, y=y, fontsize=SMALL)
        if entry.size:
            x += text_width(name, SMALL) + GAP
            canvas.text_in_row(entry.size, x=x, y=y, fontsize=SMALL, color=MUTED)


def _bands(canvas: Page, chart: Chart, grid: Grid, *, top: float) -> None:
    """Shade every second row over the whole page, and write the texts beside the rows' names."""
    right, begin = grid.left - BESIDE, top + grid.head
    for place, row in enumerate(chart.rows):
        y = begin + place * grid.row
        if place % 2:
            corner = (MARGIN / 2 / grid.across, 1 - (y + grid.row) / canvas.height)
            size = (1 - MARGIN / grid.across, grid.row / canvas.height)
            look: dict[str, Any] = {"facecolor": _BAND, "linewidth": 0, "zorder": -1}
            band = Rectangle(corner, *size, transform=canvas.figure.transFigure, **look)
            canvas.figure.add_artist(band)
        if row in chart.beside:
            middle = y + grid.row / 2
            canvas.text_in_row(chart.beside[row], x=right, y=middle, ha="right", color=MUTED)
    if chart.beside:
        head = fit(chart.beside_head, width=right - MARGIN, size=TINY)
        canvas.text(head, x=right, y=begin - 0.04, **_HEAD)


def _panel(
    canvas: Page, chart: Chart, grid: Grid, *, panel: str, corner: tuple[float, float]
) -> Axes:
    """Add the axes of one panel with its name, its dots and, at the right, their remarks."""
    left, top = corner
    begin = top + grid.head
    high = len(chart.rows) * grid.row
    axes = canvas.axes(left=left, top=begin, width=grid.plot, height=high)
    axes.patch.set_visible(False)
    axes.set_ylim(len(chart.rows) - 0.5, -0.5)
    axes.set_xlim(chart.begin, chart.end)
    if chart.begin < 0:
        axes.axvline(0, color=LINE, linewidth=0.6, zorder=1)
    number_axis(axes, width=grid.plot)
    _name_panel(canvas, chart, grid, panel=panel, corner=corner)
    rows = {row: place for place, row in enumerate(chart.rows)}
    mine = chart.dots[(chart.dots["panel"] == panel) & chart.dots["row"].isin(list(rows))]
    shift = (mine["line"] - (chart.lines - 1) / 2) * LINE_APART / grid.row
    mine = mine.assign(y=mine["row"].map(rows) + shift)
    _dots(axes, mine)
    for dot in mine.to_dict("records"):
        y = begin + (dot["y"] + 0.5) * grid.row
        canvas.text_in_row(dot["remark"], x=left + grid.panel, y=y, ha="right", color=MUTED)
        if dot.get("n", 0) > 0:
            tall = LINE_APART if chart.lines > 1 else grid.row
            key = number_key(dot)
            canvas.spot(key, x=left, y=y - tall / 2, width=grid.panel, height=tall)
        if pd.isna(dot["x"]):
            canvas.text_in_row(NO_CASE, x=left + 0.04, y=y, color=MUTED)
    for place, line in product(range(len(rows)), range(chart.lines)):
        level = place + (line - (chart.lines - 1) / 2) * LINE_APART / grid.row
        if not np.isclose(mine["y"], level).any():
            y = begin + (level + 0.5) * grid.row
            canvas.text_in_row("–", x=left + grid.panel, y=y, ha="right", color=MUTED)
    return axes


def _name_panel(
    canvas: Page, chart: Chart, grid: Grid, *, panel: str, corner: tuple[float, float]
) -> None:
    left, top = corner
    below = top + grid.head - 0.04
    canvas.text(chart.remarks, x=left + grid.panel, y=below, **_HEAD)
    if chart.sizes:
        size = sizes_of(chart, grid)[panel]
        look: dict[str, Any] = {"fontsize": SMALL, "color": MUTED, "va": "bottom"}
        canvas.text(size, x=left, y=below, **look)
        below -= line_height(SMALL, size.count("\n") + 1)
    canvas.text(titles_of(chart, grid)[panel], x=left, y=below, va="bottom")


def _dots(axes: Axes, dots: pd.DataFrame) -> None:
    """Draw lines from `low` to `high` where they are known, and the dots."""
    for (colour, marker, filled), mine in dots.dropna(subset="x").groupby(
        ["colour", "marker", "filled"]
    ):
        known = mine.dropna(subset=["low", "high"])
        axes.hlines(known["y"], known["low"], known["high"], color=colour, linewidth=0.8)
        look: dict[str, Any] = {
            "facecolor": colour if filled else "white",
            "edgecolor": colour,
            "marker": marker,
        }
        axes.scatter(mine["x"], mine["y"], s=12, linewidth=0.8, zorder=3, clip_on=False, **look)
