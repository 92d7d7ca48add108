"""Which column of a table is which of ours.

A column is chosen by the user, by our name, or by a name in common use (decision 54). The reader of a
corpus never takes a common name; an import may, because it prints and records its choice. It does so only
if exactly one column has such a name.
"""

from collections.abc import Mapping

from analysis.corpus.archives.contents import COLUMNS, Asked, Reading
from analysis.corpus.columns import ALIASES, OURS, Names, not_ours, suggestion
from analysis.corpus.formats import Table
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
