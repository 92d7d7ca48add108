"""The figures of the reports, each with the call that makes it, from the committed runs on the seeds."""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.project import notebook_files

ROOT = Path(__file__).resolve().parents[2]
_OWN = ("name", "title", "caption", "alt", "width")  # what `run.figure` takes for itself


@dataclass(frozen=True)
class Call:
    """What a cell asks for: the function, its arguments as they are written, and the figure's title."""

    function: str
    arguments: tuple[str, ...]
    title: str

    @property
    def text(self) -> str:
        """Return the call of the function by itself, one argument a line."""
        lines = "".join(f"    {argument},\n" for argument in self.arguments)
        return f"{self.function}(\n{lines})"


def gallery() -> str:
    """Return a section for each report, and in it each committed figure with its caption and its call."""
    return "\n\n".join(_section(report, path) for report, path in notebook_files().items())


def calls(notebook: Path) -> dict[str, Call]:
    """Return the call of each figure of a notebook by the figure's name."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    called = dict(pair for source in sources for pair in _aliases(source))
    return dict(found for source in sources for found in _calls(source, called))


def _aliases(source: str) -> Iterator[tuple[str, str]]:
    """Yield what functions are called in the notebook, and what they are called where they are defined."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)


def _calls(source: str, called: Mapping[str, str]) -> Iterator[tuple[str, Call]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "run.figure":
            named = {word.arg: word.value for word in node.keywords if word.arg}
            function, *given = [ast.unparse(argument) for argument in node.args]
            given += [f"{k}={ast.unparse(v)}" for k, v in named.items() if k not in _OWN]
            title = _text(named.get("title") or named["caption"])
            yield _text(named["name"]), Call(called.get(function, function), tuple(given), title)


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _section(report: str, notebook: Path) -> str:
    made, folder = calls(notebook), ROOT / "figures" / report / "default"
    parts = [f"## {report}\n\n`notebooks/{notebook.name}`, `framing run {report}`"]
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if record["name"] in made:
            parts.append(_entry(record, made[record["name"]], f"{report}/default"))
    return "\n\n".join(parts)


def _entry(record: Mapping[str, Any], call: Call, run: str) -> str:
    alt = str(record["alt"]).replace("]", ")").replace("[", "(").replace("\n", " ")
    picture = f"![{alt}](../figures/{run}/{record['name']}.svg)"
    title = call.title or str(record["name"])
    caption = str(record["caption"]).removeprefix(f"{title}.").strip()
    return f"### {title}\n\n{picture}\n\n{caption}\n\n```python\n{call.text}\n```"
