import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.export.table_file import export_table
from analysis.measures.comparison.copies import Copies
from analysis.measures.comparison.left_out import HALF, SHORTEST, left_out
from analysis.reports import copy_notices
from analysis.study import Study
from analysis.tables import ArticleLengths

FERRY = (
    "The ferry left the old pier at noon with forty people on board.\n"
    "A gust tore two ropes from the mast before the captain could turn.\n"
    "Rescue boats from three villages reached the wreck within the hour.\n"
    "Nobody was hurt, the mayor of the nearest village told a local station.\n"
    "Divers will look for the engine once the tide has gone out again.\n"
)
OWN = (
    "Our reporter spent that night among families who waited in the gym.\n"
    "Blankets were short, and somebody sang to the smallest of the children.\n"
)


def chosen(*pairs, words=SHORTEST):
    """Return {article left out: article that it is a copy of} of (a, b, share of a, share of b, source)."""
    rows = [
        (a, b, a.upper(), b.upper(), of_a, of_b, source, "date" if source else "", 10)
        for a, b, of_a, of_b, source in pairs
    ]
    ids = sorted({article for a, b, *_ in pairs for article in (a, b)})
    lengths = ArticleLengths.of_rows(
        [(one, one.upper(), words, 0, words) for one in ids], "article"
    )
    left = left_out(Copies.of_rows(rows, "a", "b"), lengths)
    return dict(zip(left["article"], left["copy_of"], strict=True))


@pytest.mark.parametrize(
    ("pair", "left"),
    [
        (("a", "b", 0.9, 0.3, ""), {"a": "b"}),  # all of a is in the longer b
        (("a", "b", 0.3, 0.9, "a"), {"b": "a"}),
        (("a", "b", 0.9, 0.9, "a"), {"b": "a"}),  # both: the one that is cut from the other
        (("a", "b", 0.9, 0.9, "b"), {"a": "b"}),
        (("a", "b", 0.9, 0.9, ""), {"b": "a"}),  # nothing tells: the first by id stays
        (("a", "b", 0.49, 0.4, "b"), {}),
    ],
)
def test_which_of_two_goes(pair, left):
    assert chosen(pair) == left


def test_a_short_article_is_no_copy():
    assert chosen(("a", "b", 1, 1, "a"), words=SHORTEST - 1) == {}


def test_of_a_chain_the_source_stays():
    assert chosen(("a", "b", 1, 1, "a"), ("b", "c", 1, 1, "b")) == {"b": "a", "c": "b"}


def test_a_circle_of_copies_leaves_one():
    circle = [("a", "b", 0.9, 0.9, "a"), ("b", "c", 0.8, 0.8, "b"), ("a", "c", 0.7, 0.7, "c")]
    assert chosen(*circle) == {"b": "a", "c": "b"}


pair_values = st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["", "first", "second"]))


@given(st.lists(pair_values, min_size=6, max_size=6))
def test_one_of_every_group_is_counted_and_every_copy_leads_to_it(values):
    named = {"": lambda a, b: "", "first": lambda a, b: a, "second": lambda a, b: b}
    pairs = [
        (a, b, of_a, of_b, named[source](a, b))
        for (a, b), (of_a, of_b, source) in zip(
            itertools.combinations("abcd", 2), values, strict=True
        )
    ]
    left = chosen(*pairs)
    for article in left:
        seen = [article]
        while seen[-1] in left:
            seen.append(left[seen[-1]])
            assert len(seen) == len({*seen})
    for a, b, of_a, of_b, _ in pairs:
        assert max(of_a, of_b) < HALF or a in left or b in left


@pytest.fixture
def corpus(tmp_path):
    rows = [
        ("1", "Wire", "2021-03-01", FERRY),
        ("2", "Echo", "2021-03-02", FERRY),
        ("3", "Echo", "2021-03-02", OWN),
    ]
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "texts").mkdir()
    table = "id,outlet,date,file\n"
    for name, outlet, day, text in rows:
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
        table += f"{name},{outlet},{day},texts/{name}.txt\n"
    (folder / "corpus.csv").write_text(table, encoding="utf-8")
    return folder


def test_a_study_counts_copies_once_and_lists_them(corpus):
    read = read_corpus(corpus)
    once, every = Study(read), Study(read, {"copies": "all"})
    assert once["left-out"]["article"].tolist() == ["2"]
    assert once["articles"]["id"].tolist() == ["1", "3"]
    assert every["articles"]["id"].tolist() == ["1", "2", "3"]
    # what describes the corpus holds all of it
    assert once["outlets"].equals(every["outlets"])
    assert once["events"].equals(every["events"])
    assert once["copies"].equals(every["copies"])
    words = {name: study["lengths"]["words"].sum() for name, study in (("1", once), ("2", every))}
    assert words["1"] == words["2"]
    assert once["counts"].matrix.sum() + len(FERRY.split()) >= every["counts"].matrix.sum()
    assert len(once["counts"].articles) == 2


def test_a_copy_counts_where_its_source_is_not_asked_for(corpus):
    echo = Study(read_corpus(corpus), {"outlets": ["Echo"]})
    assert echo["articles"]["id"].tolist() == ["2", "3"]


def test_what_is_left_out_is_said(corpus):
    study = Study(read_corpus(corpus))
    (told,) = copy_notices(study["left-out"], study["outlets"], "once")
    copied, own = len(FERRY.split()), len(OWN.split())
    share = 100 * copied / (copied + own)
    assert told == (
        "1 article has at least half of its words from another one. So that copies count once, it is left "
        f"out: Echo 1 of 2 articles ({share:.1f}% of its words). The corpus report lists them; copies=all "
        "counts every article."
    )
    (kept,) = copy_notices(study["left-out"], study["outlets"], "all")
    assert "Each counts by itself here" in kept


def test_an_export_of_articles_has_the_copies_and_one_of_outlets_has_not(corpus, tmp_path):
    def rows(table, *assignments):
        return export_table(table, assignments, {"corpus": str(corpus)}, tmp_path / "out.csv")[1]

    assert rows("words") == rows("words", "copies=once") + len(FERRY.split())
    assert rows("words", "copies=all") == rows("words")
    echo = [
        rows("frequencies", *given, "min_count=1", "stop=off") for given in ([], ["copies=all"])
    ]
    assert echo[0] < echo[1]
    assert rows("articles", "where=outlet=Wire") == 1
