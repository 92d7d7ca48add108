"""HTML for notebooks: every text of a corpus is escaped, and the colours are those of the page."""

from base64 import b64encode
from html import escape
from io import BytesIO

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures import style
from analysis.files import csv_bytes
from analysis.record.figure_set import figure_id
from analysis.reports.display.jupyter import Shown
from analysis.reports.notebook.labels import table_block

_DPI = 120  # packed at level 1: twice as fast as at 6, and for such pictures no larger
_WIDTH = 840  # screen pixels


def paragraph(text: str) -> str:
    """Return a text as a paragraph."""
    return f"<p>{escape(text)}</p>"


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
        f'<figcaption style="line-height: 1.5">{shown}</figcaption></figure>'
    )


def table_html(table: pd.DataFrame, *, name: str, caption: str, file: str, rows: int = 200) -> str:
    """Return the first rows of a table with units in its head, its id and the number of all rows."""
    if table.empty:
        return ""
    shown = table_block(table.head(rows))
    note = str(shown.pop("note"))  # what is the same in all rows
    block = {
        "kind": "table",
        "caption": " ".join(filter(None, [caption, note])),
        "id": figure_id(name, csv_bytes(table)),
        "total": len(table),
        "file": file,
    }
    html = Shown({**block, **shown})._repr_mimebundle_()["text/html"]
    return f'<div style="max-height: 24em; overflow: auto">{html}</div>'
