"""Read the paragraphs of a Word file, in order, with the addresses of their links.

The text of a paragraph is the text of its runs (w:t), with w:tab as a tab and w:br and w:cr as line breaks
(ECMA-376 part 1, 17.3.3). Tables, frames and fields count; deleted text, headers, footers, notes and
comments do not.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from analysis.corpus.problems import UnreadableError
from analysis.corpus.unpack import opened_zip

_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)\s")
HAS_TYPE = "has a document type"
WORD_FILE = "a Word file (.docx) as the archive exports it"
_P, _R, _T = qn("w:p"), qn("w:r"), qn("w:t")
_SPACES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass(frozen=True)
class Paragraph:
    """The text of a paragraph, and the addresses of its links."""

    text: str
    links: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether it holds only white space."""
        return not self.text.strip()


def paragraphs_of(content: bytes) -> list[Paragraph]:
    """Return the paragraphs of a Word file; UnreadableError if it is none, or unpacks to too much."""
    if not content.startswith(b"PK"):
        raise UnreadableError("is not a .docx file", WORD_FILE)
    with opened_zip(content) as archive:
        for name in archive.names():  # measured first, because python-docx has no limit of its own
            part = archive.read(name)
            is_xml = name.endswith((".xml", ".rels"))
            # entities, which would be expanded
            if is_xml and _DECLARED.search(part.replace(b"\0", b"")):
                raise UnreadableError(HAS_TYPE, WORD_FILE)
    try:
        document = docx.Document(io.BytesIO(content))
        found = list(_paragraphs(document))
    except (KeyError, ValueError, AttributeError, OSError, etree.LxmlError) as error:
        raise UnreadableError(f"damaged Word file ({type(error).__name__})", WORD_FILE) from None
    # the format allows none, and the text of its entities would be lost
    if document.element.getroottree().docinfo.doctype:
        raise UnreadableError(HAS_TYPE, WORD_FILE)
    return found


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    relations = document.part.rels.items()
    targets = {key: relation.target_ref for key, relation in relations if relation.is_external}
    for element in document.element.body.iter(_P):
        if next(element.iterancestors(_FALLBACK), None) is None:
            links = (link.get(qn("r:id")) for link in element.iter(qn("w:hyperlink")))
            yield Paragraph(
                _paragraph_text(element), tuple(targets[k] for k in links if k in targets)
            )


def _paragraph_text(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for run in paragraph.iter(_R):
        # else it is of a frame inside, which comes by itself
        if next(run.iterancestors(_P)) is paragraph:
            pieces += (_piece(node) for node in run)
    return "".join(pieces)


def _piece(node: etree._Element) -> str:
    if node.tag == _T:
        return node.text or ""
    if node.get(qn("w:type")) in {"page", "column"}:
        return ""
    return _SPACES.get(str(node.tag), "")
