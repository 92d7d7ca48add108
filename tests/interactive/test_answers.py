"""The explorer counts what the reports count."""

import json

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.interactive.answers import Answers
from analysis.interactive.questions import MEASURES, Question
from analysis.study import Study

FERRY = (
    "The ferry left the old pier at noon with forty people on board.\n"
    "A gust tore two ropes from the mast before the captain could turn.\n"
    "Rescue boats from three villages reached the wreck within the hour.\n"
    "Nobody was hurt, the mayor of the nearest village told a local station.\n"
    "Divers will look for the engine once the tide has gone out again.\n"
)
GYM = "Our reporter spent that night among families who waited in the gym with blankets."
COUNCIL = "The council voted on Monday to mend the pier before the ferry sails again."
ROWS = [
    ("1", "Wire", FERRY),
    ("2", "Echo", FERRY),
    ("3", "Echo", GYM),
    ("4", "Globe", COUNCIL),
]


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "corpus.jsonl"
    rows = [{"id": i, "outlet": outlet, "text": text} for i, outlet, text in ROWS]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return read_corpus(path)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("outlets", [("Echo", "Globe", "Wire"), ("Echo", "Globe")])
def test_an_answer_is_the_table_of_its_study_where_articles_are_copies(corpus, measure, outlets):
    target = {"target": "Echo"} if measure == "keyness" else {}
    question = Question(outlets, measure=measure, min_count=1, stop="off", top=100, **target)
    study = Study(corpus, question.parameters)
    assert len(study["left-out"]) == (1 if "Wire" in outlets else 0)
    answer = Answers(corpus).answer(question).table
    terms = answer["term"]
    whole = study[measure]
    kept = whole[whole["term"].isin(terms)]
    order = [name for name in ("outlet", "target", "term") if name in answer]
    pd.testing.assert_frame_equal(
        answer.sort_values(order, ignore_index=True), kept.sort_values(order, ignore_index=True)
    )
