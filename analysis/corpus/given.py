"""A table as it was given: columns of strings, the rows they stand in, and what was unreadable."""

import json
from dataclasses import dataclass, field

from analysis.corpus.problems import Place, Problem


class Written(str):
    """A value that was no string where it stood (a number, a list ...), as JSON text."""

    __slots__ = ()


@dataclass
class Table:
    """Columns of equal length; `rows` holds the number of each row in the file, from 1.

    `separator` is that of a csv or tsv table, else empty. `problems` grows as checks are made.
    """

    label: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    separator: str = ""

    def cell(self, index: int, column: str) -> Place:
        """Return the place of the cell in `column` at position `index` of the columns."""
        return Place(self.label, self.rows[index], column, self.columns[column][index])

    def whole(self, column: str = "", value: str = "") -> Place:
        """Return the place of something that concerns the whole table, or all of one column."""
        return Place(self.label, 0, column, value)


def as_cell(value: object) -> str:
    """Return a JSON or parquet value as a cell: strings as they are, nothing and NaN as ""."""
    if isinstance(value, str):
        return value
    if value is None or value != value:  # noqa: PLR0124 -- only NaN differs from itself
        return ""
    return Written(json.dumps(value, ensure_ascii=False, default=str))
