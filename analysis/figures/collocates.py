"""Draw the words that stand near a word, one panel per outlet, from Collocations."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import plural
from analysis.figures.canvas.style import Mark, inches, style
from analysis.figures.canvas.term_panels import Panels, drawn_panels
from analysis.tables.patterns import number_key
from analysis.tables.words import Collocations


@style()
def near_words(
    collocations: pd.DataFrame,
    *,
    top: int = 10,
    width: str = "full",
    colours: Mapping[str, Mark] | None = None,
) -> Figure:
    """Draw the strongest collocates of a word in every outlet side by side, on one scale.

    Parameters
    ----------
    collocations
        Collocations of one node, all voices together, one row per (outlet, collocate).
    top
        Collocates per outlet, by logDice; ties go by the word. Those below what is expected are never drawn.

    Returns
    -------
    Figure: a dot at `log_dice`, which does not grow with the size of the outlet; at the right how often the
    two stand near each other.

    Raises
    ------
    FramingError
        If `top` is below 1, `width` is unknown, or the table has no rows or more than one node.
    """
    if top < 1:
        raise FramingError(f"top is {top}; at least 1 word per outlet has to be drawn")
    table = Collocations.validate(collocations)
    if len(table["node"].unique()) != 1:
        raise FramingError(f"the figure needs one node, not {sorted(table['node'].unique())}")
    strong = table[table["g2"] > 0].sort_values(["log_dice", "collocate"], ascending=[False, True])
    drawn = strong.groupby("outlet", sort=True).head(top).sort_values("outlet", kind="stable")
    often = table.groupby("outlet")["node_n"].max().sort_values(ascending=False, kind="stable")
    keys = [
        number_key({"measure": "collocates", "outlet": o, "group": n, "category": c})
        for o, n, c in zip(drawn["outlet"], drawn["node"], drawn["collocate"], strict=True)
    ]
    rows = drawn.assign(
        term=drawn["collocate"], x=drawn["log_dice"], low=float("nan"), high=float("nan"),
        count=drawn["n"].map("{:,}".format), key=keys, filled=True,
    )  # fmt: skip
    panels = Panels(
        rows,
        {
            str(outlet): f"the word stands in it {plural(int(n), 'time')}"
            for outlet, n in often.items()
        },
        "logDice (14: always together)",
        marks=colours,
    )
    return drawn_panels(panels, across=inches(width))
