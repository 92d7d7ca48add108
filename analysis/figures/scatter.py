"""Draw the rates of words on one side against those on the other, from Keyness."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import MARGIN, Page, line_height, note_height, thousands, widest
from analysis.figures.canvas.placement import name_dots, with_size
from analysis.figures.canvas.plane import Numbers
from analysis.figures.canvas.style import FAINT, LINE, MUTED, SMALL, TEXT, Mark, inches, style
from analysis.figures.canvas.text import labels, text_width
from analysis.figures.keyness import marks_of, two_sides
from analysis.tables import Keyness

_BAND = 0.3  # inches between the band of unused words and the axis of rates
_UNIT = "per million words"


@dataclass(frozen=True)
class _Scale:
    """One logarithmic scale for both axes, in inches; rate 0 lies in a band of its own."""

    low: float
    high: float
    side: float

    def at(self, rate: pd.Series) -> Numbers:
        """Return the place of a rate, in inches from the corner of the plot."""
        rates = rate.to_numpy(dtype=float)
        logs = np.log10(np.where(rates > 0, rates, 10**self.low))
        step = (self.side - 2 * _BAND) / (self.high - self.low)
        return np.where(rates > 0, 1.5 * _BAND + (logs - self.low) * step, _BAND / 2)


@style()
def rate_scatter(
    keyness: pd.DataFrame,
    *,
    top: int = 30,
    width: str = "full",
    colours: Mapping[str, Mark] | None = None,
) -> Figure:
    """Draw the rate of every word in the target against its rate in the reference.

    Parameters
    ----------
    keyness
        Keyness, one row per term, one target and one reference.
    top
        Number of words to name of each kind: highest `z`, lowest `z`, and most frequent in both.

    Returns
    -------
    Figure: both axes logarithmic, per million words, on the same scale, with a band of their own
    for words that a side never uses and the line of equal rates. One dot per pair of rates; its area
    grows with the number of words there. A word has its name only if there is room beside its own dot;
    a note says how many words have one.

    Raises
    ------
    FramingError
        If `top` is below 1, `width` is unknown, or the table does not compare exactly two sides.
    """
    if top < 1:
        raise FramingError(f"top is {top}; at least 1 word of each kind has to be named")
    across = inches(width)
    table = Keyness.validate(keyness)
    target, reference = two_sides(table)
    marks = marks_of(target, reference, colours)
    rates = table[["rate_target", "rate_reference"]].to_numpy()
    logs = np.log10(rates[rates > 0]) if (rates > 0).any() else np.array([0.0, 1.0])
    ticks = _ticks(float(logs.min()), float(logs.max()))
    left = MARGIN + 2 * line_height(TEXT) + widest([thousands(t) for t in ticks], SMALL) + 0.1
    side = across - left - 2 * MARGIN
    scale = _Scale(float(logs.min()) - 0.02, float(logs.max()) + 0.02, side)
    foot = 0.2 + 2 * line_height(TEXT) + note_height(_remark(len(table), len(table)), across)
    canvas = Page(across, MARGIN + side + foot + MARGIN)
    axes = canvas.axes(left=left, top=MARGIN, width=side, height=side)
    _frame(axes, scale, ticks)
    dots = _dots(axes, table, scale=scale, marks=marks)
    named = _name_words(axes, table, dots, top=top, side=side)
    _axis_names(canvas, (target, reference), marks, left=left, side=side)
    below = MARGIN + side + 0.2 + 2 * line_height(TEXT)
    canvas.note(_remark(named, len(table)), y=below)
    return canvas.figure


def _remark(named: int, of: int) -> str:
    return (
        f"{named:,} of {of:,} words named: the most different and the most frequent that have "
        "room. A larger dot: several words. Line: equal rates. Grey: not used by that side."
    )


def _ticks(low: float, high: float) -> list[float]:
    """Return the powers of ten between two logarithms, with 2 and 5 between if they are few."""
    tens = range(int(np.floor(low)), int(np.ceil(high)) + 1)
    factors = (1,) if high - low > 2 else (1, 2, 5)
    ticks = [factor * 10.0**ten for ten in tens for factor in factors]
    return [tick for tick in ticks if 10 ** (low - 0.02) <= tick <= 10 ** (high + 0.02)]


def _frame(axes: Axes, scale: _Scale, ticks: list[float]) -> None:
    """Draw the ground of the dots: scales, the band of unused words, the line of equal rates."""
    at = scale.at(pd.Series([0.0, *ticks]))
    shown = ["0", *map(thousands, ticks)]
    axes.set_xlim(0, scale.side)
    axes.set_ylim(0, scale.side)
    axes.set_yticks(at, shown)
    clear = [0]
    for tick in range(1, len(shown)):  # names of small corpora's close ticks would touch below
        room = at[tick] - at[clear[-1]]
        if room > (text_width(shown[tick], SMALL) + text_width(shown[clear[-1]], SMALL)) / 2 + 0.06:
            clear.append(tick)
    axes.set_xticks(at[clear], [shown[tick] for tick in clear])
    axes.grid(visible=True)
    axes.axhspan(0, _BAND, color=FAINT, alpha=0.5, linewidth=0, zorder=0)
    axes.axvspan(0, _BAND, color=FAINT, alpha=0.5, linewidth=0, zorder=0)
    axes.plot([_BAND, scale.side], [_BAND, scale.side], color=LINE, linewidth=0.6, zorder=1)


def _dots(
    axes: Axes, table: pd.DataFrame, *, scale: _Scale, marks: tuple[Mark, Mark]
) -> pd.DataFrame:
    """Draw one dot per pair of rates; return x, y and radius in inches, in order of the pairs."""
    pairs = table.groupby(["rate_target", "rate_reference"], as_index=False)
    dots = with_size(pairs.agg(terms=("term", "size"), lean=("log_odds", "mean")))
    dots["x"] = scale.at(dots["rate_reference"])
    dots["y"] = scale.at(dots["rate_target"])
    for mark, lean in zip(marks, (dots["lean"] >= 0, dots["lean"] < 0), strict=True):
        axes.scatter(
            dots.loc[lean, "x"], dots.loc[lean, "y"], s=dots.loc[lean, "area"], color=mark.colour,
            marker=mark.marker, alpha=0.75, linewidth=0, zorder=2, clip_on=False,
        )  # fmt: skip
    return dots


def _name_words(
    axes: Axes, table: pd.DataFrame, dots: pd.DataFrame, *, top: int, side: float
) -> int:
    """Write words from both ends of `z` and the most frequent where there is room; return their number."""
    both = table.assign(both=table["rate_target"] + table["rate_reference"])
    kinds = (
        table.sort_values(["lean", "term"], ascending=[False, True]),
        table.sort_values(["lean", "term"]),
        both.sort_values(["both", "term"], ascending=[False, True]),
    )
    wanted = [kind["term"].head(top) for kind in kinds]
    dot_of = table.merge(dots, on=["rate_target", "rate_reference"]).set_index("term")["dot"]
    equal_rates = np.repeat(np.arange(_BAND, side, 0.02)[:, None], 2, axis=1)
    return name_dots(axes, dots, dot_of, wanted, lines=equal_rates)


def _axis_names(
    canvas: Page, sides: tuple[str, str], marks: tuple[Mark, Mark], *, left: float, side: float
) -> None:
    """Write the name of each side along its axis, after its mark, and the unit apart from it."""
    names = labels(sides, width=side - 0.4, size=TEXT)
    target, reference = (names[name] for name in sides)
    middle, y = left + side / 2, MARGIN + side + 0.2
    unit: dict[str, Any] = {"fontsize": SMALL, "color": MUTED}
    canvas.text(reference, x=middle, y=y, ha="center")
    canvas.text(_UNIT, x=middle, y=y + line_height(TEXT), ha="center", **unit)
    before = text_width(reference, TEXT) / 2 + 0.1
    canvas.mark(marks[1], x=middle - before, y=y + 0.09)
    turned: dict[str, Any] = {"rotation": 90, "va": "center", "ha": "left"}
    middle = MARGIN + side / 2
    canvas.text(target, x=MARGIN, y=middle, **turned)
    canvas.text(_UNIT, x=MARGIN + line_height(TEXT), y=middle, **turned, **unit)
    canvas.mark(marks[0], x=MARGIN + 0.08, y=middle + text_width(target, TEXT) / 2 + 0.1)
