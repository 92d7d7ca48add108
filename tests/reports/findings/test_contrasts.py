"""Findings name every outlet with its number, the difference with its interval, and what is not reliable."""

import numpy as np
import pandas as pd
import pytest

from analysis.inference.contrasts import contrasts_of
from analysis.reports.findings.contrasts import (
    Finding,
    contrast_findings,
    contrast_sentence,
    ranked_differently,
    unquoted,
)
from tests.inference.test_contrasts import TWO, patterns


def told(table):
    found = contrast_findings(contrasts_of(table), table, lambda _: Finding(""))
    return [one.sentence for one in found]


def test_a_reliable_difference_names_both_outlets_and_its_interval():
    first, *others = told(patterns(TWO))
    assert first == (
        "a gives 40.0% of its attributions to NGOs, b 20.0% (a difference of 20.0 percentage points, "
        "95% interval 7.2 to 31.2)."
    )
    assert others == [
        "1 numbers were compared. An interval of 95% leaves out zero by chance in about one of twenty "
        "where there is no difference."
    ]


def test_of_many_outlets_the_ends_are_named_and_the_others_lie_between():
    rows = [(f"o{k}", 0.1 + k / 10, 0.09 + k / 10, 0.11 + k / 10) for k in range(8)]
    first, *_ = told(patterns(rows))
    assert first.startswith(
        "o7 gives 80.0% of its attributions to NGOs, o0 10.0%; the other 6 outlets lie between "
        "(a difference between o7 and o0 of 70.0 percentage points, 95% interval "
    )


def test_what_is_not_reliable_is_said_to_be_so():
    vague = patterns([("a", 0.4, 0.1, 0.7), ("b", 0.3, 0.1, 0.6)], category="media")
    sentences = told(pd.concat([patterns(TWO), vague]))
    assert sentences[1] == "No reliable difference in attributions to media."
    assert told(vague)[0] == "No reliable difference in attributions to media."


def test_without_intervals_the_same_sentences_describe_and_small_counts_are_passed_over():
    bare = [(name, value, np.nan, np.nan) for name, value, *_ in TWO]
    assert told(patterns(bare)) == [
        "a gives 40.0% of its attributions to NGOs, b 20.0% (a difference of 20.0 percentage points)."
    ]
    assert told(patterns(bare).assign(n=2.0)) == []


def test_the_difference_is_that_of_the_values_as_they_are_told():
    bare = patterns([("a", 0.38449, np.nan, np.nan), ("b", 0.19051, np.nan, np.nan)])
    assert told(bare) == [
        "a gives 38.4% of its attributions to NGOs, b 19.1% (a difference of 19.3 percentage points)."
    ]


def test_rates_of_loaded_words_can_be_told_with_their_counts():
    measure, category = "loaded words, model", "outlet"
    rows = patterns([("a", 20.0, np.nan, np.nan), ("b", 10.0, np.nan, np.nan)])
    rows = rows.assign(measure=measure, category=category, n=[8.0, 4.0], total=400.0)
    row = {
        "measure": measure, "category": category, "unit": "per 1,000 words", "above": "a", "below": "b",
        "low": np.nan, "difference": 10.0,
    }  # fmt: skip
    assert contrast_sentence(row, rows, counts=True) == (
        "a has 20.0 loaded words (model) per 1,000 of its own words (8 of 400 words), "
        "b 10.0 (4 of 400 words) "
        "(a difference of 10.0 per 1,000 words)."
    )


def test_equal_outlets_have_nothing_to_tell():
    assert told(patterns([("a", 0.4, 0.3, 0.5), ("b", 0.4, 0.3, 0.5)])) == []


def test_an_example_is_told_once():
    two = pd.concat([patterns(TWO), patterns(TWO, category="media")])
    found = contrast_findings(
        contrasts_of(two), two, lambda _: Finding("", "No bomb fell.", "a, 2020-01-01")
    )
    assert [one.example for one in found[:2]] == ["No bomb fell.", ""]


def voices(values):
    rows = [(name, value, value - 1, value + 1) for name, value in values.items()]
    return patterns(rows, measure="m", unit="loaded words per 1,000 words", category="outlet")


def test_an_order_that_model_and_list_do_not_share_is_said():
    assert ranked_differently(voices({"a": 9, "b": 5}), voices({"a": 3, "b": 2})) == []
    (said,) = ranked_differently(voices({"a": 9, "b": 5}), voices({"a": 2, "b": 3}))
    assert "the model has a 9.0 and b 5.0, the list b 3.0 and a 2.0" in said


@pytest.mark.parametrize("text", ["“Peace.”", '"Peace."', "Peace."])
def test_quotation_marks_around_an_example_are_set_anew(text):
    assert unquoted(text) == "Peace."


@pytest.mark.parametrize(
    "text", ["He called it a “loophole.”", 'They "ruined" the "pier"', "“Why?” she asked, “no.”"]
)
def test_quotation_marks_inside_an_example_stay_in_pairs(text):
    assert unquoted(text).count("“") == unquoted(text).count("”")
    assert unquoted(text).count('"') % 2 == 0


def test_a_sentence_with_an_interval_names_the_outlets_that_have_one():
    first, *_ = told(patterns([*TWO, ("few", 0.9, np.nan, np.nan)]))
    assert first.startswith("a gives 40.0% of its attributions to NGOs, b 20.0% (a difference of")
