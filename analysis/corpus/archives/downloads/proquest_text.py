"""Cut a text download of ProQuest into its articles: a line of underscores stands between them.

Each begins with "Document 1 of 500" and its headline; then come fields, each on a line that begins with its
name. The text is the field "Full text", which goes on until the next field.
"""

import re
from collections.abc import Iterator, Mapping

from analysis.corpus.archives.contents import COLUMNS, Piece, Reading, Removed
from analysis.corpus.archives.languages import code_of
from analysis.corpus.problems import Place

BEGIN = re.compile(
    r"^[ \t\ufeff]*Document (?P<number>[0-9,]+) of (?P<all>[0-9,]+)[ \t]*$", re.MULTILINE
)
_CUT = re.compile(r"^_{20,}[ \t]*$", re.MULTILINE)
_NAMES = (
    "Full text|Abstract|Title|Alternate title|Author|Publication title|Publication date|Publication year|"
    "Publication info|Publisher|Place of publication|Country of publication|Publication subject|"
    "ProQuest document ID|Document URL|Copyright|Last updated|Database|Links|Source type|Document type|"
    "Language of publication|Subject|Location|People|Company / organization|Company|Section|Pages|First page|"
    "Start page|Number of pages|ISSN|EISSN|CODEN|DOI|Dateline|Column|Volume|Issue|Edition|Credit|Caption|"
    "Identifier / keyword|Identifiers / keywords|Classification|Accession number|Product name|Illustration|"
    "Text word count|Word count|Journal|Notes|Document feature|Supplement|Year"
)
_FIELD = re.compile(rf"^(?P<name>{_NAMES})[ \t]*:[ \t]*", re.MULTILINE)
_NO_TEXT = re.compile(r"(?:full text )?(?:is )?not available\.?|none available\.?", re.IGNORECASE)
EXPECTED = "a field “Full text”; choose “Full text” where ProQuest asks what to save"


def add_proquest(text: str, name: str, stem: str, reading: Reading) -> None:
    """Add the articles of a download to `reading`; one without its full text is a problem."""
    number = 0
    for part in _CUT.split(text):
        begin = BEGIN.search(part)
        if not begin:
            if rest := part.strip("\ufeff\f \t\r\n"):
                reading.removed.append(Removed("", rest, "outside of the articles"))
            continue
        number += 1
        reading.announced[name] = int(begin["all"].replace(",", ""))
        fields = dict(_fields(part[begin.end() :]))
        _add(fields, Place(name, number), stem, reading)


def _fields(part: str) -> Iterator[tuple[str, str]]:
    """Yield name and value of each field, the first of a name; the headline is under ""."""
    found = [*_FIELD.finditer(part)]
    ends = [*(match.start() for match in found), len(part)]
    yield "", part[: ends[0]].strip()
    seen = set()
    for match, end in zip(found, ends[1:], strict=True):
        if match["name"] not in seen:
            seen.add(match["name"])
            yield match["name"], part[match.end() : end].strip()


def _add(fields: Mapping[str, str], place: Place, stem: str, reading: Reading) -> None:
    text = fields.get("Full text", "")
    headline, *above = [line.strip() for line in fields[""].splitlines() if line.strip()] or [""]
    if not text or _NO_TEXT.fullmatch(text):
        missing = Place(place.file, place.row, "Full text", text)
        reading.problems.append(missing.error("the article has no text", EXPECTED))
        return
    outlet, _, edition = fields.get("Publication title", "").partition(";")
    address = next((line for line in above if line.startswith("http")), "")
    cells = dict.fromkeys(COLUMNS, "") | {
        "id": fields.get("ProQuest document ID", "") or f"{stem}-{place.row}",
        "outlet": outlet.strip(),
        "date": fields.get("Publication date", ""),
        "title": " ".join((fields.get("Title") or headline).split()),
        "author": "; ".join(fields.get("Author", "").split("\n")),
        "url": fields.get("Document URL", "") or address,
        "language": code_of(fields.get("Language of publication", "")),
    }
    paragraphs = [" ".join(block.split()) for block in re.split(r"\n[ \t]*\n|\n(?=[ \t])", text)]
    head = [cells["title"]] if cells["title"] else []
    reading.pieces.append(Piece(place, cells, "\n\n".join([*head, *filter(None, paragraphs)])))
    removed = [(line, "above the fields") for line in above if line != address]
    removed += [(edition.strip(), "behind the publication")] if edition.strip() else []
    removed += [(value, name) for name, value in fields.items() if name not in _TAKEN and value]
    reading.removed += (Removed(cells["id"], value, reason) for value, reason in removed)


_TAKEN = {
    "", "Full text", "Title", "Author", "Publication title", "Publication date", "Document URL",
    "ProQuest document ID", "Language of publication",
}  # fmt: skip
