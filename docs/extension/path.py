"""Walk from thirty text files to who is quoted by whom, in a real JupyterLab, and measure the way.

`python -m docs.extension.path` walks and writes docs/measured/path.txt: commands, clicks and seconds
of every step. `python -m docs.extension.pictures` keeps what is seen on the way.
"""

import os
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from PIL import Image

from docs.extension.numbers import ROOT, markdown_table
from tests.benchmarks.counting import measured_with
from tests.browser import chromium
from tests.interactive.lab import all_ran, errors, lab, opened
from tests.projects import FRAMING, PATIENT
from tests.tiny import thirty_files

MEASURED = ROOT / "docs" / "measured" / "path.txt"
FILES, CORPUS = "articles", "corpus"  # folders of the way
IMPORT = f'framing import {FILES} --name "{{outlet}}_{{date}}_{{id}}" --out {CORPUS}'
LAB = f"framing lab --corpus {CORPUS}"
HEAD = ("step", "commands", "clicks", "seconds", "CPU seconds")
STEPS = (
    "the files become a corpus",
    "JupyterLab opens at the first notebook",
    "all cells run, from the corpus to the page of an event",
    "a mark of the figure leads to its sentences",
    "a sentence leads to its article",
)
PICTURES = ("path-event", "path-speakers", "path-sentences", "path-article")
WIDTH, HEIGHT = 1200, 760  # CSS pixels
_COLOURS = 64  # of a picture
_EVENT, _SPEAKERS = "compare_event(articles)", "explore(articles, "


@dataclass(frozen=True)
class Step:
    """A step as it was walked: what was typed and clicked, and how long it took until the result was seen."""

    name: str
    commands: int
    clicks: int
    seconds: float
    cpu: float


@dataclass
class Walk:
    """The steps walked so far, the pictures taken, and what was typed and clicked in the step that is on."""

    cpu: Callable[[], float]
    steps: list[Step] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    commands: int = 0
    clicks: int = 0

    def step(self, work: Callable[[], None]) -> None:
        """Do the work of the next step, and write down what it took."""
        self.commands = self.clicks = 0
        began, spent = time.perf_counter(), self.cpu()
        work()
        took = time.perf_counter() - began, self.cpu() - spent
        self.steps.append(Step(STEPS[len(self.steps)], self.commands, self.clicks, *took))

    def click(self, place: Any) -> None:
        """Click something that is seen."""
        self.clicks += 1
        place.click()

    def keep(self, name: str, shown: Any) -> None:
        """Keep the upper part of something that is seen as a picture of few colours."""
        shown.evaluate("it => it.scrollIntoView({block: 'start', behavior: 'instant'})")
        box = shown.bounding_box()
        whole = shown.page.screenshot(clip={**box, "height": min(box["height"], HEIGHT)})
        small = BytesIO()
        with Image.open(BytesIO(whole)) as picture:
            few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(small, "PNG", optimize=True)
        self.pictures[name] = small.getvalue()


@cache
def walked() -> Walk:
    """Walk the whole way once, in a folder of its own."""
    with TemporaryDirectory() as private:
        folder, home = Path(private, "study"), Path(private, "home")
        for part in ("seeds", "notebooks"):
            shutil.copytree(ROOT / part, folder / part)
        home.mkdir()
        thirty_files(folder / FILES)
        walk = Walk(lambda: sum(os.times()[2:4]))
        walk.step(lambda: _import(walk, folder))
        with chromium() as browser:
            page = browser.new_page(viewport={"width": WIDTH + 200, "height": 1600})
            page.set_default_timeout(PATIENT * 1000)
            _in_lab(walk, page, folder, home)
    return walk


def _import(walk: Walk, folder: Path) -> None:
    walk.commands += 1
    command = [FRAMING, *shlex.split(IMPORT)[1:]]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENT)  # noqa: S603


def _in_lab(walk: Walk, page: Any, folder: Path, home: Path) -> None:
    """Walk from the command that opens JupyterLab to the article."""
    began = time.perf_counter()
    with lab(folder, home, *shlex.split(LAB)[2:]) as server:
        walk.cpu = lambda: _cpu_of(server.process)
        (notebook,) = (folder / "notebooks").glob("start-*.ipynb")
        opened(page, server.page(f"notebooks/{notebook.name}"))
        took = time.perf_counter() - began
        walk.steps.append(Step(STEPS[1], 1, 0, took, walk.cpu()))
        walk.step(lambda: _run(walk, page))
        if found := errors(page):
            raise RuntimeError(f"{notebook.name} ends with errors: {found}")
        page.keyboard.press("Control+b")  # without the list of files
        explorer = _shown(page, _SPEAKERS)
        walk.keep(PICTURES[0], _shown(page, _EVENT))
        walk.keep(PICTURES[1], explorer)
        walk.step(lambda: _to(walk, explorer, ".fr-figure .spot", ".fr-passages li button"))
        walk.keep(PICTURES[2], explorer.locator(".fr-passages"))
        walk.step(lambda: _to(walk, explorer, ".fr-passages li button", ".fr-article .text"))
        walk.keep(PICTURES[3], explorer.locator(".fr-article"))


def _run(walk: Walk, page: Any) -> None:
    walk.click(page.get_by_role("menuitem", name="Run", exact=True))
    walk.click(page.get_by_text("Run All Cells", exact=True))
    all_ran(page)
    _shown(page, _SPEAKERS).locator(".fr-figure .spot").first.wait_for()


def _to(walk: Walk, explorer: Any, mark: str, leads_to: str) -> None:
    walk.click(explorer.locator(mark).first)
    explorer.locator(leads_to).first.wait_for()


def _shown(page: Any, call: str) -> Any:
    """Return what the last cell with a call shows."""
    cell = page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=call)).last
    return cell.locator(".jp-OutputArea-output").last


def _cpu_of(process: int) -> float:
    """Return the CPU seconds of a process and of all that it started."""
    own = psutil.Process(process)
    return sum(sum(one.cpu_times()[:4]) for one in [own, *own.children(recursive=True)])


def told(walk: Walk) -> str:
    """Return what was measured as a Markdown table, with the sums below."""
    rows = [[s.name, s.commands, s.clicks, s.seconds, s.cpu] for s in walk.steps]
    rows.append(["together", *(sum(row[at] for row in rows) for at in range(1, len(HEAD)))])
    body = [[f"{one:.1f}" if isinstance(one, float) else str(one) for one in row] for row in rows]
    return f"{measured_with(_files())}\n\n{markdown_table(list(HEAD), body)}"


def _files() -> int:
    with TemporaryDirectory() as private:
        thirty_files(Path(private, FILES))
        return len([*Path(private, FILES).iterdir()])


if __name__ == "__main__":
    MEASURED.write_text(told(walked()) + "\n", encoding="utf-8")
