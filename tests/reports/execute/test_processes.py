"""Kills, Ctrl-C, a full disk and two runs at once: real processes, real signals."""

import json
import os
import resource
import shutil
import signal
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import gettempdir

import psutil
import pytest

from analysis.reports.execute.processes import nursery
from analysis.reports.execute.processes.nursery import Pythons
from analysis.reports.execute.runner import Job, Runner
from tests.commands import ROOT
from tests.projects import (
    end,
    kernel_of,
    left_behind,
    processes_of,
    published,
    start,
    until,
)


def test_ctrl_c_ends_even_a_kernel_that_hears_nothing_and_leaves_all_as_it_was(project):
    before = published(project)
    running = start(project, "run", "steady", "-p", "mode=spin")
    kernel_of(project)
    until(
        lambda: len(processes_of(project)) == 3,
        "there are the nursery, the one that runs the notebook and the kernel",
    )
    os.killpg(running.pid, signal.SIGINT)  # what a terminal does: the whole foreground group
    code, _, said = end(running)
    assert code == 130
    assert said.splitlines()[-1].startswith("stopped")
    assert "Traceback" not in said
    until(lambda: not processes_of(project), "all its processes are gone")
    assert not left_behind(project)
    assert published(project) == before
    assert not list(project.glob("reports/failed/*"))


def test_a_killed_run_takes_its_processes_along_and_a_killed_kernel_is_reported(project):
    before = published(project)
    running = start(project, "run", "steady", "-p", "mode=spin")
    kernel_of(project)
    running.kill()
    end(running)
    until(lambda: not processes_of(project), "all its processes are gone")
    assert published(project) == before
    dead = left_behind(project)
    assert len(dead) == 1
    (project / "kernel.pid").unlink()

    running = start(project, "run", "steady", "-p", "mode=wait")
    kernel = kernel_of(project)
    assert not set(dead) & set(left_behind(project))  # cleared by the next run
    os.kill(kernel, signal.SIGKILL)
    code, out, said = end(running)
    assert code == 1
    assert not out
    assert "steady/default failed: code cell 4 ('Path(" in said
    assert "Kernel died" in said
    partial = "reports/failed/steady-default.ipynb"
    assert f"what ran is in {partial}" in said
    assert 'Path("pid.part")' in json.dumps(json.loads((project / partial).read_text())).replace(
        "\\", ""
    )
    until(lambda: not processes_of(project), "all its processes are gone")
    assert not left_behind(project)
    assert published(project) == before


def test_on_a_full_disk_the_last_report_stays_and_the_reason_is_said(good, tmp_path):
    before = published(good)
    pictures = [len(before[f"figures/steady/default/days.{ending}"]) for ending in ("svg", "png")]
    last = [len(content) for path, content in before.items() if "reports/steady" in path]
    # full at once, at the first picture, at the largest file of the report
    sizes = (0, min(pictures) - 1, max(last) - 1)
    projects = [shutil.copytree(good, tmp_path / str(size)) for size in sizes]
    runs = [
        start(
            project,
            "run",
            "steady",
            first=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)),
        )
        for project, size in zip(projects, sizes, strict=True)
    ]
    for project, running in zip(projects, runs, strict=True):
        code, _, said = end(running)
        assert code == 1
        assert "steady/default failed: " in said
        assert "File too large" in said
        assert "Traceback" not in said
        assert published(project) == before
        assert not left_behind(project)
    until(lambda: not processes_of(tmp_path), "all their processes are gone")


def test_of_two_runs_at_once_one_wins_whole_and_what_failed_before_is_gone(project):
    stale = project / "reports" / "failed" / "steady-default.ipynb"
    stale.parent.mkdir()
    stale.write_text("{}")
    (project / "figures" / "steady" / "default" / "old.csv").write_text("of an older run")
    before = published(project)
    both = [start(project, "run", "steady", "-p", f"word={word}") for word in ("ants", "bees")]
    for running in both:
        code, out, said = end(running)
        assert (code, out) == (0, "reports/steady/default/report.html\n"), said
    assert not stale.exists()
    assert not left_behind(project)
    after = published(project)
    assert set(before) - set(after) == {"figures/steady/default/old.csv"}
    winner = json.loads(after["figures/steady/default/days.json"])["settings"]["word"]
    loser = {"ants": "bees", "bees": "ants"}[winner]
    for name in ("figures/steady/default/days.svg", "reports/steady/default/report.html"):
        assert f"Days of {winner}." in after[name].decode()
        assert f"Days of {loser}." not in after[name].decode()


