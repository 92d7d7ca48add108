import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.inference import Intervals, with_intervals
from analysis.language import count_terms, in_sentences, languages_of, words_of
from analysis.measures import (
    article_lengths,
    dispersion,
    diversity,
    frequencies,
    outlets_of,
    section_shares,
)
from analysis.measures.collocation import Pairing, window_pairs
from analysis.reports.findings.words import (
    collocate_findings,
    corpus_findings,
    corpus_notices,
    depth_findings,
    frequency_findings,
    sample_notices,
)
from tests.conftest import articles

WORDS = Intervals("words")
BODY = (
    "The council voted for the new tax on Monday after a long debate about the city and its roads."
)
TEXTS = st.lists(
    st.sampled_from(["tax", "peace", "deal", "war", "roads"]), min_size=1, max_size=15
).map(" ".join)


def told(table):
    tokens = words_of(table)
    lengths = article_lengths(tokens)
    outlets = outlets_of(table, lengths)
    return lengths, corpus_findings(outlets, section_shares(tokens), languages_of(table))


def counted(*rows):
    return count_terms(words_of(articles(*rows), sections=["body", "headline"]))


def numbers(sentence):
    return [int(n.replace(",", "")) for n in re.findall(r"\b\d[\d,]*\b(?!\.\d)", sentence)]


def test_a_corpus_told_and_worked_by_hand():
    table = articles(
        ("1", "a", f"{BODY}\n\n{BODY}"), ("2", "a", BODY), ("3", "b", f"{BODY}\n\n{BODY}\n\n{BODY}")
    )
    table["date"] = pd.to_datetime(["2020-01-05", None, "2020-03-01"]).astype("datetime64[s]")
    assert told(table)[1] == [
        "The corpus holds 3 articles by 2 outlets, 114 words in all.",
        "They were published from 2020-01-05 to 2020-03-01; 1 article without a date.",
        "The articles have between 19 and 57 words.",
        "0 of 3 articles have a headline.",
        "0 words (0.0%) lie outside the bodies of the articles.",
        "Languages recognised: en (3).",
    ]


def test_one_article_of_one_day_is_told_in_the_singular():
    table = articles(("1", "a", BODY))
    table["date"] = pd.to_datetime(["2020-01-05"]).astype("datetime64[s]")
    told_ = told(table)[1]
    assert told_[:3] == [
        "The corpus holds 1 article by 1 outlet, 19 words in all.",
        "It was published on 2020-01-05.",
        "It has 19 words.",
    ]


def test_dates_that_are_missing_are_told():
    assert "No article has a date." in told(articles(("1", "a", BODY), ("2", "b", BODY)))[1]


def test_an_article_without_words_divides_by_nothing():
    assert told(articles(("1", "a", "...")))[1][4] == (
        "0 words (0.0%) lie outside the bodies of the articles."
    )


def test_words_outside_the_bodies_are_those_of_the_other_sections():
    titled = articles(("1", "a", f"Council votes for tax\n\n{BODY}"))
    titled["title"] = "Council votes for tax"
    lengths, sentences = told(titled)
    outside = int((lengths["words"] - lengths["body_words"]).sum())
    assert outside == 4
    assert sentences[3] == "1 of 1 article has a headline."
    assert sentences[4] == (
        f"4 words ({100 * 4 / 23:.1f}%) lie outside the bodies of the articles: headline 4."
    )


@given(st.lists(st.tuples(st.sampled_from("abc"), TEXTS), min_size=1, max_size=6))
def test_the_sizes_told_are_those_of_the_articles(rows):
    table = articles(*((str(k), *row) for k, row in enumerate(rows)))
    lengths, sentences = told(table)
    sizes = [len(text.split()) for _, text in rows]
    assert lengths["words"].sum() == sum(sizes)
    assert numbers(sentences[0]) == [len(rows), len({outlet for outlet, _ in rows}), sum(sizes)]
    assert set(numbers(sentences[2])) == {min(sizes), max(sizes)}


@given(st.lists(st.tuples(st.sampled_from("abc"), TEXTS), min_size=1, max_size=6))
def test_the_terms_told_are_the_most_frequent_with_their_counts(rows):
    numbered = [(str(k), *row) for k, row in enumerate(rows)]
    table = frequencies(counted(*numbered))
    for sentence in frequency_findings(table):
        outlet = sentence.partition(":")[0]
        words = " ".join(text for _, name, text in numbered if name == outlet).split()
        top = sorted(set(words), key=lambda word: (-words.count(word), word))[:3]
        named = re.findall(r"“(\w+)” \((\d+)\)", sentence)
        assert named == [(word, str(words.count(word))) for word in top]
        distinct = [len(set(words))] if len(set(words)) > 1 else []  # else "the only term"
        assert numbers(sentence)[len(top) :] == [*distinct, len(words)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tax", "a: “tax” (1) is the only word counted, in 1 word."),
        (
            "tax tax deal",
            "a: “tax” (2) and “deal” (1) are the most frequent of 2 words counted, in 3 words.",
        ),
    ],
)
def test_terms_are_told_in_the_right_number(text, expected):
    assert frequency_findings(frequencies(counted(("1", "a", text)))) == [expected]


