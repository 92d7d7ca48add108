"""Plan runs: reports with their values, checked against the corpus before anything runs."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.corpus import Corpus, select_outlets
from analysis.files import slug
from analysis.parameters import (
    Parameter,
    ParameterError,
    Value,
    fits,
    parse_assignments,
)
from analysis.project import NO_NOTEBOOKS, notebook_files, report_of
from analysis.recipes import recipes
from analysis.reports.execute.parameters_cell import read_parameters
from analysis.reports.execute.runner import Job
from analysis.study import Study, corpus_of

_PATHS = {
    "corpus",
    "stop",
    "lexicons",
    "speakers",
    "corrections",
    "actors",
    "events",
    "sample",
    "codings",
    "plan",
}  # parameters that can be paths
_RUN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True)
class Asked:
    """What the user asked for.

    With `each` "outlet" there is one run per outlet; reports that do not ask for an outlet run once. With
    `each` "event" there is one run for every event that several outlets tell.
    """

    reports: Sequence[str] = ()  # all if empty
    assignments: Sequence[str] = ()  # NAME=VALUE texts
    run: str = "default"  # a folder name
    each: str = ""
    # of parameters that are given by options of their own
    values: Mapping[str, Value] = field(default_factory=dict)


def plan(asked: Asked) -> tuple[list[Job], Corpus]:
    """Return the jobs to run and the corpus as it was read.

    Raises
    ------
    ParameterError
        If a report, parameter, value or outlet is unknown or impossible; valid ones are named.
    CorpusError
        If the corpus has problems.
    """
    if not _RUN_NAME.fullmatch(asked.run):
        raise ParameterError(
            f"run name {asked.run!r}: give letters, digits, dots, hyphens and underscores"
        )
    notebooks = _notebooks(asked.reports)
    parameters = {report: read_parameters(path) for report, path in notebooks.items()}
    every = [p for known in parameters.values() for p in known]
    given = without_the_disk({**asked.values, **parse_assignments(asked.assignments, every)})
    if "out" in given:
        raise ParameterError(f"out={given['out']}: `framing run` has folders of its own; see --to")
    values = {p.name: p.default for p in every} | given
    corpus = corpus_of({**values, "columns": _texts(values.get("columns", []))})
    check(values, corpus)
    varied = _VARIED.get(asked.each, "")
    if varied and varied not in values:
        raise ParameterError(f"--each {asked.each}: {', '.join(notebooks)} has no such parameter")
    runs = _RUNS[asked.each](asked, values, corpus) if varied else {asked.run: {}}
    jobs: list[Job] = []
    for report, known in parameters.items():
        varies = any(parameter.name == varied for parameter in known)
        for run, own in (runs if varies else {asked.run: {}}).items():
            jobs.append(Job(report, notebooks[report], run, _of(known, given | own)))
    return jobs, corpus


def without_the_disk(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values whose paths are seen from the current folder: a report says nothing else of a disk."""
    seen = dict(values)
    for name in _PATHS & values.keys():
        entries = [_from_here(entry) for entry in _texts(values[name])]
        seen[name] = entries if isinstance(values[name], list) else entries[0]
    return seen


def _from_here(path: str) -> str:
    try:
        return os.path.relpath(path) if Path(path).is_absolute() else path
    except ValueError:  # another drive, or a character that no path can hold
        return path


def check(values: Mapping[str, Value], corpus: Corpus) -> None:
    """Refuse values that the corpus or the measures do not allow, whichever report they are for.

    Parameters of a notebook that the project does not know, or knows as another type, are its own.
    """
    recipes()  # measures declare parameters of their own
    known = {name: value for name, value in values.items() if fits(name, value)}
    try:
        Study(corpus, known).check()
    except ValueError as error:
        raise ParameterError(str(error)) from error


def writable(root: Path) -> Path:
    """Return `root` with its folders figures/ and reports/, made if need be.

    Raises ParameterError if one of them cannot be made or written.
    """
    for folder in (root, root / "figures", root / "reports"):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ParameterError(f"cannot write to {folder}: {error.strerror}") from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise ParameterError(f"cannot write to {folder}; give another folder with --to")
    return root


def _notebooks(reports: Sequence[str]) -> dict[str, Path]:
    known = notebook_files()
    given = {_of_path(path): Path(path) for path in reports if path.endswith(".ipynb")}
    if not known and not given:
        raise ParameterError(NO_NOTEBOOKS)
    unknown = [one for one in reports if one not in known and not one.endswith(".ipynb")]
    if unknown:
        raise ParameterError(
            f"unknown report {unknown[0]!r}; there are {', '.join(known)}; or give the path of a notebook"
        )
    named = {report: path for report, path in known.items() if not reports or report in reports}
    return named | given


def _of_path(path: str) -> str:
    """Return the name of the report of a notebook of which the path was given."""
    name = report_of(Path(path))
    if not Path(path).is_file():
        raise ParameterError(f"there is no notebook {path}")
    if not _RUN_NAME.fullmatch(name):
        raise ParameterError(
            f"{Path(path).name!r} is no name for a report; give letters, digits and hyphens"
        )
    return name


def _of_outlets(
    asked: Asked, values: Mapping[str, Value], corpus: Corpus
) -> dict[str, dict[str, Value]]:
    """Return the runs of --each: every chosen outlet but the one that all are compared with."""
    if values.get("outlet"):
        raise ParameterError(f"outlet={values['outlet']} and --each outlet; give one of the two")
    chosen = select_outlets(corpus, _texts(values.get("outlets", [])))
    outlets = sorted(set(chosen.articles["outlet"]) - {str(values.get("reference", ""))})
    if chosen.articles["outlet"].nunique() < 2:
        raise ParameterError(f"--each outlet: {outlets[0]!r} is alone, nothing to compare it with")
    prefix = "" if asked.run == "default" else f"{asked.run}-"
    return {f"{prefix}{slug(outlet)}": {"outlet": outlet} for outlet in outlets}


def _of_events(
    asked: Asked, values: Mapping[str, Value], corpus: Corpus
) -> dict[str, dict[str, Value]]:
    """Return the runs of --each event: every event that several outlets tell, after all events together."""
    where = _texts(values.get("where", []))
    coverage = Study(corpus, {name: v for name, v in values.items() if fits(name, v)})["coverage"]
    events = coverage[coverage["outlets"] > 1]["event"].drop_duplicates().tolist()
    if not events:
        raise ParameterError("--each event: no event is told by more than one outlet")
    prefix = "" if asked.run == "default" else f"{asked.run}-"
    pages: dict[str, dict[str, Value]] = {
        f"{prefix}{slug(event)}": {"where": [*where, f"event={event}"]} for event in events
    }
    if coverage["event"].nunique() == 1:
        return pages
    return {asked.run: {"event_pages": f"../{prefix}"}, **pages}


_VARIED = {"outlet": "outlet", "event": "where"}  # the parameter that --each varies
_RUNS = {"outlet": _of_outlets, "event": _of_events}


def _of(parameters: Sequence[Parameter], values: Mapping[str, Value]) -> dict[str, Value]:
    # in the order of the notebook, so that the order in which they were given shows nowhere
    return {p.name: values[p.name] for p in parameters if p.name in values}


def _texts(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)]
