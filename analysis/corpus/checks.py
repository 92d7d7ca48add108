"""Check every row of a corpus, and read its text; each check yields the problems of one kind."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from analysis.corpus.columns import Names
from analysis.corpus.decode import decoded, mostly_controls
from analysis.corpus.formats import Table, Written
from analysis.corpus.link_text import link_texts
from analysis.corpus.problems import Problem, UnreadableError, shown
from analysis.normal_form import normal_form

WHOLE_NUMBER = re.compile(r"-?[0-9]+")
# A day, perhaps with a time and an offset behind it; the day stays as it was written.
DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:([0-5][0-9]|60)([.,][0-9]+)?)?"
    r" ?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)
_NEAR = 6  # characters; the signs of ftfy are at most five long, and none is ASCII alone
_BEYOND = re.compile(rf"[^\x00-\x7f]+(?:[\x00-\x7f]{{1,{2 * _NEAR}}}[^\x00-\x7f]+)*")
_ROW_BITS = 40  # rows of a file that a place can tell
YEARS = range(1678, 2262)  # what a time stamp in nanoseconds can hold; newspapers fit in


@dataclass
class Seen:
    """What was seen of a corpus so far, and where for the first time: its ids and its outlets.

    A place is a number: that of the file, then that of the row. `alone` says that there is one file only.
    """

    alone: bool = True
    ids: dict[str, int] = field(default_factory=dict)
    outlets: dict[str, int] = field(default_factory=dict)
    alike: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def place(self, table: Table, row: int) -> int:
        """Return the place of a row of `table`."""
        if not self.files or self.files[-1] != table.label:
            self.files.append(table.label)
        return (len(self.files) - 1) << _ROW_BITS | row

    def row(self, place: int) -> str:
        """Say which row a place is, with its file if that is not the one being read."""
        file, row = divmod(place, 1 << _ROW_BITS)
        return f"row {row}" + f" of {self.files[file]}" * (file != len(self.files) - 1)


def row_problems(table: Table, names: Names, seen: Seen) -> Iterator[Problem]:
    """Yield all that is wrong with the cells of `table`, its texts excepted; `seen` are the rows before."""
    yield from unusable_characters(table, besides=names.theirs.get("text"))
    if not table.rows and not table.problems and seen.alone:
        yield table.whole().error("no rows under the header", "one row an article")
    for ours in ("id", "outlet", "file"):
        if ours in names.theirs and ours in {"id", "outlet", names.where_text}:
            yield from empty_cells(table, names.theirs[ours])
            yield from not_names(table, names.theirs[ours])
    if "id" in names.theirs:
        yield from repeated_ids(table, names.theirs["id"], seen)
    if "date" in names.theirs:
        yield from impossible_dates(table, names.theirs["date"])
    if "outlet" in names.theirs:
        yield from odd_outlets(table, names.theirs["outlet"], seen)
        if table.separator and names.where_text == "text":
            yield from swallowed_rows(table, names.theirs["text"], names.theirs["outlet"])


def unusable_characters(table: Table, *, besides: str | None) -> Iterator[Problem]:
    """Yield column names and cells with a NUL or half a surrogate pair, `besides` one column."""
    for column, cells in table.columns.items():
        if is_unusable(column):
            yield table.whole(column, column).error(*UNUSABLE)
        if column != besides and is_unusable("".join(cells)):
            bad = [index for index, cell in enumerate(cells) if is_unusable(cell)]
            yield from (table.cell(index, column).error(*UNUSABLE) for index in bad)


UNUSABLE = ("holds a NUL character or half a surrogate pair", "text without them")


def is_unusable(value: str) -> bool:
    """Return whether `value` holds a NUL or half of a surrogate pair, which no text file can hold."""
    try:
        return b"\0" in value.encode()
    except UnicodeEncodeError:
        return True


def empty_cells(table: Table, column: str) -> Iterator[Problem]:
    """Yield cells of a needed column with nothing but white space."""
    for index, cell in enumerate(table.columns[column]):
        if not cell.strip():
            yield table.cell(index, column).error("is empty", "a value in every row")


def not_names(table: Table, column: str) -> Iterator[Problem]:
    """Yield cells that were a list, a fraction and so on, where a name belongs."""
    for index, cell in enumerate(table.columns[column]):
        if type(cell) is Written and not WHOLE_NUMBER.fullmatch(cell):
            yield table.cell(index, column).error("is not a string", "a string or a whole number")


def repeated_ids(table: Table, column: str, seen: Seen) -> Iterator[Problem]:
    """Yield each id that an earlier row has."""
    for index, (row, name) in enumerate(zip(table.rows, table.columns[column], strict=True)):
        place = seen.place(table, row)
        first = seen.ids.setdefault(name, place)
        if first != place and name.strip():
            yield table.cell(index, column).error(
                f"the id of {seen.row(first)} already", "an id of its own for each article"
            )


def impossible_dates(table: Table, column: str) -> Iterator[Problem]:
    """Yield dates that are no day of the calendar in the ISO form."""
    days: dict[str, str | None] = {}
    for index, cell in enumerate(table.columns[column]):
        if cell not in days:
            days[cell] = day_of(cell)
        if days[cell] is None:
            yield table.cell(index, column).error(
                "not a date", "a day such as 2016-12-14, perhaps with a time behind it, or nothing"
            )


def day_of(written: str) -> str | None:
    """Return the day at the start of an ISO date, "NaT" for an empty one, None if it is neither."""
    if not written.strip():
        return "NaT"
    match = DAY.fullmatch(written)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return None
    return day.isoformat() if day.year in YEARS else None


def odd_outlets(table: Table, column: str, seen: Seen) -> Iterator[Problem]:
    """Warn of outlets with white space around them, and of those that look like another one."""
    first: dict[str, int] = {}
    for index, outlet in enumerate(table.columns[column]):
        if outlet not in seen.outlets:
            seen.outlets[outlet] = seen.place(table, table.rows[index])
            first[outlet] = index
    for outlet, index in first.items():
        cell = table.cell(index, column)
        if outlet.strip() and outlet != outlet.strip():
            yield cell.warning("has white space around it, which is kept", "the name alone")
        other = seen.alike.setdefault(plain_outlet(outlet), outlet)
        if other != outlet and outlet.strip():
            yield cell.warning(
                f"differs from {shown(other)!r} in {seen.row(seen.outlets[other])} only in case, white "
                "space, punctuation or Unicode form, and counts as another one",
                "one spelling for each outlet",
            )


def swallowed_rows(table: Table, text: str, outlet: str) -> Iterator[Problem]:
    """Yield texts of a csv table that seem to hold another row of the table.

    This happens if a quotation mark is not closed, and one in a later row closes it: a line inside
    the cell has as many separators as a row, and a known outlet in the outlet's place.
    """
    every = table.outlets or set(table.columns[outlet])
    outlets = {name for name in every if name.strip()}
    place, width = list(table.columns).index(outlet), len(table.columns)
    for index, cell in enumerate(table.columns[text]):
        lines = cell.split("\n")[1:] if table.separator in cell else []
        for line in lines:
            cells = line.split(table.separator, width)
            if len(cells) >= width and cells[place] in outlets:
                yield table.cell(index, text).error(
                    f"another row seems to be inside this cell: {line[:40]!r}",
                    "a closing quotation mark at the end of every cell that has an opening one",
                )
                break


def plain_outlet(outlet: str) -> str:
    """Return the letters and digits of a name, which spellings of one name have in common."""
    text = normal_form("NFKC", outlet).casefold()
    return "".join(char for char in text if char.isalnum()) or text


def texts_of(table: Table, names: Names, read: Callable[[str], bytes]) -> list[str]:
    """Return the text of each row, "" where there is none; the reason becomes a problem of the table.

    `read` returns the bytes of a text file. They are decoded, and nothing else is done to them.
    """
    column = names.theirs.get(names.where_text or "")
    if column is None:
        return [""] * len(table.rows)
    texts: list[str] = []
    for index, cell in enumerate(table.columns[column]):
        text = ""
        try:
            if names.where_text == "text":
                text = _usable(string_of(cell))
                table.problems += _mismatch(table, names, index, text.encode())
            elif cell.strip() and not is_unusable(cell):  # else reported already, as for any cell
                content = read(cell)
                table.problems += _mismatch(table, names, index, content)
                text = _usable(decoded(content))
        except UnreadableError as error:
            table.problems.append(error.at(table.cell(index, column)))
        texts.append(text)
    return texts


def wrongly_decoded(table: Table, names: Names, texts: Sequence[str]) -> Iterator[Problem]:
    """Warn of texts with signs of another encoding ("Itâ€™s"): their quotations are not found.

    ftfy tells them (Speer 2019); nothing is mended, since the file as it was may still be had.
    """
    column = names.theirs.get(names.where_text or "", "")
    for index, text in enumerate(texts):
        written, meant = ("", "") if text.isascii() else garbled(text)
        if written:
            yield replace(table.cell(index, column), value=written).warning(
                f"the text seems to be read in a wrong encoding: {written!r} for {meant!r}; "
                "quotation marks in it are not recognised",
                "the text in the encoding in which it was written, best saved anew as UTF-8",
            )


def linked(table: Table, names: Names, texts: Sequence[str]) -> Iterator[Problem]:
    """Warn of texts with titles of other articles behind a name, which are read as blanks."""
    column = names.theirs.get(names.where_text or "", "")
    for index, text in enumerate(texts):
        start, end = next(link_texts(text), (0, 0))
        if end:
            yield replace(table.cell(index, column), value=text[start:end].strip()).warning(
                "titles of other articles, up to MORE, stand behind a name; blanks are read in their place",
                "the article without the links of its site",
            )


def garbled(text: str) -> tuple[str, str]:
    """Return the first word with signs of another encoding and what ftfy makes of it, or nothing."""
    import ftfy.badness  # noqa: PLC0415  takes a tenth of a second, and many corpora are plain ASCII

    # most of a text is ASCII and far from any sign, and ftfy takes long to say so
    near = (text[max(0, m.start() - _NEAR) : m.end() + _NEAR] for m in _BEYOND.finditer(text))
    if not ftfy.badness.BADNESS_RE.search((_NEAR * "\n").join(near)):
        return "", ""
    for found in ftfy.badness.BADNESS_RE.finditer(text):
        start = text.rfind(" ", 0, found.start()) + 1
        word = " ".join(text[start : found.end() + 20].split(maxsplit=1)[:1])
        meant = ftfy.fix_encoding(word)
        if meant != word:
            return word, meant
    return "", ""


def string_of(cell: str) -> str:
    """Return the text in a cell; UnreadableError if it was a number, a list or the like."""
    if type(cell) is Written:
        raise UnreadableError("is not a string", "the text of the article, as a string")
    return cell


def _usable(text: str) -> str:
    if not text.strip():
        raise UnreadableError("the text is empty", "an article with a text")
    if is_unusable(text):
        hint = "; UTF-16 needs a byte order mark" if "\0" in text else ""
        raise UnreadableError(UNUSABLE[0], UNUSABLE[1] + hint)
    if mostly_controls(text.encode()):
        raise UnreadableError("is mostly control characters, as in a binary file", "plain text")
    return text


def _mismatch(table: Table, names: Names, index: int, content: bytes) -> Iterator[Problem]:
    if "sha256" not in names.theirs:
        return
    place = table.cell(index, names.theirs["sha256"])
    given, found = place.value.strip().lower(), sha256(content).hexdigest()
    if given and given != found:
        yield place.error(
            f"the digest of the text is {found}", "the bytes that the digest was made of, unchanged"
        )
