"""What a report says, read once from an executed notebook and written as a page and as a paper."""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from analysis.reports.display.blocks import About, Page
from analysis.reports.display.cleaning import harmless, markdown_html
from analysis.reports.display.outline import Outline
from analysis.reports.page.outputs import Piece, Prose, pieces_of

if TYPE_CHECKING:
    import nbformat  # seconds to import, and only needed to name its type

_TITLE = re.compile(r"[ ]{0,3}#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n(?P<question>.*))?", re.DOTALL)
_NEXT_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]", re.MULTILINE)

Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class Content:
    """A whole report: `question` is what was asked below the title, `about` what it was made from."""

    title: str
    question: Markup
    pieces: tuple[Piece, ...]
    about: Groups
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
    title, question, rest = _opening(notebook)
    header = markdown_html(question, page.outline)
    pieces = pieces_of(rest, page)
    groups = [group for piece in pieces if isinstance(piece, About) for group in piece.groups]
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


def _has_content(piece: Piece) -> bool:
    return not isinstance(piece, About) and not (isinstance(piece, Prose) and not piece.html)
