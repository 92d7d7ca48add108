"""Recognise the format of a file by its name and its first bytes; each function says why, or nothing."""

import csv
import io
import json
import re
import zlib
from contextlib import suppress

from analysis.corpus.decode import BINARIES, mostly_controls

START = 64 * 1024  # bytes of a file that are looked at
_WORD = b"word/document.xml"
_LOCAL = 30  # bytes of a local file header of a zip, before the name
_PARAGRAPH = re.compile(r"<w:p[ >/].*?</w:p>", re.DOTALL)
_RUN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NEXIS = re.compile(
    r"(Body|Text|End of Document|Load-Date|Byline|Length|Section|Publication-Type|Highlight)\b"
)
_SIGNS = 2  # lines of Nexis that a file has at least
_FACTIVA = re.compile(r'<div[^>]*\bclass\s*=\s*["\']?[^"\'>]*\barticle\b[^>]*>', re.IGNORECASE)
_FACTIVA_SIGN = re.compile(
    r"factiva|[a-z]{2}Headline|[a-z]{2}articleParagraph|<b>(HD|LP|AN)</b>", re.IGNORECASE
)
_STORY_IDS = {"stories_id", "story_id"}
_STORY = {"media_name", "publish_date", "url"}


def looks_like_nothing(_name: str, _start: bytes) -> str:
    """Return "": a format that cannot be told from another one."""
    return ""


def looks_nexis(_name: str, start: bytes) -> str:
    """Return whether a Word file has the lines of Nexis."""
    lines = word_lines(start)
    signs = list(dict.fromkeys(match[1] for line in lines if (match := _NEXIS.match(line))))
    known = "Body" in signs or "Text" in signs or "End of Document" in signs
    if not (known and len(signs) >= _SIGNS):
        return ""
    return f"a Word file with lines of Nexis: {', '.join(signs[:4])}"


def word_lines(start: bytes) -> list[str]:
    """Return the first paragraphs of a Word file, from the first bytes of its zip."""
    if not start.startswith(b"PK"):
        return []
    at = start.find(_WORD)
    if at < _LOCAL:
        return []
    extra = int.from_bytes(start[at - 2 : at], "little")
    packed = start[at + len(_WORD) + extra :]
    stored = int.from_bytes(start[at - 22 : at - 20], "little") == 0
    xml = packed
    if not stored:
        try:
            xml = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, 16 * START)
        except zlib.error:
            return []
    text = xml.decode("utf-8", "replace")
    return ["".join(_RUN.findall(part)).strip() for part in _PARAGRAPH.findall(text)]


def looks_factiva(_name: str, start: bytes) -> str:
    """Return whether a page has the articles of Factiva."""
    text = _text(start)
    if _FACTIVA.search(text) and _FACTIVA_SIGN.search(text):
        return "a page with the articles of Factiva (div.article)"
    return ""


def looks_mediacloud(name: str, start: bytes) -> str:
    """Return whether a table is a story list of Media Cloud."""
    names = {cell.strip().casefold() for cell in _header(name, start)}
    by_id = names & _STORY_IDS or {"id", "indexed_date", "media_url"} <= names
    if by_id and names >= _STORY and not {"text", "story_text"} & names:
        return "a story list of Media Cloud (media_name, publish_date, url)"
    return ""


def looks_csv(name: str, _start: bytes) -> str:
    """Return whether a file is named as a table of text."""
    named = name.lower().removesuffix(".gz").endswith((".csv", ".tsv"))
    return "a table by its name" if named else ""


def looks_jsonl(name: str, start: bytes) -> str:
    """Return whether a file is named as JSON lines, or its first line is one JSON object."""
    if name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return "JSON lines by its name"
    first, more, _ = _text(start).partition("\n")
    with suppress(ValueError, RecursionError):
        if more and isinstance(json.loads(first), dict):
            return "one JSON object a line"
    return ""


def looks_text(name: str, start: bytes) -> str:
    """Return whether a file is a text file by its name and its bytes."""
    plain = name.lower().endswith((".txt", ".text", ".md")) and not mostly_controls(start)
    return "a text file" if plain and not start.startswith(tuple(BINARIES)) else ""


def _header(name: str, start: bytes) -> list[str]:
    """Return the cells of the first line of a file that is named as a table."""
    if not name.lower().endswith((".csv", ".tsv")):
        return []
    line = _text(start).partition("\n")[0]
    separator = max(",;\t|", key=line.count)
    with suppress(csv.Error, StopIteration):
        return next(csv.reader(io.StringIO(line), delimiter=separator))
    return []


def _text(start: bytes) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    return start.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
