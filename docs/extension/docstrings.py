"""Docstrings of the code as pages: columns of the tables, and names found where they are public."""

from typing import Any

from docutils.nodes import Element, reference
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from analysis.tables import Table


def columns_of_tables(
    _: Sphinx, what: str, __: str, described: Any, ___: Any, lines: list[str]
) -> None:
    """Add to the description of a table its columns, as pandera checks them."""
    if what != "class" or not (isinstance(described, type) and issubclass(described, Table)):
        return
    columns = described.to_schema().columns
    if not columns:
        return
    lines += [
        "",
        ".. list-table::",
        "   :header-rows: 1",
        "",
        "   * - column",
        "     - type",
        "     - values",
    ]
    for name, column in columns.items():
        checks = [_said(check) for check in column.checks] + ["may be missing"] * column.nullable
        lines += [
            f"   * - ``{name}``",
            f"     - {_type(str(column.dtype))}",
            f"     - {'; '.join(checks)}",
        ]
    lines.append("")


def unsigned_tables(
    _: Sphinx, what: str, __: str, described: Any, *___: Any
) -> tuple[str, str] | None:
    """Leave out how a table class is called, which nobody does."""
    is_table = what == "class" and isinstance(described, type) and issubclass(described, Table)
    return ("", "") if is_table else None


def skipped(_: Sphinx, __: str, name: str, *___: Any) -> bool | None:
    """Leave out the switch of a table that lets other columns pass."""
    return True if name == "only_these" else None


def public_place(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: Element
) -> reference | None:
    """Find a name of ours under the package that makes it public, whatever its module."""
    target = str(node.get("reftarget", ""))
    if node.get("refdomain") != "py" or not target.startswith("analysis."):
        return None
    name = target.rpartition(".")[2]
    objects = env.get_domain("py").data["objects"]
    found = [known for known in objects if known.rpartition(".")[2] == name]
    if len(found) != 1:
        return None
    place = objects[found[0]]
    return make_refnode(
        app.builder, node["refdoc"], place.docname, place.node_id, content, found[0]
    )


def _type(dtype: str) -> str:
    kinds = {
        "string": "text",
        "int": "integer",
        "float": "number",
        "datetime": "day",
        "bool": "true or false",
    }
    return next((kinds[kind] for kind in kinds if dtype.startswith(kind)), dtype)


def _said(check: Any) -> str:
    """Return a check as text: "at least 0", "one of none, words, articles"."""
    words = {
        "greater_than_or_equal_to": "at least",
        "less_than_or_equal_to": "at most",
        "greater_than": "above",
        "str_length": "characters, at least",
        "less_than": "below",
        "isin": "one of",
    }
    given = next(iter((check.statistics or {"": ""}).values()))
    shown = (
        ", ".join(str(one) or '""' for one in given) if isinstance(given, list | tuple) else given
    )
    return f"{words.get(check.name, check.name)} {shown}".strip()
