from itertools import pairwise
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicalrichness import LexicalRichness

from analysis.language import words_in, words_of
from analysis.measures import diversity
from tests.conftest import articles, reference_text
from tests.measures.test_keyness import reference

LETTERS = st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=150)


def of(words, window=100):
    table = diversity(words_of(articles(("1", "x", " ".join(words)))), window=window)
    return table.set_index("article").loc["1"]


def pair_tokens():
    rows = []
    for outlet in ("column", "wire"):
        text = reference_text(outlet)
        paragraphs = [line for line in text.split("\n") if line.strip()]
        rows += [(f"{outlet}_{k:02}", outlet, line) for k, line in enumerate(paragraphs, start=1)]
    return words_of(articles(*rows), sections=["headline", "caption", "promo", "credit", "body"])


@pytest.mark.parametrize(("file", "window"), [("doc_w20", 20), ("group_w100", 100)])
def test_ttr_and_mattr_equal_the_reference_values(file, window):
    table = diversity(pair_tokens(), window=window)
    name = table["article"].where(table["article"] != "", table["outlet"])
    theirs = reference(f"py_lexdiv_{file}.csv").astype(float)
    table = table.set_index(name).loc[theirs.index]
    for ours, column in {
        "words": "n_tokens",
        "types": "n_types",
        "ttr": "TTR",
        "mattr": "MATTR",
    }.items():
        np.testing.assert_allclose(table[ours], theirs[column], rtol=1e-9)


def slow_mtld(words):
    """By the definition, one factor after the other: McCarthy & Jarvis 2010, p. 384."""

    def one_way(words):
        factors, start = 0, 0
        for end in range(1, len(words) + 1):
            if len(set(words[start:end])) / (end - start) <= 0.72:
                factors, start = factors + 1, end
        if start < len(words):
            rest = words[start:]
            factors += (1 - len(set(rest)) / len(rest)) / (1 - 0.72)
        return len(words) / factors if factors else np.nan

    return (one_way(words) + one_way(words[::-1])) / 2


def slow_hdd(words):
    """Probability of each type to be among 42 words drawn, in whole numbers."""
    ways = comb(len(words), 42)
    found = (1 - comb(len(words) - words.count(word), 42) / ways for word in sorted(set(words)))
    return sum(found) / 42


@given(LETTERS)
def test_every_measure_equals_its_definition(words):
    row = of(words, window=10)
    assert row["ttr"] == pytest.approx(len(set(words)) / len(words))
    windows = [len(set(words[k : k + 10])) / 10 for k in range(len(words) - 9)]
    assert row["mattr"] == pytest.approx(np.mean(windows) if windows else np.nan, nan_ok=True)
    assert row["mtld"] == pytest.approx(slow_mtld(words), nan_ok=True)
    hdd = slow_hdd(words) if len(words) >= 42 else np.nan
    assert row["hdd"] == pytest.approx(hdd, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", ["column", "wire"])
def test_mtld_and_hdd_equal_another_program_and_the_definition(name):
    words = words_in(reference_text(name))
    row = of(words)
    other = LexicalRichness(words, preprocessor=None, tokenizer=None)
    assert row["mtld"] == pytest.approx(other.mtld(threshold=0.72), rel=1e-9)
    assert row["hdd"] == pytest.approx(other.hdd(draws=42), rel=1e-9)
    assert row["mattr"] == pytest.approx(other.mattr(window_size=100), rel=1e-9)
    assert row["mtld"] == pytest.approx(slow_mtld(words), rel=1e-9)
    assert row["hdd"] == pytest.approx(slow_hdd(words), rel=1e-9)


def test_numbers_are_words():
    assert of(["in", "2016", "and", "2017", "and", "2016"])["types"] == 4


def test_texts_too_short_or_without_words_have_no_value():
    table = diversity(words_of(articles(("1", "x", "a b c"), ("2", "y", "..."), ("3", "x", "a a"))))
    table = table.set_index(["outlet", "article"])
    assert table.loc[("x", "1"), ["mattr", "mtld", "hdd"]].isna().all()
    assert table.loc[("y", "2"), ["ttr", "mattr", "mtld", "hdd"]].isna().all()
    assert table.loc[("x", "3"), "mtld"] == 2
    assert table.loc[("x", ""), ["words", "types"]].tolist() == [5, 3]
    assert table.loc[("y", ""), "words"] == 0
    assert diversity(words_of(articles(("1", "x", "a")).head(0))).empty


def test_row_order_does_not_matter():
    rows = [("1", "a", "war deal war"), ("2", "b", "deal"), ("3", "a", "war the deal deal")]
    table = articles(*rows)
    there = diversity(words_of(table), window=3)
    back = diversity(words_of(table.iloc[[2, 0, 1]].reset_index(drop=True)), window=3)
    pd.testing.assert_frame_equal(there, back)


@given(LETTERS)
def test_longer_windows_never_look_more_varied(words):
    values = [of(words, window=window)["mattr"] for window in (1, 5, 20)]
    known = [value for value in values if not np.isnan(value)]
    assert values[0] == 1
    assert all(left >= right - 1e-12 for left, right in pairwise(known))


def test_an_impossible_window_is_named():
    with pytest.raises(ValueError, match="window is 0; give 1 word or more"):
        of(["a"], window=0)
