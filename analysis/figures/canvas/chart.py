"""Dot charts: panels of rows that share one axis and one list of names, with dots and their intervals."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

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
from analysis.figures.canvas.pattern_rows import NO_CASE
from analysis.figures.canvas.style import LINE, MAX_HEIGHT, MUTED, SMALL, TEXT, TINY, Mark
from analysis.figures.canvas.text import fit, labels, text_width, wrap
from analysis.tables.patterns import number_key

Floats = npt.NDArray[np.float64]
_FOOT = 0.3  # inches below a panel for the numbers of its axis, and white
_BESIDE = 0.08  # inches between names and dots
_LINE_APART = 0.117  # inches between the dots of one row
_BESIDE_MARK = 0.15  # inches from the left edge of a mark of the key to its name
_ENTRIES_APART = 0.25  # inches between two entries of the key on one line
_LEAST = 0.45  # inches, at least, for the dots
_LONGEST = 1.4  # inches, at most, for the names beside several panels
_SHORT = 15  # rows, at most, whose names may take two lines
_BAND = "#f4f4f4"  # behind every second row, to lead the eye
Dot = dict[Hashable, Any]  # a row of Chart.dots
_HEAD: dict[str, Any] = {"ha": "right", "va": "bottom", "fontsize": TINY, "color": MUTED}


@dataclass(frozen=True)
class Entry:
    """One line of the key: a mark, its meaning, and the total behind it."""

    mark: Mark
    name: str
    size: str = ""
    filled: bool = True


@dataclass(frozen=True)
class Chart:
    """The contents of a chart, in words and in the numbers of the axis.

    `dots` has one row per dot: `panel`, `row`, `line` (its place among the dots of its row, from
    0), `x`, `low`, `high`, `remark` (written at the right), `colour`, `marker`, `filled`. `panels`
    and `rows` give the names as they are written, in order; `sizes` the texts below the names of panels,
    `beside` the texts at the right of the names of rows, under `beside_head`. `remarks` is the head of
    the remarks. The axis goes from `begin` to `end`, and shows its zero if that lies between. `nouns`
    names a panel and a row. The names of rows take `room` of the width and `name_lines` lines at most (0: two
    where there are few rows, else one).
    """

    dots: pd.DataFrame
    panels: Mapping[str, str]
    rows: Mapping[str, str]
    nouns: tuple[str, str]
    axis: str = ""
    begin: float = 0.0
    end: float = 1.0
    lines: int = 1
    remarks: str = "n"
    key: Sequence[Entry] = ()
    sizes: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    beside_head: str = ""
    room: float = 0.28
    name_lines: int = 0


@dataclass(frozen=True)
class _Grid:
    """The layout in inches: the first panel at `left`, each with its remarks at the right.

    `column` is the width of the remarks, `beside` the width of the texts beside the rows' names, `head`
    the height above the dots, `row` the height of a row.
    """

    across: float
    left: float
    columns: int
    panel: float
    column: float
    head: float
    row: float
    beside: float

    @property
    def plot(self) -> float:
        """Width of the dots of a panel."""
        return self.panel - self.column

    def step(self, rows: int) -> float:
        """Height of a panel of so many rows."""
        return self.head + rows * self.row + _FOOT


def drawn(chart: Chart, *, across: float) -> Figure:
    """Draw `chart`; rows beyond 30 inches are left out and counted in a note."""
    names = _row_names(chart, across)
    grid = _grid_of(chart, names, across)
    kept = _that_fit(chart, grid)
    remark = _left_out(chart, kept)
    top = MARGIN + len(_key_lines(kept.key, across)) * line_height(SMALL)
    below = top + ceil(len(kept.panels) / grid.columns) * grid.step(len(kept.rows))
    axis = wrap(kept.axis, width=across - 2 * MARGIN, size=TEXT)
    foot = line_height(TEXT, len(axis))
    canvas = Page(across, below - 0.06 + foot + note_height(remark, across) + MARGIN)
    _draw_key(canvas, kept.key)
    titles, sizes = _titles_of(kept, grid), _sizes_of(kept, grid)
    dots = _dots_by_panel(kept, grid)
    for place, panel in enumerate(kept.panels):
        column, line = place % grid.columns, place // grid.columns
        left = grid.left + column * (grid.panel + 2 * GAP)
        corner = (left, top + line * grid.step(len(kept.rows)))
        if column == 0:
            _bands(canvas, kept, grid, top=corner[1])
        axes = _panel(canvas, kept, grid, dots.get(panel, []), corner=corner)
        _name_panel(canvas, kept, grid, (titles[panel], sizes.get(panel)), corner=corner)
        shown = [] if column else [names[row] for row in kept.rows]
        row_labels(axes, shown, apart=grid.beside + 0.04)
    middle = (grid.left + across - MARGIN - grid.column) / 2
    canvas.text_centred("\n".join(axis), x=middle, y=below - 0.06)
    canvas.note(remark, y=below + foot - 0.06)
    return canvas.figure


def _row_names(chart: Chart, across: float) -> dict[str, str]:
    """Fit the names of the rows into the room left of the panels."""
    room = chart.room * across
    room = room if len(chart.panels) == 1 else min(room, _LONGEST)
    lines = chart.name_lines or (1 if len(chart.rows) > _SHORT else 2)
    fitted = labels(chart.rows.values(), width=room, size=SMALL, lines=lines)
    return {row: fitted[name] for row, name in chart.rows.items()}


def _grid_of(chart: Chart, names: Mapping[str, str], across: float) -> _Grid:
    """Find the most panels that fit side by side, at most four."""
    left = MARGIN + max(widest(names.values(), SMALL), 0.3) + _BESIDE
    beside = widest(chart.beside.values(), TINY) + _BESIDE if chart.beside else 0.0
    left += beside
    column = max(widest([chart.remarks, *chart.dots["remark"]], TINY) + 0.1, 0.2)
    room = across - MARGIN - left
    most = max(1, min(4, int((room + 2 * GAP) // (column + _LEAST + 2 * GAP))))
    columns = ceil(len(chart.panels) / ceil(len(chart.panels) / most))  # 3 + 2 rather than 4 + 1
    panel = (room - (columns - 1) * 2 * GAP) / columns
    high = tallest(names.values(), SMALL)
    row = max(0.155, high, chart.lines * _LINE_APART + 0.06 * (chart.lines > 1))
    grid = _Grid(across, left, columns, panel, column, 0.0, row, beside)
    titles = _titles_of(chart, grid)
    head = tallest(titles.values(), TEXT) if any(titles.values()) else 0.0
    if chart.sizes:
        head += tallest(_sizes_of(chart, grid).values(), SMALL)
    return replace(grid, head=max(head, line_height(TINY)) + 0.04)


def _titles_of(chart: Chart, grid: _Grid) -> dict[str, str]:
    """Fit the names of the panels into the room above them."""
    room = grid.panel if chart.sizes else _beside_the_head(chart, grid)
    named = [name for name in chart.panels.values() if name]
    fitted = {"": "", **labels(named, width=room, size=TEXT, lines=2)}
    return {panel: fitted[name] for panel, name in chart.panels.items()}


def _sizes_of(chart: Chart, grid: _Grid) -> dict[str, str]:
    """Break the texts below the names of panels into lines, clear of the head of the remarks."""
    room = _beside_the_head(chart, grid)
    return {
        panel: "\n".join(wrap(size, width=room, size=SMALL)) for panel, size in chart.sizes.items()
    }


def _beside_the_head(chart: Chart, grid: _Grid) -> float:
    return grid.panel - text_width(chart.remarks, TINY) - GAP


def _that_fit(chart: Chart, grid: _Grid) -> Chart:
    """Leave out the last rows and panels when the figure would pass 30 inches."""
    rows = list(chart.rows)[: max(1, int((MAX_HEIGHT - 2 - grid.head) / grid.row))]
    room = MAX_HEIGHT - 1 - len(chart.key) * line_height(SMALL)
    panels = list(chart.panels)[: max(1, int(room / grid.step(len(rows)))) * grid.columns]
    return replace(
        chart,
        panels={panel: chart.panels[panel] for panel in panels},
        rows={row: chart.rows[row] for row in rows},
    )


def _left_out(chart: Chart, kept: Chart) -> str:
    """Return a note on the panels and rows that are not drawn, "" if all are."""
    fewer = (len(chart.panels) - len(kept.panels), len(chart.rows) - len(kept.rows))
    said = [plural(n, noun) for n, noun in zip(fewer, chart.nouns, strict=True) if n]
    return f"{' and '.join(said)} not drawn; the table has all." if said else ""


def _key_lines(key: Sequence[Entry], across: float) -> list[list[tuple[Entry, str, float]]]:
    """Return the entries of the key line by line, each with its name as it fits and its place.

    An entry stands beside the one before it where it fits there.
    """
    room = across - 2 * MARGIN
    of_size = widest([entry.size for entry in key], SMALL)
    names = labels(
        [entry.name for entry in key], width=room - _BESIDE_MARK - GAP - of_size, size=SMALL
    )
    lines: list[list[tuple[Entry, str, float]]] = []
    end = room
    for entry in key:
        width = _BESIDE_MARK + text_width(names[entry.name], SMALL)
        width += GAP + text_width(entry.size, SMALL) if entry.size else 0.0
        if end + _ENTRIES_APART + width > room:
            lines.append([])
            end = -_ENTRIES_APART
        lines[-1].append((entry, names[entry.name], end + _ENTRIES_APART))
        end += _ENTRIES_APART + width
    return lines


def _draw_key(canvas: Page, key: Sequence[Entry]) -> None:
    """Write name and size as two texts: a right-to-left name would turn the order of the rest."""
    for line, entries in enumerate(_key_lines(key, canvas.width)):
        y = MARGIN + (line + 0.5) * line_height(SMALL)
        for entry, name, place in entries:
            face = entry.mark.colour if entry.filled else "white"
            edge = {"markeredgecolor": entry.mark.colour, "markeredgewidth": 0.8}
            at = MARGIN + place + 0.05
            canvas.dot(x=at, y=y, marker=entry.mark.marker, markerfacecolor=face, **edge)
            x = MARGIN + place + _BESIDE_MARK
            canvas.text_in_row(name, x=x, y=y, fontsize=SMALL)
            if entry.size:
                x += text_width(name, SMALL) + GAP
                canvas.text_in_row(entry.size, x=x, y=y, fontsize=SMALL, color=MUTED)


def _bands(canvas: Page, chart: Chart, grid: _Grid, *, top: float) -> None:
    """Shade every second row over the whole page, and write the texts beside the rows' names."""
    right, begin = grid.left - _BESIDE, top + grid.head
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


