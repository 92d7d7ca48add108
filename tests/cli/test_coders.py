"""`framing coding` and `framing codings`: from a sample to a page or sheet, and back to a table."""

import csv
import json

import pytest

from analysis.cli.coders import KINDS
from analysis.tables.codings import CodedCorrections, Codings
from tests import commands
from tests.coding.samples import twenty

HEAD = Codings.names()


def framing(*words, folder):
    return commands.framing(folder, *words)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    from tests.conftest import ROOT

    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    twenty(tmp_path / "sample")
    return tmp_path


def write(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEAD, *rows])


def answer(item="a1:1", answer="accept", label="ngo", coder="Ada"):
    places = ["text", 14, 24] if answer == "mend" else ["", "", ""]
    return [coder, item, item.partition(":")[0], *places, answer, label, "", "2026-01-31T12:00:00Z"]


def test_page_and_sheets_are_written(folder):
    for kind, ending in KINDS.items():
        code, out, said = framing(
            "coding", "sample", "--as", kind, "--out", f"o/c{ending}", folder=folder
        )
        assert (code, out, said) == (0, f"o/c{ending}\n", "")
        assert (folder / f"o/c{ending}").stat().st_size > 1000
    code, _, said = framing("coding", "sample", "--out", "c.csv", folder=folder)
    assert (code, said) == (2, "--out c.csv: a page ends with .html\n")
    code, _, said = framing("coding", "nothing", "--out", "c.html", folder=folder)
    assert code == 2
    assert "give the folder of a sample" in said


def test_blind_and_coder_reach_the_page(folder):
    framing("coding", "sample", "--coder", "Ada", "--blind", "--out", "c.html", folder=folder)
    page = (folder / "c.html").read_text("utf-8")
    assert '"coder": "Ada"' in page
    assert '"blind": true' in page


def test_files_of_coders_become_one_table_and_corrections(folder):
    write(folder / "ada.csv", answer(), answer("a1:2", "reject", ""))
    write(folder / "bea.csv", answer(coder="Bea"), answer(coder="Bea"))
    words = [
        "codings",
        "sample",
        "ada.csv",
        "bea.csv",
        "--out",
        "codings.csv",
        "--corrections",
        "mended.csv",
    ]
    code, out, said = framing(*words, folder=folder)
    assert (code, said) == (0, "")
    assert out == (
        "codings.csv: 2 coders, 1 repeated answer folded\n"
        "  Ada: 2 of 20 items answered, 0 spans added, 0 of 5 articles marked as read\n"
        "  Bea: 1 of 20 items answered, 0 spans added, 0 of 5 articles marked as read\n"
        "mended.csv: 3 rows\n"
    )
    with (folder / "codings.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0] == HEAD
    assert [row[:2] for row in rows[1:]] == [["Ada", "a1:1"], ["Ada", "a1:2"], ["Bea", "a1:1"]]
    with (folder / "mended.csv").open(encoding="utf-8") as file:
        mended = list(csv.reader(file))
    assert mended[0] == CodedCorrections.names()
    # its own table is read like any file of the page
    assert framing("codings", "sample", "codings.csv", "--out", "again.csv", folder=folder)[0] == 0
    assert (folder / "again.csv").read_bytes() == (folder / "codings.csv").read_bytes()


def test_bad_rows_stop_it_and_can_be_left_out(folder):
    write(folder / "ada.csv", answer(), *(answer(label="press", coder=f"c{n}") for n in range(5)))
    words = ["codings", "sample", "ada.csv", "--out", "codings.csv"]
    code, out, said = framing(*words, folder=folder)
    assert (code, out) == (1, "")
    assert said.startswith(
        '5 rows of codings are wrong, 1 good:\nada.csv, column "label", 5 rows: not a label'
    )
    assert not (folder / "codings.csv").exists()
    code, out, said = framing(*words, "--skip-bad", folder=folder)
    assert (code, out.splitlines()[0]) == (0, "codings.csv: 1 coder")
    assert said.startswith('left out: 5 rows with errors\nada.csv, column "label", 5 rows')
    code, _, said = framing("codings", "sample", "none.csv", "--out", "c.csv", folder=folder)
    assert (code, said) == (
        2,
        "none.csv: cannot be read (No such file or directory); expected a table\n",
    )


def test_articles_answered_and_not_marked_as_read_are_told(folder):
    whole = [answer(f"a1:{n}") for n in range(1, 6)] + [answer(f"a2:{n}") for n in range(1, 6)]
    read = ["Ada", "a2:read", "a2", "", "", "", "accept", "", "", "2026-01-31T12:00:00Z"]
    new = ["Ada", "a2:new-1", "a2", "text", 0, 2, "add", "ngo", "", "2026-01-31T12:00:00Z"]
    write(folder / "ada.csv", *whole, read, new)
    code, out, _ = framing("codings", "sample", "ada.csv", "--out", "codings.csv", folder=folder)
    assert code == 0
    assert out.splitlines()[1:] == [
        "  Ada: 10 of 20 items answered, 1 span added, 1 of 5 articles marked as read",
        "  Ada: 1 article answered whole and not marked as read: what the model missed there is not known",
    ]
    about = json.loads((folder / "sample" / "sample.json").read_text("utf-8"))
    told = json.dumps({**about, "closed": True})
    (folder / "sample" / "sample.json").write_text(told, encoding="utf-8")
    out = framing("codings", "sample", "ada.csv", "--out", "c.csv", folder=folder)[1]
    assert out.splitlines()[1:] == [
        "  Ada: 10 of 20 items answered, 1 span added, 2 of 5 articles finished",
    ]
