"""What a picture shows, apart from what is embedded in it and from how the file is packed."""

import hashlib
import io
from collections.abc import Iterator
from xml.etree.ElementTree import tostring

from defusedxml.ElementTree import fromstring
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from analysis.record.extraction import DAMAGE, NotCarriedError, format_of, pdf_of
from analysis.record.provenance import digest_of

_PACKING = {"/Length", "/Filter", "/DecodeParms", "/Parent"}


def drawing_digest(picture: bytes, name: str) -> str:
    """Return a digest of what an SVG, PDF or PNG shows.

    It is that of the elements of an SVG without its metadata, of the pages of a PDF with their fonts
    and pictures unpacked, of the pixels of a PNG. Saving a file anew need not change it.

    Raises
    ------
    NotCarriedError
        If the picture is damaged; `name` is what the message calls it.
    """
    kind = format_of(picture)
    try:
        return digest_of(_READERS[kind](picture))
    except DAMAGE as error:
        raise NotCarriedError(f"{name}: damaged, nothing can be shown of it ({error})") from None


def _svg(picture: bytes) -> bytes:
    root = fromstring(picture)
    for parent in list(root.iter()):
        for child in [c for c in parent if str(c.tag).endswith("}metadata")]:
            parent.remove(child)
    return b"".join(tostring(root).split())


def _png(picture: bytes) -> bytes:
    with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
        return f"{image.mode} {image.size}".encode() + image.tobytes()


def _pdf(picture: bytes) -> bytes:
    total = hashlib.sha256()
    with pdf_of(picture) as pdf:
        for part in (part for page in pdf.pages for part in _parts(page, set())):
            total.update(part + b"\0")
    return total.digest()


def _parts(thing: object, seen: set[int]) -> Iterator[bytes]:
    """Yield what a PDF object consists of, in an order that no numbering of objects changes."""
    resolved = thing.get_object() if hasattr(thing, "get_object") else thing
    if id(resolved) in seen:
        return
    if isinstance(resolved, StreamObject):
        yield resolved.get_data()
    if isinstance(resolved, DictionaryObject):
        seen = seen | {id(resolved)}
        for key in sorted(set(resolved) - _PACKING):
            yield key.encode()
            yield from _parts(resolved.raw_get(key), seen)
    elif isinstance(resolved, ArrayObject):
        for entry in resolved:
            yield from _parts(entry, seen | {id(resolved)})
    else:
        yield str(resolved).encode()


_READERS = {"svg": _svg, "pdf": _pdf, "png": _png}
