"""Every other page does what it says, and what holds for all pages."""

import re

import pytest

from docs.extension.path import FILES
from tests.conftest import ROOT
from tests.docs.pages import (
    DOCS,
    FIGURE_PAGES,
    INSTEAD,
    OTHER_PAGES,
    blocks,
    check,
    follow,
    new_project,
    run_console,
)
from tests.tiny import thirty_files

METHODS = sorted((DOCS / "method").glob("*.md"))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with one published report, and thirty text files."""
    folder = new_project(tmp_path_factory.mktemp("project"))
    thirty_files(folder / FILES)
    run_console("framing run frequency", folder)
    return folder


@pytest.mark.parametrize("page", OTHER_PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_a_page_does_what_it_says(page, project):
    check(page, follow(page, project))


def test_the_rule_for_snakemake_makes_what_it_names(project):
    """Read as far as our rule goes: `input:` and `output:` with names, and one `shell:`."""
    page = (DOCS / "how-to" / "papermill.md").read_text("utf-8")
    (rule,) = (block.body for block in blocks(page) if block.kind == "snakemake")
    sections = dict(re.findall(r"^    (\w+):\n((?:        .*\n)+)", rule, flags=re.MULTILINE))
    assert set(sections) == {"input", "output", "shell"}
    names = {
        f"{kind}.{name}": value
        for kind in ("input", "output")
        for name, value in re.findall(r'(\w+)="([^"]*)",', sections[kind])
    }
    command = sections["shell"].strip().strip('"')
    run_console(re.sub(r"\{([\w.]+)\}", lambda found: names[found[1]], command), project)
    assert all((project / path).exists() for path in names.values())


def test_every_block_of_a_page_is_of_a_kind_that_is_held_to_something():
    known = {"console", "python", "text", "toml", "tsv", "makefile", "snakemake", "none"}
    for page in [*FIGURE_PAGES, *OTHER_PAGES]:
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
    text = re.sub(r"(equations|chapter) \d+( and \d+)?|95%", "", text)
    assert re.findall(r"\d+\.\d+|\d+ ?%|(?<![,\d])\d{2,3}(?![,\d])", text) == []
