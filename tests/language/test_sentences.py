"""Sentences: cases that a reader would mark, and laws that hold for any text."""

import gzip
import json
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.sentences import _splitter, in_sentences, sentence_spans
from analysis.language.words import without_possessives, words_of
from tests.timing import least_seconds, steady_seconds


def cut(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He came.", "She left!", "Why?", "Nobody knew."],
        ["Mr. Smith met Gov. Jones in Washington, D.C. on Jan. 5.", "He left at 5 p.m. on Monday."],
        ["The U.S. Senate paid $3.5 million to J. K. Brown & Co. in Calif. for No. 3."],
        ["“It is late.”", "“Why?” she asked.", "(Nobody knew.)"],
        ["He said: 'It is a crime.'", "Then he left."],
        ["It ended ... and that was all."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences):
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Navy Cmdr. Ada Moor and Brig. Gen. Ben Hall met Rear Adm. Jo Lee.",
        "Deputy adviser K.T. Moor resigned after E.J. Lee and Rep. C.A. Hall had left.",
        "Pfc. Ada Moor, Spc. Ben Hall and Lt. j.g. Jo Lee were hurt.",
        "Flt. Lt. Ada Moor and Sqn. Ldr. Ben Hall wrote to Gens. Lee and Kay.",
        "Pres. Moor thanked Sgt. 1st Class Ben Hall.",
        "Drs. Moor and Lee called Ald. Ben Hall.",
    ],
)
def test_ranks_and_initials_end_no_sentence(sentence):
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["They spoke with the B.K.", "Senators waited."],
        ["He met B.J.", "The town slept."],
        ["It was about A.I.", "Critics waited."],
        ["She wrote to the N.R.A.", "Senators waited."],
    ],
)
def test_initials_of_a_body_may_end_a_sentence(sentences):
    assert cut(" ".join(sentences)) == sentences


def test_a_line_end_ends_a_sentence_and_white_space_belongs_to_none():
    assert cut("A headline\n\n  First line. \r\n\u00a0\nSecond\u2028third") == [
        "A headline",
        "First line.",
        "Second",
        "third",
    ]


@pytest.mark.parametrize("text", ["", " \n ", "\n\n"])
def test_nothing_has_no_sentence(text):
    assert sentence_spans(text) == []


@given(st.text(alphabet=st.sampled_from("aB. \n\"”'!?1\r😀\u00a0")))
def test_sentences_hold_every_other_character_once_and_in_order(text):
    spans = sentence_spans(text)
    assert spans == sorted(spans)
    assert all(a < b <= c for (a, b), (c, _) in pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() and "\n" not in text[a:b] for a, b in spans)
    kept = "".join("".join(text[a:b].split()) for a, b in spans)
    assert kept == "".join(text.split())


def test_the_time_grows_with_the_length():
    unit = "He said that Mr. Brown had left. " * 1_000
    once = least_seconds(lambda: sentence_spans(unit))
    assert least_seconds(lambda: sentence_spans(unit * 8), times=2) < 24 * once
    assert steady_seconds(lambda: sentence_spans("a" * 1_000_000)) < 5


def of_nltk():
    """Return Punkt with what it learned here, as NLTK itself decides."""
    return type(_splitter())(_splitter()._params)


PIECES = st.sampled_from(
    ["the", "Smith", "U.S", "Mr", "3", "p.m", "a", "B", "war", "İ", "x-ray", "no", "said", "He"]
)
MARKS = st.sampled_from(
    [". ", "! ", "? ", ".” ", '." ', ".) ", ".' ", " ", ", ", "... ", ".", ": "]
)


@given(
    st.lists(st.tuples(PIECES, MARKS), max_size=12).map(lambda parts: "".join(map("".join, parts)))
)
def test_a_plain_end_is_decided_as_nltk_decides(text):
    assert list(_splitter().span_tokenize(text)) == list(of_nltk().span_tokenize(text))


def test_real_articles_are_cut_as_nltk_cuts_them(shared):
    nltk = of_nltk()
    with gzip.open(shared / "data/polnear/dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for line in "\n".join(texts).split("\n"):
        assert list(_splitter().span_tokenize(line)) == list(nltk.span_tokenize(line)), line


def test_words_without_possessives_stay_so_when_they_are_cut_into_sentences():
    articles = pd.DataFrame(
        {"id": ["a"], "outlet": ["Echo"], "text": ["Trump's win. It's Trump's."]}
    )
    articles = articles.assign(date=pd.NaT, title="", author="", url="", language="en")
    bare = in_sentences(without_possessives(words_of(articles)), articles)
    assert list(bare.vocabulary[bare.ids]) == ["trump", "win", "it's", "trump"]
    assert len(bare.stretches) == 2
