"""Check an executed notebook, name what failed in it, and take out its run times."""

import hashlib
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import nbformat

from analysis.errors import FramingError
from analysis.record.publication import MIME

NOWHERE = "before its first cell"


class FailedNotebookError(FramingError):
    """A notebook that did not run to its end; the message names the cell and the error."""


def accept(path: Path) -> nbformat.NotebookNode:
    """Return the notebook at `path` if every cell of it ran, else raise FailedNotebookError.

    papermill marks cells as completed even if the kernel was killed, so its mark is not enough: every code
    cell must have run, the end time must be there, and the last cell must have shown the closing block
    of `Run.finish`.
    """
    notebook = _read(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors:
            raise FailedNotebookError(_said(number, cell, f"{errors[0].ename}: {errors[0].evalue}"))
        if cell.metadata.get("papermill", {}).get("status") != "completed" or not (
            cell.execution_count or not cell.source.strip()
        ):
            raise FailedNotebookError(_said(number, cell, "it was not run to its end"))
    if not notebook.metadata.get("papermill", {}).get("end_time"):
        raise FailedNotebookError("the run was cut off: it has no end time")
    if not _finished(code[-1]):
        raise FailedNotebookError(_said(len(code), code[-1], "run.finish() is not its last line"))
    return notebook


def reached(path: Path) -> str:
    """Return the cell of the notebook at `path` that began last, in words that help to find it."""
    cells = [cell for cell in _read(path).cells if cell.cell_type == "code"]
    begun = [n for n, c in enumerate(cells) if c.metadata.get("papermill", {}).get("start_time")]
    return _place(begun[-1] + 1, cells[begun[-1]]) if begun else NOWHERE


def without_run_times(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without times, paths and random cell ids, which differ from run to run.

    The printed output of a cell comes in pieces whose number and order depend on time, so it is joined.
    """
    for number, cell in enumerate(notebook.cells):
        identity = f"{number}\0{cell.cell_type}\0{cell.source}"
        cell["id"] = hashlib.sha256(identity.encode()).hexdigest()[:8]
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
    notebook.metadata.pop("papermill", None)
    notebook.metadata.pop("widgets", None)
    return notebook


def _read(path: Path) -> nbformat.NotebookNode:
    try:
        notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise FailedNotebookError(f"no executed notebook was left ({error})") from error
    return notebook


def _finished(cell: nbformat.NotebookNode) -> bool:
    displays = [output.get("data", {}).get(MIME, {}) for output in cell.outputs]
    return any(display.get("kind") == "about" for display in displays)


def _joined(outputs: Sequence[nbformat.NotebookNode]) -> list[nbformat.NotebookNode]:
    """Join the printed output between two displays: first the words, then the warnings."""
    joined: list[nbformat.NotebookNode] = []
    for printed, group in groupby(outputs, lambda output: output.output_type == "stream"):
        if not printed:
            joined += group
            continue
        pieces = sorted(group, key=lambda output: output.name, reverse=True)
        for _, same in groupby(pieces, lambda output: output.name):
            first, *rest = same
            first.text += "".join(piece.text for piece in rest)
            joined.append(first)
    return joined


def _place(number: int, cell: nbformat.NotebookNode) -> str:
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"code cell {number} ({first.strip()[:60]!r})"


def _said(number: int, cell: nbformat.NotebookNode, what: str) -> str:
    return f"{_place(number, cell)}: {what}"
