"""Checks that a reader would make with a lens: nothing leaves the page, nothing lies on another."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis.figures import style

DPI = 300
TOLERANCE = 0.006  # inches, about half a point


def texts_of(figure: Figure) -> list[tuple[str, Bbox]]:
    """Return every text that is seen in the drawn figure, with its extent in inches."""
    with style():
        figure.set_dpi(DPI)
        renderer = FigureCanvasAgg(figure).get_renderer()
        figure.draw_without_rendering()
        drawn = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
        boxes = [text.get_window_extent(renderer) for text in drawn]
    return [
        (text.get_text(), Bbox(box.get_points() / DPI))
        for text, box in zip(drawn, boxes, strict=True)
    ]


def assert_readable(figure: Figure) -> None:
    """Fail when a text leaves the figure or two texts overlap, naming them."""
    width, height = figure.get_size_inches()
    texts = texts_of(figure)
    assert texts, "the figure has no text at all"
    for shown, box in texts:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        assert inside, f"{shown!r} leaves the {width:.2f} x {height:.2f} page: {box}"
    corners = np.array([box.get_points() for _, box in texts])
    low, high = corners[:, None, 0], corners[:, None, 1]
    shared = np.minimum(high, high.swapaxes(0, 1)) - np.maximum(low, low.swapaxes(0, 1))
    pairs = np.argwhere(np.triu(shared.min(axis=2) > TOLERANCE, k=1))
    overlaps = [f"{texts[one][0]!r} and {texts[other][0]!r}" for one, other in pairs]
    assert not overlaps, "these lie on each other: " + "; ".join(overlaps)
