"""Articles are drawn with a probability that is known and right."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import FramingError
from analysis.validity.strata import DOUBTFUL, NOTHING_FOUND, OTHERS, draw, strata_of


def corpus(*outlets):
    """Return Articles, Items and doubts of outlets, given as lists of (label, doubt) by article."""
    rows, items, doubts = [], [], {}
    for name, articles in outlets:
        for k, (label, doubt) in enumerate(articles):
            article = f"{name}{k:03}"
            rows.append((article, name))
            items += [(article, label)] if label is not None else []
            doubts[article] = doubt
    articles = pd.DataFrame(rows, columns=["id", "outlet"])
    return pd.DataFrame(items, columns=["article", "label"]), articles, pd.Series(doubts)


def dealt(articles, stratum):
    return pd.DataFrame(
        {"article": [f"a{k:03}" for k in range(articles)], "outlet": "a", "stratum": stratum}
    )


def test_an_article_goes_by_its_commonest_label_and_by_doubt():
    found = strata_of(*corpus(("a", [("x", 0), ("y", 0.2), (None, 0), ("y", 0.9)])))
    assert found["stratum"].tolist() == ["x", "y", NOTHING_FOUND, DOUBTFUL]


def test_without_labels_articles_go_by_how_many_items_they_have():
    items, articles, doubts = corpus(("a", [("", 0), ("", 0), ("", 0), (None, 0)]))
    items = pd.concat([items, items[items["article"] == "a001"]])
    assert strata_of(items, articles, doubts)["stratum"].tolist() == ["few", "many", "few", "few"]


@given(
    st.lists(st.sampled_from(["x", "y", "z", DOUBTFUL]), min_size=1, max_size=60),
    st.integers(2, 30),
    st.integers(0, 5),
)
def test_as_many_are_drawn_as_asked_and_weights_give_the_outlet_back(names, wanted, seed):
    found = draw(dealt(len(names), names), per_outlet=wanted, seed=seed)
    assert len(found) == min(wanted, len(names))
    assert (1 / found["probability"]).sum() == pytest.approx(len(names))
    assert found["article"].is_unique
    assert found["probability"].between(0, 1, inclusive="right").all()
    sizes = found.groupby("stratum").size()
    assert len(sizes) == 1 or sizes.min() >= 2


def test_the_probability_is_how_often_an_article_is_drawn():
    strata = dealt(30, ["x"] * 18 + [DOUBTFUL] * 8 + ["rare"] * 1 + ["odd"] * 3)
    times = pd.Series(0.0, index=strata["article"])
    told = {}
    for seed in range(1500):
        found = draw(strata, per_outlet=10, seed=seed)
        times[found["article"]] += 1 / 1500
        told |= dict(zip(found["article"], found["probability"], strict=True))
    assert np.abs(times - pd.Series(told).reindex(times.index)).max() < 0.035


def test_where_list_and_model_disagree_twice_its_part_is_drawn():
    found = draw(dealt(400, ["x"] * 300 + [DOUBTFUL] * 100), per_outlet=40, seed=0)
    assert found["stratum"].value_counts().to_dict() == {"x": 24, DOUBTFUL: 16}


def test_strata_that_cannot_get_two_articles_are_joined():
    found = draw(
        dealt(20, ["x"] * 12 + ["y", "z", "y", "z"] + [DOUBTFUL] * 4), per_outlet=6, seed=0
    )
    assert set(found["stratum"]) == {"x", OTHERS, DOUBTFUL}


def test_an_outlet_draws_the_same_whoever_stands_beside_it():
    ours = dealt(40, ["x"] * 40)
    both = pd.concat([ours, ours.assign(outlet="b", article=lambda t: "b" + t["article"])])
    alone = draw(ours, per_outlet=5, seed=3)
    beside = draw(both.sample(frac=1, random_state=1), per_outlet=5, seed=3)
    pd.testing.assert_frame_equal(alone, beside[beside["outlet"] == "a"].reset_index(drop=True))
    assert draw(ours, per_outlet=5, seed=4)["article"].tolist() != alone["article"].tolist()


def test_one_article_of_an_outlet_says_nothing_of_its_error():
    with pytest.raises(FramingError, match="1 articles of an outlet"):
        draw(dealt(5, "x"), per_outlet=1, seed=0)
