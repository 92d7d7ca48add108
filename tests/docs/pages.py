"""Read the pages of docs/ as blocks, and do what they say in a scratch project.

A block of commands or Python is run; a text block right behind it is what it prints, where a line
"..." stands for any lines. A block of another kind is the file that the line above it names.
`UPDATE_DOCS=1 pytest tests/docs` writes what is printed into the pages; of a block with "..." only the ids
of figures.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from tests.commands import framing
from tests.conftest import ROOT
from tests.projects import PATIENT

DOCS = ROOT / "docs"
PROGRAMS = Path(sys.executable).parent
FIGURE_PAGES = [
    DOCS / name
    for name in ("tutorial.md", "how-to/figure-for-a-paper.md", "how-to/check-a-figure.md")
]
# own-corpus.md needs exports of archives: tests/docs/test_commands.py
_APART = {*FIGURE_PAGES, DOCS / "own-corpus.md"}
OTHER_PAGES = sorted(
    page for page in DOCS.rglob("*.md") if page not in _APART and "_build" not in page.parts
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
_ID = re.compile(r"\b([a-z]+(?:-[a-z]+)*)-[0-9a-f]{8}\b")  # of a figure: its name and its digest
FILES = {"toml", "tsv", "makefile", "snakemake"}
# what a reader does once for the whole machine, and what stands for it here: a copy of what the default
# run of all reports has published, which is in the folder of this name
SEEDS_RUN = "SEEDS_RUN"
_OF_SHELLS = set("|&;<>()$`*?#~!{}[]")  # a line with one of these is not a command alone
INSTEAD = {"make report": f'cp -R "${SEEDS_RUN}"/. .', ". .venv/bin/activate": "true"}


@dataclass(frozen=True)
class Block:
    """One fenced block: its kind, what it holds, where, and the line above it."""

    kind: str
    body: str
    place: slice
    above: str
    follows: bool  # nothing but white space stands between it and the block before


def blocks(text: str) -> list[Block]:
    found, end = [], 0
    for match in BLOCK.finditer(text):
        above = text[end : match.start()].strip()
        place = slice(match.start(2), match.end(2))
        found.append(Block(match[1], match[2], place, above.rpartition("\n")[2], not above))
        end = match.end()
    return found


def run_console(body: str, folder: Path) -> str:
    """Run every line; return what the last one prints."""
    printed = ""
    # the tests may be run by make, of which a make in them would speak
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    own["PATH"] = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    for line in body.replace("\\\n", " ").splitlines():
        code, printed, err = _done(line, folder, own)
        assert code == 0, f"{line}\n{printed}\n{err}"
    return printed


def _done(line: str, folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    """Run a line of a shell; return the exit code and what was said on both streams."""
    if line.startswith("framing ") and not set(line) & _OF_SHELLS:
        return framing(folder, *shlex.split(line)[1:], env=environment)
    done = subprocess.run(
        ["bash", "-c", INSTEAD.get(line, line)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENT,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def run_python(body: str, folder: Path, names: dict[str, object]) -> str:
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("default")  # of other projects, as readers have it
        exec(compile(body, "page", "exec"), names)  # noqa: S102  our own pages
    return out.getvalue()


def fits(shown: str, printed: str) -> bool:
    """Tell whether what a page shows is what came out."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + r" *\n"
        for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


def follow(page: Path, folder: Path) -> list[tuple[Block, str]]:
    """Do what a page says; return each text block that shows output, with what was printed."""
    printed, names, shown = "", {"__name__": "page"}, []
    for block in blocks(page.read_text("utf-8")):
        if block.kind == "console":
            printed = run_console(block.body, folder)
        elif block.kind == "python":
            printed = run_python(block.body, folder, names)
        elif block.kind in FILES:
            name = re.findall(r"`([\w./-]+)`", block.above)[-1]
            (folder / name).write_text(block.body, encoding="utf-8")
        elif block.kind == "text" and block.follows:
            shown.append((block, printed))
    return shown


def new_project(folder: Path) -> Path:
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def check(page: Path, shown: list[tuple[Block, str]]) -> None:
    if os.environ.get("UPDATE_DOCS"):
        update(page, shown)
        return
    for block, printed in shown:
        assert fits(block.body, printed), f"{page.name} shows\n{block.body}\nprinted was\n{printed}"


def update(page: Path, shown: list[tuple[Block, str]]) -> None:
    text = page.read_text("utf-8")
    for block, printed in reversed(shown):
        body = _with_ids(block.body, printed)
        if "..." not in block.body.splitlines():
            lines = (line.rstrip() for line in printed.rstrip("\n").splitlines())
            body = "".join(f"{line}\n" for line in lines)
        text = text[: block.place.start] + body + text[block.place.stop :]
    page.write_text(text, encoding="utf-8")


def _with_ids(shown: str, printed: str) -> str:
    """Return what a page shows in part with the ids of figures as they were printed, the first of a name."""
    ids = {found[1]: found[0] for found in reversed([*_ID.finditer(printed)])}
    return _ID.sub(lambda found: ids.get(found[1], found[0]), shown)
