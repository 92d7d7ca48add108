"""Lay out a plane with two number axes in inches, for scatters and curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.figures.canvas.page import GAP, MARGIN, Page, line_height, thousands, widest
from analysis.figures.canvas.style import SMALL, TEXT, Mark
from analysis.figures.canvas.text import fit, labels

KEYED = 8  # outlets with marks of their own, at most
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """The scale of an axis: values in, inches out."""

    low: float
    high: float
    size: float
    logarithmic: bool = False

    def at(self, values: npt.ArrayLike) -> Numbers:
        """Return the inches from the beginning of the axis."""
        low, high, own = (self._shown(part) for part in (self.low, self.high, values))
        return np.asarray((own - low) / (high - low) * self.size)

    def ticks(self, room: float) -> list[float]:
        """Return round values that stand at least `room` inches apart, or as few as there can be."""
        for most in range(7, 0, -1):
            ticks = self._round(most)
            if len(ticks) < 2 or np.diff(self.at(ticks)).min() >= room:
                break
        return ticks

    def _round(self, most: int) -> list[float]:
        values = self._powers(most) if self.logarithmic else []
        if not values:  # also where no power of ten lies between the ends
            whole = self.high > 1.5
            steps = MaxNLocator(most, steps=[1, 2, 5, 10], integer=whole)
            values = list(steps.tick_values(self.low, self.high))
        return [value for value in values if self.low <= value <= self.high]

    def _powers(self, most: int) -> list[float]:
        tens = range(int(np.floor(np.log10(self.low))), int(np.ceil(np.log10(self.high))) + 1)
        factors = (1, 2, 5) if len(tens) <= 4 and most > 4 else (1,)
        values = [factor * 10.0**ten for ten in tens[:: 1 + (7 - most) // 3] for factor in factors]
        return [value for value in values if self.low <= value <= self.high]

    def _shown(self, values: npt.ArrayLike) -> Numbers:
        own = np.asarray(values, dtype=float)
        return np.asarray(np.log10(own)) if self.logarithmic else own


@dataclass(frozen=True)
class Plane:
    """Axes in inches on a page; `x` and `y` are their scales."""

    axes: Axes
    x: Scale
    y: Scale


def left_of(y: tuple[float, float], *, logarithmic: bool = False) -> float:
    """Return the inches that the name and the numbers of a vertical axis take."""
    ticks = Scale(*y, 2.0, logarithmic).ticks(0.2)
    return MARGIN + line_height(TEXT) + widest([thousands(t) for t in ticks], SMALL) + 0.12


def plane(canvas: Page, x: Scale, y: Scale, *, left: float, top: float) -> Plane:
    """Add a plane whose upper left corner is there, with a light grid and its numbers."""
    axes = canvas.axes(left=left, top=top, width=x.size, height=y.size)
    axes.set_xlim(0, x.size)
    axes.set_ylim(0, y.size)
    across = x.ticks(widest([thousands(tick) for tick in x.ticks(0.0)], SMALL) + GAP)
    upwards = y.ticks(line_height(SMALL) + 0.04)
    axes.set_xticks(x.at(across), [thousands(tick) for tick in across])
    axes.set_yticks(y.at(upwards), [thousands(tick) for tick in upwards])
    axes.grid(visible=True)
    return Plane(axes, x, y)


def name_axes(canvas: Page, own: Plane, names: Sequence[str], *, left: float, top: float) -> None:
    """Write the names of both axes: the first below, the second at the left."""
    below, beside = names
    below = fit(below, width=canvas.width - 2 * MARGIN, size=TEXT)
    canvas.text_centred(below, x=left + own.x.size / 2, y=top + own.y.size + 0.2)
    turned: dict[str, Any] = {"rotation": 90, "va": "center", "ha": "left"}
    beside = fit(beside, width=own.y.size, size=TEXT)
    canvas.text(beside, x=MARGIN, y=top + own.y.size / 2, **turned)


def key_height(outlets: Sequence[str]) -> float:
    """Return the inches that `draw_key` takes."""
    return len(outlets) * line_height(SMALL) + 0.05


def draw_key(canvas: Page, outlets: Sequence[str], marks: Mapping[str, Mark]) -> None:
    """Write the outlets below each other at the top of the page, each behind its mark."""
    names = labels(outlets, width=canvas.width - 2 * MARGIN - 0.15, size=SMALL)
    for line, outlet in enumerate(outlets):
        y = MARGIN + (line + 0.5) * line_height(SMALL)
        canvas.mark(marks[outlet], x=MARGIN + 0.05, y=y)
        canvas.text_in_row(names[outlet], x=MARGIN + 0.15, y=y, fontsize=SMALL)
