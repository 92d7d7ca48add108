"""Open a corpus: a folder, a zip or one table, recognised by the name; the result is bytes."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from shlex import quote

from analysis.corpus.problems import UnreadableError, shown
from analysis.corpus.unpack import Archive, gunzipped, opened_zip

TABLES = (".csv", ".tsv", ".jsonl", ".parquet")
MAX_FILE = 512 * 1024**2  # bytes of a file that is no table: it is read as a whole
KNOWN = (
    "a folder with corpus.csv, a zip of one, or a table named .csv, .tsv, .jsonl or .parquet "
    "(each may have .gz after it)"
)


@dataclass(frozen=True)
class Source:
    """An open corpus: the bytes of its table (never gzipped) and a function that reads its text files.

    `label` names the table in problems, `ending` is one of TABLES; `read` takes a `file` value.
    """

    label: str
    ending: str
    table: bytes
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
    names = [entry.name for entry in folder.iterdir() if _is_corpus_table(entry.name)]
    name = _only(names, sorted(entry.name for entry in folder.iterdir()))
    return _source(f"{folder.name}/{name}", folder_reader(folder), name)


def _from_table(path: Path) -> Source:
    if table_ending(path.name) is None:
        raise UnreadableError(
            "has no ending of a corpus; it may be an export of an archive or of another program",
            f"framing import {quote(str(path))} --out CORPUS, which makes a corpus of it; else {KNOWN}",
            value=path.name,
        )
    # The table may be a link to anywhere, because the user named it; its text files may not.
    inside = _source(path.name, lambda _: file_bytes(path), path.name)
    return replace(inside, read=folder_reader(path.parent))


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

    return _source(f"{label}/{name}", read, base)


def _source(label: str, read: Callable[[str], bytes], name: str) -> Source:
    ending = table_ending(name)
    if ending is None:
        raise UnreadableError("the ending is not one that is known", KNOWN, file=label)
    try:
        content = read(name)
        table = gunzipped(content) if name.lower().endswith(".gz") else content
    except UnreadableError as error:
        raise UnreadableError(error.problem, error.expected, file=label) from None
    return Source(label, ending, table, read)


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
        path = Path(os.path.realpath(Path(root, inside(file))))
        if not path.is_relative_to(root):
            raise UnreadableError("a link leads outside the folder", "a file inside the folder")
        return file_bytes(path)

    return read


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
    """Return the content of an ordinary file; UnreadableError for anything else, and for too large a text."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # a pipe or device would hang or never end
            what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            raise UnreadableError(f"is {what}", "a file")
        size = path.stat().st_size
        if size > MAX_FILE and table_ending(path.name) is None:
            raise UnreadableError(
                f"is {size:,} bytes long",
                f"at most {MAX_FILE:,} bytes in a file that is no table; a larger one has to be cut",
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(_refusal(error), "a readable file") from None


def _refusal(error: OSError) -> str:
    return f"cannot be read ({error.strerror})"
