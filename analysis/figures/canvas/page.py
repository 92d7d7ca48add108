"""Lay out a figure in inches from its upper left corner, so that nothing is left to chance."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import regex
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from analysis.figures.canvas.fonts import FAMILIES
from analysis.figures.canvas.spots import Spot, remember
from analysis.figures.canvas.style import MUTED, SMALL, TEXT, TINY, Mark
from analysis.figures.canvas.text import text_width, wrap

MARGIN = 0.06  # inches of white around everything
GAP = 0.08  # inches between things side by side
_HALF_X = 0.33  # em: half the height of letters, between small ones and digits
_EAST_ASIAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Bopomofo}\u3000-\u303f]")


class Page:
    """An empty figure and its size in inches."""

    def __init__(self, width: float, height: float) -> None:
        self.figure, self.width, self.height = Figure(figsize=(width, height)), width, height

    def axes(self, *, left: float, top: float, width: float, height: float) -> Axes:
        """Add axes whose frame has this place and size."""
        bottom = self.height - top - height
        box = (left / self.width, bottom / self.height, width / self.width, height / self.height)
        return self.figure.add_axes(box)

    def text(self, shown: str, *, x: float, y: float, **look: Any) -> Text:
        """Write `shown` at `x` from the left, its upper edge at `y` from the top."""
        look = {"va": "top", "fontsize": TEXT, **look}
        return heavier(self.figure.text(x / self.width, 1 - y / self.height, shown, **look))

    def text_centred(self, shown: str, *, x: float, y: float) -> None:
        """Write `shown` with its middle at `x`, or as near as the page allows."""
        half = text_width(shown, TEXT) / 2 + MARGIN
        self.text(shown, x=min(max(x, half), self.width - half), y=y, ha="center")

    def text_in_row(self, shown: str, *, x: float, y: float, **look: Any) -> Text:
        """Write one line whose small letters are centred on `y`, as `row_labels` does."""
        size = look.setdefault("fontsize", TINY)
        return self.text(shown, x=x, y=y + _HALF_X * size / 72, va="baseline", **look)

    def note(self, shown: str, *, y: float) -> None:
        """Write a remark below the plot over the full width; `note_height` is the room it takes."""
        lines = "\n".join(wrap(shown, width=self.width - 2 * MARGIN, size=SMALL))
        self.text(lines, x=MARGIN, y=y, fontsize=SMALL, color=MUTED, linespacing=1.2)

    def spot(self, key: str, *, x: float, y: float, width: float, height: float) -> None:
        """Remember the spot of a number: `x`, `y` is the upper left corner of its box."""
        corner, size = (x / self.width, y / self.height), (width / self.width, height / self.height)
        remember(self.figure, Spot(key, *corner, *size))

    def dot(self, *, x: float, y: float, **look: Any) -> None:
        """Draw one marker at `x` from the left and `y` from the top."""
        at = ([x / self.width], [1 - y / self.height])
        self.figure.add_artist(Line2D(*at, linestyle="none", **{"markersize": 3.6, **look}))

    def mark(self, mark: Mark, *, x: float, y: float) -> None:
        """Draw the mark of an outlet."""
        self.dot(x=x, y=y, marker=mark.marker, color=mark.colour)


def heavier(text: Text) -> Text:
    """Thicken East Asian letters: matplotlib can only reach the thin weight of their font.

    Plain ASCII gets its font by name, so that matplotlib need not search through all fonts.
    """
    if text.get_text().isascii():
        text.set_fontfamily(FAMILIES[0])
    if _EAST_ASIAN.search(text.get_text()):
        look: dict[str, Any] = {"foreground": text.get_color()}
        text.set_path_effects([withStroke(linewidth=0.036 * float(text.get_fontsize()), **look)])
    return text


def row_labels(axes: Axes, shown: Sequence[str], *, apart: float = 3 / 72) -> None:
    """Write a label left of each row 0, 1, ..., its (last) line centred on the row.

    `apart` is the white between label and axes, in inches. The labels are texts of the figure, not ticks:
    matplotlib makes five objects of a tick, and clips everything that belongs to axes.
    """
    axes.set_yticks([])
    figure = axes.get_figure(root=True)
    if figure is None:
        raise ValueError("these axes stand in no figure")
    for row, label in enumerate(shown):
        down = _HALF_X + 0.6 * label.count("\n")
        shift = ScaledTranslation(-apart, -down * SMALL / 72, figure.dpi_scale_trans)
        look: dict[str, Any] = {"ha": "right", "va": "baseline", "fontsize": SMALL}
        heavier(figure.text(0, row, label, transform=axes.get_yaxis_transform() + shift, **look))


def line_height(size: float, lines: int = 1) -> float:
    """Return the inches that `lines` lines of text take, for scripts with tall letters too."""
    return (0.25 + 1.4 * lines) * size / 72


def widest(texts: Iterable[str], size: float) -> float:
    """Return the inches of the widest of `texts`, 0 when there are none."""
    return max((text_width(text, size) for text in texts), default=0.0)


def tallest(texts: Iterable[str], size: float) -> float:
    """Return the inches of the text with most lines, at least those of one line."""
    return line_height(size, max((text.count("\n") + 1 for text in texts), default=1))


def number_axis(axes: Axes, *, width: float) -> None:
    """Put as many round numbers on the x axis as stand clear of each other, with a light grid."""
    low, high = axes.get_xlim()
    for most in range(7, 0, -1):
        ticks = [
            tick
            for tick in MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(low, high)
            if low <= tick <= high
        ]
        room = width / (high - low) * (ticks[1] - ticks[0]) if len(ticks) > 1 else width
        if widest([thousands(tick) for tick in ticks], SMALL) + GAP <= room:
            break
    axes.tick_params(axis="x", labelfontfamily=FAMILIES[0])
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: thousands(value)))
    axes.set_xticks(ticks)


def thousands(value: float) -> str:
    """Write a number for an axis or a count column: 12,000, 2.5, −3."""
    return f"{np.round(value, 6):,.10g}".replace("-", "−")


def plural(n: int, noun: str) -> str:
    """Write a count with its noun: 1 article, 1,234 articles, 2 categories."""
    if n == 1:
        return f"{n:,} {noun}"
    return f"{n:,} {noun[:-1]}ies" if noun.endswith("y") else f"{n:,} {noun}s"


def note_height(shown: str, width: float) -> float:
    """Return the inches that `Page.note` takes on a page of `width`, 0 for no text."""
    if not shown:
        return 0.0
    return line_height(SMALL, len(wrap(shown, width=width - 2 * MARGIN, size=SMALL))) + 0.02
