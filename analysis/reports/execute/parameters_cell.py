"""The parameters of a notebook: read from its parameters cell, and checked before anything runs.

papermill only warns about an unknown name and takes any type; here both are errors.
"""

import ast
import io
import json
import tokenize
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.parameters import TYPES, Parameter, ParameterError, is_a


def read_parameters(notebook: Path) -> list[Parameter]:
    """Return the parameters of a notebook, in the order of its cell tagged `parameters`.

    Raises ParameterError if there is no such cell, or anything in it but annotated literals of known types.
    """
    cells = [(cell, cell.get("metadata", {}).get("tags", [])) for cell in _cells(notebook)]
    tagged = [cell for cell, tags in cells if "parameters" in tags]
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


def _cells(notebook: Path) -> list[dict[str, Any]]:
    try:
        # as plain JSON: importing nbformat takes several seconds
        return list(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    except (ValueError, KeyError, TypeError) as error:
        raise ParameterError(f"{notebook.name} is not a notebook of format 4 ({error})") from error


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
    if kind not in TYPES or not is_a(kind, default):
        raise ParameterError(
            f"{notebook}: {name}: {kind} = {default!r}; types are {', '.join(TYPES)}"
        )
    return Parameter(name, kind, default, meanings.get(node.end_lineno or node.lineno, ""))


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}
