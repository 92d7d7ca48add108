"""Open a corpus: a folder, a zip, one table or a folder of its parts, recognised by the names."""

import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from shlex import quote
from typing import IO, cast

from analysis.corpus.problems import UnreadableError, shown
from analysis.corpus.unpack import Archive, Gunzipped, gunzipped, opened_zip

TABLES = (".csv", ".tsv", ".jsonl", ".parquet")
MAX_FILE = 512 * 1024**2  # bytes of a file that is read as a whole, as text files and imports are
KNOWN = (
    "a folder with corpus.csv, a zip of one, or a table named .csv, .tsv, .jsonl or .parquet "
    "(each may have .gz after it), or a folder of tables that are its parts"
)


@dataclass(frozen=True)
class Part:
    """A file with a table. `open` opens it anew, never gzipped, each time from its start.

    `label` names it in problems, `ending` is one of TABLES.
    """

    label: str
    ending: str
    open: Callable[[], IO[bytes]]


@dataclass(frozen=True)
class Source:
    """An open corpus: the parts of its table, most often one, and a function that reads its text files.

    `read` takes a `file` value.
    """

    parts: tuple[Part, ...]
    read: Callable[[str], bytes]


@contextmanager
def open_source(source: str | Path) -> Iterator[Source]:
    """Open the corpus named `source` for reading.

    UnreadableError if nothing is there (see `read_corpus`), the name has no known ending, or it cannot
    be read.
    """
    path = _located(source)
    try:
        if path.suffix.lower() == ".zip" and path.is_file():
            with opened_zip(path) as archive:
                yield _from_zip(archive, path.name)
        elif path.is_dir():
            yield _from_folder(path)
        else:
            yield _from_table(path)
    except PermissionError as error:
        raise UnreadableError(_refusal(error), "a readable file", file=path.name) from None


def table_ending(name: str) -> str | None:
    """Return the ending in TABLES that `name` has (before .gz, any case), or None."""
    ending = PurePosixPath(name.lower().removesuffix(".gz")).suffix
    return ending if ending in TABLES else None


def _located(source: str | Path) -> Path:
    given = Path(source)
    here = Path.cwd()
    above = next((folder for folder in here.parents if (folder / "notebooks").is_dir()), here)
    places = dict.fromkeys([here / given, above / given])
    try:
        found = next((place for place in places if place.exists()), None)
    except OSError as error:
        raise UnreadableError(_refusal(error), KNOWN, value=str(source)) from None
    if found is None:
        looked = " and at ".join(str(place) for place in places)
        raise UnreadableError(f"nothing is there (looked at {looked})", KNOWN, value=str(source))
    return found


def _from_folder(folder: Path) -> Source:
    every = sorted(entry.name for entry in folder.iterdir())
    read = folder_reader(folder)
    names = [name for name in every if _is_corpus_table(name)]
    names = names or _parts_among(every)
    if len(names) < 2 or any(map(_is_corpus_table, names)):
        names = [_only(names, every)]
    return Source(tuple(_part(f"{folder.name}/{name}", folder / name) for name in names), read)


def _parts_among(names: list[str]) -> list[str]:
    """Return the tables that are the parts of one: all of a folder that holds no other tables.

    Names that begin with a dot or an underscore are notes of the program that wrote the parts.
    """
    parts = [name for name in names if name[0] not in "._" and table_ending(name)]
    return parts if len({table_ending(name) for name in parts}) == 1 else []


def _from_table(path: Path) -> Source:
    if table_ending(path.name) is None:
        raise UnreadableError(
            "has no ending of a corpus; it may be an export of an archive or of another program",
            f"framing import {quote(str(path))} --out CORPUS, which makes a corpus of it; else {KNOWN}",
            value=path.name,
        )
    # The table may be a link to anywhere, because the user named it; its text files may not.
    return Source((_part(path.name, path, linked=True),), folder_reader(path.parent))


