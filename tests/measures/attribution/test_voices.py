"""Whose words: small articles counted by hand and laws for any text, with given attributions."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.sections.cut import sections_of
from analysis.language.words import find_words
from analysis.measures.attribution import quotations_of, voices_of
from analysis.measures.attribution.quotes.quotations import quoted_spans
from analysis.tables import Attributions, by_key
from tests.conftest import articles
from tests.timing import least_seconds

ROLES = ("source", "cue", "content")
REST = {
    "affiliation": "",
    "named": True,
    "rule": "name",
    "cue_lemma": "say",
    "cue_class": "neutral",
}
REST |= {
    "act": "said",
    "listed": True,
    "negated": False,
    "passive": False,
    "words": 0,
    "quoted_words": 0,
    "score": 1.0,
}
REST |= {"type": "mixed", "section": "body", "paragraph": 0, "outlet": "o", "article": "a"}


def row(name, speaker, spans, *, parent="", kind="government", article="a"):
    """A row of Attributions; `spans` are those of source, cue and content."""
    written = {role: json.dumps(each) for role, each in zip(ROLES, spans, strict=True)}
    texts = {f"{role}_text": "" for role in ROLES}
    who = {"id": name, "speaker": speaker, "kind": kind, "parent": parent, "start": spans[1][0][0]}
    return REST | written | texts | who | {"article": article}


def said(text, name, speaker, parts, **more):
    """A row of Attributions whose source, cue and content (or "") are words of the text."""
    spans = []
    for part in parts:
        pieces = [piece for piece in part.split(" ... ") if piece]
        spans.append([[text.index(piece), text.index(piece) + len(piece)] for piece in pieces])
    return row(name, speaker, spans, **more)


def attributions(*rows):
    return Attributions.validate(pd.DataFrame(list(rows), columns=Attributions.names()))


def voices(text, *rows, title=""):
    table = articles(("a", "o", text), title=[title])
    sections = sections_of(table)
    return voices_of(attributions(*rows), table, sections, quotations_of(table, sections))


def shown(text, table):
    """What stands in each stretch, whose word it is, what part, of whom, and how many words."""
    return [
        (text[one.start : one.end].strip(), one.voice, one.part, one.speaker, one.words)
        for one in table.itertuples()
        if text[one.start : one.end].strip()
    ]


def test_quoted_and_paraphrased_words_counted_by_hand():
    text = "Mary Hill said that the plan was “dead on arrival” for now. The “experts” left."
    hill = said(
        text, "1", "Mary Hill", ("Mary Hill", "said", "that the plan was “dead on arrival” for now")
    )
    table = voices(text, hill)
    assert shown(text, table) == [
        ("Mary Hill", "outlet", "source", "", 2),
        ("said", "outlet", "cue", "", 1),
        ("that the plan was", "paraphrased", "content", "Mary Hill", 4),
        ("“dead on arrival”", "quoted", "content", "Mary Hill", 3),
        ("for now", "paraphrased", "content", "Mary Hill", 2),
        (". The", "outlet", "narrative", "", 1),
        ("“experts”", "quoted", "narrative", "", 1),
        ("left.", "outlet", "narrative", "", 1),
    ]
    assert set(table.loc[table["speaker"] != "", "kind"]) == {"government"}
    assert set(table.loc[table["speaker"] == "", "kind"]) == {""}
    assert set(table.loc[table["speaker"] != "", "attribution"]) == {"1"}


def test_an_attribution_within_what_is_said_is_in_the_words_of_who_says_it():
    text = "Mary Hill said the doctors warned that blood was short and “help is late” here."
    hill = said(
        text,
        "1",
        "Mary Hill",
        (
            "Mary Hill",
            "said",
            "the doctors warned that blood was short and “help is late” here",
        ),
    )
    doctors = said(
        text,
        "2",
        "doctors",
        ("the doctors", "warned", "that blood was short"),
        parent="1",
        kind="expert",
    )
    for rows in ((hill, doctors), (doctors | {"id": "1"}, hill | {"id": "2"})):
        inner = dict(rows[0] if rows[0]["speaker"] == "doctors" else rows[1])
        outer = dict(rows[0] if rows[0]["speaker"] == "Mary Hill" else rows[1])
        inner["parent"] = outer["id"]  # whichever of the two has the smaller number
        table = voices(text, *sorted((inner, outer), key=lambda one: one["id"]))
        assert shown(text, table) == [
            ("Mary Hill", "outlet", "source", "", 2),
            ("said", "outlet", "cue", "", 1),
            ("the doctors warned", "paraphrased", "content", "Mary Hill", 3),
            ("that blood was short", "paraphrased", "content", "doctors", 4),
            ("and", "paraphrased", "content", "Mary Hill", 1),
            ("“help is late”", "quoted", "content", "Mary Hill", 3),
            ("here", "paraphrased", "content", "Mary Hill", 1),
            (".", "outlet", "narrative", "", 0),
        ]
        assert set(table.loc[table["speaker"] == "doctors", "kind"]) == {"expert"}


def test_a_quotation_within_a_quotation_is_quoted_once():
    text = "Mary Hill said: “He told us ‘no way’ and left.”"
    hill = said(text, "1", "Mary Hill", ("Mary Hill", "said:", "“He told us ‘no way’ and left.”"))
    him = said(text, "2", "He", ("He", "told us", "‘no way’"), parent="1", kind="other")
    assert shown(text, voices(text, hill, him))[2:] == [
        ("“He told us", "quoted", "content", "Mary Hill", 3),
        ("‘no way’", "quoted", "content", "He", 2),
        ("and left.”", "quoted", "content", "Mary Hill", 2),
    ]


def test_a_lone_mark_quotes_nothing():
    text = "The board is 6” wide and ten feet long. Nobody has ever measured it."
    assert shown(text, voices(text)) == [(text, "outlet", "narrative", "", 14)]


def test_words_in_marks_within_a_source_are_quoted_and_still_nobodys():
    text = "The “Doves” said rain would fall."
    doves = said(text, "1", "Doves", ("The “Doves”", "said", "rain would fall"))
    assert shown(text, voices(text, doves))[:3] == [
        ("The", "outlet", "source", "", 1),
        ("“Doves”", "quoted", "source", "", 1),
        ("said", "outlet", "cue", "", 1),
    ]


def test_a_stretch_ends_with_its_section():
    text = "Hill Calls Plan 'Dead'\n\nThe plan has been read by nobody so far, it seems.\n"
    hill = said(text, "1", "Mary Hill", ("Hill", "Calls", "Plan 'Dead'"))
    table = voices(text, hill, title="Hill Calls Plan 'Dead'")
    by_section = table.groupby("section")["words"].sum().to_dict()
    assert by_section == {"headline": 4, "body": 11}
    headline = table[table["section"] == "headline"]
    assert shown(text, headline)[-2:] == [
        ("Plan", "paraphrased", "content", "Mary Hill", 1),
        ("'Dead'", "quoted", "content", "Mary Hill", 1),
    ]
    edge = text.index("The plan")
    assert headline["end"].max() == edge == table.loc[table["section"] == "body", "start"].min()


def test_an_article_without_attributions_and_without_marks_is_one_stretch_of_the_outlet():
    text = "  The bridge opened.\n"
    (one,) = voices(text).to_dict("records")
    expected = {"start": 0, "end": len(text), "voice": "outlet", "part": "narrative", "words": 3}
    assert {name: one[name] for name in expected} == expected
    assert (one["article"], one["outlet"], one["speaker"], one["attribution"]) == ("a", "o", "", "")


def test_where_no_attribution_has_a_source_what_is_said_is_nobodys():
    text = "It was said that the town is lost."
    found = voices(text, said(text, "1", "", ["", "said", "that the town is lost"]))
    assert found["part"].tolist() == ["narrative", "cue", "narrative", "content", "narrative"]
    assert set(found["speaker"]) == {""}


def test_articles_keep_their_own_speakers_whatever_their_order():
    text = "Mary Hill said rain would fall."
    parts = ("Mary Hill", "said", "rain would fall")
    table = articles(("a", "o", text), ("b", "p", text), ("c", "p", "No rain."))
    rows = attributions(
        said(text, "1", "Mary Hill", parts), said(text, "1", "Hill", parts, article="b")
    )
    sections = sections_of(table)
    quotations = quotations_of(table, sections)
    found = voices_of(rows, table, sections, quotations)
    assert found.groupby("article")["speaker"].max().to_dict() == {
        "a": "Mary Hill",
        "b": "Hill",
        "c": "",
    }
    turned = voices_of(
        rows.iloc[::-1], table.iloc[::-1], by_key(sections, "start"), quotations.iloc[::-1]
    )
    assert turned.to_csv() == found.to_csv()


PIECES = ["“", "”", '"', "'", "«", "»", "„", "''", "``", " Mary ", " said ", "rain", ". ", "\n"]
PIECES += ["\r", "\u2028", "\x00", "\x85", "\ufeff", "\u202e", "👩\u200d👧", "e\u0301", "سلام", "½"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=30)
TEXTS = TEXTS.map("".join).filter(bool)


@st.composite
def attributed(draw):
    """A text and attributions in it, some of them within the content of the first of all."""
    text = draw(TEXTS)
    cuts = draw(st.lists(st.integers(0, len(text)), unique=True, max_size=16))
    places = [[start, end] for start, end in zip(sorted(cuts), sorted(cuts)[1:], strict=False)]
    free = places[: len(places) // 4 * 4]
    rows = [
        row(str(n), f"speaker {n}", ([free[n]], [free[n + 1]], [free[n + 2], free[n + 3]]))
        for n in range(0, len(free), 4)
    ]
    for parent in list(rows):
        start, end = json.loads(parent["content"])[0]
        if draw(st.booleans()) and end - start > 2:
            spans = ([[start, start + 1]], [[start + 1, start + 2]], [[start + 2, end]])
            rows.append(row(f"{parent['id']}n", "inner", spans, parent=parent["id"]))
    return text, rows


@settings(max_examples=20)
@given(attributed())
def test_every_character_is_in_one_stretch_and_every_word_in_one(case):
    text, rows = case
    table = articles(("a", "o", text))
    sections = sections_of(table)
    found = voices_of(attributions(*rows), table, sections, quotations_of(table, sections))
    assert found["start"].tolist() == [0, *found["end"].tolist()[:-1]]
    assert found["end"].iloc[-1] == len(text)
    assert found["words"].sum() == sum(1 for _ in find_words(text))
    for section in sections.itertuples():
        inside = (found["start"] < section.end) & (found["end"] > section.start)
        assert set(found.loc[inside, "section"]) == {section.section}
    inner = {one["id"] for one in rows if one["parent"]}
    held = set(found["attribution"]) - {""}
    assert inner <= held <= {one["id"] for one in rows}


SENTENCE = "“We left the town,” Mary said. “It was late.” The rest is “news”. "
SPOKEN = ([[20, 24]], [[25, 29]], [[0, 19], [31, 45]])  # by Mary, in each sentence


def moved(spans, by):
    return [[start + by, end + by] for start, end in spans]


def seconds(sentences):
    text = SENTENCE * sentences
    starts = range(0, len(text), len(SENTENCE))
    rows = [row(f"{at:08d}", "Mary", [moved(spans, at) for spans in SPOKEN]) for at in starts]
    once = pd.DataFrame(quoted_spans(SENTENCE)).assign(article="a")
    columns = ["start", "end", "inner_start", "inner_end"]
    every = pd.concat([once] * sentences, ignore_index=True)
    every[columns] += np.repeat(starts, len(once))[:, None]
    section = {"start": 0, "end": len(text), "section": "body", "paragraph": 0, "rule": "text"}
    sections = pd.DataFrame([section | {"article": "a"}])
    given = attributions(*rows), articles(("a", "o", text)), sections, every
    found = voices_of(*given)
    assert found.loc[found["speaker"] == "Mary", "words"].sum() == 7 * sentences
    return least_seconds(lambda: voices_of(*given), times=2)


def test_half_a_megabyte_in_one_line_takes_time_in_proportion():
    few = 125_000 // len(SENTENCE)
    assert seconds(4 * few) < 8 * seconds(few)  # squared would be sixteen times


@pytest.mark.parametrize("marks", ["“”", '""""', "“", "\n”\n", "''"])
def test_marks_alone_have_no_words(marks):
    assert voices(marks)["words"].sum() == 0
