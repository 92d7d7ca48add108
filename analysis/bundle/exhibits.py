"""The figures and tables of a run, each with the cell of the notebook that makes it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.record.claims import Claim
from analysis.record.forms import from_json
from analysis.record.publication import MIME, REPORT

_SENTENCE = re.compile(r".*?[.!?](?= |$)|.*")  # of a caption the first says what the table is
_KINDS = ("figure", "table")
_INJECTED = "injected-parameters"  # papermill's own cell, which the stored notebook has not


@dataclass(frozen=True)
class Exhibit:
    """A figure or table: its run, id, title, code cell (from 1, as in the notebook) and files."""

    kind: str
    run: str
    id: str
    title: str
    cell: int
    files: tuple[str, ...]

    @property
    def file(self) -> str:
        """Return the file that a reader opens: a picture of a figure, the data of a table."""
        return next((name for name in self.files if name.endswith(".svg")), self.files[0])


def exhibits(claim: Claim) -> list[Exhibit]:
    """Return the figures and tables of a published run in the order of its report; none without a report."""
    notebook = claim.folders["reports"] / REPORT
    try:
        read: Any = from_json(notebook.read_bytes())
        cells = [cell for cell in read["cells"] if cell["cell_type"] == "code"]
        own = [cell for cell in cells if _INJECTED not in cell["metadata"].get("tags", [])]
        return [
            _exhibit(claim.name, number, display)
            for number, cell in enumerate(own, start=1)
            for display in _displays(cell)
            if display.get("kind") in _KINDS
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _displays(cell: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for output in cell["outputs"]:
        display = output.get("data", {}).get(MIME)
        if isinstance(display, dict):
            yield display


def _exhibit(run: str, cell: int, display: Mapping[str, Any]) -> Exhibit:
    names = display["files"] if display["kind"] == "figure" else [display["file"]]
    title = _SENTENCE.match(" ".join(str(display.get("title") or display["caption"]).split()))
    files = tuple(f"figures/{run}/{name}" for name in names)
    return Exhibit(display["kind"], run, str(display["id"]), title[0] if title else "", cell, files)
