"""Take the pictures of the site from the real thing, in a real Chromium and a real JupyterLab.

`python -m docs.extension.pictures` takes all of them, with names after it only those. Beside them
stands what each was taken from; a test says which has to be taken again.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docs.extension import path
from tests.browser import chromium, visit
from tests.interactive.lab import errors, lab, run_all
from tests.projects import PATIENT

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "static" / "pictures"
TAKEN = "taken-from.json"
WIDTH, HEIGHT = 1200, 900  # CSS pixels
FOUND = 0  # which heading of the page says what was found


@dataclass(frozen=True)
class Picture:
    """A picture: how it is taken, and the files that decide what it shows, as patterns."""

    take: Callable[[Path], None]
    sources: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Return a digest of the sources as they are now."""
        total = sha256()
        for pattern in self.sources:
            for source in sorted(ROOT.glob(pattern)):
                total.update(source.read_bytes().replace(b"\r\n", b"\n"))
        return f"sha256:{total.hexdigest()}"


def take(names: list[str], folder: Path = PICTURES) -> None:
    """Take the pictures called `names`, or all, and write down what they were taken from."""
    folder.mkdir(parents=True, exist_ok=True)
    list_file = folder / TAKEN
    taken = json.loads(list_file.read_text("utf-8")) if list_file.is_file() else {}
    for name in names or PICTURE:
        PICTURE[name].take(folder / f"{name}.png")
        taken[name] = PICTURE[name].digest
    list_file.write_text(json.dumps(taken, indent=1, sort_keys=True) + "\n", "utf-8")


def _event_page(out: Path) -> None:
    """The page of the event of the seeds, from its title to the end of what was found."""
    page = ROOT / "reports/comparison/default/report.html"
    with chromium() as browser, visit(browser, page, width=WIDTH) as seen:
        after = seen.page.locator("h2").nth(FOUND + 1)
        after.wait_for()
        end = int(after.evaluate("it => it.getBoundingClientRect().top + window.scrollY"))
        box = seen.page.locator("h2").nth(FOUND).bounding_box()
        right = min(WIDTH, int(box["x"] + box["width"]) + 30)
        seen.page.set_viewport_size({"width": WIDTH, "height": end - 40})
        clip = {"x": 0, "y": 0, "width": right, "height": end - 40}
        seen.page.screenshot(path=out, clip=clip)


def _explorer(out: Path) -> None:
    """The explorer on the seeds, as it opens."""
    with _notebook("start.ipynb") as page:
        _shoot(page, "explore(articles)", out)


def _reading(out: Path) -> None:
    """The first article of the seeds as `read` shows it, as much as a screen holds."""
    with _notebook("start.ipynb") as page:
        _shoot(page, "read(articles", out)


def _of_the_path(out: Path) -> None:
    """What is seen on the way from thirty text files to an article; all of it is seen in one walk."""
    out.write_bytes(path.walked().pictures[out.stem])


def _shoot(page: Any, call: str, out: Path) -> None:
    """Keep the upper part of what a cell with a call shows."""
    cell = page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=call)).last
    shown = cell.locator(".jp-OutputArea-output").last
    shown.wait_for()
    shown.evaluate("it => it.scrollIntoView({block: 'start', behavior: 'instant'})")
    box = shown.bounding_box()
    page.screenshot(path=out, clip={**box, "height": min(box["height"], HEIGHT)})


@contextmanager
def _notebook(name: str) -> Iterator[Any]:
    """Yield the page of a notebook that has run on the seeds, in JupyterLab."""
    with TemporaryDirectory() as private:
        folder, home = Path(private, "study"), Path(private, "home")
        for part in ("seeds", "notebooks"):
            shutil.copytree(ROOT / part, folder / part)
        home.mkdir()
        with lab(folder, home) as server, chromium() as browser:
            page = browser.new_page(viewport={"width": WIDTH + 200, "height": 1600})
            page.set_default_timeout(PATIENT * 1000)
            run_all(page, server.page(f"notebooks/{name}"))
            page.keyboard.press("Control+b")  # without the list of files
            if found := errors(page):
                raise RuntimeError(f"{name} ends with errors: {found}")
            yield page


_LOOK = ("analysis/interactive/*.py", "notebooks/start.ipynb", "seeds/*.txt", "seeds/corpus.csv")
PICTURE = {
    "event-page": Picture(_event_page, ("reports/comparison/default/report.html",)),
    "explorer": Picture(_explorer, _LOOK),
    "reading": Picture(
        _reading,
        ("analysis/reports/display/marks.py", "analysis/reports/templates/marked.*", *_LOOK),
    ),
    **dict.fromkeys(
        path.PICTURES,
        Picture(_of_the_path, ("docs/extension/path.py", "tests/tiny/*.csv", *_LOOK)),
    ),
}

if __name__ == "__main__":
    take(sys.argv[1:])
