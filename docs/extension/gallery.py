"""The figures of the reports, each with the call that makes it, from the committed runs on the seeds."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.project import notebook_files

ROOT = Path(__file__).resolve().parents[2]
_NAME = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*(?!['\"\w])(?!\s*=[^=])")
_KNOWN = (
    "study",
    "run",
    "look",
    "colours",
    "every",
    "single",
)  # what the page explains, or of the notebook only
_OWN = ("name", "title", "caption", "alt", "width")  # what `run.figure` takes for itself


@dataclass(frozen=True)
class Call:
    """What a cell asks for: the function, its arguments as they are written, and the figure's title."""

    function: str
    arguments: tuple[str, ...]
    title: str
    before: tuple[str, ...] = ()  # the lines that make what is drawn

    @property
    def text(self) -> str:
        """Return these lines and the call of the function by itself, one argument a line."""
        lines = "".join(f"    {argument},\n" for argument in self.arguments)
        return "\n".join([*self.before, f"{self.function}(\n{lines})"])


def gallery() -> str:
    """Return a section for each report, and in it each committed figure with its caption and its call."""
    sections = (_section(report, path) for report, path in notebook_files().items())
    return "\n\n".join(filter(None, sections))


def calls(notebook: Path) -> dict[str, Call]:
    """Return the call of each figure of a notebook by the figure's name."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    called = dict(pair for source in sources for pair in _aliases(source))
    made = dict(pair for source in sources[1:] for pair in _assigned(source))
    found = dict(found for source in sources for found in _calls(source, called))
    return {
        n: replace(c, before=tuple(_needed(" ".join(c.arguments), made))) for n, c in found.items()
    }


def _assigned(source: str) -> Iterator[tuple[str, str]]:
    """Yield each name that a cell gives a value, with the statement."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            names = [
                one.id
                for target in node.targets
                for one in ast.walk(target)
                if isinstance(one, ast.Name)
            ]
            yield from ((name, ast.unparse(node)) for name in names if name not in _KNOWN)


def _needed(text: str, made: Mapping[str, str]) -> list[str]:
    """Return the statements that a text needs, in the order in which they are run."""
    lines: list[str] = []
    for name in _NAME.findall(text):
        if name in made and made[name] not in lines:
            rest = {other: line for other, line in made.items() if line != made[name]}
            before = _needed(made[name].partition("=")[2], rest)
            lines += [line for line in [*before, made[name]] if line not in lines]
    return lines


def _aliases(source: str) -> Iterator[tuple[str, str]]:
    """Yield what functions are called in the notebook, and what they are called where they are defined."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)


def _calls(source: str, called: Mapping[str, str]) -> Iterator[tuple[str, Call]]:
    for node in ast.walk(ast.parse(source)):
        # a run, or the part of it that applies to one event
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "figure":
            named = {word.arg: word.value for word in node.keywords if word.arg}
            function, *given = [ast.unparse(argument) for argument in node.args]
            given += [f"{k}={ast.unparse(v)}" for k, v in named.items() if k not in _OWN]
            looks = [ast.unparse(word.value) for word in node.keywords if not word.arg]
            given += ["colours=colours"] if "look" in looks else []
            title = _text(named.get("title") or named["caption"])
            yield _text(named["name"]), Call(called.get(function, function), tuple(given), title)


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _section(report: str, notebook: Path) -> str:
    made, folder = calls(notebook), ROOT / "figures" / report / "default"
    if not folder.is_dir() or not {p.stem for p in folder.glob("*.json")} & made.keys():
        return ""  # a report that draws nothing on the seeds
    parts = [f"## {report}\n\n`notebooks/{notebook.name}`, `framing run {report}`"]
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        if record["name"] in made:
            parts.append(_entry(record, made[record["name"]], f"{report}/default"))
    return "\n\n".join(parts)


def _entry(record: Mapping[str, Any], call: Call, run: str) -> str:
    alt = str(record["alt"]).replace("]", ")").replace("[", "(").replace("\n", " ")
    picture = f"![{alt}](../figures/{run}/{record['name']}.svg)"
    title = call.title or str(record["caption"]).partition(". ")[0].rstrip(".")
    caption = str(record["caption"]).removeprefix(f"{title}.").strip()
    return f"### {title}\n\n{picture}\n\n{caption}\n\n```python\n{call.text}\n```"
