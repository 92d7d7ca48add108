"""The two articles that the project ships, and facts about them that were established by hand."""

import hashlib

import pytest

from analysis.corpus import read_corpus
from analysis.language import Counting, count
from analysis.measures import keyness
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(ROOT / "seeds")


def test_the_articles_are_the_bytes_that_were_given():
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in ROOT.glob("seeds/*.txt")
    }
    assert digests == {
        "000_330bc75305f7ef77.txt": "1adc070b8dc7b66d177214ecef5181903ab719875b799a6bd3a0654c3e6d9bfa",
        "001_0b7659b19e130c93.txt": "cb79e4c85593d9158e917105d4f9f5fc9c33a0ef79cfc9da85878c8b1e84771d",
    }


def test_they_are_read_without_a_problem(corpus):
    assert corpus.problems.empty
    assert corpus.articles["outlet"].tolist() == ["RFE/RL", "PJ Media"]
    assert {len(text) for text in corpus.articles["text"]} == {5998, 5166}


@pytest.mark.parametrize(
    ("term", "rferl", "pjmedia"),
    [
        ("eastern", 9, 0), ("december", 6, 0), ("government", 10, 2), ("russian", 7, 1),
        ("syrian", 9, 2), ("cease-fire", 4, 0), ("deal", 4, 0), ("rebels", 4, 0), ("able", 0, 3),
        ("happening", 0, 3), ("held", 0, 3), ("member", 0, 3), ("men", 0, 3), ("noose", 0, 3),
        ("shame", 0, 3),
    ],
)  # fmt: skip
def test_counts_in_the_bodies_are_those_counted_by_hand(corpus, term, rferl, pjmedia):
    counts = count(corpus.articles, Counting(stop="off"))
    table = keyness(counts, target="RFE/RL", reference="PJ Media").set_index("term")
    assert table.loc[term, ["n_target", "n_reference"]].tolist() == [rferl, pjmedia]


def test_with_the_smaller_prior_of_the_hand_analysis_only_eastern_stands_out(corpus):
    counts = count(corpus.articles, Counting(stop="on"))
    table = keyness(counts, target="RFE/RL", prior_words=200).set_index("term")
    assert table.loc["eastern", "z"] == pytest.approx(
        2.1, abs=0.1
    )  # the words were cut slightly differently
    assert table.index[table["z"].abs() > 1.96].tolist() == ["eastern"]
