"""Every block of every page does what the page says, in the order in which a reader meets them."""

import os
import re
import shutil

import pytest

from tests.conftest import ROOT
from tests.docs.pages import DOCS, INSTEAD, blocks, fits, follow, update

# own-corpus.md needs exports of archives: tests/test_docs.py
FIRST = DOCS / "tutorial.md"
OTHERS = sorted(
    page
    for page in DOCS.rglob("*.md")
    if page not in (FIRST, DOCS / "own-corpus.md") and "_build" not in page.parts
)
METHODS = sorted((DOCS / "method").glob("*.md"))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project; the tutorial fills it with reports that the other pages go on with."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def tutorial(project):
    return follow(FIRST, project)


def check(page, shown):
    if os.environ.get("UPDATE_DOCS"):
        update(page, shown)
        return
    for block, printed in shown:
        assert fits(block.body, printed), f"{page.name} shows\n{block.body}\nprinted was\n{printed}"


def test_the_tutorial_does_what_it_says(tutorial):
    check(FIRST, tutorial)


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_does_what_it_says(page, project, tutorial):
    check(page, follow(page, project))


def test_every_block_of_a_page_is_of_a_kind_that_is_held_to_something():
    known = {"console", "python", "text", "toml", "tsv", "makefile", "snakemake", "none"}
    for page in [FIRST, *OTHERS]:
        text = re.sub(r"^```\{.*?^```$", "", page.read_text("utf-8"), flags=re.S | re.M)
        wrong = [block.body for block in blocks(text) if block.kind not in known]
        assert wrong == [], page
        loose = [b.body for b in blocks(text) if b.kind == "text" and not b.follows]
        assert loose == [], page


def test_what_is_done_once_for_the_machine_is_there():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "\nreport:" in makefile
    assert set(INSTEAD) == {"make report", ". .venv/bin/activate"}


@pytest.mark.parametrize("page", METHODS, ids=lambda page: page.stem)
def test_no_measured_number_is_typed_into_a_method_page(page):
    text = page.read_text("utf-8")
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`]*`|\{\{.*?\}\}|\]\([^)]*\)", "", text)
    text, _, _ = text.partition("## References")
    assert re.findall(r"\d+\.\d+|\d+ ?%|\b\d{1,3}\b(?!,)", text.replace("95%", "")) == []