def _dots_by_panel(chart: Chart, grid: _Grid) -> dict[str, list[Dot]]:
    """Return the dots of each panel whose rows are drawn, with their place `y` in rows from the top."""
    rows = {row: place for place, row in enumerate(chart.rows)}
    drawn = chart.dots[chart.dots["row"].isin(list(rows))]
    shift = (drawn["line"] - (chart.lines - 1) / 2) * _LINE_APART / grid.row
    found: dict[str, list[Dot]] = {}
    for dot in drawn.assign(y=drawn["row"].map(rows) + shift).to_dict("records"):
        found.setdefault(dot["panel"], []).append(dot)
    return found


def _panel(
    canvas: Page, chart: Chart, grid: _Grid, dots: Sequence[Dot], *, corner: tuple[float, float]
) -> Axes:
    """Add the axes of one panel with its dots and, at the right, their remarks."""
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
    _draw_dots(axes, dots)
    for dot in dots:
        y = begin + (dot["y"] + 0.5) * grid.row
        canvas.text_in_row(dot["remark"], x=left + grid.panel, y=y, ha="right", color=MUTED)
        if dot.get("n", 0) > 0:
            tall = _LINE_APART if chart.lines > 1 else grid.row
            key = number_key(dot)
            canvas.spot(key, x=left, y=y - tall / 2, width=grid.panel, height=tall)
        if pd.isna(dot["x"]):
            canvas.text_in_row(NO_CASE, x=left + 0.04, y=y, color=MUTED)
    places = np.array([dot["y"] for dot in dots], float)
    for place, line in product(range(len(chart.rows)), range(chart.lines)):
        level = place + (line - (chart.lines - 1) / 2) * _LINE_APART / grid.row
        if not np.isclose(places, level).any():
            y = begin + (level + 0.5) * grid.row
            canvas.text_in_row("–", x=left + grid.panel, y=y, ha="right", color=MUTED)
    return axes


