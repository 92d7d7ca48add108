"""A new study works at once: every command of its README, and its Makefile."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.cli.study_folder import FILES
from analysis.corpus import read_corpus
from tests.commands import framing
from tests.conftest import ROOT

TEMPLATE = (ROOT / "analysis/resources/study/README.md").read_text("utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", TEMPLATE, flags=re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]
PROGRAMS = Path(sys.executable).parent


def new(folder):
    return CliRunner().invoke(main, ["new", str(folder)])


def run(words, folder):
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    environment = {**own, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A new study, and beside it the articles that its README speaks of."""
    above = tmp_path_factory.mktemp("above")
    folder = above / "my-articles"
    folder.mkdir()
    rows = ["file,outlet,date"]
    for k in range(6):
        text = f"The bridge was closed on Monday, article {k}. The mayor said the bridge is safe."
        (folder / f"a{k}.txt").write_text(text)
        rows.append(f"a{k}.txt,{('Post', 'Globe')[k % 2]},2024-03-0{k + 1}")
    (folder / "articles.csv").write_text("\n".join(rows))
    done = new(above / "my-study")
    assert (done.exit_code, done.stderr) == (0, "")
    return above / "my-study"


def test_a_study_has_corpus_notebooks_grid_readme_and_makefile(study):
    there = {path.relative_to(study).as_posix() for path in study.rglob("*") if path.is_file()}
    notebooks = {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert there >= FILES.keys() | notebooks


def test_its_readme_is_short_and_names_it(study):
    text = (study / "README.md").read_text("utf-8")
    assert text.startswith("# my-study\n")
    assert "{" not in text
    assert len(text.splitlines()) <= 40


def test_its_corpus_has_no_problems(study):
    corpus = read_corpus(study / "corpus")
    assert len(corpus.problems) == 0
    assert corpus.articles["outlet"].nunique() == 2


def test_its_notebooks_differ_in_the_corpus_alone(study):
    for path in (study / "notebooks").iterdir():
        here, there = (
            json.loads(p.read_text("utf-8")) for p in (path, ROOT / "notebooks" / path.name)
        )
        lines = [
            pair
            for a, b in zip(here["cells"], there["cells"], strict=True)
            for pair in zip(a["source"], b["source"], strict=True)
            if pair[0] != pair[1]
        ]
        assert [line.partition("  #")[0] for pair in lines for line in pair] == [
            'corpus: str = "corpus"', 'corpus: str = "seeds"',
        ]  # fmt: skip


def test_every_command_of_its_readme_works_in_it(study):
    # what the reports say is tested elsewhere; two of them are enough for the commands
    for path in (study / "notebooks").glob("[1-9]*.ipynb"):
        if path.name != "10_frequency.ipynb":
            path.unlink()
    for line in COMMANDS:
        command, *words = shlex.split(line)
        assert command == "framing"
        code, out, err = framing(study, *words)
        assert code == 0, f"{line}\n{out}{err}"
    for name in ("default", "mine", "phrases"):
        assert (study / "reports" / "frequency" / name / "report.html").exists()
    assert len(list(study.glob("reports/frequency/headlines-*/report.html"))) == 2


def test_the_targets_of_its_makefile_are_there_and_the_check_runs(study):
    text = (study / "Makefile").read_text("utf-8")
    assert set(re.findall(r"^(\w+):", text, flags=re.MULTILINE)) == {"check", "report", "verify"}
    for target in ("report", "verify"):
        done = run(["make", "--dry-run", target], study)
        assert done.returncode == 0, done.stderr
    assert run(["make", "check"], study).stdout.endswith(
        "no errors: 3 articles of 2 outlets, 0 warnings\n"
    )


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_text("mine")
    done = new(tmp_path / "x")
    assert done.exit_code == 2
    assert "exists already, and nothing is written over" in done.stderr
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_taken_and_a_file_is_not(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    assert new(tmp_path / "empty").exit_code == 0
    assert new(tmp_path / "file").exit_code == 2
    assert new(tmp_path / "file" / "below").exit_code == 2


def test_a_name_is_text_in_the_readme(tmp_path):
    assert new(tmp_path / "{version} a\n# b").exit_code == 0
    first, second = (
        (tmp_path / "{version} a\n# b" / "README.md").read_text("utf-8").splitlines()[:2]
    )
    assert (first, second) == ("# {version} a\\n# b", "")
