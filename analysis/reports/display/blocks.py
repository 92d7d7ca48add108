"""The blocks of a report, one class for each kind.

A notebook stores a block as JSON (`stored`), and a report reads it back (`block_of`). The contents of a block
come from a corpus or from its user, so everything that draws a block escapes them.
"""

import json
import re
import reprlib
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from analysis.figures.canvas.spots import Spot
from analysis.reports.display.cells import Cell, Column, Value, written
from analysis.reports.display.marks import Attribution, Mark, Sign, check_marks, signs_in

_LONG_ALT = 160  # characters; a longer description helps all readers, so it is offered to all
_ORIGIN = ("outlet", "date", "article", "speaker", "cue", "cue_class", "type", "voice")
_ALWAYS = frozenset({"source", "cue", "quoted", "paraphrased"})  # explained above every article

# names stand in addresses and file names
Id = Annotated[str, Meta(pattern=r"\A[\w.-]+\Z")]
Count = Annotated[int, Meta(ge=0)]
# the page of another run of the same report, or none
Page = Annotated[str, Meta(pattern=r"\A(\.\./[\w.-]+/report\.html)?\Z")]


class _Display(Struct, frozen=True, tag_field="kind", tag=str.lower):
    @property
    def kind(self) -> str:
        """Return the kind of the block, as stored in a notebook."""
        return str(self.__struct_config__.tag)


class Text(_Display, frozen=True):
    """Plain paragraphs."""

    paragraphs: tuple[str, ...]


class Findings(_Display, frozen=True):
    """Results, in sentences.

    `examples` has for each sentence some words of an article and where they stand, both "" without one, or
    is empty. `details` are further sentences, folded.
    """

    sentences: tuple[str, ...]
    examples: tuple[tuple[str, str], ...] = ()
    details: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.examples and len(self.examples) != len(self.sentences):
            said = f"{len(self.sentences)} sentences"
            raise ValueError(
                f"{len(self.examples)} examples, expected one for each of {said} or none"
            )

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """Return every sentence with its example and the origin of that."""
        examples = self.examples or (("", ""),) * len(self.sentences)
        return [(said, *example) for said, example in zip(self.sentences, examples, strict=True)]


class Notice(_Display, frozen=True):
    """A warning that a reader needs before trusting a number."""

    level: Literal["warning", "note"]
    text: str


