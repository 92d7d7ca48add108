"""Read the pages that Europresse saves: each article is an element <article>, in any language of the page.

Its publication stands in .DocPublicationName, the line with the day in .DocHeader, the headline in
.titreArticle, the author in .sm-margin-bottomNews, the text in
.docOcurrContainer or .DocText.
"""

import re

from bs4 import BeautifulSoup, Tag

from analysis.corpus.archives.contents import COLUMNS, JOINED, Asked, Piece, Reading, Removed
from analysis.corpus.archives.dates import possible_days
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.factiva import shown_text
from analysis.corpus.archives.stores import Store
from analysis.corpus.problems import Place, UnreadableError

ENDINGS = (".html", ".htm")
_SIGN = re.compile(rb"DocPublicationName|docOcurrContainer|titreArticle")
_NUMBER = re.compile(r"(?:news|doc)[·\w-]*·[\w·-]+", re.IGNORECASE)
_CUT = re.compile(r"[;,•·|]\s*|\s{2,}|\n")
EXPECTED = "a page that Europresse saved: each article in <article> with .DocPublicationName"


def looks_europresse(_name: str, start: bytes) -> str:
    """Return whether a page has the articles of Europresse."""
    return "a page with the articles of Europresse" if _SIGN.search(start) else ""


def read_europresse(asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read the pages of a store, each <article> a piece, in order; UnreadableError without a page."""
    reading = Reading(made=JOINED)
    names = store.of_kind("page", *ENDINGS)
    reading.taken |= {
        "outlet": ".DocPublicationName",
        "date": ".DocHeader",
        "title": ".titreArticle",
        "text": ".docOcurrContainer",
    }
    for name in names:
        try:
            html = strict(text_of(store.read(name), name, asked.encoding, reading))
            for number, article in enumerate(_articles(html), 1):
                _add(article, Place(name, number), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _articles(html: str) -> list[Tag]:
    found = BeautifulSoup(html, "lxml").find_all("article")
    if not found:
        raise UnreadableError("holds no article", EXPECTED)
    return list(found)


def _add(article: Tag, place: Place, reading: Reading) -> None:
    stem = place.file.rpartition("/")[2].rpartition(".")[0]
    removed: list[tuple[str, str]] = []
    named = _taken(article, ".DocPublicationName").split("\n")[0]
    outlet = _CUT.split(named)[0].strip()
    header = _taken(article, ".DocHeader")
    title = " ".join(_taken(article, "[class*=titreArticle]").split())
    author = " ".join(_taken(article, ".sm-margin-bottomNews").split())
    body = article.select_one(".docOcurrContainer, .DocText")
    paragraphs = [line for line in shown_text(body).split("\n") if line.strip()] if body else []
    if body:
        body.extract()
    rest = shown_text(article).strip()
    number = _NUMBER.search(rest)
    cells = dict.fromkeys(COLUMNS, "") | {
        "id": number[0] if number else f"{stem}-{place.row}",
        "outlet": outlet,
        "date": _day(header),
        "title": title,
        "author": author,
    }
    removed += [(header, "line with the day"), (rest, "outside of the fields")]
    removed += [(named, "line of the publication")] if named != outlet else []
    if not paragraphs:
        missing = Place(place.file, place.row, "text", "")
        reading.problems.append(missing.error("the text is empty", EXPECTED))
        return
    head = [title] if title else []
    reading.pieces.append(Piece(place, cells, "\n\n".join([*head, *paragraphs])))
    reading.removed += (Removed(cells["id"], text, reason) for text, reason in removed if text)


def _taken(article: Tag, selector: str) -> str:
    """Return the text of the first such element, and take all of them out of the article."""
    found = article.select(selector)
    text = shown_text(found[0]).strip() if found else ""
    for tag in found:
        tag.extract()
    return text


def _day(header: str) -> str:
    """Return the part of a line that is a day, else the first that has four digits in a row."""
    parts = [part.strip() for part in _CUT.split(header.replace("\xa0", " ")) if part.strip()]
    words = " ".join(parts).split()
    for size in range(min(6, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            if possible_days(found := " ".join(words[start : start + size])):
                return found
    return next((part for part in parts if re.search(r"[0-9]{4}", part)), "")
