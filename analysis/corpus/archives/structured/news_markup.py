"""Read articles from the XML of news agencies and archives: NITF, and NewsML-G2 with NITF or XHTML inside.

NITF is read by its own elements: hedline/hl1, byline, dateline, date.issue, and block/p of body.content.
Of NewsML-G2 these are used: newsItem with headline, creditline, provider, versionCreated, language, and the
inlineXML or inlineData of its content.
"""

import re
from collections.abc import Iterator

from analysis.corpus.archives.contents import COLUMNS, JOINED, Asked, Piece, Reading, Removed
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.structured.xml_tree import Node, first, plain, root_of, words_of
from analysis.corpus.problems import Place, UnreadableError, shown

ENDINGS = (".xml", ".nitf", ".newsml")
_ROOTS = re.compile(rb"<(?:\w+:)?(nitf|newsItem|newsMessage)\b")
_PARAGRAPHS = {"p", "hl2"}
EXPECTED = "an article in NITF (<nitf>) or NewsML-G2 (<newsItem>)"


def looks_news_markup(_name: str, start: bytes) -> str:
    """Return whether a file is XML of news."""
    found = _ROOTS.search(start)
    if not found or not start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return ""
    return "NITF" if found[1] == b"nitf" else "NewsML-G2"


def read_news_markup(_asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read every article in the XML files of a store; a file that is none is a problem."""
    reading = Reading(made=JOINED)
    names = store.of_kind("XML file", *ENDINGS)
    reading.taken |= {
        "outlet": "publisher or provider",
        "date": "date of issue or version",
        "title": "headline",
    }
    for name in names:
        try:
            _read(name, root_of(store.read(name), EXPECTED), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _read(name: str, root: Node, reading: Reading) -> None:
    own = plain(root.tag)
    items = (
        [root]
        if own in ("nitf", "newsItem")
        else [one for one in root.iter() if plain(one.tag) == "newsItem"]
    )
    if not items:
        raise UnreadableError(f"holds no article, its root is <{shown(own)}>", EXPECTED)
    for number, item in enumerate(items, 1):
        _add(item, Place(name, number), reading)


def _add(item: Node, place: Place, reading: Reading) -> None:
    nitf = item if plain(item.tag) == "nitf" else first(item, "nitf")
    body = first(nitf if nitf is not None else item, "body.content")
    body = body if body is not None else first(item, "body")
    paragraphs = [*_paragraphs(body)] if body is not None else _inline(item)
    stem = place.file.rpartition("/")[2].rpartition(".")[0]
    cells = dict.fromkeys(COLUMNS, "") | _cells(item, nitf)
    cells["id"] = cells["id"] or f"{stem}-{place.row}"
    if not paragraphs:
        missing = Place(place.file, place.row, "text", "")
        reading.problems.append(missing.error("the text is empty", EXPECTED))
        return
    title = cells["title"]
    head = [title] if title and paragraphs[0] != title else []
    reading.pieces.append(Piece(place, cells, "\n\n".join([*head, *paragraphs])))
    line = words_of(first(item, "dateline"))
    reading.removed += [Removed(cells["id"], line, "dateline")] if line else []


def _cells(item: Node, nitf: Node) -> dict[str, str]:
    issue = first(item, "date.issue")
    publication = first(item, "pubdata")
    provider = first(item, "provider")
    named = first(provider, "name") if provider is not None else None
    docid = first(item, "doc-id")
    return {
        "id": item.get("guid", "") or (docid.get("id-string", "") if docid is not None else ""),
        "title": words_of(first(item, "hl1"))
        or words_of(first(item, "headline"))
        or words_of(first(nitf, "title")),
        "author": words_of(first(item, "byline")) or words_of(first(item, "by")),
        "outlet": (publication.get("name", "") if publication is not None else "")
        or words_of(first(item, "creditline"))
        or words_of(named)
        or (provider.get("literal", "") if provider is not None else ""),
        "date": (issue.get("norm", "") if issue is not None else "")
        or (publication.get("date.publication", "") if publication is not None else "")
        or words_of(first(item, "versionCreated")),
        "language": _language(item),
    }


def _language(item: Node) -> str:
    found = first(item, "language")
    code = found.get("tag", "") if found is not None else ""
    return (code or item.get("{http://www.w3.org/XML/1998/namespace}lang", ""))[:2].lower()


def _paragraphs(body: Node) -> Iterator[str]:
    for node in body.iter():
        if plain(node.tag) in _PARAGRAPHS and (text := words_of(node)):
            yield text


def _inline(item: Node) -> list[str]:
    found = first(item, "inlineData")
    text = (found.text or "") if found is not None else ""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]
