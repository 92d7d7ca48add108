"""What is joined from runs is verified: the tables and pages of grids, and the page of all runs."""

import json
import shutil

import pytest

from analysis.verify.joins import joins_of
from analysis.verify.verdicts import State
from tests.commands import framing
from tests.projects import made_once, write_project
from tests.reports.execute.test_grid import COUNT

GRID = 'name = "study"\nleast = 0\n[vary]\nword = ["bridge", "river"]\n'
PLACE = "reports/grids/study"
TABLE, FRONT = f"{PLACE}/count-words.csv", "reports/index.html"


def make(folder):
    write_project(folder, count=COUNT)
    (folder / "grid.toml").write_text(GRID, "utf-8")
    code, _, err = framing(folder, "run", "--grid", "grid.toml")
    assert code == 0, err


@pytest.fixture
def project(tmp_path, tmp_path_factory):
    whole = made_once(tmp_path_factory, "grid", make)
    return shutil.copytree(whole, tmp_path / "project")


def states(project, target=""):
    found = joins_of(str(project / target) if target else "", project)
    return {verdict.path.name: verdict.state for join in found for verdict in join.verdicts}


def test_what_a_grid_wrote_is_joined_from_the_runs_that_are_here(project):
    files = {"count-words.csv", "grid.json"}
    assert states(project) == dict.fromkeys({*files, "index.html"}, State.SAME)
    assert len(joins_of("", project)) == 2  # both have a page of that name
    for target in ("reports", "reports/grids", PLACE, TABLE, FRONT):
        assert states(project, target), target
    assert states(project, "figures") == states(project, "reports/count") == {}
    assert states(project, TABLE) == {"count-words.csv": State.SAME}


@pytest.mark.parametrize(
    ("name", "old", "new", "state"),
    [
        (TABLE, "Herald,", "Herald,1", State.CHANGED),
        (TABLE, "\n", "\r\n", State.LINES),
        (f"{PLACE}/index.html", "river", "lake", State.CHANGED),
        (FRONT, "count", "counted", State.CHANGED),
        (f"{PLACE}/grid.json", '"river"', '"lake"', State.DAMAGED),
        (f"{PLACE}/grid.json", '"word"', '"wood"', State.DAMAGED),
        (f"{PLACE}/grid.json", '"values"', '"value"', None),
        (f"{PLACE}/grid.json", '"count"', '"../count"', None),
        (f"{PLACE}/grid.json", "{", "[" * 100_000, None),
    ],
)
def test_a_joined_file_that_does_not_fit_its_runs_is_told(project, name, old, new, state):
    file = project / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new).encode())
    found = joins_of(str(file), project)
    if state is None:
        assert [join.problem.partition(":")[0] for join in found] == ["grid.json"]
    else:
        assert [verdict.state for join in found for verdict in join.verdicts] == [state]


def test_missing_and_added_files_and_grids_of_other_versions_are_told(project):
    (project / TABLE).rename(project / PLACE / "mine.csv")
    assert states(project, PLACE) == {
        "count-words.csv": State.MISSING,
        "mine.csv": State.CHANGED,
        "grid.json": State.SAME,
        "index.html": State.SAME,
    }
    (project / PLACE / "grid.json").unlink()
    assert [join.problem for join in joins_of(str(project / PLACE), project)] == [
        "it has no grid.json; run the grid again"
    ]


@pytest.mark.parametrize("content", [b"", b"outlet,n\nHerald", b"\xff", b'outlet,n\n"a'])
def test_a_damaged_table_of_a_run_is_told_by_a_sentence(project, content):
    (table,) = project.glob("figures/count/study-word-river*/words.csv")
    table.write_bytes(content)
    fared = states(project, PLACE)
    assert State.CHANGED in fared.values()
    assert set(fared) <= {"count-words.csv", "grid.json", "index.html"}


def test_a_grid_that_is_run_anew_leaves_no_table_of_the_one_before(project):
    (project / PLACE / "count-old.csv").write_text("run\n")
    code, _, err = framing(project, "run", "--grid", "grid.toml")
    assert code == 0, err
    assert set(states(project, PLACE).values()) == {State.SAME}


def test_verify_tells_a_changed_table_of_a_grid_with_its_rows_and_runs_its_runs_again(project):
    code, out, err = framing(project, "verify", PLACE)
    assert code == 0, (out, err)
    assert "grids/study\n  count-words.csv: same bytes" in out
    assert "count/study-word-river" in out.replace("\n", " ")
    rows = (project / TABLE).read_text("utf-8").splitlines()
    rows[1] += "7"
    (project / TABLE).write_text("\n".join(rows) + "\n", "utf-8")
    code, out, _ = framing(project, "verify")
    assert code == 1
    assert "count-words.csv: changed: the runs that it was made from have something else" in out
    described = json.loads((project / PLACE / "grid.json").read_text("utf-8"))
    assert [one["values"] for one in described["runs"]] == [{"word": "bridge"}, {"word": "river"}]
