"""Show a table to a reader: labels with units, values as people write them, a note on constant columns."""

from typing import NamedTuple, cast

import pandas as pd

from analysis.categories import KIND_LABELS
from analysis.reports.display.cells import Column, Kind, Value, written
from analysis.table_files import plain
from analysis.tables.labels import Label, labels_of
from analysis.tables.validity import COMPARISONS, pair_shown

_OF_KINDS = {"kind", "group", "category"}  # columns that may hold kinds of speakers

_MANY_COLUMNS, _MANY_ROWS = 8, 5  # a larger table leaves out columns that never change


class Rows(NamedTuple):
    """The columns and rows of a table as a reader sees them, and a note on what is the same in all rows."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str


def table_block(table: pd.DataFrame, *, whole: bool = True) -> Rows:
    """Return `table` as a report shows it: labelled columns, plain values, and a note.

    In a wide table of many rows, columns with one and the same value are said once, in the note. `whole` says
    whether these are all rows.
    """
    large = len(table) > _MANY_ROWS and len(table.columns) > _MANY_COLUMNS
    table = for_readers(table)
    same = _constant(table) if large else []
    shown = table.drop(columns=same)
    columns = tuple(column_of(name, shown) for name in map(str, shown))
    told = shown.itertuples(index=False, name=None)
    rows = tuple(tuple(cast("Value", plain(value)) for value in row) for row in told)
    said = [name for name in same if table[name].iloc[0] != "" and table[name].notna().all()]
    first = [f"{column_of(name, table).label} = {_written(table, name)}" for name in said]
    note = f"In all rows{'' if whole else ' shown'}: {'; '.join(first)}." if first else ""
    return Rows(columns, rows, note)


def for_readers(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with truths, kinds of speakers and differences of outlets as readers know them."""
    names = {name: table[name].replace(KIND_LABELS) for name in _OF_KINDS & set(table)}
    return table.assign(**_truths(table), **names, **_pairs(table))


def _pairs(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the column `of` of Corrections and Forecasts, where it names two outlets."""
    if "of" not in table or not {"comparison", "all_of"} & set(table):
        return {}
    if "comparison" not in table:
        return {"of": table["of"].map(pair_shown)}
    own = table["comparison"] == COMPARISONS[0]
    return {"of": table["of"].where(own, table["of"].map(pair_shown))}


def _truths(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the columns of truths in words."""
    truths = [name for name in map(str, table) if pd.api.types.is_bool_dtype(table[name])]
    return {name: table[name].map({True: "yes", False: "no"}) for name in truths}


def _constant(table: pd.DataFrame) -> list[str]:
    return [name for name in map(str, table) if len(table[name].unique()) == 1]


def _written(table: pd.DataFrame, name: str) -> str:
    return written(plain(table[name].iloc[0]), column_of(name, table)) or ""


def column_of(name: str, table: pd.DataFrame) -> Column:
    """Return how a reader sees one column of a table: its label, and how its values are written."""
    own = _kind(table[name])
    label = labels_of(list(map(str, table))).get(name, Label(name, own, None, of_articles=False))
    if "text" in (own, label.kind):  # a column of the corpus may have the name of one of ours
        return Column(name, label.text, own)
    return Column(name, label.text, cast("Kind", label.kind), label.digits)


def _kind(values: pd.Series) -> Kind:
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "integer" if pd.api.types.is_integer_dtype(values) else "number"
