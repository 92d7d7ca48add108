"""Dates as news archives write them, to days; whether 3/4 is in March or April is never guessed.

These forms are read: ISO dates (with a time), 2016/12/14, 20161214, 14/12/2016 with slashes, dots or
hyphens, 14 December 2016, December 14, 2016 Wednesday 10:15 PM GMT, Wed, 14 Dec 2016 10:00:00 +0000,
14-Dec-16, 2016年12月14日, Wed Dec 14 10:00:00 +0000 2016, with names of months in fifteen languages. The
day is the one written there, whatever the time zone. A year of two digits is of 1930 to 2029, as in Excel.
"""

import re
from datetime import date

from analysis.corpus.checks import YEARS, day_of

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"
ORDERS = (DAY_FIRST, MONTH_FIRST)
# in order: English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Norwegian,
# Polish, Czech, Finnish, Turkish, Russian; and how they are shortened
_MONTHS = """
january januar janvier enero gennaio januari janeiro stycznia styczeń ledna tammikuuta ocak января jan jän jänner janv ene gen янв
february februar février febrero febbraio februari fevereiro lutego luty února helmikuuta şubat февраля feb févr fév fev фев
march märz mars marzo maart março marts marca marzec března maaliskuuta mart марта mar mär mrz mrt мар
april avril abril aprile kwietnia kwiecień dubna huhtikuuta nisan апреля apr avr abr апр
may mai mayo maggio mei maio maj maja května toukokuuta mayıs мая mag
june juni juin junio giugno junho czerwca czerwiec června kesäkuuta haziran июня jun giu июн
july juli juillet julio luglio julho lipca lipiec července heinäkuuta temmuz июля jul juil lug июл
august août agosto augustus augusti sierpnia sierpień srpna elokuuta ağustos августа aug ago авг
september septembre septiembre settembre setembro września wrzesień září syyskuuta eylül сентября sep sept set сен
october oktober octobre octubre ottobre outubro października październik října lokakuuta ekim октября oct okt ott out окт
november novembre noviembre novembro listopada listopad listopadu marraskuuta kasım ноября nov ноя
december dezember décembre diciembre dicembre dezembro desember grudnia grudzień prosince joulukuuta aralık декабря dec dez déc dic des дек
"""  # noqa: E501
_WEEKDAYS = """
monday montag lundi lunes lunedì maandag segunda-feira måndag mandag poniedziałek pondělí maanantai pazartesi понедельник mon
tuesday dienstag mardi martes martedì dinsdag terça-feira tisdag tirsdag wtorek úterý tiistai salı вторник tue tues
wednesday mittwoch mercredi miércoles mercoledì woensdag quarta-feira onsdag środa středa keskiviikko çarşamba среда wed
thursday donnerstag jeudi jueves giovedì donderdag quinta-feira torsdag czwartek čtvrtek torstai perşembe четверг thu thur thurs
friday freitag vendredi viernes venerdì vrijdag sexta-feira fredag piątek pátek perjantai cuma пятница fri
saturday samstag sonnabend samedi sábado sabato zaterdag lördag lørdag sobota lauantai cumartesi суббота sat
sunday sonntag dimanche domingo domenica zondag söndag søndag niedziela neděle sunnuntai pazar воскресенье sun
"""  # noqa: E501
_SEASONS = (
    "spring|summer|autumn|fall|winter|holiday|easter|christmas|frühling|frühjahr|sommer|herbst|"
    "printemps|été|automne|hiver|primavera|verano|otoño|invierno"
)
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
_SHORT_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_LINK = r"(?:\s+|-|/|\s+(?:de|of)\s+|,\s*)"
_FLAGS = re.IGNORECASE
_NAMED = (
    re.compile(rf"{_BEFORE}{_DAY}{_LINK}{_MONTH}{_LINK}{_YEAR}{_BEHIND}{_TIME}", _FLAGS),
    re.compile(rf"{_DAY}[-/ ]{_MONTH}[-/ ]{_SHORT_YEAR}{_TIME}", _FLAGS),
    re.compile(rf"{_BEFORE}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_BEHIND}{_TIME}", _FLAGS),
    re.compile(rf"{_BEFORE}{_MONTH}\s+{_DAY}{_TIME}\s+{_YEAR}", _FLAGS),
)
_YEAR_FIRST = re.compile(
    rf"{_YEAR}(?P<mark>[-/.])\s?(?P<month>[0-9]{{1,2}})(?P=mark)\s?(?P<day>[0-9]{{1,2}})\.?{_TIME}",
    _FLAGS,
)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})(?:T[0-9]{{4,6}}Z?)?")
_BY_SIGNS = re.compile(
    rf"{_YEAR}\s*[年년]\s*(?P<month>[0-9]{{1,2}})\s*[月월]\s*(?P<day>[0-9]{{1,2}})\s*[日일号].{{0,20}}"
)
_NUMBERED = (_YEAR_FIRST, _COMPACT, _BY_SIGNS)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + _TIME, _FLAGS)
_NO_DAY = re.compile(rf"(?:{_MONTH},?\s+)?{_YEAR}", _FLAGS)
_YEARS = r"(?:1[5-9]|2[01])[0-9]{2}(?:\s*[-/–]\s*[0-9]{2,4})?"
_PERIOD = re.compile(
    rf"(?:(?:early|late|mid)[- ])?(?:{_SEASONS}|q[1-4]|[1-4](?:st|nd|rd|th) quarter)[\s,]+{_YEARS}"
    rf"|(?P<first>[^\W\d_]+)\.?(?:\s+[0-9]{{4}})?\s*(?:[-/–&,]|and|to)\s*(?P<last>[^\W\d_]+)\.?[\s,]+{_YEARS}",
    _FLAGS,
)
_LAST_SHORT = 29  # 1930 to 2029


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
            return _only("", _year(match["year"]), month, int(match["day"]))
    if match := next(filter(None, (form.fullmatch(plain) for form in _NUMBERED)), None):
        return _only("", int(match["year"]), int(match["month"]), int(match["day"]))
    if match := _YEAR_LAST.fullmatch(plain):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        if first == second:
            return _only("", year, first, second)
        return _only(DAY_FIRST, year, second, first) | _only(MONTH_FIRST, year, first, second)
    return {}


def names_no_day(written: str) -> bool:
    """Return whether the text is a month, some months, a season or a year, as on magazines."""
    plain = " ".join(written.split())
    month = _NO_DAY.fullmatch(plain)
    if month and (month["month"] or "january").lower() in MONTHS:
        return True
    match = _PERIOD.fullmatch(plain)
    ends = (match["first"], match["last"]) if match else ()
    return match is not None and all((end or "january").lower() in MONTHS for end in ends)


def _year(written: str) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year <= _LAST_SHORT else 1900)


def _only(order: str, year: int, month: int, day: int) -> dict[str, str]:
    if year not in YEARS:
        return {}
    try:
        return {order: date(year, month, day).isoformat()}
    except ValueError:
        return {}