def _name_panel(
    canvas: Page,
    chart: Chart,
    grid: _Grid,
    told: tuple[str, str | None],
    *,
    corner: tuple[float, float],
) -> None:
    """Write the name of a panel above it, its size below the name, and the head of the remarks."""
    (title, size), (left, top) = told, corner
    below = top + grid.head - 0.04
    canvas.text(chart.remarks, x=left + grid.panel, y=below, **_HEAD)
    if size is not None:
        look: dict[str, Any] = {"fontsize": SMALL, "color": MUTED, "va": "bottom"}
        canvas.text(size, x=left, y=below, **look)
        below -= line_height(SMALL, size.count("\n") + 1)
    canvas.text(title, x=left, y=below, va="bottom")


def _draw_dots(axes: Axes, dots: Sequence[Dot]) -> None:
    """Draw lines from `low` to `high` where they are known, with an arrow where they go on, and the dots.

    What `Axes.hlines` and `Axes.scatter` would make, in half the time: the axes have their limits.
    """
    alike: dict[tuple[str, str, bool], list[Dot]] = {}
    for dot in dots:
        if not pd.isna(dot["x"]):
            alike.setdefault((dot["colour"], dot["marker"], dot["filled"]), []).append(dot)
    look: dict[str, Any]
    for (colour, marker, filled), mine in sorted(alike.items(), key=lambda pair: pair[0]):
        x, y, low, high = (
            np.array([dot[name] for dot in mine], float) for name in ("x", "y", "low", "high")
        )
        known = ~(np.isnan(low) | np.isnan(high))
        lines = np.stack([np.column_stack([low, y]), np.column_stack([high, y])], axis=1)[known]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=0.8), autolim=False)
        arrows(axes, y[known], low[known], high[known], colour)
        look = {"facecolors": colour if filled else "white", "edgecolors": colour, "zorder": 3}
        found = PathCollection(
            (_shape(marker),), (12,), linewidths=0.8, clip_on=False, offsets=np.column_stack([x, y]),
            offset_transform=axes.transData, transform=IdentityTransform(), **look,
        )  # fmt: skip
        axes.add_collection(found, autolim=False)


def arrows(axes: Axes, y: Floats, low: Floats, high: Floats, colour: str) -> None:
    """Draw an arrow where an interval goes on beyond the axis, which has its limits."""
    begin, end = axes.get_xlim()
    for mark, beyond, edge in ((">", high > end, end), ("<", low < begin, begin)):
        if beyond.any():
            axes.scatter(
                [edge] * int(beyond.sum()), y[beyond], marker=mark, s=7, color=colour, clip_on=False,
                linewidth=0,
            )  # fmt: skip


@cache
def _shape(marker: str) -> Path:
    style = MarkerStyle(marker)
    return style.get_path().transformed(style.get_transform())
