import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.attribution.evidence import evidence
from analysis.measures.attribution.patterns import concentration_of, patterns_of
from analysis.measures.attribution.profile import MEASURES
from analysis.measures.attribution.speakers_across import speakers_across
from analysis.measures.attribution.tallies import tallies_of
from analysis.tables import CUE_CLASSES, TYPES, Attributions, Voices
from tests.measures.attribution.test_patterns import (
    AIDES,
    BOB,
    EVERY,
    NOBODY,
    SAYINGS,
    STRETCHES,
    TALLIES,
    articles_of,
    attributions,
    voices,
)

WHO = [{}, BOB, AIDES, NOBODY]
IDS = ["x1", "x2", "y1", "y2"]


@st.composite
def corpora(draw):
    """Attributions and Voices of four articles in two outlets."""
    said, stretches = [], []
    for article in IDS:
        for k in range(draw(st.integers(0, 4))):
            quoted = draw(st.integers(0, 9))
            more = {
                "start": 10 * k,
                "section": draw(st.sampled_from(["headline", "body", "caption"])),
                "type": draw(st.sampled_from(TYPES)),
                "cue_class": draw(st.sampled_from(CUE_CLASSES)),
                "act": "said",
                "cue_lemma": draw(st.sampled_from(["", "say", "deny"])),
                "parent": draw(st.sampled_from(["", "", "0"])) if k else "",
                "quoted_words": quoted,
                **draw(st.sampled_from(WHO)),
            }
            said.append((article, str(k), more))
        for k, section in enumerate(("headline", "body", "caption")):
            voice = draw(st.sampled_from(["outlet", "quoted", "paraphrased"]))
            part = draw(st.sampled_from(["narrative", "cue"])) if voice == "outlet" else "content"
            words = draw(st.integers(1, 9))
            more = {"section": section, "voice": voice, "part": part}
            stretches.append((article, 40 * k, words, more))
    return attributions(*said), voices(*stretches)


@settings(max_examples=12)  # each of them is a hundred rows and more
@given(corpora(), st.sampled_from([("body",), ("headline", "body"), ("caption",)]))
def test_every_number_is_the_count_of_its_evidence(corpus, sections):
    said, stretches = corpus
    tallies = tallies_of(said, stretches, articles_of(*IDS), sections=sections)
    for row in patterns_of(tallies).to_dict("records"):
        found = evidence(row, said, stretches, sections=sections)
        measure = MEASURES[row["measure"]]
        if measure.name == "first heard":
            assert len(found) == row["total"] == row["in_articles"]
        elif measure.weight == "one":
            assert len(found) == row["n"]
        else:
            assert found[measure.weight].sum() == row["n"]
            assert (found[measure.weight] > 0).all()
        assert set(found["outlet"]) <= {row["outlet"]}
        assert found["article"].nunique() == row["in_articles"]


@settings(max_examples=12)
@given(corpora())
def test_concentration_and_speakers_across_lead_to_all_they_count(corpus):
    said, stretches = corpus
    for row in concentration_of(tallies_of(said, stretches, articles_of(*IDS))).to_dict("records"):
        found = evidence(row, said)
        weight = found["quoted_words"].sum() if "words" in row["unit"] else len(found)
        assert weight == row["n"]
    for row in speakers_across(said).to_dict("records"):
        found = evidence(row, said)
        assert len(found) == row["attributions"]
        assert found["words"].sum() == row["words"]
        assert set(found["speaker"]) == {row["speaker"]}


def test_the_evidence_is_the_very_rows():
    row = {"measure": "cue class by kind", "outlet": "x", "group": "ngo", "category": "doubtful"}
    found = evidence(row, SAYINGS)
    expected = SAYINGS[(SAYINGS["article"] == "x1") & (SAYINGS["id"] == "3")]
    pd.testing.assert_frame_equal(found, expected.reset_index(drop=True))


def test_a_series_leads_to_the_same_as_a_mapping():
    row = patterns_of(TALLIES).query("measure == 'rate' and category == 'all'").iloc[0]
    found = evidence(row, SAYINGS)
    assert found[["article", "id"]].to_numpy().tolist() == [
        *(["x1", k] for k in "2345"),
        ["x2", "1"],
    ]
    assert list(found) == Attributions.names()


def test_the_order_of_rows_changes_nothing():
    row = {"measure": "rate", "outlet": "x", "group": "", "category": "all"}
    pd.testing.assert_frame_equal(evidence(row, SAYINGS[::-1]), evidence(row, SAYINGS))


def test_words_of_a_voice_lead_to_their_stretches():
    row = {"measure": "voice", "outlet": "x", "group": "", "category": "paraphrased"}
    found = evidence(row, SAYINGS, STRETCHES)
    assert list(found["words"]) == [10, 6, 40]
    assert list(found) == Voices.names()


def test_a_kind_is_shown_where_it_is_first_heard():
    for measure, category in (("first heard", "position"), ("heard", "heard")):
        row = {"measure": measure, "outlet": "x", "group": "anonymous", "category": category}
        found = evidence(row, SAYINGS)
        assert list(zip(found["article"], found["id"], strict=True)) == [("x1", "5"), ("x2", "1")]


ROW = {"measure": "kind", "outlet": "x", "group": "", "category": "ngo"}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"measure": "mood"}, "unknown measure 'mood'; the measures are voice, rate, type"),
        ({"outlet": "z"}, "unknown outlet 'z'; there is 'x', 'y'"),
        ({"category": "choir"}, "unknown category 'choir'; there is 'anonymous', 'government'"),
        ({"group": "body"}, "unknown group 'body'; there is ''"),
        ({"n": 7.0}, "the row has n 7, what was given has 1; give the tables and the sections"),
        ({"measure": "voice"}, "counted in Voices; give voices="),
        ({"statistic": "gini"}, "unknown statistic 'gini'; there is effective speakers"),
    ],
)
def test_a_wrong_value_is_named_beside_the_right_ones(change, problem):
    with pytest.raises(ValueError, match=problem):
        evidence({**ROW, **change}, SAYINGS)


def test_rows_of_other_tables_and_rows_with_gaps_are_refused():
    with pytest.raises(ValueError, match=r"no row of Patterns.*it has term"):
        evidence({"term": "war"}, SAYINGS)
    with pytest.raises(ValueError, match="the row has no 'group'; it has measure, outlet"):
        evidence({"measure": "kind", "outlet": "x", "category": "ngo"}, SAYINGS)
    with pytest.raises(ValueError, match="unknown speaker 'Zoe'; there is 'Ann', 'Bob'"):
        evidence({"speaker": "Zoe", "outlet": "x"}, SAYINGS)
    with pytest.raises(ValueError, match="unknown section 'foot'"):
        evidence(ROW, SAYINGS, sections=["foot"])


def test_a_row_made_from_other_sections_is_noticed():
    rows = patterns_of(tallies_of(SAYINGS, STRETCHES, EVERY, sections=["headline", "body"]))
    row = rows.query("measure == 'kind' and outlet == 'x' and category == 'ngo'").iloc[0]
    assert len(evidence(row, SAYINGS, sections=["headline", "body"])) == 2
    with pytest.raises(ValueError, match="the row has n 2, what was given has 1"):
        evidence(row, SAYINGS)


def test_a_number_of_nothing_has_no_evidence():
    rows = patterns_of(TALLIES)
    row = rows.query("measure == 'heard' and outlet == 'y' and group == 'anonymous'").iloc[0]
    assert row["n"] == 0
    assert evidence(row, SAYINGS).empty
