"""Read a text file as a table: which file, in which encoding, with which separator."""

import csv
import io
import re
from contextlib import suppress

from analysis.corpus.archives.cells.common_names import COMMON, is_prose, plain_name
from analysis.corpus.archives.contents import Asked, Reading, Removed
from analysis.corpus.archives.dates import possible_days
from analysis.corpus.archives.encodings import text_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.columns import OURS
from analysis.corpus.formats import OTHER_SEPARATORS, Table, read_csv, read_jsonl
from analysis.corpus.problems import UnreadableError, shown
from analysis.corpus.source import refuse_too_large
from analysis.corpus.unpack import gunzipped

_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson")
TABLES = (*_ENDINGS, *(f"{ending}.gz" for ending in _ENDINGS))
SHEETS = (".xlsx", ".xls", ".ods")
SAVE_AS = "the sheet saved as “CSV UTF-8” (File, Save as)"
_SNIFFED = 64 * 1024  # characters
_SEPARATORS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r'"?sep=(.)"?[;,\t|]*\r?\n', re.IGNORECASE)
_FIRST_LINES = 20
KNOWN = {*OURS, *(name for rows in COMMON.values() for row in rows for name in row)}


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
        refuse_too_large(len(content), name)  # a packed one is known only here
        if _is_json(asked, name):
            text = text_of(content, name, asked.encoding, reading)
            return read_jsonl(text.encode("utf-8", "surrogateescape"), name)
        plain, separator = _plain_csv(
            text_of(content, name, asked.encoding, reading), asked, reading
        )
        del content  # a large table is held no more often than need be
        table = read_csv(plain, name, separator)
        _refuse_no_header(table, asked)
    except UnreadableError as error:
        error.file = error.file or name
        raise
    _without_empty_rows(table, reading)
    return table


def _plain_csv(text: str, asked: Asked, reading: Reading) -> tuple[bytes, str]:
    """Return the table as UTF-8 without a line that only names the separator, and the separator."""
    said = _SEP_LINE.match(text)
    if said:
        text = text[said.end() :]
        reading.removed.append(
            Removed("", said[0].strip(), "line of Excel that names the separator")
        )
    separator = said[1] if said else separator_of(text)
    _refuse_single_quotes(text, separator)
    _refuse_late_header(text, asked)
    reading.taken["separator"] = OTHER_SEPARATORS.get(separator, repr(separator)).strip("'")
    return text.encode("utf-8", "surrogateescape"), separator


def _refuse_single_quotes(text: str, separator: str) -> None:
    """Raise UnreadableError if cells stand in single quotation marks, which are none in csv.

    That is so if most of the first lines have such a cell with a separator in it.
    """
    lines = [line for line in text[:_SNIFFED].splitlines() if line.strip()][:_FIRST_LINES]
    quoted = [line for line in lines if _has_single_quotes(line, separator)]
    if len(quoted) * 2 > len(lines):
        raise UnreadableError(
            f"cells stand in single quotation marks, as in {shown(quoted[0])!r}",
            'double quotation marks around cells ("...") and a first row with the names of the '
            'columns; in pandas: read_csv(..., quotechar="\'").to_csv(...)',
        )


def _refuse_late_header(text: str, asked: Asked) -> None:
    """Raise UnreadableError if the names of the columns stand below other rows, as in some exports."""
    for separator in _SEPARATORS:
        rows = _first_rows(text, separator)
        known = [sum(plain_name(cell) in KNOWN for cell in row) for row in rows]
        late = next((k for k, number in enumerate(known) if k and number > 1), 0)
        if late and not known[0] and not {*asked.columns.values()} & {*rows[0]}:
            raise UnreadableError(
                f"the names of the columns stand in row {late + 1}: {shown(', '.join(rows[late]))}",
                "these names in the first row; delete what stands above them",
                value=shown(", ".join(rows[0])),
            )


def _first_rows(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in csv.reader(io.StringIO(text[:_SNIFFED], newline=""), delimiter=separator):
            rows += [row] if any(cell.strip() for cell in row) else []
            if len(rows) == _FIRST_LINES:
                break
    return rows


def _has_single_quotes(line: str, separator: str) -> bool:
    """Return whether a cell of a line stands in single quotation marks and holds a separator."""
    first = line.find(f"{separator}'")
    start = 0 if line.startswith("'") else first + len(separator)
    if first < 0 and start:
        return False
    end = line.find(f"'{separator}", start + 1)
    if end < 0 and line.endswith("'"):
        end = len(line) - 1
    inside = line[start + 1 : max(end, 0)]
    # 'one',and,'two' are two cells, and none of them holds a separator
    others = (f"{separator}'", f'{separator}"')
    return separator in inside and not any(mark in inside for mark in others)


def _refuse_no_header(table: Table, asked: Asked) -> None:
    """Raise UnreadableError if the first row holds no names of columns but an article."""
    names = list(table.columns)
    if set(asked.columns.values()) & set(names) or any(plain_name(n) in KNOWN for n in names):
        return
    first = next((name for name in names if _no_name(name)), None)
    if first is not None:
        raise UnreadableError(
            f"the first row is no header: {shown(first)!r} is no name of a column",
            "a first row with the names of the columns, such as outlet, date, title, text",
        )


def _no_name(cell: str) -> bool:
    return is_prose(cell) or bool(possible_days(cell)) or cell.startswith(("http://", "https://"))


def _without_empty_rows(table: Table, reading: Reading) -> None:
    """Take out the rows in which no cell holds anything, as Excel leaves them below a table."""
    full = [
        index
        for index in range(len(table.rows))
        if any(cells[index].strip() for cells in table.columns.values())
    ]
    short = [p for p in table.problems if p.row and not p.column and not p.value.strip(" ,")]
    table.problems = [problem for problem in table.problems if problem not in short]
    empty = len(table.rows) - len(full) + len(short)
    if empty:
        reading.cleaning["empty rows of the table"] += empty
        table.rows = [table.rows[index] for index in full]
        table.columns = {
            name: [cells[index] for index in full] for name, cells in table.columns.items()
        }


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
