"""Sentences behind counts of terms: every place is one, and a large count has places from far apart."""

import numpy as np
import pandas as pd
import pytest

from analysis.language import Counting, count, words_in
from analysis.measures import frequencies, furthest_apart, keyness
from analysis.reports import words_behind
from analysis.tables.patterns import keyness_key, term_key
from tests.conftest import articles

TEXTS = {
    "a": ("One", "The rebels left. Rebels' tents\nstood near the rebels."),
    "b": ("One", "No-one saw the tents."),
    "c": ("Two", "Rebels and tents, rebels and tents."),
    "d": ("Three", "Rebels saw tents."),
}


def corpus():
    return articles(*((name, *rest) for name, rest in TEXTS.items()))


def behind(rows_of, counting, table=None):
    known = corpus() if table is None else table
    counts = count(known, counting)
    return known, words_behind(rows_of(counts), counts, known, counting)


def shown(known, rows):
    texts = known.set_index("id")["text"]
    return [texts[row.article][row.start : row.end] for row in rows.itertuples()]


@pytest.mark.parametrize(("unit", "ngram"), [("word", 1), ("lemma", 1), ("word", 2), ("lemma", 3)])
def test_each_count_has_as_many_places_and_each_place_is_the_term(unit, ngram):
    counting = Counting(["body"], unit=unit, ngram=ngram, stop="off")
    known, found = behind(frequencies, counting)
    assert len(found) > 10
    for one in found:
        assert len(one.rows) == one.total, one.label
        assert one.rows.duplicated().sum() == 0
        spoken = {" ".join(words_in(text)) for text in shown(known, one.rows)}
        term = one.label.split(", ", 1)[1].rsplit(": ", 1)[0]
        if unit == "word":
            assert spoken == {term}


def test_the_label_has_the_numbers_and_the_key_is_that_of_the_figure():
    _, found = behind(frequencies, Counting(["body"], stop="off"))
    one = {one.key: one for one in found}[term_key("One", "rebels")]
    assert one.label == "One, rebels: 3 of 13 words"
    assert one.rows["article"].tolist() == ["a", "a", "a"]


@pytest.mark.parametrize("reference", ["Two", ""])
def test_of_a_comparison_both_sides_are_told_and_no_other_outlet(reference):
    counting = Counting(["body"], stop="off")

    def compared(counts):
        return furthest_apart(keyness(counts, target="One", reference=reference), top=20)

    _, found = behind(compared, counting)
    one = {one.key: one for one in found}[keyness_key("One", "rebels")]
    assert one.label.startswith("One, rebels: 3, and ")
    assert len(one.rows) == one.total == (5 if reference else 6)
    assert set(one.rows["article"]) == ({"a", "c"} if reference else {"a", "c", "d"})


def test_of_a_comparison_the_side_with_more_of_the_word_is_told_first():
    counting = Counting(["body"], stop="off")

    def compared(counts):
        return furthest_apart(keyness(counts, target="Two", reference="One"), top=20)

    _, found = behind(compared, counting)
    one = {one.key: one for one in found}[keyness_key("Two", "rebels")]
    assert one.rows["article"].tolist() == ["a", "a", "a", "c", "c"]


def test_of_many_places_fifty_are_kept_from_all_over_the_outlet():
    many = articles(*((f"{n:03}", "One", "Tents, tents and tents.") for n in range(200)))
    _, (found,) = behind(frequencies, Counting(["body"], min_count=300), many)
    assert (len(found.rows), found.total) == (50, 600)
    numbers = np.sort(found.rows["article"].astype(int).unique())
    assert numbers[0] < 10
    assert numbers[-1] > 190
    assert np.diff(numbers).max() < 13


def test_absent_terms_have_nothing_behind_them():
    rows = pd.DataFrame({"outlet": ["One"], "term": ["gone"], "n": [0], "words": [9]})
    assert behind(lambda _: rows, Counting(["body"]))[1] == []
