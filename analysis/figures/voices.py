"""Draw the voices in each outlet's words as shares: its own, paraphrased and quoted words."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.pattern_rows import checked, counted, one_group
from analysis.figures.canvas.shares import Fill, share_bars
from analysis.figures.canvas.style import inches, style

# Blue: the outlet's own words; orange: others' words. Neighbours differ in lightness, for grey.
FILLS = {
    "narrative": Fill("#0b4f8a", ink="white"),
    "source and cue": Fill("#a9cbe8"),
    "paraphrased": Fill("#d97a00"),
    "quoted": Fill("#fff0d9"),
}


@style()
def voice_shares(patterns: pd.DataFrame, *, width: str = "full") -> Figure:
    """Draw the shares of own, paraphrased and quoted words in each outlet.

    `patterns` are of the measure "voice", one row per outlet and category: "narrative" and "source and
    cue" are the outlet's own words, "paraphrased" and "quoted" those of others.

    Returns
    -------
    Figure: one bar per outlet, percentages written where they fit, a key of the categories that
    occur above, the outlet's words at the right; "no case" for an outlet without words.

    Raises
    ------
    FramingError
        If `width` is unknown, the table is empty, or it holds another measure or category.
    """
    across = inches(width)
    table = one_group(checked(patterns, measure="voice"))
    unknown = sorted(set(table["category"]) - set(FILLS))
    if unknown:
        raise FramingError(f"the categories {unknown} are no voice; there are {list(FILLS)}")
    values = table.pivot_table(index="outlet", columns="category", values="value", dropna=False)
    occur = [name for name in FILLS if name in values and values[name].gt(0).any()]
    unit = str(table["unit"].iloc[0])
    words = table.groupby("outlet")["total"].max()
    remarks = {str(outlet): counted(total, unit) for outlet, total in words.items()}
    return share_bars(
        values.reindex(index=sorted(remarks), columns=pd.Index(occur, name="voice")),
        FILLS,
        remarks=remarks,
        across=across,
        axis=f"% of all {unit}",
    )
