"""Read the web pages in a WARC, the archive that crawlers write: each HTML answer is an article."""

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from analysis.corpus.archives.contents import COLUMNS, Asked, Piece, Reading, Removed
from analysis.corpus.archives.documents.web_page import MOST, web_page
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.problems import Place, UnreadableError, shown

ENDINGS = (".warc", ".warc.gz")
MADE = "the article of each page as trafilatura finds it; paragraphs are joined by an empty line"


def looks_web_archive(name: str, start: bytes) -> str:
    """Return whether a file is a WARC, by its ending or its first bytes."""
    return (
        "a web archive (WARC)"
        if name.lower().endswith(ENDINGS) or start.startswith(b"WARC/1.")
        else ""
    )


def read_web_archives(asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read the pages of every WARC of a store; a page without an article is a problem and left out."""
    reading = Reading(made=MADE)
    names = store.of_kind("web archive", *ENDINGS)
    reading.taken |= {
        "id": "made from file and number",
        "outlet": "what the page says, else its host",
        "url": "the address that was asked for",
    }
    for name in names:
        try:
            for number, (address, content) in enumerate(_pages(store.read(name)), 1):
                _add(asked, Place(name, number), address, content, reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _pages(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield address and bytes of each page; UnreadableError if the archive is damaged."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  few need it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    try:
        for record in ArchiveIterator(io.BytesIO(content)):
            if _is_page(record):
                yield (
                    record.rec_headers.get_header("WARC-Target-URI") or "",
                    record.content_stream().read(MOST + 1),
                )
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise UnreadableError(
            f"damaged web archive ({shown(str(error))})", "a whole WARC"
        ) from None


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    return "html" in (headers.get_header("Content-Type") or "")


def _add(asked: Asked, place: Place, address: str, content: bytes, reading: Reading) -> None:
    try:
        page = web_page(
            strict(text_of(content, f"{place.file}, {place.row}", asked.encoding, reading))
        )
    except UnreadableError as error:
        reading.problems.append(error.at(Place(place.file, place.row, "page", address)))
        return
    stem = place.file.rpartition("/")[2].partition(".")[0]
    cells = dict.fromkeys(COLUMNS, "") | page.cells | {"id": f"{stem}-{place.row}"}
    cells["url"] = address or cells["url"]
    cells["outlet"] = (
        cells["outlet"] or asked.outlet or (urlsplit(address).hostname or "").removeprefix("www.")
    )
    title = cells["title"]
    text = page.text if not title or page.text.startswith(title) else f"{title}\n\n{page.text}"
    reading.pieces.append(Piece(place, cells, text))
    reading.removed += (Removed(cells["id"], *entry) for entry in page.removed)
