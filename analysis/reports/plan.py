"""What to run with which values: every choice is checked against the corpus before anything runs."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.corpus import Corpus, read_corpus, select_outlets
from analysis.inference import Intervals
from analysis.language import Counting, stop_words
from analysis.reports.parameters import (
    Parameter,
    ParameterError,
    Value,
    columns_from,
    parse_assignments,
    read_parameters,
)
from analysis.reports.places import notebook_files
from analysis.reports.runner import Job

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
        "outlet" for one run per outlet, "" for one run.
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
    values = {p.name: p.default for p in every} | given
    corpus = _corpus(values)
    runs = _runs(asked, corpus) if asked.each else {asked.run: {}}
    for own in runs.values():
        check(values | own, corpus)
    jobs = [
        Job(report, notebooks[report], run, _of(parameters[report], given | own))
        for report in notebooks
        for run, own in runs.items()
    ]
    return jobs, corpus


def check(values: Mapping[str, Value], corpus: Corpus) -> None:
    """Refuse values that the corpus or the measures do not allow, whichever report they are for."""
    try:
        chosen = select_outlets(corpus, _texts(values.get("outlets", [])))
        _check_sides(values, sorted(chosen.articles["outlet"].unique()))
        _check_counting(values)
        if "interval" in values:
            kind, resamples = str(values["interval"]), _whole(values.get("resamples", 1))
            Intervals(kind, resamples).chosen(chosen.articles)
    except ParameterError:
        raise
    except ValueError as error:
        raise ParameterError(str(error)) from error
    _check_ranges(values)


def slug(name: str) -> str:
    """Return a folder name for any text: its plain letters, and a digest that keeps it apart."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return "-".join([*re.findall(r"[a-z0-9]+", plain), digest])[-60:]


def _notebooks(reports: Sequence[str]) -> dict[str, Path]:
    known = notebook_files()
    unknown = [report for report in reports if report not in known]
    if unknown:
        raise ParameterError(f"unknown report {unknown[0]!r}; there are {', '.join(known)}")
    return {report: path for report, path in known.items() if not reports or report in reports}


def _corpus(values: Mapping[str, Value]) -> Corpus:
    columns = columns_from(_texts(values.get("columns", [])))
    return read_corpus(
        str(values["corpus"]), columns=columns, skip_bad=bool(values.get("skip_bad", False))
    )


def _runs(asked: Asked, corpus: Corpus) -> dict[str, dict[str, Value]]:
    prefix = "" if asked.run == "default" else f"{asked.run}-"
    outlets = sorted(corpus.articles["outlet"].unique())
    return {f"{prefix}{slug(outlet)}": {"outlet": outlet} for outlet in outlets}


def _of(parameters: Sequence[Parameter], values: Mapping[str, Value]) -> dict[str, Value]:
    names = {parameter.name for parameter in parameters}
    return {name: value for name, value in values.items() if name in names}


def _check_sides(values: Mapping[str, Value], outlets: list[str]) -> None:
    sides = {name: values.get(name, "") for name in ("outlet", "reference")}
    for name, outlet in sides.items():
        if outlet and outlet not in outlets:
            known = ", ".join(map(repr, outlets))
            raise ParameterError(f"{name}: no outlet {outlet!r} in the corpus; it has {known}")
    target = sides["outlet"] or outlets[0]
    if len(outlets) > 1 and target == sides["reference"]:
        raise ParameterError(f"outlet and reference are both {target!r}; give two different ones")
    if len(outlets) < 2 and any(sides.values()):
        raise ParameterError(f"the corpus has one outlet, {outlets[0]!r}: nothing to compare with")


def _check_counting(values: Mapping[str, Value]) -> None:
    counting = {
        name: values[name]
        for name in ("sections", "unit", "ngram", "stop", "digits", "min_count")
        if name in values
    }
    stop_words(Counting(**counting).stop)  # type: ignore[arg-type]  # types were checked by name


def _check_ranges(values: Mapping[str, Value]) -> None:
    if values.get("width", "full") not in ("full", "column"):
        raise ParameterError(f"width is {values['width']!r}; give full or column")
    for name, low, high in (
        ("top", 1, 1000),
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
