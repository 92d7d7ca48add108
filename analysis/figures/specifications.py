"""Draw a claim under every defensible choice: its numbers in order, and the choices below them."""

import json
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import MARGIN, Page, line_height, note_height, row_labels, widest
from analysis.figures.canvas.plane import Scale
from analysis.figures.canvas.style import FAINT, INK, LINE, SMALL, inches, style
from analysis.figures.canvas.text import fit
from analysis.tables import by_key
from analysis.tables.specifications import Specifications

_HIGH = 1.9  # inches of the curve
_ROW = 0.15  # inches of one value of a choice
_LABEL = 1.9  # inches, at most, of the names of the values
# a dark dot is sure, a light one has an interval that holds zero; blue is as claimed
_LOOKS = {
    "holds": ("#0b4f8a", "o", "as claimed, interval without zero"),
    "same sign": ("#8db8dc", "o", "as claimed, interval with zero or none"),
    "other sign": ("#e8b27a", "s", "other side, interval with zero or none"),
    "contradicted": ("#a04a00", "s", "other side, interval without zero"),
}


class _Row(NamedTuple):
    """One value of one choice; the value is JSON, "" for what is left out."""

    choice: str
    value: str

    @property
    def label(self) -> str:
        """The name of the row, cut to its place."""
        if not self.value:
            return "without one outlet or event"
        found = json.loads(self.value)
        if _is_number(found):
            words = f"{found:,g}"
        else:
            words = ", ".join(found) if isinstance(found, list) else str(found).lower()
        name = self.choice.removeprefix("row.").replace("_", " ")
        return fit(f"{name}: {words}", width=_LABEL, size=SMALL)


class _Across(NamedTuple):
    """Where the curve and the choices below it begin, and how wide they are, in inches."""

    left: float
    size: float


@style()
def specification_curve(specifications: pd.DataFrame, *, width: str = "full") -> Figure:
    """Draw the Specifications of one claim.

    Returns
    -------
    Figure: above, a dot per set of choices at its value, in order of the value, with a line for its interval;
    a ring is the study as it was set. Below, a row for each value of each choice with a tick under the dots
    of which it is part. What is left out has a row of its own, with a tick for each outlet or event. Sets of
    choices without such a number are not drawn, and counted in a note.

    Raises
    ------
    FramingError
        If `width` is unknown, or the table has more than one claim or no number.

    Source
    ------
    Simonsohn, Simmons & Nelson 2020, Nature Human Behaviour 4, figure 2.
    """
    across = inches(width)
    table = by_key(Specifications.validate(specifications), "claim", "specification")
    claims = list(table["claim"].unique())
    if len(claims) != 1:
        raise FramingError(f"the figure needs one claim, not {len(claims)}")
    shown = table.dropna(subset=["value"])
    if shown.empty:
        raise FramingError("no set of choices has a number to draw")
    shown = shown.sort_values(["value", "specification"], ignore_index=True)
    rows = _rows(shown)
    left = MARGIN + min(_LABEL, widest([row.label for row in rows], SMALL)) + 0.2
    own = _Across(left, across - left - 2 * MARGIN)
    outcomes = [one for one in _LOOKS if one in set(shown["outcome"])]
    top = MARGIN + line_height(SMALL) * len(outcomes) + 0.08
    below = top + _HIGH + 0.16
    bottom = below + _ROW * len(rows) + 0.08
    remark = _remark(table, shown)
    page = Page(across, bottom + note_height(remark, across) + MARGIN)
    _draw_key(page, outcomes)
    _draw_curve(page, shown, own, top)
    if rows:
        _draw_choices(page, shown, rows, own, below)
    page.note(remark, y=bottom)
    return page.figure


def _rows(shown: pd.DataFrame) -> list[_Row]:
    """Return a row for each value of each choice that has several."""
    choices = shown["choices"].map(json.loads)
    first = json.loads(shown.sort_values("specification")["choices"].iloc[0])
    rows = []
    for name in first:
        values = dict.fromkeys(json.dumps(one.get(name)) for one in choices)
        if len(values) > 1:
            rows += [_Row(name, value) for value in sorted(values, key=_by_size)]
    return rows + ([_Row("left out", "")] if (shown["left_out"] != "").any() else [])


