from math import log, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference import benjamini_hochberg
from analysis.language import count_terms, select_terms, words_of
from analysis.measures import REST, furthest_apart, keyness
from analysis.measures.keyness import Cells, weighted_log_odds
from tests.conftest import ROOT, articles, reference_text

TEXTS = st.lists(st.sampled_from(["war", "peace", "deal", "the"]), min_size=1, max_size=12).map(
    " ".join
)


def counts_of(*rows):
    return count_terms(words_of(articles(*rows)))


@pytest.fixture(scope="module")
def pair():
    rows = []
    for outlet in ("column", "wire"):
        text = reference_text(outlet)
        paragraphs = [line for line in text.split("\n") if line.strip()]
        rows += [(f"{outlet}_{k:02}", outlet, line) for k, line in enumerate(paragraphs, start=1)]
    return counts_of(*rows)


def reference(name):
    table = pd.read_csv(ROOT / "tests/reference" / name, dtype={0: str}, keep_default_na=False)
    return table.set_index(table.columns[0]).sort_index()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("n_target", "n_target"),
        ("n_reference", "n_reference"),
        ("rate_target", "pm_target"),
        ("rate_reference", "pm_reference"),
        ("g2", "g2_4cell_signed"),
        ("g2_two_cell", "g2_2term_signed"),
        ("log_ratio", "log_ratio_hardie"),
        ("pct_diff", "pct_diff"),
    ],
)
def test_keyness_equals_the_reference_values(pair, ours, theirs):
    table = keyness(pair, target="column", reference="wire").set_index("term").sort_index()
    values = reference("py_keyness.csv")[theirs].astype(float)
    assert list(table.index) == list(values.index)
    np.testing.assert_allclose(table[ours], values, rtol=1e-9, atol=1e-12)


def test_g2_and_p_equal_quanteda_but_for_its_smoothing(pair):
    table = keyness(pair, target="column", reference="wire").set_index("term").sort_index()
    theirs = reference("quanteda_keyness_lr_none.csv")
    words = table["words_target"].iloc[0] + table["words_reference"].iloc[0]
    np.testing.assert_allclose(table["g2"], theirs["G2"].astype(float), atol=2.5e-9 * words)
    np.testing.assert_allclose(table["p"], theirs["p"].astype(float), atol=1e-4)


