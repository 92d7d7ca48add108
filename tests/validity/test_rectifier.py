"""The estimates equal closed forms, and are right whatever the model says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.validity.rectifier import (
    METHODS,
    Counted,
    corrected,
    doubly_robust,
    gold_only,
    interval,
    powered_mean,
    prediction_powered,
    uncorrected,
)


def drawn(seed, *, articles=60, coded=12, error=0.3):
    """Return an outlet whose model misses `error` of what it should count."""
    random = np.random.default_rng(seed)
    total = random.poisson(8, articles) + 1.0
    count = random.binomial(total.astype(int), random.beta(2, 3, articles)).astype(float)
    found = random.binomial(count.astype(int), 1 - error).astype(float)
    gold = np.full((articles, 2), np.nan)
    picked = random.choice(articles, coded, replace=False)
    gold[picked] = np.column_stack([count, total])[picked]
    return Counted(np.column_stack([found, total]), gold, np.full(articles, coded / articles))


def ppi_mean(y, f, unlabelled, lam=None):
    """Return the closed form of ppi-python's `ppi_mean_ci`: estimate and standard error."""
    n, big = len(y), len(unlabelled)
    if lam is None:
        covariance = np.cov(y, f, ddof=0)[0, 1]
        variance = np.cov(np.concatenate([f, unlabelled]))
        lam = min(max(covariance / ((1 + n / big) * variance), 0), 1)
    value = lam * unlabelled.mean() + (y - lam * f).mean()
    imputed, rectified = (lam * unlabelled).std() / big**0.5, (y - lam * f).std() / n**0.5
    return value, np.hypot(imputed, rectified)


@given(st.integers(0, 10_000), st.sampled_from([None, 0.0, 0.4, 1.0]))
def test_the_mean_of_independent_units_is_that_of_ppi_python(seed, power):
    random = np.random.default_rng(seed)
    y = random.normal(size=20)
    f, unlabelled = y + random.normal(size=20), random.normal(size=70)
    ours = powered_mean(y, f, unlabelled, power=power)
    assert ours == pytest.approx(ppi_mean(y, f, unlabelled, power), abs=1e-12)


def test_the_mean_of_independent_units_is_that_of_the_authors_package():
    ppi = pytest.importorskip("ppi_py")
    random = np.random.default_rng(3)
    y = random.normal(size=30)
    f, unlabelled = y + random.normal(size=30), random.normal(size=90)
    low, high = ppi.ppi_mean_ci(y, f, unlabelled, alpha=0.05)
    value, error = powered_mean(y, f, unlabelled)
    assert ((low + high) / 2, (high - low) / 2) == pytest.approx((value, 1.959963984540054 * error))


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_an_estimate_of_articles_alike_is_the_mean_of_ppi_with_the_same_power(seed, power):
    """Totals of 1 and equal probabilities: coded articles are among all, so the power is 1 - n/N of ours."""
    outlet = drawn(seed)
    ones = np.ones(len(outlet.predicted))
    outlet = outlet._replace(
        predicted=np.column_stack([outlet.predicted[:, 0], ones]),
        gold=np.where(outlet.coded[:, None], np.column_stack([outlet.gold[:, 0], ones]), np.nan),
    )
    ours = corrected(outlet, prediction_powered([outlet], power=power)[0])
    y, f = outlet.gold[outlet.coded, 0], outlet.predicted[outlet.coded, 0]
    rest = outlet.predicted[~outlet.coded, 0]
    value, _ = ppi_mean(y, f, rest, power * (1 - len(y) / len(ones)))
    assert ours.value == pytest.approx(value, abs=1e-9)


def test_the_error_of_many_independent_articles_is_that_of_ppi():
    random = np.random.default_rng(1)
    y = random.normal(5, 1, 4000)
    f = y + random.normal(0, 0.7, 4000)
    gold = np.where(np.arange(4000)[:, None] < 800, np.column_stack([y, np.ones(4000)]), np.nan)
    outlet = Counted(np.column_stack([f, np.ones(4000)]), gold, np.full(4000, 0.2))
    ours = corrected(outlet, prediction_powered([outlet])[0])
    value, error = ppi_mean(y[:800], f[:800], f[800:])
    assert ours.value == pytest.approx(value, abs=error / 20)
    assert ours.variance**0.5 == pytest.approx(error, rel=0.03)


