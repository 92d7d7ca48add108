"""`framing annotate`: the models read once, and go on where they were stopped."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests import commands
from tests.commands import ROOT
from tests.tiny import ARTICLES

COMMAND = [sys.executable, "-m", "analysis.cli"]


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def framing(cache, *words):
    return commands.framing(ROOT, *words, env=os.environ | {"FRAMING_CACHE": str(cache)})


def kept(cache):
    return {path.relative_to(cache): path.read_bytes() for path in cache.rglob("*.json")}


def test_it_says_what_was_read_and_a_second_run_reads_nothing(cache):
    code, out, err = framing(cache, "annotate", ARTICLES)
    assert code == 0, err
    assert out.splitlines() == ["attributions: 24 articles", "loaded words: 24 articles"]
    times = {path: path.stat().st_mtime_ns for path in cache.rglob("*.json")}
    assert len(times) >= 24
    assert framing(cache, "annotate", str(ARTICLES))[0] == 0
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*.json")} == times


def test_what_was_stopped_goes_on_and_ends_with_the_same(cache, tmp_path):
    running = subprocess.Popen(
        [*COMMAND, "annotate", str(ARTICLES)], env=os.environ | {"FRAMING_CACHE": str(cache)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while running.poll() is None and len(kept(cache)) < 3:
        time.sleep(0.01)  # until some articles are kept
    running.send_signal(signal.SIGKILL)
    running.wait()
    begun = kept(cache)
    assert begun
    assert framing(cache, "annotate", str(ARTICLES))[0] == 0
    whole = kept(cache)
    assert begun.items() <= whole.items()
    framing(tmp_path / "other", "annotate", str(ARTICLES))
    assert kept(tmp_path / "other") == whole


def test_a_corpus_that_is_none_is_named(cache):
    code, _, err = framing(cache, "annotate", "nowhere.csv")
    assert code == 2, err
    assert "nowhere.csv" in err


def test_without_a_terminal_a_line_says_how_far_it_is_and_how_long_it_will_take(cache):
    code, _, err = framing(cache, "annotate", str(ARTICLES), "--every", "0", "--batch", "6")
    assert code == 0, err
    told = [line for line in err.splitlines() if line.startswith("reading articles, ")]
    assert told[-1].startswith("reading articles, 23 of 24 articles, ")
    assert all(line.endswith(" left") for line in told)
    next((cache / "loaded").rglob("*.json")).unlink()
    _, _, err = framing(cache, "annotate", str(ARTICLES), "--every", "0")
    assert "23 of 24 articles were read before" in err


def test_a_scheduler_that_has_workers_takes_no_number_of_them(cache):
    code, _, err = framing(
        cache, "annotate", str(ARTICLES), "--scheduler", "tcp://[::1]:1", "--workers=2"
    )
    assert code == 2, err
    assert "already has its own workers" in err


def test_a_file_that_is_no_scheduler_is_named(cache, tmp_path):
    code, _, err = framing(
        cache, "annotate", str(ARTICLES), "--scheduler", str(tmp_path / "none.json")
    )
    assert code == 2, err
    assert f"--scheduler {tmp_path}/none.json: No such file" in err


@pytest.mark.parametrize("more", [[], ["--scheduler", "local"]])
def test_where_nothing_can_be_kept_nothing_is_read(tmp_path, more):
    (tmp_path / "file").write_text("")
    code, _, err = framing(tmp_path / "file" / "cache", "annotate", str(ARTICLES), *more)
    assert code == 2, err
    assert f"{tmp_path}/file/cache: cannot be written" in err


def test_an_empty_name_of_the_folder_is_refused():
    code, _, err = framing("", "annotate", ARTICLES)
    assert code == 2
    assert "FRAMING_CACHE is empty, so that nothing would be kept" in err
