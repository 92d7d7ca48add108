"""The day of each article: dates of one table are read in one order, and numbers only where all are numbers.

A date that cannot be read leaves the day empty and is told; it never costs the article.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from analysis.corpus.archives.contents import Piece, Reading
from analysis.corpus.archives.dates import ORDERS, names_no_day, possible_days
from analysis.corpus.checks import is_unusable
from analysis.corpus.problems import Place, shown

A_DAY = "a day such as 2016-12-14 or 14 December 2016"
_NUMBER = re.compile(r"[0-9]{5,16}(?:[.,][0-9]+)?")
# Excel counts days from 1900 and takes 1900 for a leap year, so that day 0 is this one
_EXCEL_ZERO = datetime(1899, 12, 30, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# unit, smallest and largest number (about 1954 to 2064), what the numbers are called
_COUNTED = (
    (timedelta(days=1), 20_000, 60_000, "days as Excel counts them, from 1900"),
    (timedelta(seconds=1), 1e8, 3e9, "seconds since 1970 (UTC)"),
    (timedelta(milliseconds=1), 1e11, 3e12, "milliseconds since 1970 (UTC)"),
    (timedelta(microseconds=1), 1e14, 3e15, "microseconds since 1970 (UTC)"),
)


def days_of(reading: Reading, dates: str, *, ask: bool) -> list[str]:
    """Return the ISO day of each piece, "" where it has none; problems are added to those of `reading`.

    `dates` is one of ORDERS or "". With `ask`, a date that can be read in two ways is an error, since the
    user can say the order; else it is left empty like any other that cannot be read.
    """
    written = [piece.cells["date"] for piece in reading.pieces]
    counted = counted_days(written)
    if counted:
        return _counted(reading, counted)
    order = _order(reading, dates)
    return [_day(piece, order, reading, ask=ask) for piece in reading.pieces]


def counted_days(written: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """Return what numbers count, and the day of each; None if not all dates are such numbers."""
    there = {cell.strip() for cell in written if cell.strip()}
    if not there or not all(_NUMBER.fullmatch(cell) and not possible_days(cell) for cell in there):
        return None
    numbers = {cell: float(cell.replace(",", ".")) for cell in there}
    for unit, least, most, name in _COUNTED:
        if all(least <= number <= most for number in numbers.values()):
            zero = _EXCEL_ZERO if unit == timedelta(days=1) else _EPOCH
            days = {cell: zero + unit * number for cell, number in numbers.items()}
            return name, {cell: day.date().isoformat() for cell, day in days.items()}
    return None


def _counted(reading: Reading, counted: tuple[str, dict[str, str]]) -> list[str]:
    name, days = counted
    place = next(p for p in reading.pieces if p.cells["date"].strip()).cell("date")
    day = days[place.value.strip()]
    reading.taken["dates"] = f"{name}: {place.value.strip()} is {day}"
    told = f"dates are read as {name}: {place.value.strip()} is {day}"
    if "Excel" in name:
        told += ", or four years and a day later if an old Mac counted from 1904"
    reading.problems.append(place.warning(told, "dates as 2016-12-14 if this is wrong"))
    return [days.get(piece.cells["date"].strip(), "") for piece in reading.pieces]


def _order(reading: Reading, dates: str) -> str:
    """Return the order of day and month: the one asked for, else the one that unambiguous dates show."""
    if dates:
        reading.taken["order of dates"] = f"--dates {dates}"
        return dates
    only: dict[str, Place] = {}
    for piece in reading.pieces:
        days = possible_days(piece.cells["date"])
        if len(days) == 1 and (order := next(iter(days))) in ORDERS:
            only.setdefault(order, piece.cell("date"))
    if len(only) != 1:
        return ""
    ((order, place),) = only.items()
    both = [p for p in reading.pieces if len(possible_days(p.cells["date"])) > 1]
    reading.taken["order of dates"] = f"{order}, as {shown(place.value)!r} has it"
    if both:
        reading.problems.append(
            place.warning(
                f"can only be read {order}, so all dates of this form are ({len(both):,} of them could "
                "be read the other way)",
                f"--dates {order} if this is right, --dates with the other order if not",
            )
        )
    return order


def _day(piece: Piece, order: str, reading: Reading, *, ask: bool) -> str:
    written, place = piece.cells["date"], piece.cell("date")
    if not written.strip() or is_unusable(written):
        return ""
    days = possible_days(written)
    found = days.get("") or days.get(order) or (next(iter(days.values())) if len(days) == 1 else "")
    if order and days and not {"", order} & days.keys():
        found = ""
    if not found:
        tell = place.error if ask and len(days) > 1 else place.warning
        reading.problems.append(tell(*_reason(written, days, order)))
    return found


def _reason(written: str, days: dict[str, str], order: str) -> tuple[str, str]:
    """Return why a date gives no day, and what would be right."""
    if len(days) > 1:
        ways = " or ".join(days.values())
        return f"may mean {ways}", "--dates day-first (dmy) or --dates month-first (mdy)"
    if days:
        return f"no day if read {order}, so it is left empty", "dates of one order"
    if names_no_day(written):
        return "names no day, so it is left empty", "a day"
    if counted_days([written]):
        return (
            "a number among dates of other forms, so it is left empty",
            "all dates of one form: in Excel, format the column as dates 2016-12-14 and save again",
        )
    return "not a date, so it is left empty", A_DAY
