"""Take the record and the data of a figure out of a picture from anywhere, and describe them in lines."""

import base64
import binascii
import io
import logging
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import EmbeddedFile

from analysis.errors import FramingError
from analysis.files import visible
from analysis.record.digests import digest_of, figure_id
from analysis.record.embedding import DATA, NAMESPACE, RECORD, RECORD_FILE
from analysis.record.forms import NAME_FORM, from_json, is_id, is_name

_LIMIT = 256 * 2**20  # bytes, at most, of the unpacked data of a file from anywhere
_NEEDED = {"id": str, "name": str, "caption": str, "alt": str, "data": str, "rows": int}
GROUPS = ("report", "settings", "corpus", "digests", "versions")
# errors of the readers of the three formats on damaged files
DAMAGE = (
    PyPdfError, ParseError, DefusedXmlException, zlib.error, binascii.Error, OSError,
    SyntaxError, NotImplementedError, ValueError, LookupError, TypeError, AttributeError,
    RecursionError, Image.DecompressionBombError,
)  # fmt: skip


class NotCarriedError(FramingError):
    """A file without provenance; the message names it and says what would have been right."""


@dataclass(frozen=True)
class Carried:
    """The contents of a picture beside the drawing."""

    format: str  # "svg", "pdf" or "png"
    record: dict[str, Any]  # id, name, caption, alt, data (digest), rows, and the `GROUPS`
    data: bytes  # the CSV of the figure

    @property
    def problems(self) -> list[str]:
        """Return the contradictions between record and data, as sentences."""
        found, said = digest_of(self.data), self.record["data"]
        if found != said:
            return [f"the data in the file have the digest {found}, but its record says {said}"]
        expected = figure_id(self.record["name"], self.data)
        if self.record["id"] != expected:
            return [f"the id is {self.record['id']!r}, but its data give {expected!r}"]
        return []


def carried_by(path: Path) -> Carried:
    """Return the record and data in the picture at `path`, whatever its name.

    Raises NotCarriedError if it cannot be read, is no SVG, PDF or PNG, is damaged or cut off, or has no
    provenance.
    """
    try:
        return carried_in(path.read_bytes(), str(path))
    except OSError as error:
        raise NotCarriedError(f"{path}: cannot be read ({error.strerror})") from None


def carried_in(picture: bytes, name: str) -> Carried:
    """Return the record and data in a picture, as `carried_by`; errors call it `name`."""
    kind = format_of(picture)
    if not kind:
        raise NotCarriedError(f"{name}: not an SVG, PDF or PNG file; give a picture of a figure")
    try:
        parts = _READERS[kind](picture)
    except DAMAGE as error:
        why = str(error) or type(error).__name__
        raise NotCarriedError(
            f"{name}: damaged or cut off, a whole {kind.upper()} file is needed ({why})"
        ) from None
    if parts is None:
        raise NotCarriedError(
            f"{name}: this {kind.upper()} file carries no provenance; the pictures that "
            "`framing run` writes do, unless a program saved them anew and left it out"
        )
    try:
        return Carried(kind, checked_record(from_json(parts[0])), parts[1]())
    except DAMAGE as error:
        raise NotCarriedError(f"{name}: its provenance is damaged ({error})") from None


def format_of(picture: bytes) -> str:
    """Return "svg", "pdf", "png", or "" for anything else, by the first bytes."""
    if picture.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if picture.startswith(b"%PDF-"):
        return "pdf"
    start = picture[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return "svg" if start.startswith((b"<?xml", b"<svg", b"<!DOCTYPE svg", b"<!--")) else ""


# record as JSON text, and a function that gives the data
_Parts = tuple[str | bytes, Callable[[], bytes]]


def _from_svg(picture: bytes) -> _Parts | None:
    root: Element = fromstring(picture)
    if root.tag.rpartition("}")[2] != "svg":
        raise ValueError(f"its outermost element is {root.tag!r}")
    record, data = (
        root.find(f".//{{{NAMESPACE}}}{name.partition(':')[2]}") for name in (RECORD, DATA)
    )
    if record is None or data is None:
        return None
    return record.text or "", lambda: _unpacked(data.text or "")


def _from_png(picture: bytes) -> _Parts | None:
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        image.load()
        texts = {str(key): str(value) for key, value in image.info.items()}
    if RECORD not in texts or DATA not in texts:
        return None
    return texts[RECORD], lambda: _unpacked(texts[DATA])


def _from_pdf(picture: bytes) -> _Parts | None:
    if b"%%EOF" not in picture[-1024:]:
        raise ValueError("its end is missing")
    with pdf_of(picture) as pdf:
        return _attachments(list(pdf.attachment_list))


def _attachments(attached: Sequence[EmbeddedFile]) -> _Parts | None:
    record = [file for file in attached if file.name == RECORD_FILE]
    data = [file for file in attached if file.name.endswith(".csv")]
    if not record or not data:
        return None
    content = data[0].content
    return record[0].content, lambda: content


@contextmanager
def pdf_of(picture: bytes) -> Iterator[PdfReader]:
    """Yield a reader of a PDF that reports damage only by errors, without log lines."""
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield PdfReader(io.BytesIO(picture), strict=True)
    finally:
        log.setLevel(before)


_READERS = {"svg": _from_svg, "pdf": _from_pdf, "png": _from_png}


def _unpacked(text: str) -> bytes:
    unpacking = zlib.decompressobj()
    data = unpacking.decompress(base64.b64decode("".join(text.split()), validate=True), _LIMIT)
    if not unpacking.eof:
        raise ValueError(f"its data are cut off, or more than {_LIMIT:,} bytes")
    return data


def checked_record(record: object) -> dict[str, Any]:
    """Return the record of a figure.

    Raises ValueError or TypeError if a part is missing, or if its name or id has another form than ours: they
    are written as they are into file names and citations.
    """
    if not isinstance(record, dict):
        raise TypeError("the record is no JSON object")
    wrong = [key for key, kind in _NEEDED.items() if not isinstance(record.get(key), kind)]
    wrong += [key for key in GROUPS if not isinstance(record.get(key), dict)]
    if wrong:
        raise ValueError(f"the record lacks {', '.join(wrong)}")
    if not is_name(record["name"]):
        raise ValueError(f"its name is {visible(record['name'])!r}, not {NAME_FORM}")
    if not is_id(record["id"]):
        raise ValueError(f"its id is {visible(record['id'])!r}, not as in keyness-115dfcff")
    return record


_FIRST = ("id", "caption", "alt", "data", "rows")


def described(carried: Carried) -> list[str]:
    """Return one line for each entry of the record, groups with a heading."""
    record = carried.record
    lines = [f"{key}: {visible(record[key])}" for key in _FIRST]
    lines += [f"format: {carried.format}, with {len(carried.data):,} bytes of data"]
    for group in GROUPS:
        lines += [group, *(f"  {visible(k)}: {visible(v)}" for k, v in record[group].items())]
    return lines
