"""JSON lines: one object a line; a row's number is that of its line."""

import json

from analysis.corpus.decode import bad_bytes, decoded_loosely, undecodable_cells
from analysis.corpus.given import Table, as_cell
from analysis.corpus.problems import Place, UnreadableError

ONE_OBJECT = 'one JSON object a line, such as {"id": "a1", "outlet": "Herald", "text": "..."}'


def read_jsonl(content: bytes, label: str) -> Table:
    """Return the table in `content`; a name that a line does not have is an empty cell there.

    Lines that are no JSON object, or have undecodable bytes, are problems and not rows.

    Raises
    ------
    UnreadableError
        If it is not text, or one JSON array.
    """
    text = decoded_loosely(content)
    if text[:100].lstrip().startswith("["):
        raise UnreadableError("is one JSON array", ONE_OBJECT)
    lines = text.split("\n")  # and at no other line end: JSON strings may hold U+2028
    table = Table(label)
    bad = undecodable_cells(([line] for line in lines), bad_bytes(text, content))
    errors = {index: error for index, _, error in bad}
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            if index in errors:
                raise errors[index]
            _add(table, _record(line), index + 1)
        except UnreadableError as error:
            table.problems.append(error.at(Place(label, index + 1, "", line[:200].strip())))
    return table


def _add(table: Table, record: dict[str, object], number: int) -> None:
    cells = {name: as_cell(value) for name, value in record.items()}
    for name in cells:
        if name not in table.columns:
            table.columns[name] = [""] * len(table.rows)
    table.rows.append(number)
    for name, column in table.columns.items():
        column.append(cells.get(name, ""))


def _record(line: str) -> dict[str, object]:
    try:
        record = json.loads(line, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            f"not JSON: {error.msg} at column {error.colno}", ONE_OBJECT
        ) from None
    except (ValueError, RecursionError) as error:  # a number too long, brackets too deep
        raise UnreadableError(f"not readable as JSON: {error}", ONE_OBJECT) from None
    if not isinstance(record, dict):
        raise UnreadableError("JSON, but not an object", ONE_OBJECT)
    return record


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise UnreadableError("a name stands twice in one JSON object", "each name once")
    return record


def _constant(name: str) -> None:
    # pandas and others write a missing value as NaN; the infinities have no such meaning
    if name != "NaN":
        raise ValueError(f"{name} is no JSON value")
