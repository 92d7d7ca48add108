"""A run is left out when nothing it depends on has changed, and only then."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.corpus import read_corpus
from analysis.models.cache import Cache
from analysis.project import PROJECT
from analysis.record import dependencies
from analysis.record.dependencies import resources_used
from analysis.reports.execute import ledger as unchanged
from analysis.reports.execute.ledger import Ledger
from analysis.reports.execute.runner import Job
from tests.projects import STEADY, end, published, start, write_project


@pytest.fixture
def folder(tmp_path):
    return write_project(tmp_path / "project", steady=STEADY)


@pytest.fixture
def job(folder, tmp_path):
    words = tmp_path / "own.tsv"
    words.write_text("term\tcategory\n")
    for place in ("figures", "reports"):
        (folder / place / "steady" / "default").mkdir(parents=True)
        (folder / place / "steady" / "default" / "made.txt").write_text("made")
    notebook = folder / "notebooks" / "10_steady.ipynb"
    stop = tmp_path / "stop.txt"
    stop.write_text("the\n")
    values = {"word": "plain", "lexicons": [str(words)], "stop": str(stop)}
    return Job("steady", notebook, "default", values)


@pytest.fixture
def kept(tmp_path):
    return Cache(tmp_path / "kept")


def unchanged_in(folder, kept, job):
    return Ledger(folder, kept=kept).unchanged(job, read_corpus(folder / "seeds"))


def write_down(folder, kept, job):
    Ledger(folder, kept=kept).write_down(job, read_corpus(folder / "seeds"))


def test_a_run_that_was_written_down_is_unchanged_and_another_is_not(folder, job, kept):
    assert not unchanged_in(folder, kept, job)
    write_down(folder, kept, job)
    assert unchanged_in(folder, kept, job)
    assert not unchanged_in(folder, kept, replace(job, run="other"))
    assert not unchanged_in(folder, Cache(None), job)


def change_article(folder, _job, _patch):
    file = folder / "seeds" / "corpus.csv"
    file.write_text(file.read_text().replace("Monday", "Tuesday"))


def change_notebook(_folder, job, _patch):
    job.notebook.write_text(job.notebook.read_text().replace("run.finish()", "run.finish( )"))


def change_own_list(_folder, job, _patch):
    file = Path(job.values["lexicons"][0])
    file.write_text(file.read_text() + "thugs\tlabel\n")


def change_own_stop_list(_folder, job, _patch):
    Path(job.values["stop"]).write_text("the\na\n")


def change_library(_folder, _job, patch):
    patch.setattr(unchanged, "installed", lambda: ["pandas 0.1"])


def change_code(_folder, _job, patch):
    patch.setattr(unchanged, "code_digest", lambda: "other")


def change_picture(folder, _job, _patch):
    (folder / "figures" / "steady" / "default" / "made.txt").write_text("mad3")


def lose_report(folder, _job, _patch):
    shutil.rmtree(folder / "reports")


def add_file(folder, _job, _patch):
    (folder / "figures" / "steady" / "default" / "more.txt").write_text("more")


CHANGES = [
    change_article, change_notebook, change_own_list, change_own_stop_list, change_library,
    change_code, change_picture, lose_report, add_file,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_a_run_depends_on_makes_it_run_again(change, folder, job, kept, monkeypatch):
    write_down(folder, kept, job)
    change(folder, job, monkeypatch)
    assert not unchanged_in(folder, kept, job)


def test_another_parameter_makes_it_run_again(folder, job, kept):
    write_down(folder, kept, job)
    assert not unchanged_in(folder, kept, replace(job, values={**job.values, "word": "bold"}))


def test_a_word_list_counts_only_for_the_notebooks_that_use_it():
    used = {
        report: set(resources_used(PROJECT / "notebooks" / f"{report}.ipynb"))
        for report in ("10_frequency", "20_loaded", "30_attribution")
    }
    loaded, cues, functions = (
        f"wordlists/{name}.tsv" for name in ("loaded", "cues", "function_words")
    )
    assert functions in used["10_frequency"]
    assert {loaded, cues} & used["10_frequency"] == set()
    assert cues in used["30_attribution"]
    assert loaded not in used["30_attribution"]
    assert {loaded, cues, functions, "models/loaded/model.onnx"} <= used["20_loaded"]


def test_a_changed_word_list_makes_those_run_again_that_use_it(tmp_path, kept, monkeypatch):
    package = tmp_path / "analysis"
    shutil.copytree(PROJECT / "analysis", package, ignore=shutil.ignore_patterns("*.onnx"))
    monkeypatch.setattr(dependencies, "_PACKAGE", package)
    folder = write_project(tmp_path / "project")
    jobs = []
    for report in ("frequency", "loaded"):
        for place in ("figures", "reports"):
            (folder / place / report / "default").mkdir(parents=True)
            (folder / place / report / "default" / "made.txt").write_text("made")
        (notebook,) = (PROJECT / "notebooks").glob(f"*_{report}.ipynb")
        jobs.append(Job(report, notebook, "default", {}))
        write_down(folder, kept, jobs[-1])
    with (package / "resources/wordlists/loaded.tsv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert [unchanged_in(folder, kept, job) for job in jobs] == [True, False]


def test_a_notebook_that_is_not_understood_depends_on_everything(tmp_path):
    file = tmp_path / "10_odd.ipynb"
    file.write_text(
        json.dumps({"cells": [{"cell_type": "code", "source": ["%matplotlib inline"]}]})
    )
    assert "wordlists/loaded.tsv" in resources_used(file)
    file.write_text("{}")
    assert "models/attribution/model.onnx" in resources_used(file)


def test_the_command_leaves_out_what_has_not_changed_and_says_so(folder, tmp_path):
    own = {"env": {**os.environ, "FRAMING_CACHE": str(tmp_path / "cache")}}
    code, first, _ = end(start(folder, "run", **own))
    assert (code, first) == (0, "reports/steady/default/report.html\n")
    page = folder / "reports/steady/default/report.html"
    made = page.stat().st_mtime_ns
    before = published(folder)
    code, second, _ = end(start(folder, "run", **own))
    assert (code, page.stat().st_mtime_ns) == (0, made)
    assert "nothing has changed; --force runs it again" in second
    code, third, _ = end(start(folder, "run", "-p", "word=bold", **own))
    assert "nothing has changed" not in third
    assert published(folder) != before
    code, _, _ = end(start(folder, "run", "--force", **own))
    assert code == 0
    assert published(folder) == before
