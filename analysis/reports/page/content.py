"""Read the content of a report from an executed notebook, once for page and paper.

The cells of an executed notebook, one after the other, as the blocks of a page.
"""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from bs4 import Tag
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from analysis.record.publication import MIME
from analysis.reports.display.blocks import About, Block, Entries, Figure, block_of
from analysis.reports.display.cleaning import harmless, plain
from analysis.reports.display.outline import Outline, Place
from analysis.reports.page.tree import foreign_tree, markdown_tree

_SETTINGS = {"parameters": "Settings by default", "injected-parameters": "Settings of this run"}
_PHOTOS = {"image/png": b"\x89PNG\r\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}


@dataclass(frozen=True)
class Ours:
    """A block of ours and where it stands; `picture` is the SVG of a figure."""

    block: Block
    place: Place
    picture: bytes = b""

    @property
    def kind(self) -> str:
        """Return the kind of its block."""
        return self.block.kind

    @property
    def source(self) -> str:
        """Return the picture as the source of an `img`."""
        return svg_source(self.picture)


@dataclass(frozen=True)
class Prose:
    """A Markdown cell, cleaned."""

    kind: ClassVar[str] = "prose"
    tree: Tag


@dataclass(frozen=True)
class Code:
    """Code that belongs to what follows it: per cell a label ("" for most) and coloured text."""

    kind: ClassVar[str] = "code"
    pieces: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True)
class Foreign:
    """Cleaned markup of an output that is not ours."""

    kind: ClassVar[str] = "foreign"
    label: str
    tree: Tag


@dataclass(frozen=True)
class Picture:
    """A picture of an output that is not ours."""

    kind: ClassVar[str] = "picture"
    alt: str
    source: str


@dataclass(frozen=True)
class Plain:
    """Text of an output, as it is."""

    kind: ClassVar[str] = "plain"
    label: str
    text: str


@dataclass(frozen=True)
class Failure:
    """The error that a cell ended with."""

    kind: ClassVar[str] = "failure"
    label: str
    name: str
    trace: str


@dataclass(frozen=True)
class Page:
    """What a page is written with: its pictures by figure id, and its outline so far."""

    pictures: Mapping[str, bytes]
    outline: Outline = field(default_factory=Outline)


Piece = Ours | Prose | Code | Foreign | Picture | Plain | Failure


def pieces_of(cells: Iterable[Any], page: Page) -> list[Piece]:
    """Return the blocks for `cells` in reading order; code of cells that show nothing is joined.

    Raises ValueError if one of our displays is not as it should be; see `block_of`.
    """
    pieces: list[Piece] = []
    number = 0
    for cell in cells:
        number += cell.cell_type == "code"
        for piece in _pieces_of_cell(cell, number, page):
            if isinstance(piece, Code) and pieces and isinstance(pieces[-1], Code):
                pieces[-1] = Code(pieces[-1].pieces + piece.pieces)
            else:
                pieces.append(piece)
    return pieces


def _pieces_of_cell(cell: Any, number: int, page: Page) -> Iterator[Piece]:
    source = _joined(cell.source)
    if cell.cell_type == "markdown":
        yield Prose(markdown_tree(source, page.outline))
    elif cell.cell_type == "raw":
        yield Plain(f"text of cell {number}", harmless(source))
    elif source.strip():
        tags = cell.metadata.get("tags", [])
        label = next((_SETTINGS[tag] for tag in tags if tag in _SETTINGS), "")
        yield Code(((label, coloured(source)),))
    if cell.cell_type == "code":
        yield from _shown(cell.outputs, f"output of cell {number}", page)


def coloured(source: str) -> Markup:
    """Return Python code with its parts marked by class; the style sheet has the colours."""
    html = highlight(harmless(source), PythonLexer(), HtmlFormatter(nowrap=True))
    return Markup(html)  # noqa: S704 - pygments escapes the code


def _shown(outputs: Iterable[Any], label: str, page: Page) -> Iterator[Piece]:
    printed = ""
    for output in outputs:
        if output.output_type == "stream":
            printed += _joined(output.text)
            continue
        if printed.strip():
            yield Plain(label, plain(printed).strip("\n"))
        printed = ""
        if output.output_type == "error":
            trace = plain("\n".join(output.traceback)) or plain(output.evalue)
            yield Failure(label, plain(output.ename), trace)
        else:
            yield _displayed(output.data, label, page)
    if printed.strip():
        yield Plain(label, plain(printed).strip("\n"))


def _displayed(bundle: Mapping[str, Any], label: str, page: Page) -> Piece:
    if MIME in bundle:
        return _ours(block_of(bundle[MIME]), page)
    for mime, show in _FOREIGN.items():
        if mime in bundle:
            return show(bundle[mime], label, page)
    kinds = ", ".join(sorted(bundle)) or "nothing"
    return Plain(label, harmless(f"({label}, not shown: {kinds})"))


def _ours(block: Block, page: Page) -> Ours:
    picture = b""
    if isinstance(block, Figure):
        if block.id not in page.pictures:
            known = sorted(page.pictures)
            raise ValueError(f"no picture for figure {block.id!r}, pictures are {known}")
        picture = page.pictures[block.id]
    return Ours(block, page.outline.place(block), picture)


