"""The coefficients equal others' and our own by another way; intervals draw articles."""

import numpy as np
import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from analysis.errors import FramingError
from analysis.inference.intervals import Intervals
from analysis.inference.resampling import percentiles, times_drawn
from analysis.validity.agreement import (
    NOTHING,
    agreement,
    answers_of,
    cohen,
    counts_of,
    dissents,
    fleiss,
    gwet,
    krippendorff,
    percent,
    sums_of,
)
from tests.validity.codings import generated

MANY = 1_000


def coefficients(answers):
    """Return alpha, kappa, AC1 and percent agreement of all coders, with those of each category."""
    labels = sorted(answers["answer"].unique())
    sums = sums_of(counts_of(answers, labels)[0])
    whole = type(sums)(*(part.sum(axis=0) for part in sums))
    return [of(whole) for of in (krippendorff, fleiss, gwet, percent)], labels


def by_pairs(answers, labels):
    """The same once more: pair after pair of answers, and the matrix of coincidences."""
    place = {label: k for k, label in enumerate(labels)}
    matrix = np.zeros((len(labels), len(labels)))
    agreed, shares = [], []
    for _, rows in answers.groupby("item"):
        said = [place[label] for label in rows["answer"]]
        shares.append(np.bincount(said, minlength=len(labels)) / len(said))
        if len(said) > 1:
            pairs = [(i, j) for a, i in enumerate(said) for b, j in enumerate(said) if a != b]
            for i, j in pairs:
                matrix[i, j] += 1 / (len(said) - 1)
            agreed.append(np.mean([i == j for i, j in pairs]))
    return matrix, np.mean(agreed), np.mean(shares, axis=0)


def alpha_of(matrix):
    n, each = matrix.sum(), matrix.sum(axis=0)
    found = 1 - np.trace(matrix) / n
    return 1 - found / (1 - (each * (each - 1)).sum() / (n * (n - 1)))


def folded(matrix, k):
    """Return the matrix of coincidences of one category against all others."""
    rest = matrix.sum() - matrix[k].sum() - matrix[:, k].sum() + matrix[k, k]
    off = matrix[k].sum() - matrix[k, k]
    return np.array([[matrix[k, k], off], [off, rest]])


def same(ours, theirs):
    return ours == pytest.approx(theirs, abs=1e-9, nan_ok=True)


def test_a_thousand_codings_with_missing_answers_give_what_pairs_of_answers_give():
    for seed in range(MANY):
        answers = generated(seed)
        if answers["answer"].nunique() < 2 or answers.groupby("item").size().max() < 2:
            continue
        (alpha, kappa, ac1, met), labels = coefficients(answers)
        matrix, agreed, share = by_pairs(answers, labels)
        chance = (share**2).sum()
        spread = (share * (1 - share)).sum() / (len(labels) - 1)
        if np.isfinite(alpha[0]):
            assert same(alpha[0], alpha_of(matrix))
        else:
            assert (matrix.sum(axis=0) > 0).sum() < 2
        assert same(kappa[0], (agreed - chance) / (1 - chance))
        assert same(ac1[0], (agreed - spread) / (1 - spread))
        assert same(met[0], agreed)
        for k, category in enumerate(labels):
            if 0 < matrix[k].sum() < matrix.sum():
                assert same(alpha[1][k], alpha_of(folded(matrix, k)))
                assert same(met[1][k], matrix[k, k] / matrix[k].sum())
            binary = answers.assign(answer=np.where(answers["answer"] == category, "is", "other"))
            if binary["answer"].nunique() == 2 and seed % 20 == 0:
                (_, of_kappa, of_ac1, _), _ = coefficients(binary)
                assert same(kappa[1][k], of_kappa[0])
                assert same(ac1[1][k], of_ac1[0])


def test_alpha_is_that_of_nltk_in_a_thousand_codings():
    compared = 0
    for seed in range(MANY):
        answers = generated(seed)
        (alpha, *_), _ = coefficients(answers)
        if not np.isfinite(alpha[0]):
            continue
        rows = answers[["coder", "item", "answer"]].to_numpy().tolist()
        compared += 1
        assert same(alpha[0], AnnotationTask(rows).alpha())
    assert compared > 0.9 * MANY


