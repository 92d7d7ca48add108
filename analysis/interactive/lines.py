"""Show a concordance in any order, a page at a time."""

from collections.abc import Sequence
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.interactive.markup import paragraph
from analysis.language import find_words
from analysis.language.words import without_possessive
from analysis.measures.concordance import ORDERS, sorted_lines
from analysis.reports.display.jupyter import CELL
from analysis.tables.lookup import rows_at

PAGE = 25  # lines of a page
_HEAD = ("left", "node", "right", "outlet", "date", "voice", "speaker", "article")
_OFTEN_EMPTY = ("date", "voice", "speaker")
_RIGHT = {"", "left"}


class Lines:
    """The lines of a concordance.

    `table` has all lines (Concordances) in the chosen order; `remark` says which articles were not
    read. As the last line of a cell in JupyterLab it has controls for order and pages.
    """

    def __init__(self, table: pd.DataFrame, *, query: str, remark: str = "") -> None:
        self.table, self.query, self.remark = table, query, remark
        self._order = widgets.Dropdown(options=ORDERS, value="article", description="Order by")
        pages = max(-(-len(table) // PAGE), 1)
        self._page = widgets.BoundedIntText(value=1, min=1, max=pages, description="Page")
        self._said, self._lines = widgets.HTML(), widgets.HTML()
        self._lines.add_class("jp-RenderedHTMLCommon")
        asked = widgets.HBox([self._order, self._page, self._said])
        self._panel = widgets.VBox([asked, self._lines])
        self._order.observe(self._reorder, names="value")
        self._page.observe(lambda _: self._show(), names="value")
        self._show()

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"{len(self):,} lines with {self.query!r}"

    def sort(self, by: str) -> "Lines":
        """Put the lines in another order: left, node, right, outlet, date, article, voice, speaker.

        Raises
        ------
        FramingError
            If there is no such order.
        """
        self.table = sorted_lines(self.table, by)
        self._order.value = by
        self._show()
        return self

    def _reorder(self, change: dict[str, Any]) -> None:
        self.table = sorted_lines(self.table, change["new"])
        self._page.value = 1
        self._show()

    def _show(self) -> None:
        self._said.value = f"of {self._page.max:,}; {len(self):,} lines"
        self._lines.value = self._html()

    def _html(self) -> str:
        begin = (self._page.value - 1) * PAGE
        rows = self.table.iloc[begin : begin + PAGE]
        if rows.empty:
            return paragraph(f"{self.query!r} is nowhere in the sections that were read.")
        told = [name for name in _HEAD if name not in _OFTEN_EMPTY or _any(rows[name])]
        head = "".join(_cell("th", name, escape(name)) for name in ["", *told])
        lines = [_line(begin + k + 1, row, told) for k, row in enumerate(rows.to_dict("records"))]
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
        return table + (paragraph(self.remark) if self.remark else "")

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        bundle: dict[str, Any] = dict(self._panel._repr_mimebundle_(**options))
        # the open page stays readable without a kernel: on paper, on the web
        return bundle | {"text/plain": repr(self), "text/html": self._html()}


def lines_beside(
    table: pd.DataFrame, word: str, voice: str = "", voices: pd.DataFrame | None = None
) -> npt.NDArray[np.bool_]:
    """Return which lines of Concordances have a word in their context, beside the node.

    With a voice, both must be in it: the lines then have voices, and `voices` are the Voices of their
    articles.
    """
    rows, starts = list[int](), list[int]()
    shown = table[["left", "right", "start", "end"]].itertuples(index=False)
    for number, (left, right, start, end) in enumerate(shown):
        for begin, text in ((start - len(left), left), (end, right)):
            found = find_words(text)
            near = [
                begin + one.start
                for one in found
                if word in (one.word, without_possessive(one.word))
            ]
            starts += near
            rows += [number] * len(near)
    kept = np.zeros(len(table), bool)
    if not voice or voices is None:
        kept[rows] = True
        return kept
    at = rows_at(voices, table["article"].iloc[rows], np.array(starts, np.int64))
    same = (at >= 0) & (voices["voice"].to_numpy()[at] == voice)
    kept[np.array(rows, np.int64)[same]] = True
    return kept & (table["voice"] == voice).to_numpy(bool)


def _any(values: pd.Series) -> bool:
    return bool((values.notna() & (values.astype(str) != "")).any())


def _line(number: int, row: dict[Any, Any], told: Sequence[str]) -> str:
    cells = [_cell("td", "", f"{number:,}")]
    for name in told:
        shown = f"{row[name]:%Y-%m-%d}" if name == "date" and not pd.isna(row[name]) else row[name]
        text = "" if name == "date" and pd.isna(row[name]) else escape(" ".join(str(shown).split()))
        cells.append(_cell("td", name, f"<strong>{text}</strong>" if name == "node" else text))
    return f"<tr>{''.join(cells)}</tr>"


def _cell(tag: str, name: str, content: str) -> str:
    side = "right" if name in _RIGHT else "left"
    width = "; min-width: 14em" if name in ("left", "right") else ""
    whole = "; white-space: nowrap" if name == "date" else ""
    return f'<{tag} style="text-align: {side}; {CELL}{width}{whole}">{content}</{tag}>'
