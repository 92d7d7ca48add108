import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.categories import SECTIONS
from analysis.language import QueryError, query_of, words_in, words_of
from analysis.language.words import without_possessives
from analysis.measures import Context, concordance, sorted_lines
from tests.conftest import ROOT, articles, reference_text

MARKS = st.sampled_from([" ", ", ", ". ", "\n", "! ", " “", "” "])
WORDS = st.sampled_from(["war", "War", "crime", "crimes", "the", "ca\u0301fe", "o’clock", "don't"])
TEXT = st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=25).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)


def found(text, query, **options):
    table = articles(("1", "x", text))
    tokens = words_of(table, sections=SECTIONS)
    return concordance(tokens, table, query, **options)


def nodes(text, query):
    return found(text, query)["node"].tolist()


def pair():
    rows = []
    for outlet in ("column", "wire"):
        text = reference_text(outlet)
        paragraphs = [line for line in text.split("\n") if line.strip()]
        rows += [(f"{outlet}_{k:02}", outlet, line) for k, line in enumerate(paragraphs, start=1)]
    return articles(*rows)


@pytest.mark.parametrize(
    ("query", "words", "file"),
    [
        ("bridge", 5, "bridge_w5"),
        ("they", 5, "they_w5"),
        ("the bridge", 3, "phrase_the_bridge_w3"),
    ],
)
def test_lines_equal_those_of_quanteda(query, words, file):
    texts = pair()
    context = Context(words, "paragraph")
    table = concordance(words_of(texts, sections=SECTIONS), texts, query, context=context)
    theirs = pd.read_csv(ROOT / f"tests/reference/quanteda_kwic_{file}.csv", keep_default_na=False)
    assert table["article"].tolist() == theirs["docname"].tolist()
    for ours, name in (("left", "pre"), ("node", "keyword"), ("right", "post")):
        assert [" ".join(words_in(text)) for text in table[ours]] == theirs[name].tolist()


def test_a_sentence_and_its_marks_are_shown_and_no_more():
    text = "It rained. “The war is over”, she said! Nobody came."
    row = found(text, "war").iloc[0]
    assert (row["left"], row["node"], row["right"]) == ("“The ", "war", " is over”, she said!")
    row = found(text, "war", context=Context(1)).iloc[0]
    assert (row["left"], row["right"]) == ("“The ", " is")
    row = found("One two three war four five.", "war", context=Context(2)).iloc[0]
    assert (row["left"], row["right"]) == ("two three ", " four five.")
    row = found("One war two.", "war", context=Context(0)).iloc[0]
    assert (row["left"], row["node"], row["right"]) == ("", "war", "")


@given(TEXT, st.sampled_from(["war", "crim*", "the *", "* war", "café", "o'clock", "d*"]))
def test_the_three_slices_follow_on_each_other_in_the_text(text, query):
    for row in found(text, query, context=Context(3)).itertuples():
        assert text[row.start : row.end] == row.node
        assert text[row.start - len(row.left) : row.start] == row.left
        assert text[row.end : row.end + len(row.right)] == row.right
        assert "\n" not in row.left + row.node + row.right
        assert len(words_in(row.node)) == len(query.split())
        assert len(words_in(row.left)) <= 3


@given(TEXT)
def test_every_occurrence_of_a_word_is_found(text):
    assert len(found(text, "WAR")) == words_in(text).count("war")
    assert len(found(text, "c*")) == sum(word.startswith("c") for word in words_in(text))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("regim*", ["Regime", "regimes"]),
        ("war * crime*", []),
        ("WAR-* * crime*", ["war-time, alleged crimes"]),
        ("*gime?", ["regimes"]),
        ("crimes", ["crimes"]),
        ("crime", []),
        ("the regimes", []),
        ("Mayor’s", ["mayor's"]),
        ("u.s.", ["U.S."]),
    ],
)
def test_words_phrases_and_wildcards(query, expected):
    text = "The Regime fell. Other regimes and war-time, alleged crimes; the mayor's U.S. visit."
    assert nodes(text, query) == expected


def test_a_phrase_never_crosses_a_sentence():
    text = "He spoke of war. Crimes were not mentioned. War crimes were."
    assert nodes(text, "war crimes") == ["War crimes"]
    assert len(found(text, "war crimes", context=Context(3, "paragraph"))) == 2


