"""Read Word files of Nexis Uni and Lexis+: one article a file, or many with a cover page.

An article is its headline, publication and date, lines such as "Byline: ..." and "Length: ...", a line
"Body", the text, perhaps "Graphic" and "Classification", "Load-Date: ...", and "End of Document". The
fields are the document sections that LexisNexis describes, in the order of its exports.

Paragraphs are read in order, with the addresses of their links. The text of a paragraph is the text of
its runs (w:t), with w:tab as a tab and w:br and w:cr as line breaks (ECMA-376 part 1, 17.3.3). Tables,
frames and fields count; deleted text, headers, footers, notes and comments do not.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from analysis.corpus.archives.contents import COLUMNS, JOINED, Asked, Piece, Reading, Removed
from analysis.corpus.archives.dates import names_no_day, possible_days
from analysis.corpus.archives.languages import code_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.problems import Place, UnreadableError
from analysis.corpus.unpack import opened_zip

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
            archive.read(name)
    try:
        document = docx.Document(io.BytesIO(content))
        found = list(_paragraphs(document))
    except (KeyError, ValueError, AttributeError, OSError, etree.LxmlError) as error:
        raise UnreadableError(f"damaged Word file ({type(error).__name__})", WORD_FILE) from None
    # the format allows none, and the text of its entities would be lost
    if document.element.getroottree().docinfo.doctype:
        raise UnreadableError("has a document type", WORD_FILE)
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


END = "end of document"
_LABEL = re.compile(
    r"(Section|Length|Byline|Dateline|Highlight|Series|Correction-Date|Edition|Distribution|"
    r"Language|Publication-Type|Journal Code|Load-Date|Subject|Company|Organization|Industry|Person|"
    r"Geographic|Ticker|Country|City|State|Copyright)\s*:\s*",
    re.IGNORECASE,
)
_TAILS = ("classification", "graphic", "notes", "correction")
_COPYRIGHT = re.compile(r"(copyright|©|\(c\))\b.*", re.IGNORECASE | re.DOTALL)
_PAGE = re.compile(r"page [0-9]+ of [0-9]+|[0-9]+ of [0-9]+ documents", re.IGNORECASE)
_COVER = re.compile(r"(user name|date and time|job number|documents? \([0-9]+\))\b", re.IGNORECASE)
_ITEM = re.compile(r"urn:contentItem:([0-9A-Z-]+)")
NO_BODY = "no line “Body”, so its text is not to be told from what stands around it"
EXPECTED = "headline, publication, date, “Body”, text and “End of Document”, a paragraph each"


@dataclass
class _Article:
    """The parts of an article; `removed` holds the texts that were taken out, with the reasons."""

    title: list[Paragraph] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=lambda: dict.fromkeys(COLUMNS, ""))
    body: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)


def read_nexis(_asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read the Word files of a store, each article a piece, in order; UnreadableError without a file."""
    reading = Reading(made=JOINED)
    names = store.names if len(store.names) == 1 else store.ending_with(".docx")
    if not names:
        raise UnreadableError("no Word file is in it", "files named .docx as Nexis exports them")
    reading.taken |= {
        "id": "the number in the headline's link, else name and number of the file",
        "outlet": "the line below the headline",
        "date": "the line below the outlet",
        "title": "the headline, which is also the first line of the text",
        "author": "Byline",
        "language": "Language",
        "text": "what stands below Body",
    }
    for name in names:
        try:
            _read_file(name, store.read(name), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _read_file(name: str, content: bytes, reading: Reading) -> None:
    parts, rest = _articles_and_rest(paragraphs_of(content))
    if not parts:
        raise UnreadableError("holds no article", EXPECTED)
    for number, part in enumerate(parts, 1):
        place = Place(name, number)
        lines = [p for p in part if not p.blank]
        reading.cleaning["blank paragraphs not kept"] += len(part) - len(lines)
        article = _article(lines)
        if article is None:
            shown = " / ".join(p.text.strip() for p in lines)[:200]
            reading.problems.append(Place(name, number, "", shown).error(NO_BODY, EXPECTED))
            continue
        _add(article, place, reading)
    text = "\n".join(p.text for p in rest if not p.blank)
    if text:
        reading.removed.append(Removed("", text, "behind the last “End of Document”"))


def _articles_and_rest(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[list[Paragraph]], list[Paragraph]]:
    """Cut at “End of Document”; what follows the last one is an article only if it has a body."""
    parts: list[list[Paragraph]] = [[]]
    for paragraph in paragraphs:
        if paragraph.text.strip().casefold() == END:
            parts.append([])
        else:
            parts[-1].append(paragraph)
    *whole, rest = parts
    if any(p.text.strip() == "Body" for p in rest):
        return [*whole, rest], []
    return whole, rest


def _article(lines: Sequence[Paragraph]) -> _Article | None:
    """Return the parts of an article from its paragraphs; None without a body."""
    start = next((k for k, p in enumerate(lines) if p.text.strip() == "Body"), None)
    if start is None:
        return None
    article = _Article()
    _head(lines[:start], article)
    end = start + 1 + _length_of_body(lines[start + 1 :])
    for paragraph in lines[start + 1 : end]:
        if _PAGE.fullmatch(paragraph.text.strip()):
            article.removed.append((paragraph.text, "page header"))
        else:
            article.body.append(paragraph.text)
    article.removed += [("Body", "heading")]
    _fields(lines[end:], article, "below the body")
    return article


def _length_of_body(lines: Sequence[Paragraph]) -> int:
    """Return how many paragraphs come before the fields at the end."""
    plain = [p.text.strip().casefold() for p in lines]
    loaded = [k for k, text in enumerate(plain) if text.startswith("load-date:")]
    end = loaded[-1] if loaded else len(lines)
    for tail in _TAILS:  # the last of each, since a body may have such a line of its own
        places = [k for k in range(end) if plain[k] == tail]
        end = min(end, *places[-1:], end)
    return end


def _head(lines: Sequence[Paragraph], article: _Article) -> None:
    """Read the lines above the body; the date line shows which are publication and headline."""
    lines = list(_without_cover(lines, article))
    at = next((k for k, p in enumerate(lines) if k and _is_date(p.text)), None)
    if at is None:  # the publication and the date are missed below, as any empty cell
        titles = 0 if lines and _LABEL.match(lines[0].text.strip()) else 1
        article.title, rest = lines[:titles], lines[titles:]
    else:
        article.title, rest = lines[: at - 1], lines[at + 1 :]
        article.cells["outlet"] = lines[at - 1].text.strip()
        article.cells["date"] = lines[at].text.strip()
    _fields(rest, article, "above the body")


def _without_cover(lines: Sequence[Paragraph], article: _Article) -> Iterator[Paragraph]:
    """Yield the lines of the article; a cover page ends before the headline over the last date line."""
    first = 0
    if lines and _COVER.match(lines[0].text.strip()):
        dates = [k for k, p in enumerate(lines) if k > 1 and _is_date(p.text)]
        first = dates[-1] - 2 if dates else 0
        article.removed += [(p.text, "cover page") for p in lines[:first]]
    for paragraph in lines[first:]:
        if _PAGE.fullmatch(paragraph.text.strip()):
            article.removed.append((paragraph.text, "page header"))
        else:
            yield paragraph


def _is_date(text: str) -> bool:
    return bool(possible_days(text)) or (names_no_day(text) and not text.strip().isdigit())


def _fields(lines: Sequence[Paragraph], article: _Article, where: str) -> None:
    """Take author and language from labelled lines; all others are removed, with the reason."""
    for paragraph in lines:
        text = paragraph.text.strip()
        label = _LABEL.match(text)
        name = label[1].lower() if label else ""
        value = text[label.end() :] if label else ""
        if name == "byline" and not article.cells["author"]:
            article.cells["author"] = value
        elif name == "language" and code_of(value):
            article.cells["language"] = code_of(value)
        elif _COPYRIGHT.fullmatch(text):
            article.removed.append((paragraph.text, "copyright line outside the body"))
        else:
            article.removed.append((paragraph.text, name or where))


def _add(article: _Article, place: Place, reading: Reading) -> None:
    cells = article.cells
    cells["title"] = " ".join(p.text.strip() for p in article.title)
    links = [(m[1], link) for p in article.title for link in p.links if (m := _ITEM.search(link))]
    stem = PurePosixPath(place.file).stem
    cells["id"], cells["url"] = links[0] if links else (f"{stem}-{place.row}", "")
    body = "\n\n".join(article.body)
    head = "\n".join(p.text for p in article.title)
    text = f"{head}\n\n{body}" if head and body.strip() else body
    reading.pieces.append(Piece(place, cells, text))
    reading.removed += (Removed(cells["id"], text, reason) for text, reason in article.removed)
