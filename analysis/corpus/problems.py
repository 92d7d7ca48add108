"""Problems of a corpus: what is wrong, where, and what would be right; one row and one line each."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

import pandas as pd

from analysis.errors import FramingError
from analysis.files import visible
from analysis.tables import Problems

_BAD_BYTE = re.compile("[\udc80-\udcff]")  # a byte that is not UTF-8, see decode.py
_OWN = re.compile(r"'[^']*'|\"[^\"]*\"|[0-9][0-9,.:-]*")  # what differs between rows
_EXAMPLES = 3
SHOWN = 80  # characters of a bad value that a reader needs to find it again


@dataclass(frozen=True)
class Problem:
    """One row of the Problems table."""

    file: str
    row: int
    column: str
    value: str
    problem: str
    expected: str
    severity: str

    def __str__(self) -> str:
        where = [self.file]
        where += [f"row {self.row}"] if self.row else []
        where += [f'column "{self.column}"'] if self.column else []
        value = f": value '{self.value}'" if self.row or self.value else ""
        mark = "warning: " if self.severity == "warning" else ""
        return f"{mark}{', '.join(where)}{value}: {self.problem}; expected {self.expected}"


@dataclass(frozen=True)
class Place:
    """A place in a corpus; `row` counts data rows from 1, and 0 is the whole file."""

    file: str
    row: int = 0
    column: str = ""
    value: str = ""

    def error(self, problem: str, expected: str) -> Problem:
        """Return a problem that keeps this row out of the corpus (row 0: the whole file)."""
        said = (_visible(problem), _visible(expected))
        found = (shown(self.file), self.row, shown(self.column), shown(self.value))
        return Problem(*found, *said, "error")

    def warning(self, problem: str, expected: str) -> Problem:
        """Return a problem that keeps nothing out of the corpus."""
        return Problem(**asdict(self.error(problem, expected)) | {"severity": "warning"})


class UnreadableError(FramingError):
    """A file or value that cannot be read; the caller, who knows the place, makes a Problem of it."""

    def __init__(self, problem: str, expected: str, *, value: str = "", file: str = "") -> None:
        super().__init__(problem, expected)
        self.problem, self.expected, self.value, self.file = problem, expected, value, file

    def __str__(self) -> str:
        return f"{self.problem}; expected {self.expected}"

    def at(self, place: Place) -> Problem:
        """Return the problem, with `place` as its place."""
        file, value = self.file or place.file, self.value or place.value
        return Place(file, place.row, place.column, value).error(self.problem, self.expected)


class CorpusError(FramingError):
    """A corpus that cannot be used as it is; `problems` (Problems) lists everything that is wrong.

    As text it is one line per problem.
    """

    def __init__(self, problems: pd.DataFrame) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        names = [field.name for field in fields(Problem)]
        rows = self.problems[names].itertuples(index=False)
        return "\n".join(str(Problem(*row)) for row in rows)


def problems_table(found: Sequence[Problem], *, by_file: bool = False) -> pd.DataFrame:
    """Return Problems, one row per problem: those of whole files first, then row by row.

    `by_file` says that all rows of a file come before those of the next one.
    """
    files = {file: n for n, file in enumerate(dict.fromkeys(problem.file for problem in found))}
    ordered = sorted(
        found,
        key=lambda one: (one.row > 0, files[one.file] if by_file else 0, one.row),
    )
    names = [field.name for field in fields(Problem)]
    rows = pd.DataFrame([asdict(problem) for problem in ordered], columns=names)
    return Problems.validate(rows)


def grouped(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Return the problems that are one problem in many places together, in the order of the first.

    They have the same column and severity, and the same words but for numbers and what stands in quotes.
    """
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        words = (_OWN.sub("…", problem.problem), _OWN.sub("…", problem.expected))
        groups.setdefault((problem.severity, problem.column, *words), []).append(problem)
    return list(groups.values())


def few_lines(problems: Sequence[Problem], *, rest: str = "") -> list[str]:
    """Return one line for each problem: as it is, or with the number of its places and three examples.

    `rest` names the file in which all of them stand.
    """
    lines = []
    for group in grouped(problems):
        first = group[0]
        if len(group) == 1:
            lines.append(str(first))
            continue
        files = list(dict.fromkeys(problem.file for problem in group))
        where = [files[0] if len(files) == 1 else f"{len(files):,} files"]
        where += [f'column "{first.column}"'] if first.column else []
        where += [f"{len(group):,} {'rows' if first.row else 'times'}"]
        mark = "warning: " if first.severity == "warning" else ""
        examples = "; ".join(
            _example(problem, with_file=len(files) > 1) for problem in group[:_EXAMPLES]
        )
        more = f"; all {len(group):,} in {rest}" if rest and len(group) > _EXAMPLES else ""
        said = f"{first.problem}; expected {first.expected}"
        lines.append(f"{mark}{', '.join(where)}: {said}; as in {examples}{more}")
    return lines


def _example(problem: Problem, *, with_file: bool) -> str:
    where = [
        *([problem.file] if with_file else []),
        *([f"row {problem.row}"] if problem.row else []),
    ]
    return ", ".join(where) + f" '{problem.value}'" * bool(problem.value)


def shown(value: object) -> str:
    """Return `value` on one line of at most 80 characters, without invisible characters."""
    return visible_line(str(value), SHOWN)


def visible_line(text: str, most: int) -> str:
    """Return `text` on one line of at most `most` characters, without invisible characters."""
    return _visible(text if len(text) <= most else text[: most - 1] + "…")


def _visible(text: str) -> str:
    return visible(_BAD_BYTE.sub(lambda char: f"\\x{ord(char.group()) - 0xDC00:02x}", text))
