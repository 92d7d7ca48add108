"""Reduce a picture or a PDF to what a reader gets from it, without its record and its packing."""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from analysis.record.digests import digest_of
from analysis.record.extraction import (
    DAMAGE,
    GROUPS,
    NotCarriedError,
    carried_in,
    format_of,
    pdf_of,
)

_PACKING = {"/Length", "/Filter", "/DecodeParms", "/Parent"}
_TOLD = {  # places of title, name and description in the formats
    "svg": ("title", "identifier", "description"),
    "pdf": ("/Title", "/Keywords", "/Subject"),
    "png": ("Title", "Identifier", "Description"),
}
_SPOKEN = ("/Alt", "/ActualText", "/E")  # the texts of a PDF for screen readers


@dataclass(frozen=True)
class Seen:
    """The contents of a picture for a reader."""

    drawing: str  # its digest
    data: bytes  # the CSV in it
    about: Mapping[str, Any]  # id, name, caption, alt, data and rows, from its record
    told: tuple[str, ...]  # title, name, description where other programs look; "" for none


def seen_in(picture: bytes, name: str) -> Seen:
    """Return the contents of an SVG, PDF or PNG with provenance for a reader.

    Raises NotCarriedError, which calls it `name`, if it is damaged or has no provenance.
    """
    carried = carried_in(picture, name)
    about = {key: value for key, value in carried.record.items() if key not in GROUPS}
    drawing = drawing_digest(picture, name)
    try:
        told = _READERS_OF_TOLD[carried.format](picture)
    except DAMAGE as error:
        raise NotCarriedError(f"{name}: damaged, its title cannot be read ({error})") from None
    return Seen(drawing, carried.data, about, told)


def drawing_digest(picture: bytes, name: str) -> str:
    """Return a digest of the drawing in an SVG, PDF or PNG.

    It covers the elements of an SVG without its metadata, the pages of a PDF with their fonts and
    pictures unpacked, or the pixels of a PNG. A program may save the file again without changing it.
    Raises NotCarriedError, which calls it `name`, if the picture is damaged.
    """
    kind = format_of(picture)
    try:
        return digest_of(_READERS[kind](picture))
    except DAMAGE as error:
        raise NotCarriedError(f"{name}: damaged, nothing can be shown of it ({error})") from None


def paper_digest(paper: bytes, name: str) -> str:
    """Return a digest of everything that the PDF of a report gives a reader.

    It covers the pages, the texts for screen readers, the title and the attached files. Raises
    NotCarriedError, which calls it `name`, if it is damaged.
    """
    parts = [drawing_digest(paper, name)]
    try:
        with pdf_of(paper) as pdf:
            parts += [str(_info(pdf).get("/Title", "")), *_spoken(pdf)]
            attached = [(file.name, digest_of(file.content)) for file in pdf.attachment_list]
    except DAMAGE as error:
        raise NotCarriedError(f"{name}: damaged, it cannot be read ({error})") from None
    return digest_of(json.dumps([parts, sorted(attached)]).encode())


def _svg(picture: bytes) -> bytes:
    root: Element = fromstring(picture)
    for parent in list(root.iter()):
        for child in [c for c in parent if str(c.tag).endswith("}metadata")]:
            parent.remove(child)
        # white space between elements shows nothing; inside a text or a path it separates
        parent.text, parent.tail = (
            text if text and text.strip() else "" for text in (parent.text, parent.tail)
        )
    return b" ".join(tostring(root).split())


def _png(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        about = f"{image.size} {getattr(image, 'n_frames', 1)}"
        return about.encode() + image.convert("RGBA").tobytes()


def _pdf(picture: bytes) -> bytes:
    _check_syntax(picture)
    total = hashlib.sha256()
    with pdf_of(picture) as pdf:
        pages: Any = pdf.root_object["/Pages"]
        total.update(str(pages["/Count"]).encode())
        for part in (part for page in pdf.pages for part in _page(page)):
            total.update(part + b"\0")
    return total.digest()


def _check_syntax(picture: bytes) -> None:
    """Refuse a PDF with an error that one reader forgives, so that another one shows something else."""
    import pikepdf  # noqa: PLC0415  a tenth of a second, and most who import this read no PDF

    try:
        with pikepdf.open(io.BytesIO(picture), attempt_recovery=False) as pdf:
            problems = pdf.check_pdf_syntax()
    except pikepdf.PdfError as error:
        problems = [str(error)]
    if problems:
        raise ValueError(problems[0])


def _page(page: DictionaryObject) -> Iterator[bytes]:
    for key in sorted(set(page) - _PACKING):
        yield key.encode()
        yield from _parts(page.raw_get(key), {id(page)})


def _parts(thing: object, seen: set[int]) -> Iterator[bytes]:
    """Yield the parts of a PDF object, in an order that does not depend on object numbers."""
    resolved = thing.get_object() if hasattr(thing, "get_object") else thing
    if id(resolved) in seen:
        return
    if isinstance(resolved, StreamObject):
        yield resolved.get_data()
    if isinstance(resolved, DictionaryObject):
        if resolved.get("/Type") == "/Page":  # the target of a link, which is not visible
            yield b"page"
            return
        seen = seen | {id(resolved)}
        for key in sorted(set(resolved) - _PACKING):
            yield key.encode()
            yield from _parts(resolved.raw_get(key), seen)
    elif isinstance(resolved, ArrayObject):
        for entry in resolved:
            yield from _parts(entry, seen | {id(resolved)})
    else:
        yield str(resolved).encode()


def _spoken(pdf: PdfReader) -> Iterator[str]:
    waiting: list[Any] = [pdf.root_object.get("/StructTreeRoot", DictionaryObject())]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, ArrayObject):
            waiting += reversed(node)
        elif isinstance(node, DictionaryObject):
            yield from (str(node[key]) for key in _SPOKEN if key in node)
            waiting += [node.raw_get("/K")] if "/K" in node else []


def _info(pdf: PdfReader) -> Mapping[str, Any]:
    return pdf.metadata or {}


def _told_svg(picture: bytes) -> tuple[str, ...]:
    root: Element = fromstring(picture)
    purl = "{http://purl.org/dc/elements/1.1/}"
    return tuple(root.findtext(f".//{purl}{key}") or "" for key in _TOLD["svg"])


def _told_pdf(picture: bytes) -> tuple[str, ...]:
    with pdf_of(picture) as pdf:
        return tuple(str(_info(pdf).get(key, "")) for key in _TOLD["pdf"])


def _told_png(picture: bytes) -> tuple[str, ...]:
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        image.load()
        return tuple(str(image.info.get(key, "")) for key in _TOLD["png"])


_READERS = {"svg": _svg, "pdf": _pdf, "png": _png}
_READERS_OF_TOLD = {"svg": _told_svg, "pdf": _told_pdf, "png": _told_png}
