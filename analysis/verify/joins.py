"""Check what is joined from published runs: the tables and the page of each grid, and the page of all runs.

Nothing is run for it: the files are made again from the runs that are here, which are verified themselves.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.record.manifest import with_plain_line_ends
from analysis.record.publication import given_in, record_in
from analysis.reports.execute.front_page import FRONT, front_page
from analysis.reports.execute.grid_page import GRIDS, RECORD, Joined, contents, joined_in
from analysis.verify.comparison import changed_rows
from analysis.verify.verdicts import State, Verdict

_OTHER = "the runs that it was made from have something else"


@dataclass(frozen=True)
class Join:
    """Files that are joined from runs: the project, the file or folder, the runs, how the files fare.

    `problem` says why they cannot be checked; then there are no verdicts.
    """

    name: str
    root: Path
    place: Path
    runs: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    problem: str = ""

    def holds(self, place: Path) -> bool:
        """Return whether a file or folder has nothing but what is joined."""
        return place == self.place or place.is_relative_to(self.root / GRIDS)


def joins_of(target: str, root: Path) -> list[Join]:
    """Return the grids, and the page of all runs, to which a file or folder leads; "" means all there are."""
    place = (Path(target) if target else root).resolve()
    base = next((p for p in (place, *place.parents) if (p / "reports").is_dir()), None)
    return [] if base is None else [*_grids(base, place), *_front(base, place)]


def _grids(root: Path, place: Path) -> Iterator[Join]:
    for folder in sorted((root / GRIDS).glob("*")):
        if not folder.is_dir() or not (
            folder.is_relative_to(place) or place.is_relative_to(folder)
        ):
            continue
        name = folder.relative_to(root / "reports").as_posix()
        try:
            joined = joined_in((folder / RECORD).read_bytes())
        except FileNotFoundError:
            yield Join(name, root, folder, problem=f"it has no {RECORD}; run the grid again")
        except ValueError as error:
            yield Join(name, root, folder, problem=f"{RECORD}: {error}; run the grid again")
        else:
            runs = tuple(
                f"{report}/{one['run']}" for one in joined.runs for report in one["reports"]
            )
            yield Join(name, root, folder, runs, tuple(_of_grid(joined, root, folder, place)))


def _of_grid(joined: Joined, root: Path, folder: Path, place: Path) -> Iterator[Verdict]:
    try:
        expected = contents(joined, root)
    except (ValueError, IndexError, csv.Error):
        yield Verdict(folder / RECORD, State.CHANGED, "a table of its runs cannot be read")
        return
    there = {path.name for path in folder.glob("*") if path.is_file()}
    for name in sorted(there | expected.keys()):
        path = folder / name
        if place.is_file() and path != place:
            continue
        if name not in there:
            yield Verdict(path, State.MISSING, "a grid makes it, it is not here")
        elif name not in expected:
            yield Verdict(path, State.CHANGED, "this grid makes no such file")
        elif name == RECORD and (fault := _of_values(joined, root)):
            yield Verdict(path, State.DAMAGED, fault)
        else:
            yield _compared(path, expected[name])


def _of_values(joined: Joined, root: Path) -> str:
    """Return where a grid gives a parameter another value than a run of it had, "" if nowhere."""
    for one in joined.runs:
        for report in one["reports"]:
            name = f"{report}/{one['run']}"
            figures, reports = (root / part / name for part in ("figures", "reports"))
            settings: Mapping[str, Any] = (record_in(figures, reports) or {}).get("settings", {})
            given = given_in(reports)
            for parameter, value in one["values"].items():
                if parameter not in settings.keys() | given:
                    return f"{name} was made without a value of {parameter}"
                if settings.get(parameter, value) != value:
                    had = settings[parameter]
                    return f"{name} was made with {parameter} = {had!r}, not {value!r}"
    return ""


def _front(root: Path, place: Path) -> Iterator[Join]:
    path = root / FRONT
    if path.is_file() and path.is_relative_to(place):
        try:
            verdict = _compared(path, front_page(root))
        except (ValueError, TypeError, AttributeError, KeyError):
            verdict = Verdict(path, State.CHANGED, "a report that it names cannot be read")
        yield Join("reports", root, path, (), (verdict,))


def _compared(path: Path, now: bytes) -> Verdict:
    content = with_plain_line_ends(path)
    if content == now:
        return Verdict(path, State.SAME if path.read_bytes() == now else State.LINES)
    rows = []
    if path.suffix == ".csv":
        with suppress(ValueError):
            rows = changed_rows(content, now)
    return Verdict(path, State.CHANGED, _OTHER, rows)
