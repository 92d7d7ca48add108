"""Files as the project writes them: tables in three formats, names of folders, one line of a text.

A table gives the same bytes each time, as CSV, JSON lines or Parquet. A file is written as a whole or not
at all. A text from outside becomes the name of a folder, or one line without hidden characters.
"""

import csv
import hashlib
import io
import json
import os
import re
import unicodedata
from pathlib import Path

import pandas as pd

from analysis.errors import FramingError

# the beginning of a formula for spreadsheets, full-width signs and apostrophes before it included
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
# set by `framing run`: the folder with copies of the user's files
COPIES_VARIABLE = "FRAMING_COPIES"


def csv_bytes(table: pd.DataFrame) -> bytes:
    """Return `table` as UTF-8 CSV with line feeds.

    A text that a spreadsheet would take for a formula gets a leading apostrophe, and so does one
    that is a formula behind apostrophes: taking one away gives every such text back. Numbers stay
    numbers, written so that reading them gives the same value; missing values are empty.
    """
    out = _Lines(newline="")
    writer = csv.writer(out)
    writer.writerow(map(_csv_cell, table.columns))
    writer.writerows(zip(*(map(_csv_cell, table[name]) for name in table), strict=True))
    return out.getvalue().encode("utf-8", "backslashreplace")


def csv_text(cell: str) -> str:
    """Return the text behind a cell that `csv_bytes` wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def slug(name: str) -> str:
    """Return a folder name for any text: its plain letters, and a digest that keeps it apart."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return "-".join([*re.findall(r"[a-z0-9]+", letters), digest])[-60:]


def visible(value: object) -> str:
    """Return a value on one line, without characters that a terminal obeys or hides."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(_escaped(char) for char in text)


def _escaped(char: str) -> str:
    # "C": controls, bidirectional marks, halves of surrogate pairs; Zl, Zp: line separators
    hidden = unicodedata.category(char)[0] == "C" or unicodedata.category(char) in {"Zl", "Zp"}
    return char.encode("unicode_escape").decode("ascii") if hidden else char


def copy_of(name: str, folder: Path) -> Path:
    """Return where the copy of a file of the user's lies in a folder of copies."""
    return folder / hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def as_begun(name: str) -> Path:
    """Return the file of the user's called `name`: inside a run the copy from before it began."""
    copy = copy_of(str(Path(name)), Path(os.environ.get(COPIES_VARIABLE, "")))
    return copy if COPIES_VARIABLE in os.environ and copy.is_file() else Path(name)
