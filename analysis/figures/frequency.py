"""Draw the most frequent words, one panel per outlet, from Frequencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import (
    GAP,
    MARGIN,
    Page,
    line_height,
    note_height,
    number_axis,
    plural,
    row_labels,
    tallest,
    widest,
)
from analysis.figures.canvas.rows import marks_for
from analysis.figures.canvas.style import MAX_HEIGHT, MUTED, SMALL, TEXT, TINY, Mark, inches, style
from analysis.figures.canvas.text import labels, wrap
from analysis.tables import Frequencies
from analysis.tables.patterns import term_key

_ROW = 0.155  # inches of a word's row
_LONGEST = 1.25  # inches, at most, for the words beside a panel
_PLOT = 0.62  # inches, at least, for the dots


@dataclass(frozen=True)
class _Grid:
    """The layout in inches; `most` is the number of rows of the fullest panel."""

    width: float
    columns: int
    panel: float
    words: float
    counts: float
    head: float
    most: int

    @property
    def plot(self) -> float:
        return self.panel - self.words - self.counts

    @property
    def step(self) -> float:
        return self.head + self.most * _ROW + 0.3


@style()
def frequent_words(
    frequencies: pd.DataFrame,
    *,
    top: int = 15,
    width: str = "full",
    colours: Mapping[str, Mark] | None = None,
) -> Figure:
    """Draw the most frequent words of every outlet side by side, on one scale.

    Parameters
    ----------
    frequencies
        Frequencies, one row per (outlet, term).
    top
        Words per outlet, by rank; ties in order of the term. Absent words (`n` 0) are never drawn.
    colours
        If there are none, more than eight outlets have one colour.

    Returns
    -------
    Figure: a dot at `rate` (per million words), a line from `low` to `high` unless they are NaN,
    `n` at the right. A figure taller than 30 inches shows the outlets with most words and says how
    many it leaves out.

    Raises
    ------
    FramingError
        If `top` is below 1, `width` is unknown or the table is empty.
    """
    if top < 1:
        raise FramingError(f"top is {top}; at least 1 word per outlet has to be drawn")
    table = Frequencies.validate(frequencies)
    if table.empty:
        raise FramingError("the table of frequencies has no rows; count at least one word first")
    counted = table[table["n"] > 0].sort_values(["outlet", "rank", "term"])
    drawn = counted.groupby("outlet", sort=True).head(top)
    outlets = table.drop_duplicates("outlet").set_index("outlet").sort_index()
    grid = _grid(outlets, drawn, width=inches(width))
    kept = _that_fit(outlets, grid)
    drawn = drawn[drawn["outlet"].isin(kept.index)]
    return _panels(kept, drawn, grid=grid, left_out=len(outlets) - len(kept), marks=colours)


def _grid(outlets: pd.DataFrame, drawn: pd.DataFrame, *, width: float) -> _Grid:
    terms = labels(drawn["term"], width=_LONGEST, size=SMALL)
    words = max(widest(terms.values(), SMALL), 0.3) + 0.06
    counts = widest([f"{n:,}" for n in drawn["n"]], TINY) + 0.1
    most_columns = int((width - 2 * MARGIN + GAP) // (words + counts + _PLOT + GAP))
    most_columns = max(1, min(most_columns, 4 if width > 5 else 2))
    rows = ceil(len(outlets) / most_columns)
    columns = ceil(len(outlets) / rows)  # 3 + 2 rather than 4 + 1
    panel = (width - 2 * MARGIN - (columns - 1) * 2 * GAP) / columns
    names = labels(outlets.index, width=panel, size=TEXT, lines=2)
    sizes = [_counted(outlet, panel) for _, outlet in outlets.iterrows()]
    head = tallest(names.values(), TEXT) + 0.04
    head += tallest(sizes, SMALL)
    most = int(drawn.groupby("outlet").size().max()) if len(drawn) else 1
    return _Grid(width, columns, panel, words, counts, head, most)


def _that_fit(outlets: pd.DataFrame, grid: _Grid) -> pd.DataFrame:
    """Keep the outlets with most words if not all panels fit, in order of their names."""
    room = max(1, int((MAX_HEIGHT - 0.8) // grid.step)) * grid.columns
    largest = outlets.sort_values("words", ascending=False, kind="stable").head(room)
    return largest.sort_index()


def _panels(
    outlets: pd.DataFrame,
    drawn: pd.DataFrame,
    *,
    grid: _Grid,
    left_out: int,
    marks: Mapping[str, Mark] | None,
) -> Figure:
    remark = ""
    if left_out:
        remark = f"{plural(left_out, 'outlet')} with fewer words not drawn; the table has all."
    rows = ceil(len(outlets) / grid.columns)
    foot = line_height(TEXT) + note_height(remark, grid.width)
    canvas = Page(grid.width, 2 * MARGIN + rows * grid.step + foot)
    names = labels(outlets.index, width=grid.panel, size=TEXT, lines=2)
    marks = marks_for(list(outlets.index), marks)
    furthest = float(drawn[["rate", "high"]].max().max()) if len(drawn) else 1.0
    for place, outlet in enumerate(outlets.index):
        left = MARGIN + place % grid.columns * (grid.panel + 2 * GAP)
        top = MARGIN + place // grid.columns * grid.step
        _head(canvas, names[outlet], outlets.loc[outlet], grid=grid, corner=(left, top))
        mine = drawn[drawn["outlet"] == outlet]
        axes = _panel(canvas, mine, grid=grid, left=left, top=top + grid.head)
        _dots(axes, mine, marks[outlet])
        axes.set_xlim(0, furthest * 1.04)
        number_axis(axes, width=grid.plot)
    bottom = MARGIN + rows * grid.step
    shown = "per million words"
    if drawn["low"].notna().any():
        shown += ", with 95% interval"
    canvas.text(shown, x=grid.width / 2, y=bottom, ha="center")
    canvas.note(remark, y=bottom + line_height(TEXT))
    return canvas.figure


def _head(
    canvas: Page, name: str, outlet: pd.Series, *, grid: _Grid, corner: tuple[float, float]
) -> None:
    """Write a panel's name and, on a line of its own, the total behind its rates.

    Two texts, because a right-to-left name would turn the order of what follows it.
    """
    left, top = corner
    below = top + grid.head - 0.04
    look = {"fontsize": TINY, "color": MUTED, "ha": "right", "va": "bottom"}
    canvas.text("n", x=left + grid.panel, y=below, **look)
    size = _counted(outlet, grid.panel)
    canvas.text(size, x=left, y=below, fontsize=SMALL, color=MUTED, va="bottom")
    above = below - line_height(SMALL, size.count("\n") + 1)
    canvas.text(name, x=left, y=above, va="bottom")


def _counted(outlet: pd.Series, panel: float) -> str:
    """Return the total behind an outlet's rates, in words, clear of the head of the count column."""
    size = f"{plural(int(outlet['words']), 'word')}, {plural(int(outlet['articles']), 'article')}"
    return "\n".join(wrap(size, width=panel - 0.2, size=SMALL))


