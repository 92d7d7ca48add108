"""Tables as the bytes of files: CSV, JSON lines or Parquet, the same bytes each time."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import FramingError

_ROWS = 20_000  # that are written at a time
# the beginning of a formula for spreadsheets, full-width signs and apostrophes before it included
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_FIRST = frozenset("'=+-@\t\r\n＝＋－＠")  # all characters that it can begin with


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return `table` as UTF-8 CSV with line feeds.

    A text that a spreadsheet would take for a formula gets a leading apostrophe, and so does one
    that is a formula behind apostrophes: taking one away gives every such text back. Numbers stay
    numbers, written so that reading them gives the same value; missing values are empty.
    """
    return b"".join(csv_parts(table))


def csv_parts(table: pd.DataFrame) -> Iterator[bytes]:
    """Yield the bytes of `csv_bytes` some rows at a time: all at once take ten times their size in memory."""
    yield _csv_lines([map(_csv_cell, table.columns)])
    for first in range(0, len(table), _ROWS):
        some = table.iloc[first : first + _ROWS]
        yield _csv_lines(zip(*(_csv_cells(column) for _, column in some.items()), strict=True))


def _csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    lines = _Lines()
    csv.writer(lines).writerows(rows)
    text = "".join([f"{line[:-2]}\n" for line in lines])  # without CR LF
    return text.encode("utf-8", "backslashreplace")


def csv_text(cell: str) -> str:
    """Return the text behind a cell that `csv_bytes` wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


class _Lines(list[str]):
    """Takes rows that end with CR LF, one at a time.

    A writer told to end rows with LF leaves a CR inside a cell unquoted, and readers see two rows.
    """

    write = list.append


def jsonl_bytes(table: pd.DataFrame) -> bytes:
    """Return `table` as JSON lines, one row a line; missing and infinite numbers as null and text."""
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False))
    lines = (json.dumps({k: plain(v) for k, v in row.items()}, ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def parquet_bytes(table: pd.DataFrame) -> bytes:
    """Return `table` as a Parquet file."""
    out = io.BytesIO()
    try:
        table.to_parquet(out, index=False)
    except UnicodeEncodeError:  # half a surrogate pair somewhere, as the other formats write it
        out = io.BytesIO()
        table.map(_encodable).to_parquet(out, index=False)
    return out.getvalue()


def table_bytes(table: pd.DataFrame, name: str) -> bytes:
    """Return `table` in the format that the ending of `name` asks for; raise FramingError for another one."""
    ending = Path(name).suffix
    if ending not in KINDS:
        raise FramingError(
            f"{name!r} ends with {ending!r}; tables are written as {', '.join(KINDS)}"
        )
    return _WRITERS[ending](table)


_WRITERS = {".csv": csv_bytes, ".jsonl": jsonl_bytes, ".parquet": parquet_bytes}
KINDS = tuple(_WRITERS)


def plain(value: object) -> object:
    """Return `value` in a form for JSON and CSV: None for missing, days as text."""
    if isinstance(value, str | bool):
        return value
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return str(value)
    return value


def _csv_cells(column: pd.Series) -> Iterable[object]:
    """Return the cells of a column; numbers, and texts that are no formula, need no look at each of them."""
    if column.dtype in ("int64", "bool"):
        return column.tolist()
    if column.dtype == "float64":
        return ["" if value != value else value for value in column.tolist()]  # noqa: PLR0124  NaN
    return [
        value if isinstance(value, str) and value[:1] not in _FIRST else _csv_cell(value)
        for value in column.tolist()
    ]


def _csv_cell(value: object) -> object:
    written = plain(value)
    if written is None:
        return ""
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return written


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value
