"""A table of any length whose rows can be clicked; only rows in sight are sent."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import traitlets

from analysis.interactive.panes.pane import Pane, code
from analysis.reports.display.cells import Column, written
from analysis.reports.notebook.table_block import column_of, for_readers
from analysis.table_files import plain

WINDOW = 60  # rows that are sent at once, about four times those in sight
_LONG = 300  # characters of a cell, at most
# places in texts, which a click shows better
_UNSEEN = {
    "start", "end", "source", "cue", "content", "inner_start", "inner_end", "actor_start", "actor_end",
    "a_span", "b_span", "span", "a_shared", "b_shared", "cut", "put_before", "paragraph", "sha256",
    "predicate", "agent", "patient",
}  # fmt: skip
# which article and what in it; a reader wants to see first who says or does what
_LAST = (
    "section",
    "article",
    "a",
    "b",
    "utterance",
    "id",
    "number",
    "attribution",
    "parent",
    "rule",
)

Cells = list[Any]
Writer = Callable[[pd.DataFrame, Sequence[Column]], list[Cells]]


class Sorted(NamedTuple):
    """The column that rows are sorted by, "" for the order of the table, and whether down."""

    by: str = ""
    down: bool = False


class RowPane(Pane):
    """Rows of a table; tells "row" with the number of one in the table that was given.

    The pane sorts by itself when a column is clicked, and sends rows as they come into sight.
    """

    _esm = code("rows")
    title = traitlets.Unicode("").tag(sync=True)
    told = traitlets.Unicode("").tag(sync=True)
    height = traitlets.Int(330).tag(sync=True)
    head: Any = traitlets.List().tag(sync=True)
    total = traitlets.Int(0).tag(sync=True)
    window: Any = traitlets.Dict({"first": 0, "rows": []}).tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    sorted = traitlets.List(["", False]).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._table = pd.DataFrame()
        self._order = np.arange(0)
        self._columns: list[Column] = []
        self._write: Writer = plain_cells
        self.when("first", self.look)
        self.when("sort", self.sort)
        self.when("chosen", self._choose)

    def show(
        self,
        table: pd.DataFrame,
        *,
        title: str,
        told: str = "",
        write: Writer | None = None,
        first: npt.NDArray[np.int64] | None = None,
    ) -> None:
        """Show a table from its beginning.

        Parameters
        ----------
        table, title, told
            The table, what it holds, and what else is said of it.
        write
            Gives other cells than the plain ones.
        first
            The numbers of the rows that stand first; the others follow in their order.
        """
        self._table, self._write = table, write or plain_cells
        self._columns = columns_shown(table)
        self._order = np.arange(len(table))
        if first is not None and len(first):
            self._order = np.concatenate([first, np.delete(self._order, first)])
        with self.hold_sync():
            self.title, self.told = title, told
            self.head = [
                {"name": one.name, "label": one.label, "kind": "n" if one.numeric else one.name}
                for one in self._columns
            ]
            self.total, self.chosen, self.sorted = len(table), -1, ["", False]
            self.window = self._window(0)

    def look(self, first: int) -> None:
        """Send the rows from `first` on, counted as they are sorted."""
        self.window = self._window(max(int(first), 0))

    def sort(self, by: str) -> None:
        """Sort by a column: numbers the largest first, texts from A; once more turns the order round."""
        if by not in self._table:
            return
        before, down = self.sorted
        column = next(one for one in self._columns if one.name == by)
        down = not down if before == by else column.numeric
        keys = self._table[by].reset_index(drop=True)
        ordered = keys.sort_values(kind="stable", ascending=not down, na_position="last")
        row = self.row
        self._order = ordered.index.to_numpy()
        with self.hold_sync():
            self.sorted = [by, down]
            self.window = self._window(0)
            self.chosen = -1 if row is None else self._place(row)

    @property
    def row(self) -> int | None:
        """The number of the chosen row in the table that was given."""
        return int(self._order[self.chosen]) if 0 <= self.chosen < len(self._order) else None

    def record(self, row: int) -> dict[str, Any]:
        """Return a row of the given table."""
        return {str(key): value for key, value in self._table.iloc[row].to_dict().items()}

    def mark(self, row: int | None) -> None:
        """Show a row of the given table as chosen, without telling it."""
        place = -1 if row is None else self._place(row)
        begin = self.window["first"]
        with self.hold_sync():
            if place >= 0 and not begin <= place < begin + len(self.window["rows"]):
                self.window = self._window(max(place - 5, 0))
            self.chosen = place

    def _place(self, row: int) -> int:
        """Return where a row of the given table stands as rows are sorted."""
        return int(np.flatnonzero(self._order == row)[0])

    def _choose(self, place: int) -> None:
        if not 0 <= int(place) < len(self._order):
            return
        self.mark(int(self._order[int(place)]))
        if "row" in self._follows:
            self._follows["row"](self.row)

    def _window(self, first: int) -> dict[str, Any]:
        rows = self._table.iloc[self._order[first : first + WINDOW]]
        return {"first": first, "rows": self._write(rows, self._columns)}


def columns_shown(table: pd.DataFrame) -> list[Column]:
    """Return the columns that a reader is shown, with their labels; those that never change are left out."""
    names = [name for name in map(str, table) if name not in _UNSEEN]
    if len(table) > 5 and len(names) > 8:
        names = [name for name in names if not _constant(table[name])]
    last = [name for name in _LAST if name in names]
    return [column_of(name, table) for name in [*(n for n in names if n not in last), *last]]


def plain_cells(rows: pd.DataFrame, columns: Sequence[Column]) -> list[Cells]:
    """Return the cells of rows as texts."""
    told = for_readers(rows[[one.name for one in columns]])
    return [
        [_short(written(plain(value), one) or "") for value, one in zip(row, columns, strict=True)]
        for row in told.itertuples(index=False, name=None)
    ]


def _constant(values: pd.Series) -> bool:
    # most columns change within the first rows, and need not be read to the end
    return len(values.head(200).unique()) == 1 and len(values.unique()) == 1


def _short(text: str) -> str:
    line = " ".join(text[: 2 * _LONG].split())
    return line if len(line) <= _LONG else f"{line[:_LONG]} …"
