"""Sets of runs: every combination, none over another, and their results side by side."""

import csv
from html.parser import HTMLParser

import pytest

from analysis.parameters import ParameterError
from analysis.reports.execute.grid import read_grid
from tests.commands import framing
from tests.projects import FINISH, published, write_project

COUNT = (
    'corpus: str = "seeds"  # x\nout: str = "figures/draft"  # x\nword: str = "a"  # x\n'
    "least: int = 1  # x\noutlets: list[str] = []  # x",
    "import pandas as pd\nfrom analysis.corpus import read_corpus, select_outlets\n"
    "from analysis.reports import Run\n"
    "articles = select_outlets(read_corpus(corpus), outlets)\n"
    'run = Run("count", articles, folder=out, settings={"word": word, "least": least})\n'
    'n = [int(t.lower().count(word)) for t in articles.articles["text"]]\n'
    'table = pd.DataFrame({"outlet": articles.articles["outlet"], "n": n})\n'
    'run.table(table[table["n"] >= least], name="words", caption="Words.")',
    FINISH,
)
GRID = 'name = "study"\nleast = 0\n[vary]\nword = ["bridge", "<b>&"]\noutlets = [["Herald"], ["Post"]]\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    folder = write_project(tmp_path / "project", count=COUNT)
    monkeypatch.chdir(folder)
    return folder


def grid(folder, text):
    file = folder / "grid.toml"
    file.write_text(text, encoding="utf-8")
    return read_grid(file)


def test_every_combination_is_a_run_of_its_own(folder):
    found = grid(folder, GRID)
    assert (found.name, found.varied) == ("study", ["word", "outlets"])
    assert [dict(cell.values) for cell in found.cells] == [
        {"word": word, "outlets": [outlet]}
        for word in ("bridge", "<b>&")
        for outlet in ("Herald", "Post")
    ]
    assert len({cell.run for cell in found.cells}) == 4
    assert all(cell.run.startswith("study-") for cell in found.cells)
    assert [job.values["least"] for cell in found.cells for job in cell.jobs] == [0] * 4


def test_without_anything_that_varies_there_is_one_run(folder):
    assert [cell.run for cell in grid(folder, 'word = "x"').cells] == ["grid"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[vary", "grid.toml is not TOML"),
        ("[vary]\nword = 3", "vary: word is 3; give a list"),
        ("[vary]\nword = []", "give a list of its values"),
        ("[vary]\nword = [3]", "word is 3, which is no str"),
        ('least = "3"', "least is '3', which is no int"),
        ("[vary]\nwurd = ['a']", "unknown parameter 'wurd'; there are name, reports, vary"),
        ('reports = ["none"]', "reports is ['none']; give a list of count"),
        ("[vary]\noutlets = [['Herald'], ['Times']]", "outlets Times: "),
        (
            "[vary]\nleast = [" + ",".join(map(str, range(1001))) + "]",
            "1,001 combinations; at most",
        ),
    ],
)
def test_a_grid_that_cannot_be_run_is_refused_before_anything_runs(folder, text, said):
    with pytest.raises(ParameterError) as refused:
        grid(folder, text)
    assert said in str(refused.value)
    assert "grid.toml" in str(refused.value)


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name == "href"]
        assert tag not in ("b", "script")

    def handle_data(self, data):
        self.text += data


def test_a_grid_runs_and_joins_what_its_runs_found(folder):
    (folder / "grid.toml").write_text(GRID, encoding="utf-8")
    code, out, err = framing(folder, "run", "--grid", "grid.toml")
    assert code == 0, err
    assert out.splitlines()[-1] == "reports/grids/study/index.html"
    pages = [name for name in published(folder) if name.startswith("reports/count/study-")]
    assert len({name.split("/")[2] for name in pages}) == 4
    index = folder / "reports/grids/study/index.html"
    seen = Links(index.read_text("utf-8"))
    assert all((index.parent / link).is_file() for link in seen.found)
    assert len([link for link in seen.found if link.endswith("report.html")]) == 4
    assert "<b>&" in seen.text
    with (index.parent / "count-words.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["run", "word", "outlets", "outlet", "n"]
    assert [(row["word"], row["outlet"], row["n"]) for row in rows] == [
        ("bridge", "Herald", "1"), ("bridge", "Post", "1"), ("<b>&", "Herald", "0"), ("<b>&", "Post", "0"),
    ]  # fmt: skip
    code, again, _ = framing(folder, "run", "--grid", "grid.toml")
    assert again.count("nothing has changed") == 4


def test_what_a_grid_says_itself_is_not_given_beside_it(folder):
    (folder / "grid.toml").write_text(GRID, encoding="utf-8")
    for option in (["-p", "word=x"], ["--corpus", "seeds"], ["count"], ["--name", "x"]):
        code, _, err = framing(folder, "run", "--grid", "grid.toml", *option)
        assert code == 2
        assert "write it into the file instead" in err