def svg_source(picture: bytes) -> str:
    """Return a picture as the source of an `img`, where SVG can neither run nor load anything."""
    return "data:image/svg+xml;base64," + b64encode(picture).decode("ascii")


def _html(value: Any, label: str, page: Page) -> Piece:
    return Foreign(label, foreign_tree(_joined(value), page.outline, picture_alt=label))


def _svg(value: Any, label: str, _page: Page) -> Piece:
    return Picture(label, svg_source(harmless(_joined(value)).encode()))


def _text(value: Any, label: str, _page: Page) -> Piece:
    return Plain(label, plain(_joined(value)))


def _photo(mime: str) -> Callable[[Any, str, Page], Piece]:
    def show(value: Any, label: str, _page: Page) -> Piece:
        try:
            picture = b64decode("".join(_joined(value).split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValueError(f"{label}: {mime} is not base64 ({error})") from error
        if not picture.startswith(_PHOTOS[mime]):
            raise ValueError(f"{label}: begins with {picture[:8]!r}, expected a picture as {mime}")
        return Picture(label, f"data:{mime};base64,{b64encode(picture).decode('ascii')}")

    return show


# the richest first, as Jupyter would choose
_FOREIGN: dict[str, Callable[[Any, str, Page], Piece]] = {
    "text/html": _html,
    "image/svg+xml": _svg,
    **{mime: _photo(mime) for mime in _PHOTOS},
    "text/markdown": _text,
    "text/latex": _text,
    "text/plain": _text,
}


def _joined(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


if TYPE_CHECKING:
    import nbformat  # seconds to import, and only needed to name its type

_TITLE = re.compile(r"[ ]{0,3}#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n(?P<question>.*))?", re.DOTALL)
_ONE_HEADING = re.compile(r"(?P<level>#{1,6})[ \t][^\n]+")
_NEXT_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]", re.MULTILINE)


@dataclass(frozen=True)
class Content:
    """A whole report: `question` is what was asked below the title, `about` what it was made from."""

    title: str
    question: Tag
    pieces: tuple[Piece, ...]
    about: tuple[Entries, ...]
    outline: Outline


def content_of(notebook: "nbformat.NotebookNode", *, pictures: Mapping[str, bytes]) -> Content:
    """Return what the report of an executed notebook says.

    Parameters
    ----------
    notebook
        Starts with a Markdown cell: `# Title`, then the question that was asked. Displays of ours
        are outputs of type `application/vnd.framing+json`; other outputs are cleaned or shown
        as text.
    pictures
        SVG bytes by figure id.

    Raises
    ------
    ValueError
        If the notebook has no title, a display of ours is not as it should be, or a figure has no
        picture.
    """
    page = Page(pictures)
    title, question, every = _opening(notebook)
    rest = _without_empty_parts(every)
    header = markdown_tree(question, page.outline)
    pieces = pieces_of(rest, page)
    blocks = [piece.block for piece in pieces if isinstance(piece, Ours)]
    groups = [group for block in blocks if isinstance(block, About) for group in block.groups]
    shown = tuple(piece for piece in pieces if _has_content(piece))
    return Content(title, header, shown, tuple(groups), page.outline)


def _opening(notebook: "nbformat.NotebookNode") -> tuple[str, str, list[Any]]:
    """Return the title, the question below it, and the cells with what comes after."""
    first: Any = notebook.cells[0] if notebook.cells else None
    source = harmless(first.source).strip() if first and first.cell_type == "markdown" else ""
    match = _TITLE.fullmatch(source)
    if not match:
        raise ValueError(f"the first cell is {source[:60]!r}, expected '# Title' and the question")
    question = match["question"] or ""
    heading = _NEXT_HEADING.search(question)
    if not heading:
        return match["title"], question, notebook.cells[1:]
    after = copy(first)
    after.source = question[heading.start() :]
    return match["title"], question[: heading.start()], [after, *notebook.cells[1:]]


def _without_empty_parts(cells: list[Any]) -> list[Any]:
    """Return the cells without headings below which code stands that shows nothing, and nothing else."""
    kept: list[Any] = []
    below = 0  # the level of the next heading that is kept
    silent, shown = False, False  # whether code below shows nothing, and whether anything is shown
    left_out = 0  # the level of the heading right below, if it is left out
    for cell in reversed(cells):
        kept.append(cell)
        if cell.cell_type != "markdown":
            shows = cell.cell_type == "raw" or bool(cell.outputs)
            silent, shown = silent or not shows, shown or shows
            continue
        source = harmless(_joined(cell.source)).strip()
        heading = _ONE_HEADING.match(source)
        level = len(heading["level"]) if heading else 0
        empty = (silent or 0 < level < left_out) and not shown and below <= level
        if heading and heading.end() == len(source) and empty:
            kept.pop()
            silent, left_out = False, level
        else:
            below, silent, shown, left_out = level or below, False, not heading, 0
    return kept[::-1]


def _has_content(piece: Piece) -> bool:
    if isinstance(piece, Ours):
        return not isinstance(piece.block, About)
    return not isinstance(piece, Prose) or bool(piece.tree.contents)
