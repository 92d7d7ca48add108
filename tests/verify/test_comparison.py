"""What differs between two records, and which cells between two tables."""

import math
import re
import shutil
from itertools import chain
from pathlib import Path

import pytest

from analysis.files import COPIES_VARIABLE, copy_into
from analysis.parameters import PARAMETERS
from analysis.recipes import recipes
from analysis.record.claims import Claim
from analysis.record.provenance import OWN_FILES, digests_now, own_files
from analysis.verify.comparison import Change, Difference, changed_rows, differences
from analysis.verify.rerun import reruns
from tests.verify.test_check import STUDY, write_notebook

RECORD = {
    "report": {"name": "study"},
    "settings": {"top": 3, "stop": "on"},
    "corpus": {"source": "seeds", "digest": "sha256:aa", "articles": 2},
    "digests": {"code": "sha256:bb", "word list cues.tsv": "sha256:cc", "models": "sha256:dd"},
    "versions": {"framing": "0.1.0", "Python": "3.11", "numpy": "2.0"},
}


def changed(group, **values):
    return {**RECORD, group: {**RECORD[group], **values}}


@pytest.mark.parametrize(
    ("now", "what", "values"),
    [
        (changed("corpus", digest="sha256:ab", articles=3), "corpus", "ab… with 3 articles"),
        (changed("digests", code="sha256:x"), "code", "sha256:x…"),
        (
            changed("digests", **{"word list cues.tsv": "sha256:x"}),
            "word list cues.tsv",
            "sha256:x…",
        ),
        (changed("digests", models="sha256:x"), "models", "sha256:x…"),
        (changed("versions", numpy="2.1"), "library numpy", "2.1"),
        (changed("versions", Python="3.12"), "version of Python", "3.12"),
        (changed("settings", top=4), "parameter top", "4"),
        (changed("settings", new=[]), "parameter new", "[]"),
    ],
)
def test_each_cause_is_named_and_nothing_else(now, what, values):
    (found,) = differences(RECORD, now)
    assert found.what == what
    assert found.now.endswith(values)
    assert differences(now, now) == []


def test_what_a_record_lacks_is_no_difference():
    older = {**RECORD, "digests": {"code": "sha256:bb"}}
    assert differences(older, changed("digests", notebook="sha256:ee")) == []
    gone = {**RECORD, "settings": {"top": 3}}
    assert differences(RECORD, gone) == [Difference("parameter stop", "on", "nothing")]


