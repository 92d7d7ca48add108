"""What is done to the cells of an article: HTML to text, nothing where a program wrote "nan", and no more.

Everything that is taken out is listed, and a text that was cut off before it came here is told.
"""

import re
from dataclasses import replace

from analysis.corpus.archives.cells.common_names import is_missing
from analysis.corpus.archives.cells.html_in_cells import without_markup
from analysis.corpus.archives.cells.nested import name_in
from analysis.corpus.archives.contents import Piece, Reading, Removed
from analysis.corpus.problems import Place

NOTHING = "cells that say nan, None, null or N/A, taken as empty"
_CUT = re.compile(r"\s*…?\s*\[\+[0-9,]+ (?:chars|characters)\]\s*$")
_TAIL = 60  # characters in which the mark of a cut text stands
_GONE = re.compile(r"\s*\[(?:removed|deleted)\]\s*", re.IGNORECASE)
_NAMED = ("outlet", "author")  # may hold a record or a list
_SHOWN = ("outlet", "title", "author")  # may hold HTML


def cleaned(piece: Piece, reading: Reading, *, text_too: bool) -> Piece | None:
    """Return an article with clean cells and text; None if its archive removed it before.

    Without `text_too` the text stays as it is, character by character. What was done becomes part of
    `reading`.
    """
    if text_too and _GONE.fullmatch(piece.text):
        _tell_gone(piece, reading)
        return None
    removed: list[tuple[str, str]] = []
    cells = {ours: _cell(ours, cell, removed, reading) for ours, cell in piece.cells.items()}
    text = _text(piece, removed, reading) if text_too else piece.text
    reading.removed += (Removed(cells["id"], found, reason) for found, reason in removed)
    return replace(piece, cells=cells, text=text)


def _cell(ours: str, cell: str, removed: list[tuple[str, str]], reading: Reading) -> str:
    if ours == "id":
        return cell
    if cell.strip() and is_missing(cell):
        reading.cleaning[NOTHING] += 1
        return ""
    if ours in _NAMED:
        cell = name_in(cell)
    if ours in _SHOWN:
        shown = without_markup(cell)
        removed += ((found, f"{reason}, in the {ours}") for found, reason in shown.removed)
        return shown.text
    return cell


def _text(piece: Piece, removed: list[tuple[str, str]], reading: Reading) -> str:
    if piece.text.strip() and is_missing(piece.text):
        return ""
    shown = without_markup(piece.text)
    removed += shown.removed
    place = Place(piece.place.file, piece.place.row, piece.names.get("text", "text"))
    before = max(0, len(shown.text) - _TAIL)
    if (match := _CUT.search(shown.text, before)) and shown.text[: match.start()].strip():
        removed.append((match[0].strip(), "mark of a text that was cut off"))
        reading.problems.append(
            replace(place, value=match[0].strip()).warning(
                "the text was cut off before it was saved, as free plans of news services do",
                "the whole text, from the address of the article",
            )
        )
        return shown.text[: match.start()]
    return shown.text


def _tell_gone(piece: Piece, reading: Reading) -> None:
    place = Place(piece.place.file, piece.place.row, piece.names.get("text", "text"), piece.text)
    reading.problems.append(
        place.warning(
            "the article was removed by its service, so it is left out", "an article with a text"
        )
    )
    reading.removed.append(Removed(piece.cells["id"], piece.text, "removed by its service"))
    reading.absent += 1
