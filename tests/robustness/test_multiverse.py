"""A claim under every choice: the numbers of plain studies, sooner, and told."""

import json
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.corpus.subset import with_articles
from analysis.errors import FramingError
from analysis.figures import specification_curve
from analysis.models.cache import Cache
from analysis.reports.findings.claims_tried import axis_of
from analysis.robustness import multiverse, read_plan, told
from analysis.robustness.choices import choices_for, specifications
from analysis.robustness.multiverse import number_in, outcome_of, same_as
from analysis.robustness.study_plan import Claim
from analysis.study import Study
from tests.figures.overlap import assert_readable
from tests.robustness.plans import PLAN, corpus_in, written

# the outlet that sets the sides of keyness, whatever outlets there are
SETTINGS = {"regime": {"outlet": "Post"}, "common": {}}


def tried(corpus, plan, name, kept):
    return multiverse(corpus, plan, plan.claims[name], settings=SETTINGS[name], kept=kept)


def texts_of(figure):
    return " ".join(text.get_text().replace("\n", " ") for text in figure.findobj(Text))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("multiverse")
    corpus, plan = corpus_in(folder), read_plan(written(folder))
    kept = Cache(folder / "kept")
    tables = {name: tried(corpus, plan, name, kept) for name in plan.claims}
    return corpus, plan, kept, tables


def test_choices_on_which_the_number_does_not_depend_are_none(made):
    _, _, _, tables = made
    first = json.loads(tables["regime"]["choices"].iloc[0])
    assert first == {"sections": ["body"], "unit": "word", "min_count": 3}
    combined = tables["regime"][tables["regime"]["left_out"] == ""]
    assert len(combined) == 2 * 2 * 3
    assert combined["choices"].is_unique


def test_each_number_is_that_of_a_study_with_these_choices(made):
    corpus, plan, _, tables = made
    for name, claim in plan.claims.items():
        for row in tables[name].to_dict("records"):
            articles = corpus.articles
            if row["left_out"]:
                column, _, value = row["left_out"].partition(" ")
                articles = articles[articles[column] != value]
            settings = SETTINGS[name] | json.loads(row["choices"])
            study = Study(with_articles(corpus, articles), settings)
            number = number_in(study[claim.table], claim, claim.row)
            assert np.allclose(number, [row["value"], row["low"], row["high"]], equal_nan=True)


def test_outlets_of_the_claim_stay_and_others_and_events_are_left_out_one_by_one(made):
    _, _, _, tables = made
    left = [one for one in tables["common"]["left_out"] if one]
    assert left == ["outlet Sun", "event e1", "event e2", "event e0"]  # the largest first
    assert "outlet Post" not in set(tables["regime"]["left_out"])


def test_where_the_number_is_not_there_it_is_told_and_not_taken_for_a_zero(made):
    _, plan, _, tables = made
    rare = tables["regime"]["choices"].str.contains('"min_count": 500')
    assert set(tables["regime"].loc[rare, "outcome"]) == {"not there"}
    assert set(tables["regime"].loc[~rare, "outcome"]) == {"holds"}
    first, _ = told(tables["regime"], plan.claims["regime"])
    assert "Of 4 sets of choices that make a difference 2 keep the sign (50%)" in first
    assert "in 2 there is no such number" in first


def test_sets_that_change_nothing_are_neither_counted_nor_drawn_and_are_named(made):
    _, plan, _, tables = made
    table = tables["regime"]
    chosen = pd.DataFrame([json.loads(one) for one in table["choices"]])
    combined = table["left_out"] == ""
    own = table["same_as"] == table["specification"]
    # the title has the word as well; a lemma is no other word here, and all terms come once at least
    assert chosen[combined & own].drop_duplicates(["unit"])["unit"].tolist() == ["word"]
    assert set(chosen[combined & own]["min_count"]) == {3, 500}
    assert len(table[combined & own].drop_duplicates(["value", "low", "high"])) == 2 + 1
    said, left = told(table, plan.claims["regime"])
    assert said.startswith(
        "“Post says regime more often than the others”: as the study was set, the number has the sign that "
        "is claimed, and its interval leaves out zero. Of 4 sets"
    )
    assert said.endswith(
        " 8 more make none and are not counted. No difference is made here by unit lemma; min count 1."
    )
    assert left.startswith(
        "Outlets and events left out one by one: of the 5 that make a difference 5 keep"
    )
    drawn = specification_curve(table)
    assert "4 sets of choices" not in texts_of(drawn)
    assert "2 sets of choices that make a difference" in texts_of(drawn)
    assert "8 that make none" in texts_of(drawn)


