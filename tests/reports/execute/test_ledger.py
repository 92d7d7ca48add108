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
from analysis.reports.execute import snapshot
from analysis.reports.execute.ledger import Ledger
from analysis.reports.execute.runner import Job, files_of
from analysis.reports.execute.snapshot import sources_digest
from tests.commands import framing
from tests.projects import (
    FINISH,
    PARAMETERS,
    STEADY,
    end,
    published,
    start,
    until,
    write_notebook,
    write_project,
)


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
    sources, files = sources_digest(job.notebook, job.values), files_of(job, folder)
    Ledger(folder, kept=kept).write_down(job, read_corpus(folder / "seeds"), sources, files)


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
    patch.setattr(snapshot, "installed", lambda: ["pandas 0.1"])


def change_code(_folder, _job, patch):
    patch.setattr(snapshot, "code_digest", lambda _: "other")


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


def remembering_nothing(tmp_path):
    """An environment in which no run was written down; what is kept of the code itself is there."""
    known = Path(os.environ["FRAMING_CACHE"], "code")
    if known.is_dir():
        shutil.copytree(known, tmp_path / "cache" / "code")
    return {**os.environ, "FRAMING_CACHE": str(tmp_path / "cache")}


def test_the_command_leaves_out_what_has_not_changed_and_says_so(folder, tmp_path):
    own = {"env": remembering_nothing(tmp_path)}
    code, first, _ = framing(folder, "run", **own)
    assert (code, first) == (0, "reports/steady/default/report.html\n")
    page = folder / "reports/steady/default/report.html"
    made = page.stat().st_mtime_ns
    before = published(folder)
    code, second, _ = framing(folder, "run", **own)
    assert (code, page.stat().st_mtime_ns) == (0, made)
    assert "nothing has changed; --force runs it again" in second
    code, third, _ = framing(folder, "run", "-p", "word=bold", **own)
    assert "nothing has changed" not in third
    assert published(folder) != before
    code, _, _ = framing(folder, "run", "--force", **own)
    assert code == 0
    assert published(folder) == before


# waits inside the run, once each list and the notebook could have been read, and then reads the list
WAITING = (
    f'{PARAMETERS}\nstop: str = "on"  # function words\nlexicons: list[str] = []  # own lists\n'
    'mark: str = "here"  # a file that says that it runs',
    "import time\nfrom pathlib import Path\n"
    'Path(mark).touch()\nwhile not Path(mark + ".go").exists(): time.sleep(0.05)',
    "from analysis.corpus import read_corpus\nfrom analysis.language import stop_words\n"
    "from analysis.measures.loaded import matchers_of\nfrom analysis.reports import Run\n"
    "read = read_corpus(corpus)\nkinds = [m.lexicon.name for m in matchers_of(lexicons)]\n"
    'run = Run("waiting", read, folder=out, settings={"stop": stop, "lexicons": lexicons})\n'
    "run.findings([f'Left out: {sorted(stop_words(stop))}.'])",
    FINISH,
)


@pytest.fixture
def waiting(tmp_path):
    """A project with a notebook that waits, a stop list of its own, and the options to run it."""
    folder = write_project(tmp_path / "project", waiting=WAITING)
    (folder / "stop.txt").write_text("the\n")
    return folder, {"env": remembering_nothing(tmp_path)}


def begin(folder, options, mark="here"):
    running = start(folder, "run", "-p", "stop=stop.txt", "-p", f"mark={mark}", **options)
    until((folder / mark).exists, "the notebook runs")
    return running


def go_on(folder, running, mark="here"):
    (folder / f"{mark}.go").touch()
    code, said, error = end(running)
    assert code == 0, error
    return said


def page_of(folder):
    return (folder / "reports/waiting/default/report.html").read_text("utf-8")


def test_a_notebook_edited_while_it_runs_is_run_as_it_was_and_run_again(waiting):
    folder, options = waiting
    running = begin(folder, options)
    later = (*WAITING[:2], WAITING[2].replace("Left out", "Stopped"), FINISH)
    write_notebook(folder / "notebooks" / "10_waiting.ipynb", later)
    go_on(folder, running)
    assert "Left out: " in page_of(folder)
    assert "nothing has changed" not in go_on(folder, begin(folder, options))
    assert "Stopped: " in page_of(folder)
    assert (
        "nothing has changed"
        in framing(folder, "run", "-p", "stop=stop.txt", "-p", "mark=here", **options)[1]
    )


def test_a_word_list_edited_while_it_is_used_is_used_as_it_was_and_run_again(waiting):
    folder, options = waiting
    running = begin(folder, options)
    (folder / "stop.txt").write_text("the\nwas\n")
    go_on(folder, running)
    assert "Left out: [&#39;the&#39;]." in page_of(folder)
    assert "nothing has changed" not in go_on(folder, begin(folder, options))
    assert "Left out: [&#39;the&#39;, &#39;was&#39;]." in page_of(folder)


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_runs_of_one_name_the_last_is_known_by_what_it_was_made_from(waiting, first):
    folder, options = waiting
    marks = ("one", "two")
    runs = []
    for mark, stop in zip(marks, ("the\n", "was\n"), strict=True):
        (folder / "stop.txt").write_text(stop)
        runs.append(begin(folder, options, mark))
    for turn in (first, 1 - first):
        go_on(folder, runs[turn], marks[turn])
    last = 1 - first  # published last; its list is the one that is there if it began last
    said = go_on(
        folder, start(folder, "run", "-p", "stop=stop.txt", "-p", f"mark={marks[last]}", **options)
    )
    assert ("nothing has changed" in said) == (last == 1)
    assert "Left out: [&#39;was&#39;]." in page_of(folder)
