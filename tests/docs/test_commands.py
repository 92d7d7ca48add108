"""Every command in the pages of docs/ works, in the order of the page."""

import csv
import re
import shlex

import pytest

from tests.commands import framing
from tests.conftest import ROOT
from tests.corpus.archives.test_factiva import coded, page
from tests.corpus.archives.test_nexis import article, written
from tests.execution import executed, page_of

PAGE = (ROOT / "docs" / "own-corpus.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)
    for line in block.replace("\\\n", " ").splitlines()
]
TEXT = "The mayor said no, article {}. The bridge stays closed until Friday."


def write(path, rows, *, delimiter=",", encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A folder with all that the page speaks of."""
    here = tmp_path_factory.mktemp("docs")
    for folder in ("my-articles", "story-texts", "nexis"):
        (here / folder).mkdir()
    rows = [["Filename", "Newspaper", "Published", "Headline"]]
    stories = [["id", "media_name", "publish_date", "title", "url", "language"]]
    for k in range(1, 7):
        outlet = ("The Herald", "Post")[k % 2]
        (here / "my-articles" / f"a{k:02}.txt").write_text(TEXT.format(k))
        (here / "story-texts" / f"{k}.txt").write_text(TEXT.format(k))
        (here / "nexis" / f"{k}.docx").write_bytes(written(article(body=[TEXT.format(k)])))
        rows.append([f"a{k:02}.txt", outlet, f"{k + 12}/12/2016", "Mayor says no"])
        stories.append([str(k), "post.com", "2016-12-01", "Mayor", "https://post.com", "en"])
    write(here / "my-articles" / "metadata.csv", rows, delimiter=";")
    write(here / "stories.csv", stories)
    write(here / "articles.csv", [["id", "paper", "words"], ["1", "Post", TEXT]])
    excel = [["id", "outlet", "date", "text"], ["1", "Post", "3/4/2016", "She was naïve."]]
    write(here / "excel.csv", excel, delimiter=";", encoding="cp1252")
    write(here / "some-bad.csv", [["id", "outlet", "text"], ["1", "Post", TEXT], ["2", "", TEXT]])
    (here / "Factiva.html").write_text(page(coded("A1"), coded("A2")))
    return here


@pytest.fixture(scope="module")
def made(sources):
    """The same folder with all that the commands of the page make."""
    for line in COMMANDS:
        command, *words = shlex.split(line)
        assert command == "framing"
        code, _, err = framing(sources, *words)
        assert code == 0, f"{line}\n{err}"
    return sources


def test_every_command_of_the_page_works(made):
    assert (made / "reports/frequency/first/report.html").exists()


@pytest.mark.parametrize("name", ["from-nexis", "from-factiva", "from-mediacloud", "from-excel"])
def test_what_the_page_made_of_an_archive_can_be_reported(name, made, tmp_path, monkeypatch):
    monkeypatch.chdir(made)
    values = {"corpus": name, "out": str(tmp_path / "figures")}
    notebook = executed(ROOT / "notebooks/00_corpus.ipynb", values, tmp_path)
    assert notebook.cells[-1].outputs
    assert (tmp_path / "figures/timeline.svg").exists()
    assert "Articles, lengths and days per outlet" in page_of(notebook, tmp_path / "figures")


def test_every_format_is_on_the_page():
    from analysis.corpus.archives import FORMATS

    page = (ROOT / "docs/how-to/from-your-archive.md").read_text("utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in page] == []
    assert "(how-to/from-your-archive.md)" in PAGE


def test_every_option_of_the_import_is_on_the_page():
    from analysis.cli.imports import import_corpus

    options = {option for parameter in import_corpus.params for option in parameter.opts}
    assert {option for option in options if option.startswith("--") and option not in PAGE} == set()
