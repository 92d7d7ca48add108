"""Find the modules that a notebook uses, and from their code the word lists and models."""

import ast
import io
import json
import platform
import tokenize
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from analysis.models.cache import files_digest, key_of, usual_cache
from analysis.recipes import modules_of, recipes
from analysis.record.digests import digest_of

_PACKAGE = Path(__file__).resolve().parent.parent
_ENDINGS = (".tsv", ".onnx", ".json")
# these work on finished tables and read no word list, whatever they import
_TAKING = ("analysis.inference", "analysis.reports", "analysis.record", "analysis.figures")

# what makes page and paper of a notebook, whatever it imports
_MAKING = "analysis.reports.execute.processes.worker"
# who imports this uses all that is found in these rooms, by whatever name
_FINDING = "analysis.study"
_FOUND = ("analysis.measures", "analysis.inference")


def modules_used(notebook: Path | None) -> dict[str, Path]:
    """Return the modules that a report is made with, by name: those of its notebook, page and paper.

    A notebook that is not read as Python, or none, uses all.
    """
    code = _code_in(notebook) if notebook else None
    if code is None:
        return dict(_modules())
    found = _reached([*_names(code), _MAKING])
    if _FINDING in found:
        found = _reached([*found, *(name for name in _modules() if name.startswith(_FOUND))])
    return {name: _modules()[name] for name in sorted(found)}


def code_of(source: str) -> str:
    """Return the source of a module without comments, docstrings and empty lines.

    A line that is nothing but a string does nothing, so every such line counts as a docstring.
    """
    lines = source.splitlines(keepends=True)
    for start, end in reversed(_told(source)):
        before, after = lines[start[0] - 1][: start[1]], lines[end[0] - 1][end[1] :]
        lines[start[0] - 1 : end[0]] = [before + after]
    return "".join(f"{line.rstrip()}\n" for line in lines if line.strip())


def _told(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where comments and docstrings begin and end, in reading order."""
    found, line = [], list[tokenize.TokenInfo]()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            found.append((token.start, token.end))
        elif token.type == tokenize.NEWLINE:
            if [one.type for one in line] == [tokenize.STRING] and line[0].string[0] in "\"'":
                found.append((line[0].start, line[0].end))
            line = []
        elif token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            line.append(token)
    return sorted(found)


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
    code = _code_in(notebook) if notebook else None
    if code is None:
        return every
    first = [*_names(code), *_of_tables(code)]
    modules = _reached([name for name in first if not name.startswith(_TAKING)])
    text = "\n".join(_modules()[name].read_text("utf-8") for name in sorted(modules))
    return {name: path for name, path in every.items() if path.name in text}


def _code_in(notebook: Path) -> ast.Module | None:
    """Return the code of a notebook, None if it is not read as Python."""
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        return ast.parse(code)
    except (ValueError, KeyError, TypeError, SyntaxError):
        return None


def _of_tables(code: ast.Module) -> set[str]:
    """Return the modules with the recipes of the tables that a notebook asks for: `study["keyness"]`."""
    asked = {
        str(node.slice.value)
        for node in ast.walk(code)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
    }
    return {module for name in asked & recipes().keys() for module in modules_of(name)}


def _reached(first: Iterable[str]) -> set[str]:
    """Return these modules, all that they import, and the packages that any of them lies in."""
    found, waiting = set[str](), list(first)
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


def _imports(name: str) -> list[str]:
    return _read()[name][0]


def code_digest_of(name: str) -> str:
    """Return the digest of the code of a module of the project; see `code_of`."""
    return _read()[name][1]


@cache
def _read() -> dict[str, tuple[list[str], str]]:
    """Return for each module what it imports and the digest of its code.

    To cut the comments takes a second, so the answer is kept, under the digest of all modules.
    """
    kept = usual_cache("code")
    modules = sorted(_modules().items())
    key = key_of(platform.python_version(), *dict(modules), files_digest(_modules().values()))
    found = kept.get(key)
    if found is None:
        sources = {name: path.read_text("utf-8") for name, path in modules}
        found = {
            name: (sorted(set(_names(ast.parse(source)))), digest_of(code_of(source).encode()))
            for name, source in sources.items()
        }
        kept.put(key, found)
    return dict(found)


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
