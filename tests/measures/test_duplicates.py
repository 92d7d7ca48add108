from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import words_of
from analysis.measures import duplicates, near_duplicates
from tests.conftest import articles

TEXT = st.lists(st.sampled_from("abc"), min_size=4, max_size=9).map(" ".join)


def pairs_of(texts, **knobs):
    rows = [(f"{k:03}", "xy"[k % 2], text) for k, text in enumerate(texts)]
    return near_duplicates(words_of(articles(*rows)), **knobs)


def test_similarity_worked_by_hand():
    # shingles: abcde bcdef cdefg | bcdef cdefg defgh
    table = pairs_of(["a b c d e f g", "b c d e f g h", "something else that is all its own"])
    assert table["similarity"].tolist() == [pytest.approx(2 / 4)]
    assert table[["article_a", "article_b", "outlet_a", "outlet_b"]].to_numpy().tolist() == [
        ["000", "001", "x", "y"]
    ]


@given(st.lists(TEXT, min_size=2, max_size=6), st.sampled_from([0.1, 0.5, 1.0]))
def test_every_pair_is_found_with_its_coefficient(texts, threshold):
    sets = [{tuple(t.split()[k : k + 5]) for k in range(len(t.split()) - 4)} for t in texts]
    expected = {}
    for a, b in combinations(range(len(texts)), 2):
        either = sets[a] | sets[b]
        if either and len(sets[a] & sets[b]) / len(either) >= threshold:
            expected[f"{a:03}", f"{b:03}"] = len(sets[a] & sets[b]) / len(either)
    table = pairs_of(texts, threshold=threshold)
    found = {(r.article_a, r.article_b): r.similarity for r in table.itertuples()}
    assert found == pytest.approx(expected)


def test_in_a_large_group_of_copies_none_is_missed():
    text = "one two three four five six seven"
    table = pairs_of([text] * 40 + ["quite another text about quite another thing"])
    assert set(table["article_a"]) | set(table["article_b"]) == {f"{k:03}" for k in range(40)}
    assert (table["similarity"] == 1).all()


def test_a_phrase_in_every_article_does_not_hide_two_copies():
    shared = "with reporting by all of the agencies"
    texts = [f"{shared} {' '.join(f'w{k}{i}' for i in range(20))}" for k in range(30)]
    table = pairs_of([*texts, texts[7]])
    assert table[["article_a", "article_b"]].to_numpy().tolist() == [["007", "030"]]


def test_no_pairs_is_an_empty_table():
    assert list(pairs_of(["a", "b"]).columns)[:2] == ["article_a", "article_b"]
    assert duplicates.SHINGLE == 5
