"""Text for a paper: nothing is lost, nothing acts, and every line can end somewhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.paper.characters import (
    IN_CELL,
    inline,
    lines,
    name,
    plain_text,
    runs_from_right,
    without,
)
from analysis.reports.paper.nodes import columns_of

WORDS = st.text(st.characters(codec=None), max_size=60)


def read_back(nodes):
    """Return the text that nodes stand for."""
    return "".join(
        node.replace("\u200b", "") if isinstance(node, str) else chr(int(node["text"][2:], 16))
        for node in nodes
    )


@given(WORDS)
def test_every_character_is_printed_or_named(text):
    kept = re.sub("[ \t\n\r\v\f\x85\u2028\u2029\u200b]+", "", text)
    assert re.sub("[ \t\n\r\v\f\x85\u2028\u2029\u200b]+", "", read_back(inline(text))) == kept


@given(WORDS)
def test_what_is_printed_can_be_written_and_turns_nothing_around(text):
    for node in inline(text):
        if isinstance(node, str):
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", node)
            assert node.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\u202eb", "U+202E"), ("a\x00b", "U+0000"), ("a\ud800b", "U+D800"), ("a𐌰b", "U+10330")],
)
def test_what_cannot_be_printed_stands_as_its_code_point(text, code):
    assert inline(text) == ["a", {"is": "code-point", "text": code}, "b"]


def test_white_space_is_one_space_and_lines_are_kept_where_asked():
    assert inline(" a\t\n b\u2028c ") == ["a b c"]
    assert lines("a  b\r\n\tc") == ["a  b", {"is": "br"}, "    c"]


def test_only_words_that_fit_no_line_may_be_broken_and_then_behind_their_hyphens():
    assert inline("self-explanatory", longest=IN_CELL) == ["self-explanatory"]
    assert inline("post_2015-12-03_a-title", longest=IN_CELL) == [
        "post_\u200b2015-\u200b12-\u200b03_\u200ba-\u200btitle"
    ]
    (broken,) = inline("e\u0301" * 30, longest=IN_CELL)
    assert all(part.startswith("e") for part in broken.split("\u200b"))


def test_a_short_name_from_right_to_left_stands_by_itself():
    assert name("هآرتس") == [{"is": "isolate", "of": ["هآرتس"]}]
    assert name("Haaretz") == ["Haaretz"]
    assert runs_from_right("1 «هآرتس» said")
    assert not runs_from_right("Haaretz هآرتس")
    assert not runs_from_right("")


def test_refused_characters_are_named_where_text_is_printed_and_nowhere_else():
    printed = {
        "body": [{"is": "p", "of": ["a☁b"]}, {"is": "figure", "alt": "☁", "caption": ["☁"]}],
        "attached": [{"name": "☁", "text": "☁"}],
        "about": [{"entries": [[["☁"], ["x", {"is": "br"}]]]}],
    }
    cloud = {"is": "code-point", "text": "U+2601"}
    assert without(printed, "☁") == {
        "body": [
            {"is": "p", "of": ["a", cloud, "b"]},
            {"is": "figure", "alt": "☁", "caption": [cloud]},
        ],
        "attached": [{"name": "☁", "text": "☁"}],
        "about": [{"entries": [[[cloud], ["x", {"is": "br"}]]]}],
    }


def test_a_column_knows_its_longest_words_and_where_they_may_end():
    rows = [[["anti-immigrant, a\u200bb"]], [[{"is": "code-point", "text": "U+10330"}, " c"]]]
    (column,) = columns_of([["label of it"]], [False], rows)
    assert column["words"] == ["immigrant,", "U+10330", "anti-"]
    assert plain_text(column["label"]) == "label of it"
