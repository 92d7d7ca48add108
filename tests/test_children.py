"""What a test starts ends with it, however it ends."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from tests.conftest import ROOT
from tests.projects import PATIENT, until

STARTED = '''
import subprocess, sys, time
from pathlib import Path

SPIN = "while True: pass"
# says its number, and leaves a grandchild in a session of its own, without the mark
PARENT = f"""
import os, subprocess, sys
inner = subprocess.Popen([sys.executable, '-c', {SPIN!r}], env={{}}, start_new_session=True)
open('pids.part', 'w').write(f'{{os.getpid()}} {{inner.pid}}')
os.replace('pids.part', 'pids')
"""

def started(then):
    subprocess.Popen([sys.executable, "-c", f"{PARENT}\\n{then}"], start_new_session=True)
    while not Path("pids").exists():
        time.sleep(0.01)

def test_with_a_child_that_spins():
    started(SPIN)
    assert "it" == "fails"

def test_with_an_orphan():
    started("raise SystemExit")

def test_that_hangs():
    started(SPIN)
    time.sleep(3600)

def test_that_comes_next():
    assert not [pid for pid in Path("pids").read_text().split() if Path("/proc", pid).exists()]
'''


def run(folder, *tests):
    (folder / "test_started.py").write_text(STARTED)
    command = [
        sys.executable, "-P", "-m", "pytest", "-q", "-p", "tests.children", "-p", "no:cacheprovider",
        *(f"test_started.py::{test}" for test in tests),
    ]  # fmt: skip
    own = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=own, stdout=subprocess.PIPE, text=True)


def alive(folder):
    numbers = map(int, (folder / "pids").read_text().split())
    found = [psutil.Process(number) for number in numbers if psutil.pid_exists(number)]
    return [process for process in found if process.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize(
    ("test", "outcome"),
    [("test_with_a_child_that_spins", "1 failed, 1 passed"), ("test_with_an_orphan", "2 passed")],
)
def test_what_a_test_started_is_gone_before_the_next_test(tmp_path, test, outcome):
    said, _ = run(tmp_path, test, "test_that_comes_next").communicate(timeout=PATIENT)
    assert outcome in said
    assert not alive(tmp_path)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_what_a_test_started_ends_when_pytest_is_killed(tmp_path, sign):
    running = run(tmp_path, "test_that_hangs")
    until((tmp_path / "pids").exists, "the child and the grandchild are there")
    assert len(alive(tmp_path)) == 2
    running.send_signal(sign)
    running.communicate(timeout=PATIENT)
    until(lambda: not alive(tmp_path), "the child and the grandchild are gone")
