"""What to run with which values: every choice is checked against the corpus before anything runs."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.corpus import Corpus, read_corpus, select_outlets
from analysis.files import slug
from analysis.inference import Intervals
from analysis.language import Counting, queries_of, stop_words
from analysis.measures.loaded import matchers_of
from analysis.project import NO_NOTEBOOKS, notebook_files
from analysis.reports.execute.parameters import (
    Parameter,
    ParameterError,
    Value,
    columns_from,
    parse_assignments,
    read_parameters,
)
from analysis.reports.execute.runner import Job
from analysis.reports.notebook.redaction import SHOWN
from analysis.tables import PERIODS

_RUN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True)
class Asked:
    """What the user asked for.

    Attributes
    ----------
    reports
        Names of reports; empty means all.
    assignments
        NAME=VALUE texts.
    run
        Name of the run, a folder name.
    each
        "outlet" for one run per outlet, "" for one run. Reports that do not ask for an outlet run once.
    values
        Values of parameters that are given by options of their own.
    """

    reports: Sequence[str] = ()
    assignments: Sequence[str] = ()
    run: str = "default"
    each: str = ""
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
    given = {**asked.values, **parse_assignments(asked.assignments, every)}
    if "out" in given:
        raise ParameterError(f"out={given['out']}: `framing run` has folders of its own; see --to")
    values = {p.name: p.default for p in every} | given
    corpus = _corpus(values)
    check(values, corpus)
    runs = _runs(asked, values, corpus) if asked.each else {asked.run: {}}
    if asked.each and asked.each not in values:
        raise ParameterError(f"--each {asked.each}: {', '.join(notebooks)} has no such parameter")
    jobs: list[Job] = []
    for report, known in parameters.items():
        varies = any(parameter.name == asked.each for parameter in known)
        for run, own in (runs if varies else {asked.run: {}}).items():
            jobs.append(Job(report, notebooks[report], run, _of(known, given | own)))
    return jobs, corpus


def check(values: Mapping[str, Value], corpus: Corpus) -> None:
    """Refuse values that the corpus or the measures do not allow, whichever report they are for."""
    try:
        chosen = select_outlets(corpus, _texts(values.get("outlets", [])))
        _check_sides(values, sorted(chosen.articles["outlet"].unique()))
        _check_counting(values)
        matchers_of(_texts(values.get("lexicons", [])))
        asked = [str(values.get("query", "")), *_texts(values.get("follow", []))]
        queries_of(asked, chosen.articles)
        if "interval" in values:
            kind, resamples = str(values["interval"]), _whole(values.get("resamples", 1))
            Intervals(kind, resamples).chosen(chosen.articles)
    except ParameterError:
        raise
    except ValueError as error:
        raise ParameterError(str(error)) from error
    _check_ranges(values)


def writable(root: Path) -> Path:
    """Return `root` with its folders figures/ and reports/, made if need be.

    Raises
    ------
    ParameterError
        If one of them cannot be made or written.
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
    if not known:
        raise ParameterError(NO_NOTEBOOKS)
    unknown = [report for report in reports if report not in known]
    if unknown:
        raise ParameterError(f"unknown report {unknown[0]!r}; there are {', '.join(known)}")
    return {report: path for report, path in known.items() if not reports or report in reports}


def _corpus(values: Mapping[str, Value]) -> Corpus:
    columns = columns_from(_texts(values.get("columns", [])))
    return read_corpus(
        str(values["corpus"]), columns=columns, skip_bad=bool(values.get("skip_bad", False))
    )


def _runs(asked: Asked, values: Mapping[str, Value], corpus: Corpus) -> dict[str, dict[str, Value]]:
    """Return the runs of --each: every chosen outlet but the one that all are compared with."""
    if values.get("outlet"):
        raise ParameterError(f"outlet={values['outlet']} and --each outlet; give one of the two")
    chosen = select_outlets(corpus, _texts(values.get("outlets", [])))
    outlets = sorted(set(chosen.articles["outlet"]) - {str(values.get("reference", ""))})
    if chosen.articles["outlet"].nunique() < 2:
        raise ParameterError(f"--each outlet: {outlets[0]!r} is alone, nothing to compare it with")
    prefix = "" if asked.run == "default" else f"{asked.run}-"
    return {f"{prefix}{slug(outlet)}": {"outlet": outlet} for outlet in outlets}


def _of(parameters: Sequence[Parameter], values: Mapping[str, Value]) -> dict[str, Value]:
    # in the order of the notebook, so that the order in which they were given shows nowhere
    return {p.name: values[p.name] for p in parameters if p.name in values}


def _check_sides(values: Mapping[str, Value], outlets: list[str]) -> None:
    sides = {name: values.get(name, "") for name in ("outlet", "reference")}
    for name, outlet in sides.items():
        if outlet and outlet not in outlets:
            known = ", ".join(map(repr, outlets))
            raise ParameterError(f"{name}: no outlet {outlet!r} in the corpus; it has {known}")
    if len(outlets) < 2 and any(sides.values()):
        raise ParameterError(f"there is one outlet, {outlets[0]!r}: nothing to compare it with")
    if sides["outlet"] and sides["outlet"] == sides["reference"]:
        both = sides["outlet"]
        raise ParameterError(f"outlet and reference are both {both!r}; give two different ones")


def _check_counting(values: Mapping[str, Value]) -> None:
    counting = {
        name: values[name]
        for name in ("sections", "unit", "ngram", "stop", "digits", "min_count")
        if name in values
    }
    stop_words(Counting(**counting).stop)  # type: ignore[arg-type]  # types were checked by name


def _check_ranges(values: Mapping[str, Value]) -> None:
    if values.get("texts", "all") not in SHOWN:
        raise ParameterError(f"texts is {values['texts']!r}; give {', '.join(SHOWN)}")
    if values.get("width", "full") not in ("full", "column"):
        raise ParameterError(f"width is {values['width']!r}; give full or column")
    if values.get("per", PERIODS[0]) not in PERIODS:
        raise ParameterError(f"per is {values['per']!r}; give {', '.join(PERIODS)}")
    for name, low, high in (
        ("top", 1, 1000),
        ("window", 1, 50),
        ("span", 1, 100_000),
        ("passages", 1, 1000),
        ("resamples", 1, 100_000),
        ("seed", 0, 2**32 - 1),
        ("prior_words", 1e-9, 1e12),
        ("similarity", 0.01, 1),
    ):
        value = values.get(name, low)
        if not (isinstance(value, int | float) and low <= value <= high):
            raise ParameterError(f"{name} is {value!r}; give a number from {low} to {high}")


def _texts(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 1
