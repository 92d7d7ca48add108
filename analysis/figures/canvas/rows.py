"""Lay out one row per outlet: its name at the left, its dots or bars, and its count at the right."""

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.figures.canvas.page import (
    MARGIN,
    Page,
    line_height,
    note_height,
    plural,
    row_labels,
    tallest,
    widest,
)
from analysis.figures.canvas.style import MAX_HEIGHT, MUTED, SMALL, TEXT, TINY, Mark, outlet_colours
from analysis.figures.canvas.text import labels


@dataclass(frozen=True)
class Rows:
    """A page with one set of axes, whose y is the number of the outlet's row from the top."""

    canvas: Page
    axes: Axes
    plot: float
    right: float
    height: float
    outlets: list[str]
    below: float  # inches from the top where the name of the x axis goes

    def name_axis(self, shown: str) -> None:
        """Write the name of the axis below it."""
        middle = self.canvas.width - MARGIN - self.right - self.plot / 2
        self.canvas.text(shown, x=middle, y=self.below, ha="center")


def rows_of(
    outlets: list[str], remarks: Mapping[str, str], *, across: float, head: float = 0.0
) -> Rows:
    """Lay out a row for each of `outlets` with its remark at the right, below `head` inches.

    When the rows would pass 30 inches the last ones are left out, and a note says how many.
    """
    names = labels(outlets, width=0.28 * across, size=SMALL, lines=2)
    height = max(0.3, tallest(names.values(), SMALL) + 0.04)
    kept = outlets[: int((MAX_HEIGHT - 1.5) / height)]
    left_out = len(outlets) - len(kept)
    remark = f"{plural(left_out, 'outlet')} not drawn; the table has all." if left_out else ""
    left = MARGIN + widest(names.values(), SMALL) + 0.08
    column = widest(remarks.values(), TINY) + 0.1
    plot = across - left - column - MARGIN
    foot = 0.22 + line_height(TEXT) + note_height(remark, across)
    top = MARGIN + head
    canvas = Page(across, top + len(kept) * height + foot + MARGIN)
    axes = canvas.axes(left=left, top=top, width=plot, height=len(kept) * height)
    axes.set_ylim(len(kept) - 0.5, -0.5)
    row_labels(axes, [names[outlet] for outlet in kept])
    for row, outlet in enumerate(kept):
        y = top + (row + 0.5) * height
        canvas.text_in_row(remarks[outlet], x=across - MARGIN, y=y, ha="right", color=MUTED)
    below = top + len(kept) * height + 0.22
    canvas.note(remark, y=below + line_height(TEXT))
    return Rows(canvas, axes, plot, column, height, kept, below)


def marks_for(outlets: list[str], marks: Mapping[str, Mark] | None) -> Mapping[str, Mark]:
    """Return the report's marks, else the outlets' own; more than eight outlets share one mark."""
    if marks is not None:
        return marks
    own = outlet_colours(outlets)
    return own if len(own) <= 8 else dict.fromkeys(own, own[min(own)])
