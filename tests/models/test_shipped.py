"""A model that is not the one that was shipped stops with a sentence, and gives no other results."""

import os
import shutil
import subprocess
import sys

import pytest

from analysis.resources import shipped
from analysis.resources.shipped import MODELS, SUMS, DamagedModelError, model_bytes, sums
from tests.conftest import ROOT

FILES = [line.partition("  ")[2] for line in SUMS.read_text("utf-8").splitlines()]


def test_the_digests_are_those_of_the_files():
    assert SUMS.read_text("utf-8") == sums(), "python -m analysis.resources.shipped"
    assert {"attribution/model.onnx", "loaded/model.onnx", "sentences/punkt.json"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["flipped", "cut", "empty"])
def test_a_damaged_file_is_refused(tmp_path, monkeypatch, name, damage):
    place = tmp_path / "models"
    (place / name).parent.mkdir(parents=True)
    shutil.copy(SUMS, place)
    content = bytearray((MODELS / name).read_bytes())
    (place / name).write_bytes(content)
    monkeypatch.setattr(shipped, "MODELS", place)
    assert model_bytes(place / name) == content
    for bit in (7, 7777, len(content) * 8 - 9):
        content[bit // 8] ^= 1 << bit % 8
    damaged = {"flipped": content, "cut": content[: len(content) // 2], "empty": b""}[damage]
    (place / name).write_bytes(damaged)
    with pytest.raises(DamagedModelError, match="is not the file that framing ships"):
        model_bytes(place / name)


def test_a_missing_file_is_said_and_one_of_a_training_is_taken_as_it_is(tmp_path):
    with pytest.raises(DamagedModelError, match="is missing"):
        model_bytes(tmp_path / "model.onnx")
    (tmp_path / "model.onnx").write_bytes(b"own")
    assert model_bytes(tmp_path / "model.onnx") == b"own"


def test_a_command_with_a_damaged_model_is_one_sentence_and_writes_nothing(tmp_path):
    package = tmp_path / "analysis"
    shutil.copytree(ROOT / "analysis", package, ignore=shutil.ignore_patterns("__pycache__"))
    model = package / "resources/models/attribution/model.onnx"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.write_bytes(content)
    out = tmp_path / "said.csv"
    words = ["export", "attributions", "--corpus", str(ROOT / "seeds"), "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "analysis.cli", *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "FRAMING_CACHE": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode not in (0, None)
    assert "is not the file that framing ships" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".onnx")])
def test_a_model_names_no_folder_of_the_machine_that_trained_it(name):
    content = (MODELS / name).read_bytes()
    assert not {note for note in (b"stack_trace", b'File "', b"/home/") if note in content}
