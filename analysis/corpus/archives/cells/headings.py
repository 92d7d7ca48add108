"""Which column of a table is which of ours.

A column is chosen by the user, by our name, or by a name in common use (decision 54). The reader of a
corpus never takes a common name; an import may, because it prints and records its choice. It does so only
if exactly one column has such a name, and its cells do not speak against it: an article's address or text
is never its outlet.
"""

from collections.abc import Iterator, Mapping
from shlex import quote

from analysis.corpus.archives.cells.common_names import (
    COMMON,
    cannot_be,
    is_missing,
    may_be_dates,
    plain_name,
)
from analysis.corpus.archives.cells.nested import nested_column
from analysis.corpus.archives.contents import COLUMNS, Asked, Reading
from analysis.corpus.columns import OURS, Names, not_ours
from analysis.corpus.formats import Table
from analysis.corpus.problems import Problem, shown

# what the columns of Media Cloud mean before any other
MEDIACLOUD = {"id": [["storiesid", "storyid"]], "outlet": [["medianame"]]}


def columns_of(table: Table, asked: Asked, reading: Reading, *, by_files: bool) -> Names:
    """Return the meaning of each column; `by_files` if the texts are files and not cells.

    A missing or unknown column becomes a problem of the table. The choices are recorded in `reading`.
    """
    chosen = _chosen_columns(table, asked)
    theirs = {**_common_columns(table, asked), **chosen}
    theirs.pop("text" if by_files else "", None)
    theirs.pop("sha256" if not by_files and "text" not in theirs else "", None)
    for ours, name in theirs.items():
        reading.taken[ours] = f"column {name!r}"
    table.problems += _lacking(table, theirs, asked, reading, by_files=by_files)
    return Names(theirs, _extra(table, theirs))


def _lacking(
    table: Table, theirs: Mapping[str, str], asked: Asked, reading: Reading, *, by_files: bool
) -> Iterator[Problem]:
    """Yield the problems of columns that are not there: errors of needed ones, a warning of the date."""
    if "outlet" not in theirs and asked.outlet:
        reading.taken["outlet"] = f"--outlet {asked.outlet!r}"
    elif "outlet" not in theirs and "outlet" not in asked.columns:
        yield _missing(table, theirs, "outlet", "a column outlet", "or --outlet NAME for all")
    if not by_files and not {"text", "file"} & theirs.keys():
        yield _missing(
            table, theirs, "text", "a column text or file", "or --texts FOLDER with the texts"
        )
    if by_files and not {"id", "file"} & theirs.keys():
        yield _missing(table, theirs, "file", "a column file, or id for files named by it", "")
    if "date" not in theirs and "date" not in asked.columns and table.rows:
        yield _no_dates(table, theirs)


def _no_dates(table: Table, theirs: Mapping[str, str]) -> Problem:
    left = [name for name in table.columns if name not in theirs.values()]
    may = [name for name in left if may_be_dates(table.columns[name])]
    told = "no column is taken for the date, so the articles have none"
    if may:
        told += f"; {' or '.join(map(shown, may[:3]))} may be it"
    option = quote(f"date={shown(may[0]) if may else 'ITS NAME'}")
    return table.whole("date").warning(told, f"--columns {option} if there is one")


def _chosen_columns(table: Table, asked: Asked) -> dict[str, str]:
    for ours, name in asked.columns.items():
        if ours not in OURS:
            table.problems.append(not_ours(table, ours))
        elif name not in table.columns and not nested_column(table, name):
            table.problems.append(_missing(table, {}, name, f"the column for {ours}", ""))
    return {o: name for o, name in asked.columns.items() if name in table.columns and o in OURS}


def _common_columns(table: Table, asked: Asked) -> dict[str, str]:
    left = [name for name in table.columns if name not in asked.columns.values()]
    # an empty column is left to its name only if no other one has the meaning
    full = [name for name in left if not all(map(is_missing, table.columns[name]))]
    found = {ours: ours for ours in OURS if ours in full}
    for ours in OURS:
        if ours not in found:
            there = _named(ours, [n for n in full if n not in found.values()], table, asked)
            found |= {ours: there} if there else {}
    return found | {ours: ours for ours in OURS if ours in left and ours not in found}


def _named(ours: str, names: list[str], table: Table, asked: Asked) -> str:
    """Return the one column with a common name of `ours`, in the first row of names that is there."""
    rows = [[plain_name(ours)], *COMMON.get(ours, [])]
    if asked.format == "mediacloud-csv":
        rows = [*MEDIACLOUD.get(ours, []), *rows]
    for row in rows:
        there = [
            name
            for name in names
            if plain_name(name) in row and not cannot_be(ours, table.columns[name])
        ]
        if ours == "id" and plain_name(ours) not in row:
            there = [name for name in there if _tells_apart(table.columns[name])]
        if there:
            return there[0] if len(there) == 1 else ""
    return ""


def _tells_apart(cells: list[str]) -> bool:
    return len({cell.strip() for cell in cells}) == len(cells) and not any(map(is_missing, cells))


def _missing(table: Table, theirs: Mapping[str, str], ours: str, what: str, other: str) -> Problem:
    hint = _hint(table, theirs, ours) if ours in OURS else ""
    return table.whole(ours).error(
        f"missing column; the columns are {shown(', '.join(table.columns))}",
        what + hint + (f" {other}" if other else ""),
    )


def _hint(table: Table, theirs: Mapping[str, str], ours: str) -> str:
    """Return a hint at the columns that may be the missing one, and the option for it."""
    names = {name for row in COMMON.get(ours, []) for name in row} | {plain_name(ours)}
    used = set(theirs.values()) - {theirs.get(ours)}
    may = [
        name
        for name, cells in table.columns.items()
        if name not in used and plain_name(name) in names and not cannot_be(ours, cells)
    ]
    if not may:
        return f", or say --columns {ours}=ITS_NAME"
    perhaps = " or ".join(repr(shown(name)) for name in may)
    return f"; perhaps it is {perhaps}: say --columns {quote(f'{ours}={shown(may[0])}')}"


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