def test_an_outlet_that_is_not_part_of_a_difference_changes_nothing(made):
    _, plan, _, tables = made
    table = tables["common"].set_index("left_out")
    assert table.loc["outlet Sun", "same_as"] == 1
    assert (table.loc[["event e0", "event e1"], "same_as"] != 1).all()
    _, left = told(tables["common"], plan.claims["common"])
    assert "of the 3 that make a difference " in left
    assert left.endswith("1 more makes none and is not counted.")


def test_of_two_outlets_none_is_left_out(made):
    corpus, plan, _, _ = made
    two = with_articles(corpus, corpus.articles[corpus.articles["outlet"] != "Sun"])
    found = [one.left_out for one in specifications(plan, plan.claims["regime"], two, {})]
    assert {one for one in found if one} == {"event e0", "event e1", "event e2"}


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (["a", "b", "c", "d"], [1, 2, 3, 4]),
        (["a", "a", "c", "c"], [1, 1, 3, 3]),
        (["a", "b", "a", "b"], [1, 2, 1, 2]),
        (["a", "b", "", ""], [1, 2, 3, 4]),  # where it is there, each choice matters
        (["a", "a", "", ""], [1, 1, 3, 3]),
    ],
)
def test_sets_that_give_the_same_are_one_worked_by_hand(rows, first):
    choices = [{"x": x, "y": y} for x in (1, 2) for y in (1, 2)]
    assert same_as(choices, [""] * 4, rows) == first
    assert same_as([*choices, choices[0]], [""] * 4 + ["event e"], [*rows, "a"])[-1] == 1
    assert same_as([*choices, choices[0]], [""] * 4 + ["event e"], [*rows, "b"])[-1] == 5


def test_intervals_that_the_project_calls_too_narrow_are_no_choice_unless_a_plan_names_them(made):
    _, plan, _, _ = made
    claim = plan.claims["common"]
    for table in ("patterns", "frequencies", "loaded-outlet"):
        given = choices_for(replace(plan, choices={}), replace(claim, table=table), {})
        assert "interval" not in given
    named = replace(plan, choices={"interval": ("auto", "words")})
    assert choices_for(named, claim, {}) == {"interval": ["auto", "words"]}


def test_the_second_time_it_is_read_and_not_computed(made):
    corpus, plan, kept, tables = made
    again = {}
    started = time.process_time()
    for name in plan.claims:
        again[name] = tried(corpus, plan, name, kept)
    second = time.process_time() - started
    started = time.process_time()
    for name in plan.claims:
        tried(corpus, plan, name, Cache(None))
    first = time.process_time() - started
    for name in plan.claims:
        pd.testing.assert_frame_equal(again[name], tables[name])
    assert (
        second < first / 4
    )  # on a corpus of 24 short articles; what it saves grows with the corpus


def test_other_articles_are_computed_anew(made):
    corpus, plan, kept, tables = made
    claim = plan.claims["common"]
    texts = corpus.articles["text"].where(
        corpus.articles["outlet"] != "Post", corpus.articles["text"] + " A bridge, a bridge."
    )
    other = with_articles(corpus, corpus.articles.assign(text=texts))
    assert (
        multiverse(other, plan, claim, kept=kept)["value"].iloc[0]
        > tables["common"]["value"].iloc[0]
    )


def test_where_a_measure_refuses_some_choices_the_others_are_told(made):
    corpus, plan, _, _ = made
    # there are no phrases of 0 words
    refusing = replace(plan, choices={"ngram": (1, 0)}, leave_out=())
    found = multiverse(corpus, refusing, plan.claims["common"], kept=Cache(None))
    assert found["outcome"].tolist() == ["other sign", "not there"]
    turned = replace(plan, choices={"ngram": (0, 1)}, leave_out=())
    with pytest.raises(ValueError, match=r"ngram|phrase|words"):
        multiverse(corpus, turned, plan.claims["common"], kept=Cache(None))