def _panel(canvas: Page, mine: pd.DataFrame, *, grid: _Grid, left: float, top: float) -> Axes:
    """Add the axes of one outlet: a row per word, its count at the right."""
    height = max(len(mine), 1) * _ROW
    axes = canvas.axes(left=left + grid.words, top=top, width=grid.plot, height=height)
    axes.set_ylim(max(len(mine), 1) - 0.5, -0.5)
    terms = labels(mine["term"], width=_LONGEST, size=SMALL)
    row_labels(axes, [terms[term] for term in mine["term"]])
    each = mine[["outlet", "term", "n"]].itertuples(index=False)
    for row, (outlet, term, n) in enumerate(each):
        y = top + (row + 0.5) * _ROW
        canvas.text_in_row(f"{n:,}", x=left + grid.panel, y=y, ha="right", color=MUTED)
        box = {"x": left, "y": y - _ROW / 2, "width": grid.panel, "height": _ROW}
        canvas.spot(term_key(outlet, term), **box)
    if mine.empty:
        axes.text(0.5, 0.5, "no words", transform=axes.transAxes, ha="center", va="center")
    return axes


def _dots(axes: Axes, mine: pd.DataFrame, mark: Mark) -> None:
    rows = range(len(mine))
    axes.hlines(rows, mine["low"], mine["high"], color=mark.colour, linewidth=0.8)
    axes.scatter(mine["rate"], rows, s=9, color=mark.colour, marker=mark.marker, clip_on=False)
