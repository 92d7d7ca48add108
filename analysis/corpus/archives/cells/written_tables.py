"""Read a text file as a table: which file, in which encoding, with which separator."""

import csv
import io
from contextlib import suppress

from analysis.corpus.archives.contents import Asked, Reading
from analysis.corpus.archives.encodings import text_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.formats import OTHER_SEPARATORS, Table, read_csv, read_jsonl
from analysis.corpus.problems import UnreadableError, shown
from analysis.corpus.unpack import gunzipped

_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson")
TABLES = (*_ENDINGS, *(f"{ending}.gz" for ending in _ENDINGS))
SHEETS = (".xlsx", ".xls", ".ods")
SAVE_AS = "the sheet saved as “CSV UTF-8” (File, Save as)"
_SNIFFED = 64 * 1024  # characters
_SEPARATORS = (",", ";", "\t", "|")


def table_name(asked: Asked, store: Store) -> str:
    """Return the name of the table in a store, or nothing where text files may do without one.

    UnreadableError if there are several and none was asked for, or there is none and one is needed.
    """
    if asked.table:
        if asked.table not in store.names:
            there = shown(", ".join(store.names))
            raise UnreadableError(f"no file {asked.table!r} is in it", f"one of its files: {there}")
        return asked.table
    alone = len(store.names) == 1 and asked.format not in {"folder", "zip"}
    tables = list(store.names) if alone else store.ending_with(*TABLES)
    if len(tables) > 1:
        raise UnreadableError(
            f"{len(tables)} tables are in it: {shown(', '.join(tables))}", "--table NAME for one"
        )
    sheets = store.ending_with(*SHEETS)
    if sheets and (alone or not tables):
        raise UnreadableError("is a spreadsheet, not a table of text", SAVE_AS, file=sheets[0])
    if not tables and asked.format not in {"folder", "zip"}:
        raise UnreadableError("no table is in it", f"a file named {', '.join(_ENDINGS)}")
    return tables[0] if tables else ""


def table_in(asked: Asked, name: str, content: bytes, reading: Reading) -> Table:
    """Return the table in a file; rows that cannot be read become problems of the table.

    UnreadableError if nothing of it can be read.
    """
    try:
        if name.lower().endswith(".gz"):
            content = gunzipped(content)
        text = text_of(content, name, asked.encoding, reading)
        plain = text.encode("utf-8", "surrogateescape")
        if _is_json(asked, name):
            return read_jsonl(plain, name)
        separator = separator_of(text)
        reading.taken["separator"] = OTHER_SEPARATORS[separator].strip("'")
        return read_csv(plain, name, separator)
    except UnreadableError as error:
        error.file = error.file or name
        raise


def separator_of(text: str) -> str:
    """Return the separator of the cells: the one with which most of the first rows fit the header.

    A header without any separator is a table of one column.
    """
    whole = text[:_SNIFFED] if len(text) <= _SNIFFED else text[:_SNIFFED].rpartition("\n")[0]
    return max(_SEPARATORS, key=lambda separator: _fit(whole, separator))


def _fit(text: str, separator: str) -> tuple[int, float, int]:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # a cell longer than what was cut off: the rows before it will do
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows += [row] if row else []
    width = len(rows[0]) if rows else 0
    alike = sum(len(row) == width for row in rows) / max(1, len(rows))
    return (min(width, 2), alike, width)


def _is_json(asked: Asked, name: str) -> bool:
    if asked.format in {"jsonl", "polnear"}:
        return True
    return asked.format != "csv" and ".csv" not in name.lower() and "json" in name.lower()
