"""Read one article a file: Word, PDF, saved web pages, text and RTF, with fields from the file's name.

A web page tells its own title, outlet, day, author and address (trafilatura finds its article, offline); what
else it shows is listed as removed. A Word file and a PDF tell nothing that can be relied on: the name of the
file, its folder (the outlet) and the options do.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from analysis.corpus.archives.contents import BY_NAME, COLUMNS, Asked, Piece, Reading, Removed
from analysis.corpus.archives.documents.file_names import NamePattern
from analysis.corpus.archives.documents.pdf_text import pdf_text
from analysis.corpus.archives.documents.web_page import web_page
from analysis.corpus.archives.downloads.rich_text import rich_text
from analysis.corpus.archives.downloads.text_files import archive_of
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.word.paragraphs import paragraphs_of
from analysis.corpus.headlines import title_before
from analysis.corpus.problems import Place, UnreadableError
from analysis.corpus.sections.line import LONGEST, folded

MADE = "paragraphs are joined by an empty line; lines of a PDF are joined to paragraphs"
PAGES = (".html", ".htm", ".xhtml")
PLAIN = (".txt", ".text", ".md")
ENDINGS = (".docx", ".pdf", ".rtf", *PAGES, *PLAIN)
_SURE = 4  # words of a title that is cut, at least
_LONGER = 3  # times as long as that the whole is at most
_SENTENCE_ENDS = re.compile(r"\.[”\"’')]*$")
SEVERAL = "is a download of {} with several articles in it"


@dataclass
class Document:
    """The text of a file, the fields that it tells, and what was taken out, with the reasons."""

    text: str
    cells: Mapping[str, str] = field(default_factory=dict)
    removed: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)  # what a reader has to look at


def looks_document(name: str, start: bytes) -> str:
    """Return whether a file may be one article: a Word file, a PDF or a web page."""
    ending = PurePosixPath(name).suffix.lower()
    signs = {
        ".docx": (b"PK",),
        ".pdf": (b"%PDF",),
        **dict.fromkeys(PAGES, (b"<", b"\xef\xbb\xbf<")),
    }
    if ending in signs and start.lstrip().startswith(signs[ending]):
        return "a web page" if ending in PAGES else f"a {ending[1:]} file"
    return ""


def read_documents(asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read every file of a store as one article; a file that cannot be read is a problem, and only that."""
    reading = Reading(made=MADE, also=BY_NAME)
    pattern = NamePattern(asked.name) if asked.name else None
    names = store.of_kind("document", *ENDINGS)
    reading.taken |= {
        "id": "the name of the file",
        "outlet": "what the page says, else the name of the folder",
        "text": "the document",
    }
    if pattern:
        reading.taken |= {"id": f"--name {asked.name!r}", "outlet": f"--name {asked.name!r}"}
    for name in names:
        try:
            _add(asked, name, store.read(name), pattern, reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name, 1)))
    return reading


def _add(
    asked: Asked, name: str, content: bytes, pattern: NamePattern | None, reading: Reading
) -> None:
    path = PurePosixPath(name)
    named = pattern.fields(name) if pattern else {}
    found = _READ.get(path.suffix.lower(), _text)(asked, name, content, reading)
    if archive := archive_of(found.text):
        raise UnreadableError(
            SEVERAL.format(archive), "framing import download PATH, which cuts it"
        )
    cells = dict.fromkeys(COLUMNS, "") | {"id": path.stem}
    cells |= {ours: value for ours, value in found.cells.items() if value}
    cells["outlet"] = cells["outlet"] or asked.outlet or path.parent.name
    cells |= named
    place = Place(name, 1)
    if "title" in named:  # as the text has it: the name of a file has hyphens, and an end
        cells["title"] = _first_line(found.text, cells["title"]) or cells["title"]
    before = title_before(found.text, cells["title"]) if found.text.strip() else ""
    text = before + found.text
    reading.pieces.append(Piece(place, cells, text))
    reading.removed += (Removed(cells["id"], *entry) for entry in found.removed)
    reading.problems += (place.warning(told, "a look at the text") for told in found.told)


def _first_line(text: str, title: str) -> str:
    """Return the first line of a text if it is its title, also one of four words or more that is cut."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    words, wanted = folded(line), folded(title)
    begun = wanted.count(" ") + 1 >= _SURE and words.startswith(wanted)
    begun = begun and len(words) <= _LONGER * len(wanted) and not _SENTENCE_ENDS.search(line)
    return line if wanted and (words == wanted or begun) and len(line) <= LONGEST else ""


def _word(_asked: Asked, _name: str, content: bytes, reading: Reading) -> Document:
    paragraphs = paragraphs_of(content)
    lines = [paragraph.text for paragraph in paragraphs if not paragraph.blank]
    reading.cleaning["blank paragraphs not kept"] += len(paragraphs) - len(lines)
    return Document("\n\n".join(lines))


def _pdf(_asked: Asked, _name: str, content: bytes, reading: Reading) -> Document:
    found = pdf_text(content)
    reading.cleaning["words joined across the end of a line"] += found.joined
    return Document(found.text, removed=found.removed, told=found.told)


def _page(asked: Asked, name: str, content: bytes, reading: Reading) -> Document:
    found = web_page(strict(text_of(content, name, asked.encoding, reading)))
    return Document(found.text, found.cells, found.removed)


def _text(asked: Asked, name: str, content: bytes, reading: Reading) -> Document:
    return Document(strict(text_of(content, name, asked.encoding, reading)))


def _rich(_asked: Asked, _name: str, content: bytes, _reading: Reading) -> Document:
    lines = [line.strip() for line in rich_text(content).splitlines() if line.strip()]
    return Document("\n\n".join(lines))


_READ: dict[str, Callable[[Asked, str, bytes, Reading], Document]] = {
    ".docx": _word,
    ".pdf": _pdf,
    ".rtf": _rich,
    **dict.fromkeys(PAGES, _page),
}
