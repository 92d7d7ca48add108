"""Draw how outlets tell one event: whose words, who speaks, with which cues, who acts, in one figure."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.attribution import by_outlet
from analysis.figures.canvas.chart import drawn
from analysis.figures.canvas.page import thousands
from analysis.figures.canvas.style import Mark, inches, style
from analysis.tables import Patterns
from analysis.tables.number_names import short_name

# what is drawn, in order: the measure, and its categories (none: the largest ones)
_DRAWN = (
    ("voice", ("quoted", "paraphrased")),
    ("kind", ()),
    ("cue class", ()),
)
_MOST = 4  # categories of a measure without fixed ones
_LEFT_OUT = ("other", "neutral")
_AXIS = "% of words, % of attributions"


@style()
def event_dots(
    patterns: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw shares of several measures as one figure: the whole of an event at a glance.

    `patterns` are Patterns of attributions; drawn are voices, and the kinds of speakers and the categories
    of cues that are largest.

    Returns
    -------
    Figure: the layout of `pattern_dots`; each share is of what its row names, its count and total at the
    right.

    Raises
    ------
    FramingError
        If `width` is unknown, or none of these measures is there.
    """
    across = inches(width)
    table = Patterns.validate(patterns)
    parts = [_chosen(table, measure, categories) for measure, categories in _DRAWN]
    rows = pd.concat(parts, ignore_index=True)
    if rows.empty:
        raise FramingError("the table of patterns has no measure that this figure draws")
    dots = rows.assign(
        name=[short_name(row) for row in rows.to_dict("records")],
        x=100 * rows["value"],
        low=100 * rows["low"],
        high=100 * rows["high"],
    )
    counts = zip(rows["n"], rows["total"], strict=True)
    dots = dots.assign(remark=[f"{thousands(n)} of {thousands(total)}" for n, total in counts])
    chart = by_outlet(dots, order=list(dict.fromkeys(dots["name"])), has={}, marks=colours)
    return drawn(replace(chart, axis=_AXIS, end=100.0, remarks="count"), across=across)


def _chosen(table: pd.DataFrame, measure: str, categories: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows of a measure that are drawn, a category after the other, the largest first."""
    rows = table[(table["measure"] == measure) & (table["group"] == "") & (table["total"] > 0)]
    if not categories:
        sums = rows[~rows["category"].isin(_LEFT_OUT)].groupby("category")["value"].sum().round(12)
        found = sorted(sums.index, key=lambda name: (-sums[name], name))
        categories = tuple(name for name in found[:_MOST] if sums[name] > 0)
    parts = [rows[rows["category"] == name].sort_values("outlet") for name in categories]
    return pd.concat(parts) if parts else rows.head(0)
