"""Draw attribution patterns per outlet: one measure, first places of kinds, headlines against bodies."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.chart import Chart, Entry, drawn
from analysis.figures.canvas.page import thousands
from analysis.figures.canvas.pattern_rows import (
    axis_name,
    checked,
    denominator,
    in_order,
    is_rate,
    one_group,
    shown,
    sizes,
    with_interval,
)
from analysis.figures.canvas.rows import marks_for
from analysis.figures.canvas.style import MUTED, Mark, inches, style
from analysis.tables import Patterns

_BESIDE = 3  # outlets, at most, whose dots stand in one row
_PARTS = {"headline": "in headlines", "body": "in the body"}


@style()
def pattern_dots(
    patterns: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw one measure of every outlet: shares, or rates per 1,000 words.

    `patterns` are of one measure, one unit and one group, one row per outlet and category.

    Returns
    -------
    Figure: a dot at `value` with a line from `low` to `high` unless they are NaN, and `n` at the right
    (with its total, if categories have denominators of their own); "no case" where `value` is NaN. Up to
    three outlets share a row per category, below a key with their totals; more outlets have a row each,
    in a panel per category, all on one scale. Types, cue classes and voices come in their own order,
    other categories by the sum of their values. Rows beyond 30 inches are left out and counted in a
    note.

    Raises
    ------
    FramingError
        If `width` is unknown, the table is empty, or it holds more than one measure, unit or group.
    """
    across = inches(width)
    table = one_group(checked(patterns))
    dots = _scaled(table, 1 if is_rate(table) else 100)
    apart = bool(table.drop_duplicates(["outlet", "total"])["outlet"].duplicated().any())
    dots = dots.assign(name=table["category"], remark=_remarks(table, of=apart))
    order = in_order(table["value"], table["category"])
    chart = by_outlet(dots, order=order, has={} if apart else sizes(table), marks=colours)
    chart = replace(chart, axis=axis_name(table), end=_end(dots))
    if apart:
        return drawn(replace(chart, remarks=f"of {denominator(table)}"), across=across)
    if not chart.key:
        totals = table.groupby("outlet")["total"].max()
        beside = {str(outlet): thousands(total) for outlet, total in totals.items()}
        chart = replace(chart, beside=beside, beside_head=denominator(table))
    return drawn(chart, across=across)


