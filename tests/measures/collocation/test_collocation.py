from collections import Counter
from itertools import pairwise
from math import log2, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures

from analysis.categories import SECTIONS
from analysis.language import count_terms, words_in, words_of
from analysis.language.queries import QueryError
from analysis.measures.collocation import (
    Pairing,
    collocates,
    ngrams,
    window_pairs,
    windows,
    without_words,
)
from tests.conftest import ROOT, articles, reference_text

SENTENCE = st.lists(st.sampled_from(["War", "deal", "peace", "no"]), min_size=1, max_size=9)
TEXT = st.lists(SENTENCE.map(" ".join), min_size=1, max_size=4).map("\n".join)
ONE = Pairing(min_count=1)


def read(*rows):
    table = articles(*rows)
    return words_of(table, sections=SECTIONS), table


@pytest.fixture(scope="module")
def pair():
    """Both texts as one outlet, each paragraph a stretch that is not cut into sentences."""
    rows = []
    for name in ("column", "wire"):
        text = reference_text(name)
        paragraphs = [line for line in text.split("\n") if line.strip()]
        rows += [(f"{name}_{k:02}", "x", line) for k, line in enumerate(paragraphs, start=1)]
    tokens, table = read(*rows)
    tokens.stretches["sentence"] = 0
    return tokens, table


def stored(name):
    return pd.read_csv(
        ROOT / "tests/reference" / name, dtype={"w1": str, "w2": str}, keep_default_na=False
    )


def test_neighbours_equal_the_reference_values(pair):
    theirs = stored("py_collocations_bigram.csv").set_index(["w1", "w2"]).sort_index()
    ours = ngrams(*pair, min_count=2).set_index(["node", "collocate"]).sort_index()
    assert list(ours.index) == list(theirs.index)
    names = {
        "n": "n",
        "slots_node": "n_w1_first",
        "slots_collocate": "n_w2_second",
        "slots": "n_bigrams",
        "expected": "expected",
        "g2": "g2_signed",
        "pmi": "pmi_log2",
        "npmi": "npmi",
        "t": "t_score",
        "log_dice": "logdice",
        "delta_p_collocate": "delta_p_2given1",
        "delta_p_node": "delta_p_1given2",
    }
    for name, column in names.items():
        np.testing.assert_allclose(ours[name], theirs[column], rtol=1e-9, atol=1e-12)


def test_windows_count_the_pairs_that_quanteda_counts(pair):
    theirs = stored("quanteda_fcm_window5.csv").set_index(["w1", "w2"])["n"].astype(int)
    ours = window_pairs(*pair, pairing=ONE)
    found = dict(zip(zip(ours["node"], ours["collocate"], strict=True), ours["n"], strict=True))
    assert found == {names: n for names, n in theirs.items() if names[0] <= names[1]}


def test_measures_equal_those_of_nltk_for_the_same_counts(pair):
    for table in (ngrams(*pair, min_count=1), window_pairs(*pair)):
        columns = ("n", "slots_node", "slots_collocate", "slots")
        cells = [table[name].tolist() for name in columns]
        score = BigramAssocMeasures
        for n, a, b, total, row in zip(*cells, table.to_dict("records"), strict=True):
            marginals = (n, (a, b), total)
            assert row["pmi"] == pytest.approx(score.pmi(*marginals), rel=1e-9)
            assert row["t"] == pytest.approx(score.student_t(*marginals), rel=1e-9)
            assert abs(row["g2"]) == pytest.approx(score.likelihood_ratio(*marginals), abs=1e-6)
            assert row["expected"] == pytest.approx(a * b / total)


def test_neighbours_are_those_of_nltks_finder(pair):
    tokens, table = pair
    words = [words_in(text) for text in table["text"]]
    finder = BigramCollocationFinder.from_documents(words)
    ours = ngrams(tokens, table, min_count=1)
    names = zip(ours["node"], ours["collocate"], strict=True)
    theirs = {
        names: n for names, n in finder.ngram_fd.items() if None not in names and "" not in names
    }
    assert dict(zip(names, ours["n"], strict=True)) == theirs


