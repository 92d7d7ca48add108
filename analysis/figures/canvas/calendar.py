"""Put calendar days on an axis, as numbers from 1970 on, so that no locale or epoch matters."""

import numpy as np
from numpy.typing import NDArray

from analysis.figures.canvas.text import text_width

Days = NDArray[np.int64]

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# Steps from fine to coarse: (unit of numpy, number of units).
_STEPS = (
    ("D", 1), ("D", 2), ("W", 1), ("W", 2), ("M", 1), ("M", 3), ("M", 6),
    *(("Y", years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)  # fmt: skip
_BINS = (
    ("D", 1, "day"),
    ("W", 1, "week"),
    ("M", 1, "month"),
    ("M", 3, "quarter"),
    ("Y", 1, "year"),
)


def date_ticks(low: float, high: float, width: float) -> tuple[list[int], list[str]]:
    """Return as many round dates from `low` to `high` as fit `width` inches, and their labels."""
    for unit, step in _STEPS:
        starts = _starts(low, high, unit=unit, step=step)
        days = [day for day in starts.tolist() if low <= day <= high]
        shown = [_tick_label(day, unit) for day in days]
        room = width / (high - low) * min(np.diff(days), default=0)
        if len(days) > 1 and text_width("00 Oct 0000" if unit in "DW" else shown[0], 9) < room:
            return days, shown
    middle = round((low + high) / 2)
    return [middle], [_tick_label(middle, "D")]


def binned(days: Days, most: int) -> tuple[Days, str, float]:
    """Put days together until there are at most `most` stretches from the first to the last.

    Returns the middle of each day's stretch, the name of the stretch (a "day" up to a "year"), and its
    length in days.
    """
    for unit, step, name in _BINS:
        starts = _starts(float(days.min()), float(days.max()), unit=unit, step=step)
        if len(starts) <= most or name == "year":
            break
    further = _starts(float(days.min()), float(days.max()) + 366 * step, unit=unit, step=step)
    edges = further[: len(starts) + 1]
    place = np.searchsorted(edges, days, side="right") - 1
    middles = (edges[place] + edges[place + 1] - 1) // 2
    return middles, name, float(np.diff(edges).min())


def _starts(low: float, high: float, *, unit: str, step: int) -> Days:
    """Return the first days of all stretches that touch `low` to `high`; weeks begin on Monday."""
    if unit in ("D", "W"):
        length, first = (1 if unit == "D" else 7) * step, 0 if unit == "D" else 4  # 5 Jan 1970
        begin = first + int((np.floor(low) - first) // length) * length
        return np.arange(begin, int(high) + 1, length, dtype=np.int64)
    ends = [
        np.datetime64(int(np.floor(day)), "D").astype(f"M8[{unit}]").astype(int)
        for day in (low, high)
    ]
    origin = 1970 if unit == "Y" else 0
    begin = (ends[0] + origin) // step * step - origin
    units = np.arange(begin, ends[1] + 1, step)
    return units.astype(f"M8[{unit}]").astype("M8[D]").astype(np.int64)


def _tick_label(day: int, unit: str) -> str:
    year, month, date = str(np.datetime64(day, "D")).rsplit("-", 2)
    name = _MONTHS[int(month) - 1]
    return {"Y": year, "M": f"{name} {year}"}.get(unit, f"{int(date)} {name} {year}")
