import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.export.table_file import export_table
from analysis.measures.comparison.copies import Copies
from analysis.measures.comparison.left_out import left_out
from analysis.reports import copy_notices
from analysis.study import Study
from tests.conftest import articles

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


# sentences of twelve words that share no stretch of five
SENTENCES = [
    f"On day {k} the crew of ship {k} saw whale {k} near buoy {k} twice." for k in range(10, 40)
]


def chosen(texts, *pairs):
    """Return {article left out: article that it is a copy of}; `pairs` are (a, b, copied from)."""
    rows = [
        (a, b, a.upper(), b.upper(), 0.5, 0.5, source, "date" if source else "", 10)
        for a, b, source in pairs
    ]
    table = articles(*((name, name.upper(), text) for name, text in texts.items()))
    left = left_out(Copies.of_rows(rows, "a", "b"), table)
    return dict(zip(left["article"], left["copy_of"], strict=True))


def text(*places):
    return "\n".join(SENTENCES[place] for place in places)


LONG, PART, OTHER = text(*range(12)), text(*range(6)), text(*range(2), *range(20, 26))


@pytest.mark.parametrize(
    ("a", "b", "source", "left"),
    [
        (PART, LONG, "", {"a": "b"}),  # all of a is in the longer b
        (LONG, text(*range(5)), "b", {"b": "a"}),
        (LONG, LONG, "a", {"b": "a"}),  # both: the one that is cut from the other
        (LONG, LONG, "b", {"a": "b"}),
        (LONG, LONG, "", {"b": "a"}),  # nothing tells: the first by id stays
        (OTHER, LONG, "b", {}),  # two of eight sentences
        (text(0, 1), text(0, 1), "a", {}),  # too short to be a copy
    ],
)
def test_which_of_two_goes(a, b, source, left):
    assert chosen({"a": a, "b": b}, ("a", "b", source)) == left


def test_two_outlets_that_print_one_statement_have_not_copied_each_other():
    said = "\n".join(f"“{sentence}”" for sentence in SENTENCES[:12])
    both = {"a": f"{said}\n{text(*range(12, 18))}", "b": f"{said}\n{text(*range(20, 26))}"}
    assert chosen(both, ("a", "b", "a")) == {}
    straight = {name: one.replace("“", '"').replace("”", '"') for name, one in both.items()}
    assert chosen(straight, ("a", "b", "a")) == {}


def test_of_a_chain_the_source_stays():
    alike = dict.fromkeys("abc", LONG)
    assert chosen(alike, ("a", "b", "a"), ("b", "c", "b")) == {"b": "a", "c": "b"}


def test_a_circle_of_copies_leaves_one():
    alike = dict.fromkeys("abc", LONG)
    left = chosen(alike, ("a", "b", "a"), ("b", "c", "b"), ("a", "c", "c"))
    assert len(left) == 2


texts_of_four = st.lists(st.sets(st.integers(0, 11), min_size=5), min_size=4, max_size=4)


@given(texts_of_four, st.lists(st.sampled_from(["", "first", "second"]), min_size=6, max_size=6))
def test_one_of_every_group_is_counted_and_every_copy_leads_to_it(places, sources):
    texts = {name: text(*sorted(of)) for name, of in zip("abcd", places, strict=True)}
    pairs = [
        (a, b, {"": "", "first": a, "second": b}[source])
        for (a, b), source in zip(itertools.combinations("abcd", 2), sources, strict=True)
    ]
    left = chosen(texts, *pairs)
    for article in left:
        seen = [article]
        while seen[-1] in left:
            seen.append(left[seen[-1]])
            assert len(seen) == len({*seen})
    for a, b, _ in pairs:
        shared = len(places["abcd".index(a)] & places["abcd".index(b)])
        least = min(len(places["abcd".index(name)]) for name in (a, b))
        assert shared < least or a in left or b in left


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
        "1 article has at least half of its own wording from another one. So that copies count once, it is "
        f"left out: Echo 1 of 2 articles ({share:.1f}% of the outlet's words). The corpus report lists them; "
        "copies=all counts every article."
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
