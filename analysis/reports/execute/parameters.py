"""The parameters of a notebook: read from its parameters cell, and checked before anything runs.

papermill only warns about an unknown name and takes any type; here both are errors.
"""

import ast
import difflib
import io
import json
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from analysis.errors import FramingError

Value = str | int | float | bool | list[str]
_TYPES = ("str", "int", "float", "bool", "list[str]")


class ParameterError(FramingError):
    """A parameter that does not exist or cannot be what was given."""


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, type ("str", "int", "float", "bool", "list[str]"), default, meaning."""

    name: str
    type: str
    default: Value
    meaning: str


def read_parameters(notebook: Path) -> list[Parameter]:
    """Return the parameters of a notebook, in the order of its cell tagged `parameters`.

    Raises
    ------
    ParameterError
        If there is no such cell, or it holds anything but annotated literals of a known type.
    """
    tagged = [cell for cell in _cells(notebook) if _is_parameters(cell)]
    if len(tagged) != 1 or tagged[0]["cell_type"] != "code":
        raise ParameterError(f"{notebook.name} has {len(tagged)} parameters cells; it needs one")
    source = "".join(tagged[0]["source"])
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise ParameterError(
            f"{notebook.name}, parameters cell, line {error.lineno}: {error.msg}"
        ) from error
    meanings = _comments(source)
    return [_parameter(node, meanings, notebook.name) for node in body]


def fits(parameter: Parameter, value: object) -> bool:
    """Tell whether a value is of the type of a parameter."""
    return _is(parameter.type, value)


def parse_value(parameter: Parameter, text: str) -> Value:
    """Return `text` from a command line as the type of `parameter`.

    A list is given as a,b,c, or as JSON where an entry holds a comma or starts or ends with a
    space: ["a, b", "c"].
    """
    try:
        text.encode()  # a shell can hand over bytes that are no text
        return _parse(parameter.type, text)
    except ValueError as error:
        raise ParameterError(
            f"parameter {parameter.name!r} is {parameter.type}; {text!r} is not ({error})"
        ) from error


def parse_assignments(
    assignments: Sequence[str], parameters: Sequence[Parameter]
) -> dict[str, Value]:
    """Return the values of NAME=VALUE texts, each of its parameter's type.

    Raises
    ------
    ParameterError
        If a text has no "=", a name is unknown (the known ones are listed), or a value is
        not of its type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, Value] = {}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise ParameterError(f"{assignment!r} is not NAME=VALUE")
        if name not in known:
            raise ParameterError(_unknown(name, sorted(known)))
        values[name] = parse_value(known[name], text)
    return values


def columns_from(assignments: Sequence[str]) -> dict[str, str]:
    """Return {our column: theirs} from texts such as "outlet=publisher"."""
    pairs = [assignment.partition("=") for assignment in assignments]
    wrong = [
        a for a, (ours, _, theirs) in zip(assignments, pairs, strict=True) if not ours or not theirs
    ]
    if wrong:
        raise ParameterError(f"columns: {wrong[0]!r} is not OURS=THEIRS, as in outlet=publisher")
    return {ours: theirs for ours, _, theirs in pairs}


def fitting(parameter: Parameter, value: object) -> Value:
    """Return a value that was recorded somewhere if it is of the type of `parameter`.

    Raises
    ------
    ParameterError
        If it is of another type.
    """
    if not _is(parameter.type, value):
        raise ParameterError(f"parameter {parameter.name!r} is {parameter.type}; {value!r} is not")
    return cast("Value", value)


def _cells(notebook: Path) -> list[dict[str, Any]]:
    try:
        # as plain JSON: importing nbformat takes several seconds
        return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    except (ValueError, KeyError, TypeError) as error:
        raise ParameterError(f"{notebook.name} is not a notebook of format 4 ({error})") from error


def _is_parameters(cell: Mapping[str, Any]) -> bool:
    return "parameters" in cell.get("metadata", {}).get("tags", [])


def _parameter(node: ast.stmt, meanings: Mapping[int, str], notebook: str) -> Parameter:
    if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value):
        raise ParameterError(
            f"{notebook}, parameters cell, line {node.lineno}: only `name: type = value` belongs here"
        )
    kind, name = ast.unparse(node.annotation), node.target.id
    try:
        default = ast.literal_eval(node.value)
    except (ValueError, TypeError) as error:
        raise ParameterError(f"{notebook}: the default of {name!r} is not a literal") from error
    if kind not in _TYPES or not _is(kind, default):
        raise ParameterError(
            f"{notebook}: {name}: {kind} = {default!r}; types are {', '.join(_TYPES)}"
        )
    return Parameter(name, kind, default, meanings.get(node.end_lineno or node.lineno, ""))


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}


def _is(kind: str, value: object) -> bool:
    match kind:
        case "list[str]":
            return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        case "float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return type(value).__name__ == kind


def _parse(kind: str, text: str) -> Value:
    match kind:
        case "int":
            return _number(int, text, "a whole number")
        case "float":
            return _number(float, text, "a number")
        case "bool":
            return _truth(text)
        case "list[str]":
            return _list(text)
        case _:
            return text


def _number(kind: type[int] | type[float], text: str, expected: str) -> int | float:
    try:
        return kind(text)
    except ValueError as error:
        raise ValueError(f"give {expected}") from error


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("give true or false")
    return text.lower() == "true"


def _list(text: str) -> list[str]:
    if not text.startswith("["):
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError):
        entries = None
    if not _is("list[str]", entries):
        raise ValueError('give a,b or a JSON list of texts, as in ["a", "b"]')
    return list(entries)


def _unknown(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f" (did you mean {close[0]}?)" if close else ""
    return f"unknown parameter {name!r}{hint}; there are {', '.join(known)}"
