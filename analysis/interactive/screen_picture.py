"""Figures as the explorer shows them: a text that was drawn before is not drawn anew.

Most words and counts of a figure stand in the one before it, too, and to draw a text takes most of the time
of a picture. Texts are moved by a quarter of a pixel at most; what is kept or exported is drawn as ever.
"""

from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from analysis.figures import style

DPI = 120  # packed at level 1: twice as fast as at 6, and for such pictures no larger
_TEXTS = 8192  # that are remembered: at most about 2 kB each
_ROOM = 2  # pixels of white around a text
_Size = tuple[float, float, float]


def screen_picture(figure: Figure) -> str:
    """Return a figure as the address of an image that holds its own bytes."""
    canvas, out = _Canvas(figure), BytesIO()
    with style():
        canvas.print_figure(out, format="png", dpi=DPI, pil_kwargs={"compress_level": 1})
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"


class _Drawn(NamedTuple):
    """How black each pixel of a text is, and its lower left corner beside the begin of its baseline."""

    black: npt.NDArray[np.uint8]
    left: int
    below: int


class _Renderer(RendererAgg):
    """Draws as Agg does, and remembers texts."""

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> _Size:
        return _size_of(s, prop.copy(), ismath, self.dpi)

    def draw_text(
        self, gc: Any, x: float, y: float, s: str, prop: FontProperties, *how: Any, **more: Any
    ) -> None:
        angle, ismath = (*how, more.get("ismath", False))[:2]
        if ismath or angle:
            _AGG.draw_text(self, gc, x, y, s, prop, *how, **more)
            return
        halves = round(2 * x), round(2 * y)
        drawn = _drawn(s, prop.copy(), self.dpi, halves[0] % 2, halves[1] % 2)
        at = halves[0] // 2 + drawn.left, halves[1] // 2 + drawn.below
        self._renderer.draw_text_image(drawn.black, *at, 0, gc)


class _Canvas(FigureCanvasAgg):
    def get_renderer(self) -> Any:
        size = (*self.get_width_height(physical=True), self.figure.dpi)
        if getattr(self, "_size", None) != size:
            self._size, self.renderer = size, _RENDERER(*size)
        return self.renderer


_AGG: Any = RendererAgg  # has no types
_RENDERER: Any = _Renderer


@lru_cache(maxsize=_TEXTS)
def _size_of(text: str, font: FontProperties, ismath: Any, dpi: float) -> _Size:
    found: _Size = _AGG(1, 1, dpi).get_text_width_height_descent(text, font, ismath)
    return found


@lru_cache(maxsize=_TEXTS)
def _drawn(text: str, font: FontProperties, dpi: float, right: int, down: int) -> _Drawn:
    """Draw a text that begins so many half pixels beside a pixel."""
    width, height, descent = _size_of(text, font, False, dpi)  # noqa: FBT003
    left, above = _ROOM + int(height), _ROOM + int(height - descent) + 1
    sheet = _AGG(2 * left + int(width) + 1, above + int(descent) + 1 + _ROOM, dpi)
    sheet.draw_text(sheet.new_gc(), left + right / 2, above + down / 2, text, font, 0)
    black = np.asarray(sheet.buffer_rgba(), np.uint8)[:, :, 3]
    rows, columns = (np.flatnonzero(black.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return _Drawn(np.zeros((1, 1), np.uint8), 0, 0)
    part = black[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return _Drawn(np.ascontiguousarray(part), int(columns[0]) - left, int(rows[-1]) + 1 - above)
