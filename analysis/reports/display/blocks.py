"""Our own displays, as stored in a notebook, checked and made into the blocks of a page.

Every string in them comes from a corpus or from its user: the template escapes it, nothing here
makes markup of it.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from analysis.figures import Spot
from analysis.reports.display.cells import Cell, Column, column_of, written
from analysis.reports.display.marked_blocks import Evidence, Reading, evidence_block, reading_block
from analysis.reports.display.outline import Outline
from analysis.reports.display.parts import (
    choice_in,
    id_in,
    list_in,
    short,
    text_in,
    texts_in,
    wrong,
)

_LONG_ALT = 160  # characters: beyond it the description is of use to all readers, so it is offered


@dataclass(frozen=True)
class Figure:
    """A picture with its number, caption and the id that it is cited by."""

    kind: ClassVar[str] = "figure"
    number: int
    anchor: str
    id: str
    caption: str
    alt: str
    width: str
    files: tuple[str, ...]
    picture: bytes
    described: bool
    spots: tuple[Spot, ...]

    @property
    def source(self) -> str:
        """Return the picture as the source of an `img`."""
        return svg_source(self.picture)


@dataclass(frozen=True)
class Table:
    """The shown rows of a table, written; `note` says how many there are and where all are.

    `keys` are those of the numbers that its rows are, if they are; the column `n` leads to evidence.
    """

    kind: ClassVar[str] = "table"
    number: int
    anchor: str
    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str
    file: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Findings:
    """What was found, in sentences."""

    kind: ClassVar[str] = "findings"
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Something that a reader must know before trusting a number."""

    kind: ClassVar[str] = "notice"
    level: str
    text: str


@dataclass(frozen=True)
class Paragraphs:
    """Plain paragraphs."""

    kind: ClassVar[str] = "text"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """Settings, corpus, versions, digests: titled groups of names and values."""

    kind: ClassVar[str] = "about"
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass
class Page:
    """What a page is written with: its pictures by figure id, and its outline so far."""

    pictures: Mapping[str, bytes]
    outline: Outline = field(default_factory=Outline)


Block = Figure | Table | Findings | Notice | Paragraphs | About | Reading | Evidence


def block_of(display: object, page: Page) -> Block:
    """Return the block for one of our displays, numbered and listed in the outline of `page`.

    Raises
    ------
    ValueError
        If the kind is unknown, a part is missing or of the wrong type, or a figure has no picture.
    """
    if not isinstance(display, Mapping) or display.get("kind") not in _MAKERS:
        kind = display.get("kind") if isinstance(display, Mapping) else display
        raise ValueError(f"display of kind {short(kind)}, expected one of {sorted(_MAKERS)}")
    return _MAKERS[display["kind"]](display, page)


def _figure(display: Mapping[str, Any], page: Page) -> Figure:
    name, caption, alt = id_in(display), text_in(display, "caption"), text_in(display, "alt")
    if name not in page.pictures:
        raise ValueError(f"no picture for figure {name!r}, pictures are {sorted(page.pictures)}")
    number, anchor = page.outline.add_figure(name, caption)
    return Figure(
        number,
        anchor,
        name,
        caption,
        alt,
        choice_in(display, "width", ("column", "full")),
        texts_in(display, "files"),
        page.pictures[name],
        described=len(alt) > _LONG_ALT,
        spots=tuple(map(_spot, display.get("spots", []))),
    )


def _spot(given: Any) -> Spot:
    match given:
        case [str(key), x, y, width, height] if all(map(_is_share, (x, y, width, height))):
            return Spot(key, x, y, width, height)
    raise wrong({"kind": "figure", "spot": given}, "spot", "a key and four shares of the figure")


def _is_share(value: object) -> bool:
    return type(value) in (int, float) and -0.5 <= float(str(value)) <= 1.5


def _table(display: Mapping[str, Any], page: Page) -> Table:
    name, caption = id_in(display), text_in(display, "caption")
    columns = tuple(column_of(column) for column in list_in(display, "columns"))
    heading = next((place for place, column in enumerate(columns) if not column.numeric), -1)
    rows = []
    for row in list_in(display, "rows"):
        if len(row) != len(columns):
            raise ValueError(f"table {name!r}: row {short(row)}, expected {len(columns)} values")
        cells = enumerate(zip(row, columns, strict=True))
        rows.append(
            tuple(Cell(written(v, c), c.numeric, heads=place == heading) for place, (v, c) in cells)
        )
    number, anchor = page.outline.add_table(name, caption)
    note, file = _rows_note(display, len(rows)), text_in(display, "file")
    keys = texts_in(display, "keys") if "keys" in display else ()
    if keys and len(keys) != len(rows):
        raise wrong(display, "keys", f"one for each of the {len(rows)} rows")
    return Table(number, anchor, name, caption, columns, tuple(rows), note, file, keys)


def _rows_note(display: Mapping[str, Any], shown: int) -> str:
    total, file = display.get("total"), text_in(display, "file")
    if type(total) is not int or total < shown:
        raise wrong(display, "total", f"a count of at least the {shown} rows shown")
    if shown < total:
        return f"{shown:,} of {total:,} rows; all in {file}"
    return f"{total:,} {'row' if total == 1 else 'rows'}; also in {file}"


def _findings(display: Mapping[str, Any], _page: Page) -> Findings:
    return Findings(texts_in(display, "sentences"))


def _notice(display: Mapping[str, Any], _page: Page) -> Notice:
    return Notice(choice_in(display, "level", ("warning", "note")), text_in(display, "text"))


def _paragraphs(display: Mapping[str, Any], _page: Page) -> Paragraphs:
    return Paragraphs(texts_in(display, "paragraphs"))


def _about(display: Mapping[str, Any], _page: Page) -> About:
    groups = []
    for group in list_in(display, "groups"):
        pairs = list_in(group, "entries")
        if any(len(pair) != 2 for pair in pairs):
            raise wrong(group, "entries", "pairs of a name and a value")
        entries = tuple((str(name), str(value)) for name, value in pairs)
        groups.append((text_in(group, "title"), entries))
    return About(tuple(groups))


_MAKERS: dict[str, Callable[[Mapping[str, Any], Page], Block]] = {
    "figure": _figure,
    "table": _table,
    "findings": _findings,
    "notice": _notice,
    "text": _paragraphs,
    "about": _about,
    "reading": lambda display, page: reading_block(display, page.outline),
    "evidence": lambda display, page: evidence_block(display, page.outline),
}


def svg_source(picture: bytes) -> str:
    """Return a picture as the source of an `img`, where SVG can neither run nor load anything."""
    return "data:image/svg+xml;base64," + b64encode(picture).decode("ascii")
