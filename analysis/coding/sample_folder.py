"""Read the folder of a sample: the articles that were drawn, and the items in them that people code."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.table_files import csv_text
from analysis.tables.codings import FIELDS

ABOUT, ITEMS, ARTICLES = "sample.json", "items.csv", "articles.jsonl"
_CLOSED = ("voice", "shared")  # of samples of earlier versions, which do not say it
_NEEDED = ("item", "article", "field", "start", "end", "label", "context_start", "context_end")


class SampleError(FramingError):
    """A folder that is no sample, or a damaged one; the message names file, row, column and value."""


@dataclass(frozen=True)
class Drawn:
    """An article that was drawn, with its text and title as the user gave them."""

    id: str
    outlet: str
    date: str
    title: str
    text: str

    def part(self, field: str) -> str:
        """Return the text of a field, "text" or "title"."""
        return self.title if field == "title" else self.text


@dataclass(frozen=True)
class Item:
    """A span that the model found, to be coded; places are code points of `field`, ends exclusive.

    `beside` are words of another article that it is compared with, "" where it is judged by itself.
    """

    item: str
    article: str
    field: str
    start: int
    end: int
    label: str
    context: tuple[int, int]
    beside: str = ""


@dataclass(frozen=True)
class Sample:
    """A sample that people code.

    Attributes
    ----------
    measure, question, labels
        What was measured, what a coder is asked, and the labels that an answer may have ((): spans only).
    spans
        Whether coders may mend spans and add some.
    closed
        Whether the items are all there is, so that none can be missed and no article need be marked as read.
    sections
        The sections that are coded; () where the sample does not say it, as of earlier versions.
    digest
        SHA-256 of items and articles, by which answers are kept apart from those to another sample.
    articles, items
        By id, in the order of the files.
    """

    measure: str
    question: str
    labels: tuple[str, ...]
    spans: bool
    closed: bool
    sections: tuple[str, ...]
    digest: str
    articles: Mapping[str, Drawn]
    items: Mapping[str, Item]

    def items_of(self, article: str) -> list[Item]:
        """Return the items of an article, title first, in the order of their places."""
        found = [item for item in self.items.values() if item.article == article]
        return sorted(found, key=lambda item: (item.field == "text", item.start, item.end))


def read_sample(folder: Path | str) -> Sample:
    """Read the folder of a sample, and check that its files belong together.

    Raises
    ------
    SampleError
        If a file is missing or damaged, an item is in no drawn article, its span is not in the text, or
        its label is none of the labels; or if the files are not as they were written.
    """
    place = Path(folder)
    about = _about(place / ABOUT)
    articles = dict(_articles(place / ARTICLES))
    labels = tuple(about["labels"])
    items = dict(_items(place / ITEMS, articles, labels))
    content = b"".join(as_begun(str(place / name)).read_bytes() for name in (ITEMS, ARTICLES))
    digest = hashlib.sha256(content).hexdigest()
    if str(about.get("digest", "")).removeprefix("sha256:") != digest:
        raise SampleError(
            f"{place}: {ITEMS} and {ARTICLES} are not those that {ABOUT} was written with; take the "
            "folder as it was drawn, or draw again"
        )
    measure, spans = about["measure"], about["spans"]
    closed = about.get("closed", measure in _CLOSED)
    sections = tuple(map(str, about.get("sections", ())))
    asked = measure, about["question"], labels, spans, closed, sections
    return Sample(*asked, digest, articles, items)


def _text_of(file: Path) -> str:
    try:
        return as_begun(str(file)).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise SampleError(
            f"{file}: cannot be read ({error}); give the folder of a sample, with {ABOUT}, {ITEMS} "
            f"and {ARTICLES}"
        ) from error


_ABOUT = {"measure": str, "question": str, "labels": list, "spans": bool}
_LATER = {"closed": bool, "sections": list}  # samples of earlier versions lack them


def _about(file: Path) -> dict[str, Any]:
    try:
        about = json.loads(_text_of(file))
    except json.JSONDecodeError as error:
        raise SampleError(f"{file}: is no JSON ({error}); draw the sample again") from error
    later = {key: kind for key, kind in _LATER.items() if isinstance(about, dict) and key in about}
    for key, kind in (_ABOUT | later).items():
        value = about.get(key) if isinstance(about, dict) else None
        if not isinstance(value, kind):
            raise SampleError(f"{file}: {key} is {value!r}; expected a {kind.__name__}")
    return dict(about)


def _articles(file: Path) -> Iterator[tuple[str, Drawn]]:
    seen = set()
    for number, line in enumerate(_text_of(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            drawn = Drawn(*(str(told.get(name) or "") for name in Drawn.__annotations__))
        except (ValueError, AttributeError) as error:
            raise SampleError(
                f"{file}, row {number}: is no article as JSON; draw the sample again"
            ) from error
        if not drawn.id or drawn.id in seen:
            raise SampleError(f"{file}, row {number}, id: {drawn.id!r}; expected an id of its own")
        seen.add(drawn.id)
        yield drawn.id, drawn


def _items(
    file: Path, articles: Mapping[str, Drawn], labels: Sequence[str]
) -> Iterator[tuple[str, Item]]:
    rows = csv.DictReader(io.StringIO(_text_of(file), newline=""))
    missing = [name for name in _NEEDED if name not in (rows.fieldnames or [])]
    if missing:
        raise SampleError(f"{file}: no column {missing[0]!r}; expected {', '.join(_NEEDED)}")
    seen = set()
    for number, cells in enumerate(rows, 1):
        cell = {name: csv_text(cells.get(name) or "") for name in (*_NEEDED, "beside")}
        item = _item(cell, f"{file}, row {number}", articles, labels)
        if item.item in seen:
            raise SampleError(
                f"{file}, row {number}, item: {item.item!r} is in another row; expected one row an item"
            )
        seen.add(item.item)
        yield item.item, item


def _item(
    cell: Mapping[str, str], place: str, articles: Mapping[str, Drawn], labels: Sequence[str]
) -> Item:
    for name, known in (("article", articles), ("field", FIELDS)):
        if cell[name] not in known:
            told = "a drawn article" if known is articles else " or ".join(FIELDS)
            raise SampleError(f"{place}, {name}: {cell[name]!r}; expected {told}")
    if labels and cell["label"] not in ("", *labels):
        raise SampleError(f"{place}, label: {cell['label']!r}; expected {', '.join(labels)}")
    length = len(articles[cell["article"]].part(cell["field"]))
    start, end = _span(cell, ("start", "end"), length, place)
    context = _span(cell, ("context_start", "context_end"), length, place)
    context = (min(start, context[0]), max(end, context[1]))
    where = cell["item"], cell["article"], cell["field"], start, end
    return Item(*where, cell["label"], context, cell["beside"])


def _span(
    cell: Mapping[str, str], names: tuple[str, str], length: int, place: str
) -> tuple[int, int]:
    try:
        start, end = (int(cell[name]) for name in names)
    except ValueError:
        start, end = -1, -1
    if not 0 <= start < end <= length:
        told = "-".join(cell[name] for name in names)
        raise SampleError(
            f"{place}, {names[0]} and {names[1]}: {told}; expected a span inside the {cell['field']}, "
            f"which has {length:,} characters"
        )
    return start, end
