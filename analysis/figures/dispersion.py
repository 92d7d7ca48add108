"""Draw how often and how evenly words are used, from Dispersions."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import MARGIN, Page, line_height, note_height
from analysis.figures.canvas.placement import name_dots, with_size
from analysis.figures.canvas.plane import Plane, Scale, left_of, name_axes, plane
from analysis.figures.canvas.style import TEXT, inches, outlet_colours, style
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

    Returns
    -------
    Figure: occurrences across, logarithmic; DPnorm upwards, from 0 (as even as can be) to 1 (all in
    one place). One dot per pair of values; its area grows with the number of words there. A word has its
    name only if there is room beside its own dot; a note says how many words have one.

    Raises
    ------
    FramingError
        If `top` is below 1, `width` is unknown, there are several outlets, or no word has a DPnorm.
    """
    if top < 1:
        raise FramingError(f"top is {top}; at least 1 word of each kind has to be named")
    across, table = inches(width), Dispersions.validate(dispersions)
    outlets = sorted(table["outlet"].unique())
    if len(outlets) > 1:
        raise FramingError(f"one outlet can be drawn, or all together; these are {outlets}")
    table = table[table["dp_norm"].notna()].reset_index(drop=True)
    if table.empty:
        raise FramingError("no word has a DPnorm, which needs two articles with words")
    left, remark = left_of(_UNEVEN), _remark(len(table), len(table))
    side = across - left - 2 * MARGIN
    high = min(side, 4.2)
    below = MARGIN + high + 0.2 + line_height(TEXT) + 0.04
    canvas = Page(across, below + note_height(remark, across) + MARGIN)
    n = table["n"].to_numpy(dtype=float)
    x = Scale(float(n.min()) / 1.15, float(n.max()) * 1.15, side, logarithmic=True)
    own = plane(canvas, x, Scale(*_UNEVEN, high), left=left, top=MARGIN)
    name_axes(canvas, own, _AXES, left=left, top=MARGIN)
    named = _name_words(own, table, _dots(own, table), top)
    canvas.note(_remark(named, len(table)), y=below)
    return canvas.figure


def _remark(named: int, of: int) -> str:
    return (
        f"{named:,} of {of:,} words named: the most frequent and the least even that have room. "
        "A larger dot: several words. 0: as even as can be, 1: all in one place."
    )


def _dots(own: Plane, table: pd.DataFrame) -> pd.DataFrame:
    """Draw one dot per pair of values; return x, y and radius in inches."""
    dots = with_size(table.groupby(["n", "dp_norm"], as_index=False).agg(terms=("term", "size")))
    dots["x"], dots["y"] = own.x.at(dots["n"]), own.y.at(dots["dp_norm"])
    own.axes.scatter(
        dots["x"], dots["y"], s=dots["area"], color=outlet_colours(["one"])["one"].colour,
        alpha=0.75, linewidth=0, zorder=2, clip_on=False,
    )  # fmt: skip
    return dots


def _name_words(own: Plane, table: pd.DataFrame, dots: pd.DataFrame, top: int) -> int:
    """Write words where there is room; return their number."""
    frequent = table.sort_values(["n", "term"], ascending=[False, True])
    weighted = table.assign(weight=table["n"] * table["dp_norm"] ** 2)
    uneven = weighted.sort_values(["weight", "term"], ascending=[False, True])
    dot_of = table.merge(dots, on=["n", "dp_norm"]).set_index("term")["dot"]
    wanted = [kind["term"].head(top) for kind in (frequent, uneven)]
    return name_dots(own.axes, dots, dot_of, wanted)
