"""Tables of articles together, from those of some articles and of the others."""

import pandas as pd

from analysis.corpus import read_corpus
from analysis.interactive.results.alike_articles import (
    other_articles,
    rows_together,
    tallies_together,
)
from analysis.study import Study
from tests.tiny import ARTICLES


def in_two(table):
    """Return the rows of every second article, and the others."""
    ids = sorted(table["article"].unique())
    some = table["article"].isin(ids[::2])
    return table[some], table[~some]


def test_two_parts_of_a_table_are_the_table():
    voices = Study(read_corpus(ARTICLES))["voices"]
    pd.testing.assert_frame_equal(rows_together(*in_two(voices)), voices)


def test_two_parts_of_tallies_are_the_tallies():
    tallies = Study(read_corpus(ARTICLES))["tallies"]
    pd.testing.assert_frame_equal(tallies_together(*in_two(tallies)), tallies)


def test_articles_are_other_where_a_name_or_an_attribution_is():
    study = Study(read_corpus(ARTICLES))
    said, articles = study["attributions"], study["articles"]["id"]
    assert other_articles(articles, said, said).empty
    first, last = said["article"].iloc[0], said["article"].iloc[-1]
    named = said["speaker"].where(said["article"] != first, "somebody else")
    changed = said.assign(speaker=named).iloc[:-1]
    assert sorted(other_articles(articles, changed, said)) == sorted({first, last})
