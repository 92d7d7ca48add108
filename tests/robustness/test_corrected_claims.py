"""Claims about numbers that rest on what people coded: tried as others are, by the same codings."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.models.cache import Cache
from analysis.robustness import choices_for, multiverse, read_plan
from analysis.study import Study
from analysis.validity import sample_of, write_sample
from analysis.validity.correction import correction
from tests.commands import framing
from tests.tiny import ARTICLES
from tests.validity.studies import coded

ROW = 'comparison = "difference", of = "Harbour Herald - Valley Post", estimate = "corrected"'
PLAN = f"""
[claims.officials]
says = "the Herald hears the government more than the Post"
table = "correction"
row = {{category = "government", {ROW}}}

[claims.by_ann]
says = "by Ann alone, too"
table = "correction-by-coder"
row = {{category = "government", {ROW}, coder = "ann"}}

[choices]
sections = [["body"], ["headline", "body"]]
copies = ["once", "all"]
certainty = [0.0, 0.8]
estimator = ["prediction-powered", "design-based"]
clusters = ["article", "event"]
"""


def reject_some(row, every=3):
    return (
        ("reject", "") if int(row.item.rpartition(":")[2]) % every == 0 else ("accept", row.label)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A corpus with events, a sample of it, the codings of two coders, and a plan."""
    folder = tmp_path_factory.mktemp("corrected")
    table = pd.read_csv(ARTICLES)
    table.assign(event=table["id"].str[1:]).to_csv(folder / "articles.csv", index=False)
    study = Study(read_corpus(folder / "articles.csv"))
    draw = sample_of(study, "speakers", per_outlet=8, seed=1)
    write_sample(draw, folder / "sample")
    for coder, every in (("ann", 3), ("ben", 4)):

        def answer(row, every=every):
            return reject_some(row, every)

        coded(draw.items, coder=coder, answer=answer).to_csv(folder / f"{coder}.csv", index=False)
    (folder / "study.toml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tables(folder):
    plan = read_plan(str(folder / "study.toml"))
    settings = {
        "sample": str(folder / "sample"),
        "codings": [str(folder / f"{coder}.csv") for coder in ("ann", "ben")],
    }
    corpus = read_corpus(folder / "articles.csv")
    found = {
        name: multiverse(corpus, plan, claim, settings=settings, kept=Cache(None))
        for name, claim in plan.claims.items()
    }
    return corpus, settings, plan, found


def test_the_choices_are_those_that_the_sample_leaves_open(tables):
    _, _, plan, found = tables
    first = json.loads(found["officials"]["choices"].iloc[0])
    assert first == {"certainty": 0.0, "estimator": "prediction-powered", "clusters": "article"}
    free = choices_for(replace(plan, choices={}), plan.claims["officials"], {})
    assert list(free) == ["certainty", "event_days", "estimator", "clusters"]


@pytest.mark.parametrize("claim", ["officials", "by_ann"])
def test_each_number_is_that_of_the_table_with_these_choices(tables, claim):
    corpus, settings, plan, found = tables
    table = found[claim]
    asked = plan.claims[claim]
    for row in table[table["left_out"] == ""].iloc[[1, 6]].to_dict("records"):
        own = Study(corpus, settings | json.loads(row["choices"]))[asked.table]
        for column, value in asked.row.items():
            own = own[own[column] == value]
        assert own["value"].tolist() == pytest.approx([row["value"]])
    assert table.loc[table["left_out"] == "", "value"].nunique() > 2


def test_an_event_is_left_out_of_what_was_counted_and_of_the_sample(tables):
    corpus, settings, _, found = tables
    rows = found["officials"]
    left = rows[rows["left_out"] != ""]
    assert left["left_out"].str.startswith("event ").all()  # both outlets are part of the claim
    assert left["value"].notna().all()
    assert (left["same_as"] == left["specification"]).all()
    event = left["left_out"].iloc[0].removeprefix("event ")
    counts = Study(corpus, settings)["coded-counts"]
    without = correction(counts[counts["event"] != event])
    number = without.query(
        "category == 'government' and comparison == 'difference' and estimate == 'corrected'"
    )
    assert np.allclose(number[["value", "low", "high"]], left[["value", "low", "high"]].iloc[0])


def test_the_command_tries_them_by_name(folder):
    given = ["-p", "sample=sample", "-p", "codings=ann.csv", "-p", "codings=ben.csv"]
    words = ["multiverse", "study.toml", "--corpus", "articles.csv", "--claim", "officials"]
    code, said, error = framing(folder, *words, *given)
    assert code == 0, error
    assert said.startswith(
        "“the Herald hears the government more than the Post”: as the study was set, "
    )
    code, _, error = framing(folder, *words)
    assert code != 0
    assert "correction needs what people coded; give the parameters sample and codings" in error
