"""The site is built without a warning, all its links hold, and it loads nothing from elsewhere."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from docs.extension.filling import PLACEHOLDER
from docs.extension.layout import sentences
from tests.browser import chromium, visit
from tests.conftest import ROOT

# what a browser loads by itself, and by which attribute; a link is followed by a reader only
LOADED = [("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, with every page parsed."""
    out = tmp_path_factory.mktemp("site")
    build = Path(sys.executable).with_name("sphinx-build")
    words = [build, "--quiet", "-W", "--keep-going", "-n", "-b", "html", ROOT / "docs", out]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return out, {
        page: BeautifulSoup(page.read_text("utf-8"), "lxml") for page in out.rglob("*.html")
    }


def test_no_page_loads_anything_from_elsewhere(site):
    _, pages = site
    for page, soup in pages.items():
        for tag, attribute in LOADED:
            found = [element.get(attribute, "") for element in soup.find_all(tag)]
            assert [one for one in found if one.startswith(("http", "//"))] == [], page.name


def test_no_stylesheet_or_script_fetches_anything(site):
    out, _ = site
    for file in out.rglob("*.css"):
        text = file.read_text("utf-8")
        assert not [mark for mark in ("url(http", "url(//", "@import") if mark in text], file.name


def test_every_link_and_every_anchor_inside_the_site_is_there(site):
    _, pages = site
    anchors = {page: {tag["id"] for tag in soup.find_all(id=True)} for page, soup in pages.items()}
    broken = []
    for page, soup in pages.items():
        for tag in soup.find_all(["a", "img"]):
            link = tag.get("href") or tag.get("src") or ""
            if not link or ":" in link.partition("#")[0] or link == "#":
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / unquote(path.partition("?")[0])).resolve() if path else page
            if not target.is_file() or (anchor and unquote(anchor) not in anchors.get(target, ())):
                broken.append(f"{page.name}: {link}")
    assert broken == []


def test_every_report_command_and_public_name_is_on_a_page(site):
    from analysis.cli import main
    from analysis.measures import __all__ as names
    from analysis.project import notebook_files

    out, pages = site
    reference = {
        name: pages[out / "reference" / f"{name}.html"] for name in ("python", "parameters")
    }
    titles = {tag.get_text().rstrip("¶") for tag in reference["parameters"].find_all("h2")}
    assert titles == set(notebook_files())
    commands = pages[out / "reference" / "command-line.html"].get_text()
    assert [name for name in main.commands if f"Usage: framing {name}" not in commands] == []
    described = {
        tag["id"].rpartition(".")[2] for tag in reference["python"].find_all("dt", id=True)
    }
    assert set(names) - {"REST", "WHOLE"} <= described


def test_no_placeholder_is_left(site):
    _, pages = site
    assert [page.name for page, soup in pages.items() if PLACEHOLDER.search(soup.get_text())] == []


def test_every_picture_on_a_page_opens_by_itself(site):
    out, pages = site
    shown = [
        (page, image) for page, soup in pages.items() for image in soup.select("article p img")
    ]
    assert len(shown) > len(list((out / "_static" / "pictures").glob("*.png")))
    for page, image in shown:
        assert image.find_parent("a")["href"] == image["src"], page.name


def test_printed_sentences_are_broken_and_printed_columns_are_not():
    assert sentences("terrorists.csv: 4 rows\nbroken.csv, row 2: unknown kind 'press'")
    assert not sentences("outlet   n\nRFE/RL  20")
    assert sentences("figures/voices.svg\n  voices.svg: same bytes")


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    pages = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"])
    wrong, cells = [], 0
    for page in pages:
        for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
            here = line.replace(r"\|", "").count("|") if line.startswith("|") else 0
            if here and cells and here != cells:
                wrong.append(f"{page.name}:{number}")
            cells = here and (cells or here)
    assert wrong == []


def test_the_list_of_commands_has_whole_sentences_that_lead_to_their_help(site):
    out, pages = site
    table = pages[out / "reference" / "command-line.html"].select_one("article table")
    rows = [row.find_all("td") for row in table.select("tbody tr")]
    assert [row[0].find("a")["href"] for row in rows] == [
        f"#{row[0].get_text(strip=True).replace(' ', '-')}" for row in rows
    ]
    assert [row[1].get_text() for row in rows if row[1].get_text(strip=True).endswith(".")] == []
    assert len({row[1].get_text() for row in rows}) == len(rows) > 10


def test_short_code_in_a_sentence_stays_in_one_line(site):
    out, pages = site
    page = pages[out / "how-to" / "from-your-archive.html"]
    whole = {code.get_text() for code in page.select("code.whole")}
    assert {"--skip-bad", "import.csv", "warc"} <= whole
    assert "mediacloud-csv" not in whole  # a column of a table is narrower than a sentence
    assert max(map(len, whole)) <= 24


def test_no_table_is_wider_than_its_page_on_a_common_screen(site):
    out, pages = site
    wide = """() => [...document.querySelectorAll("article table")]
        .filter(table => table.scrollWidth > table.clientWidth + 1)
        .map(table => table.innerText.slice(0, 60))"""
    found = {}
    with chromium() as browser:
        for page in [one for one, parsed in pages.items() if parsed.select("article table")]:
            with visit(browser, page, width=1200) as seen:
                found[str(page.relative_to(out))] = seen.page.evaluate(wide)
    assert {page: tables for page, tables in found.items() if tables} == {}
    assert len(found) > 15
