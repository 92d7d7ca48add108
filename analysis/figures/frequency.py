"""Draw the most frequent words, one panel per outlet, from Frequencies."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from analysis.errors import FramingError
from analysis.figures.canvas.page import plural
from analysis.figures.canvas.style import Mark, inches, style
from analysis.figures.canvas.term_panels import Panels, drawn_panels
from analysis.tables import Frequencies
from analysis.tables.patterns import term_key


@style()
def frequent_words(
    frequencies: pd.DataFrame,
    *,
    top: int = 15,
    width: str = "full",
    colours: Mapping[str, Mark] | None = None,
) -> Figure:
    """Draw the most frequent words of every outlet side by side, on one scale.

    Parameters
    ----------
    frequencies
        Frequencies, one row per (outlet, term).
    top
        Words per outlet, by rank; ties in order of the term. Absent words (`n` 0) are never drawn.
    colours
        If there are none, more than eight outlets have one colour.

    Returns
    -------
    Figure: a dot at `rate` (per million words), a line from `low` to `high` unless they are NaN,
    `n` at the right. A figure taller than 30 inches shows the outlets with most words and says how
    many it leaves out.

    Raises
    ------
    FramingError
        If `top` is below 1, `width` is unknown or the table is empty.
    """
    if top < 1:
        raise FramingError(f"top is {top}; at least 1 word per outlet has to be drawn")
    table = Frequencies.validate(frequencies)
    if table.empty:
        raise FramingError("the table of frequencies has no rows; count at least one word first")
    counted = table[table["n"] > 0].sort_values(["outlet", "rank", "term"])
    drawn = counted.groupby("outlet", sort=True).head(top)
    outlets = table.drop_duplicates("outlet").sort_values(
        ["words", "outlet"], ascending=[False, True]
    )
    each = zip(outlets["outlet"], outlets["words"], outlets["articles"], strict=True)
    keys = [term_key(*of) for of in zip(drawn["outlet"], drawn["term"], strict=True)]
    counts = drawn["n"].map("{:,}".format)
    panels = Panels(
        drawn.assign(x=drawn["rate"], count=counts, key=keys, filled=True),
        {
            outlet: f"{plural(int(words), 'word')}, {plural(int(articles), 'article')}"
            for outlet, words, articles in each
        },
        "per million words" + (", with 95% interval" if drawn["low"].notna().any() else ""),
        marks=colours,
    )
    return drawn_panels(panels, across=inches(width))
