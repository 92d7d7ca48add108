"""Cut a text download of LexisNexis into its articles: "1 of 161 DOCUMENTS" stands above each.

Then come, a block each, perhaps a copyright, the publication, the date (with an edition), the headline, lines
such as "BYLINE: ..." and "LENGTH: ...", the text, and lines such as "LOAD-DATE: ...". Older downloads name
the headline and the text ("HEADLINE:", "BODY:"). Lines are wrapped; a blank line ends a paragraph.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.corpus.archives.contents import COLUMNS, Piece, Reading, Removed
from analysis.corpus.archives.languages import code_of
from analysis.corpus.archives.word.archive_lines import COPYRIGHT, day_and_rest, is_date
from analysis.corpus.problems import Place

BEGIN = re.compile(
    r"^[ \t\ufeff\f]*(?:Document )?(?P<number>[0-9,]+) of (?P<all>[0-9,]+) DOCUMENTS?[ \t]*$",
    re.MULTILINE,
)
EXPECTED = "publication, date, headline and text, with an empty line between them"
_LABEL = re.compile(r"(?P<name>[A-Z][A-Z-]+(?: [A-Z-]+)?):(?:\s+|$)")
_ABOVE = {
    "BYLINE", "SECTION", "LENGTH", "DATELINE", "HIGHLIGHT", "SERIES", "SOURCE", "HEADLINE", "AUTHOR",
    "DISTRIBUTION", "EDITION", "COLUMN", "CORRECTION-DATE", "TICKER",
}  # fmt: skip
_BELOW = {
    "LOAD-DATE", "LANGUAGE", "GRAPHIC", "DOCUMENT-TYPE", "PUBLICATION-TYPE", "SUBJECT", "ORGANIZATION",
    "PERSON", "COMPANY", "GEOGRAPHIC", "COUNTRY", "CITY", "STATE", "INDUSTRY", "JOURNAL-CODE", "URL", "TYPE",
    "NOTES", "CORRECTION", "PHOTO", "PUB-TYPE", "ENHANCEMENT", "TICKER-SYMBOL",
}  # fmt: skip


@dataclass
class _Parts:
    """The parts of an article; `removed` holds what is not in the text, with the reasons."""

    cells: dict[str, str] = field(default_factory=lambda: dict.fromkeys(COLUMNS, ""))
    title: str = ""
    body: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)


def add_lexis(text: str, name: str, stem: str, reading: Reading) -> None:
    """Add the articles of a download to `reading`; one without publication or text is a problem."""
    marks = [*BEGIN.finditer(text)]
    if cover := text[: marks[0].start()].strip("\ufeff\f \t\r\n"):
        reading.removed.append(Removed("", cover, "above the first article"))
    reading.announced[name] = int(marks[0]["all"].replace(",", ""))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for number, (mark, end) in enumerate(zip(marks, ends, strict=True), 1):
        place = Place(name, number)
        parts = _parts(list(_blocks(text[mark.end() : end])))
        if not parts.body:
            said = " ".join(text[mark.end() : end].split())[:200]
            reading.problems.append(
                Place(name, number, "", said).error("no text is found", EXPECTED)
            )
            continue
        parts.cells |= {"id": f"{stem}-{number}", "title": parts.title}
        head = [parts.title] if parts.title else []
        reading.pieces.append(Piece(place, parts.cells, "\n\n".join([*head, *parts.body])))
        reading.removed += (Removed(parts.cells["id"], *entry) for entry in parts.removed)


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each block between empty lines, without the spaces around them."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        plain = line.strip(" \t\f\xa0")
        if plain:
            block.append(plain)
        elif block:
            yield block
            block = []


def _parts(blocks: Sequence[list[str]]) -> _Parts:
    parts = _Parts()
    at = _head(blocks, parts)
    rest = list(blocks[at:])
    below = next((k for k, block in enumerate(rest) if _label(block) in _BELOW), len(rest))
    while below and COPYRIGHT.fullmatch(" ".join(rest[below - 1])):
        below -= 1
    parts.body = [" ".join(block) for block in rest[:below]]
    if parts.body:
        parts.body[0] = parts.body[0].removeprefix("BODY:").lstrip()
        parts.body = [paragraph for paragraph in parts.body if paragraph]
    for block in rest[below:]:
        _field(block, parts, "below the text")
    return parts


def _head(blocks: Sequence[list[str]], parts: _Parts) -> int:
    """Read publication, date, headline and labelled lines; return the place of the text."""
    dated = next((k for k, block in enumerate(blocks[:6]) if _date(block)), None)
    at = 0
    for at, block in enumerate(blocks[: dated if dated is not None else 1]):  # noqa: B007
        if COPYRIGHT.match(block[0]):
            parts.removed.append((" ".join(block), "copyright"))
        elif not parts.cells["outlet"]:
            parts.cells["outlet"] = " ".join(block)
        else:
            parts.removed.append((" ".join(block), "above the date"))
    if dated is not None:
        at = dated
        _take_date(blocks[dated], parts)
    at += 1
    while at < len(blocks):
        label = _label(blocks[at])
        if label in _ABOVE:
            _field(blocks[at], parts, "above the text")
        elif not parts.title and label != "BODY" and _more_above(blocks[at + 1 :]):
            parts.title = " ".join(blocks[at])
        else:
            break
        at += 1
    return at


def _more_above(blocks: Sequence[list[str]]) -> bool:
    """Return whether a text may follow: any block that is no line of the end."""
    return bool(blocks) and _label(blocks[0]) not in _BELOW


def _date(block: Sequence[str]) -> bool:
    return len(block) <= 3 and any(is_date(line) for line in block)


def _take_date(block: Sequence[str], parts: _Parts) -> None:
    lines = list(block)
    at = next(k for k, line in enumerate(lines) if is_date(line))
    written = lines.pop(at)
    day, edition = day_and_rest(written)
    parts.cells["date"] = day or written
    if lines and not parts.cells["outlet"]:
        parts.cells["outlet"] = lines.pop(0)
    parts.removed += [(line, "beside the date") for line in [*lines, edition] if line]


def _label(block: Sequence[str]) -> str:
    found = _LABEL.match(block[0])
    return found["name"] if found else ""


def _field(block: Sequence[str], parts: _Parts, where: str) -> None:
    label = _label(block)
    value = " ".join(block)[len(label) + 1 :].strip() if label else ""
    if label == "HEADLINE" and not parts.title:
        parts.title = value
    elif label in ("BYLINE", "AUTHOR") and not parts.cells["author"]:
        parts.cells["author"] = value
    elif label == "URL" and not parts.cells["url"]:
        parts.cells["url"] = value
    elif label == "LANGUAGE" and code_of(value):
        parts.cells["language"] = code_of(value)
    else:
        parts.removed.append((" ".join(block), label or where))
