"""A report in its three forms: the executed notebook, and the page and the paper made of it."""

import json
from pathlib import Path

import nbformat

from analysis.reports.execute.outcome import FailedNotebookError
from analysis.reports.page.content import content_of
from analysis.reports.page.html import page_html
from analysis.reports.paper.pdf import LARGEST, report_pdf


def rendition(notebook: nbformat.NotebookNode, figures: Path) -> dict[str, bytes]:
    """Return the three files of a report by name, made of a notebook executed and without run times.

    `figures` is the folder with the figure sets and tables of the run. Raises FailedNotebookError if no
    page or no PDF can be made of it.
    """
    described = [json.loads(path.read_bytes()) for path in figures.glob("*.json")]
    pictures = {one["id"]: Path(figures, f"{one['name']}.svg").read_bytes() for one in described}
    tables = {path.name: _begin_of(path) for path in figures.glob("*.csv")}
    try:
        content = content_of(notebook, pictures=pictures)
        page = page_html(content)
    except ValueError as failure:
        raise FailedNotebookError(f"no page can be made of it: {failure}") from failure
    try:
        paper = report_pdf(content, tables=tables)
    except ValueError as failure:
        raise FailedNotebookError(f"no PDF can be made of it: {failure}") from failure
    text = nbformat.writes(notebook, indent=1)  # type: ignore[no-untyped-call]
    return {
        "report.ipynb": f"{text}\n".encode(),
        "report.html": page.encode(),
        "report.pdf": paper,
    }


def _begin_of(path: Path) -> bytes:
    """Return a file, or of one that is too large for a paper as much as shows that it is."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
