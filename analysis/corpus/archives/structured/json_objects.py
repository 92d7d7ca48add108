"""Read articles from JSON: a list of objects, an object with such a list inside, one object a file.

Known are, among others, the answers of NewsAPI (`articles`), Media Cloud, Event Registry
(`articles.results`), Webz (`posts`) and Elasticsearch (`hits.hits`, `_source`), and what news-please and
trafilatura write. A record inside a record becomes columns with a dot: `source.name`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.corpus.archives.cells.common_names import plain_name
from analysis.corpus.archives.cells.written_tables import KNOWN
from analysis.corpus.archives.contents import Asked, Reading
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.tables import read_rows, read_tables
from analysis.corpus.formats import Table, as_cell, read_jsonl
from analysis.corpus.problems import Place, UnreadableError, shown

ENDINGS = (".json",)
_DEEPEST = 3  # records inside each other that are looked into
_TEXTS = {"text", "title", "body", "content", "maintext", "headline", "url", "link"}
_EXPECTED = "a list of articles, each an object with its fields, or one such object"

Record = Mapping[str, Any]


def looks_json(name: str, start: bytes) -> str:
    """Return whether a file is JSON by its name and its first character."""
    named = name.lower().endswith(ENDINGS)
    first = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return "JSON by its name" if named and first in (b"[", b"{") else ""


def read_json(asked: Asked, store: Store, texts: Store | None) -> Reading:
    """Read every JSON file of a store; each object that is an article is a row, numbered in its file."""
    reading = Reading()
    names = store.of_kind("JSON file", *ENDINGS)
    for name in names:
        try:
            content = strict(text_of(store.read(name), name, asked.encoding, reading))
            table = _table(content, name, reading)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
        else:
            read_rows(table, asked, store, texts, reading)
    return reading


def read_json_lines(asked: Asked, store: Store, texts: Store | None) -> Reading:
    """Read JSON lines; files that are named .json are read whatever JSON they hold."""
    named = store.ending_with(*ENDINGS) and not store.ending_with(".jsonl", ".ndjson", ".gz")
    return read_json(asked, store, texts) if named else read_tables(asked, store, texts)


def _table(content: str, name: str, reading: Reading) -> Table:
    try:
        value = json.loads(content)
    except RecursionError:
        raise UnreadableError("is nested too deeply", _EXPECTED) from None
    except ValueError as error:
        if content.lstrip().startswith("{") and "}\n{" in content.replace("\r\n", "\n"):
            return read_jsonl(content.encode("utf-8", "surrogateescape"), name)
        raise UnreadableError(f"not JSON ({shown(str(error))})", "a whole JSON file") from None
    records, path = _articles(value)
    if path:
        reading.taken["articles"] = f"the list {'.'.join(path)}"
    rows = [dict(_flat(record)) for record in records]
    table = Table(name, rows=list(range(1, len(rows) + 1)))
    for column in dict.fromkeys(column for row in rows for column in row):
        table.columns[column] = [as_cell(row.get(column)) for row in rows]
    return table


def _articles(value: object) -> tuple[Sequence[Record], tuple[str, ...]]:
    """Return the objects that are articles, and the path to their list."""
    if isinstance(value, Mapping) and _is_article(value):
        return [value], ()
    found = [one for one in _lists(value, (), 0) if one[0]]
    if not found:
        raise UnreadableError("no article is in it", _EXPECTED)
    # most articles of the list with most known names; of equals the first
    return max(found, key=lambda one: (_known(one[0][0]), len(one[0])))


def _lists(
    value: object, path: tuple[str, ...], depth: int
) -> Iterator[tuple[list[Record], tuple[str, ...]]]:
    """Yield every list of objects with its path."""
    if isinstance(value, list):
        records = [_source(one) for one in value if isinstance(one, Mapping)]
        if records:
            yield records, path
    elif isinstance(value, Mapping) and depth < _DEEPEST:
        for key, inner in value.items():
            yield from _lists(inner, (*path, str(key)), depth + 1)


def _source(record: Record) -> Record:
    """Return the document inside a hit of Elasticsearch, with its id."""
    inner = record.get("_source")
    return {"id": record.get("_id", ""), **inner} if isinstance(inner, Mapping) else record


def _is_article(record: Record) -> bool:
    return sum(name in _TEXTS for name in map(plain_name, map(str, record))) > 1


def _known(record: Record) -> int:
    return len({plain_name(name) for name, _ in _flat(record)} & KNOWN)


def _flat(record: Record, before: str = "", depth: int = 0) -> Iterator[tuple[str, object]]:
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping) and value and depth < _DEEPEST:
            yield from _flat(value, f"{name}.", depth + 1)
        else:
            yield name, value
