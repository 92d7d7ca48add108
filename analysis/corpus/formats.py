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
from itertools import chain
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus import unpack
from analysis.corpus.decode import undecodable_cells
from analysis.corpus.problems import Place, Problem, UnreadableError, shown
from analysis.corpus.source import Part
from analysis.corpus.text_lines import Lines


class Written(str):
    """The JSON text of a value that is no string in the file, such as a number or a list."""

    __slots__ = ()


@dataclass
class Table:
    """Columns of equal length; `rows` holds the number of each row in the file, from 1.

    A table may be part of a file: the next rows follow in another. `separator` is that of a csv or tsv
    table, else empty, and `outlets` are then those of the whole file. `problems` grows as checks are made.
    """

    label: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    separator: str = ""
    outlets: frozenset[str] = frozenset()

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


ROWS = 20_000  # of a table that are checked at once ...
CHARACTERS = 16 * 1024**2  # ... or fewer, from so many characters on: this bounds the memory
ANY_SIZE = 2**31 - 1  # the largest limit on a cell that every platform takes
OTHER_SEPARATORS = {";": "';'", "\t": "tabs", "|": "'|'", ",": "','"}
_LIMIT_LOCK = Lock()


def read_csv(content: bytes, label: str, separator: str) -> Table:
    """Return the table in `content`; `separator` is a comma or a tab.

    Rows with too few or too many cells or undecodable bytes are problems, not rows of the table.
    UnreadableError if it is not text, has no header, or is separated by something else.
    """
    part = Part(label, "", lambda: io.BytesIO(content))
    return _joined(_csv_tables(part, separator))


@dataclass
class _Records:
    """Rows of a csv file one after the other, with the line end behind each.

    `number` is that of the first in the file, 0 for the header; `broken` is the line at which the parser
    stopped, why, and what the line says; `ended` says that these are the last.
    """

    number: int
    rows: list[list[str]] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    bad: list[tuple[int, int]] = field(default_factory=list)
    broken: tuple[int, str, str] | None = None
    ended: bool = False


@dataclass
class _WholeFile:
    """What the check of a row has to know of all rows: the outlets, and the ends of lines."""

    outlets: set[str] = field(default_factory=set)
    returns: int = 0
    ends: int = 0

    def add(self, records: _Records, place: int | None) -> None:
        """Count the rows; the outlet is the cell at `place`."""
        self.returns += records.ends.count("\r")
        self.ends += len(records.ends)
        if place is not None:
            self.outlets |= {row[place] for row in records.rows if place < len(row)}


def _csv_tables(part: Part, separator: str, outlet: str = "") -> Iterator[Table]:
    """Yield the table of a csv file in parts; a file of several is read twice."""
    batches = _record_batches(part, separator)
    records = next(batches)
    if not records.rows and not records.broken:
        raise UnreadableError("is empty", "a header with the column names, then one row an article")
    header = records.rows[0] if records.rows else []
    _refuse_other_separator(header, separator)
    place, whole = header.index(outlet) if outlet in header else None, _WholeFile()
    for each in [records] if records.ended else _record_batches(part, separator):
        whole.add(each, place)
    before = "\n"
    for each in chain([records], batches):
        problems = [*_repeated(header, part.label)] if not each.number else []
        problems += [*_ragged(header, each, part.label), *_cut(each, before, whole, part.label)]
        for record, index, error in undecodable_cells(each.rows, iter(each.bad)):
            column = header[index] if index < len(header) else ""
            at = Place(part.label, each.number + record, column, each.rows[record][index])
            problems.append(error.at(at))
        if each.broken:
            at = Place(part.label, each.number + len(each.rows))
            problems.append(_quotation(*each.broken, at))
        table = Table(part.label, separator=separator, outlets=frozenset(whole.outlets))
        before = each.ends[-1] if each.ends else before
        yield _whole_rows(header, each, problems, table)


def _record_batches(part: Part, separator: str) -> Iterator[_Records]:
    with part.open() as stream:
        lines = Lines(stream)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        number, ended = 0, False
        while not ended:
            found = _Records(number)
            with _any_field_size():
                _fill(found, reader, lines)
            found.bad, lines.bad = lines.bad, []
            number, ended = number + len(found.rows), found.ended
            if found.rows or found.broken or not found.number:
                yield found


def _fill(found: _Records, reader: Any, lines: Lines) -> None:
    """Read as many rows as are checked at once."""
    full = lines.characters + CHARACTERS
    lines.first = None
    line = reader.line_num + 1
    try:
        for record in reader:
            line, lines.first = reader.line_num + 1, None
            if record:
                found.rows.append(record)
                found.ends.append("\r" if lines.last.endswith("\r") else "\n")
            if lines.characters >= full or len(found.rows) >= ROWS:
                return
    except csv.Error as error:
        found.broken = (line, str(error), lines.first or "")
    found.ended = True


def _cut(records: _Records, before: str, whole: _WholeFile, label: str) -> Iterator[Problem]:
    """Yield both parts of rows that a bare carriage return cuts in two, in a file with other line ends."""
    if whole.returns * 2 > whole.ends:
        return
    after = before
    for number, (row, end) in enumerate(
        zip(records.rows, records.ends, strict=True), records.number
    ):
        if number and "\r" in {end, after if number > 1 else "\n"}:
            yield Place(label, number, "", ", ".join(row)[:200]).error(
                "a carriage return without a line feed cuts this row from the next one"
                if end == "\r"
                else "a carriage return without a line feed cuts this row from the one before",
                "one line end in the whole file, and line breaks only in cells in quotation marks",
            )
        after = end


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
    header: list[str], records: _Records, problems: list[Problem], table: Table
) -> Table:
    bad = {problem.row for problem in problems}
    rows = enumerate(records.rows, records.number)
    kept = [(number, row) for number, row in rows if number and number not in bad]
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


