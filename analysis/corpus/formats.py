"""Read a table in any of its formats; every cell stays exactly as it is in the file.

A `Table` holds columns of strings, the number of each row in the file, and the problems. The formats:

- csv and tsv, strictly as in RFC 4180. A cell with a separator, a line break or a quotation mark at its
  start stands in quotation marks, and a quotation mark inside one is doubled. Blank lines are no rows. One
  error is invisible to every parser: an unclosed quotation mark that the mark of a later cell closes gives
  legal csv. `swallowed_rows` in checks.py recognises such cells by the rows inside them.
- JSON lines: one object a line; the number of a row is the number of its line.
- Parquet: strings as they are, days and times as ISO text, everything else as JSON text.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus import unpack
from analysis.corpus.decode import bad_bytes, decoded_loosely, undecodable_cells
from analysis.corpus.problems import Place, Problem, UnreadableError, shown
from analysis.corpus.source import Source


class Written(str):
    """The JSON text of a value that is no string in the file, such as a number or a list."""

    __slots__ = ()


@dataclass
class Table:
    """Columns of equal length; `rows` holds the number of each row in the file, from 1.

    `separator` is that of a csv or tsv table, else empty. `problems` grows as checks are made.
    """

    label: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    separator: str = ""

    def cell(self, index: int, column: str) -> Place:
        """Return the place of the cell in `column` at position `index` of the columns."""
        return Place(self.label, self.rows[index], column, self.columns[column][index])

    def whole(self, column: str = "", value: str = "") -> Place:
        """Return the place of a problem of the whole table, or of all of one column."""
        return Place(self.label, 0, column, value)


def as_cell(value: object) -> str:
    """Return a JSON or parquet value as a cell: strings as they are, nothing and NaN as ""."""
    if isinstance(value, str):
        return value
    if value is None or value != value:  # noqa: PLR0124 -- only NaN differs from itself
        return ""
    return Written(json.dumps(value, ensure_ascii=False, default=str))


ANY_SIZE = 2**31 - 1  # the largest limit on a cell that every platform takes
OTHER_SEPARATORS = {";": "';'", "\t": "tabs", "|": "'|'", ",": "','"}
_LIMIT_LOCK = Lock()


def read_csv(content: bytes, label: str, separator: str) -> Table:
    """Return the table in `content`; `separator` is a comma or a tab.

    Rows with too few or too many cells or undecodable bytes are problems, not rows of the table.
    UnreadableError if it is not text, has no header, or is separated by something else.
    """
    text = decoded_loosely(content)
    records, broken, ends = _records(text, separator)
    if not records and not broken:
        raise UnreadableError("is empty", "a header with the column names, then one row an article")
    header, *rows = records or [[]]
    _refuse_other_separator(header, separator)
    problems = [*_repeated(header, label), *_ragged(header, rows, label), *_cut(rows, ends, label)]
    for record, index, error in undecodable_cells(records, bad_bytes(text, content)):
        column = header[index] if index < len(header) else ""
        problems.append(error.at(Place(label, record, column, records[record][index])))
    if broken:
        problems.append(_quotation(text, broken, Place(label, len(records))))
    return _whole_rows(header, rows, problems, Table(label, separator=separator))


# a line with its end; io.StringIO does the same and holds four bytes for every character
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")


def _records(
    text: str, separator: str
) -> tuple[list[list[str]], tuple[int, str] | None, list[str]]:
    """Return the rows, line and reason of the row at which the parser stopped, if any, and line ends."""
    records: list[list[str]] = []
    ends: list[str] = []
    last = [""]

    def lines() -> Iterator[str]:
        for match in _LINE.finditer(text):
            last[0] = match[0]
            yield match[0]

    with _any_field_size():
        reader = csv.reader(lines(), delimiter=separator, strict=True)
        line = 1
        try:
            for record in reader:
                line = reader.line_num + 1
                if record:
                    records.append(record)
                    ends.append("\r" if last[0].endswith("\r") else "\n")
        except csv.Error as error:
            return records, (line, str(error)), ends
    return records, None, ends


def _cut(rows: list[list[str]], ends: list[str], label: str) -> Iterator[Problem]:
    """Yield both parts of rows that a bare carriage return cuts in two, in a file with other line ends."""
    if ends.count("\r") * 2 > len(ends):
        return
    for number, (row, end) in enumerate(zip(rows, ends[1:], strict=True), 1):
        after = ends[number - 1] if number > 1 else "\n"
        if "\r" in {end, after}:
            yield Place(label, number, "", ", ".join(row)[:200]).error(
                "a carriage return without a line feed cuts this row from the next one"
                if end == "\r"
                else "a carriage return without a line feed cuts this row from the one before",
                "one line end in the whole file, and line breaks only in cells in quotation marks",
            )


@contextmanager
def _any_field_size() -> Iterator[None]:
    # The limit belongs to the whole process: give it back, and let no other reader meet it halfway
    with _LIMIT_LOCK:
        before = csv.field_size_limit(ANY_SIZE)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _whole_rows(
    header: list[str], rows: list[list[str]], problems: list[Problem], table: Table
) -> Table:
    bad = {problem.row for problem in problems}
    kept = [(number, row) for number, row in enumerate(rows, 1) if number not in bad]
    table.problems = problems
    table.rows = [number for number, _ in kept]
    for index, name in enumerate(header):
        # an index column written without a name is no column that anyone would ask for
        cells = [row[index] for _, row in kept]
        table.columns.setdefault(name or f"column {index + 1}", cells)
    return table


def _repeated(header: list[str], label: str) -> Iterator[Problem]:
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        yield Place(label, 0, name).error(
            f"{header.count(name)} columns have this name", "a name of its own for each column"
        )


def _ragged(header: list[str], rows: list[list[str]], label: str) -> Iterator[Problem]:
    width = len(header)
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            yield Place(label, number, "", ", ".join(row)[:200]).error(
                f"{len(row)} cells under a header of {width}",
                f"{width} cells; a cell with a separator in it stands in quotation marks",
            )


def _refuse_other_separator(header: list[str], separator: str) -> None:
    if len(header) != 1:
        return
    for other, name in OTHER_SEPARATORS.items():
        if other != separator and other in header[0]:
            raise UnreadableError(
                f"missing columns: it looks separated by {name}",
                "columns separated by commas in .csv, by tabs in .tsv",
                value=shown(header[0]),
            )


def _quotation(text: str, broken: tuple[int, str], place: Place) -> Problem:
    line, reason = broken
    start = next(islice(io.StringIO(text, newline=""), line - 1, None), "")
    unclosed = "a quotation mark is never closed"
    wrong = unclosed if "end of data" in reason else "text follows a closing quotation mark"
    return Place(place.file, place.row, "", start.rstrip("\r\n")).error(
        f"{wrong} in the row that starts in line {line}, so nothing from there on could be read",
        "quotation marks around the whole cell, and those inside it doubled",
    )


ONE_OBJECT = 'one JSON object a line, such as {"id": "a1", "outlet": "Herald", "text": "..."}'


def read_jsonl(content: bytes, label: str) -> Table:
    """Return the table in `content`; where a line lacks a name, the cell is empty.

    Lines that are no JSON object, or have undecodable bytes, are problems and not rows. UnreadableError
    if it is not text, or one JSON array.
    """
    text = decoded_loosely(content)
    if text[:100].lstrip().startswith("["):
        raise UnreadableError("is one JSON array", ONE_OBJECT)
    lines = text.split("\n")  # and at no other line end: JSON strings may hold U+2028
    table = Table(label)
    bad = undecodable_cells(([line] for line in lines), bad_bytes(text, content))
    errors = {index: error for index, _, error in bad}
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            if index in errors:
                raise errors[index]
            _add(table, _record(line), index + 1)
        except UnreadableError as error:
            table.problems.append(error.at(Place(label, index + 1, "", line[:200].strip())))
    return table


def _add(table: Table, record: dict[str, object], number: int) -> None:
    cells = {name: as_cell(value) for name, value in record.items()}
    for name in cells:
        if name not in table.columns:
            table.columns[name] = [""] * len(table.rows)
    table.rows.append(number)
    for name, column in table.columns.items():
        column.append(cells.get(name, ""))


def _record(line: str) -> dict[str, object]:
    try:
        record = json.loads(line, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"not JSON: {error.msg} at column {error.colno}", ONE_OBJECT
        ) from None
    except UnreadableError:
        raise
    except (ValueError, RecursionError) as error:  # a number too long, brackets too deep
        raise UnreadableError(f"not readable as JSON: {error}", ONE_OBJECT) from None
    if not isinstance(record, dict):
        raise UnreadableError("JSON, but not an object", ONE_OBJECT)
    return record


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise UnreadableError("a name stands twice in one JSON object", "each name once")
    return record


def _constant(name: str) -> None:
    # pandas and others write a missing value as NaN; the infinities have no such meaning
    if name != "NaN":
        raise ValueError(f"{name} is no JSON value")


BATCH = 512  # rows unpacked between two looks at the limit


def read_parquet(content: bytes, label: str) -> Table:
    """Return the table in `content`; a time with a zone keeps the day it has in that zone.

    UnreadableError if it is no parquet file, is damaged, or unpacks to too much.
    """
    try:
        opened = pq.ParquetFile(pa.BufferReader(content))
        names = list(opened.schema_arrow.names)
        cells: list[list[str]] = [[] for _ in names]
        for batch in _batches(opened):
            for column, array in zip(cells, batch.columns, strict=True):
                column.extend(_cells_of_array(array))
    except UnreadableError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"damaged parquet ({error})", "a whole parquet file") from None
    table = Table(label, rows=list(range(1, 1 + len(cells[0]) if cells else 1)))
    for name, column in zip(names, cells, strict=True):
        if name in table.columns:
            place = Place(label, 0, name)
            table.problems.append(place.error("two columns have this name", "names of their own"))
        table.columns.setdefault(name, column)
    return table


def _batches(opened: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    size = 0
    for batch in opened.iter_batches(batch_size=BATCH):
        size += batch.nbytes
        if size > unpack.MAX_UNPACKED:
            limit = f"at most {unpack.MAX_UNPACKED:,} bytes unpacked"
            raise UnreadableError("unpacks to too much", limit)
        yield batch


def _cells_of_array(array: pa.Array) -> list[str]:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    kind = array.type
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        array = pc.local_timestamp(array)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return [day or "" for day in array.cast(pa.string()).to_pylist()]
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        # by way of bytes, because parquet does not promise that a string is UTF-8
        written = array.cast(pa.large_binary()).to_pylist()
        return [(value or b"").decode("utf-8", "surrogateescape") for value in written]
    return [as_cell(value) for value in array.to_pylist()]


def table_of(source: Source) -> Table:
    """Return the table of an opened source, all values strings; UnreadableError if no row can be read."""
    content, label = source.table, source.label
    try:
        match source.ending:
            case ".csv" | ".tsv":
                return read_csv(content, label, "," if source.ending == ".csv" else "\t")
            case ".jsonl":
                return read_jsonl(content, label)
            case _:
                return read_parquet(content, label)
    except UnreadableError as error:
        error.file = source.label
        raise
