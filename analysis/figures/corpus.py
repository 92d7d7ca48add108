"""Draw the corpus outlet by outlet: articles over time, their lengths, and the shares of their sections."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import NDArray

from analysis.categories import SECTIONS
from analysis.errors import FramingError
from analysis.figures.canvas.calendar import binned, date_ticks
from analysis.figures.canvas.page import number_axis, plural, thousands
from analysis.figures.canvas.rows import Rows, marks_for, rows_of
from analysis.figures.canvas.shares import Fill, share_bars
from analysis.figures.canvas.style import FAINT, INK, Mark, inches, style
from analysis.tables import ArticleDays, ArticleLengths, SectionShares

_DOT = 0.05  # inches a dot takes, with its share of white
_MOST_DOTS = 5  # dots in one stack; with more, a figure draws something else
# Neighbours differ in lightness, so they read in grey too.
_FILLS = {
    "headline": Fill("#0b4f8a", ink="white"),
    "subhead": Fill("#a9cbe8"),
    "caption": Fill("#d97a00"),
    "promo": Fill("#ffffff", hatch="//////"),
    "credit": Fill("#ffffff", hatch="xxxxxx"),
    "body": Fill("#e8e8e8"),
}


@style()
def corpus_timeline(
    days: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw when each outlet's articles appeared, from ArticleDays: a row per outlet, a dot per article.

    Returns
    -------
    Figure: articles too close for two dots are stacked. When a stack would pass five, bars on a
    common scale count the articles per day, week, month, quarter or year, as fits the width. At the
    right stand the numbers of all articles and of articles without a date. When no article has a date,
    bars show how many articles each outlet has.

    Raises
    ------
    FramingError
        If `width` is unknown or there is no article.
    """
    across = inches(width)
    table = ArticleDays.validate(days)
    if table.empty:
        raise FramingError("the table of articles has no rows; a corpus needs at least one")
    sizes = table.groupby("outlet")["date"].agg(["size", "count"])
    remarks = {
        outlet: plural(n, "article") + (f", {n - dated:,} undated" if n > dated > 0 else "")
        for outlet, n, dated in zip(sizes.index, sizes["size"], sizes["count"], strict=True)
    }
    rows = rows_of(sorted(remarks), remarks, across=across)
    marks = marks_for(sorted(remarks), colours)
    if sizes["count"].any():
        _timeline(rows, table.dropna(subset="date"), marks)
    else:
        _only_counts(rows, sizes["size"], marks)
    return rows.canvas.figure


def _timeline(rows: Rows, dated: pd.DataFrame, marks: Mapping[str, Mark]) -> None:
    days = dated["date"].to_numpy("datetime64[D]").astype(np.int64)
    low, high = _span(days.astype(float), least=6)
    stacks = _stacked(dated.assign(x=days), (high - low) * _DOT / rows.plot)
    if stacks["n"].max() <= _MOST_DOTS:
        _draw_stacks(rows, stacks, marks)
        rows.name_axis("one dot is one article")
    else:
        middles, stretch, bar = binned(days, int(rows.plot / _DOT))
        counts = dated.assign(x=middles).groupby(["outlet", "x"], as_index=False)
        most = _draw_bars(rows, counts.agg(n=("article", "size")), marks, bar=0.9 * bar)
        rows.name_axis(f"articles per {stretch}, highest bar {most:,}")
        low, high = min(low, middles.min() - bar), max(high, middles.max() + bar)
    rows.axes.set_xlim(low, high)
    rows.axes.set_xticks(*date_ticks(low, high, rows.plot))


def _only_counts(rows: Rows, articles: pd.Series, marks: Mapping[str, Mark]) -> None:
    for row, outlet in enumerate(rows.outlets):
        rows.axes.barh(row, articles[outlet], 0.35, color=marks[outlet].colour)
    rows.axes.set_xlim(0, float(articles.max()) * 1.04)
    number_axis(rows.axes, width=rows.plot)
    rows.name_axis("articles, none of them dated")


@style()
def article_lengths(
    lengths: pd.DataFrame, *, width: str = "full", colours: Mapping[str, Mark] | None = None
) -> Figure:
    """Draw the `words` of each outlet's articles, from ArticleLengths: a dot per article, and the median.

    Returns
    -------
    Figure: articles of about the same length are stacked. When a stack would pass five dots, each
    row shows quantiles instead: a thin line from the 5th to the 95th percentile, a thick one
    between the quartiles. The upright stroke is the median, which is also at the right.

    Raises
    ------
    FramingError
        If `width` is unknown or there is no article.
    """
    across = inches(width)
    table = ArticleLengths.validate(lengths)
    if table.empty:
        raise FramingError("the table of article lengths has no rows; a corpus needs at least one")
    found = table.groupby("outlet")["words"].agg(["size", "median"])
    remarks = {
        outlet: f"{plural(n, 'article')}, median {thousands(median)}"
        for outlet, n, median in zip(found.index, found["size"], found["median"], strict=True)
    }
    rows = rows_of(sorted(remarks), remarks, across=across)
    shown = _lengths(rows, table, marks_for(sorted(remarks), colours))
    for row, outlet in enumerate(rows.outlets):
        rows.axes.vlines(found["median"][outlet], row - 0.4, row + 0.4, color=INK, linewidth=1)
    number_axis(rows.axes, width=rows.plot)
    rows.name_axis(shown)
    return rows.canvas.figure


