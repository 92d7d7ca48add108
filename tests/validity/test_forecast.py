"""What is foretold of the width comes true."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import FramingError
from analysis.tables.validity import CodedCounts
from analysis.validity.correction import RATE, correction
from analysis.validity.forecast import Assumed, assumed_for, forecast
from analysis.validity.measurands import MEASURANDS
from tests.validity.simulation import ARTICLES, EVENTS, WORLDS, written


def counts(world, coded, seed=0):
    """Return CodedCounts of a world of the simulation."""
    random = np.random.default_rng(seed)
    frames = []
    for name, outlet in zip("pq", WORLDS[world].outlets, strict=True):
        own = written(outlet, WORLDS[world], coded, random, np.zeros(EVENTS)).counted
        frames.append(
            pd.DataFrame(
                {
                    "category": "x",
                    "article": [f"{name}{k}" for k in range(ARTICLES)],
                    "outlet": name,
                    "event": "",
                    "n": own.predicted[:, 0],
                    "total": own.predicted[:, 1],
                    "coded_n": own.gold[:, 0],
                    "coded_total": own.gold[:, 1],
                    "probability": own.probability,
                    "items": 0,
                }
            )
        )
    return CodedCounts.validate(pd.concat(frames, ignore_index=True))


def width_of(world, coded, unit):
    """Return the mean width of the corrected difference over some draws."""
    widths = []
    for seed in range(40):
        found = correction(counts(world, coded, seed), unit=unit)
        row = found[(found["comparison"] == "difference") & (found["estimate"] == "corrected")]
        widths.append(float((row["high"] - row["low"]).iloc[0]))
    return float(np.mean(widths))


@pytest.mark.parametrize("coded", [10, 40])
@pytest.mark.parametrize(
    ("world", "unit"), [("share, items invented", "share"), ("rate per word", RATE)]
)
def test_the_codings_of_one_sample_foretell_the_widths_of_others(world, unit, coded):
    measured = [
        forecast(counts(world, 40, seed), unit=unit, sizes=[coded])["width"].iloc[0]
        for seed in range(20)
    ]
    assert np.mean(measured) == pytest.approx(width_of(world, coded, unit), rel=0.2)


@pytest.mark.parametrize(
    ("world", "unit", "error"),
    [
        # the category's items: of both outlets, 0.9 and 0.7 labelled so, 0.1 and 0.25 missed at all
        ("rate per word", RATE, Assumed("the simulation", 0.88, 0.67)),
        ("share, items invented", "share", Assumed("the simulation", 0.92, 0.82, labels=0.86)),
    ],
)
def test_the_error_of_a_card_foretells_the_widths_within_a_third(world, unit, error):
    found = forecast(counts(world, 20), unit=unit, sizes=[20], error=error)["width"].iloc[0]
    assert found == pytest.approx(width_of(world, 20, unit), rel=0.34)


def test_more_coded_articles_and_fewer_errors_make_it_narrower():
    found = forecast(counts("share", 20), error=Assumed("a guess", 0.8, 0.8))
    assert found["coded_articles"].tolist() == [10, 20, 40, 80]
    assert (np.diff(found["width"]) < 0).all()
    better = forecast(counts("share", 20), error=Assumed("a guess", 0.95, 0.95))
    assert (better["width"] < found["width"]).all()
    assert set(found["error"]) == {
        "a guess: precision 0.80, recall 0.80; errors 2 times as uneven as by chance"
    }


@pytest.mark.parametrize(
    ("articles", "sizes", "all_of"),
    [
        ((14, 14), [10, 14], ["", "both"]),
        ((14, 30), [10, 20, 30], ["", "p", "both"]),
        ((10, 12), [10, 12], ["p", "both"]),
        ((2, 2), [2], ["both"]),
        ((1, 1), [2], ["both"]),
    ],
)
def test_no_row_stands_behind_the_last_article_of_the_larger_outlet(articles, sizes, all_of):
    every = counts("share", 20)
    kept = [every[every["outlet"] == name].head(n) for name, n in zip("pq", articles, strict=True)]
    found = forecast(pd.concat(kept), error=Assumed("a guess", 0.8, 0.8))
    assert found["coded_articles"].tolist() == sizes
    assert found["all_of"].tolist() == all_of
    assert found["width"].isna().all() or (np.diff(found["width"]) < 0).all()


def test_shared_passages_are_taken_to_be_right_as_often_as_their_probabilities_say():
    items = pd.DataFrame({"score": [0.9, 0.8, 0.2], "label": ["same", "same", "other"]})
    assumed = assumed_for("shared", items)
    assert assumed.labels == pytest.approx((0.9 + 0.8 + 0.8) / 3)
    assert "probabilities that the model gives" in str(assumed)
    with pytest.raises(FramingError, match="no card has the error of 'shared'"):
        assumed_for("shared")


@pytest.mark.parametrize("measure", [name for name in MEASURANDS if name != "shared"])
def test_every_measure_has_an_error_that_its_card_gives(measure):
    assumed = assumed_for(measure)
    assert 0.5 < assumed.precision < 1
    assert "card of the model (" in str(assumed)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "0 articles of 'p' are coded; code 5, or give an error to assume"),
        ({"unit": "percent"}, "unit is 'percent'"),
    ],
)
def test_nothing_is_foretold_from_nothing(options, message):
    blank = counts("share", 20).assign(coded_n=np.nan, coded_total=np.nan)
    with pytest.raises(FramingError, match=message):
        forecast(blank, **options)


def test_an_impossible_error_is_refused():
    with pytest.raises(FramingError, match=r"recall is 1\.2"):
        Assumed("a guess", 0.5, 1.2)
    with pytest.raises(FramingError, match="no card has the error of 'mood'"):
        assumed_for("mood")
