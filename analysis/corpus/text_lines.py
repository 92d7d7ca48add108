"""The lines of a text file, read one after the other, and the bytes in them that are not UTF-8."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO

from analysis.corpus.decode import UTF_16_MARKS, bad_bytes, decoded_loosely, refuse_binary

_BUFFER = 1024**2
_START = 100  # characters that tell what a file is
# lines with their ends; io.StringIO does the same and holds four bytes for every character
_ANY_END = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_FEED = re.compile(r"[^\n]*+\n|[^\n]++")


class Lines(Iterator[str]):
    """The lines of a text with their ends, decoded as by `decoded_loosely`.

    UTF-8 is read piece by piece, UTF-16 as a whole. UnreadableError if it is a known binary format.

    Parameters
    ----------
    stream
        The open file.
    feeds
        Whether a line ends at a line feed only, and at no carriage return.

    Attributes
    ----------
    start
        The first 100 characters at most.
    first, last
        The first line since `first` was set to None, and the line that was read last.
    characters
        How many were read.
    bad
        Offset and value of each byte that is not UTF-8, in the lines that were read.
    """

    def __init__(self, stream: IO[bytes], *, feeds: bool = False) -> None:
        opened = io.BufferedReader(stream, _BUFFER)  # type: ignore[type-var]
        self._opened = opened  # without a reference it would close the stream
        start = opened.peek(4 * _START)[: 4 * _START]
        refuse_binary(start)
        self._offset = 0
        self._lines: Iterator[str]
        if start.startswith(UTF_16_MARKS):
            text = decoded_loosely(opened.read())
            self.start = text[:_START]
            self._lines = (match[0] for match in (_FEED if feeds else _ANY_END).finditer(text))
        else:
            self._offset = len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0
            opened.read(self._offset)
            self.start = start[self._offset :].decode("utf-8", "replace")[:_START]
            ends = "\n" if feeds else ""
            self._lines = io.TextIOWrapper(opened, "utf-8", "surrogateescape", newline=ends)
        self.first: str | None = None
        self.last = ""
        self.characters = 0
        self.bad: list[tuple[int, int]] = []

    def __next__(self) -> str:
        line = self.last = next(self._lines)
        self.characters += len(line)
        if self.first is None:
            self.first = line
        if line.isascii():
            self._offset += len(line)
        else:
            self.bad += bad_bytes(line, self._offset)
            self._offset += len(line.encode("utf-8", "surrogateescape"))
        return line
