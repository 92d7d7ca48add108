"""Texts of articles that may be more than memory holds: one file on disk, read where it is needed.

A few texts lie in memory. From `IN_MEMORY` bytes on they are written to a file without a name, which is
gone when the last table that uses it is; the operating system reads pages of it and drops them again.
"""

import mmap
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Self
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

IN_MEMORY = 200 * 1024**2  # bytes of text that are kept in memory
_PAGES = 200 * 1024**2  # bytes of text that are read before the pages they lie on are let go
_AT_ONCE = 2 * 1024**2  # bytes of text, about, that are made from the file at a time
_FEW = 500  # texts of any column that are handed out at a time
_STR = pd.StringDtype("pyarrow", na_value=np.nan)

Integers = npt.NDArray[np.int64]


class TextArray(pd.arrays.ArrowStringArray):
    """Strings of pandas that lie on disk: choosing or sorting rows moves their numbers only.

    What pandas does with all texts at once makes them in memory; iterating does not.

    Parameters
    ----------
    stored
        All texts, over a memory map.
    rows
        The texts of this array, as positions in `stored`.
    """

    def __init__(self, stored: pa.Array, rows: Integers) -> None:
        self._stored, self._rows = stored, rows
        self._dtype = _STR
        self._cache: dict[str, object] = {}

    @property
    def _pa_array(self) -> pa.ChunkedArray:
        """All texts, in memory, for what is not done here."""
        return pa.chunked_array([self._taken(self._rows)])

    def _from_pyarrow_array(self, pa_array: pa.Array) -> Any:
        return _in_memory(pa_array)

    def _plain(self, rows: slice) -> pd.arrays.ArrowStringArray:
        return _in_memory(self._taken(self._rows[rows]))

    def _taken(self, rows: Integers) -> pa.Array:
        found = self._stored.take(pa.array(rows))
        _MAPS[self._stored.buffers()[-1].address].let_go(found.nbytes)
        return found

    def _parts(self) -> Iterator[pd.arrays.ArrowStringArray]:
        step = self._step
        for first in range(0, len(self._rows), step):
            yield self._plain(slice(first, first + step))

    @property
    def _step(self) -> int:
        """How many texts of usual length are made at a time."""
        return max(1, _AT_ONCE * len(self._stored) // max(1, int(self._stored.nbytes)))

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        step = self._step
        for first in range(0, len(self._rows), step):
            yield from self._taken(self._rows[first : first + step]).to_pylist()

    def __getitem__(self, item: Any) -> Any:
        if isinstance(item, int | np.integer):
            return self._stored[int(self._rows[item])].as_py()
        chosen = pd.api.indexers.check_array_indexer(self, item)
        return type(self)(self._stored, self._rows[chosen])

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TypeError("texts on disk cannot be changed in place; make a new column with assign")

    def __reduce__(self) -> tuple[Any, ...]:
        return _in_memory, (self._pa_array,)

    def take(self, indices: Any, allow_fill: bool = False, fill_value: Any = None) -> Any:  # noqa: FBT001, FBT002  as in pandas
        """Return the texts at `indices`; none is copied, unless some are to be missing."""
        chosen = np.asarray(indices, np.int64)
        if allow_fill and (chosen < 0).any():
            return _in_memory(self._pa_array).take(chosen, allow_fill=True, fill_value=fill_value)
        return type(self)(self._stored, self._rows[chosen])

    def copy(self) -> Self:
        """Return an array of the same texts, which never change."""
        return type(self)(self._stored, self._rows)

    def view(self, dtype: Any = None) -> Any:
        """Return an array of the same texts."""
        return self.copy() if dtype is None else _in_memory(self._pa_array).view(dtype)

    def isna(self) -> npt.NDArray[np.bool_]:
        """Return that no text is missing."""
        return np.zeros(len(self._rows), bool)

    @property
    def _hasna(self) -> bool:
        return False

    @property
    def nbytes(self) -> int:
        """The memory in use, which is that of the numbers."""
        return int(self._rows.nbytes)

    def _str_len(self) -> Any:
        parts = [pd.Series(part).str.len().to_numpy() for part in self._parts()]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)

    @classmethod
    def _concat_same_type(cls, to_concat: Sequence[Any]) -> Any:
        first = to_concat[0]
        if all(isinstance(one, cls) and one._stored is first._stored for one in to_concat):
            return cls(first._stored, np.concatenate([one._rows for one in to_concat]))
        chunks = [chunk for one in to_concat for chunk in one._pa_array.iterchunks()]
        return _in_memory(pa.chunked_array(chunks, type=pa.large_string()))


