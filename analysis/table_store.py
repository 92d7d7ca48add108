"""Tables on disk: those that take long, for later runs of a study, and large ones, for this one.

What takes long is kept for a study of the same articles with the same parameters.

The key of a kept table is the digest of all that decides it: the articles, the parameters that it depends
on and the files that they name, all files of the package (code, word lists, models), and the versions of
the libraries. Whatever else changes, the table is made anew.

A large table of a corpus of many articles lies in a file without a name, of which the system drops what is
not being read; it is gone when the last table that uses it is.
"""

import io
import json
import mmap
import os
import platform
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.models.cache import Cache, files_digest, key_of, usual_cache, usual_folder
from analysis.texts import TextArray

ANEW_VARIABLE = "FRAMING_ANEW"  # set where a result is verified
_MOST = 2 * 2**30  # bytes of all kept tables together
FEWEST = 50  # articles; what is made of fewer is made in no time, and is not kept
LARGE = 16 * 2**20  # bytes, from which on a table is put on disk
_AT_ONCE = 500  # articles whose digest is made at a time
_PACKAGE = Path(__file__).resolve().parent
Made = pd.DataFrame | tuple[pd.DataFrame, ...]


def cache_for(name: str, articles: int, *, most: int) -> Cache:
    """Return the usual cache of at most `most` bytes for what is made of so many articles.

    It keeps nothing of a few articles, nor where `ANEW_VARIABLE` says that everything is made anew.
    """
    if articles < FEWEST or os.environ.get(ANEW_VARIABLE):
        return Cache(None)
    return usual_cache(name, most=most)


class TableStore:
    """What was made of some articles, kept in the user's cache.

    Parameters
    ----------
    articles
        Articles that everything is made of.
    kept
        Where it lies; the usual folder if None.
    """

    def __init__(self, articles: pd.DataFrame, *, kept: Cache | None = None) -> None:
        self._kept = cache_for("tables", len(articles), most=_MOST) if kept is None else kept
        self._articles = _articles_digest(articles) if self._kept.folder else ""

    def made(self, name: str, values: Mapping[str, object], make: Callable[[], Any]) -> Any:
        """Return a table or a tuple of tables: as it was kept, or as `make` makes it now.

        Parameters
        ----------
        name
            Of the table.
        values
            The parameters that it depends on.
        make
            Makes it; what it needs, too.
        """
        if not self._articles:
            return make()
        key = self._key(name, values)
        found = self._kept.read(key)
        if found is not None:
            return _tables_in(found)
        made = make()
        self._keep(key, made)
        return made

    def holds(self, name: str, values: Mapping[str, object]) -> bool:
        """Tell whether a table is kept; `name` and `values` as for `made`."""
        return bool(self._articles) and self._kept.holds(self._key(name, values))

    def _key(self, name: str, values: Mapping[str, object]) -> str:
        return key_of(code_version(), self._articles, name, *map(_told, sorted(values.items())))

    def _keep(self, key: str, made: Made) -> None:
        """Keep tables, if what is read again is just what was written."""
        body = bytes_of(made)
        if body is not None and _is_same(_tables_in(body), made):
            self._kept.write(key, body)


@cache
def code_version() -> str:
    """Return the digest of everything that decides tables and figures, except articles and parameters."""
    sources = [file for file in sorted(_PACKAGE.rglob("*")) if _counts(file)]
    names = [file.relative_to(_PACKAGE).as_posix() for file in sources]
    libraries = [f"{name} {version(name)}" for name in _libraries()]
    return key_of(platform.python_version(), *names, files_digest(sources), *libraries)


def _counts(file: Path) -> bool:
    return "__pycache__" not in file.parts and file.is_file()


def _libraries() -> list[str]:
    """Return the names of the libraries that the project needs, on any machine."""
    try:
        needed = requires("framing") or []
    except PackageNotFoundError:
        raise FramingError(
            "the project is not installed, so that its libraries are not known; `make report` installs it"
        ) from None
    own = [one for one in needed if "extra ==" not in one]
    return sorted(found.group() for one in own if (found := re.match(r"[\w.-]+", one)))