def _part(label: str, path: Path, *, linked: bool = False) -> Part:
    """Return the part in a file; UnreadableError if it is no ordinary one, or a link to outside."""
    ending = cast(str, table_ending(path.name))
    try:
        if not linked:
            _refuse_link_outside(path, os.path.realpath(path.parent))
        _refuse_no_file(path)
    except UnreadableError as error:
        raise UnreadableError(error.problem, error.expected, file=label) from None
    packed = path.name.lower().endswith(".gz")

    def opened() -> IO[bytes]:
        try:
            stream = path.open("rb")
        except OSError as error:
            raise UnreadableError(_refusal(error), "a readable file") from None
        if not packed:
            return stream
        with stream:
            if ending == ".parquet":  # is not read from its start on
                return io.BytesIO(gunzipped(stream.read()))
        return cast(IO[bytes], Gunzipped(path.open("rb"), path.stat().st_size))

    return Part(label, ending, opened)


def _from_zip(archive: Archive, label: str) -> Source:
    tables = [name for name in archive.names() if table_ending(name)]
    corpora = [name for name in tables if _is_corpus_table(PurePosixPath(name).name)]
    depth = min((name.count("/") for name in corpora), default=0)
    highest = [name for name in corpora if name.count("/") == depth]
    name = _only(highest or tables, archive.names())
    folder, _, base = name.rpartition("/")
    below = replace(archive, folder=f"{folder}/" if folder else "")

    def read(file: str) -> bytes:
        return below.read(inside(file))

    ending, label = table_ending(base), f"{label}/{name}"
    if ending is None:
        raise UnreadableError("the ending is not one that is known", KNOWN, file=label)
    try:
        content = read(base)
        table = gunzipped(content) if base.lower().endswith(".gz") else content
    except UnreadableError as error:
        raise UnreadableError(error.problem, error.expected, file=label) from None
    return Source((Part(label, ending, lambda: io.BytesIO(table)),), read)


def _is_corpus_table(name: str) -> bool:
    return name.lower().startswith("corpus.") and table_ending(name) is not None


def _only(tables: list[str], files: list[str]) -> str:
    if len(tables) == 1:
        return tables[0]
    several = f"{len(tables)} tables are there: {shown(', '.join(sorted(tables)))}"
    none = f"no table is among its files: {shown(', '.join(files))}" if files else "it is empty"
    right = "one corpus.csv beside the text files"
    if files and not tables:
        right += "; framing import PATH --out CORPUS makes a corpus of other files"
    raise UnreadableError(several if tables else none, right)


def folder_reader(folder: Path) -> Callable[[str], bytes]:
    """Return a function that reads files below `folder` by relative names, and no others."""
    root = os.path.realpath(folder)

    def read(file: str) -> bytes:
        return file_bytes(_refuse_link_outside(Path(root, inside(file)), root))

    return read


def _refuse_link_outside(path: Path, root: str) -> Path:
    """Return where a path leads; UnreadableError if that is outside the folder `root`."""
    there = Path(os.path.realpath(path))
    if not there.is_relative_to(root):
        raise UnreadableError("a link leads outside the folder", "a file inside the folder")
    return there


def inside(file: str) -> str:
    """Return a relative name with slashes; UnreadableError if it leads outside the folder."""
    parts = PurePosixPath(file).parts
    absolute = file.startswith(("/", "\\")) or PureWindowsPath(file).drive
    if absolute or ".." in parts or ".." in PureWindowsPath(file).parts:
        raise UnreadableError(
            "leads outside the folder", "a path inside the folder of the table, without '..'"
        )
    return "/".join(parts)


def file_bytes(path: Path) -> bytes:
    """Return the content of an ordinary file; UnreadableError for anything else, and for one too large."""
    _refuse_no_file(path)
    try:
        refuse_too_large(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(_refusal(error), "a readable file") from None


def refuse_too_large(size: int, name: str) -> None:
    """Raise UnreadableError if a file of so many bytes, unpacked, is not read as a whole."""
    if size > MAX_FILE:
        raise UnreadableError(
            f"is {size:,} bytes long",
            f"at most {MAX_FILE:,} bytes in one file; "
            + (
                "a larger table is a corpus as it is, read some rows at a time (framing check, with "
                "--columns OURS=THEIRS for names that differ), or has to be cut"
                if table_ending(name)
                else "a larger one has to be cut"
            ),
        )


def _refuse_no_file(path: Path) -> None:
    """Raise UnreadableError for what is no ordinary file: a pipe or device would hang or never end."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise UnreadableError(_refusal(error), "a readable file") from None
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
        raise UnreadableError(f"is {what}", "a file")


def _refusal(error: OSError) -> str:
    return f"cannot be read ({error.strerror})"
