"""Read Word files of Nexis Uni and Lexis+: one article a file, or many with a cover page.

An article is its headline, publication and date, lines such as "Byline: ..." and "Length: ...", a line
"Body", the text, perhaps "Graphic" and "Classification", "Load-Date: ...", and "End of Document". The
fields are the document sections that LexisNexis describes, in the order of its exports. The publication
is the line over the date, or the line under the headline where no date can be read.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from analysis.corpus.archives.contents import COLUMNS, JOINED, Asked, Piece, Reading, Removed
from analysis.corpus.archives.languages import code_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.word.archive_lines import (
    COPYRIGHT,
    LABEL,
    PAGE,
    announced,
    apart,
    day_and_rest,
    is_body,
    is_date,
    labelled,
    length_of_cover,
    without_ends,
)
from analysis.corpus.archives.word.paragraphs import Paragraph, paragraphs_of
from analysis.corpus.problems import Place, UnreadableError

_TAILS = ("classification", "graphic", "notes", "correction")
_ITEM = re.compile(r"urn:contentItem:([0-9A-Z-]+)")
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*")
_BRACKETS = re.compile(r"\(.*\)")
NO_BODY = "no line “Body” (or “Text”), so its text is not to be told from what stands around it"
EXPECTED = "headline, publication, date, “Body”, text and “End of Document”, a paragraph each"


@dataclass
class _Article:
    """The parts of an article; `removed` holds the texts that were taken out, with the reasons."""

    title: list[Paragraph] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=lambda: dict.fromkeys(COLUMNS, ""))
    body: list[str] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)
    unsure: bool = False  # several lines under the headline and no date among them


def read_nexis(_asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read the Word files of a store, each article a piece, in order; UnreadableError without a file."""
    reading = Reading(made=JOINED)
    names = store.names if len(store.names) == 1 else store.ending_with(".docx")
    if not names:
        raise UnreadableError("no Word file is in it", "files named .docx as Nexis exports them")
    reading.taken |= {
        "id": "the number in the headline's link, else name and number of the file",
        "outlet": "the line below the headline",
        "date": "the line below the outlet",
        "title": "the headline, which is also the first line of the text",
        "author": "Byline or Author",
        "language": "Language",
        "text": "what stands below Body (or Text)",
    }
    for name, stem in zip(names, file_stems(names), strict=True):
        try:
            add_articles(name, stem, paragraphs_of(store.read(name)), reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
    return reading


def file_stems(names: Sequence[str]) -> list[str]:
    """Return the name of each file without its ending, with its folders if another has the same name."""
    stems = [PurePosixPath(name).stem for name in names]
    times = Counter(stem.casefold() for stem in stems)
    return [
        stem if times[stem.casefold()] == 1 else str(PurePosixPath(name).with_suffix(""))
        for name, stem in zip(names, stems, strict=True)
    ]


def add_articles(name: str, stem: str, paragraphs: Sequence[Paragraph], reading: Reading) -> None:
    """Add the articles in the paragraphs of a file to `reading`; UnreadableError if there is none."""
    parts, rest = _articles_and_rest(paragraphs)
    if not parts:
        raise UnreadableError("holds no article", EXPECTED)
    if told := announced(paragraphs):
        reading.announced[name] = told
    for number, part in enumerate(parts, 1):
        place = Place(name, number)
        lines = [p for p in part if not p.blank]
        reading.cleaning["blank paragraphs not kept"] += len(part) - len(lines)
        article = _article(lines)
        if article is None:
            shown = " / ".join(p.text.strip() for p in lines)[:200]
            reading.problems.append(Place(name, number, "", shown).error(NO_BODY, EXPECTED))
            continue
        _add(article, stem, place, reading)
    text = "\n".join(p.text for p in rest if not p.blank)
    if text:
        reading.removed.append(Removed("", text, "behind the last “End of Document”"))


def _articles_and_rest(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[list[Paragraph]], list[Paragraph]]:
    """Cut at “End of Document”; what follows the last one is an article only if it has a body."""
    parts: list[list[Paragraph]] = [[]]
    for paragraph in without_ends(paragraphs):
        if paragraph is None:
            parts.append([])
        else:
            parts[-1].append(paragraph)
    *whole, rest = parts
    if any(is_body(p) for p in rest):
        whole, rest = [*whole, rest], []
    return [article for part in whole for article in apart(part)], rest


def _article(lines: Sequence[Paragraph]) -> _Article | None:
    """Return the parts of an article from its paragraphs; None without a body."""
    start = next((k for k, p in enumerate(lines) if k and is_body(p)), None)
    if start is None:
        return None
    article = _Article()
    _head(lines[:start], article)
    end = start + 1 + _length_of_body(lines[start + 1 :])
    for paragraph in lines[start + 1 : end]:
        if PAGE.fullmatch(paragraph.text.strip()):
            article.removed.append((paragraph.text, "page header"))
        else:
            article.body.append(paragraph.text)
    article.removed += [(lines[start].text.strip(), "heading")]
    _take_addresses(article)
    _fields(lines[end:], article, "below the body")
    return article


def _length_of_body(lines: Sequence[Paragraph]) -> int:
    """Return how many paragraphs come before the fields at the end."""
    plain = [p.text.strip().casefold() for p in lines]
    loaded = [k for k, text in enumerate(plain) if text.startswith("load-date:")]
    end = loaded[-1] if loaded else len(lines)
    for tail in _TAILS:  # the last of each, since a body may have such a line of its own
        places = [k for k in range(end) if plain[k] == tail]
        end = min(end, *places[-1:], end)
    return end


def _take_addresses(article: _Article) -> None:
    """Take the addresses of the web page from the end of the body; the first is that of the article."""
    while len(article.body) > 1 and _ADDRESS.fullmatch(article.body[-1]):
        address = article.body.pop()
        article.cells["url"] = address.strip()
        article.removed.append((address, "address of the web page below the text"))


def _head(lines: Sequence[Paragraph], article: _Article) -> None:
    """Read the lines above the body; the date line shows which are publication and headline."""
    cover = length_of_cover(lines)
    article.removed += [(p.text, "cover page") for p in lines[:cover]]
    pages = [p for p in lines[cover:] if PAGE.fullmatch(p.text.strip())]
    article.removed += [(p.text, "page header") for p in pages]
    lines = [p for p in lines[cover:] if p not in pages]
    own = next((k for k, p in enumerate(lines) if k and _is_field(p)), len(lines))
    at = _place_of_date([p.text for p in lines[:own]])
    if at is None:
        own = own if lines and not LABEL.match(lines[0].text.strip()) else 0
        article.title, named = lines[: min(1, own)], [p.text.strip() for p in lines[1:own]]
        article.unsure = len(named) > 2
    else:
        first = _place_of_outlet(lines, at)
        article.title, named = lines[:first], [p.text.strip() for p in lines[first:own]]
    _publication(named, article)
    _fields(lines[own:], article, "above the body")


def _place_of_date(lines: Sequence[str]) -> int | None:
    """Return the first line below the first one that is a day, else a month or a season."""
    days = [k for k, line in enumerate(lines) if k and day_and_rest(line)[0]]
    others = [k for k, line in enumerate(lines) if k and is_date(line)]
    return next(iter(days or others), None)


def _is_field(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return bool(LABEL.match(text) or COPYRIGHT.fullmatch(text))


def _place_of_outlet(lines: Sequence[Paragraph], at: int) -> int:
    """Return the line of the publication, which the name of a blog in brackets may follow."""
    if at > 2 and _BRACKETS.fullmatch(lines[at - 1].text.strip()):
        return at - 2
    return at - 1


def _publication(paragraphs: Sequence[str], article: _Article) -> None:
    """Take outlet and date from the lines between headline and fields; the other lines are removed."""
    lines = [line.strip() for text in paragraphs for line in text.split("\n") if line.strip()]
    if not lines:
        return
    article.cells["outlet"], rest = lines[0], lines[1:]
    if rest and _BRACKETS.fullmatch(rest[0]):
        article.removed.append((rest.pop(0), "behind the publication"))
    at = next((k for k, line in enumerate(rest) if is_date(line)), 0)
    if rest:
        written = rest.pop(at)
        day, edition = day_and_rest(written)
        article.cells["date"] = day or written
        if edition or not day:
            article.removed.append((edition or written, "in the date line"))
    article.removed += [(line, "above the body") for line in rest]


def _fields(lines: Sequence[Paragraph], article: _Article, where: str) -> None:
    """Take author and language from labelled lines; all others are removed, with the reason."""
    for paragraph in lines:
        for name, value, text in labelled(paragraph):
            if name in {"byline", "author"} and not article.cells["author"]:
                article.cells["author"] = value
            elif name == "language" and code_of(value):
                article.cells["language"] = code_of(value)
            elif COPYRIGHT.fullmatch(text):
                article.removed.append((text, "copyright line outside the body"))
            else:
                article.removed.append((text, name or where))


def _add(article: _Article, stem: str, place: Place, reading: Reading) -> None:
    cells = article.cells
    cells["title"] = " ".join(p.text.strip() for p in article.title)
    links = [(m[1], link) for p in article.title for link in p.links if (m := _ITEM.search(link))]
    own, link = links[0] if links else (f"{stem}-{place.row}", "")
    cells["id"], cells["url"] = own, link or cells["url"]
    if article.unsure:
        reading.problems.append(
            Place(place.file, place.row, "outlet", cells["outlet"]).warning(
                "is taken for the outlet, as the line under the headline; no line there is a date",
                "headline, publication and date, a paragraph each",
            )
        )
    body = "\n\n".join(article.body)
    head = "\n".join(p.text for p in article.title)
    text = f"{head}\n\n{body}" if head and body.strip() else body
    reading.pieces.append(Piece(place, cells, text))
    reading.removed += (Removed(cells["id"], text, reason) for text, reason in article.removed)
