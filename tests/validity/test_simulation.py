"""Corrected intervals hold the truth where the model errs more in one outlet; those of the model do not."""

import pandas as pd
import pytest

from tests.conftest import ROOT
from tests.validity.simulation import (
    BY_ARTICLE,
    CODED,
    IGNORING,
    REPEATS,
    WORLDS,
    coverage,
    drawing,
    summary,
)

MEASURED = pd.read_csv(ROOT / "docs/measured/correction.csv")


@pytest.mark.parametrize("coded", [10, 40])
@pytest.mark.parametrize(
    "world", ["share", "rate per word", "share within events", "share within 10 events"]
)
def test_corrected_intervals_hold_the_truth_in_a_short_run(world, coded):
    found = coverage(world, coded, repeats=300, seed=1).set_index("method")
    for method in BY_ARTICLE.values():
        assert 0.90 <= found.loc[method, "coverage"] <= 0.99
    assert found.loc["uncorrected", "coverage"] < 0.75


def test_intervals_that_take_items_as_independent_are_too_narrow():
    found = coverage("share, strongly bunched", 40, repeats=200, seed=1).set_index("method")
    assert (
        found.loc[IGNORING, "coverage"]
        < 0.85
        < found.loc[BY_ARTICLE["prediction-powered"], "coverage"]
    )


def test_the_table_of_the_page_is_what_is_measured():
    assert set(MEASURED["world"]) == set(WORLDS)
    assert set(MEASURED["coded_articles"]) == set(CODED)
    assert set(MEASURED["repeats"]) == {REPEATS}
    again = coverage("rate per word", 40)  # one of them: all take minutes
    kept = MEASURED[(MEASURED["world"] == "rate per word") & (MEASURED["coded_articles"] == 40)]
    pd.testing.assert_frame_equal(again, kept.reset_index(drop=True), atol=1e-4)


def test_corrected_intervals_hold_the_truth_in_92_to_97_of_100_from_ten_articles_on():
    kept = MEASURED[MEASURED["method"] == BY_ARTICLE["prediction-powered"]]
    assert kept["coverage"].between(0.92, 0.97).all()


def test_within_events_no_number_is_given_by_fewer_than_five_of_them():
    found = coverage("share within 5 events", 10, repeats=100, seed=1).set_index("method")
    assert 0 < found.loc[BY_ARTICLE["prediction-powered"], "given"] < 0.6
    assert found.loc["uncorrected", "given"] == 1


def test_within_events_corrected_numbers_are_not_off_and_those_of_the_model_are():
    kept = MEASURED[MEASURED["world"].str.contains("share within")]
    off = kept.groupby("method")["bias"].agg(lambda bias: bias.abs().max())
    assert off[BY_ARTICLE["prediction-powered"]] < 0.005
    assert off["uncorrected"] > 0.03


def test_every_world_has_its_panel():
    titles = [axes.get_title() for axes in drawing(MEASURED).axes]
    assert [title for title in titles if title] == list(WORLDS)


def test_the_summary_in_the_documentation_is_that_of_the_measurement():
    told = (ROOT / "docs/measured/correction.txt").read_text("utf-8")
    assert told == summary(MEASURED)
