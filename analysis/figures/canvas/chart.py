"""Data and layout of dot charts: panels of rows that share one axis and one list of names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

import pandas as pd

from analysis.figures.canvas.page import GAP, MARGIN, line_count, line_height, widest
from analysis.figures.canvas.style import MAX_HEIGHT, SMALL, TEXT, TINY, Mark
from analysis.figures.canvas.text import labels, text_width, wrap

FOOT = 0.3  # inches below a panel for the numbers of its axis, and white
BESIDE = 0.08  # inches between names and dots
LINE_APART = 0.125  # inches between the dots of one row
_LEAST = 0.45  # inches, at least, for the dots
_LONGEST = 1.4  # inches, at most, for the names beside several panels
_SHORT = 15  # rows, at most, whose names may take two lines


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
    names a panel and a row.
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


@dataclass(frozen=True)
class Grid:
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
        return self.head + rows * self.row + FOOT


def row_names(chart: Chart, across: float) -> dict[str, str]:
    """Fit the names of the rows into the room left of the panels."""
    room = 0.28 * across if len(chart.panels) == 1 else min(0.28 * across, _LONGEST)
    lines = 1 if len(chart.rows) > _SHORT else 2
    fitted = labels(chart.rows.values(), width=room, size=SMALL, lines=lines)
    return {row: fitted[name] for row, name in chart.rows.items()}


def grid_of(chart: Chart, names: Mapping[str, str], across: float) -> Grid:
    """Find the most panels that fit side by side, at most four."""
    left = MARGIN + max(widest(list(names.values()), SMALL), 0.3) + BESIDE
    beside = widest(list(chart.beside.values()), TINY) + BESIDE if chart.beside else 0.0
    left += beside
    column = max(widest([chart.remarks, *chart.dots["remark"]], TINY) + 0.1, 0.2)
    room = across - MARGIN - left
    most = max(1, min(4, int((room + 2 * GAP) // (column + _LEAST + 2 * GAP))))
    columns = ceil(len(chart.panels) / ceil(len(chart.panels) / most))  # 3 + 2 rather than 4 + 1
    panel = (room - (columns - 1) * 2 * GAP) / columns
    high = line_height(SMALL, line_count(list(names.values())))
    row = max(0.155, high, chart.lines * LINE_APART + 0.07 * (chart.lines > 1))
    grid = Grid(across, left, columns, panel, column, 0.0, row, beside)
    titles = titles_of(chart, grid)
    head = line_height(TEXT, line_count(list(titles.values()))) if any(titles.values()) else 0.0
    if chart.sizes:
        head += line_height(SMALL, line_count(list(sizes_of(chart, grid).values())))
    return replace(grid, head=max(head, line_height(TINY)) + 0.04)


def titles_of(chart: Chart, grid: Grid) -> dict[str, str]:
    """Fit the names of the panels into the room above them."""
    room = grid.panel if chart.sizes else _beside_the_head(chart, grid)
    named = [name for name in chart.panels.values() if name]
    fitted = {"": "", **labels(named, width=room, size=TEXT, lines=2)}
    return {panel: fitted[name] for panel, name in chart.panels.items()}


def sizes_of(chart: Chart, grid: Grid) -> dict[str, str]:
    """Break the texts below the names of panels into lines, clear of the head of the remarks."""
    room = _beside_the_head(chart, grid)
    return {
        panel: "\n".join(wrap(size, width=room, size=SMALL)) for panel, size in chart.sizes.items()
    }


def _beside_the_head(chart: Chart, grid: Grid) -> float:
    return grid.panel - text_width(chart.remarks, TINY) - GAP


def that_fit(chart: Chart, grid: Grid) -> Chart:
    """Leave out the last rows and panels when the figure would pass 30 inches."""
    rows = list(chart.rows)[: max(1, int((MAX_HEIGHT - 2 - grid.head) / grid.row))]
    room = MAX_HEIGHT - 1 - len(chart.key) * line_height(SMALL)
    panels = list(chart.panels)[: max(1, int(room / grid.step(len(rows)))) * grid.columns]
    return replace(
        chart,
        panels={panel: chart.panels[panel] for panel in panels},
        rows={row: chart.rows[row] for row in rows},
    )


def left_out(chart: Chart, kept: Chart) -> str:
    """Return a note on the panels and rows that are not drawn, "" if all are."""
    fewer = (len(chart.panels) - len(kept.panels), len(chart.rows) - len(kept.rows))
    said = [f"{n:,} {_plural(noun, n)}" for n, noun in zip(fewer, chart.nouns, strict=True) if n]
    return f"{' and '.join(said)} not drawn; the table has all." if said else ""


def _plural(noun: str, n: int) -> str:
    if n == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