def _articles_digest(articles: pd.DataFrame) -> str:
    """Return the digest of Articles with all columns; "" where Arrow cannot hold them.

    Some are looked at after the others, since their texts may be more than memory holds.
    """
    found = sha256()
    for first in range(0, len(articles), _AT_ONCE):
        body = bytes_of(articles.iloc[first : first + _AT_ONCE].reset_index(drop=True))
        if body is None:
            return ""
        found.update(sha256(body).digest())
    return found.hexdigest()


def _told(pair: tuple[str, object]) -> str:
    """Return the value of a parameter as text, with the digests of the files that it names."""
    name, value = pair
    each = value if isinstance(value, list) else [value]
    texts = [one for one in each if isinstance(one, str)]
    digests = [_file_digest(text) for text in texts if text]
    return json.dumps([name, value, digests])


def _file_digest(name: str) -> str:
    """Return the digest of the file `name`, or of the files in a folder; "" if there is none."""
    try:
        file = as_begun(name)
        if file.is_dir():
            return files_digest(as_begun(str(one)) for one in file.iterdir() if one.is_file())
        return sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
    except (OSError, ValueError):
        return ""


def bytes_of(made: object) -> bytes | None:
    """Return a table or a tuple of tables as bytes; None for anything else, and what Arrow cannot hold."""
    tables = made if type(made) is tuple else (made,)
    if not all(isinstance(table, pd.DataFrame) for table in tables):
        return None
    sink = io.BytesIO()
    try:
        for arrow in map(pa.Table.from_pandas, tables):
            with pa.ipc.new_stream(sink, arrow.schema) as writer:
                writer.write_table(arrow)
    except (pa.ArrowException, UnicodeEncodeError):
        return None
    count = len(tables) if type(made) is tuple else 0
    return b"%d\n" % count + sink.getvalue()


def _tables_in(body: bytes) -> Made:
    count, _, rest = body.partition(b"\n")
    reader = pa.BufferReader(rest)
    tables = [pa.ipc.open_stream(reader).read_pandas() for _ in range(int(count) or 1)]
    return tuple(tables) if int(count) else tables[0]


def _is_same(read: Made, made: Made) -> bool:
    """Tell whether tables are alike in types, values, index and order."""
    pairs = zip(_each(read), _each(made), strict=True)
    return all(_is_same_table(one, other) for one, other in pairs)


def _each(made: Made) -> tuple[pd.DataFrame, ...]:
    return made if isinstance(made, tuple) else (made,)


def _is_same_table(read: pd.DataFrame, made: pd.DataFrame) -> bool:
    alike = read.dtypes.equals(made.dtypes) and read.columns.dtype == made.columns.dtype
    return alike and type(read.index) is type(made.index) and read.equals(made) and not made.attrs


def on_disk(made: Any) -> Any:
    """Return a table, or a tuple of tables, with the same values on disk; anything else as it is.

    Parameters
    ----------
    made
        A table that nobody changes in place. One that is small, that Arrow cannot hold, or that has texts
        which lie on disk already is returned as it is, and so is one for which the disk has no room.
    """
    if type(made) is tuple:
        return tuple(map(on_disk, made))
    if not isinstance(made, pd.DataFrame) or made.memory_usage().sum() < LARGE:
        return made
    if made.attrs or any(isinstance(made[name].array, TextArray) for name in made):
        return made
    try:
        read = _written(made)
    except (pa.ArrowException, UnicodeEncodeError, OSError):
        return made
    alike = read.dtypes.equals(made.dtypes) and type(read.index) is type(made.index)
    return read if alike and read.columns.equals(made.columns) else made


def _written(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as it is read from the file to which it was written."""
    usual = usual_folder()
    folder = usual and usual / "tables on disk"  # where there is none, the system's for such files
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        arrow = pa.Table.from_pandas(table).combine_chunks()
        with pa.ipc.new_file(pa.PythonFile(file, mode="w"), arrow.schema) as writer:
            writer.write_table(arrow)
        file.flush()
        pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)  # it holds the file
    stored = pa.ipc.open_file(pa.BufferReader(pa.py_buffer(pages))).read_all()
    read: pd.DataFrame = stored.to_pandas(split_blocks=True)
    return read
