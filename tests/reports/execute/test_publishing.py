"""Publishing: whole reports, whoever is killed when, and a clear refusal before anything has moved."""

import json
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.reports.execute.publishing import publish, staging
from tests.reports.execute import killed_publishing
from tests.reports.execute.killed_publishing import LATER, NEW, OLD, PLACES, seen, write


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """What readers see after a kill before every single change that publishing makes."""
    folder = tmp_path_factory.mktemp("killed")
    command = [sys.executable, killed_publishing.__file__, str(folder)]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    states = json.loads(done.stdout)
    assert len(states) >= 8  # five files moved or removed, and the list written, moved, removed
    return states


def test_a_reader_never_misses_a_file_and_never_sees_half_of_one(states):
    for state in states:
        for path in set(OLD) & set(NEW):
            assert state["killed"][path] in (OLD[path], NEW[path])
        assert state["killed"].keys() <= OLD.keys() | NEW.keys()


def test_some_kills_come_before_the_first_move_and_some_in_the_middle(states):
    kinds = [
        "old" if s["killed"] == OLD else "new" if s["killed"] == NEW else "mixed" for s in states
    ]
    assert kinds == sorted(kinds, key=["old", "mixed", "new"].index)
    assert set(kinds) == {"old", "mixed", "new"}


def test_the_next_run_finishes_what_was_begun_and_forgets_what_was_not(states):
    for state in states:
        assert state["next"] == (OLD if state["killed"] == OLD else NEW) or state["next"] == NEW
        assert not state["left"]


def test_a_run_that_had_begun_before_the_kill_is_not_mixed_with_the_killed_one(states):
    for state in states:
        assert state["slow"] == LATER


def test_a_finished_list_is_not_carried_out_again_over_what_came_later(tmp_path):
    with staging(tmp_path) as first:
        write(first / "0", NEW)
        publish(first / "0", tmp_path, PLACES)
        write(tmp_path, OLD)  # from someone else, while the first goes on with other reports
        assert not list(first.rglob("moves.json"))
    assert seen(tmp_path) == NEW | OLD


def test_nothing_moves_when_one_file_cannot_take_its_place(tmp_path):
    write(tmp_path, OLD)
    (tmp_path / "reports/r/default/report.html").unlink()
    (tmp_path / "reports/r/default/report.html").mkdir()
    before = seen(tmp_path)
    with staging(tmp_path) as private:
        write(private / "0", NEW)
        with pytest.raises(IsADirectoryError, match=r"reports/r/default/report\.html"):
            publish(private / "0", tmp_path, PLACES)
    assert seen(tmp_path) == before
    with staging(tmp_path):
        assert seen(tmp_path) == before  # nor is it tried again


def test_the_private_folder_of_one_who_is_alive_is_left_alone(tmp_path):
    with staging(tmp_path) as mine:
        write(mine / "0", NEW)
        with staging(tmp_path) as theirs:
            assert mine != theirs
            assert (mine / "0" / "figures").exists()
        assert not theirs.exists()
    assert not list(tmp_path.glob(".staging-*"))


def _publish_often(root: Path, name: str) -> None:
    for number in range(12):
        with staging(root) as private:
            files = {path: f"{name} {number}" for path in NEW} | {
                f"figures/r/default/{name}-{number}.csv": f"{name} {number}"
            }
            write(private / "0", files)
            publish(private / "0", root, PLACES)


def test_many_at_once_take_turns_and_the_last_is_whole(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_publish_often, args=(tmp_path, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert len(set(seen(tmp_path).values())) == 1
    assert len(seen(tmp_path)) == len(NEW) + 1
    assert not list(tmp_path.glob(".staging-*"))


@pytest.mark.parametrize(
    "told",
    [
        {"../outside": ["a.txt"]},
        {"figures/r": ["../../../outside/a.txt"]},
        {"notebooks": ["a.txt"]},
        {"figures/link": ["a.txt"]},
        ["figures"],
        None,
    ],
)
def test_a_list_from_somebody_else_moves_nothing_out_of_the_folder(tmp_path, told):
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    (root / "figures").mkdir(parents=True)
    (root / "figures" / "link").symlink_to(outside)
    staged = root / ".staging-1-abc" / "0"
    write(staged, {"figures/link/a.txt": "x", "notebooks/a.txt": "x", "figures/a.txt": "x"})
    write(staged.parent, {"outside/a.txt": "x"})
    (staged / "moves.json").write_text(json.dumps(told))
    with pytest.raises(OSError, match="remove it"), staging(root):
        pass
    assert not list(outside.iterdir())
    assert not (root / "notebooks").exists()
    assert (staged / "figures" / "a.txt").exists()
