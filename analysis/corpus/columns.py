"""The columns of a corpus: our names for them, and the names in the user's table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from shlex import quote

from analysis.corpus.formats import Table
from analysis.corpus.problems import Problem, shown

OPTIONAL = ("date", "title", "author", "url", "language")
OURS = ("id", "outlet", "text", "file", *OPTIONAL, "event", "sha256")
# Common names of these columns; used for suggestions, never for guesses.
ALIASES = {
    "id": ("article_id", "doc_id", "docid", "uid", "key", "identifier"),
    "outlet": ("publisher", "source", "newspaper", "publication", "media", "domain", "site"),
    "text": ("body", "content", "article", "fulltext", "full_text", "article_text"),
    "file": ("filename", "path", "filepath", "file_name"),
}

LONGEST_NAME = 120  # characters; what is longer is a text and no outlet


@dataclass(frozen=True)
class Names:
    """`theirs` maps our names to the table's; `extra` maps the other columns to their new names."""

    theirs: dict[str, str]
    extra: dict[str, str]

    @property
    def where_text(self) -> str | None:
        """Our name of the column that leads to the text: text, else file, else None."""
        return next((name for name in ("text", "file") if name in self.theirs), None)


def names_in(table: Table, columns: Mapping[str, str]) -> Names:
    """Return the meaning of each column of `table`, by our names and by `columns` (ours -> theirs).

    A missing or unknown column becomes a problem of the table.
    """
    wanted = {ours: columns.get(ours, ours) for ours in OURS}
    theirs = {ours: name for ours, name in wanted.items() if name in table.columns}
    extra = {name: name for name in table.columns if name not in theirs.values()}
    names = Names(theirs, extra)
    table.problems += [not_ours(table, name) for name in columns if name not in OURS]
    if table.columns:
        table.problems += _missing(table, names, columns)
    for name in [name for name in names.extra if name in OURS]:
        del names.extra[name]
        table.problems.append(
            table.whole(name).warning(
                f"left out, because the column {shown(columns[name])!r} is taken in its place",
                "one column of each meaning",
            )
        )
    return names


def not_ours(table: Table, name: str) -> Problem:
    """Return the problem that a column is asked for by a name that is none of ours."""
    return table.whole(name).error(
        "is not one of our names, so no column can be mapped to it", f"one of {', '.join(OURS)}"
    )


def _missing(table: Table, names: Names, columns: Mapping[str, str]) -> Iterator[Problem]:
    needed = ["id", "outlet", *(["text"] if names.where_text is None else [])]
    asked = [ours for ours in OURS if ours in columns]
    for ours in dict.fromkeys([*needed, *asked]):
        if ours not in names.theirs:
            both = "text or file" if ours == "text" and "text" not in columns else ours
            yield table.whole(columns.get(ours, ours)).error(
                f"missing column; the columns are {shown(', '.join(table.columns))}",
                f"a column {both}{suggestion(ours, _candidates(ours, table, names))}",
            )


def _candidates(ours: str, table: Table, names: Names) -> list[str]:
    """Return the columns that may be the missing one: none with the name of another, no texts as outlet."""
    others = {name for other in OURS if other != ours for name in (other, *ALIASES.get(other, ()))}
    return [
        name
        for name, cells in table.columns.items()
        if name not in names.theirs.values()
        and name.strip().casefold() not in others
        and not (ours == "outlet" and any(len(cell) > LONGEST_NAME for cell in cells[:100]))
    ]


def suggestion(ours: str, there: list[str]) -> str:
    """Return a hint: the column among `there` that may be the missing one, and the option for it."""
    plain = {name.strip().casefold(): name for name in there}
    usual = [alias for alias in (ours, *ALIASES.get(ours, ())) if alias in plain]
    close = usual or get_close_matches(ours, list(plain), n=1)
    theirs = shown(plain[close[0]]) if close else "its name"
    lead = f"; perhaps it is {theirs!r}: say" if close else ", or say"
    in_shell, in_python = quote(f"{ours}={theirs}"), f'{{"{ours}": "{theirs}"}}'
    return f"{lead} --columns {in_shell}, or in Python columns={in_python}"
