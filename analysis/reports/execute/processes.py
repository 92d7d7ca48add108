"""End the processes that a process has started."""

from contextlib import suppress

import psutil


def kill_descendants(pid: int) -> None:
    """Kill all that a process has started, such as a kernel too busy to see its parent gone."""
    try:
        family = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for member in family:
        with suppress(psutil.NoSuchProcess):
            member.kill()
