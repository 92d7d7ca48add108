"""What is planned or done is in the table of attributions, is not counted, and stays the outlet's."""

import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus, sections_of
from analysis.measures.attribution import attributions_of, quotations_of, voices_of
from analysis.measures.attribution.acts import act_of, counted
from analysis.measures.attribution.lists.cues import cue_class, is_denied_before
from analysis.measures.attribution.profile import outermost
from analysis.parameters import ParameterError
from analysis.study import Study
from tests.conftest import articles

DEED = "The council approved the plan by nine votes to two."
SAID = "The mayor said that the roof would be mended by spring."


def test_a_deed_is_listed_and_not_counted_and_its_words_are_the_outlets_own():
    table = articles(("a", "Herald", f"The vote was late.\n\n{DEED}\n\n{SAID}"))
    found = attributions_of(table)
    acts = dict(zip(found["cue_text"], found["act"], strict=True))
    assert acts["approved"] == "done"
    assert acts["said"] == "said"
    assert outermost(found, ["body"])["cue_text"].tolist() == ["said"]
    sections = sections_of(table)
    voices = voices_of(found, table, sections, quotations_of(table, sections))
    text = table["text"].iloc[0]
    own = "".join(
        text[row.start : row.end]
        for row in voices.itertuples(index=False)
        if (row.voice, row.part) == ("outlet", "narrative")
    )
    assert DEED in own
    assert "the roof would be mended" not in own


def test_what_stands_inside_a_deed_is_counted_by_itself():
    rows = [("1", "", "said"), ("2", "1", "done"), ("3", "2", "thought"), ("4", "", "done")]
    rows += [("5", "4", "said")]
    table = pd.DataFrame(rows, columns=["id", "parent", "act"])
    table = table.assign(article="a", negated=False, quoted_words=0)
    kept = counted(table)
    assert dict(zip(kept["id"], kept["parent"], strict=True)) == {"1": "", "3": "1", "5": ""}
    assert counted(kept) is kept


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("released", "a new timetable for the ferries"),
        ("raised", "the fares by a tenth"),
        ("has already offered", "free seats to pupils"),
        ("leapt on", "the mayor's mistake"),
        ("was smitten with", "the old pier"),
        ("drifting from", "the route"),
    ],
)
def test_what_is_handed_out_or_done_is_not_said(cue, content):
    assert act_of(cue_class(cue), 0, content) == "done"


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("released", "a brief statement on the ferries"),
        ("raised", "fears that the pier may fall"),
        ("issued a warning", "the bridge may fall"),
        ("offered", "“a way out of this”"),
        ("expressed", "alarm at the fares"),
        ("for", "being late"),
        ("according to", "the harbour office"),
        ("published", "that the pier is shut"),
        ("will issue", "its pilots instructing them to stay"),
        ("spoke about", "the pier"),
    ],
)
def test_words_that_are_handed_out_are_said(cue, content):
    assert act_of(cue_class(cue), 0, content) == "said"


def test_what_nobody_says_is_not_counted_unless_its_words_are_quoted():
    rows = [("1", "said", True, 0), ("2", "said", True, 7), ("3", "thought", True, 0)]
    rows += [("4", "said", False, 0), ("5", "said", True, 3)]
    table = pd.DataFrame(rows, columns=["id", "act", "negated", "quoted_words"])
    kept = counted(table.assign(article="a", parent=""))
    assert kept["id"].tolist() == ["2", "3", "4"]


@pytest.mark.parametrize(
    "before",
    ["Ms. Roe rarely, if ever, ", "The mayor never ", "They seldom openly ", "He doesn’t "],
)
def test_a_denial_that_stands_before_the_cue_is_seen(before):
    assert is_denied_before(before)


@pytest.mark.parametrize("before", ["Ms. Roe, never late, ", "The mayor, not the clerk, ", "He "])
def test_a_denial_of_something_else_is_none_of_the_cue(before):
    assert not is_denied_before(before)


THOUGHT = "Residents believe that the school will close."


@pytest.fixture
def study(tmp_path):
    text = f"The vote was late.\n\n{DEED}\n\n{SAID}\n\n{THOUGHT}"
    file = tmp_path / "corpus.jsonl"
    file.write_text(json.dumps({"id": "a", "outlet": "Herald", "text": text}), "utf-8")
    corpus = read_corpus(str(file))
    return lambda **settings: Study(corpus, settings)


def test_what_is_thought_counts_unless_the_researcher_says_otherwise(study):
    assert set(study()["attributions"]["act"]) == {"said", "thought", "done"}
    said = study(counted_acts=["said"])
    assert set(said["attributions"]["act"]) == {"said", "done"}
    both = study()["voices"]
    assert (said["voices"]["voice"] != "outlet").sum() < (both["voice"] != "outlet").sum()
    with pytest.raises(ParameterError, match="counted_acts is empty; give said, thought, or both"):
        study(counted_acts=[])["attributions"]


def test_attributions_that_are_less_sure_are_left_out_and_take_no_words(study):
    found = study()["attributions"]
    middle = float(found["score"].median())
    sure = study(certainty=middle)["attributions"]
    assert sure["id"].tolist() == found.loc[found["score"] >= middle, "id"].tolist()
    assert 0 < len(sure) < len(found)
    assert study(certainty=1.0)["voices"]["voice"].eq("outlet").all()
