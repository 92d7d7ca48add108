"""Which column of a table from anywhere is which: as asked, by our name, or by a name in common use.

Unlike the reader of a corpus, an import takes a column under a common name, because what was taken
for what is told and written down. It does so only where one column, and no other, has such a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.corpus.archives.contents import COLUMNS, Asked, Reading
from analysis.corpus.columns import ALIASES, OURS, suggestion
from analysis.corpus.given import Table
from analysis.corpus.problems import Problem, shown

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


@dataclass(frozen=True)
class Columns:
    """`theirs` maps our names to the table's; `extra` the names of other columns in the corpus."""

    theirs: Mapping[str, str]
    extra: Mapping[str, str]

    @property
    def where_text(self) -> str | None:
        """Our name of the column that leads to the text: text, else file, else None."""
        return next((name for name in ("text", "file") if name in self.theirs), None)


def columns_of(table: Table, asked: Asked, reading: Reading, *, by_files: bool) -> Columns:
    """Return which column is which; `by_files` if the texts are files and not cells.

    What is missing or unknown becomes a problem of the table; what was taken is written down.
    """
    theirs = {**_found(table, asked), **_asked(table, asked)}
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
    return Columns(theirs, _extra(table, theirs))


def _asked(table: Table, asked: Asked) -> dict[str, str]:
    for ours, name in asked.columns.items():
        if ours not in OURS:
            table.problems.append(
                table.whole(ours).error(
                    "is not one of our names, so no column can be mapped to it",
                    f"one of {', '.join(OURS)}",
                )
            )
        elif name not in table.columns:
            table.problems.append(_missing(table, name, f"the column for {ours}", ""))
    return {o: name for o, name in asked.columns.items() if name in table.columns and o in OURS}


def _found(table: Table, asked: Asked) -> dict[str, str]:
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
    """Return the other columns; one with a name of ours is renamed, since it is not what it says."""
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
