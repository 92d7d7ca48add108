"""Running reports: what comes out when cells fail, speak, never end, or get odd values; what is refused."""

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.reports.execute.runner import Job, Runner
from tests.projects import (
    NASTY,
    STEADY,
    UNFINISHED,
    kernel_of,
    left_behind,
    processes_of,
    published,
    write_notebook,
)


def outputs_of(notebook: Path) -> list[dict[str, object]]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def test_every_text_reaches_the_notebook_as_it_was_given_and_is_never_run(good):
    printed = [o for o in outputs_of(good / "reports/echo/default/report.ipynb") if "name" in o]
    (said,) = ["".join(output["text"]) for output in printed if output["name"] == "stdout"]
    text, many = json.loads(said.splitlines()[0])
    assert many == NASTY
    assert text == "|".join(NASTY)
    assert not list(good.rglob("executed"))


def test_a_notebook_that_warns_succeeds_and_its_words_say_nothing_of_this_process(good):
    page = good / "reports/echo/default/report.html"
    printed = [o for o in outputs_of(page.with_suffix(".ipynb")) if "name" in o]
    assert [output["name"] for output in printed] == ["stdout", "stderr"]
    assert "".join(printed[0]["text"]).endswith("\nand more\n")  # in one piece, though it came late
    warning = "".join(printed[1]["text"])
    assert warning.startswith("cell:2: UserWarning: the sample is small\n")
    assert "the sample is small" in page.read_text(encoding="utf-8")


def test_each_failure_is_told_by_cell_and_reason_and_the_rest_can_be_stopped(project, monkeypatch):
    monkeypatch.chdir(project)
    notebooks = project / "notebooks"
    write_notebook(notebooks / "30_unfinished.ipynb", UNFINISHED)
    write_notebook(notebooks / "40_untitled.ipynb", STEADY, title="no title")
    before = published(project)
    jobs = [
        Job("steady", notebooks / "10_steady.ipynb", "default", {"mode": "raise", "word": "{x}"}),
        Job("unfinished", notebooks / "30_unfinished.ipynb", "default", {}),
        Job("untitled", notebooks / "40_untitled.ipynb", "default", {}),
        Job("endless", notebooks / "10_steady.ipynb", "default", {"mode": "spin"}),
    ]
    with closing(Runner(project, workers=2).run(jobs)) as outcomes:
        ended = {outcome.job.report: outcome for outcome in (next(outcomes) for _ in range(3))}
        kernel_of(project)
    assert not processes_of(project)
    assert not left_behind(project)
    assert published(project) == before

    assert ended["steady"].error.startswith("code cell 4 ('Path(")
    assert ended["steady"].error.endswith("): ValueError: nothing good comes of {x}")
    last = "code cell 2 ('1 + 1'): run.finish() is not its last line"
    assert ended["unfinished"].error == last
    assert ended["untitled"].error.startswith(
        "no page can be made of it: the first cell is 'no title'"
    )
    for report, outcome in ended.items():
        assert outcome.report is None
        assert outcome.partial == project / "reports" / "failed" / f"{report}-default.ipynb"
        assert outputs_of(outcome.partial)
    assert {path.name for path in (project / "reports" / "failed").iterdir()} == {
        outcome.partial.name for outcome in ended.values()
    }


def test_what_cannot_be_written_is_an_outcome_and_not_a_crash(tmp_path):
    (tmp_path / "file").write_text("")
    job = Job("steady", tmp_path / "10_steady.ipynb", "default", {})
    (outcome,) = Runner(tmp_path / "file" / "below", workers=1).run([job])
    assert outcome.error.startswith("could not be written: ")
    assert outcome.partial is None


REFUSED = [
    (["nothing"], "unknown report 'nothing'; there are steady, echo"),
    (["-p", "wrod=x"], "unknown parameter 'wrod' (did you mean word?); there are "),
    (["-p", "word"], "'word' is not NAME=VALUE"),
    (["-p", "many=[1]"], "parameter 'many' is list[str]; '[1]' is not (give a,b or a JSON list"),
    (["--name", "../x"], "run name '../x': give letters, digits, dots, hyphens and underscores"),
    (["--name", ""], "run name '': give letters"),
    (["--corpus", "nowhere"], "nothing is there (looked at "),
    (["--columns", "outlet"], "columns: 'outlet' is not OURS=THEIRS, as in outlet=publisher"),
    (["--corpus", "bad.csv"], 'bad.csv, row 1, column "outlet"'),
    (["--to", "file/below"], "cannot write to file/below"),
    (["--to", "taken"], "cannot write to taken/figures"),
]


@pytest.mark.parametrize(("words", "message"), REFUSED, ids=[" ".join(w) for w, _ in REFUSED])
def test_what_is_impossible_is_refused_before_anything_runs(
    good, tmp_path, monkeypatch, words, message
):
    for name in ("notebooks", "seeds"):
        shutil.copytree(good / name, tmp_path / name)
    (tmp_path / "bad.csv").write_text("id,outlet,text\n1,,Some words.\n")
    (tmp_path / "file").write_text("")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "figures").write_text("")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["run", *words])
    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert not result.stdout
    assert len(result.stderr.strip().splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


OUTLETS = "'PJ Media', 'RFE/RL'"
REFUSED_HERE = [
    ("outlet=Pravda", f"outlet: no outlet 'Pravda' in the corpus; it has {OUTLETS}"),
    ("reference=PJ media", f"reference: no outlet 'PJ media' in the corpus; it has {OUTLETS}"),
    ("top=many", "parameter 'top' is int; 'many' is not (give a whole number)"),
    ("top=0", "top is 0; give a number from 1 to 1000"),
    ("digits=maybe", "parameter 'digits' is bool; 'maybe' is not (give true or false)"),
    ("prior_words=nan", "prior_words is nan; give a number from"),
    ("width=wide", "width is 'wide'; give full, column"),
]


@pytest.mark.parametrize(("assignment", "message"), REFUSED_HERE, ids=[a for a, _ in REFUSED_HERE])
def test_a_value_that_the_corpus_or_a_measure_does_not_allow_is_refused(
    tmp_path, monkeypatch, assignment, message
):
    monkeypatch.chdir(Path(__file__).parents[3])
    result = CliRunner().invoke(main, ["run", "frequency", "--to", str(tmp_path), "-p", assignment])
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith(message)
    assert not list(tmp_path.iterdir())
