"""`framing annotate`: the models read once, and go on where they were stopped."""

import os
import signal
import subprocess
import sys

import pytest

from tests.tiny import ARTICLES

COMMAND = [sys.executable, "-m", "analysis.cli"]


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def framing(cache, *arguments):
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, check=False,
        env=os.environ | {"FRAMING_CACHE": str(cache)},
    )  # fmt: skip


def kept(cache):
    return {path.relative_to(cache): path.read_bytes() for path in cache.rglob("*.json")}


def test_it_says_what_was_read_and_a_second_run_reads_nothing(cache):
    first = framing(cache, "annotate", str(ARTICLES))
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == ["attributions: 24 articles", "loaded words: 24 articles"]
    times = {path: path.stat().st_mtime_ns for path in cache.rglob("*.json")}
    assert len(times) >= 24
    assert framing(cache, "annotate", str(ARTICLES)).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*.json")} == times


def test_what_was_stopped_goes_on_and_ends_with_the_same(cache, tmp_path):
    running = subprocess.Popen(
        [*COMMAND, "annotate", str(ARTICLES)], env=os.environ | {"FRAMING_CACHE": str(cache)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while running.poll() is None and len(kept(cache)) < 3:
        pass  # until some articles are kept
    running.send_signal(signal.SIGKILL)
    running.wait()
    begun = kept(cache)
    assert begun
    assert framing(cache, "annotate", str(ARTICLES)).returncode == 0
    whole = kept(cache)
    assert begun.items() <= whole.items()
    framing(tmp_path / "other", "annotate", str(ARTICLES))
    assert kept(tmp_path / "other") == whole


def test_a_corpus_that_is_none_is_named(cache):
    done = framing(cache, "annotate", "nowhere.csv")
    assert done.returncode == 2
    assert "nowhere.csv" in done.stderr
