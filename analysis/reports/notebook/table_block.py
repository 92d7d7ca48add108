"""Show a table to a reader: labels with units, values as people write them, a note on constant columns."""

from typing import Any

import pandas as pd

from analysis.files import plain
from analysis.reports.display.cells import column_of, written
from analysis.tables import KIND_LABELS
from analysis.tables.labels import Label, labels_of

_OF_KINDS = {"kind", "group", "category"}  # columns that may hold kinds of speakers

_MANY_COLUMNS, _MANY_ROWS = 8, 5  # a larger table leaves out columns that never change


def table_block(table: pd.DataFrame) -> dict[str, Any]:
    """Return `table` as a report shows it: labelled columns, plain values, and a note.

    In a wide table of many rows, columns with one and the same value are said once, in the note.
    """
    large = len(table) > _MANY_ROWS and len(table.columns) > _MANY_COLUMNS
    same = _constant(table) if large else []
    shown = table.drop(columns=same)
    columns = [_column(name, shown) for name in map(str, shown)]
    names = {name: shown[name].replace(KIND_LABELS) for name in _OF_KINDS & set(shown)}
    told = shown.assign(**names).itertuples(index=False, name=None)
    rows = [[plain(value) for value in row] for row in told]
    said = [name for name in same if table[name].iloc[0] != ""]
    first = [f"{_column(name, table)['label']} {_written(table, name)}" for name in said]
    note = f"In all rows: {', '.join(first)}." if first else ""
    return {"columns": columns, "rows": rows, "note": note}


def _constant(table: pd.DataFrame) -> list[str]:
    return [name for name in map(str, table) if len(table[name].unique()) == 1]


def _written(table: pd.DataFrame, name: str) -> str:
    return written(plain(table[name].iloc[0]), column_of(_column(name, table))) or "undefined"


def _column(name: str, table: pd.DataFrame) -> dict[str, Any]:
    own = _kind(table[name])
    label = labels_of(list(map(str, table))).get(name, Label(name, own, None, of_articles=False))
    numbers = label.kind != "text"
    if own == "text" or not numbers:  # a column of the corpus may have the name of one of ours
        return {"name": name, "label": label.text, "type": own, "digits": None}
    return {"name": name, "label": label.text, "type": label.kind, "digits": label.digits}


def _kind(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "integer" if pd.api.types.is_integer_dtype(values) else "number"
