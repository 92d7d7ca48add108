"""Join the results of a set of runs: one table for each table of its reports, and a page."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from analysis.files import write_whole
from analysis.parameters import Value
from analysis.reports.display.rendering import environment, resource
from analysis.reports.execute.grid import Cell, Grid

_NOT_JOINED = "-evidence.csv"  # passages; they are beside each run


def write_index(grid: Grid, root: Path) -> Path:
    """Write reports/grids/NAME and return its page, index.html; REPORT-TABLE.csv has the rows of all runs.

    The first columns of a joined table are the run and the parameters that vary; a run that has not
    such a table is left out of it, and one whose columns are others has its own where they are missing.
    """
    folder = root / "reports" / "grids" / grid.name
    tables: dict[str, list[tuple[Cell, Path]]] = {}
    for cell in grid.cells:
        for report, path in _tables(cell, root):
            tables.setdefault(f"{report}-{path.name}", []).append((cell, path))
    for name, parts in sorted(tables.items()):
        write_whole(folder / name, _joined(grid.varied, parts))
    rows = [
        {
            "run": cell.run,
            "values": [_told(cell.values[name]) for name in grid.varied],
            "pages": [(job.report, f"../../{job.name}/report.html") for job in cell.jobs],
        }
        for cell in grid.cells
    ]
    page = environment().get_template("grid.html.j2")
    told = {"name": grid.name, "varied": grid.varied, "rows": rows, "tables": sorted(tables)}
    write_whole(folder / "index.html", page.render(style=resource("report.css"), **told).encode())
    return folder / "index.html"


def _tables(cell: Cell, root: Path) -> Iterator[tuple[str, Path]]:
    for job in cell.jobs:
        for path in sorted((root / "figures" / job.name).glob("*.csv")):
            if not path.name.endswith(_NOT_JOINED):
                yield job.report, path


def _joined(varied: Sequence[str], parts: Sequence[tuple[Cell, Path]]) -> bytes:
    read = [(cell, *_read(path)) for cell, path in parts]
    columns = list(dict.fromkeys(name for _, names, _ in read for name in names))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["run", *varied, *columns])
    for cell, names, rows in read:
        own = [cell.run, *(_told(cell.values[name]) for name in varied)]
        places = [names.index(name) if name in names else -1 for name in columns]
        writer.writerows([*own, *(row[at] if at >= 0 else "" for at in places)] for row in rows)
    return out.getvalue().encode()


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    return names, rows


def _told(value: Value | Mapping[str, Value]) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