def test_kappa_of_two_coders_is_that_of_scikit_learn_in_a_thousand_codings():
    compared = 0
    for seed in range(MANY):
        answers = generated(seed, coders=2)
        said = [dict(rows[["item", "answer"]].to_numpy()) for _, rows in answers.groupby("coder")]
        both = [[int(one[item][1:]) for item in said[0] if item in said[-1]] for one in said]
        table = np.zeros((6, 6))
        np.add.at(table, tuple(both), 1)
        if np.isfinite(cohen(table)[0]):
            compared += 1
            assert same(cohen(table)[0], cohen_kappa_score(*both))
    assert compared > 0.9 * MANY


def test_kappa_of_several_coders_is_that_of_statsmodels():
    raters = pytest.importorskip("statsmodels.stats.inter_rater")
    for seed in range(100):
        answers = generated(seed, missing=0.0)
        (_, kappa, *_), labels = coefficients(answers)
        assert same(kappa[0], raters.fleiss_kappa(counts_of(answers, labels)[0]))


def test_the_example_of_fleiss_gives_his_kappa():
    counts = np.array([
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ], float)  # fmt: skip
    whole = [part.sum(axis=0) for part in sums_of(counts)]
    assert fleiss(type(sums_of(counts))(*whole))[0] == pytest.approx(0.210, abs=5e-4)


def test_the_example_of_krippendorff_with_missing_answers_gives_his_alpha():
    """Reliability data of Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, part C."""
    said = [
        "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .",
    ]  # fmt: skip
    rows = [
        (f"i{k}", "a", f"c{c}", answer)
        for c, line in enumerate(said)
        for k, answer in enumerate(line.split())
        if answer != "."
    ]
    (alpha, *_), _ = coefficients(
        pd.DataFrame(rows, columns=["item", "article", "coder", "answer"])
    )
    assert alpha[0] == pytest.approx(0.743, abs=5e-4)


def table_of(answers, **options):
    found = agreement(answers, random=np.random.default_rng(1), **options)
    return found.set_index(["coefficient", "category", "coders"])


def test_two_coders_with_the_same_answers_agree_fully_and_nobody_is_sure_of_one_answer():
    both = generated(3, coders=2, missing=0.0)
    echo = both[both["coder"] == "c0"]
    found = table_of(pd.concat([echo, echo.assign(coder="c1")]))
    assert (found.loc[(slice(None), "", "all"), "value"] == 1).all()
    one = table_of(pd.concat([echo, echo.assign(coder="c1")]).assign(answer="yes"))
    assert np.isnan(one.loc[("Krippendorff's alpha", "", "all"), "value"])
    assert one.loc[("Krippendorff's alpha", "", "all"), "interval"] == "none"


def test_the_names_and_the_order_of_coders_and_labels_do_not_matter():
    answers = generated(5)
    renamed = answers.assign(
        coder=answers["coder"].map(lambda name: f"z{9 - int(name[1])}"),
        answer=answers["answer"].map(lambda label: f"k{9 - int(label[1])}"),
    ).sample(frac=1, random_state=1)
    ours, theirs = table_of(answers), table_of(renamed)
    for name in ("Krippendorff's alpha", "Gwet's AC1", "Fleiss' kappa"):
        assert same(ours.loc[(name, "", "all"), "value"], theirs.loc[(name, "", "all"), "value"])


def test_the_interval_draws_articles_and_not_items():
    """Ten answers in each of eight articles, alike within an article: as sure as eight answers, not as 80."""
    one = pd.DataFrame({"article": [f"a{k}" for k in range(8)]})
    one = one.assign(item=one["article"], right=[f"l{k % 2}" for k in range(8)])
    one = one.assign(other=one["right"].where(np.arange(8) > 1, "l1"))
    sides = [one.assign(coder=c, answer=one[of]) for c, of in (("a", "right"), ("b", "other"))]
    few = pd.concat(sides)
    many = pd.concat([few.assign(item=few["item"] + f":{k}") for k in range(10)])
    key = ("percent agreement", "", "all")
    assert table_of(few).loc[key, ["low", "high"]].tolist() == pytest.approx(
        table_of(many).loc[key, ["low", "high"]].tolist()
    )
    assert table_of(few).loc[key, "interval"] == "few articles"
    assert table_of(few[few["article"] < "a4"]).loc[key, "interval"] == "none"


