"""Run reports: each notebook in a process of its own, and publish what went through."""

import json
import os
import platform
import subprocess
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from analysis.parameters import Value
from analysis.progress import FILE_VARIABLE
from analysis.project import OUT_VARIABLE
from analysis.record.manifest import MANIFEST, manifest_with, places_in
from analysis.reports.execute.processes import nursery
from analysis.reports.execute.processes.descendants import kill_descendants, kill_working_in
from analysis.reports.execute.processes.nursery import Copy, Nursery, Order, Pythons
from analysis.reports.execute.publishing import publish, staging
from analysis.reports.execute.snapshot import Snapshot, file_digest, snapshot_of
from analysis.reports.notebook.redaction import cut_errors, words_shown
from analysis.table_store import ANEW_VARIABLE

EXECUTED = "executed.ipynb"
_PROGRESS, _ANSWER = "progress.txt", "answer.json"
_NOT_OURS = ("PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONOPTIMIZE", "MPLBACKEND", "JUPYTER_PATH")


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
class Cost:
    """What a run took: seconds, bytes of its largest process at their most, and on what machine."""

    seconds: float
    memory: int
    machine: str


@dataclass(frozen=True)
class Outcome:
    """What became of a job: the path of its report, or why there is none and what was left.

    Of a report, `sources` is the digest of what it was made from, `files` those of what it made, and `cost`
    what it took.
    """

    job: Job
    report: Path | None = None
    error: str = ""
    partial: Path | None = None
    sources: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    cost: Cost | None = None


class Runner:
    """Runs jobs below one folder; Ctrl-C and a kill leave the reports there as they were.

    `root` has figures/ and reports/; `workers` notebooks run at the same time, each in its own process.
    With `anew` no table or picture that an earlier run kept is used.
    """

    def __init__(self, root: Path, *, workers: int, anew: bool = False) -> None:
        self.root, self.workers = root, workers
        self._anew = {ANEW_VARIABLE: "1"} if anew else {}
        self._children: list[Copy | subprocess.Popen[bytes]] = []
        self._stopped = False
        self._running: dict[str, Path] = {}  # job: where its notebook says how far it is

    def status(self) -> list[str]:
        """Return one line for each report that is running and has said what it does."""
        lines = []
        for job, file in list(self._running.items()):
            with suppress(OSError):  # nothing said yet, or just over
                said = file.read_text(encoding="utf-8")
                lines += [f"{job}: {said}"] if said else []
        return lines

    def run(self, jobs: Sequence[Job]) -> Generator[Outcome]:
        """Run the jobs and yield each outcome as it comes; close the iterator to stop early."""
        try:
            with staging(self.root) as private:
                if jobs:
                    with closing(_nursery_in(private)) as self._nursery:
                        yield from self._run_in(private, jobs)
        except OSError as failure:  # nothing can be prepared there, so nothing has run
            yield from (Outcome(job, error=_not_written(failure)) for job in jobs)

    def _run_in(self, private: Path, jobs: Sequence[Job]) -> Iterator[Outcome]:
        waiting: list[Future[Outcome]] = []
        with ThreadPoolExecutor(self.workers) as pool:
            try:
                for number, job in enumerate(jobs):
                    waiting.append(pool.submit(self._outcome, job, private / str(number)))
                yield from (future.result() for future in as_completed(waiting))
            except BaseException:  # Ctrl-C above all: nothing may go on behind the user's back
                self._stop(waiting)
                raise

    def _outcome(self, job: Job, staged: Path) -> Outcome:
        places = [f"figures/{job.name}", f"reports/{job.name}"]
        try:
            for place in places:
                (staged / place).mkdir(parents=True)
            begun = snapshot_of(job.notebook, job.values, staged / "begun")
            start = time.monotonic()
            error = self._execute(job, begun, staged)
            if not error:
                _write_manifest(*(staged / place for place in places))
                files = files_of(job, staged)
                publish(staged, self.root, places)
                self._kept(job).unlink(missing_ok=True)  # of a run that failed before
                page = self.root / places[1] / "report.html"
                cost = _cost(staged, time.monotonic() - start)
                return Outcome(job, page, sources=begun.digest, files=files, cost=cost)
        except OSError as failure:
            error = _not_written(failure)
        return self._failed(job, staged, error)

    def _execute(self, job: Job, begun: Snapshot, staged: Path) -> str:
        """Run the notebook and write its report into `staged`; return what went wrong, if it did."""
        figures, report = (staged / place / job.name for place in ("figures", "reports"))
        task, answer, log = (staged / name for name in ("task.json", _ANSWER, "log.txt"))
        described = {
            "owner": os.getpid(),
            "notebook": str(begun.notebook),
            "values": dict(job.values),
            "working_folder": str(Path.cwd()),
            "executed": str(staged / EXECUTED),
            "figures": str(figures),
            "report": str(report),
            "answer": str(answer),
        }
        task.write_text(json.dumps(described), encoding="utf-8")
        self._running[job.name] = staged / _PROGRESS
        environment = {**_environment(staged, figures), **begun.environment, **self._anew}
        code = self._wait({"task": str(task), "environment": environment, "log": str(log)})
        del self._running[job.name]
        kill_working_in(staged)
        if code == 0:
            return str(json.loads(answer.read_text(encoding="utf-8"))["error"])
        said = _last_line(log) or _last_line(staged.parent / nursery.LOG)
        return f"its process ended with code {code} {said}".strip()

    def _wait(self, order: Order) -> int:
        child = self._nursery.copy(order)
        self._children.append(child)
        if self._stopped:
            child.kill()
        return child.wait()

    def _failed(self, job: Job, staged: Path, error: str) -> Outcome:
        """Keep what ran of a job where a reader can open it, in place of what an earlier one left."""
        partial, kept = staged / EXECUTED, self._kept(job)
        try:
            kept.unlink(missing_ok=True)
            if self._stopped or not _is_json(partial):
                return Outcome(job, error=error)
            most = words_shown(job.values.get("texts", "all"))
            cut = cut_errors(json.loads(partial.read_bytes()), most)
            partial.write_text(json.dumps(cut, ensure_ascii=False, indent=1), encoding="utf-8")
            kept.parent.mkdir(parents=True, exist_ok=True)
            return Outcome(job, error=error, partial=partial.replace(kept))
        except OSError as failure:
            return Outcome(job, error=f"{error}; and what ran {_not_written(failure)}")

    def _kept(self, job: Job) -> Path:
        return self.root / "reports" / "failed" / f"{job.report}-{job.run}.ipynb"

    def _stop(self, waiting: Sequence[Future[Outcome]]) -> None:
        self._stopped = True
        for future in waiting:
            future.cancel()
        for child in self._children:
            if child.poll() is None:
                kill_descendants(child.pid)
                child.kill()


