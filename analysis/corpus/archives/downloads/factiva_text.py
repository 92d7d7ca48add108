"""Cut a text or RTF download of Factiva into its articles: "Document ABCD0000..." stands below each.

Fields stand in a fixed order, a line each: headline, perhaps author, "612 words", day, perhaps time, source,
code, language, copyright; then the paragraphs of the text.
"""

import re
from collections.abc import Sequence

from analysis.corpus.archives.contents import COLUMNS, Piece, Reading, Removed
from analysis.corpus.archives.dates import possible_days
from analysis.corpus.archives.languages import code_of
from analysis.corpus.problems import Place

_END = re.compile(
    r"^[ \t]*(?:Document|Dokument|Documento)[ \t]+(?P<id>[A-Z0-9]{4,12}[0-9]{8}[A-Za-z0-9]+)[ \t]*$",
    re.MULTILINE,
)
_WORDS = re.compile(r"[0-9][0-9,. ]*\s\w+")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}.{0,12}")
_CODE = re.compile(r"[A-Z0-9]{2,12}")
_AFTER = 8  # lines below the number of words in which fields stand
EXPECTED = "headline, number of words, day, source, code and language, a line each, then the text"


def is_factiva(text: str) -> bool:
    """Return whether a text has the end of an article of Factiva and a number of words."""
    return bool(_END.search(text)) and any(
        _WORDS.fullmatch(line.strip()) for line in text.splitlines()
    )


def add_factiva(text: str, name: str, reading: Reading) -> None:
    """Add the articles of a download to `reading`; one without its fields is a problem."""
    start = 0
    for number, end in enumerate(_END.finditer(text), 1):
        lines = [line.strip() for line in text[start : end.start()].splitlines() if line.strip()]
        _add(lines, end["id"], Place(name, number), reading)
        start = end.end()
    if rest := text[start:].strip():
        reading.removed.append(Removed("", rest, "behind the last article"))


def _add(lines: Sequence[str], own: str, place: Place, reading: Reading) -> None:
    at = next(
        (
            k
            for k, line in enumerate(lines[:-1])
            if _WORDS.fullmatch(line) and possible_days(lines[k + 1])
        ),
        None,
    )
    if at is None or at + 2 >= len(lines):
        said = " / ".join(lines)[:200]
        reading.problems.append(
            Place(place.file, place.row, "", said).error("its fields are not found", EXPECTED)
        )
        return
    cells = dict.fromkeys(COLUMNS, "") | {"id": own, "date": lines[at + 1]}
    headline, *between = lines[:at] or [""]
    cells |= {"title": headline, "author": between[-1] if between else ""}
    removed = [(lines[at], "number of words")]
    removed += [(line, "between headline and number of words") for line in between[:-1]]
    k = at + 2
    if _TIME.fullmatch(lines[k]):
        removed.append((lines[k], "time"))
        k += 1
    cells["outlet"] = lines[k]
    k += 1
    while k < min(len(lines), at + _AFTER) and (reason := _field(lines[k], cells)):
        removed.append((lines[k], reason))
        k += 1
    if not lines[k:]:
        reading.problems.append(
            Place(place.file, place.row, "text").error("the text is empty", EXPECTED)
        )
        return
    head = [headline] if headline else []
    reading.pieces.append(Piece(place, cells, "\n\n".join([*head, *lines[k:]])))
    reading.removed += (Removed(own, line, reason) for line, reason in removed)


def _field(line: str, cells: dict[str, str]) -> str:
    """Return the field that a line below the source is, "" if it is text."""
    if _CODE.fullmatch(line):
        return "code"
    if (code := code_of(line)) and len(line.split()) == 1:
        cells["language"] = code
        return "language"
    if line.startswith(("(c)", "©", "Copyright")) or re.match(r"\W*\(c\)", line, re.IGNORECASE):
        return "copyright"
    return "page" if re.fullmatch(r"[A-Z]?-?[0-9]{1,4}[A-Z]?", line) else ""
