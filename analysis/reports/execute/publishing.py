"""Put a finished run in its place so that readers always see a whole report, the old or the new.

A run is prepared in a private folder beside its destination. Publishing first writes down every move,
then renames file by file; a rename either happens or does not. If the process is killed in between, the
next run or publication carries out the rest of the list (decision 11).
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.corpus.source import inside
from analysis.reports.execute.processes.descendants import kill_working_in

_PREFIX = ".staging-"
_LOCK = "alive.lock"  # lock in a private folder, held while its owner is alive
# lock beside the private folders, held while they are made, moved or cleared
_TURN = ".publish.lock"
_MOVES = "moves.json"

Moves = Mapping[str, list[str]]  # folder below the root, and the files in it


@contextmanager
def staging(root: Path) -> Iterator[Path]:
    """Yield a private folder below `root` for a while; first finish or remove folders of killed runs.

    Raises OSError if `root` cannot be written.
    """
    root.mkdir(parents=True, exist_ok=True)
    with FileLock(root / _TURN):  # so that nobody takes the new folder for a dead one
        _recover(root)
        folder = root / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}"
        folder.mkdir()
        alive = FileLock(folder / _LOCK)
        alive.acquire()
    try:
        yield folder
    finally:
        alive.release()
        shutil.rmtree(folder, ignore_errors=True)


def publish(staged: Path, root: Path, places: list[str]) -> None:
    """Move the folders `places` from `staged` to the same places below `root`.

    Present files are replaced one by one; files that the new run does not have are removed last. Two runs
    that publish at the same time take turns, and a run that was killed while publishing goes first.

    `staged` is a folder directly below the one from `staging`; `places` are such as
    "figures/frequency/default". Raises OSError if a file could not take its place; then nothing has moved.
    """
    moves = {place: _files(staged / place) for place in places}
    with FileLock(root / _TURN):
        _recover(root)
        _make_ready(moves, staged, root)
        _write_down(moves, staged)
        _carry_out(staged, root)


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _make_ready(moves: Moves, staged: Path, root: Path) -> None:
    """Make the folders, and find files that cannot be replaced before the first file has moved."""
    for place, names in moves.items():
        for target in (root / place / name for name in names):
            folder = target.parent
            folder.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise _refusal(errno.EISDIR, target)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise _refusal(errno.EACCES, folder)
            if folder.stat().st_dev != staged.stat().st_dev:
                raise _refusal(errno.EXDEV, folder)


def _refusal(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def _write_down(moves: Moves, staged: Path) -> None:
    draft = staged / f"{_MOVES}.part"
    with draft.open("w", encoding="utf-8") as out:
        json.dump(moves, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(staged / _MOVES)


def _carry_out(staged: Path, root: Path) -> None:
    moves: Moves = json.loads((staged / _MOVES).read_text(encoding="utf-8"))
    for place, names in moves.items():
        for name in names:
            source, target = staged / place / name, root / place / name
            if source.exists():  # else it had moved before the run was killed
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
        kept = {root / place / name for name in names}
        for old in (root / place).rglob("*"):
            if old.is_file() and old not in kept:
                old.unlink()
    # done: what others publish to these places from now on is newer than this list
    (staged / _MOVES).unlink()


def _check_inside(staged: Path, root: Path) -> None:
    """Refuse a list that leads out of the folder: whoever sent the folder may have written it."""
    within = root.resolve()
    try:
        moves: Moves = json.loads((staged / _MOVES).read_text(encoding="utf-8"))
        targets = [root / inside(place) / inside(name) for place in moves for name in moves[place]]
        ours = all(place.startswith(("figures/", "reports/")) for place in moves)
        ours &= all(target.resolve().is_relative_to(within) for target in targets)
        ours &= staged.resolve().is_relative_to(within)
    except (ValueError, TypeError, AttributeError, RecursionError):
        ours = False
    if not ours:
        what = "what is to be published from it does not go into figures/ and reports/; remove it"
        raise OSError(errno.EPERM, what, str(staged.parent))


def _recover(root: Path) -> None:
    """Finish the publications of killed runs, and remove their folders."""
    for folder in root.glob(f"{_PREFIX}*"):
        if folder.is_symlink():
            continue  # not ours
        try:
            with FileLock(folder / _LOCK, timeout=0):
                kill_working_in(folder)
                for moves in folder.glob(f"*/{_MOVES}"):
                    _check_inside(moves.parent, root)
                    _carry_out(moves.parent, root)
                shutil.rmtree(folder, ignore_errors=True)
        except Timeout:
            continue  # its owner is alive
        except FileNotFoundError:
            if folder.exists():
                raise
