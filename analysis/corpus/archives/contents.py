"""The request for an import, and its result: articles, removed passages and problems."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.corpus.problems import Place, Problem

AS_GIVEN = (
    "every text is as it was given, character by character but for what is removed, now in UTF-8"
)
BY_NAME = 'or --name "{outlet}_{date}_{id}" in the form of the names of the files, if they tell it'
JOINED = "paragraphs are kept as they are and joined by an empty line; the headline comes first"
COLUMNS = ("id", "outlet", "date", "title", "author", "url", "language")


@dataclass(frozen=True)
class Asked:
    """The user's request; everything but `path` may be left empty."""

    format: str  # one of FORMATS, or "" to recognise it
    path: str  # a file, a folder or a zip
    columns: Mapping[str, str] = field(default_factory=dict)  # ours to theirs, as for `read_corpus`
    texts: str = ""  # a folder or zip of text files for a table that has no texts
    table: str = ""  # name of the metadata table among several in a folder or zip
    encoding: str = ""  # of files that are not UTF-8; recognised from their bytes if empty
    dates: str = ""  # "day-first" or "month-first" for dates such as 3/4/2016
    outlet: str = ""  # the outlet of articles that name none
    name: str = ""  # the pattern of file names, as {outlet}_{date}_{id}


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

    `taken` says for each of our columns where it comes from, `cleaning` counts the changes, `made` says
    how the texts were made. `announced` is how many articles each file itself says it has, `absent` how
    many of the source have no text because their archive removed them.
    """

    pieces: list[Piece] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)
    cleaning: Counter[str] = field(default_factory=Counter)
    encodings: dict[str, str] = field(default_factory=dict)
    made: str = AS_GIVEN
    announced: dict[str, int] = field(default_factory=dict)
    absent: int = 0
    also: str = ""  # another way to name outlets, said where one is missing
