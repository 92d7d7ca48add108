"""No command talks to another machine: what is read stays on the computer, and nothing is fetched."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.projects import FRAMING, PATIENT

# in every Python that a command starts: addresses that it looks up or connects to, but for its own machine
WATCH = """
import os, sys

def _watch(event, arguments):
    if event == "socket.getaddrinfo":
        place = str(arguments[0])
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        place = str(arguments[1][0])
    else:
        return
    if place not in ("127.0.0.1", "::1", "localhost", "None", ""):
        with open(os.environ["WATCHED"], "a") as file:
            file.write(f"{os.getpid()} {event} {place}\\n")

with open(os.environ["WATCHED"], "a") as file:
    file.write(f"{os.getpid()} begun\\n")
sys.addaudithook(_watch)
"""
COMMANDS = [
    ["check", "seeds"],
    ["annotate", "seeds"],
    ["run", "loaded"],
    ["export", "attributions", "--corpus", "seeds", "--out", "attributions.csv"],
    ["cite", "figures/loaded/default/sentences-share.svg", "--as", "bibtex"],
    ["bundle", "loaded/default", "--out", "bundle.zip"],
]


@pytest.fixture
def watched(tmp_path):
    """The environment in which every Python says whom it talks to, and the file with what was said."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(WATCH)
    path = os.pathsep.join([str(tmp_path / "watch"), str(ROOT)])
    file = tmp_path / "watched.txt"
    own = {"PYTHONPATH": path, "WATCHED": str(file), "FRAMING_CACHE": str(tmp_path / "cache")}
    return {**os.environ, **own}, file


def test_no_command_and_no_process_that_it_starts_talks_to_another_machine(watched, tmp_path):
    environment, file = watched
    folder = tmp_path / "project"
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "CITATION.cff", folder)
    for words in COMMANDS:
        done = subprocess.run(
            [FRAMING, *words], cwd=folder, env=environment, capture_output=True, text=True,
            timeout=PATIENT, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    said = file.read_text().splitlines()
    begun = {line.split()[0] for line in said if line.endswith(" begun")}
    assert len(begun) > len(COMMANDS)  # kernels as well
    assert [line for line in said if not line.endswith(" begun")] == []


def test_a_program_that_talks_to_another_machine_is_seen(watched):
    environment, file = watched
    asks = "import socket\ntry: socket.create_connection(('192.0.2.1', 9), timeout=.01)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", asks], env=environment, check=True)
    assert "socket.connect 192.0.2.1" in file.read_text()