def each_of(column: pd.Series) -> Iterator[str]:
    """Yield the texts of a column, some at a time: one by one, Arrow hands them out at ten times the cost."""
    for first in range(0, len(column), _FEW):
        yield from column.iloc[first : first + _FEW].tolist()


def _in_memory(texts: pa.Array | pa.ChunkedArray) -> pd.arrays.ArrowStringArray:
    return pd.arrays.ArrowStringArray(texts.cast(pa.large_string()), dtype=_STR)  # type: ignore[call-arg]


class _Map(mmap.mmap):
    """A file of texts in memory, of which few pages stay: the system counts them as the process's own."""

    _read = 0

    def let_go(self, size: int) -> None:
        """Take note that so many bytes were read, and let all pages go now and then, where a system can."""
        self._read += size
        if self._read > _PAGES and hasattr(mmap, "MADV_DONTNEED"):
            self.madvise(mmap.MADV_DONTNEED)
            self._read = 0


_MAPS = WeakValueDictionary[int, _Map]()  # by the address of their first byte


class TextFile:
    """Texts that are added one after the other, in memory as long as they are few.

    Parameters
    ----------
    folder
        Where the file is made if they are many; it has to be on a disk, not in memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._size = 0
        self._lengths: list[npt.NDArray[np.int64]] = []
        self._kept: list[bytes] = []
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, texts: Sequence[str]) -> None:
        """Add texts. OSError if the disk is full."""
        encoded = [text.encode() for text in texts]
        self._lengths.append(np.fromiter(map(len, encoded), np.int64, len(encoded)))
        joined = b"".join(encoded)
        self._size += len(joined)
        self._kept.append(joined)
        if self._file is None and self._size > IN_MEMORY:
            if self._folder is not None:
                self._folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115
        if self._file is not None:
            self._file.writelines(self._kept)
            self._kept.clear()

    def texts(self) -> pd.Series:
        """Return all texts in the order in which they were added, as a column of strings."""
        lengths = np.concatenate(self._lengths) if self._lengths else np.empty(0, np.int64)
        self._lengths.clear()
        offsets = pa.py_buffer(np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))))
        if self._file is None:
            data = pa.py_buffer(b"".join(self._kept))
            self._kept.clear()
        else:
            self._file.flush()
            texts = _Map(self._file.fileno(), 0, access=mmap.ACCESS_READ)
            data = pa.py_buffer(texts)
            _MAPS[data.address] = texts
            self._file.close()  # the map holds the file
        stored = pa.LargeStringArray.from_buffers(len(lengths), offsets, data)
        if self._file is None:
            return pd.Series(_in_memory(stored))
        return pd.Series(TextArray(stored, np.arange(len(lengths), dtype=np.int64)))


def texts_by_id(articles: pd.DataFrame) -> Mapping[str, str]:
    """Return the text of each article by its id; those on disk are read when they are asked for.

    Parameters
    ----------
    articles
        Articles, or a table with columns `id` and `text`.
    """
    if isinstance(articles["text"].array, TextArray):
        return _TextsOnDisk(articles)
    return dict(zip(articles["id"], articles["text"], strict=True))


class _TextsOnDisk(Mapping[str, str]):
    def __init__(self, articles: pd.DataFrame) -> None:
        self._texts = articles["text"].array
        self._places = pd.Index(articles["id"])
        self._last = ("", "")  # one text is asked for again and again

    def __getitem__(self, article: str) -> str:
        if self._last[0] != article or not article:
            self._last = article, self._texts[self._places.get_loc(article)]
        return self._last[1]

    def __contains__(self, article: object) -> bool:
        return article in self._places  # without its text

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
