"""Files to import, from one file, a folder or a zip; the digest of every file in use is kept."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from analysis.corpus.problems import Place, Problem, UnreadableError
from analysis.corpus.source import file_bytes, folder_reader, inside
from analysis.corpus.unpack import Archive, opened_zip

MOST_FILES = 1_000_000
JUNK = ("thumbs.db", "desktop.ini", "__macosx")


@dataclass
class Store:
    """Files by relative name, sorted; `digests` holds the SHA-256 of every file that was read.

    `starter` reads the first bytes of a file; `problems` are those of zips that could not be opened.
    """

    label: str
    names: Sequence[str]
    reader: Callable[[str], bytes]
    starter: Callable[[str, int], bytes] | None = None
    problems: list[Problem] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """Return the bytes of a file.

        UnreadableError if it is not there, leads out of the folder, or unpacks to too much.
        """
        content = self.reader(inside(name))
        self.digests[name] = sha256(content).hexdigest()
        return content

    def start(self, name: str, size: int) -> bytes:
        """Return the first bytes of a file, none if it cannot be read; this is no reading of the file."""
        try:
            if self.starter:
                return self.starter(inside(name), size)
            return self.reader(inside(name))[:size]
        except UnreadableError:  # told when it is read
            return b""

    def ending_with(self, *endings: str) -> list[str]:
        """Return the names that have one of these endings, in any case."""
        return [name for name in self.names if name.lower().endswith(endings)]

    def of_kind(self, what: str, *endings: str) -> Sequence[str]:
        """Return the names with one of these endings; a store of one file has it, whatever its name.

        UnreadableError without any; `what` says what was looked for: "page".
        """
        names = self.names if len(self.names) == 1 else self.ending_with(*endings)
        if not names:
            raise UnreadableError(f"no {what} is in it", f"files named {', '.join(endings)}")
        return names


@contextmanager
def opened(path: str, *, zips: bool = False) -> Iterator[Store]:
    """Open a file, a folder or a zip for reading; UnreadableError if this cannot be done.

    With `zips`, the files of zips in a folder are among its files, as "batch.zip/1.docx".
    """
    place = Path(path)
    try:
        with ExitStack() as stack:
            yield _opened(place, stack, zips=zips)
    except PermissionError as error:
        raise UnreadableError(f"cannot be read ({error.strerror})", "a readable file") from None


def _opened(place: Path, stack: ExitStack, *, zips: bool) -> Store:
    if place.is_dir():
        store = Store(
            place.resolve().name, _names_below(place), folder_reader(place), _starts_below(place)
        )
        return _with_zips(store, place, stack) if zips else store
    if place.suffix.lower() == ".zip" and place.is_file():
        archive = stack.enter_context(opened_zip(place))
        archive.refuse_too_large()  # an import reads all of them
        names = [name for name in archive.names() if not _is_junk(name)]
        return Store(place.name, names, archive.read, archive.start)
    if place.exists():
        return Store(
            place.name, [place.name], lambda _: file_bytes(place), _starts_below(place.parent)
        )
    raise UnreadableError("nothing is there", "a file, a folder or a zip", file=str(place))


def _starts_below(folder: Path) -> Callable[[str, int], bytes]:
    def start(name: str, size: int) -> bytes:
        path = folder / name
        if not path.is_file():
            return b""
        with path.open("rb") as opened:
            return opened.read(size)

    return start


def _with_zips(store: Store, folder: Path, stack: ExitStack) -> Store:
    """Return the store with the files in its zips, each named by its zip and its name there."""
    inner: dict[str, Archive] = {}
    for name in store.ending_with(".zip"):
        try:
            inner[name] = stack.enter_context(opened_zip(folder / name))
        except UnreadableError as error:
            store.problems.append(error.at(Place(name)))
    if not inner:
        return store
    where = {
        f"{zipped}/{name}": (archive, name)
        for zipped, archive in inner.items()
        for name in archive.names()
        if not _is_junk(name)
    }
    plain, starts = store.reader, store.starter

    def read(name: str) -> bytes:
        archive, below = where.get(name, (None, name))
        return archive.read(below) if archive else plain(name)

    def start(name: str, size: int) -> bytes:
        archive, below = where.get(name, (None, name))
        if archive:
            return archive.start(below, size)
        return starts(name, size) if starts else b""

    names = sorted([*(name for name in store.names if name not in inner), *where])
    return Store(store.label, names, read, start, store.problems)


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
