"""Show a concordance in any order, with its words coloured, its places plotted and its articles to read."""

from collections.abc import Sequence
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus import Corpus
from analysis.interactive.line_order import GROUPS, PLACES, coloured, in_order
from analysis.interactive.markup import paragraph
from analysis.interactive.panes import (
    ArticlePane,
    Choice,
    ChoicePane,
    Group,
    PlotPane,
    RowPane,
    Strip,
)
from analysis.interactive.passage_lines import reading_html
from analysis.language import find_words
from analysis.language.words import without_possessive
from analysis.measures.concordance import ORDERS
from analysis.reports.display.cells import Column
from analysis.reports.display.jupyter import CELL
from analysis.reports.notebook.passages import origins_of
from analysis.tables.lookup import rows_at

PAGE = 25  # lines that a page on paper has
_HEAD = ("left", "node", "right", "outlet", "date", "voice", "speaker", "article")
_OFTEN_EMPTY = ("date", "voice", "speaker")
_RIGHT = {"", "left"}
_STRIPS = 30  # articles that are plotted, those with most lines
_MARKS = 400  # places of an article that are drawn, at most


class Lines:
    """The lines of a concordance.

    `table` has all lines (Concordances) in the chosen order; `remark` says which articles were not
    read. As the last line of a cell in JupyterLab it can be sorted by any words to the left and right,
    grouped, and read: a line leads to its article.
    """

    def __init__(
        self, table: pd.DataFrame, *, query: str, remark: str = "", corpus: Corpus | None = None
    ) -> None:
        self.table, self.query, self.remark, self._corpus = table, query, remark, corpus
        self._by, self._group = ["article"], ""
        self.choices, self.rows, self.plot = ChoicePane(), RowPane(), PlotPane()
        self.article = ArticlePane()
        self.choices.when("name", self._change)
        self.rows.when("row", self.read)
        self.plot.when("chosen", lambda number: self._open(self._plotted[number], (0, 0)))
        self._panel = widgets.VBox([self.choices, self.rows, self.plot, self.article])
        self._panel.add_class("framing-lines")
        self._plotted: list[str] = []
        self._show()
        self._show_plot()

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"{len(self):,} lines with {self.query!r}"

    def sort(self, *by: str, group: str = "") -> "Lines":
        """Put the lines in another order.

        Parameters
        ----------
        by
            What comes first and what decides next: "1L" for the first word to the left, "2R" for the
            second to the right and so on up to five, or left, node, right, outlet, date, article, voice,
            speaker.
        group
            outlet, voice or speaker: lines with the same one stay together.

        Raises
        ------
        FramingError
            If there is no such order.
        """
        self.table = in_order(self.table, by, group)
        self._by, self._group = list(by), group
        self._show()
        return self

    def read(self, line: int) -> None:
        """Show the article of a line, with the line marked in it."""
        row = self.table.iloc[line]
        self._open(str(row["article"]), (int(row["start"]), int(row["end"])))

    def _open(self, article: str, place: tuple[int, int]) -> None:
        if self._corpus is None:
            return
        known = self._corpus.articles
        text = str(known.loc[known["id"] == article, "text"].iloc[0])
        html = reading_html(article, self._corpus, {})
        self.article.show(html, title="Article", text=text, place=place)

    def _change(self, told: tuple[str, Any]) -> None:
        name, value = told
        if name == "group":
            self._group = str(value)
        else:
            by = [*self._by, "", "", ""][:3]
            by[int(name)] = str(value)
            self._by = list(dict.fromkeys(filter(None, by)))
        self.sort(*self._by, group=self._group)

    def _show(self) -> None:
        offered = [("-", ""), *((one, one) for one in (*PLACES, *ORDERS))]
        by = [*self._by, "", "", ""]
        names = ("Sort by", "then by", "and by")
        fields = [
            Choice(str(n), "choice", name, by[n], options=offered) for n, name in enumerate(names)
        ]
        groups = [("-", ""), *((one, one) for one in GROUPS)]
        fields.append(Choice("group", "choice", "Group by", self._group, options=groups))
        self.choices.show([Group("", fields)])
        told = f"{len(self):,} {'line' if len(self) == 1 else 'lines'}. {self.remark}".strip()
        if not len(self):
            told = (
                f"{self.query!r} is nowhere in the sections that were read. {self.remark}".strip()
            )
        shown = self.table.drop(
            columns=[name for name in _OFTEN_EMPTY if not _any(self.table[name])]
        )
        self.rows.show(shown, title=f"Lines with {self.query}", told=told, write=self._cells)

    def _cells(self, rows: pd.DataFrame, columns: Sequence[Column]) -> list[list[Any]]:
        return line_cells(rows, columns, self._by)

    def _show_plot(self) -> None:
        if self._corpus is None or not len(self):
            return
        most = self.table["article"].value_counts(sort=True).head(_STRIPS)
        self._plotted = [str(name) for name in most.index]
        articles = self._corpus.articles
        known = articles[articles["id"].isin(self._plotted)]
        lengths = dict(zip(known["id"], known["text"].str.len(), strict=True))
        origins = origins_of(known, headlines=True)
        places = self.table[self.table["article"].isin(self._plotted)].groupby("article")["start"]
        at = {str(name): (starts / lengths[name]).round(4) for name, starts in places}
        strips = [
            Strip(origins[name], int(most[name]), sorted(at[name].tolist())[:_MARKS])
            for name in self._plotted
        ]
        number = len(self.table["article"].unique())
        title = f"Where the lines stand in {number:,} {'article' if number == 1 else 'articles'}"
        title += f", the {_STRIPS} with most" if number > _STRIPS else ""
        self.plot.show(strips, title=title)

    def _html(self) -> str:
        rows = self.table.head(PAGE)
        if rows.empty:
            return paragraph(f"{self.query!r} is nowhere in the sections that were read.")
        told = [name for name in _HEAD if name not in _OFTEN_EMPTY or _any(rows[name])]
        head = "".join(_cell("th", name, escape(name)) for name in ["", *told])
        lines = [_line(k + 1, row, told) for k, row in enumerate(rows.to_dict("records"))]
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
        return table + (paragraph(self.remark) if self.remark else "")

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        bundle: dict[str, Any] = dict(self._panel._repr_mimebundle_(**options))
        # the first lines stay readable without a kernel: on paper, on the web
        return bundle | {"text/plain": repr(self), "text/html": self._html()}


def line_cells(
    rows: pd.DataFrame, columns: Sequence[Column], by: Sequence[str] = ()
) -> list[list[Any]]:
    """Return the cells of lines: the node bold, and words that decide the order coloured."""
    from analysis.interactive.panes.row_pane import plain_cells  # noqa: PLC0415

    cells = plain_cells(rows, columns)
    names = [one.name for one in columns]
    for turn, row in enumerate(rows.to_dict("records")):
        for side in ("left", "right"):
            text = " ".join(str(row[side]).split())
            cells[turn][names.index(side)] = coloured(text, side, by)
        cells[turn][names.index("node")] = [[" ".join(str(row["node"]).split()), "node"]]
    return cells


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
