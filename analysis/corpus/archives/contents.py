"""The request for an import, and its result: articles, removed passages and problems."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.corpus.formats import Table
from analysis.corpus.problems import Place, Problem

COLUMNS = ("id", "outlet", "date", "title", "author", "url", "language")


@dataclass(frozen=True)
class Asked:
    """The user's request; everything but `format` and `path` may be left empty.

    Attributes
    ----------
    format
        One of FORMATS.
    path
        A file, a folder or a zip.
    columns
        Our names to the table's, as for `read_corpus`.
    texts
        A folder or zip of text files for a table that has no texts.
    table
        Name of the metadata table among several in a folder or zip.
    encoding
        Encoding of files that are not UTF-8; recognised from their bytes if empty.
    dates
        "day-first" or "month-first" for dates such as 3/4/2016.
    outlet
        The outlet of articles that name none.
    """

    format: str
    path: str
    columns: Mapping[str, str] = field(default_factory=dict)
    texts: str = ""
    table: str = ""
    encoding: str = ""
    dates: str = ""
    outlet: str = ""


@dataclass(frozen=True)
class Piece:
    """One article of a source: its place, its text, its cells by COLUMNS, and its other cells.

    Cells are as the source has them. `names` maps our names of columns to those of the source.
    """

    place: Place
    cells: Mapping[str, str]
    text: str
    more: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def cell(self, column: str) -> Place:
        """Return the place of one of its values, by the column's name in the source."""
        named = self.names.get(column, column)
        return Place(self.place.file, self.place.row, named, self.cells.get(column, ""))


@dataclass(frozen=True)
class Removed:
    """A passage of the source that is not in the corpus; `article` is empty if it concerns the file."""

    article: str
    text: str
    reason: str


@dataclass
class Reading:
    """The result so far; it grows with every file.

    `taken` says for each of our columns where it comes from, `cleaning` counts the changes.
    """

    pieces: list[Piece] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    cleaning: Counter[str] = field(default_factory=Counter)
    encodings: dict[str, str] = field(default_factory=dict)

    def take(self, table: Table) -> None:
        """Take over the problems of a table."""
        self.problems += table.problems
