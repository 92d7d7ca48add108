import json
import unicodedata
from itertools import groupby, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.language import encode, find_words, fold, words_in
from tests.conftest import ROOT, reference_text

# letters that fold oddly, marks, joiners, digits and spaces of many scripts, beside any character at all
AWKWARD = st.sampled_from(
    list(
        "aAéİßΣς'’ʼ-‐‑\u00ad\u0301\u0323\u0338\u200d\u00a0\u2000\u2028 .,1٣Ⅷ²\u1100\u1161\u11a8가कि\u093c𝒳😀_"
    )
)
TEXTS = st.lists(st.one_of(AWKWARD, st.characters(codec="utf-8")), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("They don’t, can't, won\u02bct.", ["they", "don't", "can't", "won't"]),
        ("‘Likely’ 'quoted' forces’ aim", ["likely", "quoted", "forces", "aim"]),
        ("rebel-held cease\u2011fire -- 5-year-old", ["rebel-held", "cease-fire", "5-year-old"]),
        ("6,000 and 41.2 in 2016", ["6,000", "and", "41.2", "in", "2016"]),
        ("U.S. Ra\u2019ad al\u00adlies", ["u.s.", "ra'ad", "allies"]),
        ("Cafe\u0301 = caf\u00e9", ["caf\u00e9", "caf\u00e9"]),
        ("5 p.m., F.B.I.’s U.S.-led", ["5", "p.m.", "f.b.i.'s", "u.s.-led"]),
        ("10:30, 1/2, 3.5m; 12/5/2016.", ["10:30", "1/2", "3.5m", "12/5/2016"]),
        (
            "and/or it.He a.bc example.com 1. 2",
            ["and", "or", "it", "he", "a", "bc", "example", "com", "1", "2"],
        ),
        ("one\u00a0two\u2003three", ["one", "two", "three"]),
        ("Алеппо حلب 阿勒颇", ["алеппо", "حلب", "阿勒颇"]),
        ("rock'n'roll 'n' -x- _y_", ["rock'n'roll", "n", "x", "y"]),
    ],
)
def test_a_word_is_what_the_definition_says(text, words):
    assert words_in(text) == words


def test_the_words_of_the_reference_texts_are_the_reference_words():
    documents = json.loads((ROOT / "tests/reference/tokens.json").read_text(encoding="utf-8"))
    for group, members in groupby(documents, key=lambda document: document["group"]):
        text = reference_text(group)
        assert words_in(text) == [word for document in members for word in document["tokens"]]


@given(st.lists(TEXTS, max_size=5))
@example(["\u03a3\u03a3 \u03a3", "I\u0307\u00ad'x"])
def test_counting_by_runs_gives_exactly_the_words_of_the_definition(texts):
    ids, bounds, vocabulary = encode(texts)
    found = [list(vocabulary[ids[a:b]]) for a, b in pairwise(bounds)]
    assert found == [words_in(text) for text in texts]


@given(TEXTS)
@example("e\u00ad\u0301")
@example("İstanbul\u00adx 'İ'")
@example("\u1100\u1161\u11a8 \u0301a\u0323\u0301")
def test_places_point_at_the_words_in_the_text_as_given(text):
    spans = find_words(text)
    assert [span.word for span in spans] == words_in(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for span in spans:
        assert words_in(text[span.start : span.end]) in ([span.word], [_at_word_end(span.word)])


@given(TEXTS)
def test_decomposed_text_has_the_same_words(text):
    # a soft hyphen keeps a letter and its accent apart, composed or not
    text = text.replace("\u00ad", "")
    assert words_in(unicodedata.normalize("NFD", text)) == words_in(text)


def test_folding_joins_what_looks_the_same():
    assert fold("Ra’ad") == fold("RA'AD") == "ra'ad"


def _at_word_end(word):
    """A capital sigma is folded by its place in the word."""
    return word.upper().lower()
