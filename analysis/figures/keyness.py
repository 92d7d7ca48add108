"""Draw the words that set outlets apart: dots with intervals, from Keyness (decision 9)."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import (
    GAP,
    MARGIN,
    Page,
    line_height,
    number_axis,
    plural,
    row_labels,
    tallest,
    widest,
)
from analysis.figures.canvas.pattern_rows import with_interval
from analysis.figures.canvas.style import (
    LINE,
    MUTED,
    SMALL,
    TEXT,
    TINY,
    Mark,
    inches,
    outlet_colours,
    style,
)
from analysis.figures.canvas.term_panels import Panels, drawn_panels
from analysis.figures.canvas.text import labels, text_width
from analysis.tables import Keyness
from analysis.tables.patterns import keyness_key

_ROW = 0.165
_KEY = ("the 95% interval leaves out zero", "it holds zero")
_OPEN = "Open dots: the 95% interval holds zero."


@style()
def keyness_dots(
    keyness: pd.DataFrame,
    *,
    top: int = 12,
    width: str = "full",
    colours: Mapping[str, Mark] | None = None,
) -> Figure:
    """Draw the words that set outlets apart, the surest first.

    Parameters
    ----------
    keyness
        Keyness of one target and one reference, or of several targets.
    top
        Words per side, those with the highest and the lowest `lean`; of several targets those with the
        highest. Ties go by term.

    Returns
    -------
    Figure: a dot at `log_odds` with a line from `low` to `high` (log2 units); it is open if they hold zero.
    Of one comparison the words of the target stand uppermost, and at the right the counts of both sides, the
    reference first, as on the axis. Of several there is a panel for each target, with its counts first.

    Raises
    ------
    FramingError
        If `top` is below 1, `width` is unknown, or the table has no rows.
    """
    if top < 1:
        raise FramingError(f"top is {top}; at least 1 word of each side has to be drawn")
    table, across = Keyness.validate(keyness), inches(width)
    ranked = table.sort_values(["lean", "term"], ascending=[False, True])
    if len(table["target"].unique()) > 1:
        above = ranked[ranked["log_odds"] > 0].sort_values("target", kind="stable")
        return _of_several(above.groupby("target").head(top), colours, across=across)
    sides = two_sides(table)
    above, below = ranked[ranked["log_odds"] >= 0], ranked[ranked["log_odds"] < 0]
    ends = pd.concat([above.head(top), below.tail(top)])
    return _dot_plot(ends, sides, marks_of(*sides, colours), across=across)


def _surely(table: pd.DataFrame) -> pd.Series:
    """Tell which log-odds have an interval without zero, or none at all."""
    return (table["low"] > 0) | (table["high"] < 0) | table["low"].isna()


def _of_several(table: pd.DataFrame, marks: Mapping[str, Mark] | None, *, across: float) -> Figure:
    counts = [
        f"{a:,} : {b:,}" for a, b in zip(table["n_target"], table["n_reference"], strict=True)
    ]
    keys = [keyness_key(*of) for of in zip(table["target"], table["term"], strict=True)]
    filled = _surely(table)
    rows = table.assign(
        outlet=table["target"], x=table["log_odds"], count=counts, filled=filled, key=keys
    )
    largest = table.drop_duplicates("target").sort_values(
        ["words_target", "target"], ascending=[False, True]
    )
    each = zip(largest["target"], largest["words_target"], largest["reference"], strict=True)
    panels = Panels(
        rows,
        {name: f"{plural(int(words), 'word')}, against {other}" for name, words, other in each},
        with_interval("weighted log-odds ratio (log2)", table),
        counts="its count : theirs",
        marks=marks,
        notes=() if filled.all() else (_OPEN,),
    )
    return drawn_panels(panels, across=across)


def two_sides(table: pd.DataFrame) -> tuple[str, str]:
    """Return the one target and the one reference of a Keyness table, or raise FramingError."""
    pairs = table[["target", "reference"]].drop_duplicates()
    if len(pairs) != 1:
        found = pairs.to_records(index=False).tolist()
        raise FramingError(f"the figure needs one target and one reference, not {found}")
    return str(pairs["target"].iloc[0]), str(pairs["reference"].iloc[0])


def marks_of(target: str, reference: str, marks: Mapping[str, Mark] | None) -> tuple[Mark, Mark]:
    """Return the marks of both sides; "the rest" has none in a report and gets a free one."""
    own = outlet_colours([target, reference])
    chosen = [(marks or own).get(side) for side in (target, reference)]
    spare = [mark for mark in outlet_colours("abc").values() if mark not in chosen]
    first, second = (mark or spare.pop(0) for mark in chosen)
    return first, second


def _dot_plot(
    ends: pd.DataFrame, sides: tuple[str, str], marks: tuple[Mark, Mark], *, across: float
) -> Figure:
    terms = labels(ends["term"], width=0.3 * across, size=SMALL)
    counts = [f"{a:,} : {b:,}" for a, b in zip(ends["n_reference"], ends["n_target"], strict=True)]
    left = MARGIN + max(widest(terms.values(), SMALL), 0.5) + 0.08
    right = across - MARGIN - max(widest(counts, TINY), text_width("counts", TINY), 0.3) - 0.12
    middle = (left + right) / 2
    room = min(middle - MARGIN, right - middle) - 2 * GAP
    names = labels(sides, width=room, size=TEXT, lines=2)
    head = line_height(TINY) + tallest(names.values(), TEXT) + 0.04
    high = len(ends) * _ROW
    keyed = bool(ends["low"].notna().any())
    foot = 0.22 + line_height(TEXT) + keyed * line_height(SMALL)
    canvas = Page(across, 2 * MARGIN + head + high + foot)
    axes = canvas.axes(left=left, top=MARGIN + head, width=right - left, height=high)
    _dots(axes, ends, marks)
    row_labels(axes, [terms[term] for term in ends["term"]])
    number_axis(axes, width=right - left)
    for row, (term, count) in enumerate(zip(ends["term"], counts, strict=True)):
        y = MARGIN + head + (row + 0.5) * _ROW
        canvas.text_in_row(count, x=across - MARGIN, y=y, ha="right", color=MUTED)
        box = {"x": MARGIN, "y": y - _ROW / 2, "width": across - 2 * MARGIN, "height": _ROW}
        canvas.spot(keyness_key(sides[0], term), **box)
    _name_the_sides(canvas, [names[side] for side in sides], marks, middle=middle)
    below = MARGIN + head + high + 0.22
    canvas.text("weighted log-odds ratio (log2)", x=middle, y=below, ha="center")
    if keyed:
        _draw_key(canvas, y=below + line_height(TEXT))
    return canvas.figure


def _dots(axes: Axes, ends: pd.DataFrame, marks: tuple[Mark, Mark]) -> None:
    """Draw one row per word; zero stands in the middle, so each side has the same room."""
    rows = pd.Series(range(len(ends)), index=ends.index)
    for mark, leans in zip(marks, (ends["log_odds"] >= 0, ends["log_odds"] < 0), strict=True):
        mine, at = ends[leans], rows[leans]
        fills = np.where(_surely(mine), mark.colour, "white")
        axes.hlines(at, mine["low"], mine["high"], color=mark.colour, linewidth=0.8)
        axes.scatter(
            mine["log_odds"], at, s=14, marker=mark.marker, facecolor=fills.tolist(),
            edgecolor=mark.colour, linewidth=0.8, zorder=3,
        )  # fmt: skip
    furthest = float(ends[["low", "high", "log_odds"]].abs().max().max()) or 1.0
    axes.set_xlim(-1.05 * furthest, 1.05 * furthest)
    axes.set_ylim(len(ends) - 0.5, -0.5)
    axes.axvline(0, color=LINE, linewidth=0.6, zorder=1)
    axes.spines["left"].set_visible(False)


def _name_the_sides(
    canvas: Page, names: list[str], marks: tuple[Mark, Mark], *, middle: float
) -> None:
    """Write over each half the side whose words lean there, and the head of the counts at the right.

    The names stand on lines of their own, because a right-to-left name would turn an arrow round.
    """
    look: dict[str, Any] = {"fontsize": TINY, "color": MUTED}
    canvas.text("← more in", x=middle - GAP, y=MARGIN, ha="right", **look)
    canvas.text("more in →", x=middle + GAP, y=MARGIN, **look)
    canvas.text("counts", x=canvas.width - MARGIN, y=MARGIN, ha="right", **look)
    y = MARGIN + line_height(TINY)
    canvas.text(names[0], x=middle + 2 * GAP, y=y)
    canvas.text(names[1], x=middle - 2 * GAP, y=y, ha="right")
    canvas.text(":", x=canvas.width - MARGIN - 0.13, y=y, ha="center", **look)
    for mark, beside, count in zip(marks, (GAP, -GAP), (0.05, 0.21), strict=True):
        canvas.mark(mark, x=middle + beside, y=y + 0.09)
        canvas.mark(mark, x=canvas.width - MARGIN - count, y=y + 0.09)


def _draw_key(canvas: Page, *, y: float) -> None:
    """Explain filled and open dots below the plot."""
    x = MARGIN
    for text, fill in zip(_KEY, (LINE, "white"), strict=True):
        look = {"markerfacecolor": fill, "markeredgecolor": LINE, "markeredgewidth": 0.8}
        canvas.dot(x=x + 0.05, y=y + 0.08, marker="o", **look)
        canvas.text(text, x=x + 0.13, y=y, fontsize=SMALL, color=MUTED)
        x += 0.13 + text_width(text, SMALL) + 0.15
