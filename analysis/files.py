"""Tables as files: CSV, JSON lines and Parquet, the same bytes for the same table."""

import csv
import hashlib
import io
import json
import os
import re
from pathlib import Path

import pandas as pd

# what a spreadsheet takes for a formula: full-width signs too, and behind apostrophes of its own
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
COPIES_VARIABLE = (
    "FRAMING_COPIES"  # set by `framing run`: the folder with copies of the user's files
)
KINDS = (".csv", ".jsonl", ".parquet")


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return `table` as UTF-8 CSV with line feeds.

    A text that a spreadsheet would take for a formula gets a leading apostrophe, and so does one
    that is a formula behind apostrophes: taking one away gives every such text back. Numbers stay
    numbers, written so that reading them gives the same value; missing values are empty.
    """
    out = _Lines(newline="")
    writer = csv.writer(out)
    writer.writerow(map(_cell, table.columns))
    writer.writerows(zip(*(map(_cell, table[name]) for name in table), strict=True))
    return out.getvalue().encode("utf-8", "backslashreplace")


class _Lines(io.StringIO):
    """Takes rows that end with CR LF and keeps them with LF.

    A writer told to end rows with LF leaves a CR inside a cell unquoted, and readers see two rows.
    """

    def write(self, row: str, /) -> int:
        return super().write(row.removesuffix("\r\n") + "\n")


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
    """Return `table` in the format that the ending of `name` asks for.

    Raises
    ------
    ValueError
        If the ending is not .csv, .jsonl or .parquet.
    """
    match Path(name).suffix:
        case ".csv":
            return csv_bytes(table)
        case ".jsonl":
            return jsonl_bytes(table)
        case ".parquet":
            return parquet_bytes(table)
        case other:
            raise ValueError(
                f"{name!r} ends with {other!r}; tables are written as {', '.join(KINDS)}"
            )


def plain(value: object) -> object:
    """Return `value` as something that JSON and CSV have: None for missing, days as text."""
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


def _cell(value: object) -> object:
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


def copy_of(name: str, folder: Path) -> Path:
    """Return where the copy of a file of the user's lies in a folder of copies."""
    return folder / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def as_begun(name: str) -> Path:
    """Return the file of the user's called `name`: inside a run the copy from before it began."""
    copy = copy_of(str(Path(name)), Path(os.environ.get(COPIES_VARIABLE, "")))
    return copy if COPIES_VARIABLE in os.environ and copy.is_file() else Path(name)
