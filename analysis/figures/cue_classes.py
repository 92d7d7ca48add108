"""Draw cue classes by kind of speaker: one panel of cells per outlet."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.canvas.page import (
    GAP,
    MARGIN,
    Page,
    line_height,
    note_height,
    plural,
    row_labels,
    tallest,
    thousands,
    widest,
)
from analysis.figures.canvas.pattern_rows import NO_CASE, checked, in_order, shown
from analysis.figures.canvas.rows import marks_for
from analysis.figures.canvas.style import (
    INK,
    LINE,
    MAX_HEIGHT,
    MUTED,
    SMALL,
    TEXT,
    TINY,
    Mark,
    inches,
    style,
)
from analysis.figures.canvas.text import labels
from analysis.tables.patterns import number_key

_FEW = 10  # attributions: a row with fewer is striped
_ROW = 0.28  # inches: two lines of numbers
_NARROW, _WIDE = 0.2, 0.56  # inches of a cell
_DARK = to_rgb("#0b4f8a")  # the colour of a share of 100%
_WHITE_INK = 0.7  # above this share white numbers are easier to read
_PALE = 0.25  # share of the colour that a striped row keeps
_STRIPES = "#a9c3db"
_ABOVE, _BELOW, _MIDDLE = 2.2, -7.0, -2.3  # points from the middle of a cell


@dataclass(frozen=True)
class _Grid:
    """Contents and layout of the panels, in inches: cells from `left` on, then counts."""

    kinds: dict[str, str]
    classes: dict[str, str]
    left: float
    columns: int
    cell: float
    counts: float
    head: float
    turned: bool  # the names of the classes stand upright

    @property
    def cells(self) -> float:
        """Width of the cells of a panel."""
        return self.cell * len(self.classes)

    @property
    def step(self) -> float:
        """Height of a panel, with the white below it."""
        return self.head + len(self.kinds) * _ROW + 0.14


@style()
def cue_class_heatmap(
    patterns: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw the classes of cues with which each outlet introduces each kind of speaker.

    `patterns` are of the measure "cue class by kind", one row per outlet, kind of speaker (`group`) and
    class of cue (`category`).

    Returns
    -------
    Figure: a panel per outlet, a row per kind (most attributions uppermost), a column per class. A cell
    has the share of the row in percent (darker for larger shares) and below it `n`; at the right stand
    the attributions of the row. Rows with fewer than 10 are pale and striped; "–" stands in a cell
    without a case, "no case" in a row without attributions. Intervals are not drawn. A figure taller
    than 30 inches shows the outlets with most attributions and says how many it leaves out.

    Raises
    ------
    FramingError
        If `width` is unknown, the table is empty, or it holds another measure.
    """
    across = inches(width)
    table = checked(patterns, measure="cue class by kind")
    sizes = table.groupby(["outlet", "group"])["total"].max().groupby("outlet").sum()
    grid = _grid(table, across)
    room = max(1, int((MAX_HEIGHT - 1) / grid.step)) * grid.columns
    kept = sorted(sizes.sort_index().sort_values(ascending=False, kind="stable").head(room).index)
    remark = _remark(table[table["outlet"].isin(kept)], len(sizes) - len(kept))
    high = ceil(len(kept) / grid.columns) * grid.step
    canvas = Page(across, MARGIN + high + note_height(remark, across) + MARGIN)
    names = labels(kept, width=grid.cells - 0.15, size=TEXT, lines=2)
    marks = marks_for(sorted(sizes.index), colours)
    for place, outlet in enumerate(kept):
        column, line = place % grid.columns, place // grid.columns
        left = grid.left + column * (grid.cells + grid.counts + 2 * GAP)
        top = MARGIN + line * grid.step
        canvas.mark(marks[outlet], x=left + 0.05, y=top + 0.09)
        canvas.text(names[outlet], x=left + 0.15, y=top)
        mine = table[table["outlet"] == outlet]
        axes = _panel(canvas, mine, grid, left=left, top=top + grid.head)
        row_labels(axes, [] if column else list(grid.kinds.values()))
    canvas.note(remark, y=MARGIN + high)
    return canvas.figure


