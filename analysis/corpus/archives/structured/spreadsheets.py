"""Read articles from spreadsheets of Excel and LibreOffice: .xlsx, .xlsm, .xls, .ods.

A sheet becomes a table, and goes the way of all tables from there. Days are ISO days, whole numbers have no
".0", an empty cell is empty. The header is the first row that has two names of columns in common use; what
stands above it is listed as removed. Cells are read as they were last shown: formulas are not run.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from analysis.corpus.archives.cells.common_names import plain_name
from analysis.corpus.archives.cells.written_tables import KNOWN
from analysis.corpus.archives.contents import Asked, Reading, Removed
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.tables import read_rows
from analysis.corpus.formats import Table
from analysis.corpus.problems import Place, UnreadableError, shown
from analysis.corpus.unpack import checked_zip

SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LOOKED_AT = 20  # rows among which the header is
_NAMES = 2  # of known columns, that a header has
_MOST = 300  # characters of what stands above a header, that are listed

Row = tuple[int, list[str]]


def looks_spreadsheet(name: str, start: bytes) -> str:
    """Return whether a file is a spreadsheet, by its ending and its first bytes."""
    if name.lower().endswith(SHEETS) and start.startswith(_SIGNS):
        return "a spreadsheet"
    return ""


def read_spreadsheets(asked: Asked, store: Store, texts: Store | None) -> Reading:
    """Read the sheet with articles of every spreadsheet of a store; a row is an article.

    `asked.table` names the sheet, where a file has several.
    """
    reading = Reading()
    names = store.of_kind("spreadsheet", *SHEETS)
    for name in names:
        try:
            table = _table(asked, name, store.read(name), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
        else:
            read_rows(table, asked, store, texts, reading)
    return reading


def _table(asked: Asked, name: str, content: bytes, reading: Reading) -> Table:
    book = _opened(content)
    sheets = {sheet: _rows(book.get_sheet_by_name(sheet)) for sheet in _sheets(book, asked)}
    filled = {sheet: rows for sheet, rows in sheets.items() if rows}
    if not filled:
        raise UnreadableError(
            "no sheet has a row", "a sheet with the names of columns and articles"
        )
    sheet = _chosen(filled)
    reading.taken["sheet"] = repr(sheet)
    others = sorted(filled.keys() - {sheet})
    if others:
        reading.problems.append(
            Place(name).warning(
                f"its sheet {shown(sheet)!r} is read and not {shown(', '.join(others))}",
                "--table NAME for another sheet",
            )
        )
    table = _with_header(name, filled[sheet], reading)
    _tell_merged(book.get_sheet_by_name(sheet), table)
    return table


def _opened(content: bytes) -> Any:
    import python_calamine  # noqa: PLC0415  few need it

    if content.startswith(b"PK"):
        checked_zip(content)
    try:
        return python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError:
        raise UnreadableError("is locked with a password", "the file saved without one") from None
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableError(
            f"cannot be read as a spreadsheet ({shown(str(error))})",
            "a whole .xlsx, .xls or .ods file",
        ) from None


def _sheets(book: Any, asked: Asked) -> Sequence[str]:
    if not asked.table:
        return list(book.sheet_names)
    if asked.table not in book.sheet_names:
        there = shown(", ".join(book.sheet_names))
        raise UnreadableError(f"no sheet {asked.table!r} is in it", f"one of its sheets: {there}")
    return [asked.table]


def _rows(sheet: Any) -> list[Row]:
    """Return the rows that hold anything, each with its number in the sheet."""
    if sheet.start is None:
        return []
    first = sheet.start[0] if sheet.height < sheet.total_height else 0
    rows = (
        (number, [_written(value) for value in row])
        for number, row in enumerate(sheet.iter_rows(), first + 1)
    )
    return [(number, row) for number, row in rows if any(cell.strip() for cell in row)]


def _written(value: object) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("_x000D_", "")
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _header_at(rows: Sequence[Row]) -> int:
    """Return the position of the header: the row with most names in common use, else the first."""
    known = [len({plain_name(cell) for cell in row} & KNOWN) for _, row in rows[:_LOOKED_AT]]
    most = max(known)
    return known.index(most) if most >= _NAMES else 0


def _chosen(sheets: dict[str, list[Row]]) -> str:
    """Return the sheet whose header has most names in common use, of equals the one with most rows."""

    def fit(sheet: str) -> tuple[int, int]:
        rows = sheets[sheet]
        header = rows[_header_at(rows)][1]
        return len({plain_name(cell) for cell in header} & KNOWN), len(rows)

    return max(sheets, key=fit)


def _with_header(name: str, rows: list[Row], reading: Reading) -> Table:
    at = _header_at(rows)
    for number, above in rows[:at]:
        told = "; ".join(filter(None, (cell.strip() for cell in above)))[:_MOST]
        reading.removed.append(Removed("", told, f"row {number} of {name}, above the header"))
    header = rows[at][1]
    below = rows[at + 1 :]
    table = Table(name)
    for column, title in _titles(header, below):
        table.columns[title] = [row[column] if column < len(row) else "" for _, row in below]
    table.rows = [number for number, _ in below]
    return table


def _titles(header: Sequence[str], rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """Yield position and name of each column that holds anything; a name that comes twice gets a number."""
    seen: dict[str, int] = {}
    for column, cell in enumerate(header):
        title = " ".join(cell.split())
        if not title and not any(row[column].strip() for _, row in rows if column < len(row)):
            continue
        title = title or f"column {column + 1}"
        seen[title] = seen.get(title, 0) + 1
        yield column, title if seen[title] == 1 else f"{title} ({seen[title]})"


def _tell_merged(sheet: Any, table: Table) -> None:
    """Warn of merged cells below the header: all but the first of them are empty."""
    if not table.rows:
        return
    ranges = [found for found in sheet.merged_cell_ranges or [] if found[1][0] + 1 >= table.rows[0]]
    if ranges:
        (top, left), _ = ranges[0]
        table.problems.append(
            table.whole().warning(
                f"merged cells in {len(ranges):,} places, the first at row {top + 1}, column {left + 1}: "
                "only the first cell of a place holds its value",
                "a value in every row",
            )
        )