class Figure(_Display, frozen=True):
    """A figure with its title, its caption and its id for citation; its picture is among its `files`.

    `spots` are the places of its numbers in the picture.
    """

    id: Id
    name: str
    caption: str
    alt: str
    width: Literal["column", "full"]
    files: tuple[str, ...]
    spots: tuple[Spot, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        for spot in self.spots:
            if not all(-0.5 <= share <= 1.5 for share in spot[1:]):
                raise ValueError(f"a spot is {spot[1:]}, expected four shares of the figure")

    @property
    def described(self) -> bool:
        """Whether its alternative text says more than a reader of the caption knows."""
        return len(self.alt) > _LONG_ALT


class Table(_Display, frozen=True):
    """Rows of a table with `total` rows in all, which is in `file`.

    `keys` are the keys of its rows, if the rows are numbers with evidence; then the column `n` leads there.
    A `folded` table is for looking something up: a page folds it, and a paper has it as a file only.
    `pages` are the pages that its rows lead to, "" for a row without one; a page links them.
    """

    id: Id
    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: int
    file: str
    keys: tuple[str, ...] = ()
    folded: bool = False
    pages: tuple[Page, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"row {reprlib.repr(row)}, expected {len(self.columns)} values")
        if self.total < len(self.rows):
            rows = f"the {len(self.rows)} rows shown"
            raise ValueError(f"total is {self.total}, expected a count of at least {rows}")
        if self.keys and len(self.keys) != len(self.rows):
            raise ValueError(f"{len(self.keys)} keys, expected one for each row or none")
        if self.pages and len(self.pages) != len(self.rows):
            raise ValueError(f"{len(self.pages)} pages, expected one for each row or none")
        self.cells()  # raises if a column cannot show a value

    def cells(self) -> list[list[Cell]]:
        """Return the rows as text; the first column of text names them."""
        texts = [place for place, column in enumerate(self.columns) if not column.numeric]
        heading = texts[0] if texts else -1
        return [
            [
                Cell(written(value, column), column.numeric, heads=place == heading)
                for place, (value, column) in enumerate(zip(row, self.columns, strict=True))
            ]
            for row in self.rows
        ]

    @property
    def note(self) -> str:
        """Return the note on the number of rows, and on the file with all of them."""
        if len(self.rows) < self.total:
            return f"{len(self.rows):,} of {self.total:,} rows; all in {self.file}"
        return f"{self.total:,} {'row' if self.total == 1 else 'rows'}; also in {self.file}"


class Extract(Struct, frozen=True):
    """A part of an article, from the character `start` on; its marks count from the first character."""

    start: Count
    text: str
    marks: tuple[Mark, ...]

    def __post_init__(self) -> None:
        check_marks(self.text, self.marks, start=self.start)


class Passage(Struct, frozen=True):
    """The evidence for one row: its origin, and the words with marks.

    `before` and `after` tell whether its paragraph has more words on that side.
    """

    about: dict[str, str]
    extracts: tuple[Extract, ...]
    before: bool = False
    after: bool = False

    @property
    def is_cut(self) -> bool:
        """Tell whether "[...]" stands in the passage, as words are left out."""
        return bool(self.extracts) and (self.before or self.after or len(self.extracts) > 1)

    @property
    def origin(self) -> list[tuple[str, str]]:
        """Return the names and values of `about` in the order of a sentence: outlet, day, speaker, cue."""
        return sorted(self.about.items(), key=lambda pair: (_place(pair[0]), pair[0]))


class Group(Struct, frozen=True, omit_defaults=True):
    """Evidence for one number: `total` passages, and the places of the shown ones in the block.

    `unsure` says that none of them is sure enough to be shown.
    """

    label: str
    total: int
    passages: tuple[Count, ...]
    key: str = ""
    unsure: bool = False

    def __post_init__(self) -> None:
        if self.total < len(self.passages):
            shown = f"the {len(self.passages)} passages shown"
            raise ValueError(f"total is {self.total}, expected a count of at least {shown}")


class Evidence(_Display, frozen=True):
    """The passages behind the numbers of one figure or table; `file` has all of them."""

    name: str
    caption: str
    file: str
    groups: tuple[Group, ...]
    passages: tuple[Passage, ...]

    def __post_init__(self) -> None:
        places = {place for group in self.groups for place in group.passages}
        if not places <= set(range(len(self.passages))):
            raise ValueError(f"passage {max(places)}, expected one of {len(self.passages)}")

    def passages_of(self, group: Group) -> list[Passage]:
        """Return the shown passages of a number."""
        return [self.passages[place] for place in group.passages]

    def note(self, group: Group, shown: int) -> str:
        """Return the note on how many passages of a number are shown, and on the file with the others."""
        if group.unsure:
            return f"none is sure to be said; all in {self.file}"
        if shown < group.total:
            return f"{shown:,} of {group.total:,} shown; all in {self.file}"
        return f"{group.total:,} shown" if group.total else "none"

    @property
    def parts(self) -> frozenset[str]:
        """Return the kinds of marks in the passages, and "cut" where words are left out."""
        return parts_shown(self.passages)


def parts_shown(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the kinds of marks in passages, and "cut" where "[...]" stands for words in one of them."""
    extracts = [extract for passage in passages for extract in passage.extracts]
    marks = frozenset(mark.part for extract in extracts for mark in extract.marks)
    return marks | {"cut"} if any(passage.is_cut for passage in passages) else marks


class Beside(Evidence, frozen=True):
    """Passages side by side: each group is one thing that several articles have, such as a quotation."""


class Reading(_Display, frozen=True):
    """One article, its whole text with its marks, and the attributions in it.

    A paper has it only if it was `asked` for; a page shows an example otherwise, too.
    """

    article: str
    outlet: str
    title: str
    language: str
    date: str
    text: str
    marks: tuple[Mark, ...]
    attributions: tuple[Attribution, ...]
    asked: bool = False

    def __post_init__(self) -> None:
        check_marks(self.text, self.marks)

    @property
    def heading(self) -> str:
        """Return its title, or a substitute, as one line."""
        return " ".join(self.title.split()) or f"Article {self.article}"

    @property
    def about(self) -> list[str]:
        """Return its origin in words."""
        return [part for part in (self.outlet, self.date, self.article) if part]

    @property
    def language_code(self) -> str:
        """Return the language, if it has the form of a language code for page and paper."""
        return self.language if re.fullmatch("[a-z]{2,3}", self.language) else ""

    @property
    def signs(self) -> list[Sign]:
        """Return the signs in its text, which do not belong to the text."""
        return signs_in(self.text, self.marks, self.attributions)

    @property
    def parts(self) -> frozenset[str]:
        """Return the kinds of marks that it can have."""
        return _ALWAYS | {mark.part for mark in self.marks}


class Entries(Struct, frozen=True):
    """Names and values under a title."""

    title: str
    entries: tuple[tuple[str, str], ...]


class About(_Display, frozen=True):
    """Settings, corpus, versions, digests: for a reader in groups, and as the `record` of the run."""

    groups: tuple[Entries, ...]
    record: dict[str, Any] = {}


Block = Text | Findings | Notice | Figure | Table | Evidence | Beside | Reading | About


def stored(block: Block) -> dict[str, Any]:
    """Return a block as a notebook stores it, in plain JSON types.

    Raises ValueError if it holds a number that JSON does not have.
    """
    display: dict[str, Any] = json.loads(json.dumps(to_builtins(block), allow_nan=False))
    return display


def block_of(display: object) -> Block:
    """Return the block that a notebook stores.

    Raises
    ------
    ValueError
        If the kind is unknown, or a part is missing or wrong; the message names it.
    """
    try:
        block: Block = convert(display, Block)
    except ValidationError as error:
        given = display if isinstance(display, Mapping) else {}
        names = [reprlib.repr(given[key]) for key in ("kind", "id") if key in given]
        raise ValueError(f"{' '.join(['display', *names])}: {error}") from error
    return block


def _place(name: str) -> int:
    return _ORIGIN.index(name) if name in _ORIGIN else len(_ORIGIN)


def evenly(count: int, limit: int) -> list[int]:
    """Return up to `limit` places among `count`, at even distances from the first on."""
    shown = min(count, limit)
    return [place * count // shown for place in range(shown)]
