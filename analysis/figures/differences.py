"""Draw differences of outlets: from their mean, within the events of two, and corrected by coders."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.chart import Chart, Entry, drawn
from analysis.figures.canvas.pattern_rows import in_order, is_rate, shown, with_interval
from analysis.figures.canvas.rows import marks_for
from analysis.figures.canvas.style import MUTED, Mark, inches, style
from analysis.tables import Differences, by_key
from analysis.tables.number_names import short_name
from analysis.tables.patterns import Paired, scale_of
from analysis.tables.validity import ESTIMATES, Corrections, pair_shown

_KEYED = 6  # outlets, at most, that have colours of their own
_INK = "#1d3c5a"
_ROOM, _LINES = 0.4, 4  # for names of a number and of two outlets


@style()
def difference_dots(
    differences: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw the Differences of outlets from their mean, of one measure and one group.

    Returns
    -------
    Figure: a panel per category, all on one scale, with a row per outlet in order of the difference; a
    dot at `difference` (for shares in percentage points) with a line from `low` to
    `high` unless they are NaN, and the difference as a number at the right. Rows beyond 30 inches are
    left out and counted in a note.

    Raises
    ------
    FramingError
        If `width` is unknown, the table is empty, or holds more than one measure, group or unit.
    """
    across = inches(width)
    table = by_key(Differences.validate(differences), "outlet", "category")
    if table.empty:
        raise FramingError("the table of differences has no rows; a figure needs at least one")
    for column in ("measure", "group", "unit"):
        found = sorted(table[column].unique())
        if len(found) > 1:
            raise FramingError(f"the figure needs one {column}, not {found}")
    unit = str(table["unit"].iloc[0]) if is_rate(table) else "percentage points"
    scale = 1 if is_rate(table) else 100
    marks = marks_for(sorted(table["outlet"].unique()), colours)
    dots = table.assign(
        panel=table["category"],
        row=table["outlet"],
        line=0,
        x=scale * table["difference"],
        low=scale * table["low"],
        high=scale * table["high"],
        colour=[marks[outlet].colour for outlet in table["outlet"]],
        marker=[marks[outlet].marker for outlet in table["outlet"]],
        filled=True,
        remark=[_signed(scale * value) for value in table["difference"]],
    )
    furthest = float(dots[["x", "low", "high"]].abs().max().max()) or 1.0
    axis = with_interval(f"{unit}: difference from the mean of the outlets", table)
    chart = Chart(
        dots,
        panels=shown(in_order(table["value"], table["category"])),
        rows={outlet: outlet for outlet in _ranked(table)},
        nouns=("category", "outlet"),
        axis=axis,
        begin=-1.05 * furthest,
        end=1.05 * furthest,
        remarks="difference",
    )
    return drawn(chart, across=across)


def _ranked(table: pd.DataFrame) -> list[str]:
    """Return the outlets by their difference in the first category, the highest first."""
    first = in_order(table["value"], table["category"])[0]
    by = table[table["category"] == first].set_index("outlet")["difference"].round(12)
    return sorted(table["outlet"].unique(), key=lambda name: (-by.get(name, float("-inf")), name))


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


