"""Join the results of a set of runs: one table for each table of its reports, and a page."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.files import write_whole
from analysis.parameters import Value
from analysis.record.forms import from_json
from analysis.reports.display.rendering import environment, resource
from analysis.reports.execute.grid import Grid

GRIDS = "reports/grids"
RECORD = "grid.json"
_PAGE = "index.html"
_NOT_JOINED = "-evidence.csv"  # passages; they are beside each run


@dataclass(frozen=True)
class Joined:
    """What is joined: the name of a grid, the parameters that vary, and its runs.

    Each of `runs` has `run`, its name, `values` of the parameters that vary, and the names of its `reports`.
    """

    name: str
    varied: Sequence[str]
    runs: Sequence[Mapping[str, Any]]


def write_index(grid: Grid, root: Path) -> Path:
    """Write reports/grids/NAME and return its page, index.html; REPORT-TABLE.csv has the rows of all runs.

    The first columns of a joined table are the run and the parameters that vary; a run that has not
    such a table is left out of it, and one whose columns are others has its own where they are missing.
    grid.json says what was joined.
    """
    runs = [
        {
            "run": cell.run,
            "values": {name: cell.values[name] for name in grid.varied},
            "reports": [job.report for job in cell.jobs],
        }
        for cell in grid.cells
    ]
    folder = root / GRIDS / grid.name
    files = contents(Joined(grid.name, list(grid.varied), runs), root)
    for name, content in files.items():
        write_whole(folder / name, content)
    for stale in folder.glob("*.csv"):
        if stale.name not in files:
            stale.unlink()
    return folder / _PAGE


def contents(joined: Joined, root: Path) -> dict[str, bytes]:
    """Return the files of a grid by name, made from the tables of its runs below `root`."""
    tables: dict[str, list[tuple[Mapping[str, Any], Path]]] = {}
    for one in joined.runs:
        for name, path in _tables(one, root):
            tables.setdefault(name, []).append((one, path))
    files = {name: _table(joined.varied, parts) for name, parts in sorted(tables.items())}
    rows = [
        {
            "run": one["run"],
            "values": [_told(one["values"][name]) for name in joined.varied],
            "pages": [(name, f"../../{name}/{one['run']}/report.html") for name in one["reports"]],
        }
        for one in joined.runs
    ]
    page = environment().get_template("grid.html.j2")
    told = {"name": joined.name, "varied": joined.varied, "rows": rows, "tables": sorted(tables)}
    files[_PAGE] = page.render(style=resource("report.css"), **told).encode()
    files[RECORD] = (json.dumps(asdict(joined), ensure_ascii=False, indent=1) + "\n").encode()
    return files


def joined_in(content: bytes) -> Joined:
    """Return what a grid.json says; ValueError if it is none."""
    found = from_json(content)
    try:
        joined = Joined(**found)  # type: ignore[arg-type]
        fits = all(
            set(one) == {"run", "values", "reports"}
            and list(one["values"]) == list(joined.varied)
            and all(Path(name).name == name for name in (one["run"], *one["reports"]))
            for one in joined.runs
        )
    except (TypeError, KeyError, AttributeError):
        fits = False
    if not fits:
        raise ValueError("it is no description of a grid")
    return joined


def _tables(one: Mapping[str, Any], root: Path) -> Iterator[tuple[str, Path]]:
    for report in one["reports"]:
        for path in sorted((root / "figures" / report / one["run"]).glob("*.csv")):
            if not path.name.endswith(_NOT_JOINED):
                yield f"{report}-{path.name}", path


def _table(varied: Sequence[str], parts: Sequence[tuple[Mapping[str, Any], Path]]) -> bytes:
    read = [(one, *_read(path)) for one, path in parts]
    columns = list(dict.fromkeys(name for _, names, _ in read for name in names))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["run", *varied, *columns])
    for one, names, rows in read:
        own = [one["run"], *(_told(one["values"][name]) for name in varied)]
        places = [names.index(name) if name in names else -1 for name in columns]
        writer.writerows([*own, *(row[at] if at >= 0 else "" for at in places)] for row in rows)
    return out.getvalue().encode()


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    return names, rows


def _told(value: Value | Mapping[str, Value]) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
