"""Read articles from tables of any origin: csv, JSON lines, Media Cloud, PolNeAR, and text files.

Media Cloud's table is the story list of its search tool: id (stories_id before 2022), media_name,
publish_date, title, url, language; it has no texts. PolNeAR is JSON lines with id, outlet, date, title
and text.

- Among several files, the metadata table is chosen by its name; its separator and its encoding are
  recognised and reported.
- A text file belongs to the row that has its name, or its name without the ending as the id.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from analysis.corpus.archives.cells.clean_cells import cleaned
from analysis.corpus.archives.cells.headings import columns_of
from analysis.corpus.archives.cells.written_tables import table_in, table_name
from analysis.corpus.archives.contents import BY_NAME, COLUMNS, Asked, Piece, Reading
from analysis.corpus.archives.downloads.text_files import archive_of
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.checks import string_of
from analysis.corpus.columns import Names
from analysis.corpus.formats import Table
from analysis.corpus.problems import Place, UnreadableError, shown
from analysis.corpus.source import folder_reader, inside

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
    read_rows(table_in(asked, name, store.read(name), reading), asked, store, texts, reading)
    return reading


def read_rows(
    table: Table, asked: Asked, store: Store, texts: Store | None, reading: Reading
) -> None:
    """Add each row of a table, from whatever file, to `reading`, with its text or its text file.

    UnreadableError for a story list of Media Cloud without texts.
    """
    files_in = texts or (store if len(store.names) > 1 else None)
    if asked.format == "mediacloud-csv" and files_in is None:
        raise UnreadableError(NO_TEXTS, WITH_TEXTS, file=table.label)
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
    piece = Piece(place, cells, text, more, theirs)
    if kept := cleaned(piece, reading, text_too=not file):
        reading.pieces.append(kept)


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
        if objects := store.ending_with(".json"):
            raise UnreadableError(
                f"no text file is in it, but {len(objects):,} of JSON", "framing import json PATH"
            )
        raise UnreadableError(
            "neither a table nor a text file is in it",
            "a table (.csv, .tsv, .jsonl) and text files (.txt), or text files in a folder each outlet",
        )
    reading.also = BY_NAME
    reading.taken |= {"id": "made from the name of the text file", "text": "text files"}
    reading.taken["outlet"] = f"--outlet {asked.outlet!r}" if asked.outlet else "name of the folder"
    for name in names:
        path, place = PurePosixPath(name), Place(name, 1)
        outlet = asked.outlet or (path.parent.name if path.parent.name else "")
        try:
            text = _file_text(store, name, asked, reading)
            _refuse_download(text)
        except UnreadableError as error:
            reading.problems.append(error.at(place))
            text = ""
        cells = dict.fromkeys(COLUMNS, "") | {"id": path.stem, "outlet": outlet}
        reading.pieces.append(Piece(place, cells, text))


def _refuse_download(text: str) -> None:
    """Raise UnreadableError if a text file holds many articles, which would count as one."""
    if archive := archive_of(text):
        raise UnreadableError(
            f"is a download of {archive} with several articles in it",
            "one article a file, or framing import download PATH, which cuts it",
        )
