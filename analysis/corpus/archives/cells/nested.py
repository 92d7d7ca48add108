"""Values inside a cell that holds a record or a list, as JSON or as Python prints it."""

import ast
import json
from collections.abc import Mapping
from contextlib import suppress

from analysis.corpus.formats import Table, as_cell

_LONGEST = 20_000  # characters of a cell that is read as a value
_NAMES = ("name", "title", "label", "domain", "id")  # what says who a source is, best first


def value_in(cell: str) -> object:
    """Return the record or list that a cell holds, as JSON or as Python prints it; None if neither."""
    text = cell.strip()
    if len(text) > _LONGEST or not text.startswith(("{", "[")):
        return None
    with suppress(ValueError, RecursionError):
        return json.loads(text)
    with suppress(ValueError, SyntaxError, RecursionError, MemoryError):
        return ast.literal_eval(text)
    return None


def name_in(cell: str) -> str:
    """Return the name in a cell such as {'id': None, 'name': 'Post'} or ["Ann", "Bo"]; else the cell."""
    value = value_in(cell)
    if isinstance(value, Mapping):
        named = [value[key] for key in _NAMES if value.get(key)]
        return as_cell(named[0]) if named else ""
    if isinstance(value, list) and all(isinstance(part, str | Mapping) for part in value):
        return "; ".join(filter(None, (name_in(as_cell(part)) for part in value)))
    return cell


def nested_column(table: Table, path: str) -> bool:
    """Add the column `path`, as thread.site_full, from the records in the column thread; tell if it can."""
    names = [name for name in table.columns if path.startswith(f"{name}.")]
    if not names:
        return False
    name = max(names, key=len)
    steps = path[len(name) + 1 :].split(".")
    found = [_inside(value_in(cell), steps) for cell in table.columns[name]]
    if any(value is not None for value in found):
        table.columns[path] = [as_cell(value) for value in found]
        return True
    return False


def _inside(value: object, steps: list[str]) -> object:
    for step in steps:
        if not isinstance(value, Mapping) or step not in value:
            return None
        value = value[step]
    return value
