"""Unpack gzip and zip under a limit; sizes are measured while reading, not believed from a header."""

import gzip
import io
import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from analysis.corpus.problems import UnreadableError, shown

MAX_UNPACKED = 2 * 1024**3  # bytes, for all files of one source together
LIMIT_VARIABLE = "FRAMING_UNPACK_GB"  # another limit, in GB, for a zip or gzip that is trusted
MAX_RATIO = 200  # unpacked to packed, of one entry ...
RATIO_FROM = 10 * 1024**2  # ... once it is this large; small entries may be repetitive
CHUNK = 1024**2
# Errors of the standard library for bytes that only look like a zip or gzip.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    OverflowError,
)
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack without a bound


@dataclass
class Allowance:
    """How many more bytes a source may unpack to; all of them when it was just opened."""

    left: int = field(default_factory=lambda: most_unpacked())  # noqa: PLW0108  may be set anew


def most_unpacked() -> int:
    """Return how many bytes a zip or gzip may unpack to: 2 GiB, or what the user set.

    UnreadableError if what is set is no number.
    """
    given = os.environ.get(LIMIT_VARIABLE, "")
    if not given:
        return MAX_UNPACKED
    try:
        return int(float(given) * 1e9)
    except (ValueError, OverflowError):
        raise UnreadableError(
            f"the variable {LIMIT_VARIABLE} is no number", "a number of GB, such as 20", value=given
        ) from None


class Gunzipped(io.RawIOBase):
    """The content of a gzip file, piece by piece, as for `gunzipped`.

    Parameters
    ----------
    packed
        The open file.
    size
        Its bytes.
    """

    def __init__(self, packed: IO[bytes], size: int) -> None:
        self._file, self._stream, self._packed = packed, gzip.GzipFile(fileobj=packed), size
        self._left, self._size = Allowance(), 0

    def close(self) -> None:
        """Close the file, too."""
        self._file.close()
        super().close()

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read some bytes; UnreadableError if the file is damaged or unpacks to too much."""
        try:
            chunk = self._stream.read(min(len(buffer), CHUNK))
        except DAMAGED as error:
            raise UnreadableError(f"damaged gzip ({error})", "a whole gzip file") from None
        self._size += len(chunk)
        _refuse_bomb(self._size, len(chunk), self._packed, self._left)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def gunzipped(content: bytes) -> bytes:
    """Return the content of a gzip file; UnreadableError if it is damaged or unpacks to too much."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            return _measured(stream.read, len(content), Allowance())
    except UnreadableError:
        raise
    except DAMAGED as error:
        raise UnreadableError(f"damaged gzip ({error})", "a whole gzip file") from None


@dataclass(frozen=True)
class Archive:
    """The files of an open zip, below `folder` (which ends with a slash or is empty).

    `times` counts how often each name occurs, `size` is the bytes of the whole zip.
    """

    opened: zipfile.ZipFile
    size: int
    left: Allowance
    times: Counter[str]
    folder: str = ""

    def names(self) -> list[str]:
        """Return the names of the files, without those that macOS adds, sorted."""
        return sorted(name for name in self.times if not (name.endswith("/") or _hidden(name)))

    def refuse_too_large(self) -> None:
        """Raise UnreadableError if its files say that they unpack to too much; `read` measures it."""
        if sum(info.file_size for info in self.opened.infolist()) > self.left.left:
            raise _too_much()

    def read(self, name: str) -> bytes:
        """Return the bytes of the file `name`.

        UnreadableError if it is missing, twice there, a link, encrypted, damaged, or unpacks to too much.
        """
        info = self._info(name)
        try:
            with self.opened.open(info) as stream:
                return _measured(stream.read, min(info.compress_size, self.size), self.left)
        except UnreadableError:
            raise
        except DAMAGED as error:
            raise UnreadableError(f"damaged in the zip ({shown(error)})", "a whole file") from None

    def start(self, name: str, size: int) -> bytes:
        """Return the first `size` bytes of the file `name`; UnreadableError as for `read`."""
        info = self._info(name)
        try:
            with self.opened.open(info) as stream:
                return stream.read(size)
        except DAMAGED as error:
            raise UnreadableError(f"damaged in the zip ({shown(error)})", "a whole file") from None

    def _info(self, name: str) -> zipfile.ZipInfo:
        times = self.times[self.folder + name]
        if times != 1:
            found = f"{times} files of this name are" if times else "no such file is"
            raise UnreadableError(f"{found} in the zip", "the name of one file in the zip")
        info = self.opened.getinfo(self.folder + name)
        _refuse(info)
        return info


@contextmanager
def opened_zip(source: Path | bytes) -> Iterator[Archive]:
    """Open a zip from its path or its bytes; UnreadableError if its files cannot be listed."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except PermissionError:
        raise
    except DAMAGED as error:
        raise UnreadableError(f"damaged zip ({shown(error)})", "a whole zip file") from None
    with opened:
        times = Counter(info.filename for info in opened.infolist())
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        yield Archive(opened, size, Allowance(), times)


def checked_zip(content: bytes) -> None:
    """Raise UnreadableError if a file that is a zip (.xlsx, .docx) is damaged or unpacks to too much.

    For files that a library unpacks by itself.
    """
    with opened_zip(content) as archive:
        for name in archive.times:
            if not name.endswith("/"):
                archive.read(name)


def _measured(read: Callable[[int], bytes], packed: int, left: Allowance) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := read(CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        _refuse_bomb(size, len(chunk), packed, left)
    return b"".join(chunks)


def _refuse_bomb(size: int, more: int, packed: int, left: Allowance) -> None:
    left.left -= more
    if left.left < 0:
        raise _too_much()
    if size > RATIO_FROM and size > MAX_RATIO * packed:
        raise UnreadableError(
            f"unpacks to more than {MAX_RATIO} times its size, as no text does",
            f"a file that packs less well, or the same unpacked (checked from {RATIO_FROM:,} "
            "bytes on)",
        )


def _too_much() -> UnreadableError:
    return UnreadableError(
        "unpacks to too much",
        f"at most {most_unpacked():,} bytes unpacked, in all; if you trust the file, set the "
        f"variable {LIMIT_VARIABLE} to the GB that it may unpack to, or unpack it yourself",
    )


def _refuse(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise UnreadableError("is encrypted", "a zip without a password")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableError("is a link, which may lead outside the zip", "the file itself")
    if info.compress_type not in METHODS:
        raise UnreadableError(
            f"is packed with method {info.compress_type}", "an ordinary zip (stored or deflated)"
        )


def _hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[-1].startswith(".") or parts[0] == "__MACOSX"
