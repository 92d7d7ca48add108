"""Put a finished run in its place so that readers always see a whole report, the old or the new.

A run is prepared in a private folder beside its destination. Publishing first writes down every move,
then renames file by file; a rename either happens or does not. If the process is killed in
between, the next run carries out the rest of the list.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_PREFIX = ".staging-"
_LOCK = "alive.lock"
_MOVES = "moves.json"


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """Yield a private folder below `root`, gone afterwards; first finish or remove dead ones."""
    root.mkdir(parents=True, exist_ok=True)
    _recover(root)
    folder = root / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}"
    folder.mkdir()
    alive = FileLock(folder / _LOCK)
    try:
        with alive:
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(staged: Path, root: Path, places: list[str]) -> None:
    """Move the folders `places` from `staged` to the same places below `root`.

    What lies there already is replaced file by file; files that the new run does not have go last.
    Two runs that publish at once take turns.

    Parameters
    ----------
    places
        Folders relative to both, such as "figures/frequency/default".
    """
    moves = {
        place: sorted(
            p.relative_to(staged / place).as_posix()
            for p in (staged / place).rglob("*")
            if p.is_file()
        )
        for place in places
    }
    draft = staged / f"{_MOVES}.part"
    with draft.open("w", encoding="utf-8") as out:
        json.dump(moves, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(staged / _MOVES)
    with FileLock(root / ".publish.lock"):
        _carry_out(staged, root)


def _carry_out(staged: Path, root: Path) -> None:
    moves = json.loads((staged / _MOVES).read_text(encoding="utf-8"))
    for place, names in moves.items():
        for name in names:
            source, target = staged / place / name, root / place / name
            if source.exists():  # else it was moved before the run was killed
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
        kept = {root / place / name for name in names}
        for old in (root / place).rglob("*"):
            if old.is_file() and old not in kept:
                old.unlink()


def _recover(root: Path) -> None:
    """Finish what a killed run was publishing, and remove what it left."""
    for folder in root.glob(f"{_PREFIX}*"):
        try:
            with FileLock(folder / _LOCK, timeout=0):
                if (folder / _MOVES).exists():
                    with FileLock(root / ".publish.lock"):
                        _carry_out(folder, root)
                shutil.rmtree(folder, ignore_errors=True)
        except Timeout:
            continue  # its owner is alive
        except FileNotFoundError:
            continue  # its owner has just removed it
