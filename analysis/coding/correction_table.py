"""Turn what coders mended into a table of corrections that every run can apply, and read such a table."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.categories import SPEAKER_KINDS
from analysis.coding.coding_cells import Cells, table_rows
from analysis.coding.sample_folder import Item, Sample, read_sample
from analysis.corpus.problems import UnreadableError
from analysis.errors import FramingError
from analysis.tables.attribution import ACTS, CUE_CLASSES
from analysis.tables.codings import FIELDS, OF_SPANS, CodedCorrections, Codings

# columns of Attributions that a correction may name, and the values that they may have (None: any)
CORRECTABLE = {
    "speaker": None,
    "affiliation": None,
    "kind": SPEAKER_KINDS,
    "cue_class": CUE_CLASSES,
    "act": ACTS,
    "negated": ("true", "false"),
}
_KEY = ("article", "field", "start", "end", "what", "coder")
_SPAN = re.compile(r"([0-9]+)-([0-9]+)")


class CorrectionsError(FramingError):
    """A table of corrections that cannot be used; the message names file, row, column and value."""


def corrections_of(codings: pd.DataFrame, sample: Sample | Path | str) -> pd.DataFrame:
    """Return what coders mended, as corrections.

    Parameters
    ----------
    codings
        Codings of the sample, of any number of coders.
    sample
        The sample, or its folder.

    Returns
    -------
    CodedCorrections. What all coders left as it was has no row. Where one of them mended an item, the
    others who coded it have a row as well, with the same `from` and `to` if they left it: so that a table
    never hides that coders differ.
    """
    codings = Codings.validate(codings)
    sample = sample if isinstance(sample, Sample) else read_sample(sample)
    what = column_of(sample.labels)
    rows: list[list[object]] = []
    for item_id, group in codings.groupby("item", sort=True):
        item = sample.items.get(str(item_id))
        found = [
            _rows(dict(zip(Codings.names(), coding, strict=True)), item, what)
            for coding in group.itertuples(index=False)
        ]
        if any(before != after for told in found for *_, before, after, _, _ in told):
            rows += [row for told in found for row in told]
    return CodedCorrections.of_rows(rows, *_KEY)


def column_of(labels: tuple[str, ...]) -> str:
    """Return the column of Attributions whose values the labels of a sample are, else "label"."""
    for column, values in CORRECTABLE.items():
        if labels and values and set(labels) <= set(values):
            return column
    return "label"


def _rows(coding: dict[str, Any], item: Item | None, what: str) -> list[list[object]]:
    """Return the corrections that one coding makes; one that leaves all as it was says so."""
    article, field = coding["article"], coding["field"]
    start, end, label = coding["start"], coding["end"], str(coding["label"])
    by = [coding["coder"], coding["note"]]
    if coding["answer"] == "add":
        return [[article, field, start, end, "missing", "", label or "yes", *by]]
    if item is None:  # an article that was read
        return []
    place = [article, item.field, item.start, item.end]
    if coding["answer"] == "reject":
        return [[*place, "wrong", item.label, "nothing", *by]]
    told = [[*place, what, item.label, label or item.label, *by]]
    if coding["answer"] == "mend":
        where = f"{item.start}-{item.end}"
        to = f"{start}-{end}" if field == item.field else f"{field} {start}-{end}"
        told.append([*place, "span", where, to, *by])
    return told


def read_corrections_of_codings(path: str) -> pd.DataFrame:
    """Read a table of corrections, as `corrections_of` makes it or as a person writes it.

    Parameters
    ----------
    path
        A CSV file or spreadsheet with the columns of CodedCorrections; `coder` and `note` may be missing.
        `what` is "span", "missing", "wrong", "label" or a column: speaker, affiliation, kind, cue_class,
        act, negated.

    Returns
    -------
    CodedCorrections.

    Raises
    ------
    CorrectionsError
        If the file cannot be read, lacks a column, or a value cannot be right.
    """
    needed = [name for name in CodedCorrections.names() if name not in ("coder", "note")]
    try:
        columns, rows = table_rows(path)
    except UnreadableError as error:
        raise CorrectionsError(f"{path}: {error}") from error
    for name in needed:
        if name not in columns:
            raise CorrectionsError(f"{path}: no column {name!r}; expected {', '.join(needed)}")
    checked = []
    for row in rows:
        for column, said in _faults(row):
            raise CorrectionsError(
                f"{path}, row {row.row}, column {column}: {row.cells[column]!r}; expected {said}"
            )
        checked.append([row.cells.get(name, "").strip() for name in CodedCorrections.names()])
    return CodedCorrections.of_rows(checked, *_KEY)


def _faults(row: Cells) -> Iterator[tuple[str, str]]:
    """Yield each column with a value that cannot be right, and what would be right."""
    cell = {name: text.strip() for name, text in row.cells.items()}
    what, to = cell["what"], cell["to"]
    allowed = CORRECTABLE.get(what)
    if not cell["article"]:
        yield "article", "the id of an article"
    if cell["field"] not in FIELDS:
        yield "field", " or ".join(FIELDS)
    yield from _faults_of_place(cell["start"], cell["end"])
    if what not in (*CORRECTABLE, *OF_SPANS, "label"):
        yield "what", ", ".join((*CORRECTABLE, *OF_SPANS))
    if allowed and to not in allowed:
        yield "to", ", ".join(allowed)
    if what == "span" and not span_in(to):
        yield "to", "places as 12-40"


def _faults_of_place(start: str, end: str) -> Iterator[tuple[str, str]]:
    numbers = {"start": start, "end": end}
    wrong = [name for name, text in numbers.items() if not re.fullmatch("[0-9]+", text)]
    if wrong:
        yield wrong[0], "a whole number from 0"
    elif int(start) >= int(end):
        yield "end", f"more than {start}"


def span_in(written: str) -> tuple[int, int] | None:
    """Return the places that "12-40" names; None if it names none."""
    found = _SPAN.fullmatch(written.rpartition(" ")[2])
    start, end = map(int, found.groups()) if found else (0, 0)
    return (start, end) if start < end else None
