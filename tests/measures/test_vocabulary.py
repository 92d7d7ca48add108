import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import count_terms, words_of
from analysis.measures import frequencies, heaps, zipf
from tests.conftest import articles

TEXT = st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=30).map(" ".join)


def test_ranks_worked_by_hand():
    table = zipf(count_terms(words_of(articles(("1", "x", "b c b a"), ("2", "y", "a")))))
    assert table.to_numpy().tolist() == [
        ["x", 1, "b", 2],
        ["x", 2, "a", 1],
        ["x", 3, "c", 1],
        ["y", 1, "a", 1],
    ]


@given(TEXT, TEXT)
def test_ranks_are_those_of_frequencies_but_for_ties(first, second):
    counts = count_terms(words_of(articles(("1", "x", first), ("2", "x", second))))
    table, used = zipf(counts), frequencies(counts)
    assert table["rank"].tolist() == list(range(1, len(used) + 1))
    assert table["term"].tolist() == used["term"].tolist()
    assert table["n"].tolist() == used["n"].tolist()


@given(TEXT, TEXT, st.integers(1, 60))
def test_growth_is_the_number_of_distinct_words_so_far(first, second, points):
    table = heaps(words_of(articles(("1", "x", first), ("2", "x", second))), points=points)
    words = [*first.split(), *second.split()]
    assert table["types"].tolist() == [len(set(words[:after])) for after in table["words"]]
    assert table["words"].iloc[-1] == len(words)
    assert len(table) == min(points, len(words))


def test_articles_are_read_in_the_order_of_their_ids():
    rows = articles(("1", "x", "a a"), ("2", "y", "c"), ("3", "x", "b"))
    back = rows.iloc[::-1].reset_index(drop=True)
    there = heaps(words_of(rows))
    assert there["types"].tolist() == [1, 1, 2, 1]
    pd.testing.assert_frame_equal(there, heaps(words_of(back)))


def test_outlets_without_words_have_no_rows():
    tokens = words_of(articles(("1", "x", "..."), ("2", "y", "a")))
    assert heaps(tokens)["outlet"].tolist() == ["y"]
    assert zipf(count_terms(tokens))["outlet"].tolist() == ["y"]
    none = words_of(articles(("1", "x", "a")).head(0))
    assert heaps(none).empty
    assert zipf(count_terms(none)).empty
    with pytest.raises(ValueError, match="points is 0; give 1 or more"):
        heaps(none, points=0)
