"""Put the record and the data of a figure into its picture, in the metadata of the format."""

import base64
import io
import json
import zlib
from collections.abc import Mapping
from typing import Any, cast
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import NameObject

NAMESPACE = "urn:framing:provenance:1"
RECORD = "framing:record"  # name of the record: SVG element, PNG text
DATA = "framing:data"
RECORD_FILE = "provenance.json"  # name of the record among the attachments of a PDF
_END = b"</metadata>"


def with_provenance(
    picture: bytes, ending: str, *, record: Mapping[str, object], data: bytes
) -> bytes:
    """Return an SVG or PDF from matplotlib with the record and the data in it; a PNG stays as it is.

    A PNG gets both as texts when it is drawn, see `png_texts`. The same input gives the same bytes.

    Parameters
    ----------
    picture
        An SVG with a `metadata` element, or a PDF.
    record, data
        The record of the figure, in types that JSON can hold, and its CSV.
    """
    match ending:
        case "svg":
            return _svg(picture, record, data)
        case "pdf":
            return _pdf(picture, record, data)
        case _:
            return picture


def png_texts(record: Mapping[str, object], data: bytes) -> dict[str, str]:
    """Return the texts of a PNG that carry the record (JSON) and the data (base64 of zlib)."""
    return {RECORD: _ascii(record), DATA: _packed(data)}


def _svg(picture: bytes, record: Mapping[str, object], data: bytes) -> bytes:
    element = (
        f'<framing:provenance xmlns:framing="{NAMESPACE}">\n'
        f"<{RECORD}>{escape(_ascii(record))}</{RECORD}>\n"
        f'<{DATA} encoding="base64 of zlib">{_packed(data)}</{DATA}>\n'
        "</framing:provenance>\n"
    )
    return picture.replace(_END, element.encode() + _END, 1)


def _pdf(picture: bytes, record: Mapping[str, object], data: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(picture))
    writer.pdf_header = "%PDF-1.7"
    attachments = {f"{record['name']}.csv": data, RECORD_FILE: _ascii(record).encode()}
    for name, content in attachments.items():
        attached = writer.add_attachment(name, content)
        attached.associated_file_relationship = NameObject("/Data")
        stream = cast("Any", attached.pdf_object["/EF"])["/F"]
        stream.set_data(zlib.compress(content, 9))
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _ascii(record: Mapping[str, object]) -> str:
    """Return a record as JSON in ASCII, which every format can hold whatever the outlets' names."""
    return json.dumps(record, indent=1)


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")
