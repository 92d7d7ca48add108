"""Read the XML of ProQuest: TDM Studio's records, and those of the Historical Newspapers.

A record of TDM Studio has GOID, Obj/NumericDate, Obj/TitleAtt/Title, DFS/PubFrosting/Title, and
TextInfo/Text, which is HTML. A record of the Historical Newspapers has RecordID, RecordTitle, NumericPubDate,
Publication/Title and FullText. These names are those that public scripts for both kinds use.
"""

import re

from bs4 import BeautifulSoup

from analysis.corpus.archives.contents import COLUMNS, JOINED, Asked, Piece, Reading, Removed
from analysis.corpus.archives.factiva import shown_text
from analysis.corpus.archives.languages import code_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.structured.xml_tree import (
    Node,
    every,
    first,
    plain,
    root_of,
    words_of,
)
from analysis.corpus.problems import Place, UnreadableError

ENDINGS = (".xml",)
_IDS = ("GOID", "RecordID")
_SIGN = re.compile(rb"<GOID>|<RecordID>")
_OTHER = re.compile(rb"<(?:PubFrosting|TextInfo|DFS|Obj|RecordTitle|NumericPubDate|HasFullText)\b")
_MARKUP = re.compile(r"<(?:p|html|body|br|div|span|head)\b", re.IGNORECASE)
_APART = re.compile(r"\n[ \t]*\n|\n(?=[ \t])")
# what ProQuest writes behind a publication: the years or the edition, and its place
_BEHIND = re.compile(r"\s*(?:\(\s*(?:[0-9]{4}|\d\d?/)[^()]*\)|;.*)\s*$")
EXPECTED = "a record of ProQuest: <GOID> with <TextInfo>, or <RecordID> with <FullText>"


def looks_proquest(_name: str, start: bytes) -> str:
    """Return whether a file is a record of ProQuest."""
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and _SIGN.search(start):
        return "a record of ProQuest" if _OTHER.search(start) else ""
    return ""


def read_proquest_records(_asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read the records in the XML files of a store; one without a text is a problem, and only that."""
    reading = Reading(made=JOINED)
    names = store.of_kind("XML file", *ENDINGS)
    reading.taken |= {
        "id": "GOID or RecordID",
        "outlet": "title of the publication",
        "date": "NumericDate or NumericPubDate",
        "text": "TextInfo/Text or FullText",
    }
    for name in names:
        try:
            records = _records(root_of(store.read(name), EXPECTED))
            for number, record in enumerate(records, 1):
                _add(record, Place(name, number), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def _records(root: Node) -> list[Node]:
    """Return the elements that hold the number of a record themselves."""
    found = [one for one in root.iter() if any(plain(child.tag) in _IDS for child in one)]
    if not found:
        raise UnreadableError("holds no record", EXPECTED)
    return found


def _add(record: Node, place: Place, reading: Reading) -> None:
    body = _of(record, ("TextInfo", "Text"), ("FullText",))
    paragraphs = _paragraphs("".join(body.itertext()) if body is not None else "")
    publication = words_of(_of(record, ("PubFrosting", "Title"), ("Publication", "Title")))
    outlet = _BEHIND.sub("", publication)
    cells = dict.fromkeys(COLUMNS, "") | {
        "id": words_of(_of(record, *((tag,) for tag in _IDS))),
        "outlet": outlet,
        "date": words_of(
            _of(record, ("NumericDate",), ("NumericPubDate",), ("AlphaPubDate",), ("StartDate",))
        ),
        "title": words_of(_of(record, ("TitleAtt", "Title"), ("RecordTitle",))),
        "author": "; ".join(_authors(record)),
        "url": words_of(first(record, "URLDocView")),
        "language": code_of(words_of(_of(record, ("RawLang",), ("LanguageCode",), ("Language",)))),
    }
    if not paragraphs:
        missing = Place(place.file, place.row, "text", "")
        reading.problems.append(missing.error("the record has no full text", EXPECTED))
        return
    kinds = first(record, "ObjectTypes")
    kinds = [*kinds] if kinds is not None else every(record, "ObjectType")
    more = {
        "section": words_of(first(record, "DocSection")),
        "type": "; ".join(dict.fromkeys(filter(None, map(words_of, kinds)))),
    }
    title = cells["title"]
    head = [title] if title and paragraphs[0] != title else []
    reading.pieces.append(Piece(place, cells, "\n\n".join([*head, *paragraphs]), more))
    if rest := publication[len(outlet) :].strip():
        reading.removed.append(Removed(cells["id"], rest, "behind the publication"))


def _of(record: Node, *paths: tuple[str, ...]) -> Node:
    """Return the first element that one of the paths leads to and that holds words, or None."""
    found = (first(record, *path) for path in paths)
    return next((node for node in found if words_of(node)), None)


def _authors(record: Node) -> list[str]:
    """Return the authors, each in the form that is shown where there is one."""
    forms = (("NormalizedDisplayForm",), ("DisplayForm",), ("OriginalForm",), ("PersonName",))
    people = [*every(record, "Author")] or [
        one
        for one in every(record, "Contributor")
        if words_of(first(one, "ContribRole")) in ("", "Author")
    ]
    return [name for one in people if (name := words_of(_of(one, *forms)))]


def _paragraphs(written: str) -> list[str]:
    if _MARKUP.search(written):
        tree = BeautifulSoup(written, "lxml")
        for tag in tree.find_all(["head", "title"]):
            tag.extract()
        return [" ".join(line.split()) for line in shown_text(tree).split("\n") if line.strip()]
    return [" ".join(part.split()) for part in _APART.split(written) if part.strip()]
