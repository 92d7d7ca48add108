"""Decide which imported articles can go into a corpus, and give each its day and its file name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from analysis.corpus.archives.cells.days import days_of
from analysis.corpus.archives.contents import Piece, Reading
from analysis.corpus.checks import UNUSABLE, garbled, is_unusable
from analysis.corpus.decode import mostly_controls
from analysis.corpus.problems import Place, Problem, shown

NEEDED = {"id": "an id for each article", "outlet": "an outlet for each article, or --outlet NAME"}
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)  # on Windows
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Article:
    """An article that can be written: its piece, its day ("" if not known), and its file name."""

    piece: Piece
    day: str
    file: str


def settle(reading: Reading, dates: str, *, skip_bad: bool) -> tuple[list[Article], int]:
    """Return the articles without errors, in the order of the source, and the number of all others.

    Every error is added to the problems of `reading`. `dates` is one of ORDERS or "". With
    `skip_bad`, dates that can be read in two ways are left empty.
    """
    days = days_of(reading, dates, ask=not skip_bad)
    reading.problems += _wrong(reading, {(p.file, p.row) for p in _errors(reading)})
    bad = {(problem.file, problem.row) for problem in _errors(reading)}
    good = [
        (piece, day)
        for piece, day in zip(reading.pieces, days, strict=True)
        if (shown(piece.place.file), piece.place.row) not in bad
    ]
    reading.problems += _oddities([piece for piece, _ in good])
    names = _file_names([piece.cells["id"] for piece, _ in good])
    articles = [Article(piece, day, name) for (piece, day), name in zip(good, names, strict=True)]
    return articles, len({place for place in bad if place[1]})


def _errors(reading: Reading) -> list[Problem]:
    return [problem for problem in reading.problems if problem.severity == "error"]


def _wrong(reading: Reading, known: set[tuple[str, int]]) -> Iterator[Problem]:
    """Yield the errors that keep pieces out, but none at the places in `known`, which have one already."""
    first: dict[str, Place] = {}
    whole = {file for file, row in known if not row}
    needed = NEEDED | ({"outlet": f"{NEEDED['outlet']}, {reading.also}"} if reading.also else {})
    for piece in reading.pieces:
        name, place = piece.cells["id"], piece.place
        for column, expected in needed.items():
            if not piece.cells[column].strip() and shown(place.file) not in whole:
                yield piece.cell(column).error("is empty", expected)
        earlier = first.setdefault(name, place)
        if earlier != place and name.strip():
            where = f"{earlier.file}, row {earlier.row}"
            yield piece.cell("id").error(f"the id of {where} already", "an id of its own for each")
        for column, cell in {**piece.cells, **piece.more}.items():
            if is_unusable(cell) or is_unusable(column):
                yield Place(place.file, place.row, column, cell).error(*UNUSABLE)
        if (shown(place.file), place.row) not in known and shown(place.file) not in whole:
            yield from _wrong_text(piece)


def _wrong_text(piece: Piece) -> Iterator[Problem]:
    place, text = Place(piece.place.file, piece.place.row, "text"), piece.text
    if not text.strip():
        yield place.error("the text is empty", "an article with a text")
    elif is_unusable(text):
        at = next(k for k, char in enumerate(text) if is_unusable(char))
        yield Place(place.file, place.row, "text", text[max(0, at - 20) : at + 20]).error(*UNUSABLE)
    elif mostly_controls(text.encode()):
        yield place.error("is mostly control characters, as in a binary file", "plain text")


def _oddities(pieces: Sequence[Piece]) -> Iterator[Problem]:
    """Warn of outlets and titles that a spreadsheet takes for formulas; they are kept as they are."""
    told: Counter[tuple[str, str]] = Counter()
    for piece in pieces:
        for column in ("id", "outlet", "title", "author"):
            value = piece.cells[column]
            if value.startswith(_FORMULA) and not told[column, value]:
                told[column, value] += 1
                yield piece.cell(column).warning(
                    "begins as a formula does and is kept so; a spreadsheet may run it",
                    "corpus.csv opened as text",
                )


def wrongly_decoded_pieces(reading: Reading) -> Iterator[Problem]:
    """Warn of titles and texts with signs of another encoding, such as "Itâ€™s"."""
    for piece in reading.pieces:
        for column, value in (("title", piece.cells["title"]), ("text", piece.text)):
            written, meant = ("", "") if value.isascii() else garbled(value)
            if written:
                named = piece.names.get(column, column)
                yield Place(piece.place.file, piece.place.row, named, written).warning(
                    f"was read in a wrong encoding before it came here: {written!r} for {meant!r}",
                    "the file from its source, or saved anew as UTF-8",
                )


def _file_names(ids: Sequence[str]) -> list[str]:
    """Return a file name for the text of each article: its id, if every system allows that name."""
    folded = Counter(name.casefold() for name in ids)
    names = []
    for name in ids:
        plain = _PLAIN.fullmatch(name) and not name.endswith(".") and not _DEVICES.fullmatch(name)
        plain = plain and folded[name.casefold()] == 1
        if not plain:
            kept = "-".join(re.findall("[A-Za-z0-9]+", name))[:60]
            kept = f"{kept or 'article'}-{sha256(name.encode()).hexdigest()[:12]}"
        names.append(f"texts/{name if plain else kept}.txt")
    return names
