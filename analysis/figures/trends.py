"""Draw the use of terms over time, one panel per term, from Trends."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.calendar import date_ticks
from analysis.figures.canvas.page import MARGIN, Page, line_height, note_height, plural, thousands
from analysis.figures.canvas.plane import KEYED, Numbers, Scale, draw_key, key_height, left_of
from analysis.figures.canvas.style import LINE, SMALL, TEXT, Mark, inches, outlet_colours, style
from analysis.figures.canvas.text import fit
from analysis.tables import Trends, by_key

PANELS = 12  # terms at most
_HIGH = 1.25  # inches of a panel


class _Layout(NamedTuple):
    """The layout of the panels in inches, and the scale of days that they share."""

    left: float
    top: float
    days: Scale


@style()
def trend_lines(
    trends: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw how often each outlet uses each term, period by period, from Trends.

    Returns
    -------
    Figure: a panel per term, each with its own scale from 0; a line and a dot per outlet and period,
    with its 95% interval as a band. A line is broken where an outlet has no words. More than eight
    outlets are drawn alike and without bands, and terms beyond the twelfth are left out; a note says so.

    Raises
    ------
    FramingError
        If `width` is unknown or there is nothing to draw.
    """
    table = Trends.validate(trends).dropna(subset=["rate"])
    across = inches(width)
    if table.empty:
        raise FramingError("no period has words to draw")
    terms, outlets = list(dict.fromkeys(table["term"])), sorted(table["outlet"].unique())
    marks = colours or outlet_colours(outlets)
    keyed, shown = len(outlets) <= KEYED, terms[:PANELS]
    remark = _remark(len(outlets), len(terms), keyed=keyed)
    highest = float(table[["rate", "high"] if keyed else ["rate"]].max().max())
    left = left_of((0, highest * 1.05))
    days = _days(table["period"])
    single = len(set(days)) == 1  # outlets then stand side by side
    edge = max((days.max() - days.min()) * 0.02, 0.5)
    scale = Scale(days.min() - edge, days.max() + edge, across - left - 3 * MARGIN)
    own = _Layout(left, MARGIN + (key_height(outlets) if keyed else 0), scale)
    every = line_height(TEXT) + _HIGH + 0.12
    below = own.top + every * len(shown) + 0.26 + line_height(TEXT)
    canvas = Page(across, below + note_height(remark, across) + MARGIN)
    lines = {outlet: marks[outlet] if keyed else Mark(LINE, "") for outlet in outlets}
    for place, term in enumerate(shown):
        last = place == len(shown) - 1
        mine = table[table["term"] == term]
        axes = _panel(canvas, own, mine, own.top + place * every, dated=last)
        for outlet, mark in lines.items():
            rows = by_key(mine[mine["outlet"] == outlet], "period")
            aside = (outlets.index(outlet) - (len(outlets) - 1) / 2) * 0.12
            at = own.days.at(_days(rows["period"])) + (aside if keyed and single else 0)
            _line(axes, at, rows, mark, banded=keyed)
    _name(canvas, own, str(table["per"].iloc[0]), below)
    if keyed:
        draw_key(canvas, outlets, marks)
    canvas.note(remark, y=below)
    return canvas.figure


def _remark(outlets: int, terms: int, *, keyed: bool) -> str:
    left_out = terms - PANELS
    told = "Bands and bars: 95% intervals." if keyed else ""
    alike = "" if keyed else f"{outlets:,} outlets, one line each, not told apart."
    further = f"{plural(left_out, 'further word')} not drawn." if left_out > 0 else ""
    return " ".join(filter(None, [alike, further, told]))


def _panel(canvas: Page, own: _Layout, rows: pd.DataFrame, top: float, *, dated: bool) -> Axes:
    """Add the axes of one term, its name above."""
    title = fit(str(rows["term"].iloc[0]), width=own.days.size, size=TEXT)
    canvas.text(title, x=own.left, y=top)
    axes = canvas.axes(
        left=own.left, top=top + line_height(TEXT), width=own.days.size, height=_HIGH
    )
    highest = max(float(rows["high"].fillna(rows["rate"]).max()), float(rows["rate"].max()), 1e-9)
    axes.set_xlim(0, own.days.size)
    axes.set_ylim(0, highest * 1.05)
    upwards = Scale(0, highest * 1.05, _HIGH).ticks(line_height(SMALL) + 0.04)
    axes.set_yticks(upwards, [thousands(tick) for tick in upwards])
    ticks, shown = date_ticks(own.days.low, own.days.high, own.days.size)
    axes.set_xticks(own.days.at(ticks), shown if dated else [""] * len(ticks))
    axes.tick_params(axis="x", pad=6)  # clear of the 0 beside it
    axes.grid(visible=True)
    return axes


def _line(axes: Axes, at: Numbers, rows: pd.DataFrame, mark: Mark, *, banded: bool) -> None:
    """Draw one outlet; the line is unbroken over periods in a row."""
    if rows.empty:
        return
    step = {"day": 1, "week": 7, "month": 31}[str(rows["per"].iloc[0])]
    cuts = np.flatnonzero(np.diff(_days(rows["period"])) > step) + 1
    rates, lows, highs = (rows[name].to_numpy(dtype=float) for name in ("rate", "low", "high"))
    size = 3.0 if len(rows) <= 60 else 0.0
    for part in np.split(np.arange(len(rows)), cuts):
        one = len(part) == 1
        axes.plot(
            at[part], rates[part], color=mark.colour, linewidth=0.9, clip_on=False, zorder=3,
            marker=mark.marker or ("o" if one else None), markersize=max(size, 1.5 if one else 0.0),
        )  # fmt: skip
        if banded and one:
            bounds = [lows[part[0]], highs[part[0]]]
            axes.plot(at[part].repeat(2), bounds, color=mark.colour, linewidth=0.6)
        elif banded:
            axes.fill_between(
                at[part], lows[part], highs[part], color=mark.colour, alpha=0.15, linewidth=0
            )


def _name(canvas: Page, own: _Layout, per: str, below: float) -> None:
    """Write the names of both axes."""
    first = {"day": "day", "week": "week, by its Monday", "month": "month"}[per]
    y = below - line_height(TEXT)
    canvas.text(first, x=own.left + own.days.size / 2, y=y, ha="center")
    beside = fit("per million words", width=_HIGH, size=TEXT)
    middle = own.top + line_height(TEXT) + _HIGH / 2
    canvas.text(beside, x=MARGIN, y=middle, rotation=90, va="center", ha="left")


def _days(periods: pd.Series) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return periods.to_numpy().astype("datetime64[D]").astype(np.int64)