@pytest.mark.parametrize("table", ["patterns", "loaded-outlet", "contrasts"])
def test_numbers_about_attributions_have_at_least_48_sets_of_choices(made, table):
    corpus, plan, _, _ = made
    free = replace(plan, choices={}, leave_out=())
    claim = replace(plan.claims["regime"], table=table)
    tried_ = list(specifications(free, claim, corpus, {}))
    assert len(tried_) >= 48
    assert {one.settings["certainty"] for one in tried_} == {0.0, 0.6, 0.8}
    assert ["said"] in [one.settings["counted_acts"] for one in tried_]


def test_a_table_of_events_is_read_before_an_event_is_left_out(made, tmp_path):
    corpus, plan, _, tables = made
    articles = corpus.articles
    bare = with_articles(corpus, articles.drop(columns="event"))
    file = tmp_path / "events.csv"
    articles.rename(columns={"id": "article"})[["article", "event"]].to_csv(file, index=False)
    found = multiverse(
        bare, plan, plan.claims["common"], settings={"events": str(file)}, kept=Cache(None)
    )
    pd.testing.assert_frame_equal(found, tables["common"])


@pytest.mark.parametrize(
    ("number", "sign", "outcome"),
    [
        ((1, 0.5, 2), "+", "holds"),
        ((1, -0.5, 2), "+", "same sign"),
        ((1, np.nan, np.nan), "+", "same sign"),
        ((-1, -2, 0.5), "+", "other sign"),
        ((0, -1, 1), "+", "other sign"),
        ((-1, -2, -0.5), "+", "contradicted"),
        ((-1, -2, -0.5), "-", "holds"),
        ((np.nan, np.nan, np.nan), "-", "not there"),
    ],
)
def test_outcomes_worked_by_hand(number, sign, outcome):
    assert outcome_of(*number, sign) == outcome


def test_a_claim_without_a_number_and_one_with_several_are_refused(tmp_path):
    corpus = corpus_in(tmp_path)
    nowhere = read_plan(written(tmp_path, PLAN.replace('term = "regime"', 'term = "ferry"')))
    with pytest.raises(
        FramingError,
        match=r"regime: no row of keyness has term 'ferry'; there are '1'",
    ):
        multiverse(corpus, nowhere, nowhere.claims["regime"], kept=Cache(None))
    several = read_plan(written(tmp_path, PLAN.replace('target = "Post", ', "")))
    with pytest.raises(FramingError, match=r"rows of keyness fit"):
        multiverse(corpus, several, several.claims["regime"], kept=Cache(None))


@pytest.mark.parametrize("width", ["column", "full"])
@pytest.mark.parametrize("claim", ["regime", "common"])
def test_the_curve_is_readable(made, claim, width):
    corpus, plan, _, tables = made
    table = Study(corpus, SETTINGS[claim])[plan.claims[claim].table]
    axis = axis_of(plan.claims[claim], table)
    drawn = specification_curve(tables[claim], width=width, axis=axis)
    assert_readable(drawn)
    units = {"regime": "weighted log-odds (log2)", "common": "Post − Echo, per million words"}
    assert f"vertical: {units[claim]}" in texts_of(drawn)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("attributions per 1,000 words", "A − B, attributions per 1,000 words"),
        ("quotations", "A − B, share of quotations"),
        ("share of the body before it", "A − B, share of the body before it"),
    ],
)
def test_the_axis_has_the_unit_of_the_rows_of_the_claim(unit, said):
    rows = pd.DataFrame(
        {"measure": ["kind", "rate"], "outlet": "A", "unit": [unit, "words"], "value": 0.5}
    )
    claim = Claim("c", "says", "patterns", {"measure": "kind"}, "A", "B")
    assert axis_of(claim, rows) == said
    alone = replace(claim, above="", below="")
    assert axis_of(alone, rows) == f"value, {said.removeprefix('A − B, ')}"


def test_the_curve_needs_one_claim_with_a_number(made):
    tables = made[3]
    with pytest.raises(FramingError, match="needs one claim"):
        specification_curve(pd.concat(tables.values()))
    with pytest.raises(FramingError, match="no set of choices has a number"):
        specification_curve(tables["common"].assign(value=np.nan))
