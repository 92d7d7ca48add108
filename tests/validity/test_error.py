"""Precision, recall and labels by outlet, by hand; a difference of outlets is found and not made up."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import precision_recall_fscore_support

from analysis.errors import FramingError
from analysis.validity.error import (
    CALIBRATION,
    F1,
    LABELS,
    PRECISION,
    RECALL,
    dealt,
    detectable,
    errors_of,
)


def case(*rows, probability=None):
    """Return items, codings and draw from (article, outlet, label, answer, label by people, score)."""
    items, codings = [], []
    for k, (article, _, model, answer, people, score) in enumerate(rows):
        name = f"{article}:{'new-' if answer == 'add' else ''}{k}"
        if answer != "add":
            items.append((name, article, "text", 0, 1, model, score, 0, 1))
        codings.append(("ann", name, article, answer, people))
    names = [
        "item",
        "article",
        "field",
        "start",
        "end",
        "label",
        "score",
        "context_start",
        "context_end",
    ]
    drawn = pd.DataFrame([row[:2] for row in rows], columns=["article", "outlet"]).drop_duplicates()
    codings += [("ann", f"{name}:read", name, "accept", "") for name in drawn["article"]]
    chances = drawn["article"].map(probability) if probability else 1.0
    return (
        pd.DataFrame(items, columns=names),
        pd.DataFrame(codings, columns=["coder", "item", "article", "answer", "label"]),
        drawn.assign(probability=chances),
    )


ROWS = [
    ("a", "p", "x", "accept", "x", 0.95), ("a", "p", "x", "accept", "y", 0.95), ("a", "p", "", "add", "x",
    None), ("b", "p", "y", "mend", "y", 0.55), ("b", "p", "x", "reject", "", 0.15),
    ("c", "q", "x", "accept", "x", 0.85), ("c", "q", "y", "reject", "", 0.85),
]  # fmt: skip


def found(case, **options):
    return errors_of(*case, random=np.random.default_rng(0), **options)


def rate(table, figure, outlet="", category=""):
    key = (
        (table["figure"] == figure) & (table["outlet"] == outlet) & (table["category"] == category)
    )
    return table[key].iloc[0]


def test_the_figures_worked_by_hand():
    rates = found(case(*ROWS)).rates
    assert rate(rates, PRECISION, "p")["value"] == pytest.approx(3 / 4)
    assert rate(rates, RECALL, "p")["value"] == pytest.approx(3 / 4)
    assert rate(rates, F1, "p")["value"] == pytest.approx(3 / 4)
    assert rate(rates, PRECISION)["value"] == pytest.approx(4 / 6)
    assert rate(rates, LABELS)["value"] == pytest.approx(3 / 4)
    assert rate(rates, RECALL, "q")["value"] == 1
    assert rate(rates, PRECISION, "p")[["n", "articles"]].tolist() == [4, 2]
    assert set(rates["interval"]) == {"none"}


def test_the_figures_of_a_label_are_those_of_scikit_learn():
    rates = found(case(*ROWS)).rates
    model = [row[2] or "-" for row in ROWS]
    people = [row[4] or "-" for row in ROWS]
    theirs = precision_recall_fscore_support(people, model, labels=["x", "y"])
    for k, figure in enumerate((PRECISION, RECALL, F1)):
        ours = [rate(rates, figure, category=label)["value"] for label in "xy"]
        assert ours == pytest.approx(theirs[k].tolist())


def unread(case, *articles):
    """Return a case in which articles are not marked as read."""
    items, codings, drawn = case
    marks = [f"{article}:read" for article in articles]
    return items, codings[~codings["item"].isin(marks)], drawn


def test_articles_that_were_not_read_say_nothing_of_what_was_missed():
    rates = found(unread(case(*ROWS), "b", "c")).rates
    assert rate(rates, PRECISION)["value"] == pytest.approx(4 / 6)
    assert rate(rates, PRECISION)[["n", "articles"]].tolist() == [6, 3]
    assert rate(rates, LABELS)["value"] == pytest.approx(3 / 4)
    assert rate(rates, RECALL)["value"] == pytest.approx(2 / 3)
    assert rate(rates, RECALL)[["n", "articles"]].tolist() == [3, 1]
    assert rate(rates, F1)["value"] == pytest.approx(4 / 5)
    assert np.isnan(rate(rates, RECALL, "q")["value"])
    assert rate(rates, RECALL, "q")[["n", "articles"]].tolist() == [0, 0]
    assert rate(rates, RECALL, category="x")["value"] == pytest.approx(1 / 2)
    assert rate(rates, PRECISION, category="x")["value"] == pytest.approx(2 / 4)


def test_an_article_with_an_item_left_open_says_nothing_of_what_was_missed():
    items, codings, drawn = case(*ROWS)
    rates = found((items, codings[codings["item"] != "a:0"], drawn)).rates
    assert rate(rates, RECALL, "p")["value"] == 1
    assert rate(rates, PRECISION, "p")["n"] == 3


def test_what_was_missed_counts_by_those_who_have_read_it():
    items, codings, drawn = case(*ROWS)
    other = codings[(codings["article"] == "a") & (codings["answer"] == "accept")]
    other = other[~other["item"].str.endswith(":read")].assign(coder="ben")
    both = pd.concat([codings, other])
    rates = found((items, both, drawn)).rates
    assert rate(rates, RECALL, "p")["value"] == pytest.approx(
        3 / 4
    )  # as by the one who has read it
    done = pd.concat(
        [both, pd.DataFrame([("ben", "a:read", "a", "accept", "")], columns=codings.columns)]
    )
    assert rate(found((items, done, drawn)).rates, RECALL, "p")["value"] == pytest.approx(3 / 3.5)


def test_no_figure_is_told_that_is_true_by_construction():
    every = found(case(*[row for row in ROWS if row[3] == "accept"]), closed=True)
    over_all = every.rates[every.rates["category"] == ""]
    assert set(over_all["figure"]) == {LABELS, CALIBRATION}
    assert rate(every.rates, LABELS)["value"] == pytest.approx(2 / 3)
    assert set(every.tests["figure"]) == {LABELS}
    # of a label nothing is: it can be given to too many items and to too few
    assert rate(every.rates, PRECISION, category="x")["value"] == pytest.approx(2 / 3)
    marks = [f"{article}:read" for article in "abc"]
    items, codings, drawn = case(*[row for row in ROWS if row[3] == "accept"])
    same = found((items, codings[~codings["item"].isin(marks)], drawn), closed=True)
    pd.testing.assert_frame_equal(same.rates, every.rates)  # nor is a mark as read needed


def test_an_article_counts_with_one_over_its_probability():
    rates = found(case(*ROWS, probability={"a": 1.0, "b": 0.25, "c": 1.0})).rates
    assert rate(rates, PRECISION, "p")["value"] == pytest.approx((2 + 4) / (2 + 8))
    assert rate(rates, RECALL, "p")["value"] == pytest.approx((2 + 4) / (3 + 4))


def test_two_coders_of_an_article_count_half_each():
    items, codings, drawn = case(*ROWS)
    other = codings[codings["article"] == "b"].assign(coder="ben", answer="reject", label="")
    rates = found((items, pd.concat([codings, other]), drawn)).rates
    assert rate(rates, PRECISION, "p")["value"] == pytest.approx((2 + 0.5) / 4)


def test_the_confusion_has_what_people_give_each_label():
    table = found(case(*ROWS)).confusion
    own = table[(table["outlet"] == "") & (table["by_model"] == "x")].set_index("by_coder")
    assert own["share"].to_dict() == {"": 0.25, "x": 0.5, "y": 0.25}
    assert own["n"].to_dict() == {"": 1, "x": 2, "y": 1}


def test_scores_stand_beside_how_often_they_are_right():
    every = found(case(*ROWS))
    own = every.reliability[every.reliability["outlet"] == ""].set_index("from_score")
    assert own["right"].to_dict() == {0.1: 0.0, 0.5: 1.0, 0.8: 0.5, 0.9: 0.5}
    assert own["score"].tolist() == pytest.approx([0.15, 0.55, 0.85, 0.95])
    gap = (0.15 + 0.45 + 2 * 0.35 + 2 * 0.45) / 6
    assert rate(every.rates, CALIBRATION)["value"] == pytest.approx(gap)


def many(random, outlets, *, articles=30):
    """Return a case in which outlets differ in how often the model is right, and in how long articles are."""
    rows = []
    for name, right, length in outlets:
        for k in range(articles):
            chance = random.beta(8 * right, 8 * (1 - right))
            for _ in range(1 + random.poisson(length)):
                answer = "accept" if random.random() < chance else "reject"
                rows.append((f"{name}{k}", name, "", answer, "", None))
    return case(*rows)


def test_an_outlet_on_which_the_model_errs_more_is_found_and_stands_first():
    every = found(many(np.random.default_rng(1), [("p", 0.9, 8), ("q", 0.6, 8), ("r", 0.9, 8)]))
    assert every._fields[0] == "tests"
    test = every.tests.set_index("figure").loc[PRECISION]
    assert test["p_adjusted"] < 0.01
    assert test[["outlets", "articles"]].tolist() == [3, 90]
    assert every.tests.set_index("figure").loc[RECALL, "p"] == 1  # nothing is missed anywhere
    own = rate(every.rates, PRECISION, "q")
    assert own["low"] < 0.6 < own["high"] < rate(every.rates, PRECISION, "p")["low"]


def test_where_outlets_differ_only_in_length_one_test_in_twenty_is_below_one_in_twenty():
    random = np.random.default_rng(2)
    below = 0
    for _ in range(200):
        sizes = 1 + np.append(random.poisson(3, 15), random.poisson(20, 15)).astype(float)
        right = random.binomial(sizes.astype(int), random.beta(6, 2, 30))
        _, p, _ = dealt(np.column_stack([right, sizes]), np.repeat([0, 1], 15), random)
        below += p < 0.05
    assert 2 <= below <= 20


@pytest.mark.parametrize("articles", [15, 40])
def test_a_difference_that_is_said_to_be_detectable_is_found_in_about_four_of_five_samples(
    articles,
):
    random, outlets = np.random.default_rng(6), np.repeat([0, 1], articles)

    def sample(*rates):
        sizes = 1 + random.poisson(6, 2 * articles).astype(float)
        shares = np.concatenate([random.beta(8 * r, 8 * (1 - r), articles) for r in rates])
        return np.column_stack([random.binomial(sizes.astype(int), shares), sizes])

    least = []
    for _ in range(20):
        amounts = sample(0.7, 0.7)
        draws = dealt(amounts, outlets, random)[2]
        least.append(detectable(amounts, outlets, float(np.quantile(draws, 0.95))))
    step = float(np.mean(least))
    found = [dealt(sample(0.7, 0.7 - step), outlets, random)[1] < 0.05 for _ in range(80)]
    assert 0.68 <= np.mean(found) <= 0.92


def test_where_the_model_never_errs_nothing_tells_what_a_sample_could_show():
    sizes = np.full(10, 4.0)
    assert np.isnan(detectable(np.column_stack([sizes, sizes]), np.repeat([0, 1], 5), 3.8))


def test_the_interval_of_precision_holds_the_truth_with_ten_articles():
    random = np.random.default_rng(5)
    held = 0
    for _ in range(100):
        told = many(random, [("p", 0.8, 6)], articles=10)
        own = rate(found(told).rates, PRECISION, "p")
        held += own["low"] <= 0.8 <= own["high"]
    assert 89 <= held <= 99


def test_without_any_error_in_an_outlet_the_interval_is_not_a_point():
    every = found(many(np.random.default_rng(3), [("p", 0.999, 3), ("q", 0.7, 3)], articles=12))
    own = rate(every.rates, PRECISION, "p")
    assert own["value"] > 0.98
    assert own["low"] < 0.97
    assert own["interval"] == "articles"


def test_what_is_not_in_the_sample_is_named():
    items, codings, drawn = case(*ROWS)
    with pytest.raises(FramingError, match="article 'c' was coded and is not in the sample"):
        found((items, codings, drawn[drawn["article"] != "c"]))
    with pytest.raises(FramingError, match="item 'a:0' is not in the sample"):
        found((items.iloc[1:], codings, drawn))
