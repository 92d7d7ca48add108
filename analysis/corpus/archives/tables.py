"""Read articles from tables of any origin: csv, JSON lines, Media Cloud, PolNeAR, and text files.

Media Cloud's table is the story list of its search tool: id (stories_id before 2022), media_name,
publish_date, title, url, language; it has no texts. PolNeAR is JSON lines with id, outlet, date, title
and text.

- Among several files, the metadata table is chosen by its name; its separator and its encoding are
  recognised and reported.
- A column is chosen by the user, by our name, or by a name in common use (decision 54). The reader of a
  corpus never takes a common name; an import may, because it prints and records its choice. It does so only
  if exactly one column has such a name.
- A text file belongs to the row that has its name, or its name without the ending as the id.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from analysis.corpus.archives.contents import COLUMNS, Asked, Piece, Reading
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.checks import string_of
from analysis.corpus.columns import ALIASES, OURS, Names, not_ours, suggestion
from analysis.corpus.formats import OTHER_SEPARATORS, Table, read_csv, read_jsonl
from analysis.corpus.problems import Place, Problem, UnreadableError, shown
from analysis.corpus.source import folder_reader, inside
from analysis.corpus.unpack import gunzipped

COMMON = {
    **ALIASES,
    "date": ("publish_date", "published", "publication_date", "pub_date", "pubdate", "day"),
    "title": ("headline", "head", "heading"),
    "author": ("byline", "authors", "journalist"),
    "url": ("link", "web_url", "address"),
    "language": ("lang",),
}
MEDIACLOUD = {
    **COMMON,
    "id": ("stories_id", "story_id"),
    "outlet": ("media_name",),
}


def columns_of(table: Table, asked: Asked, reading: Reading, *, by_files: bool) -> Names:
    """Return the meaning of each column; `by_files` if the texts are files and not cells.

    A missing or unknown column becomes a problem of the table. The choices are recorded in `reading`.
    """
    theirs = {**_common_columns(table, asked), **_chosen_columns(table, asked)}
    theirs.pop("text" if by_files else "", None)
    theirs.pop("sha256" if not by_files and "text" not in theirs else "", None)
    for ours, name in theirs.items():
        reading.taken[ours] = f"column {name!r}"
    if "outlet" not in theirs and asked.outlet:
        reading.taken["outlet"] = f"--outlet {asked.outlet!r}"
    elif "outlet" not in theirs and "outlet" not in asked.columns:
        table.problems.append(
            _missing(table, "outlet", "a column outlet", "or --outlet NAME for all")
        )
    if not by_files and not {"text", "file"} & theirs.keys():
        table.problems.append(
            _missing(table, "text", "a column text or file", "or --texts FOLDER with the texts")
        )
    if by_files and not {"id", "file"} & theirs.keys():
        table.problems.append(
            _missing(table, "file", "a column file, or id for files named by it", "")
        )
    return Names(theirs, _extra(table, theirs))


def _chosen_columns(table: Table, asked: Asked) -> dict[str, str]:
    for ours, name in asked.columns.items():
        if ours not in OURS:
            table.problems.append(not_ours(table, ours))
        elif name not in table.columns:
            table.problems.append(_missing(table, name, f"the column for {ours}", ""))
    return {o: name for o, name in asked.columns.items() if name in table.columns and o in OURS}


def _common_columns(table: Table, asked: Asked) -> dict[str, str]:
    common = MEDIACLOUD if asked.format == "mediacloud-csv" else COMMON
    left = [name for name in table.columns if name not in asked.columns.values()]
    found = {ours: ours for ours in OURS if ours in left}
    for ours in OURS:
        names = (ours, *common.get(ours, ()))
        there = [n for n in left if n.strip().casefold() in names and n not in found.values()]
        if ours not in found and len(there) == 1:
            found[ours] = there[0]
    return found


def _missing(table: Table, ours: str, what: str, other: str) -> Problem:
    hint = suggestion(ours, list(table.columns)) if ours in OURS else ""
    return table.whole(ours).error(
        f"missing column; the columns are {shown(', '.join(table.columns))}",
        what + hint + (f" {other}" if other else ""),
    )


def _extra(table: Table, theirs: Mapping[str, str]) -> dict[str, str]:
    """Return the other columns; one that has a name of ours by chance is renamed."""
    extra: dict[str, str] = {}
    for name in table.columns:
        if name not in theirs.values():
            ours = name in (*OURS, *COLUMNS)
            extra[name] = _free(f"{name}_given", table) if ours else name
    return extra


def _free(name: str, table: Table) -> str:
    while name in table.columns:
        name += "_"
    return name


TEXTS = (".txt", ".text", ".md")


@dataclass
class TextFiles:
    """Text files by relative name; `used` maps each file that a row has taken to that row."""

    names: Sequence[str]
    used: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the files by name without folder, and by name without ending."""
        self._exact = set(self.names)
        self._by: dict[str, list[str]] = defaultdict(list)
        for name in self.names:
            path = PurePosixPath(name)
            for key in {name, path.name, str(path.with_suffix("")), path.stem}:
                self._by[key].append(name)

    def of(self, wanted: str, row: str) -> str:
        """Return the file that `wanted` names: with or without its folder, with or without its ending.

        UnreadableError if there is none, more than one, or another row has it.
        """
        plain = wanted.strip().replace("\\", "/").removeprefix("./")
        found = [plain] if plain in self._exact else self._by.get(plain, [])
        if not found and (plain.startswith("/") or plain[1:2] == ":"):  # as it was on some computer
            found = self._by.get(PurePosixPath(plain).name, [])
        if len(found) != 1:
            several = f"{len(found)} files have this name: {shown(', '.join(found))}"
            none = f"no such text file; there are {shown(', '.join(self.names) or 'none')}"
            raise UnreadableError(
                several if found else none, "the name of one file, with its folder if need be"
            )
        if self.used.setdefault(found[0], row) != row:
            raise UnreadableError(
                f"{found[0]} is the text of {self.used[found[0]]} already",
                "a file of its own for each row",
            )
        return found[0]

    def left(self) -> Iterable[str]:
        """Return the files that no row has taken."""
        return (name for name in self.names if name not in self.used)


