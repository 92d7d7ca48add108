"""Run reports: check everything first, run each notebook by itself, publish what went through."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from analysis.reports.parameters import Value
from analysis.reports.publish import publish, staging
from analysis.reports.run import OUT_VARIABLE

EXECUTED = "executed.ipynb"


@dataclass(frozen=True)
class Job:
    """One report to run: its notebook, the name of the run, and the values that differ."""

    report: str
    notebook: Path
    run: str
    values: Mapping[str, Value]

    @property
    def name(self) -> str:
        """Return the report and the run, as a reader sees them."""
        return f"{self.report}/{self.run}"


@dataclass(frozen=True)
class Outcome:
    """What became of a job: the path of its report, or why there is none and what was left."""

    job: Job
    report: Path | None = None
    error: str = ""
    partial: Path | None = None


class Runner:
    """Runs jobs below one folder; Ctrl-C and a kill leave the reports there as they were.

    Parameters
    ----------
    root
        The folder that has figures/ and reports/.
    workers
        How many notebooks run at the same time, each in a process of its own.
    """

    def __init__(self, root: Path, *, workers: int) -> None:
        self.root, self.workers = root, workers
        self._children: list[subprocess.Popen[bytes]] = []
        self._stopped = False

    def run(self, jobs: Sequence[Job]) -> Iterator[Outcome]:
        """Run the jobs and yield each outcome as it comes."""
        with staging(self.root) as private, ThreadPoolExecutor(self.workers) as pool:
            waiting = [
                pool.submit(self._outcome, job, private / str(number))
                for number, job in enumerate(jobs)
            ]
            try:
                yield from (future.result() for future in as_completed(waiting))
            except BaseException:  # Ctrl-C above all: nothing may go on behind the user's back
                self._stop(waiting)
                raise

    def _outcome(self, job: Job, staged: Path) -> Outcome:
        places = [f"figures/{job.name}", f"reports/{job.name}"]
        try:
            for place in places:
                (staged / place).mkdir(parents=True)
            error = self._execute(job, staged)
            if error:
                return Outcome(job, error=error, partial=self._keep_partial(job, staged))
            publish(staged, self.root, places)
        except OSError as failure:
            return Outcome(job, error=f"could not be written: {failure}")
        return Outcome(job, report=self.root / places[1] / "report.html")

    def _execute(self, job: Job, staged: Path) -> str:
        """Run the notebook and write its report into `staged`; return what went wrong, if it did."""
        figures, report = (staged / place / job.name for place in ("figures", "reports"))
        task, answer, log = (staged / name for name in ("task.json", "answer.json", "log.txt"))
        described = {
            "notebook": str(job.notebook),
            "values": dict(job.values),
            "working_folder": str(Path.cwd()),
            "executed": str(staged / EXECUTED),
            "figures": str(figures),
            "report": str(report),
            "answer": str(answer),
        }
        task.write_text(json.dumps(described), encoding="utf-8")
        code = self._wait(
            [sys.executable, "-m", "analysis.reports.worker", str(task)],
            _environment(staged, figures),
            log,
        )
        if code == 0 and answer.exists():
            return str(json.loads(answer.read_text(encoding="utf-8"))["error"])
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        return " ".join([f"its process ended with code {code}", *said])

    def _wait(self, command: list[str], environment: dict[str, str], log: Path) -> int:
        with log.open("wb") as out:
            child = subprocess.Popen(  # noqa: S603  our own module, no shell
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C reaches us alone, and we end it
            )
            self._children.append(child)
            if self._stopped:
                child.kill()
            return child.wait()

    def _keep_partial(self, job: Job, staged: Path) -> Path | None:
        partial = staged / EXECUTED
        if not partial.exists():
            return None
        kept = self.root / "reports" / "failed" / f"{job.report}-{job.run}.ipynb"
        kept.parent.mkdir(parents=True, exist_ok=True)
        return partial.replace(kept)

    def _stop(self, waiting: Sequence[Future[Outcome]]) -> None:
        self._stopped = True
        for future in waiting:
            future.cancel()
        for child in self._children:
            child.kill()


def _environment(staged: Path, figures: Path) -> dict[str, str]:
    """Return the environment of a kernel in which nothing of this user or moment shows."""
    private = {
        OUT_VARIABLE: str(figures),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "0",
        "IPYTHONDIR": str(staged / "ipython"),  # no start-up files of the user
        "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this installation
    }
    return {**os.environ, **private}
