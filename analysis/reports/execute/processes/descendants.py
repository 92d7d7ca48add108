"""End the processes that a process has started."""

import ctypes
import os
import signal
from contextlib import suppress
from pathlib import Path

import psutil

from analysis.project import OUT_VARIABLE

_END_WITH_PARENT, _ADOPT = 1, 36  # PR_SET_PDEATHSIG and PR_SET_CHILD_SUBREAPER of Linux


def kill_descendants(pid: int) -> None:
    """Kill all that a process has started, such as a kernel too busy to see its parent gone."""
    try:
        family = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for member in family:
        with suppress(psutil.NoSuchProcess):
            member.kill()


def kill_working_in(folder: Path) -> None:
    """Kill what works for a run whose private folder is `folder`, whoever has started it.

    A kernel has a session of its own, and is nobody's child once the process that ran its notebook was
    killed. If it is busy outside Python, it does not see that.
    """
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if Path(process.environ().get(OUT_VARIABLE, "")).is_relative_to(folder):
                process.kill()


def end_with(parent: int, number: signal.Signals) -> None:
    """Let Linux send this process a signal when its parent ends, however that comes about."""
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, number, 0, 0, 0)
    if os.getppid() != parent:  # it ended before
        os.kill(os.getpid(), number)


def adopt_orphans() -> None:
    """Let Linux make this process the parent of what its children leave behind."""
    ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
