"""Notebooks of one's own: written once, added to, and run as reports."""

import json
from pathlib import Path

import nbformat
import pytest
from pypdf import PdfReader

from analysis.corpus import read_corpus
from analysis.errors import FramingError
from analysis.interactive.own_notebook import send_to
from tests import commands
from tests.conftest import ROOT


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sources(path):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def sent(code, name="heard", title="Who is heard"):
    return Path(send_to(name, code, read_corpus("seeds"), title=title))


def test_cells_are_added_before_the_last_one_and_none_is_changed(project):
    path = sent("answer(study, 'outlets')")
    first = sources(path)
    assert sent("answer(study, 'frequencies')", title="Words") == path
    assert sources(path) == [*first[:-1], "## Words", "answer(study, 'frequencies')", first[-1]]
    ids = [cell["id"] for cell in json.loads(path.read_text())["cells"]]
    assert len(set(ids)) == len(ids)


def test_what_the_researcher_wrote_stays(project):
    path = sent("answer(study, 'outlets')")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("My last word."))
    nbformat.write(notebook, path)
    written = sources(path)
    sent("answer(study, 'frequencies')")
    assert sources(path)[: len(written)] == written


@pytest.mark.parametrize("name", ["", "../up", "a b", "9lives", "x" * 62])
def test_a_name_that_cannot_be_one_is_refused(project, name):
    with pytest.raises(FramingError, match="no name for a report"):
        sent("answer(study, 'outlets')", name=name)


@pytest.mark.parametrize("content", ["no json", "[]", '{"cells": [{"source": 3}]}'])
def test_a_file_that_is_no_notebook_is_left_as_it_is(project, content):
    path = project / "notebooks/heard.ipynb"
    path.write_text(content)
    with pytest.raises(FramingError, match="mend it first"):
        sent("answer(study, 'outlets')")
    assert path.read_text() == content


def framing(*words):
    return commands.framing(Path.cwd(), *words)


def test_it_runs_as_a_report_by_name_and_by_path_and_verifies(project):
    path = sent("answer(study, 'outlets')")
    sent("answer(study, 'keyness')", title="Words that set outlets apart")
    sent("answer(study, 'attributions')", title="Who says what")
    code, out, err = framing("run", "heard")
    assert code == 0, err
    page = project / "reports/heard/default/report.html"
    assert out.split() == [str(page.relative_to(project))]
    described = json.loads((project / "figures/heard/default/keyness.json").read_text())
    assert described["report"]["name"] == "heard"
    assert described["id"] in page.read_text()
    paper = PdfReader(page.parent / "report.pdf")
    printed = " ".join(one.extract_text() for one in paper.pages)
    assert "The United Nations" in " ".join(printed.split())  # a source: no figure shows this table
    assert "Its file has all columns" in " ".join(printed.split())
    code, out, _ = framing("verify", page)
    assert code == 0, out
    assert "same bytes" in out
    moved = path.rename(project / "elsewhere.ipynb")
    code, _, err = framing("run", moved, "-p", "outlets=PJ Media", "-p", "outlets=RFE/RL")
    assert code == 0, err
    assert (project / "reports/elsewhere/default/report.html").is_file()


def test_a_path_without_a_notebook_is_named(project):
    code, _, err = framing("run", "none.ipynb")
    assert code != 0
    assert "there is no notebook none.ipynb" in err
