"""Find the word lists and models that a notebook uses, from the modules that it imports."""

import ast
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_ENDINGS = (".tsv", ".onnx", ".json")
# these work on finished tables and read no word list, whatever they import
_TAKING = ("analysis.inference", "analysis.reports", "analysis.record", "analysis.figures")


def resources_used(notebook: Path | None) -> dict[str, Path]:
    """Return the files of analysis/resources that a notebook can use, by their path in there.

    A notebook uses a file if a module that it imports, directly or not, has the name of the file in its
    code. For a notebook that is no Python, or for none, all files count.
    """
    resources = _PACKAGE / "resources"
    every = {
        path.relative_to(resources).as_posix(): path
        for path in sorted(resources.rglob("*"))
        if path.suffix in _ENDINGS
    }
    modules = _imported(notebook) if notebook else None
    if modules is None:
        return every
    text = "\n".join(_modules()[name].read_text("utf-8") for name in sorted(modules))
    return {name: path for name, path in every.items() if path.name in text}


def _imported(notebook: Path) -> set[str] | None:
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        first = set(_names(ast.parse(code)))
    except (ValueError, KeyError, TypeError, SyntaxError):
        return None
    found, waiting = set[str](), [name for name in first if not name.startswith(_TAKING)]
    while waiting:
        name = waiting.pop()
        if name in found or name not in _modules():
            continue
        found.add(name)
        waiting += [*_imports(name), name.rpartition(".")[0]]
    return found


@cache
def _modules() -> dict[str, Path]:
    found = {}
    for path in _PACKAGE.rglob("*.py"):
        parts = ("analysis", *path.relative_to(_PACKAGE).with_suffix("").parts)
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


@cache
def _imports(name: str) -> frozenset[str]:
    return frozenset(_names(ast.parse(_modules()[name].read_text("utf-8"))))


def _names(tree: ast.Module) -> Iterator[str]:
    """Yield the modules of ours that a module or a notebook imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from _ours(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from _ours([node.module, *inside])


def _ours(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name.split(".")[0] == "analysis")