@style()
def first_heard(
    patterns: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw at which place of its articles each outlet first lets each kind of speaker speak.

    `patterns` are of the measure "first heard", one row per outlet and `group`, the kind: `value` is
    the mean position of its first attribution, from 0 for the beginning of an article to 1 for its end.
    Rows of the measure "heard" may be there too: the articles of the outlet in which the kind is heard.

    Returns
    -------
    Figure: the layout of `pattern_dots`, with the earliest kinds uppermost. At the right stands the
    number of articles in which the kind is heard, and with "heard" also the number of all articles.

    Raises
    ------
    FramingError
        If `width` is unknown, the table is empty, or it holds another measure or a kind twice.
    """
    across = inches(width)
    patterns = Patterns.validate(patterns)
    also = patterns["measure"] == "heard"
    table = checked(patterns[~also], measure="first heard")
    dots = _scaled(table, 100)
    dots = dots.assign(name=table["group"], remark=_heard_in(table, patterns[also]))
    if dots.duplicated(["outlet", "name"]).any():
        raise FramingError(
            "an outlet has a kind of speaker twice; the figure needs one row for each"
        )
    means = table["value"].groupby(table["group"]).mean().fillna(2.0).round(12)
    order = sorted(means.index, key=lambda kind: (means[kind], kind))
    chart = by_outlet(dots, order=order, has={}, marks=colours)
    axis = with_interval("% of the text before they are first heard", table)
    # with texts below them, if empty ones, the names of panels have the whole width
    below = {} if chart.key else dict.fromkeys(order, "")
    chart = replace(chart, axis=axis, end=100.0, remarks="articles", sizes=below)
    return drawn(chart, across=across)


def _heard_in(table: pd.DataFrame, heard: pd.DataFrame) -> list[str]:
    """Return for each row the number of articles with its kind, and of all articles if it is known."""
    keys = list(zip(table["outlet"], table["group"], strict=True))
    if heard.empty:
        return [f"{n:,}" for n in table["in_articles"]]
    of = checked(heard).set_index(["outlet", "group"])
    missing = sorted(set(keys) - set(of.index))
    if missing:
        raise FramingError(
            f"the measure 'heard' has no row for {missing[0]}, 'first heard' has one"
        )
    return [f"{thousands(of['n'][key])} of {thousands(of['total'][key])}" for key in keys]


@style()
def headline_body(
    patterns: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw which kinds of speakers each outlet has in headlines, against those in bodies.

    `patterns` are of the measure "headline kind", one row per outlet, `group` ("headline" or "body")
    and `category`, the kind of speaker.

    Returns
    -------
    Figure: a panel per outlet with a row per kind, all on one scale; in it a filled dot for the
    share of the kind in headlines and below it an open one for its share in the body, lines from
    `low` to `high` unless they are NaN, `n` at the right; "no case" where `value` is NaN. Kinds are
    ordered by the sum of their values. Rows beyond 30 inches are left out and counted in a note.

    Raises
    ------
    FramingError
        If `width` is unknown, the table is empty, or it holds another measure or group.
    """
    across = inches(width)
    table = checked(patterns, measure="headline kind")
    unknown = sorted(set(table["group"]) - set(_PARTS))
    if unknown:
        raise FramingError(f"the groups {unknown} are neither 'headline' nor 'body'")
    outlets = sorted(table["outlet"].unique())
    dots = _marked(_scaled(table, 100), marks_for(outlets, colours)).assign(
        panel=table["outlet"],
        row=table["category"],
        line=table["group"].map(list(_PARTS).index),
        filled=table["group"] == "headline",
        remark=[thousands(n) for n in table["n"]],
    )
    chart = Chart(
        dots,
        panels={outlet: outlet for outlet in outlets},
        rows=shown(in_order(table["value"], table["category"])),
        nouns=("outlet", "category"),
        axis=axis_name(table),
        end=_end(dots),
        lines=2,
        key=[
            Entry(Mark(MUTED, "o"), "upper line: in headlines"),
            Entry(Mark(MUTED, "o"), "lower line: in the body", filled=False),
        ],
        sizes={outlet: _counts_by_part(table[table["outlet"] == outlet]) for outlet in outlets},
    )
    return drawn(chart, across=across)


def _counts_by_part(mine: pd.DataFrame) -> str:
    totals = mine.groupby("group")["total"].max()
    said = [f"{thousands(totals[part])} {_PARTS[part]}" for part in _PARTS if part in totals]
    return ", ".join(said)


def _remarks(table: pd.DataFrame, *, of: bool) -> list[str]:
    if not of:
        return [thousands(n) for n in table["n"]]
    pairs = zip(table["n"], table["total"], strict=True)
    return [f"{thousands(n)} of {thousands(total)}" for n, total in pairs]


def _scaled(table: pd.DataFrame, scale: int) -> pd.DataFrame:
    return table.assign(
        x=scale * table["value"], low=scale * table["low"], high=scale * table["high"]
    )


def _end(dots: pd.DataFrame) -> float:
    """Return the end of the axis: beyond all dots, and beyond intervals that are not much longer.

    An interval that goes on has an arrow there. For shares the axis ends at 100% at most.
    """
    furthest = min(float(dots[["x", "high"]].max().max()), 2.5 * float(dots["x"].max()) or 1.0)
    end = 1.04 * furthest if furthest > 0 else 1.0
    return end if is_rate(dots) else min(end, 100.0)


def _marked(dots: pd.DataFrame, marks: Mapping[str, Mark]) -> pd.DataFrame:
    return dots.assign(
        colour=[marks[outlet].colour for outlet in dots["outlet"]],
        marker=[marks[outlet].marker for outlet in dots["outlet"]],
    )


def by_outlet(
    dots: pd.DataFrame,
    *,
    order: list[str],
    has: Mapping[str, str],
    marks: Mapping[str, Mark] | None,
) -> Chart:
    """Put the outlets’ dots beside each other, or from four on give each category a panel."""
    outlets = sorted(dots["outlet"].unique())
    look = marks_for(outlets, marks)
    dots = _marked(dots, look).assign(filled=True)
    if len(outlets) <= _BESIDE:
        return Chart(
            dots.assign(panel="", row=dots["name"], line=dots["outlet"].map(outlets.index)),
            panels={"": ""},
            rows=shown(order),
            nouns=("panel", "category"),
            lines=len(outlets),
            key=[Entry(look[outlet], outlet, has.get(outlet, "")) for outlet in outlets],
        )
    return Chart(
        dots.assign(panel=dots["name"], row=dots["outlet"], line=0),
        panels=shown(order),
        rows={outlet: outlet for outlet in outlets},
        nouns=("category", "outlet"),
    )
