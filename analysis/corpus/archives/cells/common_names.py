"""Names of columns in common use, as tools and archives write them, and what a cell of each looks like.

Names are compared without case, spaces, hyphens, underscores and dots: "Publication Date",
`publication_date` and `publicationDate` are one name. The first row of names that a table has decides.
"""

import re
from collections.abc import Callable, Sequence

from analysis.corpus.archives.cells.days import counted_days
from analysis.corpus.archives.dates import names_no_day, possible_days

MISSING = frozenset(
    {"nan", "none", "null", "n/a", "#n/a", "<na>", "nat"}
)  # as programs write nothing
_NAMES = {
    "id": ("articleid docid uid key identifier uuid documentid storyid storiesid newsid storeid",),
    "outlet": (
        "publisher source newspaper publication media paper outletname newsoutlet newssource "
        "sourcename sourcetitle medianame mediatitle mediaoutlet publicationtitle publicationname "
        "publishername pubtitle journal sitename medium zeitung quelle journaltitle",
        "domain site website sourcedomain sourceuri threadsite threadsitefull hostname host "
        "mediaurl feedname",
    ),
    "text": (
        "body content article fulltext articletext maintext articlebody bodytext articlecontent "
        "newstext contenttext textcontent storytext volltext texte texto",
        "story plaintext rawtext transcript",
    ),
    "file": ("filename path filepath",),
    "date": (
        "publishdate datepublish datepublished publisheddate published publishedat publishat "
        "publishedon publicationdate publicationdatetime publicationtime publishtime "
        "publishedtime pubdate pubtime datetime day dateofpublication firstpublicationdate "
        "webpublicationdate publisheddatetime datetimepub releasedate articledate newsdate datum "
        "erscheinungsdatum fecha datedepublication",
        "seendate displaydate publishdatetime issuedate entrydate",
    ),
    "title": ("headline head heading articletitle newstitle webtitle titel titre titulo título",),
    "author": ("byline authors journalist writer creator authorname reporter autor auteur",),
    "url": ("link weburl address articleurl permalink canonicalurl documenturl href uri",),
    "language": ("lang languagecode sprache langue idioma",),
}
COMMON = {ours: [row.split() for row in rows] for ours, rows in _NAMES.items()}
_SAMPLE = 200  # cells of a column that are looked at
_LONG = 120  # characters that no name of an outlet has
_MOST = 0.8  # of these cells are dates, where a column is one
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S*/\S*\s*", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?]\s+\S")


def plain_name(name: str) -> str:
    """Return the name of a column as it is compared."""
    return re.sub(r"[\W_]+", "", name).casefold()


def is_missing(cell: str) -> bool:
    """Return whether a cell is empty, or says in the words of a program that it is."""
    return cell.strip().casefold() in MISSING or not cell.strip()


def cannot_be(ours: str, cells: Sequence[str]) -> str:
    """Return why a column cannot be ours, from its cells: "" if it can."""
    there = _sample(cells)
    if not there:
        return "is empty"
    if ours == "outlet" and _share(there, lambda cell: bool(_ADDRESS.fullmatch(cell))):
        return "holds addresses of pages"
    if ours == "outlet" and _share(there, is_prose):
        return "holds texts"
    return ""


def is_prose(cell: str) -> bool:
    """Return whether a cell is a text: too long for a name, or of several sentences."""
    return len(cell) > _LONG or (cell.count(" ") > 8 and bool(_SENTENCES.search(cell)))


def may_be_dates(cells: Sequence[str]) -> bool:
    """Return whether nearly all cells of a column are dates, or all are numbers that count days."""
    there = _sample(cells)
    return bool(there) and (
        _share(there, lambda cell: bool(possible_days(cell)) or names_no_day(cell), _MOST)
        or counted_days(there) is not None
    )


def _sample(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells[:_SAMPLE] if not is_missing(cell)]


def _share(cells: Sequence[str], is_so: Callable[[str], bool], least: float = 0.5) -> bool:
    return sum(map(is_so, cells)) >= least * len(cells)
