"""The small corpus is what its README says."""

import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus import read_corpus, sections_of
from analysis.language import Counting, count, languages_of
from analysis.measures import frequencies
from analysis.measures.attribution import quotations_of
from tests.tiny import ARTICLES, with_bad_rows

README = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
COUNTS = [
    (word, int(herald), int(post))
    for word, herald, post in re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|$", README, re.MULTILINE)
]
SECTIONS = ["headline", "subhead", "caption", "promo", "credit", "body"]


@pytest.fixture(scope="module")
def articles():
    return read_corpus(ARTICLES).articles


def test_both_outlets_have_twelve_articles_of_the_length_that_is_said(articles):
    assert articles.groupby("outlet").size().to_dict() == {"Harbour Herald": 12, "Valley Post": 12}
    assert articles["text"].str.split().str.len().between(80, 120).all()
    assert (articles["title"] == articles["text"].str.split("\n").str[0]).all()


def test_two_articles_are_in_german(articles):
    languages = languages_of(articles)
    foreign = languages[languages["recognised"] != "en"]
    assert dict(zip(foreign["article"], foreign["recognised"], strict=True)) == {
        "h07": "de",
        "p07": "de",
    }


def test_there_is_something_of_every_section(articles):
    parts = sections_of(articles)
    rare = parts[~parts["section"].isin(["headline", "body"])]
    assert {(row.article, row.section) for row in rare.itertuples()} == {
        *((article, "caption") for article in ("h01", "h04", "h10")),
        ("h04", "credit"),
        ("h06", "subhead"),
        ("h09", "credit"),
        ("p02", "promo"),
    }


@pytest.mark.parametrize(("word", "herald", "post"), COUNTS)
def test_the_counts_of_the_readme_are_those_of_a_reader_and_of_the_project(
    articles, word, herald, post
):
    texts = articles.groupby("outlet")["text"].agg("\n".join)
    read = texts.map(lambda text: len(re.findall(rf"\b{word}\b", text, re.IGNORECASE)))
    assert read.tolist() == [herald, post]
    table = frequencies(count(articles, Counting(SECTIONS, stop="off", min_count=1)))
    counted = table[table["term"] == word].set_index("outlet")["n"]
    assert counted.reindex(read.index, fill_value=0).tolist() == [herald, post]


def test_the_quotations_are_as_many_as_is_said(articles):
    marked = articles.groupby("outlet")["text"].agg(lambda texts: texts.str.count('"|„|“').sum())
    assert (marked // 2).tolist() == [14, 24]
    found = quotations_of(articles, sections_of(articles)).merge(
        articles.rename(columns={"id": "article"})[["article", "outlet"]]
    )
    assert found[found["kind"] == "quotation"].groupby("outlet").size().tolist() == [14, 24]


def test_each_bad_row_has_one_error(tmp_path):
    read = read_corpus(with_bad_rows(tmp_path), skip_bad=True)
    assert read.left_out == 5
    assert read.problems["row"].tolist() == [25, 26, 27, 28, 29]
    pd.testing.assert_frame_equal(read.articles, read_corpus(ARTICLES).articles)
