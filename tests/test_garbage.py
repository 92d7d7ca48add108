"""Garbage is looked for rarely, and what a notebook leaves open at its end is written all the same."""

import subprocess
import sys

from analysis.garbage import give_back
from tests.projects import ROOT

UNCLOSED = """
import sys
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

shell = InteractiveShell(config=Config(HistoryManager={"enabled": False}), ipython_dir=sys.argv[1])
if sys.argv[2:]:
    shell.extension_manager.load_extension(*sys.argv[2:])
shell.run_cell('''
import gc, sys
class Writer:
    def __init__(self, name):
        self.file, self.itself = open(name, "w"), self
        self.file.write("to the end")
in_a_circle, plain = Writer("circle"), open("plain", "w")
plain.write("to the end")
print(*gc.get_threshold())
''').raise_error()
"""


def test_what_a_notebook_left_open_is_written_though_garbage_is_looked_for_rarely(tmp_path):
    assert threshold_and_files(tmp_path, "analysis.garbage") == [
        "20000",
        "to the end",
        "to the end",
    ]


def test_memory_can_be_given_back_on_any_system(monkeypatch):
    give_back()
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())  # a C library that cannot be asked
    give_back()


def test_without_it_python_looks_as_often_as_ever(tmp_path):
    usual, *files = threshold_and_files(tmp_path)
    assert int(usual) < 20_000
    assert files == ["to the end", "to the end"]


def threshold_and_files(folder, *extensions):
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", UNCLOSED, str(folder / "ipython"), *extensions],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    return [ended.stdout.split()[0], *((folder / name).read_text() for name in ("circle", "plain"))]
