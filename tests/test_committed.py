"""The reports in the repository are those that the code in it makes."""

import shutil
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.verify.rerun import Rerun
from tests.conftest import ROOT

REPORTS = ("corpus", "frequency", "words")
OF_MODELS = ("loaded", "attribution", "comparison", "validity")


@pytest.fixture
def verify(seeds_run, tmp_path, monkeypatch):
    """`framing verify` of a committed report, with the run that other tests look at, too, as the new run."""

    def verify(report):
        for part in ("figures", "reports"):
            shutil.copytree(seeds_run / part / report / "default", tmp_path / "again" / part)
        result = CliRunner().invoke(main, ["verify", f"reports/{report}"])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, result.output

    @contextmanager
    def as_just_run(claims, corpus):
        yield [Rerun(tmp_path / "again") for _ in claims]

    monkeypatch.setattr("analysis.verify.check.reruns", as_just_run)
    monkeypatch.chdir(ROOT)
    return verify


@pytest.mark.parametrize("report", REPORTS)
def test_a_committed_report_is_what_a_run_gives_now(report, verify):
    code, said = verify(report)
    assert code == 0, said


@pytest.mark.parametrize("report", OF_MODELS)
def test_a_committed_report_of_a_model_can_be_compared(report, verify):
    # the last digits of a probability may differ between processors, so that it need not be the same
    code, said = verify(report)
    assert code in (0, 1), said


@pytest.mark.parametrize("report", [*REPORTS, *OF_MODELS])
def test_committed_reports_are_whole_and_show_the_committed_figures(report):
    page = (ROOT / f"reports/{report}/default/report.html").read_text(encoding="utf-8")
    sets = list(ROOT.glob(f"figures/{report}/default/*.json"))
    assert sets or report == "validity"  # nobody has coded the seeds, so there is nothing to draw
    for description in sets:
        assert f"{description.stem}-" in page
        for ending in ("svg", "pdf", "png", "csv"):
            assert description.with_suffix(f".{ending}").stat().st_size > 0
