"""Sentences: cases that a reader would mark, and laws that hold for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.sentences import sentence_spans
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
