"""The actors that a researcher asks for: words on the command line, or a table."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.recipes import step
from analysis.table_files import csv_text

_SEPARATORS = {".csv": ",", ".tsv": "\t"}
_NEEDED = ("actor", "names")


class GivenActor(NamedTuple):
    """An actor: the name in the tables, how texts name it, and the event in which they do ("" for all)."""

    name: str
    names: tuple[str, ...]
    event: str = ""


def given_actors(given: Sequence[str]) -> list[GivenActor]:
    """Return the actors that the texts in `given` describe, in their order.

    Parameters
    ----------
    given
        Each is "NAME", "NAME=WORDS|WORDS", or a UTF-8 table that ends with .csv or .tsv: columns `actor`
        and `names` (parted by semicolons; empty: the name of the actor), and, if wanted, `event`: the
        names then count in articles of this event only. Several rows may tell of one actor.

    Raises
    ------
    FramingError
        If a text has another form, an actor is named twice, or a table cannot be read.
    """
    found: list[GivenActor] = []
    for one in given:
        tabled = Path(one).suffix.lower() in _SEPARATORS and "=" not in one
        found += read_actors(one) if tabled else [_written(one)]
    names = [one.name for one in found if not one.event]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise FramingError(f"the actor {twice!r} is named twice")
    return found


def read_actors(path: str) -> list[GivenActor]:
    """Return the actors of a table, one per actor and event; see `given_actors`."""
    joined: dict[tuple[str, str], tuple[str, ...]] = {}
    for line, cell in _rows(path):
        name, event = cell["actor"], cell.get("event", "")
        if not name:
            raise FramingError(f"{path}, row {line}, column actor: empty; give the actor's name")
        names = tuple(filter(None, (part.strip() for part in cell["names"].split(";"))))
        key = (name, event)
        joined[key] = tuple(dict.fromkeys((*joined.get(key, ()), *(names or (name,)))))
    return [GivenActor(name, names, event) for (name, event), names in joined.items()]


def _rows(path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows that are not empty by column, each with its line."""
    try:
        text = as_begun(path).read_text(encoding="utf-8-sig")
        separator = _SEPARATORS[Path(path).suffix.lower()]
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
        lines = [(reader.line_num, [csv_text(cell.strip()) for cell in cells]) for cells in reader]
    except (OSError, ValueError, csv.Error) as error:
        if isinstance(error, FramingError):
            raise
        raise FramingError(f"{path}: cannot be read ({error}); give a table in UTF-8") from error
    lines = [(line, cells) for line, cells in lines if any(cells)]
    header = lines[0][1] if lines else []
    missing = next((column for column in _NEEDED if column not in header), None)
    if missing:
        has = ", ".join(filter(None, header)) or "none"
        raise FramingError(
            f"{path}, row 1: no column {missing!r}; the columns are actor, names and, if wanted, "
            f"event; it has {has}"
        )
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            raise FramingError(
                f"{path}, row {line}: {len(cells)} cells where the header has {len(header)}; put a "
                "text with a separator in quotes"
            )
        yield line, dict(zip(header, cells, strict=True))


def _written(one: str) -> GivenActor:
    name, equals, ways = (part.strip() for part in one.partition("="))
    said = [" ".join(way.split()) for way in (ways if equals else name).split("|")]
    if not name or not all(said):
        raise FramingError(
            f"the actor {one!r} is not written as NAME or NAME=WORDS|WORDS, such as Assad or "
            "rebels=rebel|opposition*, and is no .csv or .tsv table"
        )
    return GivenActor(name, tuple(said))


@step("given-actors", checks=True)
def _given_actors(*, actors: list[str]) -> list[GivenActor]:
    """The actors that the researcher asks for."""
    return given_actors(actors)
