"""Small projects with notebooks that can be stopped at a known point, and the processes they start."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from tests.commands import PATIENT, ROOT, framing

FRAMING = str(Path(sys.executable).with_name("framing"))

PARAMETERS = (
    'corpus: str = "seeds"  # where the articles are\nout: str = "figures/draft"  # its place'
)
FINISH = "run.finish()"

STEADY = (
    f'{PARAMETERS}\nmode: str = "well"  # well, raise, wait or spin\nword: str = "plain"  # shown',
    "import os, re, time\nfrom pathlib import Path",
    # says in the same cell that it is there: only then does a kill hit this cell and no other
    'Path("pid.part").write_text(str(os.getpid()))\nPath("pid.part").replace("kernel.pid")\n'
    # what it is told to: fail, wait for ever, or hold Python's lock for ever
    'if mode == "raise": raise ValueError(f"nothing good comes of {word}")\n'
    'while mode == "wait": time.sleep(0.05)\n'
    're.match("(a+)+$", "a" * 64 + "b") if mode == "spin" else None',
    "from analysis.corpus import read_corpus\nfrom analysis.figures import corpus_timeline\n"
    "from analysis.measures import article_days\n"
    "from analysis.reports import Run\narticles = read_corpus(corpus)\n"
    'run = Run("steady", articles, folder=out, settings={"word": word})\n'
    'run.figure(corpus_timeline, article_days(articles.articles), name="days",\n'
    '    caption=f"Days of {word}.", alt=f"Days of {word}.")',
    FINISH,
)
ECHO = (
    f'{PARAMETERS}\ntext: str = ""  # any\nmany: list[str] = []  # any',
    'import json, sys, time, warnings\nwarnings.warn("the sample is small")\n'
    'print(json.dumps([text, many]), flush=True)\ntime.sleep(0.4)\nprint("and more")',
    # a kernel of a run looks for garbage more rarely than Python does by itself, has no debugger unless a
    # notebook asks for it, and has imported already what reports need
    "import gc, sys\nfrom importlib.util import find_spec\nassert gc.get_threshold()[0] > 700\n"
    'assert "debugpy" not in sys.modules and find_spec("debugpy")\n'
    'assert sys.platform != "linux" or "analysis.figures.all_figures" in sys.modules',
    "from analysis.corpus import read_corpus\nfrom analysis.reports import Run\n"
    'run = Run("echo", read_corpus(corpus), folder=out, settings={"text": text, "many": many})',
    FINISH,
)
UNFINISHED = (PARAMETERS, "1 + 1")


def write_notebook(path: Path, cells: tuple[str, ...], *, title: str = "# What is here?") -> None:
    """Write a notebook whose first code cell is its parameters cell."""
    parts = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": [title]}]
    for number, source in enumerate(cells):
        code: dict[str, object] = {"cell_type": "code", "id": f"cell-{number}", "outputs": []}
        tags = {"tags": ["parameters"]} if number == 0 else {}
        parts.append({**code, "metadata": tags, "execution_count": None, "source": [source]})
    notebook = {"cells": parts, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def write_project(folder: Path, **notebooks: tuple[str, ...]) -> Path:
    """Write a project with two articles and the notebooks given by report name."""
    (folder / "seeds").mkdir(parents=True)
    with (folder / "seeds" / "corpus.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "outlet", "date", "text"])
        rows.writerow(["1", "Herald", "2020-01-01", "The bridge was closed on Monday, it said."])
        rows.writerow(["2", "Post", "2020-01-03", "The bridge was opened again on Friday."])
    for number, (report, cells) in enumerate(notebooks.items(), start=1):
        write_notebook(folder / "notebooks" / f"{number}0_{report}.ipynb", cells)
    return folder


def hear_signals() -> None:
    """Let a new process be told to end, also where pytest was started by `nohup` or in the background."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def start(
    folder: Path, *words: str, first: Callable[[], None] | None = None, **options: object
) -> subprocess.Popen[str]:
    """Start `framing WORDS` in a project, in a process group of its own, as a shell does.

    `first` is done in the new process. What is not ended by the test is ended after it (tests/children.py).
    A process with limits of its own compiles nothing for others: Python keeps half of a file as a whole one
    where the limit on its size is met.
    """
    if first:
        own = options.get("env") or os.environ
        options["env"] = {**own, "PYTHONDONTWRITEBYTECODE": "1"}

    def ready() -> None:
        hear_signals()
        if first:
            first()

    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [FRAMING, *words],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=ready,  # noqa: PLW1509  no thread of ours holds a lock then
        **options,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Wait for the end; return the exit code and what was said on both streams."""
    out, err = process.communicate(timeout=PATIENT)
    return process.returncode, out, err


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something holds, and fail when it does not for a long time."""
    stop = time.monotonic() + PATIENT
    while not condition():
        assert time.monotonic() < stop, f"waited in vain until {what}"
        time.sleep(0.05)


def processes_of(folder: Path) -> list[str]:
    """Return the command lines of all processes that work for a run below `folder`."""
    found = []
    for process in psutil.process_iter():
        try:
            words = [*process.cmdline(), process.environ().get("FRAMING_OUT", "")]
        except psutil.Error:
            continue
        if process.pid != os.getpid() and any(str(folder) in word for word in words):
            found.append(" ".join(words))
    return found


def kernel_of(folder: Path) -> int:
    """Return the process number of a kernel that has come to the dangerous cell of STEADY."""
    until((folder / "kernel.pid").exists, "the kernel is there")
    return int((folder / "kernel.pid").read_text())


def published(folder: Path) -> dict[str, bytes]:
    """Return all that readers can see, by path: figure sets and reports."""
    files = [*folder.glob("figures/*/*/*"), *folder.glob("reports/*/*/*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def left_behind(folder: Path) -> list[str]:
    """Return the names of private folders that are still there."""
    return [path.name for path in folder.glob(".staging-*")]


NASTY = [
    "",
    "007",
    " The Sun ",
    'say "no"',
    "it's",
    "\\",
    '\\"',
    "two\\\\",
    "line\nbreak\r\n\ttab",
    "{x} {0} {{ %s $HOME `id`",
    "$x^{y$",
    '=HYPERLINK("x")',
    "naïve 日本語 \U0001f600 \u202e \u2028",
    '"""); open("executed", "w"); ("""',
    "'; open('executed', 'w') #",
    "None",
    "</script><script>alert(1)</script>",
]


def made_once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """Return a folder that `make` filled, the same one for all workers; none of them may change it."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = common / f"made-once-{name}"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            unfinished = tmp_path_factory.mktemp(name)
            make(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def good(tmp_path_factory):
    return made_once(tmp_path_factory, "good", _make_good)


def _make_good(folder: Path) -> None:
    write_project(folder, steady=STEADY, echo=ECHO)
    assignments = [f"text={'|'.join(NASTY)}", f"many={json.dumps(NASTY)}"]
    code, _, said = framing(folder, "run", *[w for a in assignments for w in ("-p", a)])
    assert code == 0, said
    (folder / "kernel.pid").unlink()


@pytest.fixture(scope="session")
def seeds_run(tmp_path_factory):
    """What the default run of all reports on the seeds publishes now."""
    return made_once(tmp_path_factory, "seeds-run", _run_on_seeds)


def _run_on_seeds(folder: Path) -> None:
    code, _, said = framing(ROOT, "run", "--to", folder)
    assert code == 0, said


@pytest.fixture
def project(good, tmp_path):
    """A copy with good reports in a folder whose name is a trap for whoever fills in braces."""
    return shutil.copytree(good, tmp_path / "a {word} {0} project")
