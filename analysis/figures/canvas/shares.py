"""Draw bars of shares, one per outlet: the parts of a whole, with a key and percentages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.figures.canvas.page import GAP, MARGIN, Page, line_height, number_axis
from analysis.figures.canvas.rows import Rows, rows_of
from analysis.figures.canvas.style import INK, MUTED, SMALL, TINY
from analysis.figures.canvas.text import text_width
from analysis.tables.patterns import number_key

_BAR = 0.62  # of a row's height
_AT: dict[str, Any] = {
    "xytext": (0, -0.33 * TINY),
    "textcoords": "offset points",
    "va": "baseline",
    "fontsize": TINY,
}


@dataclass(frozen=True)
class Fill:
    """The look of a part of a bar; only parts without a hatch carry percentages."""

    colour: str
    hatch: str = ""
    ink: str = INK


def share_bars(
    shares: pd.DataFrame,
    fills: Mapping[str, Fill],
    *,
    remarks: Mapping[str, str],
    across: float,
    axis: str,
) -> Figure:
    """Draw one bar per outlet with percentages where they fit, and a key of the parts above.

    `shares` has one row per outlet (its index), one column per part in the order drawn, from 0 to 1; a
    row of NaN is an outlet without anything to divide and becomes "no case". The name of the columns
    is the measure of Patterns whose numbers the parts are; None for other tables. `fills` are by part,
    `remarks`, written at the right, by outlet; the figure is `across` inches wide.
    """
    entries = _key([str(part) for part in shares.columns], across)
    head = line_height(SMALL) * (1 + max((line for _, _, line in entries), default=0)) + 0.04
    rows = rows_of([str(outlet) for outlet in shares.index], remarks, across=across, head=head)
    for part, x, line in entries:
        y = MARGIN + line * line_height(SMALL)
        _key_entry(rows.canvas, part, fills[part], x=x, y=y)
    for row, outlet in enumerate(rows.outlets):
        _bar(rows, row, shares.loc[[outlet]].iloc[0], fills)
        if shares.columns.name is not None:
            _spots(rows, row, shares.loc[[outlet]].iloc[0], top=MARGIN + head)
    rows.axes.set_xlim(0, 100)
    number_axis(rows.axes, width=rows.plot)
    rows.axes.grid(visible=False)
    rows.name_axis(axis)
    return rows.canvas.figure


def _bar(rows: Rows, row: int, shares: pd.Series, fills: Mapping[str, Fill]) -> None:
    if shares.isna().all():
        rows.axes.annotate("no case", (1, row), ha="left", color=MUTED, **_AT)
        return
    begin = 0.0
    for part, share in shares.fillna(0.0).items():
        fill = fills[str(part)]
        rows.axes.barh(
            row, 100 * share, _BAR, left=begin, color=fill.colour, hatch=fill.hatch, edgecolor=INK,
            linewidth=0.4 if share else 0,
        )  # fmt: skip
        shown = f"{100 * share:.0f}"
        if not fill.hatch and text_width(shown, TINY) + 0.06 < share * rows.plot:
            at = (begin + 50 * share, row)
            rows.axes.annotate(shown, at, ha="center", color=fill.ink, **_AT)
        begin += 100 * share


def _spots(rows: Rows, row: int, shares: pd.Series, *, top: float) -> None:
    """Remember the spots of the parts of a bar."""
    left = rows.canvas.width - MARGIN - rows.right - rows.plot
    y, begin = top + (row + 0.5 - _BAR / 2) * rows.height, 0.0
    for part, share in shares.fillna(0.0).items():
        number = {"measure": shares.index.name, "outlet": rows.outlets[row], "group": ""}
        if share > 0:
            place = {"x": left + begin * rows.plot, "y": y, "width": share * rows.plot}
            rows.canvas.spot(
                number_key({**number, "category": part}), **place, height=_BAR * rows.height
            )
        begin += share


def _key(parts: Sequence[str], across: float) -> list[tuple[str, float, int]]:
    """Return part, inches from the left and line of each entry of the key."""
    entries, x, line = [], MARGIN, 0
    for part in parts:
        needed = 0.19 + text_width(part, SMALL)
        if x > MARGIN and x + needed > across - MARGIN:
            x, line = MARGIN, line + 1
        entries.append((part, x, line))
        x += needed + 2 * GAP
    return entries


def _key_entry(canvas: Page, part: str, fill: Fill, *, x: float, y: float) -> None:
    corner = (x / canvas.width, 1 - (y + 0.13) / canvas.height)
    size = (0.14 / canvas.width, 0.09 / canvas.height)
    swatch = Rectangle(
        corner, *size, facecolor=fill.colour, hatch=fill.hatch, edgecolor=INK, linewidth=0.4,
        transform=canvas.figure.transFigure,
    )  # fmt: skip
    canvas.figure.add_artist(swatch)
    canvas.text(part, x=x + 0.19, y=y, fontsize=SMALL)