def test_no_terms_are_told_as_none():
    empty = frequencies(counted(("1", "a", "...")))
    assert frequency_findings(empty) == [
        "No word is left after the minimum count and the stop list."
    ]


def test_one_article_of_each_outlet_is_warned_of():
    (notice,) = sample_notices(articles(("1", "a", "x"), ("2", "b", "x")), WORDS)
    assert notice.startswith("There is one article of each outlet. Every difference")


def test_outlets_with_too_few_articles_for_an_interval_are_named():
    few = [("1", "b", "x"), ("2", "a", "x"), ("3", "c", "x"), ("4", "c", "x")]
    rough = [(f"r{k}", "d", "x") for k in range(9)]
    enough = [(f"e{k}", "e", "x") for k in range(10)]
    first, second = sample_notices(articles(*few, *rough, *enough), Intervals())
    assert first.startswith("There are fewer than 5 articles of a, b and c: ")
    assert second == "Intervals of d are rough: fewer than 10 articles each."
    assert sample_notices(articles(*enough), Intervals()) == []


def test_intervals_by_words_are_warned_of():
    table = articles(*((str(k), "ab"[k % 2], "x") for k in range(40)))
    (notice,) = sample_notices(table, Intervals("words"))
    assert notice.startswith("The intervals take every word as drawn by itself")


def test_outlets_without_words_are_named():
    counts = counted(*((str(k), "abc"[k % 3], "..." if k % 3 else "tax") for k in range(60)))
    assert sample_notices(counts.articles, Intervals("auto")) == [
        "b and c have no words in the sections read, and nothing to show."
    ]


def test_what_was_left_out_is_told_with_the_reason(tmp_path):
    file = tmp_path / "c.csv"
    rows = [f"{k},o,{BODY} {k},2020-01-{'01' if k else '41'}" for k in range(3)]
    file.write_text("\n".join(["id,outlet,text,date", *rows, "x,o,,", ""]))
    corpus = read_corpus(file, skip_bad=True)
    copied = pd.DataFrame({"article": ["1", "2"], "outlet": ["o", "o"], "words": [90, 80]})
    left_out, alike = corpus_notices(corpus, copied)
    assert left_out.startswith("2 rows left out of this report: ")
    assert "not a date (1)" in left_out
    assert "the text is empty (1)" in left_out
    assert alike.startswith("2 articles have at least half of their own wording from another one.")
    assert "leave them out, so that copies count once" in alike


def test_intervals_do_not_change_what_is_told():
    counts = counted(("1", "a", "tax tax deal"), ("2", "b", "tax peace"))
    table = frequencies(counts)
    assert frequency_findings(table) == frequency_findings(with_intervals(table, counts, WORDS))


def in_depth(table, *, span=3):
    tokens = words_of(table)
    return depth_findings(
        dispersion(count_terms(tokens), within="corpus"), diversity(tokens, window=span)
    )


def pairs_of(table):
    return window_pairs(in_sentences(words_of(table), table), table, pairing=Pairing(2, 1))


def test_of_words_in_depth_the_computed_numbers_are_said():
    said = in_depth(
        articles(
            ("1", "Post", "tax deal tax deal tax"),
            ("2", "Post", "tax deal. war and peace and war"),
            ("3", "Herald", "tax deal roads war"),
        )
    )
    assert said[0] == "2 of 6 words are in all of the 3 articles that have words."
    assert said[1] == (
        "Of the 6 commonest, “roads” is spread least evenly: 1 time, in 1 of 3 articles (DPnorm 1.00)."
    )
    assert said[2] == (
        "In windows of 3 words, 100.0% are distinct in Herald, the most, and 80.0% in Post, the fewest "
        "(MATTR)."
    )


def test_of_words_in_depth_it_is_said_where_there_is_nothing_to_say():
    assert in_depth(articles(("1", "Post", "tax"))) == [
        "No word is left that could be spread over several articles.",
        "No outlet has enough words to say how varied they are (MATTR).",
    ]


@given(TEXTS, TEXTS)
def test_of_words_in_depth_something_is_said_of_any_text(one, other):
    said = in_depth(articles(("1", "Post", one), ("2", "Herald", other)))
    assert len(said) >= 2
    assert not any("nan" in sentence for sentence in said)


def test_what_stands_together_is_told_of_all_outlets_in_one_sentence():
    table = articles(("1", "Post", "tax deal tax deal tax"), ("2", "Herald", "tax deal roads war"))
    pairs = pairs_of(table)
    near, strongest = collocate_findings(
        pairs[pairs["node"] == "deal"].assign(voice=""), "deal", pairs=pairs
    )
    assert near.startswith("Beside “deal” stand above all in Herald “")
    assert "; in Post “tax” (" in near
    assert strongest.startswith("The strongest pairs of words near each other are in Herald “")
    without = collocate_findings(pairs.head(0), "deal", pairs=pairs, without={"tax", "deal", "war"})
    assert without == ["No words stand together more often than they would by chance."]