def _cost(staged: Path, seconds: float) -> Cost:
    answer = json.loads((staged / _ANSWER).read_text(encoding="utf-8"))
    named = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    total = psutil.virtual_memory().total
    return Cost(seconds, int(answer["memory"]), f"{named}, {total / 1e9:.0f} GB of memory")


def files_of(job: Job, root: Path) -> dict[str, str]:
    """Return the digests of the files of a run by their path below `root`."""
    folders = [root / place / job.name for place in ("figures", "reports")]
    found = [path for folder in folders for path in sorted(folder.rglob("*"))]
    return {p.relative_to(root).as_posix(): file_digest(p) for p in found if p.is_file()}


def _write_manifest(figures: Path, report: Path) -> None:
    places = places_in({"figures": figures, "reports": report})
    digests = {place: f"sha256:{file_digest(path)}" for place, path in places}
    (report / MANIFEST).write_bytes(manifest_with(digests))


def _nursery_in(private: Path) -> Nursery | Pythons:
    return nursery.begin(private, _environment(private, private / "figures"))


def _environment(staged: Path, figures: Path) -> dict[str, str]:
    """Return the environment of a kernel in which nothing of this user or moment shows."""
    no_settings = staged / "matplotlibrc"
    no_settings.touch()
    private = {
        OUT_VARIABLE: str(figures),
        FILE_VARIABLE: str(staged / _PROGRESS),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "MATPLOTLIBRC": str(no_settings),  # the user's may make it speak
        "IPYTHONDIR": str(staged / "ipython"),  # no start-up files of the user
        "IPYKERNEL_CELL_NAME": "cell",  # else a warning shows the number of the process
        "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this installation
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_DATA_DIR": str(staged / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(staged / "jupyter" / "runtime"),  # a kill leaves nothing there
    }
    return {**{k: v for k, v in os.environ.items() if k not in _NOT_OURS}, **private}


def _last_line(log: Path) -> str:
    """Return the last line of a log, "" where there is none."""
    with suppress(FileNotFoundError):
        return "".join(log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:])
    return ""


def _is_json(path: Path) -> bool:
    try:
        json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    return True


def _not_written(failure: OSError) -> str:
    return f"could not be written: {failure}"
