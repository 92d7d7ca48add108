"""An installation from a wheel, apart from the project's folder, has all that the commands need."""

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from analysis.bundle.wheel import wheel as bundled_wheel
from tests.conftest import ROOT

BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
SOURCES = ("README.md", "LICENSE", "CITATION.cff", "pyproject.toml", "requirements.lock")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of a copy of the project, since building leaves files behind."""
    source, out = (tmp_path_factory.mktemp(name) for name in ("source", "wheel"))
    for name in SOURCES:
        shutil.copy(ROOT / name, source)
    for name in ("analysis", "notebooks", "seeds"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-c", BUILD, out], cwd=source, check=True, capture_output=True, text=True
    )
    (built,) = out.glob("*.whl")
    return built, source


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment of its own with the wheel unpacked as pip does it; libraries are those of the tests."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel[0]) as packed:
        packed.extractall(packages)
    (data,) = packages.glob("framing-*.data/data")
    shutil.copytree(data, place, dirs_exist_ok=True)
    shutil.rmtree(data.parent)
    return place


def framing(place, *words, folder):
    libraries = {"PYTHONPATH": sysconfig.get_path("purelib")}
    return subprocess.run(
        [place / "bin" / "python", "-m", "analysis.cli", *words],
        cwd=folder,
        env={**os.environ, **libraries},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_every_file_of_the_package_and_every_notebook_is_in_it(wheel):
    built, source = wheel
    with zipfile.ZipFile(built) as packed:
        there = {
            name.partition(".data/data/share/framing/")[2] or name for name in packed.namelist()
        }
    files = [*source.glob("analysis/**/*"), *source.glob("notebooks/*"), *source.glob("seeds/*")]
    names = {path.relative_to(source).as_posix() for path in files if path.is_file()}
    assert names - there == set()
    assert {"CITATION.cff", "requirements.lock"} <= there


def test_the_wheel_of_a_bundle_has_the_same_files(wheel):
    name, content = bundled_wheel()
    assert name == wheel[0].name
    with zipfile.ZipFile(wheel[0]) as built, zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert set(packed.namelist()) == set(built.namelist())
        same = [n for n in built.namelist() if "dist-info" not in n]
        assert all(packed.read(n) == built.read(n) for n in same)
        ends = ("entry_points.txt", "METADATA")
        about = [n for n in built.namelist() if n.endswith(ends)]
        assert len(about) == len(ends)
        assert packed.read(about[0]).splitlines()[:1] == built.read(about[0]).splitlines()[:1]
        record = packed.read(next(n for n in packed.namelist() if n.endswith("RECORD"))).decode()
    assert len(record.splitlines()) == len(same) + len(set(packed.namelist()) - set(same))
    assert bundled_wheel()[1] == content


def test_a_study_begun_with_it_can_be_read_by_the_models(installed, tmp_path):
    done = framing(installed, "new", "study", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    study = tmp_path / "study"
    words = ["export", "attributions", "--out", "said.jsonl"]  # needs lists and models
    done = framing(installed, *words, folder=study)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in (study / "said.jsonl").read_text("utf-8").splitlines()]
    assert said


def test_its_example_is_the_seeds_and_a_report_runs_on_it(installed, tmp_path):
    done = framing(installed, "example", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    made = tmp_path / "framing-example"
    for name in ("corpus.csv", "SHA256SUMS"):
        assert (made / "seeds" / name).read_bytes() == (ROOT / "seeds" / name).read_bytes()
    done = framing(installed, "run", "corpus", folder=made)
    assert done.returncode == 0, done.stderr
    page = made / "reports/corpus/default/report.html"
    assert "RFE/RL" in page.read_text("utf-8")
    again = framing(installed, "example", folder=tmp_path)
    assert again.returncode != 0
    assert "framing-example" in again.stderr


def test_without_notebooks_it_says_where_they_are_looked_for(installed, tmp_path):
    place = shutil.copytree(installed, tmp_path / "bare", symlinks=True)
    shutil.rmtree(place / "share")
    done = framing(place, "run", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no notebooks: looked in" in done.stderr
    assert "pip install --editable" in done.stderr
    assert len(done.stderr.splitlines()) == 1
