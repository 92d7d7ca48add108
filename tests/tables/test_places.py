"""Spans of passages where a title was put before a text: those of the text are characters of the text."""

import json

import pandas as pd

from analysis.tables.places import as_given
from tests.conftest import articles

TITLE, TEXT = "The pier is shut", "Moor said “the bridge fell” at noon."
BOTH = f"{TITLE}\n\n{TEXT}"
KNOWN = articles(("1", "Echo", BOTH), ("2", "Post", TEXT)).assign(
    put_before=[len(BOTH) - len(TEXT), 0]
)


def test_spans_of_an_utterance_that_two_outlets_share_lie_in_the_given_texts():
    at, there = BOTH.index("the bridge"), TEXT.index("the bridge")
    mine, theirs = [at, at + 15], [there, there + 15]
    (row,) = as_given(
        pd.DataFrame(
            {
                "a": ["1"],
                "b": ["2"],
                "a_span": [json.dumps(mine)],
                "b_span": [json.dumps(theirs)],
                "a_shared": [json.dumps([mine])],
                "b_shared": [json.dumps([theirs])],
                "cut": [json.dumps({"a": [mine], "b": [theirs]})],
            }
        ),
        KNOWN,
    ).to_dict("records")
    assert TEXT[slice(*json.loads(row["a_span"]))] == "the bridge fell"
    assert json.loads(row["a_span"]) == json.loads(row["b_span"]) == theirs
    assert json.loads(row["a_shared"]) == json.loads(row["b_shared"]) == [theirs]
    assert json.loads(row["cut"]) == {"a": [theirs], "b": [theirs]}


def test_a_span_in_the_title_stays_one_of_the_title():
    title, text = BOTH.index("pier"), BOTH.index("noon")
    given = as_given(
        pd.DataFrame(
            {"article": ["1", "1"], "span": [json.dumps([at, at + 4]) for at in (title, text)]}
        ),
        KNOWN,
    )
    first, second = (json.loads(span) for span in given["span"])
    assert (TITLE[slice(*first)], TEXT[slice(*second)]) == ("pier", "noon")
