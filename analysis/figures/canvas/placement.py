"""Place labels in a scatter: beside their own dot and over nothing else, or nowhere."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from analysis.figures.canvas.page import heavier, line_height
from analysis.figures.canvas.style import TINY
from analysis.figures.canvas.text import labels, text_width

Points = NDArray[np.float64]  # one row per point: x, y and perhaps more
Box = tuple[float, float, float, float]  # left, bottom, right, top

# Right and left first: there a reader looks for the name of a dot.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
NO_LINES: Points = np.empty((0, 2))


def with_size(dots: pd.DataFrame) -> pd.DataFrame:
    """Return dots that stand for `terms` terms each with their `area` and `radius`, numbered (`dot`).

    The area is in square points; the radius is in inches, with some white.
    """
    area = 5 * np.minimum(np.sqrt(dots["terms"]), 8)
    radius = np.sqrt(area / np.pi) / 72 + 0.005
    return dots.assign(area=area, radius=radius).reset_index(names="dot")


def name_dots(
    axes: Axes,
    dots: pd.DataFrame,
    dot_of: pd.Series,
    wanted: Iterable[Iterable[str]],
    *,
    lines: Points = NO_LINES,
) -> int:
    """Write the terms `wanted` where there is room, in turn from each list; return their number.

    `axes` have inches for both scales, `dot_of` is the number of the dot of each term, `lines` as in
    `placed`.
    """
    turns = chain.from_iterable(zip_longest(*wanted))
    terms = list(dict.fromkeys(term for term in turns if term is not None))
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    shown = labels(terms, width=0.3 * width, size=TINY)
    places = placed(
        [int(dot_of[term]) for term in terms],
        [(text_width(shown[term], TINY) + 0.01, line_height(TINY) - 0.02) for term in terms],
        dots=dots[["x", "y", "radius"]].to_numpy(),
        lines=lines,
        frame=(0.0, 0.0, width, height),
    )
    for place, (x, bottom, _, upper) in places.items():
        middle, name = (bottom + upper) / 2, shown[terms[place]]
        heavier(axes.text(x, middle, name, fontsize=TINY, va="center", gid=f"word-{place}"))
    return len(places)


def placed(
    own: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    *,
    dots: Points,
    lines: Points,
    frame: Box,
) -> dict[int, Box]:
    """Place labels one after the other, the most wanted first; return their boxes by position in `own`.

    `own` has for each label the index of its dot in `dots` (centre and, as a third column, radius),
    `sizes` its width and height in the same unit. `lines` are points of lines that no label may cross,
    `frame` is the box that none may leave. Labels without room are missing: they would touch a dot,
    another label or the frame, or come nearer to another dot than to their own.
    """
    boxes: dict[int, Box] = {}
    for place, (dot, size) in enumerate(zip(own, sizes, strict=True)):
        for box in _candidates(dots[dot], size):
            crossed = _distance(box, lines).min(initial=np.inf) <= 0.01
            if not crossed and _inside(box, frame) and _clear(box, dot, dots=dots, taken=boxes):
                boxes[place] = box
                break
    return boxes


def _candidates(dot: Points, size: tuple[float, float]) -> list[Box]:
    """Return the boxes around a dot, touching a circle slightly wider than the dot."""
    width, height = size
    boxes = []
    for right, up in _SIDES:
        reach = (dot[2] + 0.02) * (0.75 if right and up else 1)
        left = dot[0] + right * reach + (right - 1) / 2 * width
        bottom = dot[1] + up * reach + (up - 1) / 2 * height
        boxes.append((left, bottom, left + width, bottom + height))
    return boxes


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _clear(box: Box, own: int, *, dots: Points, taken: dict[int, Box]) -> bool:
    for other in taken.values():
        if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
            return False
    away = _distance(box, dots) - dots[:, 2]
    nearest = away[own]
    away[own] = np.inf
    return bool(away.min(initial=np.inf) > max(nearest, 0.0) + 0.005)


def _distance(box: Box, points: Points) -> Points:
    """Return the distance of each point from `box`, 0 for points inside."""
    across = np.maximum(np.maximum(box[0] - points[:, 0], points[:, 0] - box[2]), 0)
    up = np.maximum(np.maximum(box[1] - points[:, 1], points[:, 1] - box[3]), 0)
    return np.hypot(across, up)
