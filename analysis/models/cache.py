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
    """Values that JSON can hold, by key; nothing is kept if the folder cannot be written.

    Parameters
    ----------
    folder
        Where the entries lie; by default `framing` in the user's cache folder, or what the variable
        FRAMING_CACHE names. None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._cleared = False

    def get(self, key: str) -> Any | None:
        """Return the value under `key`, or None if there is none or it is damaged."""
        if self.folder is None:
            return None
        try:
            digest, _, body = _file(self.folder, key).read_bytes().partition(b"\n")
        except OSError:
            return None
        if digest.decode("ascii", "replace") != sha256(key.encode() + body).hexdigest():
            return None
        return json.loads(body)

    def put(self, key: str, value: Any) -> None:
        """Store `value` under `key`, whole or not at all."""
        if self.folder is None:
            return
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
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


def usual_cache(name: str) -> Cache:
    """Return the cache of one step in the usual folder."""
    return Cache(usual_folder(name))


def usual_folder(name: str) -> Path | None:
    """Return the folder of one step in the user's cache folder, None if nothing is to be kept."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen == "":
        return None
    folder = Path(chosen) if chosen else user_cache_path("framing", appauthor=False)
    return folder / name


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
