"""Read the table by which a researcher corrects speakers: their names, kinds and affiliations."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from analysis.categories import SPEAKER_KINDS
from analysis.errors import FramingError
from analysis.files import as_begun
from analysis.recipes import step
from analysis.table_files import csv_text

BETWEEN = "; "  # between the aliases of a speaker, in the table that is exported
_ALIASES = ("alias", "aliases")
_NEEDED = ("name", "kind", "affiliation")
_SEPARATORS = {".csv": ",", ".tsv": "\t"}


class SpeakersError(FramingError):
    """A table of speakers that cannot be used; the message names file, row and what would be right."""


class Decided(NamedTuple):
    """What a row says of its speaker; "" leaves what was found."""

    kind: str
    affiliation: str


AS_FOUND = Decided("", "")


@dataclass(frozen=True)
class Corrections:
    """A table that corrects speakers.

    Attributes
    ----------
    file, rows
        Its name as it was given ("" for none), and how many rows it has.
    names
        The name of the speaker for each alias, "" where an alias names nobody.
    speakers, nobody
        What was decided for each name, and for each alias that names nobody.
    disputed
        Aliases in the lists of several speakers; they are left as found.
    """

    file: str
    rows: int
    names: Mapping[str, str]
    speakers: Mapping[str, Decided]
    nobody: Mapping[str, Decided]
    disputed: tuple[str, ...]

    def calls(self, written: str) -> bool:
        """Tell whether a form is the name of a speaker of the table, and no alias of any."""
        return written in self.speakers and not (written in self.names or written in self.disputed)


NO_CORRECTIONS = Corrections("", 0, {}, {}, {}, ())


class _Row(NamedTuple):
    """A row of the table, and the line where it ends."""

    line: int
    alias: str
    aliases: tuple[str, ...]
    name: str
    decided: Decided


def read_corrections(path: str) -> Corrections:
    """Read a table that corrects speakers.

    Parameters
    ----------
    path
        A UTF-8 file that ends with .csv or .tsv, with the columns `alias` (a speaker as articles or
        reports write it), `name` (the speaker; empty: nobody who has a name), `kind` and `affiliation`
        (empty: as found). In place of `alias`, or beside it, `aliases` may hold several, joined by "; ",
        as `framing export speakers` writes them; further columns are left alone.

    Raises
    ------
    SpeakersError
        If the file cannot be read, lacks a column, has an unknown kind or a row without an alias, or says
        two things of one alias or name.
    """
    rows = list(_rows(path))
    names, disputed = _names(path, rows)
    return Corrections(
        path,
        len(rows),
        names,
        _decided(path, ((row.line, row.name, row.decided) for row in rows if row.name)),
        _decided(
            path,
            (
                (row.line, alias, row.decided)
                for row in rows
                if not row.name
                for alias in (row.alias, *row.aliases)
                if alias
            ),
        ),
        disputed,
    )


def _rows(path: str) -> Iterator[_Row]:
    """Yield the rows of the table, each checked by itself."""
    lines = _lines(path)
    _, header = next(lines, (1, []))
    _check_header(path, header)
    for line, cells in lines:
        if len(cells) != len(header):
            wrong = f"{len(cells)} cells where the header has {len(header)}"
            raise SpeakersError(
                f"{path}, row {line}: {wrong}; put a text with a separator in quotes"
            )
        cell = dict(zip(header, cells, strict=True))
        aliases = tuple(filter(None, cell.get("aliases", "").split(BETWEEN)))
        if not (cell.get("alias") or aliases):
            column = next(column for column in _ALIASES if column in header)
            raise SpeakersError(
                f"{path}, row {line}, column {column}: empty; give the speaker as the articles or "
                "the report write it"
            )
        if cell["kind"] not in ("", *SPEAKER_KINDS):
            raise SpeakersError(
                f"{path}, row {line}, column kind: unknown kind {cell['kind']!r}; there is "
                f"{', '.join(SPEAKER_KINDS)}; empty leaves what was found"
            )
        decided = Decided(cell["kind"], cell["affiliation"])
        yield _Row(line, cell.get("alias", ""), aliases, cell["name"], decided)


def _lines(path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, header included, each with the number of its last line."""
    separator = _SEPARATORS.get(Path(path).suffix.lower())
    if separator is None:
        raise SpeakersError(f"{path}: ends with {Path(path).suffix!r}; give a .csv or .tsv file")
    try:
        text = as_begun(path).read_text(encoding="utf-8-sig")
        reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
        for cells in reader:
            stripped = [csv_text(cell.strip()) for cell in cells]
            if any(stripped):
                yield reader.line_num, stripped
    except (OSError, ValueError, csv.Error) as error:
        if isinstance(error, FramingError):
            raise
        raise SpeakersError(f"{path}: cannot be read ({error}); give a table in UTF-8") from error


def _check_header(path: str, header: list[str]) -> None:
    wanted = f"the columns are {', '.join(('alias', *_NEEDED))}"
    missing = [column for column in _NEEDED if column not in header]
    if not set(_ALIASES) & set(header):
        missing.insert(0, "alias")
    if missing:
        has = ", ".join(filter(None, header)) or "none"
        raise SpeakersError(f"{path}, row 1: no column {missing[0]!r}; {wanted}; it has {has}")
    twice = [column for column in (*_ALIASES, *_NEEDED) if header.count(column) > 1]
    if twice:
        raise SpeakersError(f"{path}, row 1: two columns {twice[0]!r}; give one; {wanted}")


def _names(path: str, rows: Iterable[_Row]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the name for each alias, and the aliases that several speakers have in their lists."""
    own: dict[str, tuple[int, str]] = {}
    listed: dict[str, set[str]] = {}
    for row in rows:
        for alias in row.aliases:
            listed.setdefault(alias, set()).add(row.name)
        if row.alias:
            first, name = own.setdefault(row.alias, (row.line, row.name))
            if name != row.name:
                raise SpeakersError(
                    f"{path}, row {row.line}, column alias: {row.alias!r} is {row.name!r} here and "
                    f"{name!r} in row {first}; give it one name"
                )
    disputed = tuple(sorted(a for a, names in listed.items() if len(names) > 1 and a not in own))
    found = {alias: min(names) for alias, names in listed.items() if len(names) == 1}
    return {**found, **{alias: name for alias, (_, name) in own.items()}}, disputed


def _decided(path: str, said: Iterable[tuple[int, str, Decided]]) -> dict[str, Decided]:
    """Return what the rows say of each speaker together."""
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for line, name, decided in said:
        known = found.setdefault(name, {})
        for column, value in decided._asdict().items():
            first, before = known.setdefault(column, (line, value)) if value else (line, "")
            if value != before:
                raise SpeakersError(
                    f"{path}, row {line}, column {column}: {name!r} is {value!r} here and {before!r} in "
                    f"row {first}; give one of them"
                )
    return {
        name: Decided(*(known.get(column, (0, ""))[1] for column in Decided._fields))
        for name, known in found.items()
    }


@step("given-speakers", checks=True)
def _given_speakers(*, speakers: str) -> Corrections:
    """The researcher's table that corrects speakers."""
    return read_corrections(speakers) if speakers else NO_CORRECTIONS
