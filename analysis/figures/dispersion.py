"""Draw how often and how evenly words are used, from Dispersions."""

from itertools import chain, zip_longest
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import MARGIN, heavier, line_height, note, note_height, page
from analysis.figures.canvas.placement import placed
from analysis.figures.canvas.plane import Plane, Scale, left_of, name_axes, plane
from analysis.figures.canvas.style import TEXT, TINY, inches, outlet_colours, style
from analysis.figures.canvas.text import labels, text_width
from analysis.tables import Dispersions

_UNEVEN = (-0.03, 1.03)
_AXES = ("occurrences", "unevenness (DPnorm)")


@style()
def dispersion_scatter(dispersions: pd.DataFrame, *, top: int = 30, width: str = "full") -> Figure:
    """Draw how unevenly every term is spread against how often it occurs.

    Parameters
    ----------
    dispersions
        Dispersions of one outlet or of all together, each term with a DPnorm.
    top
        Number of words to name of each kind: the most frequent, and the least even of the frequent.
    width
        "column" (85 mm) or "full" (178 mm).

    Returns
    -------
    Figure: occurrences across, logarithmic; DPnorm upwards, from 0 (as even as can be) to 1 (all in
    one place). One dot per pair of values; its area grows with the number of terms there. A word has its
    name only if there is room beside its own dot; a note says how many words have one.

    Raises
    ------
    FramingError
        If `top` is below 1, `width` is unknown, there are several outlets, or no term has a DPnorm.
    """
    if top < 1:
        raise FramingError(f"top is {top}; at least 1 word of each kind has to be named")
    across, table = inches(width), Dispersions.validate(dispersions)
    outlets = sorted(table["outlet"].unique())
    if len(outlets) > 1:
        raise FramingError(f"one outlet can be drawn, or all together; these are {outlets}")
    table = table[table["dp_norm"].notna()].reset_index(drop=True)
    if table.empty:
        raise FramingError("no term has a DPnorm, which needs two articles with words")
    left, remark = left_of(_UNEVEN), _remark(len(table), len(table))
    side = across - left - 2 * MARGIN
    high = min(side, 4.2)
    below = MARGIN + high + 0.2 + line_height(TEXT) + 0.04
    canvas = page(across, below + note_height(remark, across) + MARGIN)
    n = table["n"].to_numpy(dtype=float)
    x = Scale(float(n.min()) / 1.15, float(n.max()) * 1.15, side, logarithmic=True)
    own = plane(canvas, x, Scale(*_UNEVEN, high), left=left, top=MARGIN)
    name_axes(canvas, own, _AXES, left=left, top=MARGIN)
    named = _name_words(own, table, _dots(own, table), top)
    note(canvas, _remark(named, len(table)), y=below)
    return canvas.figure


def _remark(named: int, of: int) -> str:
    return (
        f"{named:,} of {of:,} terms named: the most frequent and the least even that have room. "
        "A larger dot: several terms. 0: as even as can be, 1: all in one place."
    )


def _dots(own: Plane, table: pd.DataFrame) -> pd.DataFrame:
    """Draw one dot per pair of values; return x, y and radius in inches."""
    dots = table.groupby(["n", "dp_norm"], as_index=False).agg(terms=("term", "size"))
    dots["x"], dots["y"] = own.x.at(dots["n"]), own.y.at(dots["dp_norm"])
    area = 5 * np.minimum(np.sqrt(dots["terms"]), 8)  # square points
    dots["radius"] = np.sqrt(area / np.pi) / 72 + 0.005
    colour = next(iter(outlet_colours(["one"]).values())).colour
    look: dict[str, Any] = {
        "color": colour,
        "alpha": 0.75,
        "linewidth": 0,
        "zorder": 2,
        "clip_on": False,
    }
    own.axes.scatter(dots["x"], dots["y"], s=area, **look)
    return dots.reset_index(names="dot")


def _name_words(own: Plane, table: pd.DataFrame, dots: pd.DataFrame, top: int) -> int:
    """Write words where there is room; return their number."""
    frequent = table.sort_values(["n", "term"], ascending=[False, True])["term"].head(top)
    weighted = table.assign(weight=table["n"] * table["dp_norm"] ** 2)
    uneven = weighted.sort_values(["weight", "term"], ascending=[False, True])["term"].head(top)
    turns = chain.from_iterable(zip_longest(frequent, uneven))
    wanted = list(dict.fromkeys(term for term in turns if term is not None))
    shown = labels(wanted, width=0.3 * own.x.size, size=TINY)
    at = table.merge(dots, on=["n", "dp_norm"]).set_index("term")["dot"]
    places = placed(
        [int(at[term]) for term in wanted],
        [(text_width(shown[term], TINY) + 0.01, line_height(TINY) - 0.02) for term in wanted],
        dots=dots[["x", "y", "radius"]].to_numpy(),
        lines=np.empty((0, 2)),
        frame=(0.0, 0.0, own.x.size, own.y.size),
    )
    for place, (x, bottom, _, upper) in places.items():
        look: dict[str, Any] = {"fontsize": TINY, "va": "center", "gid": f"word-{place}"}
        heavier(own.axes.text(x, (bottom + upper) / 2, shown[wanted[place]], **look))
    return len(places)
