"""What a bundle says to replicators, codecheckers and repositories; and `make reproduce` in it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from analysis.bundle.archive import Wish, write_bundle
from analysis.bundle.exhibits import exhibits
from analysis.bundle.integrity import verify_bundle
from analysis.bundle.payload import place_of
from analysis.corpus import read_corpus
from analysis.record.claims import ClaimError, run_claim
from tests.commands import framing
from tests.conftest import ROOT

RUNS = ("corpus/default", "corpus/quiet")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project with the seeds and two runs of one report, of which the second shows no texts."""
    folder = tmp_path_factory.mktemp("replication") / "project"
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("CITATION.cff", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    (folder / "study.toml").write_text('authors = ["Doe, Jane", "The Lab"]\n')
    for more in ([], ["--no-text", "--name", "quiet"]):
        code, _, err = framing(folder, "run", "corpus", *more)
        assert code == 0, err
    return folder


@pytest.fixture
def project(made, monkeypatch):
    monkeypatch.chdir(made)
    return made


def bundled(project, tmp_path, runs=RUNS[:1], **wish):
    """The folder that a bundle is unpacked to."""
    write_bundle(Wish(runs, **wish), project, tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as packed:
        packed.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked"


def test_each_figure_and_table_names_the_cell_that_makes_it(project):
    found = exhibits(run_claim(project, RUNS[0]))
    cells = [
        "".join(cell["source"])
        for cell in json.loads((project / "notebooks/00_corpus.ipynb").read_text())["cells"]
        if cell["cell_type"] == "code"
    ]
    assert {exhibit.kind for exhibit in found} == {"figure", "table"}
    for exhibit in found:
        name = exhibit.id.rpartition("-")[0]
        assert f'"{name}"' in cells[exhibit.cell - 1]
        assert (project / exhibit.file).is_file()
    quiet = exhibits(run_claim(project, RUNS[1]))  # has papermill's cell more
    assert [(e.id, e.cell) for e in quiet if e.kind == "figure"] == [
        (e.id, e.cell) for e in found if e.kind == "figure"
    ]


def test_a_damaged_report_has_no_exhibits(tmp_path):
    claim = SimpleNamespace(name="a/b", folders={"reports": tmp_path})
    assert exhibits(claim) == []
    (tmp_path / "report.ipynb").write_text('{"cells": [{"cell_type": "code"}]}')
    assert exhibits(claim) == []


def test_the_readme_has_the_sections_of_the_template_and_what_was_measured(project, tmp_path):
    folder = bundled(project, tmp_path, rights="The Herald has agreed.", licence="CC-BY-4.0")
    page = (folder / "README.md").read_text("utf-8")
    sections = [
        "Overview", "Data availability and provenance statements", "Statement about rights",
        "Summary of availability", "Dataset list", "Computational requirements", "Software",
        "Controlled randomness", "Memory, runtime and storage", "Description of programs",
        "Instructions to replicators", "List of figures and tables", "References",
    ]  # fmt: skip
    headings = [line.lstrip("# ") for line in page.splitlines() if line.startswith("## ")]
    headings += [line.lstrip("# ") for line in page.splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(sections)
    assert "The Herald has agreed." in page
    assert "Licence of this package: CC-BY-4.0" in page
    (row,) = [line for line in page.splitlines() if line.startswith("| corpus/default |  ")] or [
        line
        for line in page.splitlines()
        if line.startswith("| corpus/default | ") and "MB" in line
    ]
    _, _, seconds, memory, machine, _ = row.split("|")
    assert int(seconds) > 0
    assert int(memory.replace(",", "").split()[0]) > 50
    assert "processors" in machine
    assert read_corpus("seeds").digest in page
    for exhibit in exhibits(run_claim(project, RUNS[0])):
        assert f"({exhibit.id}) | `notebooks/00_corpus.ipynb` | {exhibit.cell} |" in page


def test_what_was_not_measured_or_not_said_is_not_made_up(project, tmp_path):
    write_bundle(Wish(RUNS[:1]), project, tmp_path / "a.zip")
    other = shutil.copytree(
        project, tmp_path / "other", ignore=shutil.ignore_patterns("study.toml")
    )
    os.chdir(other)
    folder = bundled(other, tmp_path)
    page = (folder / "README.md").read_text("utf-8")
    assert "| corpus/default | not measured here | not measured here |" in page
    assert "How long that takes was not measured here." in page
    assert "*to be filled in*" in page
    assert json.loads((folder / ".zenodo.json").read_text())["creators"] == []
    assert "license" not in json.loads((folder / ".zenodo.json").read_text())


def test_the_files_for_codecheckers_and_repositories_name_authors_and_figures(project, tmp_path):
    folder = bundled(project, tmp_path, licence="CC-BY-4.0")
    assert (folder / "codecheck.yml").read_text("utf-8").startswith("---\n")
    check = yaml.safe_load((folder / "codecheck.yml").read_text("utf-8"))
    assert check["version"] == "https://codecheck.org.uk/spec/config/1.0/"
    assert [author["name"] for author in check["paper"]["authors"]] == ["Jane Doe", "The Lab"]
    assert check["codechecker"] == []
    named = [entry["file"] for entry in check["manifest"]]
    assert named
    assert all((folder / name).is_file() for name in named)
    assert all(entry["comment"] for entry in check["manifest"])
    zenodo = json.loads((folder / ".zenodo.json").read_text("utf-8"))
    assert zenodo["creators"] == [{"name": "Doe, Jane"}, {"name": "The Lab"}]
    assert zenodo["license"] == "CC-BY-4.0"
    assert zenodo["upload_type"] == "dataset"
    dataset = json.loads((folder / "dataverse.json").read_text("utf-8"))["datasetVersion"]
    fields = {f["typeName"]: f["value"] for f in dataset["metadataBlocks"]["citation"]["fields"]}
    assert [a["authorName"]["value"] for a in fields["author"]] == ["Doe, Jane", "The Lab"]
    assert fields["subject"] == ["Social Sciences"]
    assert fields["datasetContact"] == []


def test_without_texts_it_says_what_cannot_be_made_again(project, tmp_path):
    folder = bundled(project, tmp_path, RUNS[1:], texts=False, software=True)
    page = (folder / "README.md").read_text("utf-8")
    assert "Without them nothing can be run again" in page
    assert "make reproduce CORPUS=PATH" in page
    done = subprocess.run(
        ["make", "reproduce", "--assume-old", ".venv/.installed"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0


def test_another_software_or_library_is_told(project, tmp_path):
    other = shutil.copytree(project, tmp_path / "other")
    os.chdir(other)
    notebook = other / "notebooks" / "00_corpus.ipynb"
    notebook.write_text(notebook.read_text("utf-8").replace("run.finish()", "run.finish() # more"))
    lock = other / "requirements.lock"
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    lock.write_text("".join("numpy==0.1 \\\n" if x.startswith("numpy==") else x for x in lines))
    page = (bundled(other, tmp_path) / "README.md").read_text("utf-8")
    assert "not the one that made corpus/default; it differs in: notebook." in page
    assert "corpus/default was made with numpy" in page


def test_a_bundle_verifies_unpacked_and_keeps_what_came_out(project, tmp_path):
    folder = bundled(project, tmp_path)
    os.chdir(folder)
    (folder / "strange.txt").write_text("not ours")
    found = verify_bundle(folder, keep=tmp_path / "kept")
    assert [checked.name for checked in found] == ["corpus/default"]
    assert [c.problem for c in found] == [""]
    assert [(v.path.name, v.state) for c in found for v in c.verdicts if not c.agrees] == []
    data, svg = (f"figures/corpus/default/timeline.{ending}" for ending in ("csv", "svg"))
    assert (tmp_path / "kept" / data).read_bytes() == (folder / data).read_bytes()
    assert (tmp_path / "kept" / svg).is_file()
    (folder / svg).unlink()
    (folder / "settings.json").write_bytes(b"{}")
    whole, _ = verify_bundle(folder)
    assert {str(verdict.path) for verdict in whole.verdicts} >= {svg, "settings.json"}
    (folder / "ro-crate-metadata.json").write_text("{}")
    with pytest.raises(ClaimError, match="is not that of a bundle of ours"):
        verify_bundle(folder)


def test_no_file_of_it_names_a_registry_or_this_machine(project, tmp_path):
    folder = bundled(project, tmp_path)
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [word for word in (b"pypi", b"pythonhosted", b"anaconda") if word in content]
            assert str(project).encode() not in content, path


def test_make_reproduce_makes_the_figures_again_with_python_pip_and_make_alone(project, tmp_path):
    """In an empty home; the libraries are those of the tests, the software is the bundle's own."""
    folder = bundled(project, tmp_path, software=True)
    (tmp_path / "home").mkdir()
    # the libraries are there already, so that nothing has to be fetched: a lock without entries
    libraries = next(place for place in sys.path if place.endswith("site-packages"))
    (folder / "requirements.lock").write_text("")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    (packages,) = (folder / ".venv").glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(f"{libraries}\n")
    done = subprocess.run(
        ["make", "reproduce", f"PYTHON={sys.executable}"],
        cwd=folder, env={"HOME": str(tmp_path / "home"), "PATH": os.environ["PATH"]},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    # all but the lock, which this test has emptied
    assert "requirements.lock: edited or damaged" in said, said
    assert "could not be run again" not in said
    assert "corpus/default\n" in said
    data = "figures/corpus/default/timeline.csv"
    assert (folder / "reproduced" / data).read_bytes() == (folder / data).read_bytes()
    assert (folder / "reproduced/figures/corpus/default/timeline.svg").is_file()


def test_files_of_the_makers_keep_their_place_and_none_from_outside_has_one():
    assert place_of(Path("lists/words.txt")) == "lists/words.txt"
    assert place_of(Path("../words.txt")) == place_of(Path("/tmp/words.txt")) == ""  # noqa: S108
