import warnings

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference.resampling import in_parts, percentiles, times_drawn

VALUES = st.lists(st.sampled_from([0.0, 0.5, 3.0, 0.1, np.nan]), min_size=7, max_size=7)


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_percentiles_are_those_of_numpy_to_the_last_bit_without_the_undefined(rows):
    values = np.array(rows, float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy warns of rows that are all undefined
        theirs = np.nanquantile(values, [0.025, 0.975], axis=1).T
    np.testing.assert_array_equal(percentiles(values), theirs)


def test_percentiles_of_few_articles_lie_further_out_and_of_many_where_they_were():
    values = np.random.default_rng(1).normal(size=(1, 4000))
    plain, many = percentiles(values)[0], percentiles(values, articles=10_000)[0]
    few = percentiles(values, articles=6)[0]
    np.testing.assert_allclose(many, plain, atol=0.01)
    # Student's t for 5 degrees, 2.571, times the root of 6 / 5
    np.testing.assert_allclose(few, np.array([-1, 1]) * 2.571 * 1.2**0.5, atol=0.2)
    np.testing.assert_array_equal(percentiles(values, articles=1)[0], [values.min(), values.max()])


def test_each_resample_draws_as_many_articles_as_there_are():
    drawn = times_drawn(12, 50, np.random.default_rng(7))
    assert drawn.shape == (50, 12)
    assert drawn.sum(axis=1).tolist() == [12] * 50


def test_few_articles_and_many_are_drawn_by_the_same_rule(monkeypatch):
    remembered = times_drawn(12, 50, np.random.default_rng(7))
    monkeypatch.setattr("analysis.inference.resampling._FEW", 0)
    np.testing.assert_array_equal(times_drawn(12, 50, np.random.default_rng(7)), remembered)


def test_parts_cover_everything_once():
    numbers = [number for part in in_parts(4_500) for number in range(4_500)[part]]
    assert numbers == list(range(4_500))
