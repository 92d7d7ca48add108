"""The page that leads to all published runs: reports/index.html, with what each of them found."""

import json
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis.files import write_whole
from analysis.project import notebook_files
from analysis.record.publication import REPORT, displays_of
from analysis.reports.display.rendering import environment, resource

FRONT = "reports/index.html"
_NO_RUNS = ("failed", "grids")
_MOST = 5  # findings of a report


def write_front(root: Path) -> Path:
    """Write reports/index.html anew from the published runs below `root`, and return its path."""
    path = root / FRONT
    write_whole(path, front_page(root))
    return path


def front_page(root: Path) -> bytes:
    """Return the page of the published runs; one whose notebook cannot be read is listed without findings."""
    runs = [
        _told(page.parent)
        for page in sorted(root.glob("reports/*/*/report.html"))
        if page.parent.parent.name not in _NO_RUNS
    ]
    order = list(notebook_files())
    runs.sort(
        key=lambda told: (told["run"] != "default", told["run"], _turn(told["report"], order))
    )
    groups = [(name, list(of)) for name, of in groupby(runs, key=lambda told: told["run"])]
    grids = sorted(path.parent.name for path in root.glob("reports/grids/*/index.html"))
    template = environment().get_template("front.html.j2")
    return template.render(style=resource("report.css"), groups=groups, grids=grids).encode()


def _turn(report: str, order: list[str]) -> tuple[int, str]:
    """Return the place of a report among those of the notebooks; others come last."""
    return (order.index(report) if report in order else len(order), report)


def _told(folder: Path) -> dict[str, Any]:
    """Return what the page says of one run."""
    shown = displays_of(folder / REPORT)
    found = [s for one in shown if one.get("kind") == "findings" for s in one.get("sentences", [])]
    record: Mapping[str, Any] = next((o["record"] for o in shown if o.get("kind") == "about"), {})
    corpus = record.get("corpus", {})
    about = [corpus.get("source"), _number(corpus, "articles"), _number(corpus, "outlets")]
    return {
        "report": folder.parent.name,
        "run": folder.name,
        "title": _title(folder / REPORT) or folder.parent.name,
        "address": f"{folder.parent.name}/{folder.name}/report.html",
        "about": [part for part in (*about, corpus.get("days")) if part],
        "found": found[:_MOST],
    }


def _number(corpus: Mapping[str, Any], name: str) -> str:
    return f"{corpus[name]:,} {name}" if isinstance(corpus.get(name), int) else ""


def _title(notebook: Path) -> str:
    """Return the title of the report, the first line of its notebook."""
    try:
        first = "".join(json.loads(notebook.read_bytes())["cells"][0]["source"])
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return ""
    return first.partition("\n")[0].lstrip("# ").strip()
