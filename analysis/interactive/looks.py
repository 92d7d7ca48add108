"""Tables that show what their numbers are."""

from typing import Any

import pandas as pd

from analysis.interactive.markup import paragraph, table_html


class Look:
    """A table as a reader sees it: units in its head, its denominators, and its id."""

    def __init__(self, table: pd.DataFrame, rows: int) -> None:
        self.table, self._rows = table, rows

    def __repr__(self) -> str:
        return self.table.head(self._rows).to_string(index=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        behind = {"term", "node"} & set(self.table)
        told = (
            "sentences(corpus, table.iloc[0]) shows what is behind the first row." if behind else ""
        )
        html = table_html(self.table, name="table", caption="", file="the table", rows=self._rows)
        html = html or paragraph("The table has no rows.")
        return {"text/plain": repr(self), "text/html": html + (paragraph(told) if told else "")}


def look(table: pd.DataFrame, *, rows: int = 20) -> Look:
    """Show the first rows of a table with what each column is and in what unit.

    Parameters
    ----------
    table
        Any table of `analysis`.
    rows
        How many rows are shown.

    Raises
    ------
    ValueError
        If `rows` is below 1.
    """
    if rows < 1:
        raise ValueError(f"rows is {rows}; give 1 row or more")
    return Look(table, rows)
