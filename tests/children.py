"""No process outlives the test that started it: not after a failure, and not when pytest itself is killed.

A pytest plugin. Whatever a test starts, and whatever that starts in turn, stays below the process of
pytest, because Linux hands orphans to it; what is new there when a test ends is killed. A guard, a process
of its own, waits for the end of pytest and kills what carries its mark in the environment.
"""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

MARK = "FRAMING_TESTED_BY_"  # with the number of the process of pytest
_kept = set[int]()  # the numbers of those that are there
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux: orphans come to us
# Python's own, one of each for all tests; they end with us
_KEPT = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")


def pytest_configure() -> None:
    """Mark what is started from now on, and start the guard."""
    command = [sys.executable, str(Path(__file__)), str(os.getpid())]
    # in a session of its own, which a signal to ours does not reach, and not our child but that of a
    # process that ends at once: without children there is nothing to look through after a test
    detached = ["sh", "-c", '"$@" </dev/null >/dev/null 2>&1 &', "sh", *command]
    subprocess.run(detached, start_new_session=True, check=True)
    os.environ[f"{MARK}{os.getpid()}"] = "1"
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _end_what_is_new() -> Iterator[None]:
    before = _children()
    yield
    while new := _children() - before:
        _kill(new)


end_children_of_session = pytest.fixture(_end_what_is_new, scope="session", autouse=True)
end_children_of_module = pytest.fixture(_end_what_is_new, scope="module", autouse=True)
end_children_of_test = pytest.fixture(_end_what_is_new, autouse=True)


def _children() -> set[psutil.Process]:
    found = set()
    for number in _numbers_of_children() - _kept:
        with suppress(psutil.NoSuchProcess):
            child = psutil.Process(number)
            if _is_pythons_own(child):
                _kept.add(number)
            else:
                found.add(child)
    return found


def _is_pythons_own(child: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return any(name in word for word in child.cmdline() for name in _KEPT)
    return False


def _numbers_of_children() -> set[int]:
    """Return the numbers of our children: forty times quicker on Linux than a look at all processes."""
    if sys.platform != "linux":
        return {child.pid for child in psutil.Process().children()}
    found = set()
    for thread in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
            found.update(map(int, (thread / "children").read_text().split()))
    return found


def _kill(processes: Iterable[psutil.Process]) -> None:
    """Kill processes with all that they have started, and wait a moment until they are gone."""
    family = set(processes)
    for process in processes:
        with suppress(psutil.Error):
            family.update(process.children(recursive=True))
    for member in family:
        with suppress(psutil.Error):
            member.kill()
    psutil.wait_procs(family, timeout=1)


def _marked(mark: str) -> set[psutil.Process]:
    found = set()
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and mark in process.environ():
                found.add(process)
    return found


def main() -> None:
    """Wait until the process given by its number is gone, then kill whatever has its mark."""
    owner = int(sys.argv[1])
    with suppress(psutil.NoSuchProcess):
        watched = psutil.Process(owner)
        while watched.is_running() and watched.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.5)
    while left := _marked(f"{MARK}{owner}"):
        _kill(left)


if __name__ == "__main__":
    main()
