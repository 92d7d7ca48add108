"""Read what coders answered: files of the page and of the sheet, each row checked against the sample."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import pandas as pd

from analysis.coding.coding_cells import Cells, Meant, rows_of
from analysis.coding.coding_sheet import plain, spans_of, window
from analysis.coding.sample_folder import Item, Sample, read_sample
from analysis.corpus.problems import (
    Place,
    Problem,
    UnreadableError,
    few_lines,
    problems_table,
)
from analysis.errors import FramingError
from analysis.tables.codings import ANSWERS, FIELDS, Codings

_OF_PAGE = frozenset(Codings.names())
_OF_SHEET = frozenset({"article", "sentence", "answer", "label", "note", "coder"})
_NEW = re.compile(r":new-[0-9]+")
_EXACT = re.compile(r"[0-9]+(?:\.0)?")
_TIMES = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S",
          "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S")  # fmt: skip


class CodingsError(FramingError):
    """Files of codings with rows that cannot be used; `problems` (Problems) lists all of them."""

    def __init__(self, problems: pd.DataFrame, good: int) -> None:
        super().__init__(problems)
        self.problems = problems
        errors = problems[problems["severity"] == "error"]
        bad = len(errors[["file", "row"]].drop_duplicates())
        rows = "1 row of codings is" if bad == 1 else f"{bad:,} rows of codings are"
        lines = few_lines([Problem(*row) for row in errors.itertuples(index=False)])
        self._said = "\n".join([f"{rows} wrong, {good:,} good:", *lines])

    def __str__(self) -> str:
        return self._said


@dataclass(frozen=True)
class CodingsRead:
    """What files of codings hold.

    Attributes
    ----------
    codings
        Codings, the good rows.
    problems
        Problems: errors, whose rows were left out, and warnings about rows that were read all the same.
    repeats, uncoded
        How many rows say what another one says, and how many of a sheet have no answer yet.
    """

    codings: pd.DataFrame
    problems: pd.DataFrame
    repeats: int
    uncoded: int


def read_codings(
    paths: Iterable[Path | str], sample_folder: Path | str, *, skip_bad: bool = False
) -> CodingsRead:
    """Read the files of one or more coders, and check each row against the sample.

    Parameters
    ----------
    paths
        Files that the coding page wrote (.csv), or sheets for coders (.csv or .xlsx), also as a
        spreadsheet saved them: with semicolons, another encoding, or ids taken for numbers or times.
    sample_folder
        The folder of the sample that was coded.
    skip_bad
        Whether rows with errors are left out instead of being refused.

    Returns
    -------
    CodingsRead. A row that says the same of the same item by the same coder as another is left out and
    counted. Two that differ are both errors: nobody can tell which of them is meant.

    Raises
    ------
    CodingsError
        If a row has an error, unless `skip_bad`.
    FramingError
        If a file cannot be read or holds no codings.
    """
    sample = read_sample(sample_folder)
    reader = _Reader(sample)
    for path in paths:
        reader.read(path)
    good, repeats = reader.folded()
    if reader.errors and not skip_bad:
        raise CodingsError(problems_table(reader.problems), len(good))
    rows = [answer.row() for answer in good]
    table = Codings.of_rows(rows, "coder", "item")
    return CodingsRead(table, problems_table(reader.problems), repeats, reader.uncoded)


class _RowError(FramingError):
    """A row that cannot be used, as a Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Span(NamedTuple):
    """A stretch of a field."""

    field: str
    start: int
    end: int


class _Answer(NamedTuple):
    """A checked row, and where it stands."""

    place: Place
    coder: str
    item: str
    article: str
    span: _Span | None
    answer: str
    label: str
    note: str
    coded_at: str

    def row(self) -> list[object]:
        """Return the row as Codings have it."""
        span = self.span or ("", pd.NA, pd.NA)
        said = [self.answer, self.label, self.note, self.coded_at]
        return [self.coder, self.item, self.article, *span, *said]

    def content(self) -> tuple[object, ...]:
        """Return what must be the same in every row about this item by this coder."""
        return self[3:8]


