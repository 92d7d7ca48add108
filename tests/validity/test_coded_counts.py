"""What people counted stands beside what the model counted, article by article."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import FramingError
from analysis.validity.coded_counts import coded_counts, unfinished

ITEMS = pd.DataFrame(
    [
        ("a:0", "a", "text", 0, 5, "x"), ("a:1", "a", "text", 6, 9, "y"),
        ("b:0", "b", "text", 0, 5, "x"), ("d:0", "d", "text", 0, 5, "y"),
    ],
    columns=["item", "article", "field", "start", "end", "label"],
)  # fmt: skip
ARTICLES = pd.DataFrame(
    {
        "article": list("abcd"),
        "outlet": ["p", "p", "p", "q"],
        "stratum": ["s", "s", "s", "s"],
        "probability": [0.5, 0.5, 0.5, np.nan],
    }
)


def codings(*rows):
    names = ["coder", "item", "article", "field", "start", "end", "answer", "label"]
    return pd.DataFrame(rows, columns=names)


DONE = codings(
    ("ann", "a:0", "a", "text", 0, 5, "accept", "y"),
    ("ann", "a:1", "a", "text", 6, 9, "reject", ""),
    ("ann", "a:new-0", "a", "text", 10, 20, "add", "x"),
    ("ben", "a:0", "a", "text", 0, 5, "accept", "x"),
    ("ben", "a:1", "a", "text", 6, 8, "mend", "x"),
    ("ann", "b:0", "b", "text", 0, 5, "accept", "x"),
    *((coder, f"{article}:read", article, "", None, None, "accept", "")
      for coder, article in (("ann", "a"), ("ann", "b"), ("ann", "c"), ("ben", "a"))),
)  # fmt: skip


def told(table, category):
    return table[table["category"] == category].set_index("article")


def test_several_coders_count_with_their_mean_and_a_read_article_counts_nothing():
    found = told(coded_counts(ITEMS, DONE, ARTICLES), "x")
    assert found["n"].tolist() == [1, 1, 0, 0]
    assert found["total"].tolist() == [2, 1, 0, 1]
    assert found["coded_n"].tolist()[:3] == [1.5, 1, 0]
    assert found["coded_total"].tolist()[:3] == [2, 1, 0]
    assert found["coded_n"].isna().tolist() == [False, False, False, True]
    assert found["items"].tolist() == [3, 1, 0, 0]


def test_an_article_that_nobody_finished_is_not_coded_and_others_stand_for_it():
    begun = DONE[~((DONE["article"] == "a") & (DONE["item"] == "a:1"))]
    found = told(coded_counts(ITEMS, begun, ARTICLES), "x")
    assert np.isnan(found.loc["a", "coded_n"])
    assert found.loc[["b", "c"], "probability"].tolist() == pytest.approx([1 / 3] * 2)
    left = unfinished(ITEMS, begun).to_numpy().tolist()
    assert left == [["a", "ann", 1, True], ["a", "ben", 1, True]]


def test_an_article_that_was_not_marked_as_read_is_not_coded_however_many_answers_it_has():
    begun = DONE[DONE["item"] != "b:read"]
    found = told(coded_counts(ITEMS, begun, ARTICLES), "x")
    assert found["coded_n"].isna().tolist() == [False, True, False, True]
    assert found.loc[["a", "c"], "probability"].tolist() == pytest.approx([1 / 3] * 2)
    assert unfinished(ITEMS, begun).to_numpy().tolist() == [["b", "ann", 0, False]]
    # of two coders those count who have read it
    alone = DONE[~((DONE["item"] == "a:read") & (DONE["coder"] == "ben"))]
    assert told(coded_counts(ITEMS, alone, ARTICLES), "x").loc["a", "coded_n"] == 1


def test_where_nothing_can_be_missed_answers_are_enough():
    begun = DONE[~DONE["item"].isin(["a:read", "b:read"])]
    found = told(coded_counts(ITEMS, begun, ARTICLES, closed=True), "x")
    assert found["coded_n"].tolist()[:3] == [1.5, 1, 0]
    assert unfinished(ITEMS, begun, closed=True).empty


def test_a_rate_has_the_words_of_the_article_as_its_total():
    found = told(coded_counts(ITEMS, DONE, ARTICLES.assign(words=[10, 20, 30, 40])), "x")
    assert found["total"].tolist() == [10, 20, 30, 40]
    assert found["coded_total"].tolist()[:3] == [10, 20, 30]
    assert np.isnan(found.loc["d", "coded_total"])


def test_spans_can_count_with_their_size():
    found = coded_counts(ITEMS, DONE, ARTICLES, size=lambda article, field, start, end: end - start)
    assert told(found, "x")["n"].tolist() == [5, 5, 0, 0]
    assert told(found, "x").loc["a", "coded_n"] == (10 + 5 + 2) / 2


def test_a_coded_article_outside_the_sample_is_refused():
    other = codings(("ann", "d:0", "d", "text", 0, 5, "accept", "y"))
    with pytest.raises(FramingError, match="article 'd' was coded and is not in the sample"):
        coded_counts(ITEMS, other, ARTICLES)
