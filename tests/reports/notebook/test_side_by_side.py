"""Passages side by side: as block, as table, with texts cut, and parts that do not apply."""

import json
import shutil

import pandas as pd
import pytest

from analysis.reports.display.marks import Mark
from analysis.reports.notebook.redaction import cut_evidence
from analysis.reports.notebook.side_by_side import Row, Side, beside_of, beside_table
from analysis.tables.events import Beside
from analysis.tables.places import as_given
from tests.conftest import ROOT, articles
from tests.projects import end, start

TEXTS = {"1": "One line.\nMoor said that the bridge fell. Nobody left.", "2": "The bridge fell."}
ROWS = [
    Row(
        "Moor",
        [
            Side("1", 20, 41, {"outlet": "Echo", "speaker": "Moor", "cue": "said"}, (Mark(24, 34, "alone"),)),
            Side("2", 0, 16, {"outlet": "Post"}),
        ],
    )
]  # fmt: skip


def test_every_passage_has_its_text_its_marks_and_what_goes_on():
    block = beside_of(ROWS, TEXTS, name="b", caption="c")
    first, second = block.passages_of(block.groups[0])
    assert first.extracts[0].text == TEXTS["1"][20:41]
    assert [tuple(mark)[:2] for mark in first.extracts[0].marks] == [(24, 34)]
    assert (first.before, first.after, second.before, second.after) == (False, True, False, False)
    assert first.origin == [("outlet", "Echo"), ("speaker", "Moor"), ("cue", "said")]


@pytest.mark.parametrize(
    ("beside", "more"),
    [
        ("said Mr. Moor.", False),
        ("Moor told the Echo on Monday.", False),
        ("”", False),
        ("Nobody left.", True),
        ("Moor said. “And the pier fell.", True),
        ("said Moor, who came to the bridge at noon and saw it.", True),
    ],
)
def test_only_words_that_say_more_than_who_speaks_are_left_out(beside, more):
    text = f"The bridge fell, {beside}"
    (row,) = beside_of(
        [Row("Moor", [Side("1", 0, 16, {"outlet": "Echo"})])], {"1": text}, name="b", caption="c"
    ).passages
    assert row.after is more


def test_its_table_has_a_row_for_every_passage():
    table = beside_table(ROWS, TEXTS)
    assert list(table) == Beside.names()
    assert table["text"].tolist() == [TEXTS["1"][20:41], TEXTS["2"]]
    assert table["speaker"].tolist() == ["Moor", ""]


def test_places_in_a_text_whose_title_stands_beside_it_are_those_of_the_text():
    known = articles(*((key, "Echo", text) for key, text in TEXTS.items()))
    known["put_before"] = [11, 0]
    table = as_given(beside_table(ROWS, TEXTS), known)
    assert table["start"].tolist() == [9, 0]
    assert table["cue"].tolist() == ["said", ""]  # words, and no places


def test_the_page_of_an_event_shows_passages_of_texts_without_their_titles(tmp_path):
    said = "“We had no choice, for the timber of the old pier is rotten,” Moor said on Monday."
    rows = [
        {"id": key, "outlet": outlet, "title": f"Pier of {outlet}", "text": f"The pier is shut.\n\n{said}"}
        for key, outlet in (("1", "Echo"), ("2", "Post"))
    ]  # fmt: skip
    (tmp_path / "pier.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    run = start(tmp_path, "run", "comparison", "--corpus", "pier.jsonl", "-p", "copies=all")
    code, _, err = end(run)
    assert code == 0, err
    shared = pd.read_csv(tmp_path / "figures/comparison/default/shared.csv")
    assert shared["field"].tolist() == ["text", "text"]
    start_of, end_of = shared.loc[0, ["start", "end"]]
    assert rows[0]["text"][start_of:end_of] == shared.loc[0, "text"]


def test_cut_texts_keep_no_more_words_than_allowed():
    block = cut_evidence(beside_of(ROWS, TEXTS, name="b", caption="c"), 2)
    assert all(len(one.extracts[0].text.split()) <= 2 for one in block.passages)
    none = cut_evidence(block, 0)
    assert all(not one.extracts for one in none.passages)


def test_a_part_that_does_not_apply_shows_and_writes_nothing(tmp_path, capsys):
    from analysis.corpus import read_corpus
    from analysis.reports import Run

    run = Run("x", read_corpus(ROOT / "seeds"), folder=str(tmp_path / "out"), settings={})
    silent = run.part(applies=False)
    silent.table(pd.DataFrame({"a": [1]}), name="t", caption="c")
    silent.beside(ROWS, name="b", caption="c")
    silent.findings(["x"])
    silent.notices(["x"])
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "out").exists()
    run.part(applies=True).beside([], name="b", caption="c")
    assert run.part(applies=True) is run
