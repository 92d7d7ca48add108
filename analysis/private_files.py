"""Files and folders of a process that nobody else is to see, and what a killed one left of them.

Their names say whose they are: a digest of the machine, the number of the process and when it started.
What no living process owns is removed when the next one works in the same place.
"""

import os
import platform
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import psutil

_NAME = re.compile(r"(?P<machine>[0-9a-f]{8})-(?P<pid>\d{1,9})-(?P<started>\d{1,20})-[0-9a-f]{8}")


def private_name() -> str:
    """Return a new name that says which process it belongs to."""
    return f"{_machine()}-{os.getpid()}-{_started(os.getpid())}-{os.urandom(4).hex()}"


@contextmanager
def private_folder(beside: Path, prefix: str, suffix: str = "") -> Iterator[Path]:
    """Make a folder for this process alone in the folder `beside`, and remove it in the end.

    Those of killed processes with the same prefix and suffix are removed first. OSError if it cannot be
    made.
    """
    clear(beside, prefix, suffix)
    folder = beside / f"{prefix}{private_name()}{suffix}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear(folder: Path, prefix: str, suffix: str = "") -> None:
    """Remove what killed processes of this user left in `folder` under names with this start and end."""
    with suppress(OSError):  # a folder that cannot be listed has nothing of ours
        for entry in os.scandir(folder):
            name = entry.name
            if not (name.startswith(prefix) and name.endswith(suffix)):
                continue
            if _is_left(name[len(prefix) : len(name) - len(suffix)]) and _is_ours(entry):
                _remove(entry)


def _is_left(name: str) -> bool:
    """Return whether a name is one of this machine whose process has ended."""
    found = _NAME.fullmatch(name)
    if not found or found["machine"] != _machine():
        return False
    return _started(int(found["pid"])) != int(found["started"])


def _is_ours(entry: "os.DirEntry[str]") -> bool:
    try:
        owner = entry.stat(follow_symlinks=False).st_uid
    except OSError:  # gone meanwhile
        return False
    return not hasattr(os, "getuid") or owner == os.getuid()


def _remove(entry: "os.DirEntry[str]") -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)
    else:
        with suppress(OSError):
            Path(entry.path).unlink()


@cache
def _machine() -> str:
    """Return a digest of the machine and, in a container, of its table of processes."""
    processes = Path("/proc/self/ns/pid")
    number = processes.readlink() if processes.is_symlink() else ""
    return sha256(f"{platform.node()} {number}".encode()).hexdigest()[:8]


def _started(pid: int) -> int:
    """Return when a process started, in hundredths of a second; 0 if there is none."""
    with suppress(OSError):  # since the machine was started: a clock that is set changes nothing
        told = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        return int(told.rpartition(")")[2].split()[19])
    try:
        return round(psutil.Process(pid).create_time() * 100)
    except psutil.Error:
        return 0
