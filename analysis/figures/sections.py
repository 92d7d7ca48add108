"""Draw the sections of the outlets' words as shares: headlines, captions, body and the rest."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.categories import SECTIONS
from analysis.errors import FramingError
from analysis.figures.canvas.page import plural
from analysis.figures.canvas.shares import Fill, share_bars
from analysis.figures.canvas.style import inches, style
from analysis.tables import SectionShares

# Neighbours differ in lightness, so they read in grey too.
_FILLS = {
    "headline": Fill("#0b4f8a", ink="white"),
    "subhead": Fill("#a9cbe8"),
    "caption": Fill("#d97a00"),
    "promo": Fill("#ffffff", hatch="//////"),
    "credit": Fill("#ffffff", hatch="xxxxxx"),
    "body": Fill("#e8e8e8"),
}


@style()
def section_shares(shares: pd.DataFrame, *, width: str = "full") -> Figure:
    """Draw the share of each section in the words of each outlet, from SectionShares.

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
    remarks = {str(outlet): plural(int(n), "word") for outlet, n in words.items()}
    present = [name for name in SECTIONS if table.loc[table["section"] == name, "n"].any()]
    values = table.pivot_table(index="outlet", columns="section", values="share", dropna=False)
    drawn = values.reindex(index=sorted(remarks), columns=pd.Index(present)).fillna(0.0)
    return share_bars(drawn, _FILLS, remarks=remarks, across=across, axis="% of all words")
