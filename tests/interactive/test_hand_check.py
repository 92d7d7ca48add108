"""From a table to the coding page of a sample of what it counts."""

import json
import shutil

import pytest

from analysis.corpus import read_corpus
from analysis.errors import FramingError
from analysis.interactive import answer, explore
from analysis.interactive.hand_check import coded_for, hand_check
from analysis.interactive.results.table_subjects import needed
from analysis.recipes import tables
from tests.tiny import ARTICLES

NEEDED = {
    "attributions": "attributions",
    "speakers": "attributions",
    "acts": "attributions",
    "voice": "voices",
    "loaded": "loaded-language",
}
SAID = "Mayor Ann Cole said the old bridge would open again in May."


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ARTICLES, tmp_path / ARTICLES.name)
    rows = [
        {"id": f"{outlet}{turn}", "outlet": outlet, "text": f"Day {turn}.\n{SAID}"}
        for outlet in ("Lamp", "Bell")
        for turn in range(3)
    ]
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("table", tables())
def test_what_is_coded_is_what_the_table_is_made_of(table):
    coded = coded_for(table)
    if coded:
        assert NEEDED[coded] in needed(table)


@pytest.mark.parametrize("table", ["agency", "naming", "shared-quotations", "only-in", "keyness"])
def test_a_table_of_what_no_coder_is_asked_has_no_sample_and_the_button_says_so(table):
    with pytest.raises(FramingError, match="nothing that coders are asked about"):
        hand_check(answer(read_corpus("mine.jsonl"), table, copies="all"))
    shown = explore(read_corpus("mine.jsonl"), table, copies="all").buttons.buttons
    (check,) = (one for one in shown if one["name"] == "check")
    assert check["off"]
    assert "cannot be coded" in check["help"]


def test_each_corpus_and_choice_has_its_own_sample_which_is_shown_again():
    mine, other = (read_corpus(name) for name in ("mine.jsonl", ARTICLES.name))
    first = hand_check(answer(mine, "attributions", copies="all"))
    codings = first.folder / "codings.csv"
    codings.write_text("mine", encoding="utf-8")
    assert hand_check(answer(mine, "attributions", copies="all")).folder == first.folder
    assert codings.read_text(encoding="utf-8") == "mine"
    few = hand_check(answer(mine, "attributions", copies="all", outlets=["Lamp"]))
    assert few.folder != first.folder
    assert few.items < first.items
    elsewhere = hand_check(answer(other, "attributions"))
    assert elsewhere.folder not in (first.folder, few.folder)
    assert "Ann Cole" in first.page
    assert "Ann Cole" not in elsewhere.page


def test_more_items_than_asked_for_are_explained():
    explorer = explore(read_corpus("mine.jsonl"), "attributions", copies="all")
    explorer.check(1)
    assert "two articles of each outlet" in explorer.buttons.told
    explorer.check(40)
    assert "two articles of each outlet" not in explorer.buttons.told
