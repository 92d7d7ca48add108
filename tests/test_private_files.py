"""Private folders and drafts: gone with their owner, or with the next one after a kill."""

import os
import signal
import subprocess
import sys

import pytest

from analysis.corpus.folder import new_folder
from analysis.files import write_whole
from analysis.private_files import clear, private_folder, private_name
from tests.conftest import ROOT

OWNER = """
import sys, time
from pathlib import Path
from analysis.private_files import private_folder, private_name
folder = Path(sys.argv[1])
(folder / f".draft.{private_name()}.part").write_text("words of an article")
with private_folder(folder, ".corpus.", ".part") as made:
    (made / "text.txt").write_text("words of an article")
    print(made.name, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def owner(tmp_path):
    """A process that has a private folder and a draft in `tmp_path`."""
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        process.made = process.stdout.readline().strip()
        yield process
        process.kill()


def test_what_belongs_to_a_living_process_is_left_alone(tmp_path, owner):
    before = sorted(tmp_path.rglob("*"))
    clear(tmp_path, ".")
    with private_folder(tmp_path, ".corpus.", ".part"):
        pass
    assert sorted(tmp_path.rglob("*")) == before
    assert len(before) == 3


def test_what_a_killed_process_left_is_removed_by_the_next_one(tmp_path, owner):
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    assert (tmp_path / owner.made / "text.txt").exists()
    write_whole(tmp_path / "draft", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {owner.made, "draft"}
    with new_folder(tmp_path / "corpus") as made:
        (made / "a.txt").write_text("a")
    assert {path.name for path in tmp_path.iterdir()} == {"corpus", "draft"}


def test_a_number_that_another_process_has_now_is_no_owner(tmp_path):
    machine, pid, started, rest = private_name().split("-")
    old = tmp_path / f"x-{machine}-{pid}-{int(started) - 1}-{rest}"
    mine = tmp_path / f"x-{private_name()}"
    old.touch()
    mine.touch()
    clear(tmp_path, "x-")
    assert list(tmp_path.iterdir()) == [mine]


def test_what_another_machine_or_a_person_made_is_left_alone(tmp_path):
    _, pid, started, rest = private_name().split("-")
    names = [f"x-00000000-{pid}-{int(started) - 1}-{rest}", "x-mine", "x-", "x-1-2-3-4"]
    for name in names:
        (tmp_path / name).mkdir()
    clear(tmp_path, "x-")
    assert {path.name for path in tmp_path.iterdir()} == set(names)


def test_a_link_is_removed_and_not_followed(tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "a").touch()
    machine, pid, started, rest = private_name().split("-")
    (tmp_path / f"x-{machine}-{pid}-{int(started) - 1}-{rest}").symlink_to(kept)
    clear(tmp_path, "x-")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (kept / "a").exists()


def test_a_long_name_is_written_too(tmp_path):
    file = tmp_path / ("é" * 120 + ".csv")
    assert len(os.fsencode(file.name)) > 240
    write_whole(file, b"x")
    assert file.read_bytes() == b"x"
