"""What commands share: nothing that is there is written over, unless the user says so."""

import click
import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.cli.options import refuse_standing
from tests.coding.samples import twenty

FOLDERS = ("import",)  # the only ones whose --out is never a file
MINE = b"mine"
# commands with a file as an output, and the option that names it
WRITING = [
    (["export", "words", "--corpus", "c.csv"], "--out", "o.csv"),
    (["coding", "sample"], "--out", "o.html"),
    (["coding", "sample", "--as", "xlsx"], "--out", "o.xlsx"),
    (["codings", "sample", "ada.csv"], "--out", "o.csv"),
    (["codings", "sample", "ada.csv", "--out", "new.csv"], "--corrections", "o.csv"),
    (
        ["sample", "c.csv", "--measure", "acts", "--per-outlet", "2", "--out", "new"],
        "--forecast",
        "o.csv",
    ),
    (["bundle", "frequency/default"], "--out", "o.zip"),
    (["multiverse", "plan.toml", "--corpus", "c.csv"], "--out", "o.csv"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    twenty(tmp_path / "sample")
    rows = [
        "id,outlet,text,date",
        "a,Post,The tax rises.,2020-01-01",
        "b,Globe,It falls.,2020-01-01",
    ]
    (tmp_path / "c.csv").write_text("\n".join(rows))
    (tmp_path / "ada.csv").write_text(
        "coder,item,article,field,start,end,answer,label,note,coded_at\nAda,a1:1,a1,,,,accept,ngo,,\n"
    )
    (tmp_path / "plan.toml").write_text("[claims]")
    return tmp_path


def framing(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_every_command_that_names_a_file_has_the_option_to_replace_it():
    for name, command in main.commands.items():
        options = {option for one in command.params for option in one.opts}
        if isinstance(command, click.Command) and "--out" in options and name not in FOLDERS:
            assert "--force" in options, name


@pytest.mark.parametrize(("words", "option", "name"), WRITING)
def test_a_file_that_is_there_is_left_and_nothing_is_begun(folder, words, option, name):
    (folder / name).write_bytes(MINE)
    done = framing(*words, option, name)
    assert done.exit_code == 2, done.output
    assert done.stderr == (
        f"{option} {name}: exists already, and nothing is written over; give a new name, or replace it with "
        "--force\n"
    )
    assert (folder / name).read_bytes() == MINE
    assert not (folder / "new").exists()
    assert not (folder / "new.csv").exists()


@pytest.mark.parametrize(
    "words",
    [["coding", "sample", "--out", "o.html"], ["codings", "sample", "ada.csv", "--out", "o.csv"]],
)
def test_force_replaces_a_file_but_never_a_folder(folder, words):
    (folder / words[-1]).write_bytes(MINE)
    assert framing(*words, "--force").exit_code == 0
    assert (folder / words[-1]).read_bytes() != MINE
    (folder / words[-1]).unlink()
    (folder / words[-1]).mkdir()
    done = framing(*words, "--force")
    assert (done.exit_code, done.stderr) == (
        2,
        f"--out {words[-1]}: is a folder; give the name of a file\n",
    )


def test_what_a_command_reads_is_not_replaced_even_by_force(folder):
    before = {name: (folder / name).read_bytes() for name in ("ada.csv", "c.csv")}
    done = framing("codings", "sample", "ada.csv", "--out", folder / "ada.csv", "--force")
    assert done.exit_code == 2
    assert "is read by this command; give another name" in done.stderr
    done = framing("export", "articles", "--corpus", folder / "c.csv", "--out", "c.csv", "--force")
    assert done.exit_code == 2
    assert "c.csv is read for this table; give another name" in done.stderr
    words = ["export", "speakers", "--corpus", "c.csv", "-p", "speakers=people.csv"]
    (folder / "people.csv").write_bytes(b"alias,name,kind,affiliation\n")
    assert framing(*words, "--out", "people.csv", "--force").exit_code == 2
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_a_link_to_nothing_counts_as_there(folder):
    (folder / "o.csv").symlink_to("elsewhere.csv")
    with pytest.raises(SystemExit):
        refuse_standing("o.csv", force=False)
    refuse_standing("o.csv", force=True)
    refuse_standing("new.csv", force=False)


def test_a_command_that_fails_leaves_what_was_there(folder):
    (folder / "o.csv").write_bytes(MINE)
    words = ["export", "keyness", "--corpus", "c.csv", "-p", "outlet=Nobody", "--out", "o.csv"]
    assert framing(*words, "--force").exit_code == 2
    (folder / "bad.csv").write_text("item,answer\n")
    assert framing("codings", "sample", "bad.csv", "--out", "o.csv", "--force").exit_code == 2
    assert (folder / "o.csv").read_bytes() == MINE


def test_the_help_has_the_whole_sentence_of_every_command():
    said = " ".join(CliRunner().invoke(main, ["--help"]).output.split())
    for name, command in main.commands.items():
        first = (command.help or "").partition("\n\n")[0]
        told = " ".join(first.split()).partition(". ")[0].removesuffix(".")
        assert f"{name} {told}." in said
