"""Dates as news archives write them, to days; whether 3/4 is in March or April is never guessed.

These forms are read: ISO dates (with a time), 2016/12/14, 20161214, 14/12/2016 with slashes, dots or
hyphens, 14 December 2016, December 14, 2016 Wednesday 10:15 PM GMT, Wed, 14 Dec 2016 10:00:00 +0000, with
names of months in seven languages. The day is the one written there, whatever the time zone.
"""

import re
from datetime import date

from analysis.corpus.checks import YEARS, day_of

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
ORDERS = (DAY_FIRST, MONTH_FIRST)
# in order: English, German, French, Spanish, Italian, Dutch, Portuguese; and how they are shortened
_MONTHS = """
january januar janvier enero gennaio januari janeiro jan jän jänner janv ene gen
february februar février febrero febbraio februari fevereiro feb févr fév fev
march märz mars marzo maart março mar mär mrz mrt
april avril abril aprile apr avr abr
may mai mayo maggio mei maio mag
june juni juin junio giugno junho jun giu
july juli juillet julio luglio julho jul juil lug
august août agosto augustus aug ago
september septembre septiembre settembre setembro sep sept set
october oktober octobre octubre ottobre outubro oct okt ott out
november novembre noviembre novembro nov
december dezember décembre diciembre dicembre dezembro dec dez déc dic
"""
_WEEKDAYS = """
monday montag lundi lunes lunedì maandag segunda-feira mon
tuesday dienstag mardi martes martedì dinsdag terça-feira tue tues
wednesday mittwoch mercredi miércoles mercoledì woensdag quarta-feira wed
thursday donnerstag jeudi jueves giovedì donderdag quinta-feira thu thur thurs
friday freitag vendredi viernes venerdì vrijdag sexta-feira fri
saturday samstag sonnabend samedi sábado sabato zaterdag sat
sunday sonntag dimanche domingo domenica zondag sun
"""
MONTHS = {name: number for number, line in enumerate(_MONTHS.split("\n")) for name in line.split()}
_WEEKDAY = r"(?:" + "|".join(sorted(_WEEKDAYS.split(), key=len, reverse=True)) + r")\.?"
_BEFORE = rf"(?:{_WEEKDAY},?\s+)?"
_BEHIND = rf"(?:,?\s+(?:at\s+)?{_WEEKDAY})?"
_MONTH = r"(?P<month>[^\W\d_]+)\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.|º|er)?"
_YEAR = r"(?P<year>[0-9]{4})"
_CLOCK = r"[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?"
_ZONE = r"(?:\s*[ap]\.?m\.?)?(?:\s*(?:[a-z]{1,5}|\([a-z]{1,5}\)|[+-][0-9]{2}:?[0-9]{2}))?"
_TIME = rf"(?:[,\s]+(?:at\s+)?{_CLOCK}{_ZONE})?"
_LINK = r"(?:\s+|-|\s+(?:de|of)\s+|,\s*)"
_FLAGS = re.IGNORECASE
_NAMED = (
    re.compile(rf"{_BEFORE}{_DAY}{_LINK}{_MONTH}{_LINK}{_YEAR}{_BEHIND}{_TIME}", _FLAGS),
    re.compile(rf"{_BEFORE}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_BEHIND}{_TIME}", _FLAGS),
)
_YEAR_FIRST = re.compile(
    rf"{_YEAR}(?P<mark>[/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}}){_TIME}", _FLAGS
)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})" + _TIME, _FLAGS)
NO_DAY = re.compile(rf"(?:{_MONTH},?\s+)?{_YEAR}", _FLAGS)


def possible_days(written: str) -> dict[str, str]:
    """Return the days that a date can mean, as ISO days by the order of day and month.

    The order is "" where the form leaves no choice. A text that is no date gives nothing.
    """
    plain = " ".join(written.split())
    iso = day_of(plain)
    if iso not in (None, "NaT"):
        return {"": str(iso)}
    for form in _NAMED:
        if match := form.fullmatch(plain):
            month = MONTHS.get(match["month"].lower(), 0)
            return _only("", int(match["year"]), month, int(match["day"]))
    if match := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _only("", int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _YEAR_LAST.fullmatch(plain):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if first == second:
            return _only("", year, first, second)
        return _only(DAY_FIRST, year, second, first) | _only(MONTH_FIRST, year, first, second)
    return {}


def names_no_day(written: str) -> bool:
    """Return whether the text is a month or a year, as on magazines."""
    match = NO_DAY.fullmatch(" ".join(written.split()))
    return match is not None and (match["month"] or "january").lower() in MONTHS


def _only(order: str, year: int, month: int, day: int) -> dict[str, str]:
    if year not in YEARS:
        return {}
    try:
        return {order: date(year, month, day).isoformat()}
    except ValueError:
        return {}
