"""Read articles from RIS, the lists of references that databases and Zotero write.

An article is a record with a text in the abstract (AB, N2) or in the notes (N1): databases of news put the
full text there. A record without one is a problem, and only that record is left out.
"""

from collections.abc import Mapping
from typing import Any

from analysis.corpus.archives.contents import COLUMNS, Asked, Piece, Reading
from analysis.corpus.archives.encodings import strict, text_of
from analysis.corpus.archives.languages import code_of
from analysis.corpus.archives.stores import Store
from analysis.corpus.problems import Place, UnreadableError, shown

ENDINGS = (".ris",)
_OUTLET = (
    "secondary_title",
    "journal_name",
    "alternate_title3",
    "alternate_title1",
    "alternate_title2",
    "publisher",
)
_TITLE = ("title", "primary_title")
_TEXT = ("notes_abstract", "abstract", "notes")
_DATE = ("date", "publication_year", "year")
EXPECTED = "a text in AB, N2 or N1"


def looks_ris(_name: str, start: bytes) -> str:
    """Return whether a file begins with a reference in RIS."""
    return (
        "a list of references (RIS)"
        if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"TY  - ")
        else ""
    )


def read_references(asked: Asked, store: Store, _texts: Store | None = None) -> Reading:
    """Read every reference of a store as an article; UnreadableError without a file."""
    import rispy  # noqa: PLC0415  few need it

    reading = Reading()
    names = store.of_kind("RIS file", *ENDINGS)
    reading.taken |= {
        "outlet": "T2, JO, JF or PB",
        "date": "DA, Y1 or PY",
        "title": "TI or T1",
        "text": "N2, AB or N1",
    }
    for name in names:
        try:
            text = strict(text_of(store.read(name), name, asked.encoding, reading))
            records = rispy.loads(text, skip_unknown_tags=False)
        except UnreadableError as error:
            reading.problems.append(error.at(Place(name)))
        except (OSError, ValueError, KeyError, IndexError) as error:
            wrong = f"cannot be read as RIS ({shown(str(error))})"
            reading.problems.append(Place(name).error(wrong, "records from TY to ER"))
        else:
            for number, record in enumerate(records, 1):
                _add(record, Place(name, number), reading)
    return reading


def _add(record: Mapping[str, Any], place: Place, reading: Reading) -> None:
    text = _first(record, _TEXT)
    if not text.strip():
        missing = Place(place.file, place.row, "AB", "")
        reading.problems.append(missing.error("the record has no text", EXPECTED))
        return
    cells = dict.fromkeys(COLUMNS, "") | {
        "id": _first(record, ("id", "accession_number"))
        or f"{place.file.rpartition('.')[0]}-{place.row}",
        "outlet": _first(record, _OUTLET),
        "date": _day(_first(record, _DATE)),
        "title": _first(record, _TITLE),
        "author": "; ".join(record.get("authors", []) or record.get("first_authors", [])),
        "url": _first(record, ("urls", "link_to_pdf")),
        "language": code_of(_first(record, ("language",))),
    }
    kept = {
        name: str(value)
        for name, value in record.items()
        if name not in _TAKEN and isinstance(value, str)
    }
    reading.pieces.append(
        Piece(place, cells, text, {f"ris_{name}": value for name, value in kept.items()})
    )


_TAKEN = {"id", "language", "type_of_reference", *_OUTLET, *_TITLE, *_TEXT, *_DATE}


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = record.get(name)
        if isinstance(value, list):
            value = "\n".join(map(str, value)) if name.startswith("notes") else (value or [""])[0]
        if value:
            return str(value)
    return ""


def _day(written: str) -> str:
    """Return 2021/03/04/ as 2021-03-04; what names no day stays as it is."""
    parts = [part for part in written.split("/") if part.strip()]
    return (
        "-".join(parts)
        if len(parts) == 3 and all(part.isdigit() for part in parts)
        else written.strip("/ ")
    )