def _lengths(rows: Rows, table: pd.DataFrame, marks: Mapping[str, Mark]) -> str:
    """Draw dots, or quantiles if there are too many; return the name of the axis."""
    furthest = max(float(table["words"].max()), 1.0) * 1.03
    stacks = _stacked(table.assign(x=table["words"]), furthest * _DOT / rows.plot)
    if stacks["n"].max() <= _MOST_DOTS:
        _draw_stacks(rows, stacks, marks)
        rows.axes.set_xlim(0, furthest)
        return "words per article"
    words = table.groupby("outlet")["words"]
    quantiles = pd.DataFrame({q: words.quantile(q) for q in (0.05, 0.25, 0.75, 0.95)})
    for row, outlet in enumerate(rows.outlets):
        look: dict[str, Any] = {"color": marks[outlet].colour, "capstyle": "butt"}
        rows.axes.hlines(row, *quantiles.loc[outlet, [0.05, 0.95]], linewidth=0.8, **look)
        rows.axes.hlines(row, *quantiles.loc[outlet, [0.25, 0.75]], linewidth=5, **look)
    rows.axes.set_xlim(0, float(quantiles[0.95].max()) * 1.05 or 1.0)
    return "words per article: 5, 25, 50, 75, 95%"


def _stacked(values: pd.DataFrame, step: float) -> pd.DataFrame:
    """Stack the dots that lie within one dot's width `step`, outlet by outlet.

    `values` has a row per article: outlet and `x`. The result has a row per stack: outlet, `x` (half-way
    between its ends, so exact for a single dot) and the count `n`.
    """
    stacks: list[tuple[object, float, int]] = []
    for outlet, mine in values.groupby("outlet"):
        first, n = -np.inf, 0
        for x in sorted(mine["x"].astype(float)):
            if x - first >= step:
                first, n = x, 0
                stacks.append((outlet, x, n))
            n += 1
            stacks[-1] = (outlet, (first + x) / 2, n)
    return pd.DataFrame(stacks, columns=["outlet", "x", "n"])


def _draw_stacks(rows: Rows, stacks: pd.DataFrame, marks: Mapping[str, Mark]) -> None:
    """Draw each stack as that many dots around the middle of its outlet's row."""
    for row, outlet in enumerate(rows.outlets):
        mine = stacks[stacks["outlet"] == outlet]
        x = np.repeat(mine["x"].to_numpy(dtype=float), mine["n"])
        level = np.concatenate([np.arange(n) - (n - 1) / 2 for n in mine["n"]] or [np.array([])])
        y = row - level * _DOT / rows.height
        mark = marks[outlet]
        rows.axes.scatter(
            x, y, s=7, color=mark.colour, marker=mark.marker, linewidth=0, zorder=3, clip_on=False
        )


def _draw_bars(rows: Rows, counts: pd.DataFrame, marks: Mapping[str, Mark], *, bar: float) -> int:
    """Draw the count `n` of each (outlet, x) as a bar of width `bar`; return the highest count."""
    most = int(counts["n"].max())
    for row, outlet in enumerate(rows.outlets):
        mine = counts[counts["outlet"] == outlet]
        height = -0.8 * mine["n"] / most
        rows.axes.bar(mine["x"], height, bar, bottom=row + 0.4, color=marks[outlet].colour)
        rows.axes.axhline(row + 0.4, color=FAINT, linewidth=0.5, zorder=0)
    return most


def _span(values: NDArray[np.float64], *, least: float) -> tuple[float, float]:
    """Return the limits of an axis that holds `values` with some white at both ends."""
    low, high = float(values.min()), float(values.max())
    white = max((high - low) * 0.04, (least - (high - low)) / 2)
    return low - white, high + white


@style()
def section_shares(shares: pd.DataFrame, *, width: str = "full") -> Figure:
    """Draw the share of each section in the words of each outlet, from SectionShares.

    Returns
    -------
    Figure: one bar per outlet in reading order of the sections, percentages written where they
    fit, a key of the sections that occur above, the outlet's words at the right.

    Raises
    ------
    FramingError
        If `width` is unknown or the table is empty.
    """
    across = inches(width)
    table = SectionShares.validate(shares)
    if table.empty:
        raise FramingError("the table of section shares has no rows; a corpus needs at least one")
    words = table.groupby("outlet")["words"].max()
    remarks = {str(outlet): plural(int(n), "word") for outlet, n in words.items()}
    present = [name for name in SECTIONS if table.loc[table["section"] == name, "n"].any()]
    values = table.pivot_table(index="outlet", columns="section", values="share", dropna=False)
    drawn = values.reindex(index=sorted(remarks), columns=pd.Index(present)).fillna(0.0)
    return share_bars(drawn, _FILLS, remarks=remarks, across=across, axis="% of all words")
