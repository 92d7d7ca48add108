"""Read files of codings as rows of cells, whatever a spreadsheet made of them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from analysis.corpus.decode import UTF_16_MARKS
from analysis.corpus.problems import Place, UnreadableError, shown
from analysis.corpus.unpack import checked_zip
from analysis.files import as_begun
from analysis.table_files import csv_text

_SEPARATORS = (",", ";", "\t")
_SHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
_HEADERS = {"item", "answer"}  # every file of codings has these columns
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Cells:
    """A row of a file: the text of each cell by column; `row` counts from 1 below the header."""

    file: str
    row: int
    cells: Mapping[str, str]

    def at(self, column: str) -> Place:
        """Return the place of a cell, to say what is wrong with it."""
        return Place(self.file, self.row, column, self.cells.get(column, ""))


def rows_of(path: Path | str) -> tuple[list[str], list[Cells]]:
    """Return the columns of a file of codings and its rows that hold anything.

    Raises
    ------
    UnreadableError
        If it cannot be read, or has no columns `item` and `answer`.
    """
    columns, rows = table_rows(path)
    if not set(columns) >= _HEADERS:
        has = shown(", ".join(columns)) or "none"
        raise UnreadableError(
            f"no columns item and answer; it has {has}",
            "codings.csv of the coding page, or the sheet for coders",
        )
    return columns, rows


def table_rows(path: Path | str) -> tuple[list[str], list[Cells]]:
    """Return the columns of a CSV file or spreadsheet, in small letters, and its rows that hold anything.

    Raises
    ------
    UnreadableError
        If it cannot be read.
    """
    name = str(path)
    try:
        content = as_begun(name).read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})", "a table") from error
    is_sheet = Path(name).suffix.lower() in _SHEETS
    with_header = _of_book(content) if is_sheet else list(_of_csv(content))
    header, rows = with_header[0] if with_header else [], with_header[1:]
    columns = [cell.strip().casefold() for cell in header]
    cells = [
        Cells(name, number, dict(zip(columns, [*row, *[""] * len(columns)], strict=False)))
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row)
    ]
    return columns, cells


def _of_csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    start = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=start.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [csv_text(cell) for cell in row]
    except csv.Error as error:
        raise UnreadableError(f"is no table ({error})", "a CSV file") from error


def _decoded(content: bytes) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, or else as Excel saves it."""
    if content.startswith(UTF_16_MARKS):
        return content.decode("utf-16", "replace")
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8-sig")
    return content.decode("cp1252", "replace")


def _of_book(content: bytes) -> list[list[str]]:
    """Return the rows of the first sheet with codings, header first."""
    import python_calamine  # noqa: PLC0415  few need it

    try:
        if content.startswith(b"PK"):
            checked_zip(content)
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheets = [_cells(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except UnreadableError:
        raise
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableError(
            f"cannot be read as a spreadsheet ({shown(str(error))})", "a whole .xlsx or .csv file"
        ) from error
    coded = [rows for rows in sheets if rows and {c.strip().casefold() for c in rows[0]} > _HEADERS]
    return next(iter(coded), next(iter(sheets), []))


def _cells(sheet: Any) -> list[list[str]]:
    return [[_written(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _written(value: object) -> str:
    """Return the text of a cell of a spreadsheet; what Excel took for a time or day as it would show it."""
    if isinstance(value, str):  # an apostrophe of a CSV file that Excel read stays in the text
        return csv_text(value.replace("\r\n", "\n").replace("_x000D_", ""))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat() if value.time() != time.min else value.date().isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


class Meant:
    """Finds the one of some texts that a cell stands for.

    A cell stands for a text if it is the text, but for white space around it, or what Excel makes of it
    when it takes it for a number, a time or a day, or writes it in other capitals.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)
        self._exact = frozenset(self.known)
        self._forms: dict[str, set[str]] | None = None

    def __call__(self, cell: str) -> str:
        """Return the text that a cell stands for, "" if there is none or more than one."""
        if cell in self._exact:
            return cell
        if self._forms is None:
            self._forms = {}
            for text in self.known:
                for form in damaged(text) | {text.strip().casefold()}:
                    self._forms.setdefault(form, set()).add(text)
        cell = cell.strip()
        found = self._forms.get(cell) or self._forms.get(cell.casefold()) or set()
        return next(iter(found)) if len(found) == 1 else ""


def damaged(text: str) -> set[str]:
    """Return what Excel may make of a text that looks like a number, a time or a day."""
    forms = {text.strip()}
    if re.fullmatch(r"[0-9]+", text):
        whole = int(text)
        forms |= {str(whole), f"{whole}.0", f"{whole:.2E}", f"{whole:.5E}", str(int(float(whole)))}
        forms.add(str(round(whole, min(0, 15 - len(str(whole))))))  # Excel keeps 15 digits
    if re.fullmatch(r"[0-9]{1,3}[eE][0-9]{1,2}", text):
        forms |= {f"{float(text):.2E}", str(int(float(text)))}
    clock = re.fullmatch(r"([0-9]{1,4}):([0-9]{1,4})", text)
    if clock:
        forms |= _clocks(*map(int, clock.groups()))
    day = _DAY.fullmatch(text)
    if day:
        forms |= set(_days(*map(int, day.groups())))
    return forms


def _clocks(hours: int, minutes: int) -> set[str]:
    hours, minutes = hours + minutes // 60, minutes % 60
    return {f"{h}:{minutes:02}{s}" for h in (hours, f"{hours:02}") for s in ("", ":00")}


def _days(one: int, other: int) -> Iterator[str]:
    for day, month in ((one, other), (other, one)):
        if 1 <= day <= 31 and 1 <= month <= 12:
            name = _MONTHS[month - 1]
            yield from (f"{day}-{name}", f"{day:02}-{name}", f"{day}. {name}", f"{day:02}. {name}")
            yield from (f"{name}-{day}", f"{name}-{day:02}")
            for year in range(2020, 2041):  # Excel puts the year of writing
                yield from (f"{year}-{month:02}-{day:02}", f"{day:02}/{month:02}/{year}")
                yield from (f"{month}/{day}/{year}", f"{day}/{month}/{year}")
                yield f"{day:02}.{month:02}.{year}"