def test_scores_worked_by_hand():
    table = ngrams(*read(("1", "x", "war crimes war crimes war deal")), min_count=1)
    row = table.set_index(["node", "collocate"]).loc[("war", "crimes")]
    assert row[["n", "slots_node", "slots_collocate", "slots"]].tolist() == [2, 3, 2, 5]
    assert row["expected"] == pytest.approx(6 / 5)
    assert row["pmi"] == pytest.approx(log2(2 * 5 / 6))
    assert row["npmi"] == pytest.approx(log2(10 / 6) / -log2(2 / 5))
    assert row["t"] == pytest.approx((2 - 6 / 5) / sqrt(2))
    assert row["log_dice"] == pytest.approx(14 + log2(4 / 5))
    assert row["delta_p_collocate"] == pytest.approx(2 / 3 - 0)
    assert row["delta_p_node"] == pytest.approx(1 - 1 / 3)


def slow_pairs(lines, window):
    found = Counter()
    for line in lines:
        for i, word in enumerate(line):
            for other in line[max(0, i - window) : i]:
                found[word, other, "left"] += 1
            for other in line[i + 1 : i + 1 + window]:
                found[word, other, "right"] += 1
    return found


@given(TEXT, st.integers(1, 6))
def test_windows_and_collocates_count_what_stands_near(text, window):
    corpus, pairing = read(("1", "x", text)), Pairing(window, 1)
    expected = slow_pairs([words_in(line) for line in text.split("\n")], window)
    table = window_pairs(*corpus, pairing=pairing)
    sides = {"left": "n_left", "right": "n_right"}
    counted = {
        (row["node"], row["collocate"], side): row[name]
        for row in table.to_dict("records")
        for side, name in sides.items()
        if row[name]
    }
    assert counted == {names: n for names, n in expected.items() if names[0] <= names[1]}
    assert (table["n"] == table["n_left"] + table["n_right"]).all()
    assert set(table["slots"]) <= {sum(expected.values())}
    near = collocates(*corpus, "war", pairing=pairing)
    own = {names: n for names, n in expected.items() if names[0] == "war"}
    assert near["n"].sum() == sum(own.values())
    assert near["n_left"].sum() == sum(n for names, n in own.items() if names[2] == "left")
    same = table[(table["node"] == "war")].set_index("collocate")
    for row in near.set_index("collocate").loc[same.index].itertuples():
        for name in ("n_left", "n_right", "slots_node", "slots_collocate", "slots", "node_n"):
            assert getattr(row, name) == same.loc[row.Index, name]
        assert row.g2 == pytest.approx(same.loc[row.Index, "g2"])


@given(TEXT, TEXT)
def test_each_outlet_is_scored_by_itself(first, second):
    both = window_pairs(*read(("1", "x", first), ("2", "y", second)), pairing=ONE)
    for outlet, text in (("x", first), ("y", second)):
        alone = window_pairs(*read(("1", outlet, text)), pairing=ONE)
        own = both[both["outlet"] == outlet].reset_index(drop=True)
        pd.testing.assert_frame_equal(own, alone)


@given(TEXT, st.integers(2, 3))
def test_phrases_are_those_of_the_counts(text, size):
    tokens, table = read(("1", "x", text))
    ours = ngrams(tokens, table, size=size, min_count=1)
    counts = count_terms(tokens, ngram=size)
    expected = dict(zip(counts.terms, counts.matrix.sum(axis=0), strict=True))
    assert dict(zip(ours["node"] + " " + ours["collocate"], ours["n"], strict=True)) == expected
    assert set(ours["slots"]) <= {sum(expected.values())}


def test_pairs_counted_in_parts_are_the_same(pair, monkeypatch):
    whole = window_pairs(*pair, pairing=ONE)
    monkeypatch.setattr(windows, "_AT_ONCE", 700)
    pd.testing.assert_frame_equal(window_pairs(*pair, pairing=ONE), whole)


def test_nothing_crosses_a_sentence_and_stop_words_keep_their_places():
    corpus = read(("1", "x", "He saw the war. Crimes came of the deal."))
    near = collocates(*corpus, "crimes", pairing=Pairing(3, 1, {"of"}))
    assert near["collocate"].tolist() == ["came", "the"]
    assert near["slots_node"].tolist() == [3, 3]
    assert "war crimes" not in set(ngrams(*corpus, min_count=1)["node"] + " " + "crimes")
    table = window_pairs(*corpus, pairing=Pairing(1, 1, {"of", "the"}))
    assert set(zip(table["node"], table["collocate"], strict=True)) == {
        ("he", "saw"),
        ("came", "crimes"),
    }


