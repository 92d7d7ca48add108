import io
import threading
import time

import pytest

from analysis import progress
from analysis.progress import followed
from analysis.reports.execute import progress_bar as report_progress
from analysis.reports.execute.progress_bar import follow
from analysis.reports.execute.runner import Job, Outcome
from tests.conftest import ROOT

JOBS = [Job(name, ROOT, "default", {}) for name in ("corpus", "frequency")]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def slow_outcomes(shown):
    for job in JOBS:
        assert shown.wait(20), "nothing was shown while waiting"
        yield Outcome(job, report=ROOT)


@pytest.mark.parametrize("out", [io.StringIO(), Terminal()], ids=["lines", "bar"])
def test_reports_in_the_making_are_shown_while_one_waits(out, monkeypatch):
    monkeypatch.setattr(report_progress, "_LINES", 0.01)
    monkeypatch.setattr(report_progress, "_REFRESH", 0.01)
    monkeypatch.setattr(report_progress, "PATIENCE", 0.0)
    shown = threading.Event()

    def status():
        threading.Timer(0.2, shown.set).start()
        return ["corpus/default: finding sections, 3 of 9 articles"]

    done = list(follow(slow_outcomes(shown), total=2, status=status, out=out))
    assert [outcome.job for outcome in done] == JOBS
    assert "finding sections, 3 of 9 articles" in out.getvalue()


def test_every_report_that_is_done_has_a_line():
    out = io.StringIO()
    list(follow(iter([Outcome(job) for job in JOBS]), total=2, status=list, out=out))
    assert out.getvalue() == "1 of 2 reports: corpus/default\n2 of 2 reports: frequency/default\n"


def test_a_step_writes_how_far_it_is_where_the_runner_looks(tmp_path, monkeypatch):
    file = tmp_path / "progress.txt"
    monkeypatch.setenv(progress.FILE_VARIABLE, str(file))
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    seen = []
    for item in followed("abc", total=3, what="reading"):
        time.sleep(0.001)
        seen.append((item, file.read_text(encoding="utf-8") if file.exists() else ""))
    assert [item for item, _ in seen] == ["a", "b", "c"]
    assert seen[2][1] == "reading, 2 of 3 articles"
    assert file.read_text(encoding="utf-8") == ""


def test_a_step_shows_nothing_where_nobody_looks(monkeypatch, capfd):
    monkeypatch.delenv(progress.FILE_VARIABLE, raising=False)
    assert list(followed("abc", total=3, what="reading")) == ["a", "b", "c"]
    assert capfd.readouterr().err == ""