def _grid(table: pd.DataFrame, across: float) -> _Grid:
    """Find the widest cells, in two panels side by side where two fit."""
    classes = shown(in_order(table["n"], table["category"]))
    totals = table.groupby(["outlet", "group"], as_index=False)["total"].max()
    kinds = shown(in_order(totals["total"], totals["group"]))
    fitted = labels(kinds.values(), width=min(0.28 * across, 1.25), size=SMALL, lines=2)
    kinds = {kind: fitted[name] for kind, name in kinds.items()}
    heads = labels(classes.values(), width=0.9, size=TINY)
    classes = {name: heads[written] for name, written in classes.items()}
    left = MARGIN + widest(kinds.values(), SMALL) + 0.08
    counts = widest([thousands(total) for total in totals["total"]], TINY) + 0.1
    room = across - MARGIN - left
    needed = max(_NARROW * len(classes), 1.0) + counts  # a narrower one has no room for a name
    columns = max(1, min(int((room + 2 * GAP) // (needed + 2 * GAP)), table["outlet"].nunique()))
    columns = min(columns, 2 if across > 5 else 1)
    panel = (room - (columns - 1) * 2 * GAP) / columns
    cell = min((panel - counts) / len(classes), max(_WIDE, 1.0 / len(classes)))
    longest = widest(classes.values(), TINY)
    turned = longest + 0.04 > cell
    names = labels(table["outlet"], width=cell * len(classes) - 0.15, size=TEXT, lines=2)
    head = tallest(names.values(), TEXT) + 0.08
    head += longest if turned else line_height(TINY)
    return _Grid(kinds, classes, left, columns, cell, counts, head, turned)


def _remark(table: pd.DataFrame, left_out: int) -> str:
    said = "Upper number: % of the attributions of the row, the darker the more. Lower: how many."
    if table["total"].between(0, _FEW, inclusive="neither").any():
        said += f" Striped: rows of fewer than {_FEW}, too few for a share."
    if left_out:
        outlets = plural(left_out, "outlet")
        said += f" {outlets} with fewer attributions not drawn; the table has all."
    return said


def _panel(canvas: Page, mine: pd.DataFrame, grid: _Grid, *, left: float, top: float) -> Axes:
    """Add the cells of one outlet, the names of the classes above, the counts at the right."""
    axes = canvas.axes(left=left, top=top, width=grid.cells, height=len(grid.kinds) * _ROW)
    axes.set_xlim(-0.5, len(grid.classes) - 0.5)
    axes.set_ylim(len(grid.kinds) - 0.5, -0.5)
    axes.set_xticks([])
    axes.spines[:].set_visible(False)
    _name_classes(canvas, grid, left=left, y=top - 0.04)
    totals = mine.groupby("group")["total"].max()
    for row, kind in enumerate(grid.kinds):
        total = float(totals.get(kind, 0.0))
        axes.axhline(row + 0.5, color=LINE, linewidth=0.3, zorder=3)
        x, y = left + grid.cells + grid.counts, top + (row + 0.5) * _ROW
        canvas.text_in_row(thousands(total), x=x, y=y, ha="right", color=MUTED)
        if total:
            cells = mine[mine["group"] == kind].set_index("category")
            cells = cells.reindex(pd.Index(list(grid.classes)))
            _row(axes, row, cells, few=total < _FEW)
            records = cells.to_dict("records")
            for place, (name, cell) in enumerate(zip(grid.classes, records, strict=True)):
                if cell["n"] > 0:
                    key = number_key({**cell, "category": name})
                    corner = {"x": left + place * grid.cell, "y": top + row * _ROW}
                    canvas.spot(key, **corner, width=grid.cell, height=_ROW)
        else:
            middle = len(grid.classes) / 2 - 0.5
            _write(axes, NO_CASE, at=(middle, row), shift=_MIDDLE, ink=MUTED)
    return axes


def _name_classes(canvas: Page, grid: _Grid, *, left: float, y: float) -> None:
    look: dict[str, Any] = {"fontsize": TINY, "va": "bottom", "ha": "center"}
    for place, name in enumerate(grid.classes.values()):
        x = left + (place + 0.5) * grid.cell
        canvas.text(name, x=x, y=y, rotation=90 if grid.turned else 0, **look)
    x = left + grid.cells + grid.counts
    canvas.text("n", x=x, y=y, color=MUTED, **{**look, "ha": "right"})


def _row(axes: Axes, row: int, cells: pd.DataFrame, *, few: bool) -> None:
    for place, (share, n) in enumerate(zip(cells["value"], cells["n"], strict=True)):
        if not n > 0:  # 0, or no such row in the table
            _write(axes, "–", at=(place, row), shift=_MIDDLE, ink=MUTED)
            continue
        depth = share * (_PALE if few else 1)
        red, green, blue = (1 - depth * (1 - channel) for channel in _DARK)
        look: dict[str, Any] = {
            "facecolor": (red, green, blue),
            "edgecolor": "white",
            "linewidth": 0.8,
            "hatchcolor": _STRIPES,
        }
        hatch = "///" if few else None
        axes.add_patch(Rectangle((place - 0.5, row - 0.5), 1, 1, hatch=hatch, **look))
        ink = "white" if depth > _WHITE_INK else INK
        _write(axes, f"{100 * share:.0f}", at=(place, row), shift=_ABOVE, ink=ink)
        _write(axes, _brief(n), at=(place, row), shift=_BELOW, ink=ink)


def _write(axes: Axes, number: str, *, at: tuple[float, float], shift: float, ink: str) -> None:
    look: dict[str, Any] = {"textcoords": "offset points", "va": "baseline", "ha": "center"}
    axes.annotate(number, at, xytext=(0, shift), fontsize=TINY, color=ink, **look)


def _brief(n: float) -> str:
    """Write a count in at most four signs: 999, 1.2k, 12k."""
    if n < 999.5:
        return thousands(round(n))
    return f"{n / 1000:.1f}k" if n < 9950 else f"{n / 1000:.0f}k"
