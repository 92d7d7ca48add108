"""Read the record of a published run from the notebook of its report and from its figure sets."""

import ast
import json
from pathlib import Path
from typing import Any, TypeGuard

from analysis.record.digests import digest_of
from analysis.record.extraction import GROUPS, checked_record
from analysis.record.forms import from_json

MIME = "application/vnd.framing+json"  # our displays among the outputs of a notebook
REPORT = "report.ipynb"


def record_in(figures: Path, report: Path) -> dict[str, Any]:
    """Return the record of a run from its notebook or else from a figure; {} if there is none."""
    displays = displays_of(report / REPORT)
    records = [shown.get("record") for shown in displays if shown.get("kind") == "about"]
    return next((r for r in [*records, *figure_sets_in(figures)] if _is_record(r)), {})


def displays_of(notebook: Path) -> list[dict[str, Any]]:
    """Return our displays in an executed notebook; none if it is missing or damaged."""
    try:
        outputs = [output for cell in _cells(notebook) for output in cell.get("outputs", [])]
        shown = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return [display for display in shown if isinstance(display, dict)]


def given_in(report: Path) -> frozenset[str]:
    """Return the names of the parameters that were passed to the run (papermill's injected cell)."""
    try:
        put_in = [
            "".join(cell["source"])
            for cell in _cells(report / REPORT)
            if "injected-parameters" in cell["metadata"].get("tags", [])
        ]
        nodes = [node for source in put_in for node in ast.parse(source).body]
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, AttributeError):
        return frozenset()
    targets = [node.targets[0] for node in nodes if isinstance(node, ast.Assign)]
    return frozenset(target.id for target in targets if isinstance(target, ast.Name))


def digests_in(figures: Path, report: Path) -> dict[str, str]:
    """Return the recorded digests of pictures and data, and the ids of tables, of a run."""
    sets = figure_sets_in(figures)
    tables = {
        f"figures/{display.get('file')}": str(display.get("id"))
        for display in displays_of(report / REPORT)
        if display.get("kind") == "table"
    }
    data = {f"figures/{about['name']}.csv": str(about["data"]) for about in sets}
    pictures = {
        f"figures/{about['name']}.{ending}": str(digest)
        for about in sets
        if isinstance(about.get("pictures"), dict)
        for ending, digest in about["pictures"].items()
    }
    return tables | data | pictures


def _cells(notebook: Path) -> list[dict[str, Any]]:
    read: Any = from_json(notebook.read_bytes())
    return list(read["cells"])


def figure_sets_in(folder: Path) -> list[dict[str, Any]]:
    """Return the descriptions of the figures in a folder, by file name; damaged ones are left out."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(checked_record(from_json(path.read_bytes())))
        except (ValueError, TypeError):
            continue  # damaged, which is reported with that file
    return found


def _is_record(record: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(record, dict) and all(isinstance(record.get(p), dict) for p in GROUPS)


def sources_digest(report: Path) -> str:
    """Return a digest of the cells of the notebook of a report, without their outputs."""
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in _cells(report / REPORT)]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return digest_of(json.dumps(cells).encode())
