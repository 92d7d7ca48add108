"""Passages side by side: as block, as table, with texts cut, and parts that do not apply."""

import pandas as pd
import pytest

from analysis.reports.display.marks import Mark
from analysis.reports.notebook.redaction import cut_evidence
from analysis.reports.notebook.side_by_side import Row, Side, beside_of, beside_table
from analysis.tables.events import Beside

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


def test_cut_texts_keep_no_more_words_than_allowed():
    block = cut_evidence(beside_of(ROWS, TEXTS, name="b", caption="c"), 2)
    assert all(len(one.extracts[0].text.split()) <= 2 for one in block.passages)
    none = cut_evidence(block, 0)
    assert all(not one.extracts for one in none.passages)


def test_a_part_that_does_not_apply_shows_and_writes_nothing(tmp_path, capsys):
    from analysis.corpus import read_corpus
    from analysis.reports import Run
    from tests.conftest import ROOT

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