@pytest.mark.parametrize(
    ("prior", "alpha"),
    [
        ("uniform_0.01", lambda n, total: np.full(len(n), 0.01)),
        ("uniform_0.1", lambda n, total: np.full(len(n), 0.1)),
        ("pooled_counts", lambda n, total: n),
        ("pooled_scaled_500", lambda n, total: 500 * n / total),
        ("pooled_scaled_n_vocab_0.01", lambda n, total: 0.01 * len(n) * n / total),
    ],
)
def test_weighted_log_odds_equal_fightin_words(prior, alpha):
    table = reference("py_fightin_words.csv").astype(float)
    n_target, n_reference = (table[name].to_numpy() for name in ("n_target", "n_reference"))
    pseudo = alpha(n_target + n_reference, (n_target + n_reference).sum())
    cells = Cells(n_target, n_reference, n_target.sum(), n_reference.sum())
    odds, error = weighted_log_odds(cells, pseudo, pseudo.sum())
    np.testing.assert_allclose(odds, table[f"{prior}:delta"], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(odds / error, table[f"{prior}:z"], rtol=1e-9, atol=1e-12)


def test_z_equals_fightin_words_with_the_default_prior(pair):
    table = keyness(pair, target="column", reference="wire", prior_words=500)
    theirs = reference("py_fightin_words.csv")
    table = table.set_index("term").sort_index()
    np.testing.assert_allclose(table["z"], theirs["pooled_scaled_500:z"].astype(float), rtol=1e-9)
    delta = theirs["pooled_scaled_500:delta"].astype(float)
    np.testing.assert_allclose(table["log_odds"], delta / log(2), rtol=1e-9)


def test_scores_worked_by_hand():
    counts = counts_of(("1", "a", "war war war deal"), ("2", "b", "deal deal war deal"))
    row = keyness(counts, target="a", prior_words=10).set_index("term").loc["war"]
    assert (row["n_target"], row["n_reference"]) == (3, 1)
    assert row["g2"] == pytest.approx(2 * (3 * log(1.5) + log(0.5) + log(0.5) + 3 * log(1.5)))
    assert row["g2_two_cell"] == pytest.approx(2 * (3 * log(1.5) + log(0.5)))
    assert row["log_ratio"] == pytest.approx(log2(3))
    assert row["pct_diff"] == pytest.approx(200)
    # half of the ten prior words are "war": 8 of 14 against 6 of 14
    assert row["log_odds"] == pytest.approx(log2(8 / 6) - log2(6 / 8))
    assert row["z"] == pytest.approx((log(8 / 6) - log(6 / 8)) / sqrt(1 / 8 + 1 / 6))


@given(TEXTS, TEXTS)
def test_swapping_the_sides_flips_every_sign(left, right):
    counts = counts_of(("1", "a", left), ("2", "b", right))
    there, back = keyness(counts, target="a"), keyness(counts, target="b")
    for score in ("z", "log_odds", "log_ratio"):
        np.testing.assert_allclose(there[score], -back[score], atol=1e-9)
    np.testing.assert_allclose(there["g2"].abs(), back["g2"].abs(), atol=1e-9)


@given(TEXTS, TEXTS, TEXTS)
def test_the_rest_is_what_all_other_outlets_are_together(first, second, third):
    apart = counts_of(("1", "a", first), ("2", "b", second), ("3", "c", third))
    together = counts_of(("1", "a", first), ("2", "b", second), ("3", "b", third))
    left, right = keyness(apart, target="a"), keyness(together, target="a")
    assert set(left.pop("reference")) == {REST}
    assert set(right.pop("reference")) == {"b"}
    pd.testing.assert_frame_equal(left, right)


@given(TEXTS, TEXTS)
def test_leaving_out_terms_does_not_change_the_others(left, right):
    counts = counts_of(("1", "a", left + " war"), ("2", "b", right))
    all_terms = keyness(counts, target="a").set_index("term")
    fewer = keyness(select_terms(counts, stop={"the"}), target="a").set_index("term")
    pd.testing.assert_frame_equal(fewer, all_terms.drop(index="the", errors="ignore"))


def test_the_adjusted_p_is_the_procedure_worked_by_hand():
    counts = counts_of(("1", "a", "x x x x x y"), ("2", "b", "y z z z z z"))
    table = benjamini_hochberg(keyness(counts, target="a"))
    p = table.sort_values("p")["p"].to_numpy()
    by_hand = np.minimum.accumulate((p * len(p) / np.arange(1, len(p) + 1))[::-1])[::-1]
    assert table.sort_values("p")["p_adjusted"].tolist() == pytest.approx(by_hand.tolist())


@pytest.mark.parametrize(
    ("sides", "message"),
    [
        ({"target": "c"}, r"unknown outlet 'c'; the corpus has a, b"),
        ({"target": "a", "reference": "x"}, r"unknown outlet 'x'"),
        ({"target": "a", "reference": "a"}, r"cannot compare 'a' with 'a'"),
    ],
)
def test_an_impossible_comparison_names_what_there_is(sides, message):
    with pytest.raises(ValueError, match=message):
        keyness(counts_of(("1", "a", "x"), ("2", "b", "y")), **sides)


def test_one_outlet_has_nothing_to_be_compared_with():
    assert keyness(counts_of(("1", "a", "x"))).empty
    with pytest.raises(ValueError, match="unknown outlet 'b'"):
        keyness(counts_of(("1", "a", "x")), target="b")


def test_the_furthest_apart_are_those_with_the_largest_z_on_each_side():
    counts = counts_of(("1", "a", "x x x x y y deal"), ("2", "b", "z z z z w w deal"))
    table = furthest_apart(keyness(counts), top=1)
    assert table["term"].tolist() == ["x", "z"]
    assert table["z"].is_monotonic_decreasing


def test_a_side_without_words_is_an_error():
    with pytest.raises(ValueError, match=r"'b' has no words"):
        keyness(counts_of(("1", "a", "x"), ("2", "b", "...")), target="a", reference="b")
