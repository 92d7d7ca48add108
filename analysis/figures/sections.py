"""Draw the sections of the outlets' words as shares: headlines, captions, body and the rest."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.errors import FramingError
from analysis.figures.canvas.page import GAP, MARGIN, Page, line_height, number_axis, plural
from analysis.figures.canvas.rows import Rows, rows_of
from analysis.figures.canvas.style import INK, SMALL, TINY, inches, style
from analysis.figures.canvas.text import text_width
from analysis.tables import SECTIONS, SectionShares

# Fill, hatch and colour of the writing: neighbours differ in lightness, so they read in grey too.
_LOOKS = {
    "headline": ("#0b4f8a", "", "white"),
    "subhead": ("#a9cbe8", "", INK),
    "caption": ("#d97a00", "", INK),
    "promo": ("#ffffff", "//////", INK),
    "credit": ("#ffffff", "xxxxxx", INK),
    "body": ("#e8e8e8", "", INK),
}
_BAR = 0.62  # of a row's height


@style()
def section_shares(shares: pd.DataFrame, *, width: str = "full") -> Figure:
    """Draw the share of each section in the words of each outlet.

    Parameters
    ----------
    shares
        SectionShares, one row per (outlet, section).
    width
        "column" (85 mm) or "full" (178 mm).

    Returns
    -------
    Figure: one bar per outlet in reading order of the sections, percentages written where they
    fit, a key of the sections that occur above, the outlet's words at the right.

    Raises
    ------
    FramingError
        If `width` is unknown or the table is empty.
    """
    across = inches(width)
    table = SectionShares.validate(shares)
    if table.empty:
        raise FramingError("the table of section shares has no rows; a corpus needs at least one")
    words = table.groupby("outlet")["words"].max()
    present = [name for name in SECTIONS if table.loc[table["section"] == name, "n"].any()]
    key = _key(present, across)
    remarks = {str(outlet): plural(int(n), "word") for outlet, n in words.items()}
    head = line_height(SMALL) * (1 + max((line for _, _, line in key), default=0)) + 0.04
    rows = rows_of(sorted(remarks), remarks, across=across, head=head)
    for name, x, line in key:
        _key_entry(rows.canvas, name, x=x, y=MARGIN + line * line_height(SMALL))
    for row, outlet in enumerate(rows.outlets):
        mine = table[table["outlet"] == outlet].set_index("section")["share"]
        _bar(rows, row, mine.reindex(present).fillna(0.0))
    rows.axes.set_xlim(0, 100)
    number_axis(rows.axes, width=rows.plot)
    rows.axes.grid(visible=False)
    rows.name_axis("% of all words")
    return rows.canvas.figure


def _bar(rows: Rows, row: int, shares: pd.Series) -> None:
    begin = 0.0
    for section, share in shares.items():
        fill, hatch, ink = _LOOKS[str(section)]
        rows.axes.barh(
            row, 100 * share, _BAR, left=begin, color=fill, hatch=hatch, edgecolor=INK,
            linewidth=0.4 if share else 0,
        )  # fmt: skip
        shown = f"{100 * share:.0f}"
        if not hatch and text_width(shown, TINY) + 0.06 < share * rows.plot:
            _percentage(rows.axes, shown, x=begin + 50 * share, y=row, ink=ink)
        begin += 100 * share


def _percentage(axes: Axes, shown: str, *, x: float, y: float, ink: str) -> None:
    at: dict[str, Any] = {
        "xytext": (0, -0.33 * TINY),
        "textcoords": "offset points",
        "va": "baseline",
    }
    axes.annotate(shown, (x, y), ha="center", fontsize=TINY, color=ink, **at)


def _key(present: list[str], across: float) -> list[tuple[str, float, int]]:
    """Return section, inches from the left and line of each entry of the key."""
    entries, x, line = [], MARGIN, 0
    for name in present:
        needed = 0.19 + text_width(name, SMALL)
        if x > MARGIN and x + needed > across - MARGIN:
            x, line = MARGIN, line + 1
        entries.append((name, x, line))
        x += needed + 2 * GAP
    return entries


def _key_entry(canvas: Page, name: str, *, x: float, y: float) -> None:
    fill, hatch, _ = _LOOKS[name]
    corner = (x / canvas.width, 1 - (y + 0.13) / canvas.height)
    size = (0.14 / canvas.width, 0.09 / canvas.height)
    swatch = Rectangle(
        corner, *size, facecolor=fill, hatch=hatch, edgecolor=INK, linewidth=0.4,
        transform=canvas.figure.transFigure,
    )  # fmt: skip
    canvas.figure.add_artist(swatch)
    canvas.text(name, x=x + 0.19, y=y, fontsize=SMALL)
