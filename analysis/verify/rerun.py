"""Run the report behind a figure again, in a private folder, with the recorded values."""

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from analysis.corpus import CorpusError
from analysis.parameters import ParameterError, Value, fitting
from analysis.private_files import private_folder
from analysis.project import PROJECT, notebook_files, project_folder
from analysis.record.claims import Claim
from analysis.reports.execute.parameters_cell import read_parameters
from analysis.reports.execute.plan import Asked, plan
from analysis.reports.execute.progress_bar import follow
from analysis.reports.execute.runner import Job, Runner


@dataclass(frozen=True)
class Rerun:
    """A fresh run: the folder of its files, or the reason why there is none.

    The folder has figures/ and reports/, which hold the files of this run directly.
    """

    folder: Path | None = None
    problem: str = ""


@contextmanager
def reruns(claims: Sequence[Claim], corpus: str = "") -> Iterator[list[Rerun]]:
    """Yield one Rerun per claim, in their order; equal runs are made once. Files are removed afterwards.

    Their records name the report, the settings and the corpus; `corpus` is its present place, if it is
    not the recorded one.
    """
    keys = [_key(claim) for claim in claims]
    unlike = dict(zip(keys, claims, strict=True))
    with private_folder(Path(gettempdir()), "framing-verify-") as private:
        done: dict[str, Rerun] = {}
        jobs: dict[Path, list[tuple[str, Job]]] = {}
        for number, (key, claim) in enumerate(unlike.items(), start=1):
            try:
                here = _working_folder(claim.record, corpus)
                with contextlib.chdir(here):
                    jobs.setdefault(here, []).append((key, _job(claim, f"run-{number}", corpus)))
            except (ParameterError, CorpusError) as error:
                done[key] = Rerun(problem=str(error))
        for here, waiting in jobs.items():
            with contextlib.chdir(here):
                done |= _run(waiting, private)
        yield [done[key] for key in keys]


def _run(waiting: Sequence[tuple[str, Job]], private: Path) -> dict[str, Rerun]:
    keys = {job.name: key for key, job in waiting}
    done = {}
    runner = Runner(private, workers=2, anew=True)
    with closing(runner.run([job for _, job in waiting])) as outcomes:
        for outcome in follow(outcomes, total=len(waiting), status=runner.status):
            key, folder = keys[outcome.job.name], private / outcome.job.run
            if not outcome.report:
                done[key] = Rerun(problem=outcome.error)
                continue
            folder.mkdir()
            for part in ("figures", "reports"):
                (private / part / outcome.job.name).rename(folder / part)
            done[key] = Rerun(folder)
    return done


def _key(claim: Claim) -> str:
    parts = [claim.record[part] for part in ("report", "settings", "corpus")]
    return json.dumps([*parts, sorted(claim.given)], sort_keys=True)


def _job(claim: Claim, run: str, corpus: str) -> Job:
    """Return the job of a claim, with checked values; defaults are passed only if they were before."""
    record = claim.record
    report = str(record["report"].get("name"))
    known = notebook_files()
    if report not in known:
        raise ParameterError(f"it is of the report {report!r}; here are {', '.join(known)}")
    there = {"columns": record["corpus"].get("columns", []), **record["settings"]}
    there["corpus"] = corpus or record["corpus"].get("source")
    values: dict[str, Value] = {
        parameter.name: fitting(parameter, there[parameter.name])
        for parameter in read_parameters(known[report])
        if parameter.name in there
        and (parameter.name in claim.given or there[parameter.name] != parameter.default)
    }
    (job,), _ = plan(Asked((report,), run=run, values=values))
    # a path as it was recorded or given now, so that the one is known from the other
    return replace(job, values={**job.values, **values})


def _working_folder(record: Mapping[str, Any], corpus: str) -> Path:
    """Return the folder from which the recorded path leads to the corpus."""
    source = str(corpus or record["corpus"].get("source"))
    here = project_folder()
    # the installation serves users without a project of their own
    places = [here, Path.cwd()] if (here / "notebooks").is_dir() else [Path.cwd(), PROJECT]
    found = (place for place in places if "\0" not in source and (place / source).exists())
    return next(found, here)
