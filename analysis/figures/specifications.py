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
    """One value of one choice; the value is JSON, "" for what is left out: an outlet or an event."""

    choice: str
    value: str

    @property
    def label(self) -> str:
        """The name of the row, cut to its place."""
        if not self.value:
            return f"without one {self.choice}"
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
def specification_curve(
    specifications: pd.DataFrame, *, width: str = "full", axis: str = "number of the claim"
) -> Figure:
    """Draw the Specifications of one claim.

    Parameters
    ----------
    specifications
        The table of one claim.
    width
        "full" for a page, "column" for a column.
    axis
        What the number of the claim is, with its unit; it stands above the figure.

    Returns
    -------
    Figure: above, a dot per set of choices at its value, in order of the value, with a line for its interval;
    a ring is the study as it was set. At the right, behind a line, the same for what is left out. Below, a
    row for each value of each choice with a tick under the dots of which it is part, and one for outlets and
    one for events that are left out. Sets that change nothing are not drawn, nor are those without such a
    number; a note counts both.

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
    own = table[table["same_as"] == table["specification"]]
    shown = own.dropna(subset=["value"])
    if shown.empty:
        raise FramingError("no set of choices has a number to draw")
    shown = shown.assign(left=shown["left_out"] != "")
    shown = shown.sort_values(["left", "value", "specification"], ignore_index=True)
    shown["at"] = np.arange(len(shown)) + np.where(shown["left"], _gap(shown), 0)
    rows = _rows(shown)
    left = MARGIN + min(_LABEL, widest([row.label for row in rows], SMALL)) + 0.2
    place = _Across(left, across - left - 2 * MARGIN)
    outcomes = [one for one in _LOOKS if one in set(shown["outcome"])]
    named = fit(f"vertical: {axis}", width=across - 2 * MARGIN, size=SMALL, lines=2)
    key = MARGIN + line_height(SMALL, 1 + named.count("\n"))
    top = key + line_height(SMALL) * (len(outcomes) + bool(_gap(shown))) + 0.08
    below = top + _HIGH + 0.16
    bottom = below + _ROW * len(rows) + 0.08
    remark = _remark(table, own, shown)
    page = Page(across, bottom + note_height(remark, across) + MARGIN)
    page.text(named, x=MARGIN, y=MARGIN, va="top", fontsize=SMALL)
    _draw_key(page, outcomes, key)
    _draw_curve(page, shown, place, top)
    if rows:
        _draw_choices(page, shown, rows, place, below)
    page.note(remark, y=bottom)
    return page.figure


def _rows(shown: pd.DataFrame) -> list[_Row]:
    """Return a row for each value of each choice that has several, and for each kind of what is left out."""
    choices = shown.loc[~shown["left"], "choices"].map(json.loads)
    first = json.loads(shown.sort_values("specification")["choices"].iloc[0])
    rows = []
    for name in first:
        values = dict.fromkeys(json.dumps(one.get(name)) for one in choices)
        if len(values) > 1:
            rows += [_Row(name, value) for value in sorted(values, key=_by_size)]
    left = sorted({one.partition(" ")[0] for one in shown["left_out"] if one}, reverse=True)
    return rows + [_Row(what, "") for what in left]


def _left_kinds(shown: pd.DataFrame) -> str:
    """Return what is left out: "outlet", "event" or "outlet or event"."""
    kinds = {one.partition(" ")[0] for one in shown["left_out"] if one}
    return " or ".join(sorted(kinds, reverse=True))


def _gap(shown: pd.DataFrame) -> float:
    """Return the room between choices and what is left out, in dots; 0 without either."""
    return max(1.0, 0.02 * len(shown)) if 0 < int(shown["left"].sum()) < len(shown) else 0.0


def _is_number(found: object) -> bool:
    return isinstance(found, (int, float)) and not isinstance(found, bool)


def _by_size(value: str) -> tuple[bool, float, str]:
    found = json.loads(value)
    number = _is_number(found)
    return (not number, float(found) if number else 0.0, value)


def _remark(table: pd.DataFrame, own: pd.DataFrame, shown: pd.DataFrame) -> str:
    left = int(shown["left"].sum())
    number = len(shown) - left
    several = "sets of choices that make a difference" if number > 1 else "set of choices"
    parts = [f"{number:,} {several}; lines: 95% intervals; ring: the study as it was set."]
    if left:
        parts.append(f"Right: {left:,} times an {_left_kinds(shown)} left out of it.")
    same, missing = len(table) - len(own), len(own) - len(shown)
    told = [f"{same:,} that make none"] if same else []
    told += [f"{missing:,} without such a number"] if missing else []
    parts += [f"Not drawn: {' and '.join(told)}."] if told else []
    return " ".join(parts)


def _draw_key(page: Page, outcomes: Sequence[str], top: float) -> None:
    for place, outcome in enumerate(outcomes):
        colour, marker, words = _LOOKS[outcome]
        y = top + line_height(SMALL) * place
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
    axes.set_yticks(ticks, [f"{tick:,.6g}".replace("-", "−") for tick in ticks])
    _ends(axes, shown)
    axes.axhline(0, color=LINE, linewidth=0.8, zorder=1)
    _divide(page, axes, shown, place, top)
    at = shown["at"].to_numpy(float)
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
            [at[own]], [values[own, 0]], "o", markersize=7, markerfacecolor="none",
            markeredgecolor=INK, markeredgewidth=0.9, zorder=4,
        )  # fmt: skip


def _ends(axes: Axes, shown: pd.DataFrame) -> None:
    axes.set_xlim(-0.8, float(shown["at"].iloc[-1]) + 0.8)
    axes.set_xticks([])


def _divide(page: Page, axes: Axes, shown: pd.DataFrame, place: _Across, top: float) -> None:
    """Draw the line between choices and what is left out, with the name of each part above."""
    gap, left = _gap(shown), int(shown["left"].sum())
    if not gap:
        return
    middle = len(shown) - left - 0.5 + gap / 2
    axes.axvline(middle, color=LINE, linewidth=0.8, zorder=1)
    whole = float(shown["at"].iloc[-1]) + 1.6
    y = top - 0.04
    page.text("choices", x=place.left, y=y, va="bottom", ha="left", fontsize=SMALL)
    at = place.left + place.size * (middle + 0.8) / whole
    words = f"one {_left_kinds(shown)} left out"
    if at + widest([words], SMALL) > place.left + place.size:
        page.text(words, x=place.left + place.size, y=y, va="bottom", ha="right", fontsize=SMALL)
    else:
        page.text(words, x=at + 0.04, y=y, va="bottom", ha="left", fontsize=SMALL)


def _draw_choices(
    page: Page, shown: pd.DataFrame, rows: Sequence[_Row], own: _Across, top: float
) -> None:
    axes = page.axes(left=own.left, top=top, width=own.size, height=_ROW * len(rows))
    axes.set_ylim(len(rows) - 0.5, -0.5)
    _ends(axes, shown)
    choices = shown["choices"].map(json.loads)
    before = ""
    for place, row in enumerate(rows):
        if row.choice != before and place:
            axes.axhline(place - 0.5, color=FAINT, linewidth=0.7)
        before = row.choice
        left = shown["left"].to_numpy()
        if row.value:
            chosen = ~left & np.array(
                [json.dumps(one.get(row.choice)) == row.value for one in choices]
            )
        else:
            chosen = shown["left_out"].str.startswith(f"{row.choice} ").to_numpy()
        at = shown.loc[chosen, "at"]
        thick = float(np.clip(own.size * 72 / len(shown) * 0.7, 0.3, 3.0))
        axes.vlines(at, place - 0.32, place + 0.32, color=INK, linewidth=thick)
    axes.set_yticks(range(len(rows)))
    row_labels(axes, [row.label for row in rows])
    axes.tick_params(length=0)
