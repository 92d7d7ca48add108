"""Tables of any make to articles: csv, JSON lines, Media Cloud's story list, PolNeAR, and text files.

Media Cloud's list is that of its search tool: id (stories_id before 2022), media_name, publish_date,
title, url, language; it has no texts. PolNeAR is JSON lines with id, outlet, date, title and text.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis.corpus.archives.columns import Columns, columns_of
from analysis.corpus.archives.contents import COLUMNS, Asked, Piece, Reading
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.matching import TEXTS, TextFiles
from analysis.corpus.archives.stores import Store
from analysis.corpus.archives.table_files import table_in, table_name
from analysis.corpus.given import Table, Written
from analysis.corpus.problems import Place, UnreadableError
from analysis.corpus.source import folder_reader, inside

NO_TEXTS = "a story list of Media Cloud has no texts"
WITH_TEXTS = "--texts FOLDER, a folder or zip of text files named by story id (as 123456.txt)"


@dataclass
class Source:
    """A table, its columns, and the text files that belong to it, if any."""

    table: Table
    columns: Columns
    files: TextFiles | None
    store: Store | None


def read_tables(asked: Asked, store: Store, texts: Store | None) -> Reading:
    """Read a table of articles whose texts are in it or in files, or text files without a table.

    Raises
    ------
    UnreadableError
        If there is no table where one is needed, or several, or it cannot be read at all.
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
        except (UnreadableError, ValueError, OSError):  # told with the row that names it
            continue
    return Store(folder.name, names, folder_reader(folder))


def _add(source: Source, index: int, asked: Asked, reading: Reading) -> None:
    table, theirs = source.table, source.columns.theirs
    cells = {ours: table.columns[theirs[ours]][index] if ours in theirs else "" for ours in COLUMNS}
    place = Place(table.label, table.rows[index])
    try:
        text, file = _text(source, index, asked, reading)
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


def _text(source: Source, index: int, asked: Asked, reading: Reading) -> tuple[str, str]:
    """Return the text of a row and the name of its file, which is empty if it was a cell."""
    theirs, table = source.columns.theirs, source.table
    if source.files is None or source.store is None:
        if "text" not in theirs:
            return "", ""
        cell = table.columns[theirs["text"]][index]
        if type(cell) is Written:
            raise UnreadableError("is not a string", "the text of the article, as a string")
        return cell, ""
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
