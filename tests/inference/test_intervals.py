import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import binomtest

from analysis.inference import Intervals, by_article, keyness_with_intervals, wilson, with_intervals
from analysis.inference.by_article import (
    interval_of_rate,
    interval_of_share,
    sums_over,
    sums_over_each,
)
from analysis.measures import frequencies, keyness
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
    table = with_intervals(frequencies(counts), counts, Intervals("words"))
    assert ((table["low"] < table["rate"]) & (table["rate"] < table["high"])).all()
    assert set(table["interval"]) == {"words"}


def by_articles(counts, how=None):
    table = with_intervals(frequencies(counts), counts, how or Intervals())
    return table.set_index(["outlet", "term"])


def test_a_bunched_word_is_less_certain_than_an_even_one():
    table = by_articles(counts_of(*BUNCHED, *EVEN))
    bunched, even = table.loc[("a", "war")], table.loc[("b", "war")]
    assert bunched["high"] / bunched["rate"] > 2 * even["high"] / even["rate"]
    assert set(table["interval"]) == {"articles"}


def test_no_interval_is_narrower_than_if_every_word_were_drawn_by_itself():
    # the same count in every article: nothing varies, and yet 24 words are few
    even = by_articles(counts_of(*BUNCHED, *EVEN)).loc[("b", "war")]
    n, rest = 24, 240
    reach = np.exp(scipy.stats.t.ppf(0.975, 11) * (n * rest / (n + rest)) ** -0.5)
    low, high = (n / rest / reach, n / rest * reach)
    assert even["low"] == pytest.approx(1e6 * low / (1 + low))
    assert even["high"] == pytest.approx(1e6 * high / (1 + high))


def test_the_standard_error_is_that_of_the_residuals_worked_by_hand():
    rows = [
        (f"a{k}", "a", "war " * n + "deal " * (20 - n)) for k, n in enumerate((8, 0, 1, 3, 0, 12))
    ]
    table = by_articles(counts_of(*rows, *EVEN)).loc[("a", "war")]
    n = np.array([8, 0, 1, 3, 0, 12])
    share = n.sum() / 120
    residuals = (n - share * 20) / (1 - 20 / 120)
    error = np.sqrt(6 / 5 * (residuals**2).sum()) / 120 / (share * (1 - share))
    reach = np.exp(scipy.stats.t.ppf(0.975, 5) * error)
    odds = share / (1 - share)
    assert table["low"] == pytest.approx(1e6 / (1 + reach / odds))
    assert table["high"] == pytest.approx(1e6 / (1 + 1 / (odds * reach)))
    assert table["interval"] == "few articles"


def test_a_count_of_zero_has_no_wider_interval_than_a_count_of_one():
    sums = sums_over(csr_array(np.eye(12, 2, dtype=int) * [[0, 1]]), np.full(12, 200))
    for interval in (interval_of_share, interval_of_rate):
        low, high = interval(sums)
        assert sums.n.tolist() == [0, 1]
        assert low[0] == 0
        assert 0 < high[0] <= high[1] - low[1]


def test_all_of_a_total_is_the_mirror_of_none():
    matrix = csr_array(np.array([[0, 9]] * 12))
    low, high = interval_of_share(sums_over(matrix, np.full(12, 9)))
    assert (low[0], high[1]) == (0, 1)
    assert low[1] == pytest.approx(1 - high[0])


@pytest.mark.parametrize(
    ("articles", "kind", "expected"),
    [
        (4, "auto", "none"), (5, "auto", "few articles"), (9, "auto", "few articles"),
        (10, "auto", "articles"), (1, "articles", "none"), (2, "articles", "few articles"),
        (1, "words", "words"),
    ],
)  # fmt: skip
def test_the_number_of_articles_decides_whether_there_is_an_interval(articles, kind, expected):
    counts = counts_of(*[(f"a{k}", "a", "war deal deal") for k in range(articles)], *EVEN)
    table = by_articles(counts, Intervals(kind)).loc["a"]
    assert set(table["interval"]) == {expected}
    assert table["low"].isna().all() == (expected == "none")


def test_keyness_intervals_hold_the_point_and_are_wider_for_bunched_words():
    bunched, even = (
        keyness(counts_of(*rows, *EVEN), target="a")
        for rows in (BUNCHED, [(row[0], "a", "war " * 2 + "deal " * 20) for row in BUNCHED])
    )
    counts = counts_of(*BUNCHED, *EVEN)
    again = keyness_with_intervals(bunched, counts, Intervals(), prior_words=500)
    row, before = again.set_index("term").loc["war"], bunched.set_index("term").loc["war"]
    assert row["low"] < before["low"] < row["log_odds"] < row["high"]
    assert set(again["interval"]) == {"articles"}
    assert (again["log_odds"] == bunched["log_odds"]).all()
    assert len(even) == len(bunched)


def test_keyness_of_few_articles_has_no_interval():
    counts = counts_of(*BUNCHED[:4], *EVEN)
    again = keyness_with_intervals(
        keyness(counts, target="a"), counts, Intervals(), prior_words=500
    )
    assert again["low"].isna().all()
    assert set(again["interval"]) == {"none"}


def test_an_unknown_interval_is_refused():
    with pytest.raises(ValueError, match="'wide'; give auto, words or articles"):
        Intervals("wide")


def test_articles_without_words_say_nothing_and_warn_of_nothing():
    counts = counts_of(("a0", "a", "war deal"), *[(f"a{k}", "a", "…") for k in range(1, 12)])
    table = with_intervals(frequencies(counts), counts, Intervals())
    assert table["low"].isna().all()
    assert set(table["interval"]) == {"none"}


@given(st.integers(0, 2**32 - 1), st.integers(1, 20), st.sampled_from([2, 5, 20_000]))
def test_sums_of_several_lists_are_those_of_each_to_the_last_bit(seed, number, at_once):
    random = np.random.default_rng(seed)
    words = random.integers(0, 500, 12)
    matrix = csr_array(random.poisson(0.6, (12, 5)))
    sides = [np.flatnonzero(random.random(12) < random.random()) for _ in range(number)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(by_article, "_AT_ONCE", at_once)
        each = [*sums_over_each(matrix, words, sides)]
        alone = [sums_over(matrix, words[rows], rows) for rows in sides]
    for found, own in zip(each, alone, strict=True):
        for one, other in zip(found, own, strict=True):
            assert one.tobytes() == other.tobytes()
