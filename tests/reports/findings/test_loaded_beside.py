"""What is said of differences, and which words stand behind a number about an actor or a speaker."""

import numpy as np
import pandas as pd

from analysis.inference import Intervals, from_the_mean, patterns_with_intervals
from analysis.measures.attribution import patterns_of
from analysis.measures.loaded import NEAR, SPEAKERS, loaded_tallies, voices_apart
from analysis.reports import difference_findings, near_evidence, of_most_words, speaker_evidence
from tests.figures import tables
from tests.measures.loaded.test_neighbours import POWER, hits_of, near, said
from tests.measures.loaded.test_rates import HITS, SENTENCES


def test_differences_of_the_own_voice_are_told_the_highest_first():
    assert difference_findings(tables.differences(["a", "b"])) == [
        "b: in its own voice 1.5 loaded words per 1,000 above the mean of the 2 outlets, which is 7.5 "
        "(95% interval of the difference −7.5 to +15.5).",
        "a: in its own voice 1.5 loaded words per 1,000 below the mean of the 2 outlets, which is 7.5 "
        "(95% interval of the difference −10.5 to +12.5).",
    ]


def test_one_outlet_alone_has_nothing_to_be_told():
    tallies = loaded_tallies(SENTENCES, HITS)
    tallies = tallies[tallies["outlet"] == "a"]
    patterns = patterns_with_intervals(patterns_of(tallies), tallies, Intervals("words"))
    assert difference_findings(from_the_mean(voices_apart(patterns))) == []


def patterns(rows, measure):
    columns = ["outlet", "category", "n", "total"]
    table = pd.DataFrame(rows, columns=columns).assign(measure=measure, unit="u per 1,000 words")
    table["group"] = table["category"]
    table = table.assign(value=1000 * table["n"] / table["total"], low=np.nan, high=np.nan)
    return table.assign(interval="none", in_articles=1, articles=1)


def test_those_with_most_words_in_all_outlets_are_chosen_and_ties_go_by_name():
    rows = [["o", "b", 1.0, 9.0], ["o", "c", 0.0, 5.0], ["p", "c", 0.0, 9.0], ["o", "a", 0.0, 9.0]]
    both = pd.concat([patterns(rows, "m"), patterns([["o", "z", 5.0, 99.0]], "other")])
    found = of_most_words(both, "m", top=2)
    assert sorted(zip(found["outlet"], found["category"], strict=True)) == [
        ("o", "a"), ("o", "c"), ("p", "c"),
    ]  # fmt: skip
    assert set(found["group"]) == {""}


def test_a_number_about_an_actor_leads_to_the_words_beside_that_actor_in_that_voice():
    row = said(POWER, "1", "Ann Power", ("Ann Power", "said", POWER[: POWER.index(" said")]))
    quoted = hits_of(POWER, ["brutal", "terrorists"], voice="quoted", attribution="1")
    found, tallies = near(POWER, pd.concat([quoted, hits_of(POWER, ["vicious"])]), row)
    rows = patterns_of(tallies, used_only=NEAR.values())
    shown = near_evidence(of_most_words(rows, NEAR["quoted"], top=9), found)
    assert [(label, list(words["text"])) for label, words, *_ in shown] == [
        ("o: 2 in 8 words of clauses that name regime", ["brutal", "terrorists"])
    ]
    own = near_evidence(of_most_words(rows, NEAR["outlet"], top=9), found)
    assert [list(words["text"]) for _, words, *_ in own] == [["vicious"]]


def test_a_number_about_a_speaker_leads_to_the_words_of_that_speaker_in_that_voice():
    given = {"voice": "quoted", "speaker": "Ann Power", "attribution": "1"}
    hits = pd.concat([hits_of(POWER, ["brutal"], **given), hits_of(POWER, ["vicious"])])
    rows = patterns([["o", "Ann Power", 1.0, 8.0], ["o", "Bo", 0.0, 8.0]], SPEAKERS["quoted"])
    ((label, words, *_),) = speaker_evidence(rows, hits)
    assert label == "o: 1 in 8 words of Ann Power"
    assert list(words["text"]) == ["brutal"]
