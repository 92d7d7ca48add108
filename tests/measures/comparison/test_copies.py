import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.language import words_of
from analysis.measures.comparison.copies import Copies, copies
from analysis.measures.comparison.credits import credit_lines, names_outlet
from tests.conftest import articles

SENTENCES = [
    "The ferry left the old pier at noon with forty people on board.",
    "A gust tore two ropes from the mast before the captain could turn.",
    "Rescue boats from three villages reached the wreck within the hour.",
    "Nobody was hurt, the mayor of the nearest village told a local station.",
    "Divers will look for the engine once the tide has gone out again.",
]
OWN = [
    "Our reporter spent that night among families who waited in the gym.",
    "Blankets were short, and somebody sang to the smallest of the children.",
    "By dawn the buses had come, and the hall was swept and empty again.",
]
CUT = " ".join(SENTENCES[:3])
WHOLE = "\n".join(SENTENCES)


def found(*rows, days=None, **knobs):
    table = articles(*rows)
    if days:
        table["date"] = pd.to_datetime(pd.Series(days)).astype("datetime64[s]")
    return copies(table, words_of(table), **knobs)


def test_shares_worked_by_hand():
    cut = "\n".join([*OWN[:1], *SENTENCES[:2]])
    row = found(("1", "Echo", WHOLE), ("2", "Globe", cut)).iloc[0]
    words = [len(s.split()) for s in SENTENCES]
    assert row["share_of_a_in_b"] == pytest.approx(sum(words[:2]) / sum(words))
    assert row["share_of_b_in_a"] == pytest.approx(sum(words[:2]) / len(cut.split()))
    assert row["words"] == sum(words[:2])
    assert (row["copied_from"], row["because"]) == ("1", "share")


def test_what_shares_little_is_no_copy():
    other = "\n".join([*OWN, SENTENCES[0]])
    assert found(("1", "Echo", WHOLE), ("2", "Globe", other)).empty
    assert len(found(("1", "Echo", WHOLE), ("2", "Globe", other), share=0.1)) == 1


def test_a_credit_goes_before_a_date_and_a_date_before_shares():
    credited = f"{WHOLE}\nGlobe contributed to this report."
    table = found(
        ("1", "Echo", credited), ("2", "Globe (online)", WHOLE), days=["2020-01-01", "2020-01-02"]
    )
    assert table[["copied_from", "because"]].to_numpy().tolist() == [["2", "credit"]]
    table = found(("1", "Echo", CUT), ("2", "Globe", WHOLE), days=["2020-01-01", "2020-01-02"])
    assert table[["copied_from", "because"]].to_numpy().tolist() == [["1", "date"]]


def test_a_credit_of_a_third_one_tells_when_nothing_else_does():
    credited = f"{WHOLE}\nMaterial from the Beacon was used in this report."
    table = found(("1", "Echo", credited), ("2", "Globe", WHOLE))
    assert table[["copied_from", "because"]].to_numpy().tolist() == [["2", "credit"]]


def test_equal_articles_tell_no_direction():
    table = found(("1", "Echo", WHOLE), ("2", "Globe", WHOLE))
    assert table[["copied_from", "because"]].to_numpy().tolist() == [["", ""]]


def test_boilerplate_of_many_articles_makes_no_copies():
    notice = "All rights reserved by this paper and its owners, see the terms of use on our page."
    rows = [
        (f"{k:02}", "Echo", f"{' '.join(f'w{k}x{i}' for i in range(20))}\n{notice}")
        for k in range(30)
    ]
    assert found(*rows).empty
    assert len(found(*rows, ("99", "Globe", rows[3][2]))) == 1


def test_a_piece_in_very_many_outlets_is_found():
    table = found(*[(f"{k:02}", f"Echo {k}", WHOLE) for k in range(40)])
    assert set(table["a"]) | set(table["b"]) == {f"{k:02}" for k in range(40)}


@given(st.permutations(range(4)))
@settings(max_examples=10)
def test_which_article_comes_first_changes_nothing_but_the_sides(order):
    texts = [WHOLE, CUT, "\n".join(OWN), "\n".join([*OWN, *SENTENCES[3:]])]

    def pairs(order):
        table = found(*[(str(k), f"Echo {n}", texts[n]) for k, n in enumerate(order)])
        names = {str(k): n for k, n in enumerate(order)}
        return {
            (
                frozenset((names[r.a], names[r.b])),
                names.get(r.copied_from),
                frozenset((r.share_of_a_in_b, r.share_of_b_in_a)),
            )
            for r in table.itertuples()
        }

    assert pairs(order) == pairs(range(4))


def test_nothing_to_compare_is_an_empty_table():
    assert list(found(("1", "Echo", "one two")).columns) == Copies.names()


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("GENEVA (AP) — Nobody came.", "Associated Press"),
        ("GENEVA (Reuters) - Nobody came.", "Reuters"),
        ("The Globe contributed to this report.", "Globe (online)"),
        ("This story first appeared in The Echo.", "Echo"),
        ("AFP", "Agence France-Presse"),
    ],
)
def test_credit_lines_name_the_outlet(line, outlet):
    assert names_outlet(credit_lines(f"A title\n\n{line}\n\nMore of it."), outlet)


@pytest.mark.parametrize(
    "line",
    ["The mayor told the Echo that nobody came.", "An Echo poll (of 900 people) shows a tie."],
)
def test_a_mention_is_no_credit(line):
    assert not credit_lines(f"A title\n\n{line}")


def test_copies_made_from_real_articles_are_found_with_their_direction(shared):
    folder = shared / "data/comparison"
    read = read_corpus(folder / "wire.jsonl.gz").articles
    gold = pd.read_csv(folder / "wire_gold.csv", dtype={"source": str, "copy": str})
    table = copies(read, words_of(read))
    larger = table[["share_of_a_in_b", "share_of_b_in_a"]].max(axis=1)
    at = dict(zip(map(frozenset, table[["a", "b"]].to_numpy()), larger, strict=True))
    source = dict(zip(at, table["copied_from"], strict=True))
    pairs = [frozenset(pair) for pair in gold[["source", "copy"]].to_numpy()]
    assert sum(pair in at for pair in pairs) / len(pairs) >= 0.99
    assert sum(pair in set(pairs) for pair in at) / len(at) >= 0.99
    assert sum(at.get(pair, 0) >= 0.5 for pair in pairs) / len(pairs) >= 0.94
    right = pd.Series([source.get(p) for p in pairs]) == gold["source"]
    assert right[gold["direction"] == 1].mean() >= 0.98
    assert right[gold["direction"] == 0].mean() >= 0.82
