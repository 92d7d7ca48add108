"""A real JupyterLab in a real Chromium: notebooks run, the explorer is clicked through."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.interactive.lab import PATIENT, errors, lab, run_all
from tests.reports.browser import chromium, executable
from tests.reports.projects import write_notebook, write_project

HOSTILE = "<img src=x onerror=\"document.title='taken'\">"
EXPLORE = (
    "from analysis.corpus import read_corpus\nfrom analysis.interactive import explore\n"
    'articles = read_corpus("mine.jsonl")\narticles',
    "explore(articles)",
    'print("the cell that is run next")',
)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A project with a notebook that explores a hostile corpus, and the notebooks on the two seeds."""
    executable()
    folder = tmp_path_factory.mktemp("lab")
    write_project(folder)
    shutil.rmtree(folder / "seeds")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "notebooks").mkdir(exist_ok=True)
    shutil.copy(ROOT / "notebooks/00_corpus.ipynb", folder / "notebooks")
    written = folder / "notebooks/explore.ipynb"
    write_notebook(written, EXPLORE, title="# What differs?")
    # without a kernel's name JupyterLab asks for one
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    notebook = json.loads(written.read_text(encoding="utf-8")) | {
        "metadata": {"kernelspec": kernel}
    }
    written.write_text(json.dumps(notebook), encoding="utf-8")
    rows = [
        {"id": f"{outlet}{turn}", "outlet": outlet, "text": f"{text} {text}"}
        for outlet, text in (
            ("Herald", "Rebels seized the bridge before the war."),
            ("Post", "Militias took the bridge after the war."),
            (HOSTILE, "The regime shelled the bridge; the regime denies a war."),
        )
        for turn in range(2)
    ]
    (folder / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def server(place, tmp_path_factory):
    with lab(place, tmp_path_factory.mktemp("home")) as started:
        yield started


@pytest.fixture
def page(server):
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1400, "height": 1500})
        opened = context.new_page()
        yield opened
        keep_picture(opened, "last")
        context.close()


def keep_picture(page, name: str) -> None:
    """Leave a screenshot in the folder SCREENSHOTS, when somebody wants to look at it."""
    if os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(os.environ["SCREENSHOTS"]) / f"{name}.png")


def test_the_explorer_is_clicked_through_and_what_is_kept_runs(server, page, place):
    run_all(page, server.page("notebooks/explore.ipynb"))
    picture = page.locator(".jp-OutputArea-output figure img")
    picture.wait_for(timeout=PATIENT * 1000)
    outlets, numbers = page.locator(".jp-OutputArea-output table").all()
    assert HOSTILE in outlets.inner_text()
    assert HOSTILE in numbers.inner_text()
    keep_picture(page, "explore-1-opened")

    def changes(action):
        before = picture.get_attribute("src")
        action()
        page.wait_for_function(
            "before => document.querySelector('.jp-OutputArea-output figure img')?.src !== before",
            arg=before,
            timeout=PATIENT * 1000,
        )

    changes(lambda: page.get_by_label("Measure").select_option("keyness"))
    changes(lambda: page.get_by_label("Outlet", exact=True).select_option("Post"))
    only = page.get_by_label("Only")
    changes(lambda: (only.fill("m* reb*"), only.press("Enter")))
    keep_picture(page, "explore-2-keyness")
    page.get_by_role("button", name="Keep").click()
    code = page.locator(".jp-OutputArea-output pre code")
    code.wait_for(timeout=PATIENT * 1000)
    assert "target='Post'" in code.inner_text()
    keep_picture(page, "explore-3-kept")

    _run_the_last_cell_and_the_kept_one(page)
    keep_picture(page, "explore-4-kept-ran")
    assert errors(page) == []
    assert page.title() != "taken"
    assert len(list((place / "figures/draft").glob("keyness-*.svg"))) == 1


def _run_the_last_cell_and_the_kept_one(page):
    cells = page.locator(".jp-Notebook .jp-CodeCell")
    number = cells.count()
    cells.last.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "number => document.querySelectorAll('.jp-Notebook .jp-CodeCell').length > number",
        arg=number,
        timeout=PATIENT * 1000,
    )
    cells.last.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    kept = page.locator(".jp-CodeCell").last.locator("figure img")
    kept.wait_for(timeout=PATIENT * 1000)
    kept.scroll_into_view_if_needed()


def test_a_notebook_of_ours_runs_top_to_bottom_on_the_seeds(server, page):
    run_all(page, server.page("notebooks/00_corpus.ipynb"))
    pictures = page.locator(".jp-OutputArea-output figure img")
    pictures.first.wait_for(timeout=PATIENT * 1000)
    page.locator(".jp-OutputArea-output details").last.wait_for(timeout=PATIENT * 1000)
    assert pictures.count() >= 2
    assert errors(page) == []
    keep_picture(page, "corpus")
