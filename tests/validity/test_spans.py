"""Agreement on spans is agreement on words."""

import numpy as np
import pandas as pd
import pytest

from analysis.validity.agreement import FOUND
from analysis.validity.spans import OUTSIDE, span_agreement, word_answers

WORDS = {("a", "text"): [(0, 3), (4, 7), (8, 11), (12, 15)], ("b", "text"): [(0, 3), (4, 7)]}


def codings(*rows):
    names = ["coder", "item", "article", "field", "start", "end", "answer", "label"]
    return pd.DataFrame(rows, columns=names)


TWO = codings(
    ("ann", "a:0", "a", "text", 0, 7, "accept", ""),
    ("ben", "a:0", "a", "text", 0, 11, "mend", ""),
    ("ann", "b:0", "b", "text", 0, 3, "reject", ""),
    *(
        (coder, f"{article}:read", article, "", 0, 0, "accept", "")
        for coder in ("ann", "ben")
        for article in "ab"
    ),
)


def test_each_word_of_a_read_article_is_inside_or_outside():
    told = word_answers(TWO, WORDS).pivot_table("answer", "item", "coder", aggfunc="first")
    inside = told == FOUND
    assert inside["ann"].tolist() == [True, False, True, False, False, False]
    assert inside.loc[["a:text:0", "a:text:4", "a:text:8"], "ben"].all()
    assert (told.loc[["b:text:0", "b:text:4"]] == OUTSIDE).all(axis=None)


def test_alpha_of_words_worked_by_hand():
    found = span_agreement(TWO, WORDS, random=np.random.default_rng(0))
    alpha = found[(found["coefficient"] == "Krippendorff's alpha") & (found["category"] == "")]
    # 12 answers to 6 words, 5 inside and 7 outside, one word apart: 2 of 12 coincidences
    assert alpha["value"].tolist() == pytest.approx([1 - (2 / 12) / (2 * 5 * 7 / (12 * 11))] * 2)


def test_a_span_cut_in_two_is_the_same_words():
    cut = codings(
        ("ann", "a:0", "a", "text", 0, 7, "accept", ""),
        ("ben", "a:new-1", "a", "text", 0, 3, "add", ""),
        ("ben", "a:new-2", "a", "text", 4, 7, "add", ""),
        *((coder, "a:read", "a", "", 0, 0, "accept", "") for coder in ("ann", "ben")),
    )
    found = span_agreement(cut, WORDS, random=np.random.default_rng(0))
    assert found.loc[found["category"] == OUTSIDE, "value"].eq(1).all()


def test_words_of_an_article_that_a_coder_did_not_mark_as_read_are_not_outside():
    begun = TWO[~((TWO["coder"] == "ben") & (TWO["item"] == "b:read"))]
    told = word_answers(begun, WORDS)
    assert set(told.loc[told["article"] == "b", "coder"]) == {"ann"}


def test_an_article_that_nobody_else_read_says_nothing():
    told = word_answers(TWO[TWO["article"] == "a"], WORDS)
    assert set(told["article"]) == {"a"}
