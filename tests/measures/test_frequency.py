import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import count_terms, select_terms, words_of
from analysis.measures import frequencies
from tests.conftest import articles
from tests.measures.test_keyness import counts_of, pair, reference

__all__ = ["pair"]

WORDS = st.sampled_from(["war", "peace", "the", "2016", "cease-fire"])
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4)


def test_frequencies_equal_quanteda(pair):
    table = frequencies(pair).set_index(["outlet", "term"]).sort_index()
    theirs = reference("quanteda_frequency_by_group.csv").reset_index()
    theirs = theirs.rename(columns={"group": "outlet", "feature": "term"})
    theirs = theirs.set_index(["outlet", "term"]).sort_index().astype(int)
    assert list(table.index) == list(theirs.index)
    for ours, name in (("n", "frequency"), ("rank", "rank"), ("docfreq", "docfreq")):
        assert table[ours].tolist() == theirs[name].tolist()


def test_a_rate_worked_by_hand():
    table = frequencies(
        counts_of(("1", "a", "war war deal"), ("2", "a", "deal"), ("3", "b", "war"))
    )
    row = table.set_index(["outlet", "term"]).loc[("a", "war")]
    assert (row["n"], row["words"], row["docfreq"], row["articles"], row["rank"]) == (2, 4, 1, 2, 1)
    assert row["rate"] == 500_000


@given(LINES, LINES)
def test_counts_add_up_to_the_words_of_the_outlet(first, second):
    counts = counts_of(("1", "a", "\n".join(first)), ("2", "b", "\n".join(second)))
    sums = frequencies(counts).groupby("outlet")[["n", "rate"]].sum()
    for outlet, lines in (("a", first), ("b", second)):
        assert sums.loc[outlet, "n"] == len(" ".join(lines).split())
        assert sums.loc[outlet, "rate"] == pytest.approx(1_000_000)


@given(LINES, st.integers(2, 3))
def test_phrases_are_those_of_each_line_and_never_cross_one(lines, size):
    counts = count_terms(words_of(articles(("1", "a", "\n".join(lines)))), ngram=size)
    expected: dict[str, int] = {}
    for line in lines:
        words = line.split()
        for k in range(len(words) - size + 1):
            phrase = " ".join(words[k : k + size])
            expected[phrase] = expected.get(phrase, 0) + 1
    found = dict(zip(counts.terms, counts.matrix.toarray()[0], strict=True))
    assert found == expected
    assert counts.articles["words"].tolist() == [sum(expected.values())]


def test_terms_are_left_out_by_count_stop_list_and_digits_but_denominators_stay():
    counts = counts_of(("1", "a", "the war 2016 war the 5-year-old"), ("2", "b", "war deal"))
    fewer = select_terms(counts, min_count=2, stop={"the"}, digits=False)
    assert fewer.terms.tolist() == ["war"]
    assert select_terms(counts, digits=False).terms.tolist() == ["5-year-old", "deal", "the", "war"]
    assert frequencies(fewer)["words"].tolist() == [6, 2]


def test_a_phrase_goes_when_it_begins_or_ends_with_a_stop_word():
    counts = count_terms(words_of(articles(("1", "a", "end of the war crimes"))), ngram=3)
    assert select_terms(counts, stop={"of", "the"}).terms.tolist() == []
    counts = count_terms(words_of(articles(("1", "a", "end of war"))), ngram=3)
    assert select_terms(counts, stop={"of", "the"}).terms.tolist() == ["end of war"]


def test_an_outlet_without_words_has_no_rows_and_breaks_nothing():
    table = frequencies(counts_of(("1", "a", "..."), ("2", "b", "war")))
    assert table["outlet"].tolist() == ["b"]


def test_row_order_does_not_matter():
    rows = [("1", "a", "war deal"), ("2", "b", "deal"), ("3", "a", "war the")]
    there = frequencies(counts_of(*rows))
    shuffled = articles(*rows).iloc[[2, 0, 1]].reset_index(drop=True)
    back = frequencies(count_terms(words_of(shuffled)))
    pd.testing.assert_frame_equal(there, back)


def test_more_than_three_words_are_refused():
    with pytest.raises(ValueError, match="ngram is 4"):
        count_terms(words_of(articles(("1", "a", "x"))), ngram=4)


def test_counts_are_whole_numbers():
    assert np.issubdtype(counts_of(("1", "a", "x x")).matrix.dtype, np.integer)
