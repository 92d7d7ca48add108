"""Corrections by coders, applied to attributions: each is applied as it says, or named."""

import json

import pandas as pd
import pytest

from analysis.measures.attribution.amendments import amended
from analysis.tables import Attributions
from analysis.tables.codings import CodedCorrections
from tests.conftest import articles

TEXT = 'The mayor said "taxes fall" and that "it\'s cold, the clerk argued". He left the old town hall.'
TITLE = "Mayor talks"


def attributions(*rows, before=0):
    """Attributions from (source, cue, content) as words of TEXT, with other values by column."""
    made = []
    for number, (source, cue, content, told) in enumerate(rows, 1):
        spans = {"source": source, "cue": cue, "content": content}
        places = {name: [place(words, before)] for name, words in spans.items()}
        usual = {
            "article": "a", "id": f"{number:05d}", "outlet": "Post", "section": "body", "paragraph": 0,
            "start": min(span[0][0] for span in places.values()), "type": "direct", "parent": "",
            "speaker": source, "kind": "government", "affiliation": "", "named": True, "rule": "name",
            "cue_lemma": "say", "cue_class": "neutral", "act": "said", "listed": True, "negated": False,
            "passive": False, "words": 2, "quoted_words": 2, "score": 0.9,
        }  # fmt: skip
        usual |= {name: json.dumps(spans) for name, spans in places.items()}
        usual |= {f"{name}_text": words for name, words in spans.items()}
        made.append(usual | told)
    return Attributions.of_rows(
        [[row[name] for name in Attributions.names()] for row in made], "article", "id"
    )


def place(words, before=0):
    start = TEXT.index(words) + before
    return [start, start + len(words)]


def corrections(*rows, field="text"):
    """CodedCorrections from (words, what, from, to, coder)."""
    made = [
        ["a", field, *place(words), what, old, new, coder, ""]
        for words, what, old, new, coder in rows
    ]
    return CodedCorrections.of_rows(made, "article", "start", "what", "coder")


MAYOR = ("The mayor", "said", "taxes fall", {})
CLERK = ("the clerk", "argued", "it's cold", {"parent": "00001"})
AGAIN = ("The mayor", "left", "the old town hall", {})


@pytest.fixture
def post():
    return articles(("a", "Post", TEXT))


def test_a_kind_and_a_speaker_change_in_all_attributions_of_the_source(post):
    told = corrections(
        ("The mayor", "kind", "government", "business", "Ada"),
        ("The mayor", "speaker", "The mayor", "Ada Brook", "Ada"),
        ("argued", "cue_class", "neutral", "assertive", "Ada"),
    )
    table, applied, unfit = amended(attributions(MAYOR, CLERK, AGAIN), told, post)
    assert (applied, len(unfit)) == (3, 0)
    assert table[["kind", "speaker", "rule", "cue_class"]].to_numpy().tolist() == [
        ["business", "Ada Brook", "coder", "neutral"],
        ["government", "the clerk", "name", "assertive"],
        ["business", "Ada Brook", "coder", "neutral"],
    ]


def test_a_mended_content_is_counted_again(post):
    start, end = place('fall" and that')
    told = corrections(("taxes fall", "span", "x", f"{start}-{end}", "Ada"))
    table, applied, _ = amended(attributions(MAYOR, CLERK), told, post)
    assert applied == 1
    one = table.iloc[0]
    assert (one["content"], one["content_text"]) == (f"[[{start}, {end}]]", 'fall" and that')
    assert (one["words"], one["quoted_words"], one["type"]) == (3, 1, "mixed")
    assert table.iloc[1].equals(attributions(MAYOR, CLERK).iloc[1])


def test_a_rejected_attribution_goes_and_what_was_inside_it_moves_up(post):
    told = corrections(("taxes fall", "wrong", "", "nothing", "Ada"))
    table, applied, _ = amended(attributions(MAYOR, CLERK), told, post)
    assert applied == 1
    assert table[["id", "parent"]].to_numpy().tolist() == [["00002", ""]]


def test_places_are_those_of_the_given_text_where_a_title_was_put_before():
    shift = len(TITLE) + 2
    post = articles(("a", "Post", f"{TITLE}\n\n{TEXT}"), title=[TITLE]).assign(put_before=shift)
    start, end = place("old town")
    told = corrections(
        ("the old town hall", "span", "x", f"{start}-{end}", "Ada"),
    )
    table, applied, _ = amended(attributions(AGAIN, before=shift), told, post)
    assert (applied, table.loc[0, "content_text"]) == (1, "old town")
    assert table.loc[0, "content"] == f"[[{start + shift}, {end + shift}]]"


UNFIT = [
    (("mayor", "kind", "government", "ngo", "Ada"), "no attribution has this place"),
    (("The mayor", "kind", "expert", "ngo", "Ada"), "kind is 'government' now and not 'expert'"),
    (("The mayor", "wrong", "", "nothing", "Ada"), "2 attributions have this place"),
    (("old town", "missing", "", "yes", "Ada"), "a span alone does not say who speaks"),
    (("argued", "label", "x", "y", "Ada"), "attributions have no 'label'"),
    (('The mayor said "taxes fall', "span", "x", "0-5", "Ada"), "the place of a whole attribution"),
    (("taxes fall", "span", "x", "0-5000", "Ada"), "the span ends behind the text"),
]


@pytest.mark.parametrize(("row", "reason"), UNFIT)
def test_what_does_not_fit_is_named_and_changes_nothing(post, row, reason):
    before = attributions(MAYOR, CLERK, AGAIN)
    table, applied, unfit = amended(before, corrections(row), post)
    assert (applied, len(unfit)) == (0, 1)
    assert reason in unfit.loc[0, "reason"]
    assert unfit.loc[0, "what"] == row[1]
    pd.testing.assert_frame_equal(table, before)


def test_an_article_that_is_not_there_is_named(post):
    told = corrections(("The mayor", "kind", "government", "ngo", "Ada")).assign(article="b")
    assert (
        amended(attributions(MAYOR), told, post).unfit.loc[0, "reason"]
        == "there is no such article"
    )


def test_coders_who_differ_change_nothing_and_those_who_agree_count_once(post):
    agree = corrections(
        *(("The mayor", "kind", "government", "ngo", who) for who in ("Ada", "Bea"))
    )
    table, applied, unfit = amended(attributions(MAYOR), agree, post)
    assert (table.loc[0, "kind"], applied, len(unfit)) == ("ngo", 1, 0)
    differ = corrections(
        ("The mayor", "kind", "government", "ngo", "Ada"),
        ("The mayor", "kind", "government", "government", "Bea"),
    )
    table, applied, unfit = amended(attributions(MAYOR), differ, post)
    assert (table.loc[0, "kind"], applied) == ("government", 0)
    assert unfit["reason"].tolist() == ["the coders differ: Ada, Bea"]
