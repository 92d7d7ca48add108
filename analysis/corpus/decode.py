"""Decode bytes exactly: UTF-8, or UTF-16 with a byte order mark; no other encoding is tried."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from analysis.corpus.problems import UnreadableError

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ENCODINGS = "UTF-8, or UTF-16 with a byte order mark (an editor's “save as” offers both)"

# First bytes of other files that people keep beside their texts; no article begins like this.
BINARIES = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a zip, Word or Excel file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel document",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF87a": "a GIF picture",
    b"GIF89a": "a GIF picture",
    b"PAR1": "a parquet table",
    b"SQLite format 3\x00": "an SQLite database",
    b"Rar!\x1a\x07": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"BZh91AY&SY": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x7fELF": "a program",
}
CONTROLS = bytes([*range(1, 9), *range(14, 32), 127])  # tab, line and page breaks are text
CONTROL_SHARE = 0.05
CONTROL_COUNT = 50  # a few stray controls in a short text make no binary of it
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of it


def decoded(content: bytes) -> str:
    """Return the text of a file, newlines and all, without its byte order mark.

    UnreadableError for a known binary format, or a byte that cannot be decoded (with its offset).
    """
    text = decoded_loosely(content)
    start = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    bad = next(bad_bytes(text, start), None)
    if bad is not None:
        raise undecodable(*bad)
    return text


def decoded_loosely(content: bytes) -> str:
    """Return the text as `decoded` does, but with each bad UTF-8 byte as one lone surrogate.

    So the rows of a table that have no such byte stay usable. Bad UTF-16 is an error all the same.
    """
    refuse_binary(content)
    if content.startswith(UTF_16_MARKS):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError(
                f"not UTF-16 at byte offset {error.start}, though the byte order mark says so",
                ENCODINGS,
            ) from None
    return content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def bad_bytes(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield offset and value of each byte that is a lone surrogate in a text that begins at byte `start`."""
    offset, last = start, 0
    for match in ESCAPED_BYTE.finditer(text):
        offset += len(text[last : match.start()].encode("utf-8", "surrogateescape"))
        last = match.start()
        yield offset, ord(match[0]) - 0xDC00


def undecodable_cells(
    records: Iterable[Sequence[str]], bad: Iterator[tuple[int, int]]
) -> Iterator[tuple[int, int, UnreadableError]]:
    """Yield record and field (from 0) of each cell with bytes that are not UTF-8, and the error.

    `records` are all cells of a table in order, `bad` its bad bytes in the same order.
    """
    first = next(bad, None)
    if first is None:
        return
    bad = chain([first], bad)
    for record, cells in enumerate(records):
        for index, cell in enumerate(cells):
            found = list(islice(bad, len(ESCAPED_BYTE.findall(cell))))
            if found:
                yield record, index, undecodable(*found[0])


def undecodable(offset: int, byte: int) -> UnreadableError:
    """Return the error for one byte that is not UTF-8."""
    return UnreadableError(f"byte 0x{byte:02x} at byte offset {offset} is not UTF-8", ENCODINGS)


def refuse_binary(content: bytes) -> None:
    """Raise UnreadableError if `content` begins as a known binary format does."""
    for start, kind in BINARIES.items():
        if content.startswith(start):
            raise UnreadableError(f"is {kind}, not plain text", "a plain text file")


def mostly_controls(content: bytes) -> bool:
    """Return whether `content` has too many control characters to be an article."""
    controls = len(content) - len(content.translate(None, CONTROLS))
    return controls >= CONTROL_COUNT and controls > CONTROL_SHARE * len(content)
