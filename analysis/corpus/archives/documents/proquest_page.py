"""Read the pages of ProQuest that a reader prints or saves: one document or many, each with its full text.

A document begins with .documentTitle; its author, publication and day stand in .titleAuthorETC, its text in
<text>, and its fields in rows of .display_record_indexing_fieldname and .display_record_indexing_data. These
names are those that public scripts and Zotero's translator use.
"""

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag

from analysis.corpus.archives.contents import COLUMNS, JOINED, Asked, Piece, Reading, Removed
from analysis.corpus.archives.dates import possible_days
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.factiva import shown_text
from analysis.corpus.archives.languages import code_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.problems import Place, UnreadableError

ENDINGS = (".html", ".htm")
_SIGN = re.compile(rb"titleAuthorETC|display_record_indexing|<text [^>]*htmlcontent")
_PARTS = ".documentTitle, .titleAuthorETC, text, .display_record_indexing_row"
_BYLINE = re.compile(r"\]\.?\s*(?P<day>[^:\]]+?)\s*(?::[^:]*)?$")
EXPECTED = "a page that ProQuest shows with full texts: .documentTitle, .titleAuthorETC and <text>"


@dataclass
class _Document:
    """The elements of one document, in the order of the page."""

    title: str
    lines: list[Tag] = field(default_factory=list)
    texts: list[Tag] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def looks_proquest_page(_name: str, start: bytes) -> str:
    """Return whether a page is one of ProQuest."""
    return "a page of ProQuest" if _SIGN.search(start) else ""


def read_proquest_pages(asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read the documents of the pages of a store, in order; one without its text is a problem."""
    reading = Reading(made=JOINED)
    names = store.of_kind("page", *ENDINGS)
    reading.taken |= {
        "id": "ProQuest document ID",
        "outlet": "publication title, else .titleAuthorETC",
        "date": "publication date, else .titleAuthorETC",
        "title": ".documentTitle",
        "text": "<text>",
    }
    for name in names:
        try:
            html = strict(text_of(store.read(name), name, asked.encoding, reading))
            for number, document in enumerate(_documents(html), 1):
                _add(document, Place(name, number), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _documents(html: str) -> list[_Document]:
    found: list[_Document] = []
    for tag in BeautifulSoup(html, "lxml").select(_PARTS):
        if "documentTitle" in tag.get_attribute_list("class"):
            title = _line(tag)
            # a page may show the title of one document twice
            if not found or found[-1].title != title or found[-1].texts:
                found.append(_Document(title))
        elif found:
            _take(tag, found[-1])
    if not found:
        raise UnreadableError("holds no document", EXPECTED)
    return found


def _take(tag: Tag, document: _Document) -> None:
    if tag.name == "text":
        document.texts.append(tag)
    elif "titleAuthorETC" in tag.get_attribute_list("class"):
        document.lines.append(tag)
    else:
        named = tag.select_one(".display_record_indexing_fieldname")
        value = tag.select_one(".display_record_indexing_data")
        if named and value:
            document.fields.setdefault(_line(named).rstrip(": "), _line(value))


def _add(document: _Document, place: Place, reading: Reading) -> None:
    stem = place.file.rpartition("/")[2].rpartition(".")[0]
    fields = document.fields
    line = _line(document.lines[-1]) if document.lines else ""
    bold = document.lines[-1].find(["strong", "b"]) if document.lines else None
    named = _line(bold) if isinstance(bold, Tag) else line
    day = _BYLINE.search(line)
    outlet, _, behind = (fields.get("Publication title") or named).partition(";")
    cells = dict.fromkeys(COLUMNS, "") | {
        "id": fields.get("ProQuest document ID", "") or f"{stem}-{place.row}",
        "outlet": outlet.strip().rstrip("."),
        "date": fields.get("Publication date", "") or (_day(day["day"]) if day else ""),
        "title": document.title or fields.get("Title", ""),
        "author": fields.get("Author", "") or _author(document, line, named),
        "url": fields.get("Document URL", ""),
        "language": code_of(fields.get("Language of publication", "")),
    }
    paragraphs = [
        " ".join(part.split())
        for text in document.texts
        for part in shown_text(text).split("\n")
        if part.strip()
    ]
    if not paragraphs:
        missing = Place(place.file, place.row, "text", "")
        reading.problems.append(missing.error("the document has no full text", EXPECTED))
        return
    title = cells["title"]
    head = [title] if title and paragraphs[0] != title else []
    more = {"section": fields.get("Section", ""), "type": fields.get("Document type", "")}
    reading.pieces.append(Piece(place, cells, "\n\n".join([*head, *paragraphs]), more))
    removed = [(behind.strip(), "behind the publication"), (line, "line with the day")]
    removed += [(value, name) for name, value in fields.items() if name not in _TAKEN]
    reading.removed += (Removed(cells["id"], text, reason) for text, reason in removed if text)


def _author(document: _Document, line: str, named: str) -> str:
    """Return who stands in a line of their own, or before the publication in its line."""
    if len(document.lines) > 1:
        return _line(document.lines[0]).rstrip(" .")
    return line.partition(named)[0].rstrip(" .;") if named != line else ""


def _line(tag: Tag) -> str:
    return " ".join(shown_text(tag).split())


def _day(written: str) -> str:
    return written if possible_days(written) else ""


_TAKEN = {
    "Title", "Author", "Publication title", "Publication date", "Document URL", "ProQuest document ID",
    "Language of publication", "Section", "Document type",
}  # fmt: skip
