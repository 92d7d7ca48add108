"""Place labels in a scatter: beside their own dot and over nothing else, or nowhere."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # one row per point: x, y and perhaps more
Box = tuple[float, float, float, float]  # left, bottom, right, top

# Right and left first: there a reader looks for the name of a dot.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


def placed(
    own: Sequence[int],
    sizes: Sequence[tuple[float, float]],
    *,
    dots: Points,
    lines: Points,
    frame: Box,
) -> dict[int, Box]:
    """Place labels one after the other, the most wanted first.

    Parameters
    ----------
    own
        For each label the index of its dot in `dots`.
    sizes
        Width and height of each label, in the unit of `dots`.
    dots
        All dots: centre and, as a third column, radius.
    lines
        Points of lines that no label may cross.
    frame
        The box that no label may leave.

    Returns
    -------
    The box of each label by its position in `own`. Labels without room are missing: they would touch a
    dot, another label or the frame, or come nearer to another dot than to their own.
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