def _ragged(header: list[str], records: _Records, label: str) -> Iterator[Problem]:
    width = len(header)
    for number, row in enumerate(records.rows, records.number):
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


def _quotation(line: int, reason: str, start: str, place: Place) -> Problem:
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
    return _joined(_jsonl_tables(Part(label, "", lambda: io.BytesIO(content))))


def _jsonl_tables(part: Part) -> Iterator[Table]:
    """Yield the table of a file of JSON lines in parts; of a file of several all names are read first."""
    batches = _line_batches(part)
    numbers, lines, bad, ended = next(batches)
    names = dict[str, None]()
    for later in [] if ended else _line_batches(part):
        table = Table(part.label)
        _add_lines(table, *later[:3])
        names |= dict.fromkeys(table.columns)
    for each in chain([(numbers, lines, bad, ended)], batches):
        table = Table(part.label, {name: [] for name in names})
        _add_lines(table, *each[:3])
        yield table


def _line_batches(part: Part) -> Iterator[tuple[int, list[str], list[tuple[int, int]], bool]]:
    """Yield the number of the first line, some lines, their bytes that are not UTF-8, and whether all."""
    with part.open() as stream:
        lines = Lines(stream, feeds=True)
        if lines.start.lstrip().startswith("["):
            raise UnreadableError("is one JSON array", ONE_OBJECT)
        number, ended = 1, False
        while not ended:
            found, full = list[str](), lines.characters + CHARACTERS
            while not ended and len(found) < ROWS and lines.characters < full:
                line = next(lines, None)
                ended = line is None
                found += [line.removesuffix("\n")] if line is not None else []
            bad, lines.bad = lines.bad, []
            if found or number == 1:
                yield number, found, bad, ended
            number += len(found)


def _add_lines(table: Table, first: int, lines: list[str], bad: list[tuple[int, int]]) -> None:
    undecoded = undecodable_cells(([line] for line in lines), iter(bad))
    errors = {index: error for index, _, error in undecoded}
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            if index in errors:
                raise errors[index]
            _add(table, _record(line), first + index)
        except UnreadableError as error:
            place = Place(table.label, first + index, "", line[:200].strip())
            table.problems.append(error.at(place))


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


def _parquet_tables(part: Part) -> Iterator[Table]:
    """Yield the table of a parquet file in parts; a time with a zone keeps the day it has in that zone.

    UnreadableError if it is no parquet file, is damaged, or unpacks to too much.
    """
    try:
        with part.open() as stream:
            opened = pq.ParquetFile(stream, buffer_size=CHARACTERS // 16)
            names = list(opened.schema_arrow.names)
            most = max(unpack.most_unpacked(), unpack.MAX_RATIO * stream.seek(0, io.SEEK_END))
            first = 1
            for cells in _cells(opened, len(names), most):
                yield _table_of_cells(part.label, names, cells, first)
                first += len(cells[0]) if cells else 0
    except UnreadableError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"damaged parquet ({error})", "a whole parquet file") from None


_PANDAS_INDEX = re.compile(r"__index_level_\d+__")


def _table_of_cells(label: str, names: list[str], cells: list[list[str]], first: int) -> Table:
    table = Table(label, rows=list(range(first, first + len(cells[0]) if cells else first)))
    for name, column in zip(names, cells, strict=True):
        if _PANDAS_INDEX.fullmatch(
            name
        ):  # row numbers, which pandas adds to a table of chosen rows
            continue
        if name in table.columns and first == 1:
            place = Place(label, 0, name)
            table.problems.append(place.error("two columns have this name", "names of their own"))
        table.columns.setdefault(name, column)
    return table


def _cells(opened: pq.ParquetFile, columns: int, most: int) -> Iterator[list[list[str]]]:
    """Yield the cells of each column, some rows at a time; those of an empty file are none."""
    cells: list[list[str]] = [[] for _ in range(columns)]
    size = held = given = 0
    for batch in opened.iter_batches(batch_size=BATCH):
        size, held = size + batch.nbytes, held + batch.nbytes
        if size > most:
            raise UnreadableError("unpacks to too much", f"at most {most:,} bytes unpacked")
        for column, array in zip(cells, batch.columns, strict=True):
            column.extend(_cells_of_array(array))
        if held >= CHARACTERS or (cells and len(cells[0]) >= ROWS):
            yield cells
            cells, held, given = [[] for _ in range(columns)], 0, given + 1
    if not given or (cells and cells[0]):
        yield cells


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


def _joined(tables: Iterator[Table]) -> Table:
    """Return the parts of one table as one."""
    whole = next(tables)
    for table in tables:
        whole.rows += table.rows
        whole.problems += table.problems
        for name, cells in table.columns.items():
            whole.columns[name] += cells
    return whole


def tables_of(part: Part, outlet: str = "outlet") -> Iterator[Table]:
    """Yield the table of a part of a corpus, some rows at a time, all values strings.

    Parameters
    ----------
    part
        A file.
    outlet
        The column with outlets, all of which the check of a csv row has to know.

    Raises
    ------
    UnreadableError
        If no row, or no further row, can be read.
    """
    try:
        match part.ending:
            case ".csv" | ".tsv":
                yield from _csv_tables(part, "," if part.ending == ".csv" else "\t", outlet)
            case ".jsonl":
                yield from _jsonl_tables(part)
            case _:
                yield from _parquet_tables(part)
    except UnreadableError as error:
        error.file = error.file or part.label
        raise
