"""Checks that a reader would make with a lens: nothing leaves the page, nothing lies on another."""

from itertools import combinations

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
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        renderer = canvas.get_renderer()
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
    for (one, a), (other, b) in combinations(texts, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        up = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert min(across, up) <= TOLERANCE, f"{one!r} overlaps {other!r}: {a}, {b}"
