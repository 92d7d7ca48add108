"""Results of slow steps on disk, so that they are computed once; deleting the folder costs only time.

The name of an entry is the digest of everything that it was made from. An entry is used only if its
content still has the digest that was written with it (decision 21).
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from analysis.private_files import clear, private_name

FOLDER_VARIABLE = "FRAMING_CACHE"  # another folder; empty for none


class Cache:
    """Values that JSON can hold, or bytes, by key; nothing is kept if the folder cannot be written.

    Parameters
    ----------
    folder
        Where the entries lie; by default `framing` in the user's cache folder, or what the variable
        FRAMING_CACHE names. None keeps nothing.
    most
        The bytes that all entries may have together; those that were not read for longest go first. By
        default there is no end.
    """

    def __init__(self, folder: Path | None, *, most: int | None = None) -> None:
        self.folder = folder
        self._most = most
        self._cleared = False

    def get(self, key: str) -> Any | None:
        """Return the value under `key`, or None if there is none or it is damaged."""
        body = self.read(key)
        return None if body is None else json.loads(body)

    def put(self, key: str, value: Any) -> None:
        """Store `value` under `key`, whole or not at all."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        self.write(key, body.encode("utf-8", "surrogatepass"))

    def read(self, key: str) -> bytes | None:
        """Return the bytes under `key`, or None if there are none or they are damaged."""
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
        """Store bytes under `key`, whole or not at all."""
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
    """Return the cache of one step in the usual folder, of at most so many bytes."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen == "":
        return Cache(None)
    folder = Path(chosen) if chosen else user_cache_path("framing", appauthor=False)
    return Cache(folder / name, most=most)


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
