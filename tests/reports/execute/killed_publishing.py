"""Publish and be killed before the first, second, ... change of the disk; print what readers see.

A program of its own, for `test_publish.py`: it forks, which a test runner with threads should not.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.reports.execute.publishing import publish, staging

PLACES = ["figures/r/default", "reports/r/default"]
OLD = {"figures/r/default/a.svg": "old a", "figures/r/default/gone.svg": "old gone"} | {
    f"reports/r/default/report.{ending}": f"old {ending}" for ending in ("html", "ipynb")
}
NEW = {path: text.replace("old", "new") for path, text in OLD.items() if "gone" not in path} | {
    "figures/r/default/b.svg": "new b"
}
LATER = {path: text.replace("new", "later") for path, text in NEW.items() if "/b" not in path}


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def seen(root: Path) -> dict[str, str]:
    files = [p for place in ("figures", "reports") for p in (root / place).rglob("*")]
    return {p.relative_to(root).as_posix(): p.read_text() for p in files if p.is_file()}


def kill_before(number: int) -> None:
    """Let the process kill itself instead of changing the disk for the `number`th time."""
    left = [number]

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*paths: Any, **options: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*paths, **options)

        return changed

    os.replace, os.unlink, os.mkdir = map(counted, (os.replace, os.unlink, os.mkdir))  # type: ignore[assignment]


class Slow:
    """A run in another process that has begun, and publishes LATER when it is told to."""

    def __init__(self, root: Path) -> None:
        begun, told = os.pipe(), os.pipe()
        self.child, self._tell = os.fork(), told[1]
        if not self.child:
            with staging(root) as private:
                write(private / "0", LATER)
                os.write(begun[1], b".")
                os.read(told[0], 1)
                publish(private / "0", root, PLACES)
            os._exit(0)
        os.read(begun[0], 1)

    def publish(self) -> None:
        os.write(self._tell, b".")
        status = os.waitpid(self.child, 0)[1]
        if status:
            raise RuntimeError(f"the slow run ended with status {status}")


def publish_and_be_killed(root: Path, number: int) -> bool:
    """Return whether the process was killed; False means that it had come to its end before."""
    child = os.fork()
    if not child:
        with staging(root) as private:
            write(private / "0", NEW)
            kill_before(number)
            publish(private / "0", root, PLACES)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


def main(folder: Path) -> None:
    states = []
    for number in range(1, 100):
        root = folder / str(number)
        write(root, OLD)
        slow = Slow(root)
        killed = publish_and_be_killed(root, number)
        state: dict[str, Any] = {"killed": seen(root)}
        copy = shutil.copytree(root, folder / f"{number}-next")
        with staging(copy) as private:
            state["next"] = seen(copy)
            state["left"] = [p.name for p in copy.glob(".staging-*") if p != private]
        slow.publish()
        state["slow"] = seen(root)
        if not killed:
            break
        states.append(state)
    print(json.dumps(states))  # noqa: T201  its answer


if __name__ == "__main__":
    main(Path(sys.argv[1]))
