"""Commands of `framing`, each in a process of its own that need not import the project first.

A process that has imported everything, and has done nothing else, waits for the tests; a command is a copy
of it, and takes two thirds of a second less than a new Python. So is the nursery of the runs that it begins,
which need not import anything either. What is about how a command starts, about
signals, or about what Python itself reads from the environment is tested with `tests.projects.start`.
"""

import multiprocessing
import os
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

import psutil

from analysis.reports.execute.processes import nursery

ROOT = Path(__file__).parent.parent
PATIENT = 600  # seconds: machines that run tests are busy
_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(["tests.nursery"])


def framing(
    folder: Path, *words: object, env: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Run `framing WORDS` in a folder; return the exit code and what was said on both streams."""
    told, environment = [str(word) for word in words], dict(os.environ if env is None else env)
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place, name) for name in ("out", "err")]
        command = _COPIES.Process(target=_run, args=(told, folder, environment, files))
        with chdir(
            ROOT
        ):  # where the copied process, if this is the first command, finds the project
            command.start()
        command.join(PATIENT)
        if command.is_alive():
            _kill(command.pid)
            command.join()
            raise TimeoutError(f"framing {' '.join(told)} took more than {PATIENT} seconds")
        out, err = (file.read_text("utf-8") for file in files)
    return command.exitcode, out, err


def _run(words: list[str], folder: Path, environment: dict[str, str], files: list[Path]) -> None:
    """Be the command: its folder, environment and streams are those that a shell would give it."""
    assert "tests.nursery" in sys.modules, (
        "nothing was imported beforehand; is there an error in it?"
    )
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None  # as the environment has it
    for number, file in enumerate(files, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
    sys.argv = ["framing", *words]
    if words[:1] == ["run"]:
        copied = _Copied()  # as long as this process has one thread
        nursery.begin = lambda *_: copied

    from analysis.cli import main

    main(words, prog_name="framing")


class _Copied(nursery.Nursery):
    """A nursery that is a copy of this process."""

    def __init__(self) -> None:
        self._asked, theirs = socket.socketpair()
        self._number = os.fork()
        if not self._number:
            self._asked.close()
            nursery.attend(theirs)()
            sys.exit()
        theirs.close()

    def close(self) -> None:
        self._asked.close()
        os.waitpid(self._number, 0)


def _kill(pid: int) -> None:
    command = psutil.Process(pid)
    for process in [*command.children(recursive=True), command]:
        process.kill()
