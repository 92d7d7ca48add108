"""The reports in the repository are those that the code in it makes."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

REPORTS = ("corpus", "frequency", "words")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """The default run of the reports that are compared, made now."""
    folder = tmp_path_factory.mktemp("fresh")
    framing = Path(sys.executable).with_name("framing")
    subprocess.run(
        [framing, "run", *REPORTS, "--to", folder], cwd=ROOT, check=True, capture_output=True
    )
    return folder


@pytest.mark.parametrize("report", REPORTS)
def test_committed_data_are_what_a_run_gives_now(report, fresh):
    committed = {path.name: path for path in ROOT.glob(f"figures/{report}/default/*.csv")}
    made = {path.name: path for path in fresh.glob(f"figures/{report}/default/*.csv")}
    assert committed.keys() == made.keys()
    for name, path in made.items():
        assert path.read_text("utf-8") == committed[name].read_text("utf-8"), name


@pytest.mark.parametrize("report", REPORTS)
def test_committed_reports_are_whole_and_show_the_committed_figures(report):
    page = (ROOT / f"reports/{report}/default/report.html").read_text(encoding="utf-8")
    sets = list(ROOT.glob(f"figures/{report}/default/*.json"))
    assert sets
    for description in sets:
        assert f"{description.stem}-" in page
        for ending in ("svg", "pdf", "png", "csv"):
            assert description.with_suffix(f".{ending}").stat().st_size > 0