@dataclass
class _Reader:
    """Collects the rows of files, and what is wrong with them."""

    sample: Sample
    answers: list[_Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    uncoded: int = 0

    def __post_init__(self) -> None:
        self._article = Meant(self.sample.articles)
        read = [f"{article}:read" for article in self.sample.articles]
        self._item = Meant([*self.sample.items, *read])
        self._label = Meant(self.sample.labels)
        self._answer = Meant(ANSWERS)
        self._added: dict[tuple[str, str], int] = {}

    @property
    def errors(self) -> bool:
        """Whether any row was wrong."""
        return any(problem.severity == "error" for problem in self.problems)

    def read(self, path: Path | str) -> None:
        """Read the rows of one file."""
        try:
            columns, rows = rows_of(path)
        except UnreadableError as error:
            raise FramingError(f"{path}: {error}") from error
        is_page = set(columns) >= _OF_PAGE
        if not is_page and not set(columns) >= _OF_SHEET:
            missing = sorted((_OF_SHEET if "sentence" in columns else _OF_PAGE) - set(columns))
            raise FramingError(
                f"{path}: no column {missing[0]!r}; expected codings.csv of the coding page, or the "
                "sheet for coders"
            )
        coders = {" ".join(row.cells["coder"].split()) for row in rows} - {""}
        only = coders.pop() if len(coders) == 1 and not is_page else ""
        for row in rows:
            if not is_page and not row.cells["answer"].strip():
                self._not_answered(row)
                continue
            try:
                self.answers.append(self._checked(row, only, is_page=is_page))
            except _RowError as wrong:
                self.problems.append(wrong.problem)

    def _not_answered(self, row: Cells) -> None:
        self.uncoded += not row.cells["item"].endswith(":read")
        for column in ("label", "note"):
            if row.cells[column].strip():
                said = row.at(column).warning("has no answer beside it", "an answer in the row")
                self.problems.append(said)

    def _checked(self, row: Cells, only: str, *, is_page: bool) -> _Answer:
        coder = " ".join(normalize("NFC", row.cells["coder"].strip() or only).split())
        if not coder:
            raise _RowError(row.at("coder").error("no coder", "the name of the coder"))
        answer = self._answer(row.cells["answer"])
        article, item = self._which(row, answer, coder, is_page=is_page)
        self._check_answer(row, answer, item, article)
        isolated = item == f"{article}:read"
        label = "" if isolated else self._label_of(row, answer, item)
        span = None if isolated else self._span_of(row, answer, item, article)
        coded_at = _time(row) if is_page else ""
        note = row.cells["note"].strip()
        place = row.at("answer")
        return _Answer(place, coder, item, article, span, answer, label, note, coded_at)

    def _which(self, row: Cells, answer: str, coder: str, *, is_page: bool) -> tuple[str, str]:
        """Return the article and the item that a row is about."""
        written = row.cells["item"].strip()
        article = self._article(row.cells["article"])
        if not article and row.cells["article"].strip():
            raise _RowError(
                row.at("article").error("not in the sample", "an article of the sample")
            )
        known = self._item(written)
        if known:
            there = self.sample.items.get(known)
            owner = there.article if there else known.removesuffix(":read")
            if article and owner != article:
                raise _RowError(
                    row.at("article").error("another article", f"{owner!r}, of this item")
                )
            if known != written:
                told = "was read as the item that a spreadsheet had changed"
                self.problems.append(row.at("item").warning(told, repr(known)))
            return owner, known
        if not article:
            raise _RowError(row.at("article").error("no article", "an article of the sample"))
        if not is_page and not written and answer == "add":
            number = self._added.get((coder, article), 0) + 1
            self._added[coder, article] = number
            return article, f"{article}:new-{number}"
        new = _NEW.search(written)
        if new and is_page and written.endswith(new.group()):
            return article, article + new.group()
        told = "an item of the sample, ARTICLE:read or, for an added span, "
        told += "ARTICLE:new-1" if is_page else "nothing"
        raise _RowError(row.at("item").error("unknown item", told))

    def _check_answer(self, row: Cells, answer: str, item: str, article: str) -> None:
        mends = ("mend",) if self.sample.spans else ()
        allowed: tuple[str, ...] = ("accept", *mends, "reject")
        if item == f"{article}:read":
            allowed = ("accept",)
        elif item not in self.sample.items:
            allowed = ("add",) if self.sample.spans else ()
        if answer not in allowed:
            told = " or ".join(allowed) or "no added span, since the sample has only given ones"
            raise _RowError(row.at("answer").error("not an answer to this item", told))

    def _label_of(self, row: Cells, answer: str, item: str) -> str:
        written = row.cells["label"].strip()
        if answer == "reject" or not self.sample.labels:
            if written:
                told = (
                    "nothing after reject" if self.sample.labels else "nothing: it has spans only"
                )
                raise _RowError(row.at("label").error("a label where none belongs", told))
            return ""
        if not written and "model" in row.cells and item in self.sample.items:
            written = self.sample.items[item].label  # the coder saw it and left it
        label = self._label(written)
        if not label:
            told = ", ".join(self.sample.labels)
            raise _RowError(row.at("label").error("not a label of the sample", f"one of {told}"))
        return label

    def _span_of(self, row: Cells, answer: str, item: str, article: str) -> _Span:
        there = self.sample.items.get(item)
        given = _Span(there.field, there.start, there.end) if there else None
        if "sentence" in row.cells:
            span = self._bracketed(row, answer, there, article)
        else:
            span = self._counted(row, given, article)
        if answer == "mend" and span == given:
            raise _RowError(row.at("answer").error("the span is the model's", "accept"))
        if answer == "accept" and span != given:
            raise _RowError(row.at("answer").error("the span is not the model's", "mend"))
        return given if given and answer == "reject" else span

    def _counted(self, row: Cells, given: _Span | None, article: str) -> _Span:
        """Return the span that a row of the page gives by its places."""
        empty = not any(row.cells[name].strip() for name in ("field", "start", "end"))
        if empty and given and self._answer(row.cells["answer"]) != "mend":
            return given
        name = row.cells["field"].strip().casefold()
        if name not in FIELDS:
            raise _RowError(row.at("field").error("no part of an article", " or ".join(FIELDS)))
        start, end = (_number(row, column) for column in ("start", "end"))
        length = len(self.sample.articles[article].part(name))
        if start >= end:
            raise _RowError(row.at("end").error("a span without a character", f"more than {start}"))
        if end > length:
            raise _RowError(
                row.at("end").error("behind the end", f"{length} at most, in the {name}")
            )
        return _Span(name, start, end)

    def _bracketed(self, row: Cells, answer: str, item: Item | None, article: str) -> _Span:
        """Return the span that stands in double brackets in a row of the sheet."""
        if item:
            given = _Span(item.field, item.start, item.end)
            if answer != "mend":
                return given
            first, last = window(item)
            shown = plain(self.sample.articles[article].part(item.field)[first:last])
            found = {(first + a, first + b) for a, b in spans_of(row.cells["sentence"], shown)}
            spans = {_Span(item.field, a, b) for a, b in found}
            told = "the sentence as it was, with [[double brackets]] around the right span"
        else:
            spans = set(self._found(row.cells["sentence"], article))
            told = "words that stand once in the article, with [[double brackets]] around the span"
        if len(spans) != 1:
            raise _RowError(row.at("sentence").error(f"{len(spans)} spans fit it", told))
        return spans.pop()

    def _found(self, written: str, article: str) -> Iterator[_Span]:
        """Yield every place where the words of an added row stand in its article."""
        written = plain(written).strip()
        for name in FIELDS:
            text = plain(self.sample.articles[article].part(name))
            for start, end in spans_of(written, ""):
                words = written[:start] + written[start + 2 : end + 2] + written[end + 4 :]
                for place in re.finditer(f"(?={re.escape(words)})", text):
                    yield _Span(name, place.start() + start, place.start() + end)

    def folded(self) -> tuple[list[_Answer], int]:
        """Return one answer for each coder and item, and how many rows only repeat one."""
        groups: dict[tuple[str, str], list[_Answer]] = {}
        for answer in self.answers:
            groups.setdefault((answer.coder, answer.item), []).append(answer)
        good, repeats = [], 0
        for (coder, item), group in groups.items():
            if len({answer.content() for answer in group}) == 1:
                good.append(max(group, key=lambda answer: answer.coded_at))
                repeats += len(group) - 1
                continue
            for answer in group:
                other = next(one for one in group if one.content() != answer.content()).place
                said = f"two answers by {coder!r} to {item!r}: the other is in {other.file}, row "
                told = answer.place.error(f"{said}{other.row}", "one of them")
                self.problems.append(told)
        return good, repeats


def _number(row: Cells, column: str) -> int:
    written = row.cells[column].strip()
    if not _EXACT.fullmatch(written):
        raise _RowError(row.at(column).error("no place in a text", "a whole number from 0"))
    return int(float(written))


def _time(row: Cells) -> str:
    """Return a time in UTC as ISO 8601, also one that a spreadsheet has written if only one is meant."""
    written = row.cells["coded_at"].strip()
    if not written:  # it came from a sheet
        return ""
    times = {*_times(written)}
    if len(times) != 1 or len(written) < len("2026-01-01T00:00"):
        told = "a time as 2026-01-31T12:00:00Z"
        raise _RowError(row.at("coded_at").error("no time, or one that may be two days", told))
    return times.pop().isoformat().replace("+00:00", "Z")


def _times(written: str) -> Iterator[datetime]:
    """Yield each time that a text may stand for, in UTC."""
    with suppress(ValueError):
        time = datetime.fromisoformat(written)
        yield time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    for form in _TIMES:
        with suppress(ValueError):
            yield datetime.strptime(written, form).replace(tzinfo=UTC)