def test_a_word_list_of_the_users_own_has_a_digest(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.txt").write_text("the\n")
    before = digests_now("study", {"stop": "mine.txt", "lexicons": ["mine.txt"]})
    (tmp_path / "mine.txt").write_text("the\na\n")
    after = digests_now("study", {"stop": "mine.txt", "lexicons": ["mine.txt"]})
    assert [d.what for d in differences({"digests": before}, {"digests": after})] == [
        "own word lists"
    ]
    assert "own word lists" not in digests_now("study", {"stop": "on"})


def test_a_table_of_speakers_has_a_digest_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("alias,name,kind,affiliation\n")
    before = digests_now("study", {"speakers": "people.csv"})
    (tmp_path / "people.csv").write_text("alias,name,kind,affiliation\nDoe,Ann Doe,expert,\n")
    after = digests_now("study", {"speakers": "people.csv"})
    told = [d.what for d in differences({"digests": before}, {"digests": after})]
    assert told == ["own table of speakers"]
    assert "own table of speakers" not in digests_now("study", {"speakers": ""})


def test_a_table_of_actors_has_a_digest_and_actors_in_words_have_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = {"actors": ["Trump", "rebels=rebel|" + "opposition*|" * 99, "people.csv", "a\0b"]}
    (tmp_path / "people.csv").write_text("actor,names\nReed,Ann Reed\n")
    before = digests_now("study", given)
    (tmp_path / "people.csv").write_text("actor,names\nReed,Ann Reed; the mayor\n")
    told = [
        d.what for d in differences({"digests": before}, {"digests": digests_now("study", given)})
    ]
    assert told == ["own table of actors"]
    assert "own table of actors" not in digests_now("study", {"actors": ["Trump"]})


def test_files_of_a_folder_are_those_of_which_there_are_copies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drawn").mkdir()
    (tmp_path / "drawn" / "items.csv").write_text("here")
    assert own_files({"sample": "drawn"}) == [Path("drawn/items.csv")]
    (tmp_path / "copies").mkdir()
    for name in ("drawn/articles.csv", "other/items.csv", "drawn/deeper/items.csv"):
        copy_into(tmp_path / "copies", name, b"copy")
    monkeypatch.setenv(COPIES_VARIABLE, str(tmp_path / "copies"))
    assert own_files({"sample": "drawn"}) == [Path("drawn/articles.csv")]
    shutil.rmtree(tmp_path / "drawn")
    assert own_files({"sample": "drawn"}) == [Path("drawn/articles.csv")]


def test_every_parameter_that_may_name_a_file_is_one_whose_file_is_recorded():
    recipes()  # declares all
    speaks_of_files = re.compile(r"\b(?:file|files|table|folder|list|lists)\b", re.IGNORECASE)
    named = {name for name, one in PARAMETERS.items() if speaks_of_files.search(one.meaning)}
    # the corpus has its digest; the others are places for results, or no files
    others = {"corpus", "out", "event_pages", "passages", "paired", "similarity"}
    assert named - others == set(chain(*OWN_FILES.values()))


def test_cells_are_told_by_row_and_column_with_the_largest_difference_first():
    old = b"outlet,term,n,rate\na,x,1,10.5\na,y,2,\nb,x,3,1\nb,z,4,1\n"
    new = b"outlet,term,n,rate\na,x,3,10.5\na,y,2,7\nb,x,-7,1\nc,x,4,1\n"
    found = changed_rows(old, new)
    assert found[:2] == [
        Change("b / x", "n", "3", "-7", -10.0),
        Change("a / x", "n", "1", "3", 2.0),
    ]
    assert [(c.row, c.column, c.old, c.new) for c in found[2:]] == [
        ("a / y", "rate", "", "7"),
        ("b / z", "", "there", "not there"),
        ("c / x", "", "not there", "there"),
    ]
    assert all(math.isnan(change.difference) for change in found[2:])
    assert changed_rows(old, old) == []


def test_rows_alike_go_by_their_turn_and_tables_of_numbers_by_their_order():
    found = changed_rows(b"t,n\nx,1\nx,2\n", b"t,n\nx,1\nx,5\n")
    assert [(c.row, c.old, c.new) for c in found] == [("x 2", "2", "5")]
    found = changed_rows(b"n,m\n1,2\n3,4\n", b"n,m\n1,2\n3,5\n")
    assert [(c.row, c.column, c.difference) for c in found] == [("row 2", "m", 1.0)]
    found = changed_rows(b"t,n\nx,1\n", b"t,k\nx,1\n")
    assert [(c.column, c.old) for c in found] == [("n", "there"), ("k", "not there")]


@pytest.mark.parametrize("bad", [b"", b"a,b\n1,2,3\n", b"a,a\n1,2\n"])
def test_what_is_no_table_is_a_value_error(bad):
    with pytest.raises(ValueError, match=r"\S"):
        changed_rows(b"a\n1\n", bad)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (changed("report", name="other"), "it is of the report 'other'; here are study"),
        (changed("report", name=["study"]), "it is of the report \"['study']\"; here are study"),
        (changed("settings", top="3"), "parameter 'top' is int; '3' is not"),
        (changed("settings", stop=1), "parameter 'stop' is str; 1 is not"),
        (changed("corpus", source="\0"), "nothing is there"),
        (changed("corpus", source=5), "parameter 'corpus' is str; 5 is not"),
        (changed("corpus", source="nowhere"), "nothing is there (looked at "),
    ],
)
def test_a_record_that_cannot_be_run_is_a_problem_with_a_reason(tmp_path, monkeypatch, record, why):
    write_notebook(tmp_path / "notebooks" / "10_study.ipynb", STUDY)
    monkeypatch.chdir(tmp_path)
    claim = Claim("x", record, ())
    with reruns([claim], "") as (rerun,):
        assert rerun.folder is None
        assert why in rerun.problem
