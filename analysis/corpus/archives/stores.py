"""Files to import, from one file, a folder or a zip; the digest of every file in use is kept."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from analysis.corpus.problems import UnreadableError
from analysis.corpus.source import file_bytes, folder_reader, inside
from analysis.corpus.unpack import opened_zip

MOST_FILES = 1_000_000
JUNK = ("thumbs.db", "desktop.ini", "__macosx")


@dataclass
class Store:
    """Files by relative name, sorted; `digests` holds the SHA-256 of every file that was read."""

    label: str
    names: Sequence[str]
    reader: Callable[[str], bytes]
    digests: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        UnreadableError if it is not there, leads out of the folder, or unpacks to too much.
        """
        content = self.reader(inside(name))
        self.digests[name] = sha256(content).hexdigest()
        return content

    def ending_with(self, *endings: str) -> list[str]:
        """Return the names that have one of these endings, in any case."""
        return [name for name in self.names if name.lower().endswith(endings)]


@contextmanager
def opened(path: str) -> Iterator[Store]:
    """Open a file, a folder or a zip for reading; UnreadableError if this cannot be done."""
    place = Path(path)
    try:
        if place.is_dir():
            yield Store(place.resolve().name, _names_below(place), folder_reader(place))
        elif place.suffix.lower() == ".zip" and place.is_file():
            with opened_zip(place) as archive:
                names = [name for name in archive.names() if not _is_junk(name)]
                yield Store(place.name, names, archive.read)
        elif place.exists():
            yield Store(place.name, [place.name], lambda _: file_bytes(place))
        else:
            raise UnreadableError("nothing is there", "a file, a folder or a zip", file=path)
    except PermissionError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})", "a readable file") from None


def _names_below(folder: Path) -> list[str]:
    names: list[str] = []
    for root, folders, files in os.walk(folder):  # which does not follow links to folders
        folders.sort()
        below = PurePosixPath(Path(root).relative_to(folder).as_posix())
        names += [str(below / name) for name in files]
        if len(names) > MOST_FILES:
            raise UnreadableError(
                f"more than {MOST_FILES:,} files are in it", "the folder of the texts alone"
            )
    return sorted(name for name in names if not _is_junk(name))


def _is_junk(name: str) -> bool:
    """Return whether an operating system or an office program made this file for itself."""
    parts = [part for part in name.lower().split("/") if part != ".."]  # refused by `read`
    return any(part.startswith((".", "~$")) or part in JUNK for part in parts)