@style()
def paired_dots(
    paired: pd.DataFrame,
    *,
    width: str = "full",
    colours: Mapping[str, Mark] | None = None,
    top: int = 15,
) -> Figure:
    """Draw the first `top` rows of Paired that have an interval, those that are reliable first.

    Returns
    -------
    Figure: a row for each number and pair of outlets with a dot at the mean `difference` over their events
    (for shares in percentage points), open if it is not reliable, a line from `low` to `high`, and the number
    of events at the right. Of up to six outlets a dot has the colour of the one that has more.

    Raises
    ------
    FramingError
        If `width` is unknown, or no row has an interval.
    """
    across = inches(width)
    table = Paired.validate(paired)
    table = table[table["interval"] != "none"].head(top).reset_index(drop=True)
    if table.empty:
        raise FramingError("no row of the table has an interval; a figure needs at least one")
    scale = (scale_of(table["unit"]) == 1).map({True: 100.0, False: 1.0})
    outlets = sorted({*table["above"], *table["below"]})
    apart = len(outlets) <= _KEYED
    marks = marks_for(outlets, colours) if apart else dict.fromkeys(outlets, Mark(_INK, "o"))
    names = [
        f"{short_name(row)}: {row['above']} over {row['below']}" for row in table.to_dict("records")
    ]
    dots = table.assign(
        panel="",
        row=names,
        line=0,
        x=scale * table["difference"],
        low=scale * table["low"],
        high=scale * table["high"],
        colour=[marks[outlet].colour for outlet in table["above"]],
        marker=[marks[outlet].marker for outlet in table["above"]],
        filled=table["reliable"],
        remark=[f"{events:,}" for events in table["events"]],
        n=0,
    )
    ends = dots[["x", "low", "high"]]
    chart = Chart(
        dots,
        panels={"": ""},
        rows={name: name for name in dict.fromkeys(names)},
        nouns=("panel", "difference"),
        axis="mean difference within events, in percentage points or per 1,000 words, with 95% interval",
        begin=min(1.05 * float(ends.min().min()), -0.02 * float(ends.max().max())),
        end=1.05 * float(ends.max().max()),
        remarks="events",
        room=_ROOM,
        name_lines=_LINES,
        key=[
            *(Entry(marks[outlet], f"more in {outlet}") for outlet in outlets if apart),
            Entry(Mark(MUTED, "o"), "filled: reliable"),
            Entry(Mark(MUTED, "o"), "open: not reliable", filled=False),
        ],
    )
    return drawn(chart, across=across)


# as the model has it, corrected, by people alone: apart in lightness and form, not only in colour
_ESTIMATES = dict(
    zip(ESTIMATES, (Mark("#d97a00", "s"), Mark("#0b4f8a", "o"), Mark(MUTED, "D")), strict=True)
)


@style()
def corrected_dots(corrections: pd.DataFrame, *, width: str = "full", top: int = 12) -> Figure:
    """Draw the differences of two outlets in Corrections: by the model, corrected, by coded articles alone.

    Returns
    -------
    Figure: a row for each number and pair of outlets, those with the widest step from uncorrected to
    corrected first, `top` at most, with three dots and a line from `low` to `high` for each. Shares are in
    percentage points. At the right the number of coded articles.

    Raises
    ------
    FramingError
        If `width` is unknown, or there is no difference to draw.
    """
    across = inches(width)
    table = Corrections.validate(corrections)
    table = table[(table["comparison"] == "difference") & table["value"].notna()]
    if table.empty:
        raise FramingError("the table has no difference of outlets; a figure needs at least one")
    shares = bool((table["unit"] == "share").all())
    names = (
        table["category"].map(shown(table["category"].unique()))
        + ": "
        + table["of"].map(pair_shown)
    )
    scale = 100.0 if shares else 1.0
    dots = table.assign(
        panel="",
        row=names,
        line=[ESTIMATES.index(name) for name in table["estimate"]],
        x=scale * table["value"],
        low=scale * table["low"],
        high=scale * table["high"],
        colour=[_ESTIMATES[name].colour for name in table["estimate"]],
        marker=[_ESTIMATES[name].marker for name in table["estimate"]],
        filled=True,
        remark=[
            f"{count:,}" if name == "corrected" else ""
            for name, count in zip(table["estimate"], table["coded_articles"], strict=True)
        ],
        n=0,
    )
    rows = _by_step(dots)[:top]
    ends = dots.loc[dots["row"].isin(rows), ["x", "low", "high"]]
    furthest = float(ends.abs().max().max()) or 1.0
    unit = "percentage points" if shares else str(table["unit"].iloc[0])
    chart = Chart(
        dots[dots["row"].isin(rows)],
        panels={"": ""},
        rows={name: name for name in rows},
        nouns=("panel", "difference"),
        axis=f"difference of two outlets, {unit}, with 95% interval",
        begin=-1.05 * furthest,
        end=1.05 * furthest,
        lines=len(ESTIMATES),
        remarks="coded articles",
        room=_ROOM,
        name_lines=_LINES,
        key=[Entry(mark, name) for name, mark in _ESTIMATES.items()],
    )
    return drawn(chart, across=across)


def _by_step(dots: pd.DataFrame) -> list[str]:
    """Return the rows, those first in which the correction changes most."""
    by = {name: dots[dots["estimate"] == name].set_index("row")["x"] for name in ESTIMATES}
    step = (by["corrected"] - by["uncorrected"]).abs().fillna(0)
    return sorted(
        dots["row"].unique(), key=lambda name: (-round(float(step.get(name, 0)), 9), name)
    )
