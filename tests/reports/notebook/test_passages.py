"""Which passages are shown for a number: of one article each first, with outlet, day and headline."""

import pandas as pd
import pytest

from analysis.measures.attribution import attributions_of
from analysis.reports.notebook.passages import (
    Behind,
    evidence_of,
    origins_of,
    spread_over_articles,
)
from tests.conftest import articles


@pytest.mark.parametrize(
    ("names", "limit", "kept"),
    [
        ("aaab", 2, [0, 3]),
        ("aaab", 3, [0, 1, 3]),
        ("abcdef", 3, [0, 2, 4]),
        ("aa", 5, [0, 1]),
        ("", 3, []),
    ],
)
def test_every_article_is_shown_before_one_is_shown_twice(names, limit, kept):
    assert spread_over_articles(pd.Series(list(names), dtype=str), limit) == kept


def test_a_passage_names_outlet_day_and_headline():
    table = articles(("1", "Post", "War."), ("2", "Herald", "War."), title=["A\nlong day", ""])
    table["date"] = pd.to_datetime(["2020-01-02", None])
    assert origins_of(table) == {"1": "Post, 2020-01-02", "2": "Herald"}
    origins = origins_of(table, headlines=True)
    assert origins == {"1": "Post, 2020-01-02, A long day", "2": "Herald"}
    rows = pd.DataFrame({"article": ["1"], "start": [0], "end": [3], "outlet": ["Post"]})
    texts = dict(zip(table["id"], table["text"], strict=True))
    block = evidence_of([("war", rows)], texts, name="e", caption="c", limit=1, origins=origins)
    assert block.passages[0].about == {"outlet": "Post, 2020-01-02, A long day"}


def test_a_passage_has_the_marks_of_all_rows_of_its_sentence_and_a_group_says_that_none_is_sure():
    text = "Moor saw “a mess” and said that it rains. Moor left."
    rows = attributions_of(articles(("1", "Post", text)))
    one = {"source": "[[0, 4]]", "cue": "[[5, 8]]", "content": "[[9, 17]]", "type": "direct"}
    two = {"source": "[[0, 4]]", "cue": "[[22, 26]]", "content": "[[27, 40]]", "type": "indirect"}
    empty = dict.fromkeys(rows.columns, "") | {"article": "1", "speaker": "Moor"}
    table = pd.DataFrame([{**empty, **one}, {**empty, **two}])
    of = {"name": "e", "caption": "c", "limit": 5}
    found = Behind("Moor: 2", table, fit=[False, True], together=["a", "a"])
    (passage,) = evidence_of([found], {"1": text}, **of).passages
    marks = [(mark.part, text[mark.start : mark.end]) for mark in passage.extracts[0].marks]
    assert marks == [
        ("source", "Moor"),
        ("cue", "saw"),
        ("quoted", "“a mess”"),
        ("cue", "said"),
        ("paraphrased", "that it rains"),
    ]
    assert passage.about["type"] == "mixed"
    block = evidence_of([found._replace(fit=[False, False])], {"1": text}, **of)
    (group,) = block.groups
    assert (group.unsure, group.total) == (True, 2)
    assert block.note(group, 0) == "none is sure to be said; all in e.csv"
