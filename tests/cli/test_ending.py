"""How commands end before their time: signals, a full device, too little memory."""

import os
import re
import resource
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.projects import (
    FRAMING,
    STEADY,
    end,
    hear_signals,
    processes_of,
    start,
    until,
    write_project,
)

# an archive from which articles are read until somebody stops it
ENDLESS = """
import sys, time
from pathlib import Path
from analysis.cli import main
from analysis.corpus.archives import corpus_files as there
import analysis.corpus.archives as archives

def slowly(found):
    for name, content in there(found):
        yield name, content
        if name != "corpus.csv":
            Path(sys.argv.pop()).touch()
            time.sleep(600)

archives.corpus_files = slowly
main([*sys.argv[1:-1]], prog_name="framing")
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_an_import_that_is_told_to_end_leaves_nothing(tmp_path, number, code):
    (tmp_path / "a.csv").write_text("id,outlet,date,text\n1,Post,2020-01-02,It was so.\n")
    begun = tmp_path / "begun"
    words = ["import", str(tmp_path / "a.csv"), "--out", str(tmp_path / "corpus"), str(begun)]
    command = [sys.executable, "-c", ENDLESS, *words]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_signals,  # noqa: PLW1509
    ) as process:
        until(lambda: begun.exists() or process.poll() is not None, "the import writes texts")
        assert list(tmp_path.glob(".corpus.*.part/*"))
        process.send_signal(number)
        assert end(process)[::2] == (code, "stopped; nothing is left half done\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "begun"]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  our own server
            return answer.status == 200
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends what a killed process started")
def test_jupyterlab_ends_when_the_command_that_started_it_is_killed(tmp_path):
    folder = write_project(tmp_path / "project", steady=STEADY)
    with start(folder, "lab", "--no-browser") as running:
        addresses = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in running.stderr)
        told = next(filter(None, addresses))  # before the server's loop, which may miss a signal
        until(lambda: _answers(f"{told[0]}/api"), "JupyterLab answers")
        assert processes_of(folder)
        running.kill()
        until(lambda: not processes_of(folder), "JupyterLab has ended")
        assert end(running)[0] == -signal.SIGKILL


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "words", [["list"], ["check", "seeds"], ["inspect", "figures/corpus/default/timeline.svg"]]
)
def test_on_a_full_device_a_sentence_says_so(words):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [FRAMING, *words], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "the output: No space left on device"
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_where_there_is_too_little_memory_a_sentence_says_so(tmp_path):
    corpus = tmp_path / "a.jsonl"
    line = '{"id": "%d", "outlet": "Post", "text": "' + "word " * 20_000 + '"}\n'
    corpus.write_text("".join(line % number for number in range(2_000)))
    most = 700 * 2**20

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    # libraries take memory for each thread, and some machines have many processors
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    code, _, said = end(start(ROOT, "check", str(corpus), first=little, env=os.environ | threads))
    assert code == 1, said
    assert said.splitlines()[-1].startswith("too little memory")
    assert "Traceback" not in said
