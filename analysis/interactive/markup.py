"""HTML for notebooks: every text of a corpus is escaped, and the colours are those of the page.

Tables that show what their numbers are.
"""

from base64 import b64encode
from html import escape
from io import BytesIO
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import style
from analysis.record.digests import figure_id
from analysis.reports.display.blocks import Table
from analysis.reports.display.jupyter import block_html
from analysis.reports.notebook.table_block import table_block
from analysis.table_files import csv_bytes

_DPI = 120  # packed at level 1: twice as fast as at 6, and for such pictures no larger
_WIDTH = 840  # screen pixels


def paragraph(text: str) -> str:
    """Return a text as a paragraph."""
    return f'<p style="overflow-wrap: anywhere">{escape(text)}</p>'


def picture(figure: Figure) -> str:
    """Return a figure as the address of an image that holds its own bytes."""
    out = BytesIO()
    with style():
        figure.savefig(out, format="png", dpi=_DPI, pil_kwargs={"compress_level": 1})
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"


def figure_html(source: str, *, alt: str, caption: str, label: str) -> str:
    """Return a picture with its caption and id."""
    shown = f"{escape(caption)} <code>{escape(label)}</code>"
    return (
        f'<figure style="margin: 0"><img src="{source}" alt="{escape(alt)}" '
        f'style="width: {_WIDTH}px; max-width: 100%; height: auto">'
        f'<figcaption style="line-height: 1.5; overflow-wrap: anywhere">{shown}</figcaption></figure>'
    )


def table_html(table: pd.DataFrame, *, name: str, caption: str, file: str, rows: int = 200) -> str:
    """Return the first rows of a table with units in its head, its id and the number of all rows."""
    if table.empty:
        return ""
    shown = table_block(table.head(rows))
    told = Table(
        figure_id(name, csv_bytes(table)),
        name,
        " ".join(filter(None, [caption, shown.note])),  # what is the same in all rows
        shown.columns,
        shown.rows,
        len(table),
        file,
    )
    html = block_html(told)
    return f'<div style="max-height: 24em; overflow: auto">{html}</div>'


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
    """Show the first rows of any table of `analysis`, with what each column is and in what unit.

    Raises
    ------
    ValueError
        If `rows` is below 1.
    """
    if rows < 1:
        raise ValueError(f"rows is {rows}; give 1 row or more")
    return Look(table, rows)