def test_a_kernel_is_reached_by_no_port_that_another_run_could_choose_too(project):
    running = start(project, "run", "steady", "-p", "mode=wait")
    sockets = psutil.Process(kernel_of(project)).net_connections("unix")
    names = {
        one.laddr.rpartition("framing-")[2].split("-")[0]
        for one in sockets
        if "framing-" in one.laddr
    }
    running.send_signal(signal.SIGTERM)
    end(running)
    (name,) = names
    assert not list(Path(gettempdir()).glob(f"framing-{name}*"))


@pytest.mark.parametrize("deaths", [1, 2])
def test_a_kernel_that_dies_before_anything_ran_is_started_once_more(project, tmp_path, deaths):
    # the first kernel is a copy of the nursery, the second one a new Python
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib, sys\n"
        f"died = pathlib.Path({str(tmp_path / 'died')!r})\n"
        "def die():\n"
        "    before = died.read_text() if died.exists() else ''\n"
        f"    if len(before) < {deaths}:\n"
        "        died.write_text(before + 'x')\n"
        "        os._exit(1)\n"
        "if 'analysis.reports.execute.processes.kernel' in sys.orig_argv:\n"
        "    die()\n"
        "if 'analysis.reports.execute.processes.nursery' in sys.orig_argv:\n"
        "    from ipykernel.kernelapp import IPKernelApp\n"
        "    IPKernelApp.initialize = lambda self: die()\n"
    )
    own = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    code, _, said = end(start(project, "run", "steady", "--name", "early", "--force", env=own))
    assert (tmp_path / "died").read_text() == "x" * deaths
    assert code == deaths - 1
    assert ("before its first cell: Kernel died" in said) == (deaths == 2)


def test_a_kernel_that_hears_nothing_ends_though_what_ran_it_was_killed(project):
    running = start(project, "run", "steady", "-p", "mode=spin")
    kernel = psutil.Process(kernel_of(project))
    runner = kernel.parent()
    assert "analysis.reports.execute.processes.nursery" in runner.cmdline()
    runner.kill()
    code, _, said = end(running)
    assert code == 1
    assert "its process ended with code -9" in said
    until(lambda: not processes_of(project), "all its processes are gone")
    assert not left_behind(project)


def test_what_nobody_can_end_any_more_ends_by_itself(project):
    running = start(project, "run", "steady", "-p", "mode=spin")
    kernel = psutil.Process(kernel_of(project))
    runner, nursery = kernel.parents()[:2]
    for process in (runner, nursery):
        process.suspend()  # so that it ends nobody
    running.kill()
    end(running)
    nursery.kill()
    until(lambda: not processes_of(project), "all its processes are gone")


def test_a_nursery_that_was_killed_fails_its_run_alone(project):
    before = published(project)
    running = start(project, "run", "steady", "-p", "mode=spin")
    kernel = psutil.Process(kernel_of(project))
    kernel.parents()[1].kill()
    code, _, said = end(running)
    assert code == 1
    assert "its process ended with code -9" in said
    until(lambda: not processes_of(project), "all its processes are gone")
    assert not left_behind(project)
    assert published(project) == before


def test_what_the_nursery_cannot_import_is_told(project, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "if 'analysis.reports.execute.processes.nursery' in sys.orig_argv:\n"
        "    sys.modules['ipykernel'] = None\n"
    )
    own = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    code, _, said = end(start(project, "run", "steady", "--force", env=own))
    assert code == 1
    assert "No module named 'ipykernel.ipkernel'" in said


def test_where_nothing_is_copied_new_pythons_make_the_same_files(
    project, good, tmp_path, monkeypatch
):
    monkeypatch.chdir(project)
    monkeypatch.setattr(nursery, "begin", lambda *_: Pythons())
    job = Job("steady", project / "notebooks" / "10_steady.ipynb", "default", {})
    with closing(Runner(tmp_path, workers=1).run([job])) as outcomes:
        (outcome,) = outcomes
    assert not outcome.error
    made, expected = published(tmp_path), published(good)
    for name in ("figures/steady/default/days.svg", "reports/steady/default/report.html"):
        assert made[name] == expected[name]


def test_a_run_that_is_told_to_end_leaves_nothing(project):
    before = published(project)
    running = start(project, "run", "steady", "-p", "mode=spin")
    kernel_of(project)
    running.terminate()
    code, _, said = end(running)
    assert code == 143
    assert said.splitlines()[-1] == "stopped; nothing is left half done"
    until(lambda: not processes_of(project), "all its processes are gone")
    assert not left_behind(project)
    assert published(project) == before
