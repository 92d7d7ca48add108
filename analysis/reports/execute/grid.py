"""Sets of runs: every combination of some parameters, described in a TOML file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from analysis.corpus import Corpus
from analysis.files import slug
from analysis.parameters import Parameter, ParameterError, Value, is_a
from analysis.project import notebook_files
from analysis.reports.execute.parameters_cell import read_parameters
from analysis.reports.execute.plan import Asked, plan
from analysis.reports.execute.runner import Job

_OURS = ("name", "reports", "vary")
_MOST = 1000  # runs


@dataclass(frozen=True)
class Cell:
    """One combination: the name of its runs, the values that make it, and its jobs."""

    run: str
    values: Mapping[str, Value]
    jobs: Sequence[Job]
    corpus: Corpus


@dataclass(frozen=True)
class Grid:
    """A set of runs: its name, the parameters that vary, and a cell for each combination."""

    name: str
    varied: Sequence[str]
    cells: Sequence[Cell]


def read_grid(file: Path) -> Grid:
    """Read a grid and plan all its runs.

    Parameters
    ----------
    file
        TOML: `name`, perhaps `reports` (all if missing), parameters with one value for all runs, and a
        table `[vary]` with a list of values for each parameter that varies. Every combination becomes
        a run of every report that has these parameters.

    Raises
    ------
    ParameterError
        If the file is no such TOML, or any of its runs could not be planned; file and value are named.
    CorpusError
        If a corpus has problems.
    """
    described = _described(file)
    name, reports = described.pop("name", file.stem), described.pop("reports", [])
    vary = described.pop("vary", {})
    known = _parameters(file, reports)
    for key, values in vary.items():
        if not isinstance(values, list) or not values:
            raise ParameterError(f"{file}, vary: {key} is {values!r}; give a list of its values")
    for key, value in [*described.items(), *((k, v) for k, vs in vary.items() for v in vs)]:
        _check(file, key, value, known)
    combinations = [dict(zip(vary, values, strict=True)) for values in product(*vary.values())]
    if len(combinations) > _MOST:
        raise ParameterError(
            f"{file} asks for {len(combinations):,} combinations; at most {_MOST:,}"
        )
    cells = [_cell(file, str(name), reports, described, values) for values in combinations]
    return Grid(str(name), list(vary), cells)


def _described(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise ParameterError(f"cannot read {file}: {error.strerror}") from error
    except ValueError as error:
        raise ParameterError(f"{file} is not TOML: {error}") from error


def _parameters(file: Path, reports: object) -> dict[str, Parameter]:
    known = notebook_files()
    if not isinstance(reports, list) or any(report not in known for report in reports):
        raise ParameterError(f"{file}: reports is {reports!r}; give a list of {', '.join(known)}")
    chosen = [path for report, path in known.items() if not reports or report in reports]
    return {parameter.name: parameter for path in chosen for parameter in read_parameters(path)}


def _check(file: Path, key: str, value: object, known: Mapping[str, Parameter]) -> None:
    if key not in known:
        raise ParameterError(
            f"{file}: unknown parameter {key!r}; there are {', '.join([*_OURS, *known])}"
        )
    if not is_a(known[key].type, value):
        raise ParameterError(f"{file}: {key} is {value!r}, which is no {known[key].type}")


def _cell(
    file: Path, name: str, reports: list[str], same: Mapping[str, Any], values: Mapping[str, Any]
) -> Cell:
    told = " ".join(f"{key} {_told(value)}" for key, value in values.items())
    run = f"{name}-{slug(told)}" if values else name
    try:
        jobs, corpus = plan(Asked(reports, run=run, values={**same, **values}))
    except ParameterError as error:
        raise ParameterError(f"{file}, {told or 'the one run'}: {error}") from error
    return Cell(run, values, jobs, corpus)


def _told(value: Value) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
