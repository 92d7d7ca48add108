"""Read text, RTF and old HTML files with many articles: LexisNexis, Nexis, ProQuest, Factiva."""

from collections.abc import Callable, Sequence

from analysis.corpus.archives.contents import Asked, Reading
from analysis.corpus.archives.downloads import lexis_text, proquest_text
from analysis.corpus.archives.downloads.factiva_text import add_factiva, is_factiva
from analysis.corpus.archives.downloads.rich_text import rich_text
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.factiva import shown_page
from analysis.corpus.archives.nexis import add_articles, file_stems
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.word.archive_lines import BODIES
from analysis.corpus.archives.word.paragraphs import Paragraph
from analysis.corpus.problems import Place, UnreadableError

ENDINGS = (".txt", ".text", ".rtf", ".html", ".htm")
MADE = "lines of a paragraph are joined by a space, paragraphs by an empty line; the headline comes first"
EXPECTED = (
    "“1 of 161 DOCUMENTS” above each article (LexisNexis), “Document 1 of 500” (ProQuest), “Body” and "
    "“End of Document” (Nexis), or “Document” with a number below each (Factiva)"
)


def looks_download(name: str, start: bytes) -> str:
    """Return whether a file is a download of many articles, and of which archive."""
    if not name.lower().endswith(ENDINGS):
        return ""
    if start.startswith(b"{\\rtf"):
        return "an RTF file"
    text = _plain(start)
    if archive := archive_of(text):
        return f"a download of {archive}"
    return ""


def archive_of(text: str) -> str:
    """Return the archive that a text with many articles is from, or ""."""
    if lexis_text.BEGIN.search(text):
        return "LexisNexis"
    if proquest_text.BEGIN.search(text) and "____" in text:
        return "ProQuest"
    lines = {line.strip().casefold() for line in text.splitlines()}
    if "end of document" in lines and lines & set(BODIES):
        return "Nexis"
    return "Factiva" if is_factiva(text) else ""


def read_downloads(asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read every file of a store as a download of many articles; one that is none is a problem."""
    reading = Reading(made=MADE)
    names = store.names if len(store.names) == 1 else store.ending_with(*ENDINGS)
    if not names:
        raise UnreadableError(
            "no text, RTF or HTML file is in it", f"files named {', '.join(ENDINGS)}"
        )
    reading.taken |= {
        "id": "the number that the archive gives, else name and number of the file",
        "outlet": "the publication",
        "date": "its date line",
        "title": "the headline, which is also the first line of the text",
        "text": "what stands below the fields",
    }
    for name, stem in zip(names, file_stems(names), strict=True):
        try:
            _read(name, stem, _text(asked, name, store.read(name), reading), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _text(asked: Asked, name: str, content: bytes, reading: Reading) -> str:
    if content.startswith(b"{\\rtf"):
        return rich_text(content)
    text = strict(text_of(content, name, asked.encoding, reading))
    return shown_page(text) if name.lower().endswith((".html", ".htm")) else text


_ADD: dict[str, Callable[[str, str, str, Reading], None]] = {
    "LexisNexis": lexis_text.add_lexis,
    "ProQuest": proquest_text.add_proquest,
    "Factiva": lambda text, name, _, reading: add_factiva(text, name, reading),
    "Nexis": lambda text, name, stem, reading: add_articles(name, stem, _paragraphs(text), reading),
}


def _read(name: str, stem: str, text: str, reading: Reading) -> None:
    archive = archive_of(text)
    if not archive:
        raise UnreadableError("is no download of an archive that is known", EXPECTED)
    _ADD[archive](text.replace("\r\n", "\n").replace("\r", "\n"), name, stem, reading)


def _paragraphs(text: str) -> Sequence[Paragraph]:
    return [Paragraph(line, ()) for line in text.splitlines()]


def _plain(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    return start.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
