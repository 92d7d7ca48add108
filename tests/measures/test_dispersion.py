import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import count_terms, select_terms, words_of
from analysis.measures import WHOLE, dispersion, frequencies
from tests.conftest import ROOT, articles
from tests.measures.test_keyness import counts_of, pair, reference

__all__ = ["pair"]

TEXT = st.lists(st.sampled_from("abcd"), max_size=8).map(lambda words: " ".join(words) or "...")
CORPUS = st.lists(st.tuples(st.sampled_from(["x", "y"]), TEXT), min_size=1, max_size=6)
OURS = {"n": "freq", "range": "range", "dp": "dp", "dp_norm": "dp_norm"}
OURS["juilland_d"] = "juilland_d_popsd"


def corpus_of(rows):
    return counts_of(*((str(k), outlet, text) for k, (outlet, text) in enumerate(rows)))


@pytest.mark.parametrize(("within", "file"), [("corpus", "doc"), ("outlets", "group")])
def test_dispersion_equals_the_reference_values(pair, within, file):
    table = dispersion(pair, within=within).set_index("term").sort_index()
    theirs = reference(f"py_dispersion_by_{file}.csv").astype(float)
    assert list(table.index) == list(theirs.index)
    for ours, name in OURS.items():
        np.testing.assert_allclose(table[ours], theirs[name], rtol=1e-9, atol=1e-12)


def test_dispersion_equals_the_worked_example_of_gries():
    given_in = json.loads((ROOT / "tests/reference/gries_example.json").read_text("utf-8"))
    parts = [("x", " ".join(part)) for part in given_in["parts"]]
    table = dispersion(corpus_of(parts)).set_index("term")
    assert list(table.index) == sorted(given_in["values"])
    for term, values in given_in["values"].items():
        for ours, name in (OURS | {"juilland_d": "juilland_d"}).items():
            assert table.loc[term, ours] == pytest.approx(values[name], rel=1e-9, abs=1e-12)


def test_dispersion_worked_by_hand():
    rows = [("x", "war war deal deal"), ("x", "deal deal"), ("x", "war deal")]
    row = dispersion(corpus_of(rows)).set_index("term").loc["war"]
    assert (row["n"], row["words"], row["range"], row["parts"]) == (3, 8, 2, 3)
    assert row["rate"] == 375_000
    assert row["range_share"] == pytest.approx(2 / 3)
    assert row["dp"] == pytest.approx((abs(2 / 3 - 1 / 2) + 1 / 4 + abs(1 / 3 - 1 / 4)) / 2)
    assert row["dp_norm"] == pytest.approx(row["dp"] / (1 - 1 / 4))
    assert row["juilland_d"] == pytest.approx(1 - np.std([0.5, 0, 0.5]) / (1 / 3) / np.sqrt(2))


@given(CORPUS, st.sampled_from(["outlet", "corpus", "outlets"]))
def test_measures_stay_between_none_and_one_and_counts_are_those_of_frequencies(rows, within):
    counts = corpus_of(rows)
    table = dispersion(counts, within=within)
    for name in ("dp", "dp_norm", "juilland_d", "range_share"):
        assert table[name].dropna().between(0, 1).all()
    several = table["parts"] > 1
    assert table.loc[several, ["dp_norm", "juilland_d"]].notna().all(axis=None)
    assert table.loc[~several, ["dp_norm", "juilland_d"]].isna().all(axis=None)
    used = frequencies(counts)
    if within == "outlet":
        found = table.set_index(["outlet", "term"])[["n", "range"]]
        expected = used.set_index(["outlet", "term"])[["n", "docfreq"]].sort_index()
        assert found.to_numpy().tolist() == expected.to_numpy().tolist()
    else:
        assert table.set_index("term")["n"].to_dict() == used.groupby("term")["n"].sum().to_dict()


@given(TEXT, st.integers(2, 5))
def test_articles_in_the_same_words_spread_every_term_evenly(text, number):
    table = dispersion(corpus_of([("x", f"{text} a")] * number))
    assert table["dp"].tolist() == pytest.approx([0] * len(table), abs=1e-12)
    assert table["juilland_d"].tolist() == pytest.approx([1] * len(table))


@given(CORPUS)
def test_row_order_and_left_out_terms_change_nothing(rows):
    given_rows = [(str(k), outlet, text) for k, (outlet, text) in enumerate(rows)]
    table = articles(*given_rows)
    there = dispersion(count_terms(words_of(table)))
    back = dispersion(count_terms(words_of(table.iloc[::-1].reset_index(drop=True))))
    pd.testing.assert_frame_equal(there, back)
    fewer = dispersion(select_terms(counts_of(*given_rows), stop={"a"}))
    expected = there[there["term"] != "a"].reset_index(drop=True)
    pd.testing.assert_frame_equal(fewer, expected)


def test_a_hapax_is_as_uneven_as_its_article_is_small():
    table = dispersion(corpus_of([("x", "a"), ("x", "b b b"), ("x", "c c c c c c")]))
    assert table["dp_norm"].is_monotonic_decreasing
    assert table["dp_norm"].tolist()[0] == 1
    assert all(left > right for left, right in pairwise(table["dp"]))
    assert table["juilland_d"].tolist() == pytest.approx([0, 0, 0], abs=1e-12)


def test_one_part_and_no_words_are_not_spread_at_all():
    table = dispersion(corpus_of([("x", "a b"), ("y", "..."), ("x", "...")]))
    assert table["outlet"].tolist() == ["x", "x"]
    assert table["parts"].tolist() == [1, 1]
    assert table["dp"].tolist() == [0, 0]
    assert table[["dp_norm", "juilland_d"]].isna().all(axis=None)
    for within in ("outlet", "corpus", "outlets"):
        assert dispersion(corpus_of([("x", "...")]), within=within).empty
        empty = count_terms(words_of(articles(("1", "x", "a")).head(0)))
        assert dispersion(empty, within=within).empty


def test_what_is_impossible_is_named():
    with pytest.raises(ValueError, match="within is 'text'; give outlet, corpus or outlets"):
        dispersion(corpus_of([("x", "a")]), within="text")
    with pytest.raises(ValueError, match="an outlet is called 'all outlets'"):
        dispersion(corpus_of([(WHOLE, "a")]))
