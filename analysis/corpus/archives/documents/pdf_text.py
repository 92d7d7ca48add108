"""The text of a PDF: its lines joined to paragraphs, with what may have gone wrong said."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from analysis.corpus.problems import UnreadableError, shown

_PAGE = re.compile(r"(?:page\s+)?[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?", re.IGNORECASE)
_SHORT = 45  # characters; lines of a column are shorter than that
_FULL = 0.75  # of a usual line, below which a line ends a paragraph
_OFTEN = (
    3  # pages on which the same first or last line is a running head, or all if there are fewer
)
# what pypdf raises besides its own errors for bytes that are no PDF
_DAMAGED = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OSError,
    EOFError,
)
_HYPHENS = ("-", "\xad", "\u2010")  # the second is a soft hyphen
_ENDS = (".", "!", "?", "”", '"', ":", "’")


@dataclass(frozen=True)
class PdfText:
    """The text, the number of words joined across lines, removed lines, and what has to be looked at."""

    text: str
    joined: int
    removed: list[tuple[str, str]]
    told: list[str]


def pdf_text(content: bytes) -> PdfText:
    """Return the text of a PDF; UnreadableError if it is locked, damaged, or has no text (a scan)."""
    pages = _pages(content)
    if not any(line.strip() for page in pages for line in page):
        raise UnreadableError("holds no text, only pictures", "a PDF with text; a scan after OCR")
    heads = _running(pages)
    removed: list[tuple[str, str]] = []
    lines: list[str] = []
    for page in pages:
        for at, line in enumerate(page):
            plain = line.strip()
            edge = at in (0, len(page) - 1)
            if edge and (_PAGE.fullmatch(plain) or plain in heads):
                removed.append((plain, "number or running head of a page"))
            else:
                lines.append(plain)
    text, joined = _paragraphs(lines)
    told = []
    filled = [line for line in lines if line]
    if len(filled) > 20 and median(map(len, filled)) < _SHORT:
        told.append("its lines are short, as in columns: their order may be wrong")
    if joined:
        told.append(f"{joined:,} words at the ends of lines had a hyphen and were joined")
    return PdfText(text, joined, removed, told)


def _pages(content: bytes) -> list[list[str]]:
    from pypdf import PdfReader  # noqa: PLC0415  few need it
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted
        pages = [] if locked else [(one.extract_text() or "").split("\n") for one in reader.pages]
    except (PyPdfError, *_DAMAGED) as error:
        raise UnreadableError(f"damaged PDF ({shown(str(error))})", "a whole PDF file") from None
    if locked:
        raise UnreadableError("is locked with a password", "the PDF saved without one")
    return pages


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that stand first or last on several pages."""
    edges = Counter(
        line for page in pages if page for line in {page[0].strip(), page[-1].strip()} if line
    )
    least = max(2, min(_OFTEN, len(pages)))
    return {line for line, times in edges.items() if times >= least}


def _paragraphs(lines: Sequence[str]) -> tuple[str, int]:
    """Join lines: a paragraph ends at an empty line, or where a sentence ends in a line that is not full."""
    usual = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    current, joined = "", 0
    for line in lines:
        if not line:
            paragraphs, current = [*paragraphs, current], ""
            continue
        if current.endswith(_HYPHENS) and current[-2:-1].isalpha() and line[:1].islower():
            current, joined = current[:-1] + line, joined + 1
        else:
            current = f"{current} {line}" if current else line
        if line.endswith(_ENDS) and len(line) < _FULL * usual:
            paragraphs, current = [*paragraphs, current], ""
    return "\n\n".join(filter(None, [*paragraphs, current])), joined
