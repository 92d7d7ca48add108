import csv
import json
import os
import shutil
import subprocess
import sys

import pytest

from analysis.corpus import CorpusError
from analysis.project import notebook_files
from analysis.recipes import tables
from analysis.reports.execute.parameters_cell import read_parameters
from tests import commands
from tests.conftest import ROOT
from tests.projects import PATIENT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
FRAMING = [sys.executable, "-m", "analysis.cli"]
OUTLETS = ["Ouest-Éclair", "Daily Post", "Herald"]


def framing(*words, folder):
    return commands.framing(folder, *words)


def started(*words, folder, **environment):
    """Start Python anew, which reads some of the environment when it starts."""
    return subprocess.run(
        [*FRAMING, *map(str, words)],
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        timeout=PATIENT,
        check=False,
    )


def said(done):
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def text_of(number):
    return (
        f"The council voted for the new tax on Monday, officials said. Plan {number} was praised.\n\n"
        f"Residents and the mayor debated the road in the city hall. The tax rises {number} percent."
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A folder with the notebooks, three outlets and twelve articles."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "notebooks").symlink_to(ROOT / "notebooks")
    rows = [[f"n{k}", OUTLETS[k % 3], text_of(k), f"2021-03-{k + 1:02}"] for k in range(12)]
    late = [[*row[:3], "soon"] for row in rows[10:]]
    tables = {
        "mine.csv": [["id", "outlet", "text", "date"], *rows],
        "theirs.csv": [["id", "publisher", "body", "date"], *rows[:10], *late],
        "bad.csv": [["id", "outlet", "text", "date"], *rows[:10], *late],
        "odd.csv": [["id", "outlet", "text"], ["1", " Post", text_of(1)], ["2", "Herald", text_of(2)]],
        "one.csv": [["id", "outlet", "text"], ["1", "Post", text_of(1)]],
    }  # fmt: skip
    for name, table in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(table)
    return folder


def test_help_names_every_command_without_loading_what_runs_them():
    code = (
        "import sys, analysis.cli; from click.testing import CliRunner;"
        "done = CliRunner().invoke(analysis.cli.main, ['--help']);"
        "print(sorted({'pandas', 'numpy', 'matplotlib', 'IPython'} & set(sys.modules)), done.output)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("[]")
    assert all(
        f"\n  {name}  " in done.stdout
        for name in ("check", "export", "import", "lab", "list", "new", "run")
    )


@pytest.mark.parametrize("command", ["check", "export", "import", "lab", "list", "new", "run"])
def test_every_command_explains_itself(command, tmp_path):
    code, out, err = framing(command, "--help", folder=tmp_path)
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: framing {command}")


def test_the_list_has_every_parameter_with_its_type_default_and_meaning(project):
    code, out, _ = framing("list", folder=project)
    assert code == 0
    for report, path in notebook_files().items():
        assert f"{report}\n" in out
        for parameter in read_parameters(path):
            line = f"  {parameter.name}: {parameter.type} = {parameter.default!r}"
            assert any(
                shown.startswith(line) and shown.endswith(f" {parameter.meaning}")
                for shown in out.splitlines()
            ), line
            assert parameter.meaning


def test_a_reader_that_stops_early_causes_no_traceback(project):
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", '"$@" | head -n 1', "bash", *FRAMING, "list"],
        cwd=project, env=ENVIRONMENT, capture_output=True, text=True, timeout=PATIENT, check=False,
    )  # fmt: skip
    assert done.stdout == "corpus\n"
    assert done.stderr == ""


def test_a_good_corpus_is_said_to_be_good(project):
    assert framing("check", "mine.csv", folder=project) == (
        0, "no errors: 12 articles of 3 outlets, 0 warnings\n", "",
    )  # fmt: skip


def test_a_check_counts_one_as_one(project):
    assert framing("check", "one.csv", folder=project)[1] == (
        "no errors: 1 article of 1 outlet, 0 warnings\n"
    )


def test_a_check_shows_warnings_and_goes_through(project):
    code, out, err = framing("check", "odd.csv", folder=project)
    warning, summary = out.splitlines()
    assert (code, err) == (0, "")
    assert warning.startswith("warning: odd.csv, row 1, column \"outlet\": value ' Post': ")
    assert summary == "no errors: 2 articles of 2 outlets, 1 warning"


def test_a_check_of_a_bad_corpus_fails_with_one_line_per_problem(project):
    code, out, err = framing("check", "bad.csv", folder=project)
    assert (code, out) == (1, "")
    assert [line.split(":")[0] for line in err.splitlines()] == [
        f'bad.csv, row {row}, column "date"' for row in (11, 12)
    ]


CORPUS = ["--corpus", "mine.csv"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["run", "nouns"], "unknown report 'nouns'; there are corpus, frequency"),
        (["run", "-p", "ngrams=1"], "unknown parameter 'ngrams' (did you mean ngram?); there are"),
        (["run", "-p", "top=zero"], "parameter 'top' is int; 'zero' is not"),
        (["run", *CORPUS, "-p", "top=0"], "top is 0; give a number from 1 to 1000"),
        (["run", *CORPUS, "-p", "width=huge"], "width is 'huge'; give full, column"),
        (["run", *CORPUS, "-p", "per=year"], "per is 'year'; give day, week, month"),
        (["run", *CORPUS, "-p", "window=0"], "window is 0; give a number from 1 to 50"),
        (["run", *CORPUS, "-p", "query=[two words]"], "is not one lemma in brackets"),
        (["run", *CORPUS, "-p", "follow=*"], "'*' has no word to look for"),
        (["run", *CORPUS, "-p", "outlet=Foo"], "it has 'Daily Post', 'Herald', 'Ouest-Éclair'"),
        (["run", *CORPUS, "-p", "outlets=Foo"], "no outlet 'Foo' in the corpus; it has 'Daily Post'"),
        (["run", *CORPUS, "-p", "outlet=Herald", "-p", "reference=Herald"], "are both 'Herald'"),
        (["run", *CORPUS, "-p", "outlet=Herald", "--each", "outlet"], "give one of the two"),
        (["run", "corpus", *CORPUS, "--each", "outlet"], "--each outlet: corpus has no such parameter"),
        (["run", "--corpus", "one.csv", "--each", "outlet"], "'Post' is alone, nothing to compare it with"),
        (["run", "--corpus", "one.csv", "-p", "outlet=Post"], "there is one outlet, 'Post'"),
        (["run", "--each", "title"], "'title' is not one of 'outlet', 'event'"),
        (["run", "--corpus", "one.csv", "--each", "event"], "no event is told by more than one outlet"),
        (["run", *CORPUS, "-p", "where=desk=City"], "where: the corpus has no column 'desk'; it has id,"),
        (["run", *CORPUS, "--name", "../x"], "run name '../x': give letters"),
        (["run", *CORPUS, "--workers", "0"], "0 is not in the range x>=1"),
        (["run", *CORPUS, "--to", "mine.csv"], "cannot write to mine.csv"),
        (["run", "--corpus", "nosuch"], "nosuch: value 'nosuch': nothing is there"),
        (["run", "--corpus", "bad.csv"], 'bad.csv, column "date", 2 rows: not a date'),
        (["check", "mine.csv", "--columns", "x"], "columns: 'x' is not OURS=THEIRS, as in outlet=publisher"),
        (["check"], "Missing argument 'CORPUS'"),
        (["export", "nouns", "--out", "x.csv"], f"unknown table 'nouns'; there are {', '.join(tables())}"),
        (["export", "words", "--out", "x.doc"], "'x.doc' ends with '.doc'; give .csv, .jsonl, .parquet"),
        (["export", "words"], "Missing option '--out'"),
        (["export", "words", *CORPUS, "--out", "mine.csv/x.csv"], "cannot write mine.csv/x.csv: "),
        (["draw"], "No such command 'draw'"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_before_anything_runs(
    project, capfd, monkeypatch, words, expected
):
    from analysis.cli import main

    before = sorted(project.rglob("*"))
    monkeypatch.chdir(project)
    with pytest.raises(SystemExit) as ended:
        main(words, prog_name="framing")
    out, err = capfd.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert expected in err
    assert sorted(project.rglob("*")) == before


def test_an_export_says_what_it_wrote_and_left_out(project, tmp_path):
    out = tmp_path / "days.jsonl"
    words = ["articles", "--corpus", "bad.csv", "--skip-bad", "--out", out]
    code, stdout, stderr = framing("export", *words, folder=project)
    assert (code, stdout) == (0, f"{out}: 10 rows\n")
    first, *problems = stderr.splitlines()
    assert first == "left out: 2 rows with errors"
    (line,) = problems  # one problem in two places
    assert line.startswith('bad.csv, column "date", 2 rows: not a date;')
    assert line.endswith("as in row 11 'soon'; row 12 'soon'")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 10


@pytest.fixture(scope="module")
def skipped(project, tmp_path_factory):
    """The corpus report of a corpus with bad rows and columns by other names, started below it."""
    to = tmp_path_factory.mktemp("to")
    inside = project / "notebooks-of-mine"
    inside.mkdir()
    given = ["--corpus", "theirs.csv", "--columns", "outlet=publisher", "--columns", "text=body"]
    words = ["run", "corpus", *given, "--skip-bad", "--name", "mine", "--to", to]
    return framing(*words, folder=inside), to


def test_a_run_goes_through_with_the_good_rows(skipped):
    (code, out, err), to = skipped
    assert code == 0, err
    assert out == f"{to}/reports/corpus/mine/report.html\n"
    assert "left out: 2 rows with errors\n" in err


def test_the_report_says_what_was_left_out_and_why(skipped):
    _, to = skipped
    page = (to / "reports/corpus/mine/report.html").read_text(encoding="utf-8")
    assert "2 rows left out of this report: not a date (2). See the problems." in page
    with (to / "figures/corpus/mine/problems.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["row"], row["value"], row["severity"]) for row in rows] == [
        ("11", "soon", "error"), ("12", "soon", "error"),
    ]  # fmt: skip


def test_other_column_names_reach_the_report(skipped):
    _, to = skipped
    table = (to / "figures/corpus/mine/outlets.csv").read_text(encoding="utf-8")
    assert [line.split(",")[:2] for line in table.splitlines()[1:]] == [
        ["Daily Post", "3"], ["Herald", "3"], ["Ouest-Éclair", "4"],
    ]  # fmt: skip


def test_a_locale_without_the_letters_changes_nothing(project, tmp_path):
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    out = tmp_path / "naïve 日本.jsonl"
    words = ["keyness", "--corpus", "mine.csv", "-p", "outlet=Ouest-Éclair", "--out", out]
    code, stdout, err = said(started("export", *words, folder=project, **plain))
    assert (code, err) == (0, "")
    assert stdout.startswith(f"{out}: ")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {row["target"] for row in rows} == {"Ouest-Éclair"}
    code, _, err = said(started("run", *CORPUS, "-p", "outlet=É", folder=project, **plain))
    assert (code, "Ouest-Éclair" in err) == (2, True)


def test_a_stream_that_lacks_letters_gets_them_escaped(project):
    words, latin = ["run", *CORPUS, "-p", "outlet=日"], {"PYTHONIOENCODING": "latin-1"}
    done = started(*words, folder=project, **latin)
    assert done.returncode == 2
    assert done.stderr.startswith(b"outlet: no outlet '\\u65e5' in the corpus; it has 'Daily Post'")
    assert b"'Ouest-\xc9clair'" in done.stderr


def study(tmp_path):
    folder = tmp_path / "study"
    (folder / "notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "start.ipynb", folder / "notebooks")
    return folder


def test_the_lab_is_for_this_computer_only(tmp_path):
    project = study(tmp_path)
    show = tmp_path / "jupyter.py"
    show.write_text("import sys\nprint(sys.argv[1:])\n")
    places = {"folder": project, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    code, out, err = said(started("lab", "--no-browser", **places))
    words = ["lab", "--ServerApp.ip=127.0.0.1", f"--notebook-dir={project}"]
    assert code == 0
    first = "--LabApp.default_url=/lab/tree/notebooks/start.ipynb"
    root = ["--allow-root"] if os.geteuid() == 0 else []
    asked, last = out.splitlines()
    assert asked == str([*words, first, "--no-browser", *root])
    assert last == "JupyterLab has ended"
    assert ("only this computer reaches it" in err) == bool(root)
    asked = said(started("lab", "--port", "8123", **places))[1].splitlines()[0]
    assert str(["--ServerApp.port=8123", "--ServerApp.port_retries=0"])[1:-1] in asked


def test_the_lab_makes_a_first_notebook_for_a_corpus_once(tmp_path):
    project = study(tmp_path)
    (tmp_path / "jupyter.py").write_text("")
    corpus = tmp_path / 'mine "é".csv'
    corpus.write_text("id,outlet,text\n1,A,Text\n")
    places = {"folder": project, "PYTHONPATH": f"{tmp_path}:{ROOT}"}
    code, out, _ = said(started("lab", "--corpus", str(corpus), **places))
    assert code == 0
    (made,) = project.glob("notebooks/start-*.ipynb")
    assert out.startswith(f"{made}: reads ")
    named = {parameter.name: parameter.default for parameter in read_parameters(made)}
    assert named["corpus"] == str(corpus)
    made.write_text(made.read_text().replace("# Start here", "# Mine"))
    started("lab", "--corpus", str(corpus), **places)
    assert "# Mine" in made.read_text()
    code, _, err = said(started("lab", "--corpus", "nowhere.csv", **places))
    assert (code, err.strip()) == (2, "--corpus nowhere.csv: there is nothing of that name")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/Lamp_2020-01-01_Rain.txt").write_text("It rained.")
    code, _, err = said(started("lab", "--corpus", str(tmp_path / "texts"), **places))
    assert code == 2
    assert "framing import PATH --out CORPUS makes a corpus of other files" in err
    assert len([*project.glob("notebooks/start-*.ipynb")]) == 1


def test_problems_are_told_as_the_library_tells_them(project):
    from analysis.corpus import read_corpus

    with pytest.raises(CorpusError) as failure:
        read_corpus(project / "bad.csv")
    assert framing("check", "bad.csv", folder=project)[2] == f"{failure.value}\n"
