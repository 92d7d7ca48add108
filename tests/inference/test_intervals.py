import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis.inference import Intervals, keyness_with_intervals, wilson, with_intervals
from analysis.measures import frequencies, keyness
from tests.conftest import articles
from tests.measures.test_keyness import counts_of

BUNCHED = [(f"a{k:02}", "a", "war " * (20 if k == 0 else 0) + "deal " * 20) for k in range(12)]
EVEN = [(f"b{k:02}", "b", "war war " + "deal " * 20) for k in range(12)]


@given(st.integers(0, 50), st.integers(1, 50))
def test_wilson_equals_scipy(n, more):
    total = n + more
    low, high = wilson(n, total)
    theirs = binomtest(n, total).proportion_ci(method="wilson")
    assert (float(low), float(high)) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_wilson_of_nothing_is_undefined():
    assert np.isnan(wilson(0, 0)).all()


def test_word_intervals_hold_the_rate():
    counts = counts_of(*BUNCHED, *EVEN)
    table = with_intervals(frequencies(counts), counts, Intervals("words", 1), random=rng())
    assert ((table["low"] < table["rate"]) & (table["rate"] < table["high"])).all()
    assert set(table["interval"]) == {"words"}


def test_resampled_articles_show_a_bunched_word_as_less_certain_than_an_even_one():
    counts = counts_of(*BUNCHED, *EVEN)
    table = with_intervals(frequencies(counts), counts, Intervals("articles", 500), random=rng())
    table = table.set_index(["outlet", "term"])
    bunched, even = table.loc[("a", "war")], table.loc[("b", "war")]
    assert even["low"] == pytest.approx(even["rate"]) == pytest.approx(even["high"])
    assert bunched["low"] == 0
    # the article with all twenty is drawn more than twice in fewer than 2.5% of resamples of three
    assert bunched["high"] == pytest.approx(1e6 * 60 / 300, rel=0.01)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    counts = counts_of(*BUNCHED, *EVEN)

    def high(seed):
        random = np.random.default_rng(seed)
        table = with_intervals(
            frequencies(counts), counts, Intervals("articles", 20), random=random
        )
        return table["high"].tolist()

    assert high(1) == high(1) != high(2)


def test_draws_that_are_remembered_are_those_of_the_generator_and_leave_it_where_they_would(
    monkeypatch,
):
    counts = counts_of(*BUNCHED, *EVEN)

    def table_and_next():
        random = rng()
        table = with_intervals(
            frequencies(counts), counts, Intervals("articles", 20), random=random
        )
        return table[["low", "high"]].to_numpy().tolist(), random.random()

    again = [table_and_next() for _ in range(2)]
    monkeypatch.setattr("analysis.inference.resampling._FEW", 0)  # drawn anew
    assert again == [table_and_next()] * 2


def test_keyness_intervals_hold_the_point_when_articles_are_alike():
    counts = counts_of(
        *EVEN, *[(row[0].replace("b", "a"), "a", "war " * 9 + "deal " * 9) for row in EVEN]
    )
    table = keyness(counts, target="a")
    again = keyness_with_intervals(
        table, counts, Intervals("articles", 50), prior_words=500, random=rng()
    )
    for bound in ("low", "high"):
        np.testing.assert_allclose(again[bound], table["log_odds"])
    assert set(again["interval"]) == {"articles"}


def test_keyness_intervals_are_wider_for_bunched_words():
    counts = counts_of(*BUNCHED, *EVEN)
    table = keyness(counts, target="a")
    again = keyness_with_intervals(
        table, counts, Intervals("articles", 300), prior_words=500, random=rng()
    )
    row, before = again.set_index("term").loc["war"], table.set_index("term").loc["war"]
    assert row["low"] < before["low"] < row["log_odds"] < row["high"]


def test_many_terms_are_treated_in_parts_without_loss(monkeypatch):
    counts = counts_of(*BUNCHED, *EVEN)
    whole = with_intervals(frequencies(counts), counts, Intervals("articles", 20), random=rng())
    monkeypatch.setattr("analysis.inference.resampling._AT_ONCE", 1)
    parts = with_intervals(frequencies(counts), counts, Intervals("articles", 20), random=rng())
    np.testing.assert_allclose(whole["high"], parts["high"])


@pytest.mark.parametrize(
    ("rows", "kind"), [(BUNCHED + EVEN, "articles"), (BUNCHED[:3] + EVEN, "words")]
)
def test_articles_are_resampled_when_every_outlet_has_ten(rows, kind):
    assert Intervals().chosen(articles(*rows)) == kind


def test_one_article_cannot_be_resampled():
    with pytest.raises(ValueError, match=r"'a' has one article.*interval=words"):
        Intervals("articles").chosen(articles(BUNCHED[0], *EVEN))


def test_an_unknown_interval_is_refused():
    with pytest.raises(ValueError, match="'wide'; give auto, words or articles"):
        Intervals("wide")


def rng():
    return np.random.default_rng(7)


def test_resamples_of_articles_without_words_say_nothing_and_warn_of_nothing():
    counts = counts_of(("a0", "a", "war deal"), *[(f"a{k}", "a", "…") for k in range(1, 12)])
    table = with_intervals(frequencies(counts), counts, Intervals("articles", 50), random=rng())
    assert table["low"].tolist() == table["high"].tolist() == [500_000, 500_000]