_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson")
TABLES = (*_ENDINGS, *(f"{ending}.gz" for ending in _ENDINGS))
SHEETS = (".xlsx", ".xls", ".ods")
SAVE_AS = "the sheet saved as “CSV UTF-8” (File, Save as)"
_SNIFFED = 64 * 1024  # characters
_SEPARATORS = (",", ";", "\t", "|")


def table_name(asked: Asked, store: Store) -> str:
    """Return the name of the table in a store, or nothing where text files may do without one.

    UnreadableError if there are several and none was asked for, or there is none and one is needed.
    """
    if asked.table:
        if asked.table not in store.names:
            there = shown(", ".join(store.names))
            raise UnreadableError(f"no file {asked.table!r} is in it", f"one of its files: {there}")
        return asked.table
    alone = len(store.names) == 1 and asked.format not in {"folder", "zip"}
    tables = list(store.names) if alone else store.ending_with(*TABLES)
    if len(tables) > 1:
        raise UnreadableError(
            f"{len(tables)} tables are in it: {shown(', '.join(tables))}", "--table NAME for one"
        )
    sheets = store.ending_with(*SHEETS)
    if sheets and (alone or not tables):
        raise UnreadableError("is a spreadsheet, not a table of text", SAVE_AS, file=sheets[0])
    if not tables and asked.format not in {"folder", "zip"}:
        raise UnreadableError("no table is in it", f"a file named {', '.join(_ENDINGS)}")
    return tables[0] if tables else ""


def table_in(asked: Asked, name: str, content: bytes, reading: Reading) -> Table:
    """Return the table in a file; rows that cannot be read become problems of the table.

    UnreadableError if nothing of it can be read.
    """
    try:
        if name.lower().endswith(".gz"):
            content = gunzipped(content)
        text = text_of(content, name, asked.encoding, reading)
        plain = text.encode("utf-8", "surrogateescape")
        if _is_json(asked, name):
            return read_jsonl(plain, name)
        separator = separator_of(text)
        reading.taken["separator"] = OTHER_SEPARATORS[separator].strip("'")
        return read_csv(plain, name, separator)
    except UnreadableError as error:
        error.file = error.file or name
        raise


def separator_of(text: str) -> str:
    """Return the separator of the cells: the one with which most of the first rows fit the header.

    A header without any separator is a table of one column.
    """
    whole = text[:_SNIFFED] if len(text) <= _SNIFFED else text[:_SNIFFED].rpartition("\n")[0]
    return max(_SEPARATORS, key=lambda separator: _fit(whole, separator))


def _fit(text: str, separator: str) -> tuple[int, float, int]:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # a cell longer than what was cut off: the rows before it will do
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows += [row] if row else []
    width = len(rows[0]) if rows else 0
    alike = sum(len(row) == width for row in rows) / max(1, len(rows))
    return (min(width, 2), alike, width)


def _is_json(asked: Asked, name: str) -> bool:
    if asked.format in {"jsonl", "polnear"}:
        return True
    return asked.format != "csv" and ".csv" not in name.lower() and "json" in name.lower()


NO_TEXTS = "a story list of Media Cloud has no texts"
WITH_TEXTS = "--texts FOLDER, a folder or zip of text files named by story id (as 123456.txt)"


@dataclass
class Source:
    """A table, its columns, and the text files that belong to it, if any."""

    table: Table
    columns: Names
    files: TextFiles | None
    store: Store | None


