"""Draw the shape of each outlet's vocabulary, from Ranks and Growth."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import MARGIN, Page, line_height, note_height
from analysis.figures.canvas.plane import (
    KEYED,
    Plane,
    Scale,
    draw_key,
    key_height,
    left_of,
    name_axes,
    plane,
)
from analysis.figures.canvas.style import LINE, TEXT, Mark, inches, outlet_colours, style
from analysis.tables import Growth, Ranks

_POINTS = 200  # points of a curve, at most
_MARKS = 6  # marks on a curve


class _Curves(NamedTuple):
    """One curve for each outlet (`outlet`, `x`, `y`), with the names of the axes and their kind."""

    table: pd.DataFrame
    names: tuple[str, str]
    logarithmic: bool


@style()
def rank_frequency(
    ranks: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw how often the terms of each outlet occur, by rank (Zipf), from Ranks.

    Returns
    -------
    Figure: both axes logarithmic, a curve per outlet with its mark. More than eight outlets are
    drawn alike, and a note says so.

    Raises
    ------
    FramingError
        If `width` is unknown or the table is empty.
    """
    table = Ranks.validate(ranks).rename(columns={"rank": "x", "n": "y"})
    return _drawn(_Curves(table, ("rank", "occurrences"), logarithmic=True), width, colours)


@style()
def vocabulary_growth(
    growth: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw how the number of distinct words of each outlet grows with its text (Heaps).

    The figure, from Growth, and errors are as in `rank_frequency`, but both axes are linear.
    """
    table = Growth.validate(growth).rename(columns={"words": "x", "types": "y"})
    curves = _Curves(table, ("words read", "distinct words"), logarithmic=False)
    return _drawn(curves, width, colours)


def _drawn(curves: _Curves, width: str, colours: Mapping[str, Mark] | None) -> Figure:
    across, table = inches(width), curves.table
    if table.empty:
        raise FramingError("there is no outlet with words to draw")
    outlets = sorted(table["outlet"].unique())
    keyed = len(outlets) <= KEYED
    remark = "" if keyed else f"{len(outlets):,} outlets, one curve each, not told apart."
    marks = colours or outlet_colours(outlets)
    low, end = (1, 1.1) if curves.logarithmic else (0, 1.03)
    ends = [(low / end if curves.logarithmic else 0, float(table[c].max()) * end) for c in "xy"]
    left = left_of(ends[1], logarithmic=curves.logarithmic)
    top = MARGIN + (key_height(outlets) if keyed else 0)
    side = across - left - 3 * MARGIN
    high = min(0.75 * side, 3.6)
    below = top + high + 0.2 + line_height(TEXT) + 0.04
    canvas = Page(across, below + note_height(remark, across) + MARGIN)
    scales = (
        Scale(*own, size, curves.logarithmic) for own, size in zip(ends, (side, high), strict=True)
    )
    own = plane(canvas, *scales, left=left, top=top)
    name_axes(canvas, own, curves.names, left=left, top=top)
    for place, outlet in enumerate(outlets):
        mark = marks[outlet] if keyed else Mark(LINE, "")
        _curve(own, table[table["outlet"] == outlet], mark, place / len(outlets))
    if keyed:
        draw_key(canvas, outlets, marks)
    canvas.note(remark, y=below)
    return canvas.figure


def _curve(own: Plane, rows: pd.DataFrame, mark: Mark, later: float) -> None:
    """Draw a curve through points that stand about evenly apart, with a few marks on it.

    `later`, 0 to 1, moves the marks on, so that marks of curves in one place stand side by side.
    """
    x, y = own.x.at(rows["x"]), own.y.at(rows["y"])
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    even = np.linspace(x[0], x[-1], _POINTS)
    shown = np.unique(np.concatenate([[0], np.searchsorted(x, even), [len(x) - 1]]))
    shown = shown[shown < len(x)]
    steps = (np.arange(_MARKS) + later) / _MARKS
    apart = np.searchsorted(x[shown], x[0] + steps * (x[-1] - x[0]))
    own.axes.plot(
        x[shown], y[shown], color=mark.colour, linewidth=0.9, marker=mark.marker or None,
        markersize=3.6, markevery=sorted(set(apart.tolist())), clip_on=False, zorder=2,
    )  # fmt: skip
