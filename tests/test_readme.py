"""Every command and every block of code in the README does what the README says."""

import csv
import re
import shlex
import shutil

import pytest

from analysis.project import notebook_files
from analysis.record.publication import displays_of
from tests.commands import framing
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "console" for line in block.splitlines()]
MAKE = [line for line in COMMANDS if line.startswith("make ")]
SHELL = [line for line in COMMANDS if line not in MAKE]
EVENTS = ["The mayor cut the ribbon of the bridge", "Protesters blocked the new bridge on Friday"]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with a corpus as the README describes one.

    Of its notebooks only those that the commands need: that each runs, and on what, is tested elsewhere.
    """
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "notebooks").mkdir()
    for name in ("00_corpus", "10_frequency"):
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", folder / "notebooks")
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "publisher", "text"])
        for number in range(6):
            text = f"{EVENTS[number % 2]}. The bridge is safe, the council said, article {number}."
            rows.writerow([number, ["Herald", "Post"][number % 2], text])
    return folder


@pytest.mark.parametrize("line", SHELL)
def test_a_command_of_the_readme_works(line, project):
    command, *words = shlex.split(line)
    assert command == "framing"
    code, _, err = framing(project, *words)
    assert code == 0, err


def test_reports_and_figures_are_where_the_readme_says(project):
    named = [re.search(r"--name (\S+)", line) for line in SHELL]
    for name in ["my-study", *{found[1] for found in named if found}]:
        assert list(project.glob(f"reports/*/{name}/report.html")), name
        assert list(project.glob(f"figures/*/{name}/*.svg")), name
    assert (project / "my-study.zip").is_file()


def test_the_make_targets_of_the_readme_exist():
    assert MAKE == ["make report", "make test"]
    targets = re.findall(
        r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert {line.split()[1] for line in [*MAKE, "make lab", "make lint"]} <= set(targets)


def test_every_file_that_the_readme_names_is_there():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    paths = re.findall(r"`((?:analysis|tests)/[\w/.]+)`", README)
    assert [path for path in links + paths if not (ROOT / path).exists()] == []


def test_the_findings_of_the_readme_are_those_of_the_published_report():
    said = re.findall(
        r"^- (.*)$", README.partition("Three of its findings:")[2].partition("## ")[0], re.M
    )
    shown = displays_of(ROOT / "reports/comparison/default/report.ipynb")
    (findings,) = (one["sentences"] for one in shown if one.get("kind") == "findings")
    assert len(said) == 3
    assert [sentence for sentence in said if sentence not in findings] == []


def test_every_report_is_in_the_table_of_the_readme():
    rows = README.partition("## What you get")[2].partition("## ")[0]
    named = [name for row in re.findall(r"^\| (`.*?) \|", rows, re.M) for name in row.split(", ")]
    assert {name.strip("`") for name in named} == set(notebook_files())