def test_lemmas_are_looked_for_in_the_language_of_the_article():
    table = articles(("1", "x", "She said it. They say it is said."), language="en")
    tokens = words_of(table)
    query = query_of("[say] it", table)
    assert concordance(tokens, table, query)["node"].tolist() == ["said it", "say it"]
    with pytest.raises(
        QueryError, match=r"asks for a lemma or part of speech, which needs the articles"
    ):
        concordance(tokens, table, "[say]")


def test_voice_outlet_and_date_are_those_of_the_place():
    table = articles(("1", "x", "The war ended. “War is hell”, she said."), ("2", "y", "war"))
    table["date"] = pd.to_datetime(["2016-12-14", None]).astype("datetime64[s]")
    quote = table["text"][0].index("“")
    voices = pd.DataFrame(
        {
            "article": ["1", "1", "2"],
            "outlet": ["x", "x", "y"],
            "start": [0, quote, 0],
            "end": [quote, len(table["text"][0]), 3],
            "voice": ["outlet", "quoted", "outlet"],
            "part": ["narrative", "content", "narrative"],
            "section": "body",
            "speaker": ["", "Ann Lee", ""],
            "kind": ["", "civilian", ""],
            "attribution": ["", "a1", ""],
            "words": [3, 4, 1],
        }
    )
    tokens = words_of(table, sections=SECTIONS)
    hits = concordance(tokens, table, "war", voices=voices.iloc[::-1])
    assert hits["voice"].tolist() == ["outlet", "quoted", "outlet"]
    assert hits["speaker"].tolist() == ["", "Ann Lee", ""]
    assert hits["outlet"].tolist() == ["x", "x", "y"]
    assert hits["date"].isna().tolist() == [False, False, True]
    assert concordance(tokens, table, "war")["voice"].tolist() == ["", "", ""]


def test_lines_sort_by_the_words_beside_the_node():
    hits = found("Big old war ends. A cold War begins. Old, big war again.", "war")
    assert sorted_lines(hits, "left")["left"].tolist() == ["Old, big ", "A cold ", "Big old "]
    assert sorted_lines(hits, "right")["right"].tolist() == [" again.", " begins.", " ends."]
    assert sorted_lines(hits, "node")["start"].tolist() == hits["start"].tolist()
    with pytest.raises(ValueError, match="no order by 'colour'; give one of left, node"):
        sorted_lines(hits, "colour")


def test_row_order_does_not_matter_and_nothing_found_is_an_empty_table():
    rows = articles(("1", "x", "war deal war"), ("2", "y", "war"), ("3", "x", "deal"))
    there = concordance(words_of(rows, sections=SECTIONS), rows, "war")
    back = rows.iloc[::-1].reset_index(drop=True)
    again = concordance(words_of(back, sections=SECTIONS), back, "war")
    pd.testing.assert_frame_equal(there, again)
    assert concordance(words_of(rows), rows, "peace").empty
    none = rows.head(0)
    assert concordance(words_of(none), none, "war").empty


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "'' has no word to look for; give words"),
        ("-- !", "has no word to look for"),
        ("* *", "has no word to look for"),
        ("[to say]", "'[to' in '[to say]' is not one lemma in brackets"),
        ("[say", "is not one lemma"),
        ("re,gim*", "'re,gim*' in 're,gim*' is not one word with wildcards"),
        ("claim_VB", "'VB' in 'claim_VB' is no part of speech; give ADJ, ADP, ADV"),
        ("claim_X", "'X' in 'claim_X' is no part of speech"),
        ("claim_verb", "is not one word with one part of speech in capitals, such as claim_VERB"),
        ("and/or_NOUN", "'and/or_NOUN' in 'and/or_NOUN' is not one word with one part of speech"),
        ("claim_NOUN_VERB", "is not one word with one part of speech"),
        ("_ADJ _NOUN", "has no word to look for"),
        ("claim_VERB", "asks for a lemma or part of speech, which needs the articles"),
    ],
)
def test_a_query_that_cannot_be_read_says_what_can(query, said):
    with pytest.raises(QueryError) as failure:
        query_of(query)
    assert said in str(failure.value)


def test_an_impossible_context_is_named():
    with pytest.raises(ValueError, match="words is -1"):
        Context(-1)
    with pytest.raises(ValueError, match=re.escape("within is 'page'; give sentence or paragraph")):
        Context(within="page")


def test_a_possessive_is_found_where_it_counts_as_the_word():
    table = articles(("1", "x", "Trump's plan is Trump's."))
    tokens = without_possessives(words_of(table))
    assert len(concordance(tokens, table, "trump")) == 2
    assert concordance(words_of(table), table, "trump").empty
