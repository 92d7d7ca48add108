"""Find in a picture what a reader does not see, but a program obeys: scripts, styles, actions."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser, parse
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from analysis.files import visible
from analysis.record.embedding import NAMESPACE
from analysis.record.extraction import DAMAGE, NotCarriedError, format_of, pdf_of

# what metadata may hold: descriptions in RDF, and our own record
_DESCRIBING = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
    NAMESPACE,
)
_OBEYED = {"script", "style", "foreignobject", "iframe", "object", "embed", "handler", "listener"}
_OBEYED |= {"set", "animate", "animatemotion", "animatetransform", "image", "use", "a", "link"}
_FETCHED = re.compile(r"url\(\s*['\"]?\s*(?!['\"]?#)|@import", re.IGNORECASE)
_LEADING = re.compile(r"\s*(?!#)\S")  # an address outside of the picture itself
_STYLE = "a style: "
_FEW = 3  # named of what is strange
_ACTIONS = ("/OpenAction", "/AA", "/AcroForm", "/URI", "/Collection")


def active_in(picture: bytes, name: str) -> tuple[str, ...]:
    """Return what a program would obey in an SVG or PDF, a phrase for each, sorted; a PNG has nothing.

    In an SVG: style sheets, scripts, event attributes, processing instructions, addresses outside of it, and
    in its metadata all that is no description. In a PDF: actions and scripts of the document and its pages.
    Raises NotCarriedError, which calls it `name`, if the picture is damaged.
    """
    kind = format_of(picture)
    try:
        return tuple(sorted(_READERS.get(kind, _nothing)(picture)))
    except DAMAGE as error:
        raise NotCarriedError(f"{name}: damaged, it cannot be read ({error})") from None


def strange_in(picture: bytes, fresh: bytes | None) -> str:
    """Return what a program would obey in a picture and not in a fresh one of the same figure.

    It is "" if there is nothing. Without a fresh one, style sheets are taken for our own.
    """
    there = active_in(picture, "it")
    if fresh is None:
        strange = [one for one in there if not one.startswith(_STYLE)]
    else:
        strange = list((Counter(there) - Counter(active_in(fresh, "it"))).elements())
    more = f" and {len(strange) - _FEW} more" if len(strange) > _FEW else ""
    return ", ".join(visible(one) for one in strange[:_FEW]) + more


class _Instructions(TreeBuilder):
    """A tree, and the processing instructions that stand anywhere in or before it."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def pi(self, target: str, text: str | None = None) -> Any:
        self.targets.append(f"{target} {text or ''}".strip())
        return super().pi(target, text)


def _svg(picture: bytes) -> Iterator[str]:
    tree = _Instructions()
    root: Element = parse(io.BytesIO(picture), parser=DefusedXMLParser(target=tree)).getroot()
    yield from (f"the instruction {target[:60]!r}" for target in tree.targets)
    for element in root.iter():
        yield from _of_element(element)
    for metadata in root.iter():
        if _local(metadata) == "metadata":
            yield from _undescribing(metadata)


def _of_element(element: Element) -> Iterator[str]:
    name = _local(element)
    if name in ("script", "style"):
        yield f"a {name}: {' '.join(''.join(element.itertext()).split())}"
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            yield f"the event attribute {attribute}"
        elif _FETCHED.search(value):
            yield f"an address in {attribute}: {value[:60]!r}"
        elif attribute in ("href", "src", "from", "to", "values") and name in _OBEYED:
            outside = _LEADING.match(value) and not value.startswith("data:image/png;base64,")
            yield from [f"an address of {name}: {value[:60]!r}"] if outside else []
    if name in _OBEYED - {"script", "style", "image", "use"}:
        yield f"an element {name}"


def _undescribing(metadata: Element) -> Iterator[str]:
    for element in metadata.iter():
        space = element.tag.rpartition("}")[0].lstrip("{")
        if element is not metadata and space not in _DESCRIBING:
            yield f"an element {_local(element)} in its metadata"


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _pdf(picture: bytes) -> Iterator[str]:
    with pdf_of(picture) as pdf:
        root = pdf.root_object
        yield from (f"{key} of the document" for key in _ACTIONS if key in root)
        names = root.get("/Names", DictionaryObject()).get_object()
        if "/JavaScript" in names:
            yield "a script of the document"
        yield from _of_pages(pdf)


def _of_pages(pdf: PdfReader) -> Iterator[str]:
    for page in pdf.pages:
        if "/AA" in page:
            yield "an action of a page"
        notes = page.get("/Annots", ArrayObject()).get_object()
        for note in notes:
            action = note.get_object().get("/A", DictionaryObject()).get_object()
            kind = action.get("/S")
            if kind not in (None, "/URI", "/GoTo"):
                yield f"an action {kind} of a page"


def _nothing(_: bytes) -> Iterator[str]:
    return iter(())


_READERS = {"svg": _svg, "pdf": _pdf}