def test_a_phrase_is_one_node_and_its_own_words_are_not_near_it():
    corpus = read(("1", "x", "They deny war crimes there. War crimes happened."))
    near = collocates(*corpus, "war crime*", pairing=Pairing(2, 1)).set_index("collocate")
    assert set(near["node"]) == {"war crime*"}
    assert near["n_left"].to_dict() == {"deny": 1, "happened": 0, "there": 0, "they": 1}
    assert set(near["node_n"]) == {2}
    assert set(near["slots_node"]) == {4}


def test_each_voice_is_scored_by_itself():
    text = "Old war ends. “War ends now”, she said."
    tokens, table = read(("1", "x", text))
    first, last = text.index("“"), text.index("”") + 1
    edges = [0, first, last, len(text)]
    voices = pd.DataFrame(
        [("1", "x", start, end) for start, end in pairwise(edges)],
        columns=["article", "outlet", "start", "end"],
    )
    voices["voice"] = ["outlet", "quoted", "outlet"]
    voices = voices.assign(part="narrative", section="body", speaker="", kind="", attribution="")
    voices["words"] = 3
    near = collocates(tokens, table, "war", pairing=ONE, voices=voices)
    found = near.groupby("voice")["collocate"].agg(list).to_dict()
    assert found == {"outlet": ["ends", "old"], "quoted": ["ends", "now"]}
    pairs = ngrams(tokens, table, min_count=1, voices=voices)
    spoken = pairs["voice"] + ": " + pairs["node"] + " " + pairs["collocate"]
    assert set(spoken) == {
        "outlet: old war",
        "outlet: war ends",
        "outlet: she said",
        "quoted: war ends",
        "quoted: ends now",
    }
    whole = window_pairs(tokens, table, pairing=ONE, voices=voices)
    assert set(whole.loc[whole["voice"] == "quoted", "slots"]) == {6}


def test_phrases_with_stop_words_at_an_end_can_be_left_out():
    table = ngrams(*read(("1", "x", "the war of words")), size=2, min_count=1)
    assert without_words(table, {"the", "of"}).empty
    table = ngrams(*read(("1", "x", "the war of words")), size=3, min_count=1)
    assert without_words(table, {"the", "of"})["node"].tolist() == ["war of"]


def test_row_order_does_not_matter():
    rows = [("1", "a", "war deal war"), ("2", "b", "deal war"), ("3", "a", "war the deal")]
    table = articles(*rows)
    back = table.iloc[[2, 0, 1]].reset_index(drop=True)
    for measure in (ngrams, lambda *corpus, **_: window_pairs(*corpus, pairing=ONE)):
        there = measure(words_of(table, sections=SECTIONS), table, min_count=1)
        again = measure(words_of(back, sections=SECTIONS), back, min_count=1)
        pd.testing.assert_frame_equal(there, again)


def test_no_words_one_word_and_absent_terms_give_empty_tables():
    for rows in ([("1", "x", "...")], [("1", "x", "war")], []):
        table = articles(*rows) if rows else articles(("1", "x", "a")).head(0)
        tokens = words_of(table, sections=SECTIONS)
        assert ngrams(tokens, table, min_count=1).empty
        assert window_pairs(tokens, table, pairing=ONE).empty
        assert collocates(tokens, table, "war", pairing=ONE).empty
        assert collocates(tokens, table, "peace", pairing=ONE).empty


def test_what_is_impossible_is_named():
    corpus = read(("1", "x", "a b"))
    with pytest.raises(ValueError, match="size is 4; phrases of 2 or 3 words"):
        ngrams(*corpus, size=4)
    with pytest.raises(ValueError, match="min_count is 0; give 1 or more"):
        ngrams(*corpus, min_count=0)
    with pytest.raises(ValueError, match="window is 0; give 1 word or more on each side"):
        Pairing(0)
    with pytest.raises(ValueError, match="min_count is 0"):
        Pairing(min_count=0)
    with pytest.raises(QueryError, match="no word to look for"):
        collocates(*corpus, "--")