def _is_number(found: object) -> bool:
    return isinstance(found, (int, float)) and not isinstance(found, bool)


def _by_size(value: str) -> tuple[bool, float, str]:
    found = json.loads(value)
    number = _is_number(found)
    return (not number, float(found) if number else 0.0, value)


def _remark(table: pd.DataFrame, shown: pd.DataFrame) -> str:
    parts = [
        f"{len(shown):,} sets of choices; lines: 95% intervals; ring: the study as it was set."
    ]
    missing = len(table) - len(shown)
    parts += [f"{missing:,} without such a number are not drawn."] if missing else []
    return " ".join(parts)


def _draw_key(page: Page, outcomes: Sequence[str]) -> None:
    for place, outcome in enumerate(outcomes):
        colour, marker, words = _LOOKS[outcome]
        y = MARGIN + line_height(SMALL) * place
        page.dot(
            x=MARGIN + 0.05,
            y=y + line_height(SMALL) / 2,
            color=colour,
            marker=marker,
            markersize=3.6,
        )
        page.text_in_row(words, x=MARGIN + 0.15, y=y + line_height(SMALL) / 2, fontsize=SMALL)


def _draw_curve(page: Page, shown: pd.DataFrame, place: _Across, top: float) -> None:
    axes = page.axes(left=place.left, top=top, width=place.size, height=_HIGH)
    values = shown[["value", "low", "high"]].to_numpy(float)
    low, high = float(np.nanmin([*values.ravel(), 0])), float(np.nanmax([*values.ravel(), 0]))
    edge = (high - low or 1.0) * 0.05
    upwards = Scale(low - edge, high + edge, _HIGH)
    ticks = upwards.ticks(line_height(SMALL) + 0.06)
    axes.set_ylim(low - edge, high + edge)
    axes.set_yticks(ticks, [f"{tick:,.6g}" for tick in ticks])
    page.text(
        "number of the claim", x=MARGIN, y=top + _HIGH / 2, rotation=90, va="center", ha="left"
    )
    _ends(axes, len(shown))
    axes.axhline(0, color=LINE, linewidth=0.8, zorder=1)
    at = np.arange(len(shown))
    for outcome, (colour, marker, _) in _LOOKS.items():
        mine = (shown["outcome"] == outcome).to_numpy()
        axes.vlines(
            at[mine], values[mine, 1], values[mine, 2], color=colour, linewidth=0.5, alpha=0.7
        )
        dot = float(np.clip(place.size * 72 / len(shown), 1.2, 4.0))
        axes.plot(
            at[mine],
            values[mine, 0],
            marker,
            color=colour,
            markersize=dot,
            markeredgewidth=0,
            zorder=3,
        )
    own = int(shown["specification"].to_numpy().argmin())
    if shown["specification"].iloc[own] == 1:
        axes.plot(
            [own], [values[own, 0]], "o", markersize=7, markerfacecolor="none",
            markeredgecolor=INK, markeredgewidth=0.9, zorder=4,
        )  # fmt: skip


def _ends(axes: Axes, number: int) -> None:
    axes.set_xlim(-0.8, number - 0.2)
    axes.set_xticks([])


def _draw_choices(
    page: Page, shown: pd.DataFrame, rows: Sequence[_Row], own: _Across, top: float
) -> None:
    axes = page.axes(left=own.left, top=top, width=own.size, height=_ROW * len(rows))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    _ends(axes, len(shown))
    choices = shown["choices"].map(json.loads)
    before = ""
    for place, row in enumerate(rows):
        if row.choice != before and place:
            axes.axhline(place - 0.5, color=FAINT, linewidth=0.7)
        before = row.choice
        chosen = (shown["left_out"] != "").to_numpy()
        if row.value:
            chosen = ~chosen & np.array(
                [json.dumps(one.get(row.choice)) == row.value for one in choices]
            )
        at = np.flatnonzero(chosen)
        thick = float(np.clip(own.size * 72 / len(shown) * 0.7, 0.3, 3.0))
        axes.vlines(at, place - 0.32, place + 0.32, color=INK, linewidth=thick)
    axes.set_yticks(range(len(rows)))
    row_labels(axes, [row.label for row in rows])
    axes.tick_params(length=0)