def read_tables(asked: Asked, store: Store, texts: Store | None) -> Reading:
    """Read a table of articles whose texts are in it or in files, or text files without a table.

    UnreadableError if there is no table where one is needed, or several, or it cannot be read at all.
    """
    reading = Reading()
    name = table_name(asked, store)
    if not name:
        _from_files_alone(asked, store, reading)
        return reading
    table = table_in(asked, name, store.read(name), reading)
    files_in = texts or (store if len(store.names) > 1 else None)
    if asked.format == "mediacloud-csv" and files_in is None:
        raise UnreadableError(NO_TEXTS, WITH_TEXTS, file=name)
    files = _text_files(files_in) if files_in else None
    columns = columns_of(table, asked, reading, by_files=bool(files))
    if files is None and columns.where_text == "file":
        files_in = _beside(Path(asked.path).parent, table.columns[columns.theirs["file"]])
        files = TextFiles(files_in.names)
        files_in.digests = store.digests
    source = Source(table, columns, files, files_in)
    for index, _ in enumerate(table.rows):
        _add(source, index, asked, reading)
    reading.problems += table.problems
    for left in files.left() if files else ():
        reading.problems.append(
            Place(left).warning("no row is about this file, so it is left out", "a row for each")
        )
    return reading


def _text_files(store: Store) -> TextFiles | None:
    names = store.ending_with(*TEXTS)
    return TextFiles(names) if names else None


def _beside(folder: Path, cells: list[str]) -> Store:
    """Return the files beside a table that it names, without looking at any other."""
    names = []
    for cell in dict.fromkeys(cells):
        try:
            if (folder / inside(cell.strip())).is_file():
                names.append(inside(cell.strip()))
        except (ValueError, OSError):  # reported with the row that names it
            continue
    return Store(folder.name, names, folder_reader(folder))


def _add(source: Source, index: int, asked: Asked, reading: Reading) -> None:
    table, theirs = source.table, source.columns.theirs
    cells = {ours: table.columns[theirs[ours]][index] if ours in theirs else "" for ours in COLUMNS}
    place = Place(table.label, table.rows[index])
    try:
        text, file = _text_and_file(source, index, asked, reading)
    except UnreadableError as error:
        where = theirs.get(source.columns.where_text or "id")
        cell = table.cell(index, where) if where else place
        reading.problems.append(error.at(cell))
        text = file = ""
    if "id" not in theirs:
        reading.taken["id"] = "made from the name of the text file" if file else "made from the row"
        made = f"{PurePosixPath(table.label).name.partition('.')[0]}-{place.row}"
        cells["id"] = PurePosixPath(file).stem if file else made
    more = {new: table.columns[name][index] for name, new in source.columns.extra.items()}
    reading.pieces.append(Piece(place, cells, text, more, theirs))


def _text_and_file(source: Source, index: int, asked: Asked, reading: Reading) -> tuple[str, str]:
    """Return the text of a row and the name of its file, which is empty if it was a cell."""
    theirs, table = source.columns.theirs, source.table
    if source.files is None or source.store is None:
        if "text" not in theirs:
            return "", ""
        return string_of(table.columns[theirs["text"]][index]), ""
    key = theirs.get("file") or theirs.get("id")
    if key is None:
        return "", ""
    wanted = table.columns[key][index]
    if not wanted.strip():
        raise UnreadableError("is empty", "the name of a text file in every row")
    file = source.files.of(wanted, f"row {table.rows[index]}")
    return _file_text(source.store, file, asked, reading), file


def _file_text(store: Store, file: str, asked: Asked, reading: Reading) -> str:
    return strict(text_of(store.read(file), file, asked.encoding, reading))


def _from_files_alone(asked: Asked, store: Store, reading: Reading) -> None:
    """Take each text file as an article: its id is its name, its outlet the folder that it is in."""
    names = store.ending_with(*TEXTS)
    if not names:
        raise UnreadableError(
            "neither a table nor a text file is in it",
            "a table (.csv, .tsv, .jsonl) and text files (.txt), or text files in a folder each outlet",
        )
    reading.taken |= {"id": "made from the name of the text file", "text": "text files"}
    reading.taken["outlet"] = f"--outlet {asked.outlet!r}" if asked.outlet else "name of the folder"
    for name in names:
        path, place = PurePosixPath(name), Place(name, 1)
        outlet = asked.outlet or (path.parent.name if path.parent.name else "")
        try:
            text = _file_text(store, name, asked, reading)
        except UnreadableError as error:
            reading.problems.append(error.at(place))
            text = ""
        cells = dict.fromkeys(COLUMNS, "") | {"id": path.stem, "outlet": outlet}
        reading.pieces.append(Piece(place, cells, text))
