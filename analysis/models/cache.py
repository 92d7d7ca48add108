"""Results of slow steps on disk, so that they are computed once; deleting the folder costs only time.

The name of an entry is the digest of everything that it was made from. An entry is used only if its
content still has the digest that was written with it (decision 21).
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from platformdirs import user_cache_path

from analysis.private_files import clear, private_name

FOLDER_VARIABLE = "FRAMING_CACHE"  # another folder; empty for none


class Entry(NamedTuple):
    """One value that was asked for: the cache of which step, its key, and its content as it is kept."""

    step: str
    key: str
    body: bytes


@dataclass(frozen=True)
class Notes:
    """Where the usual caches lie for a while (None: nowhere), and what was asked of them, in order."""

    folder: Path | None
    entries: list[Entry] = field(default_factory=list)


_NOTES: ContextVar[Notes | None] = ContextVar("notes", default=None)


class Cache:
    """Values that JSON can hold, or bytes, by key; nothing is kept if the folder cannot be written.

    Parameters
    ----------
    folder
        Where the entries lie; by default `framing` in the user's cache folder, or what the variable
        FRAMING_CACHE names. None keeps nothing.
    notes
        Where what is asked for is noted, under the name `step`; nowhere if None.
    most
        The bytes that all entries may have together; those that were not read for longest go first. By
        default there is no end.
    """

    def __init__(
        self,
        folder: Path | None,
        notes: list[Entry] | None = None,
        step: str = "",
        *,
        most: int | None = None,
    ) -> None:
        self.folder = folder
        self._notes, self._step = notes, step
        self._most = most
        self._cleared = False

    def get(self, key: str) -> Any | None:
        """Return the value under `key`, or None if there is none or it is damaged."""
        body = self.read(key)
        if body is None:
            return None
        self._note(key, body)
        return json.loads(body)

    def put(self, key: str, value: Any) -> None:
        """Store `value` under `key`, whole or not at all."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        self._note(key, body)
        self.write(key, body)

    def read(self, key: str) -> bytes | None:
        """Return the bytes under `key`, or None if there are none or they are damaged; this is not noted."""
        if self.folder is None:
            return None
        file = _file(self.folder, key)
        try:
            digest, _, body = file.read_bytes().partition(b"\n")
        except OSError:
            return None
        if digest.decode("ascii", "replace") != sha256(key.encode() + body).hexdigest():
            return None
        if self._most is not None:
            with suppress(OSError):
                os.utime(file)
        return body

    def write(self, key: str, body: bytes) -> None:
        """Store bytes under `key`, whole or not at all; this is not noted."""
        if self.folder is None:
            return
        file = _file(self.folder, key)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = self._drafts(self.folder) / f"{private_name()}.part"
            try:
                draft.write_bytes(sha256(key.encode() + body).hexdigest().encode() + b"\n" + body)
                draft.replace(file)
            except OSError:
                draft.unlink(missing_ok=True)
                raise
            if self._most is not None:
                _shrink(self.folder, self._most)

    def holds(self, key: str) -> bool:
        """Return whether there is an entry; whether it is whole is seen when it is read."""
        return self.folder is not None and _file(self.folder, key).is_file()

    def _note(self, key: str, body: bytes) -> None:
        if self._notes is not None:
            self._notes.append(Entry(self._step, key, body))

    def _drafts(self, root: Path) -> Path:
        """Return the folder of what is being written, without what killed processes left there."""
        folder = root / "drafts"
        if not self._cleared:
            folder.mkdir(parents=True, exist_ok=True)
            clear(folder, "", ".part")
            self._cleared = True
        return folder


def _file(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.json"


def _shrink(folder: Path, most: int) -> None:
    """Remove entries, those first that were not read for longest, until they have `most` bytes."""
    found = [(file.stat(), file) for file in folder.glob("??/*.json")]
    left = sum(about.st_size for about, _ in found)
    for about, file in sorted(found, key=lambda pair: (pair[0].st_mtime_ns, pair[1].name)):
        if left <= most:
            return
        file.unlink(missing_ok=True)
        left -= about.st_size


def usual_cache(name: str, *, most: int | None = None) -> Cache:
    """Return the cache of one step, of at most so many bytes: in the usual folder, or that of `noted`."""
    notes = _NOTES.get()
    folder = usual_folder() if notes is None else notes.folder
    entries = None if notes is None else notes.entries
    return Cache(folder and folder / name, entries, name, most=most)


def usual_folder() -> Path | None:
    """Return the folder of the usual caches, None where nothing is to be kept."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen == "":
        return None
    return Path(chosen) if chosen else user_cache_path("framing", appauthor=False)


@contextmanager
def noted(folder: Path | None) -> Iterator[list[Entry]]:
    """Let the usual caches of this thread lie in `folder`, and give the list of what is asked of them."""
    notes = Notes(folder)
    before = _NOTES.set(notes)
    try:
        yield notes.entries
    finally:
        _NOTES.reset(before)


def key_of(*parts: str) -> str:
    """Return the digest of `parts`; it also tells ("ab", "c") from ("a", "bc")."""
    written = json.dumps(parts, ensure_ascii=True)
    return sha256(written.encode("ascii")).hexdigest()


def files_digest(files: Iterable[Path]) -> str:
    """Return the digest of files: their names and contents, in the order of the names."""
    found = sha256()
    for file in sorted(files, key=lambda file: file.as_posix()):
        found.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return found.hexdigest()
