"""Attributions one article a line: everything in its own line, spans of that line's text."""

import json
import runpy

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.export.json_lines import attribution_lines
from analysis.tables import Attributions
from tests.conftest import articles

TEXT = "“No,” Ann said.\u2028Bob 🗞️ denied it\r\nand “left”."
KEYS = ["id", "outlet", "title", "text", "attributions", "nested"]
ONE = {
    "outlet": "a", "section": "body", "paragraph": 0, "start": 0, "type": "direct", "parent": "",
    "speaker": "Ann", "kind": "civilian", "affiliation": "", "named": True, "rule": "name",
    "cue_lemma": "say", "cue_class": "neutral", "act": "said", "listed": True, "negated": False,
    "passive": False,
    "words": 1, "quoted_words": 1, "score": 0.5,
}  # fmt: skip


def attributions(*rows):
    """Attributions from (article, id, spans by role, other columns); their texts are left empty."""
    texts = dict.fromkeys(("source_text", "cue_text", "content_text"), "")
    full = [
        {**ONE, **texts, "article": article, "id": name, **more}
        | {role: json.dumps(spans.get(role, [])) for role in ("source", "cue", "content")}
        for article, name, spans, more in rows
    ]
    return Attributions.validate(pd.DataFrame(full, columns=Attributions.names()))


def told(said, read):
    return [json.loads(line) for line in attribution_lines(said, read).splitlines()]


def test_a_line_is_what_was_found_written_by_hand():
    spans = {"source": [[6, 9]], "cue": [[10, 14]], "content": [[0, 5]]}
    (line,) = told(attributions(("1", "0", spans, {})), articles(("1", "a", TEXT)))
    assert line == {
        "id": "1",
        "outlet": "a",
        "title": "",
        "text": TEXT,
        "attributions": [
            {
                "id": "0",
                "source": [[6, 9]],
                "cue": [[10, 14]],
                "content": [[0, 5]],
                "field": "text",
                "type": "direct",
                "section": "body",
                "speaker": "Ann",
                "kind": "civilian",
                "affiliation": "",
                "named": True,
                "cue_lemma": "say",
                "cue_class": "neutral",
                "act": "said",
                "negated": False,
                "words": 1,
                "quoted_words": 1,
                "score": 0.5,
            }
        ],
        "nested": [],
    }


def test_every_article_has_its_line_in_the_order_of_the_corpus():
    said = attributions(("3", "0", {}, {}), ("1", "0", {}, {}), ("3", "1", {}, {}))
    lines = told(said, articles(*((name, "a", TEXT) for name in "1234")))
    assert [line["id"] for line in lines] == ["1", "2", "3", "4"]
    assert [[one["id"] for one in line["attributions"]] for line in lines] == [
        ["0"], [], ["0", "1"], [],
    ]  # fmt: skip
    assert all(list(line) == KEYS for line in lines)


def test_what_stands_inside_another_is_apart_and_names_it():
    said = attributions(("1", "0", {}, {}), ("1", "1", {}, {"parent": "0"}), ("2", "0", {}, {}))
    first, second = told(said, articles(("1", "a", TEXT), ("2", "a", TEXT)))
    assert [one["id"] for one in first["attributions"]] == ["0"]
    assert [(one["id"], one["parent"]) for one in first["nested"]] == [("1", "0")]
    assert all("parent" not in one for one in first["attributions"])
    assert second["nested"] == []


def test_spans_in_several_parts_keep_all_parts():
    spans = {"content": [[0, 5], [25, 34], [36, 46]]}
    (line,) = told(attributions(("1", "0", spans, {})), articles(("1", "a", TEXT)))
    assert line["attributions"][0]["content"] == spans["content"]
    assert line["attributions"][0]["source"] == []


def test_without_articles_there_is_not_even_an_empty_line():
    assert attribution_lines(attributions(), articles()) == b""


@settings(max_examples=20)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
        min_size=3,
        max_size=3,
    )
)
def test_any_text_is_one_line_of_ascii_and_comes_back_as_it_was(cells):
    name, outlet, text = cells
    said = attributions((name, "0", {"cue": [[0, len(text)]]}, {"outlet": outlet, "speaker": text}))
    written = attribution_lines(said, articles((name, outlet, text)))
    assert written.isascii()
    assert len(written.decode("ascii").splitlines()) == written.count(b"\n") == 1
    (line,) = map(json.loads, written.splitlines())
    assert (line["id"], line["outlet"], line["text"]) == (name, outlet, text)
    (one,) = line["attributions"]
    assert one["speaker"] == text
    assert text[slice(*one["cue"][0])] == text


@pytest.mark.parametrize(("column", "wrong"), [("type", "shouted"), ("score", 2.0)])
def test_rows_that_are_no_attributions_are_refused(column, wrong):
    said = attributions(("1", "0", {}, {})).assign(**{column: wrong})
    with pytest.raises(Exception, match=column):
        attribution_lines(said, articles(("1", "a", TEXT)))


def test_the_scorer_of_attribution_corpora_reads_the_lines(shared, tmp_path):
    scorer = runpy.run_path(str(shared / "eval" / "attribution.py"))
    spans = {"source": [[6, 9]], "cue": [[10, 14]], "content": [[0, 5]]}
    said = attributions(("1", "0", spans, {}), ("1", "1", spans, {"parent": "0"}))
    file = tmp_path / "said.jsonl"
    file.write_bytes(attribution_lines(said, articles(("1", "a", TEXT), ("2", "a", "Rain."))))
    read = scorer["read"](file)
    counted = scorer["total"](scorer["per_article"](read, read))
    found = scorer["results"](counted)
    assert (found["articles"], found["pred"], found["token.macro.F"]) == (2, 1, 1)
