"""Comma- and tab-separated tables: every cell exactly as written, line breaks included.

Strict, as RFC 4180: a cell with a separator, a line break or a quotation mark at its start stands
in quotation marks, and a quotation mark inside one is doubled. Blank lines are no rows. What no
parser can tell: when an unclosed quotation mark happens to be closed by another cell's, the result
is legal csv; `swallowed_rows` in checks.py recognises such cells by the rows inside them.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Lock

from analysis.corpus.decode import bad_bytes, decoded_loosely, undecodable_cells
from analysis.corpus.given import Table
from analysis.corpus.problems import Place, Problem, UnreadableError, shown

ANY_SIZE = 2**31 - 1  # the largest limit on a cell that every platform takes
OTHER_SEPARATORS = {";": "';'", "\t": "tabs", "|": "'|'", ",": "','"}
_LIMIT_LOCK = Lock()


def read_csv(content: bytes, label: str, separator: str) -> Table:
    """Return the table in `content`; `separator` is a comma or a tab.

    Rows with too few or too many cells or undecodable bytes are problems, not rows of the table.

    Raises
    ------
    UnreadableError
        If it is not text, has no header, or is separated by something else.
    """
    text = decoded_loosely(content)
    records, broken = _records(text, separator)
    if not records and not broken:
        raise UnreadableError("is empty", "a header with the column names, then one row an article")
    header, *rows = records or [[]]
    _refuse_other_separator(header, separator)
    problems = [*_repeated(header, label), *_ragged(header, rows, label)]
    for record, index, error in undecodable_cells(records, bad_bytes(text, content)):
        column = header[index] if index < len(header) else ""
        problems.append(error.at(Place(label, record, column, records[record][index])))
    if broken:
        problems.append(_quotation(text, broken, Place(label, len(records))))
    return _table(header, rows, problems, Table(label, separator=separator))


def _records(text: str, separator: str) -> tuple[list[list[str]], tuple[int, str] | None]:
    """Return the rows, and line and reason of the one that broke off the reading, if any."""
    records: list[list[str]] = []
    lines = io.StringIO(text, newline="")  # newline="": line ends stay as they are
    with _any_field_size():
        reader = csv.reader(lines, delimiter=separator, strict=True)
        line = 1
        try:
            for record in reader:
                line = reader.line_num + 1
                if record:
                    records.append(record)
        except csv.Error as error:
            return records, (line, str(error))
    return records, None


@contextmanager
def _any_field_size() -> Iterator[None]:
    # The limit belongs to the whole process: give it back, and let no other reader meet it halfway
    with _LIMIT_LOCK:
        before = csv.field_size_limit(ANY_SIZE)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _table(
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