def coded_articles(random, articles):
    """Return how two coders answer the items of some articles, of which some are harder than others."""
    sizes = 1 + random.poisson(7, articles)
    where = np.repeat(np.arange(articles), sizes)
    easy = random.beta(6, 1.5, articles)[where]
    truth = random.choice(3, len(where), p=(0.6, 0.3, 0.1))
    counts = np.zeros((len(where), 3))
    for _ in range(2):
        other = random.choice(3, len(where), p=(0.6, 0.3, 0.1))
        said = np.where(random.random(len(where)) < easy, truth, other)
        np.add.at(counts, (np.arange(len(where)), said), 1)
    return counts, where


def of_articles(random, articles):
    """Return the Sums of each of some articles."""
    counts, where = coded_articles(random, articles)
    sums = sums_of(counts)
    each = [np.zeros((articles, *part.shape[1:])) for part in sums]
    for whole, part in zip(each, sums, strict=True):
        np.add.at(whole, where, part)
    return type(sums)(*each)


@pytest.mark.parametrize("articles", [6, 10, 40])
def test_the_interval_of_alpha_holds_the_truth_with_few_articles(articles):
    random = np.random.default_rng(4)
    many = of_articles(random, 100_000)
    truth = krippendorff(type(many)(*(part.sum(axis=0) for part in many)))[0]
    held = 0
    for _ in range(400):
        each = of_articles(random, articles)
        draws = times_drawn(articles, 500, random).astype(float)
        drawn = krippendorff(type(each)(*(draws @ part for part in each)))[0]
        low, high = percentiles(drawn[None], articles=articles)[0]
        held += low <= truth <= high
    assert 0.90 <= held / 400 <= 0.98


def test_disagreements_are_listed_pair_by_pair():
    rows = [("a:1", "a", "ann", "x"), ("a:1", "a", "ben", "y"), ("a:1", "a", "cy", "x"),
            ("b:1", "b", "ann", "x"), ("b:1", "b", "ben", "x")]  # fmt: skip
    found = dissents(pd.DataFrame(rows, columns=["item", "article", "coder", "answer"]))
    assert found[["coder_a", "answer_a", "coder_b", "answer_b"]].to_numpy().tolist() == [
        ["ann", "x", "ben", "y"], ["ben", "y", "cy", "x"],
    ]  # fmt: skip


def test_a_rejected_item_is_an_answer_and_an_added_span_is_none():
    rows = [("ann", "a:0", "a", "accept", "x"), ("ben", "a:0", "a", "reject", ""),
            ("ben", "a:new-0", "a", "add", "x"), ("cy", "a:read", "a", "accept", "")]  # fmt: skip
    table = pd.DataFrame(rows, columns=["coder", "item", "article", "answer", "label"])
    assert answers_of(table)["answer"].tolist() == ["x", NOTHING]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.drop(columns="coder"), "no column 'coder'"),
        (lambda t: t[t["coder"] == "c0"], "of 'c0'; agreement needs two coders"),
        (lambda t: pd.concat([t, t.iloc[[0]]]), "answered item 'a0:0' twice"),
        (lambda t: t.assign(article=[f"a{k}" for k in range(len(t))]), "is in two articles"),
    ],
)
def test_what_cannot_be_compared_is_named(change, message):
    with pytest.raises(FramingError, match=message):
        table_of(change(generated(0, coders=3, missing=0.0)))


def test_answers_are_no_words_with_an_interval_of_their_own():
    with pytest.raises(FramingError, match="give auto or articles"):
        table_of(generated(0), how=Intervals("words"))