@pytest.mark.parametrize("method", METHODS)
def test_a_model_without_error_is_left_as_it_is(method):
    outlets = [drawn(1, error=0.0), drawn(2, error=0.0)]
    for outlet, pseudo in zip(outlets, METHODS[method](outlets), strict=True):
        assert corrected(outlet, pseudo).value == pytest.approx(uncorrected(outlet).value)
        assert corrected(outlet, pseudo).variance == pytest.approx(
            uncorrected(outlet).variance, rel=0.15
        )


@pytest.mark.parametrize("method", METHODS)
def test_where_every_article_is_coded_the_number_is_that_of_people(method):
    outlets = [drawn(k, coded=60) for k in (1, 2)]
    for outlet, pseudo in zip(outlets, METHODS[method](outlets), strict=True):
        ours = corrected(outlet, pseudo)
        truth = gold_only(outlet)
        assert ours.value == pytest.approx(truth.value, abs=0.01)
        assert ours.variance == pytest.approx(truth.variance, rel=0.1)


def test_without_power_the_number_is_that_of_people_alone():
    outlet = drawn(4)
    ours = corrected(outlet, prediction_powered([outlet], power=0.0)[0])
    assert ours.value == pytest.approx(gold_only(outlet).value)
    assert ours.variance == pytest.approx(gold_only(outlet).variance, rel=0.1)


def test_what_the_design_based_model_predicts_of_an_article_is_fitted_without_it():
    outlets = [drawn(1), drawn(2)]
    whole = doubly_robust(outlets)
    place = int(np.flatnonzero(outlets[0].coded)[3])
    gold = outlets[0].gold.copy()
    gold[place] = np.nan
    without = doubly_robust([outlets[0]._replace(gold=gold), outlets[1]])
    left = outlets[0].gold[place] - without[0].base[place]
    assert whole[0].error[place] == pytest.approx(left * 60 / 12)


def test_the_power_of_an_article_is_fitted_without_it():
    """A wild count in one article turns its own rest, and not how far the model is trusted there."""
    outlet = drawn(1)
    place = int(np.flatnonzero(outlet.coded)[0])
    wild = outlet.gold.copy()
    wild[place, 0] += 1000
    error = prediction_powered([outlet._replace(gold=wild), drawn(2)])[0].error
    assert error[place, 0] == np.abs(error[:, 0]).max()


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_outlets_and_articles_does_not_matter(method):
    one, other = drawn(5), drawn(6)
    turn = np.random.default_rng(0).permutation(60)
    mixed = Counted(one.predicted[turn], one.gold[turn], one.probability[turn])
    first = METHODS[method]([one, other])
    second = METHODS[method]([other, mixed])
    ours, theirs = corrected(one, first[0]), corrected(mixed, second[1])
    assert (ours.value, ours.variance, ours.degrees) == pytest.approx(
        (theirs.value, theirs.variance, theirs.degrees)
    )


def test_articles_of_one_cluster_are_as_sure_as_one():
    outlet = drawn(7, articles=40, coded=40)
    doubled = Counted(
        *(np.repeat(part, 2, axis=0) for part in outlet[:3]), np.repeat(np.arange(40), 2)
    )
    sure = uncorrected(doubled._replace(cluster=None)).variance
    assert uncorrected(doubled).variance == pytest.approx(2 * sure)


def test_the_difference_of_an_outlet_from_itself_is_nothing_within_its_clusters():
    outlet = drawn(8)
    one = uncorrected(outlet._replace(cluster=np.arange(60)))
    assert (one - one).value == (one - one).variance == 0
    apart = uncorrected(outlet)
    assert (apart - apart).variance == pytest.approx(2 * one.variance)


def test_a_share_and_a_rate_keep_within_their_bounds():
    outlet = drawn(9, coded=4)
    number = corrected(outlet, prediction_powered([outlet])[0])
    low, high = interval(number, highest=1)
    assert 0 < low < number.value < high < 1
    below = number._replace(value=-0.01)
    assert interval(below, highest=1)[0] == 0 <= interval(below, highest=1)[1]
    assert interval(number, highest=np.inf)[0] > 0


@pytest.mark.parametrize("coded", [0, 1])
def test_one_coded_article_gives_no_interval(coded):
    outlet = drawn(10, coded=coded) if coded else drawn(10)._replace(gold=np.full((60, 2), np.nan))
    number = corrected(outlet, prediction_powered([outlet], power=1.0)[0])
    assert np.isnan(interval(number, highest=1)).all()
