"""One name for a body in all articles, and no name for two."""

import csv

import pandas as pd
import pytest

from analysis.measures.attribution.speakers.bodies import body_key, in_full, names_of_bodies
from tests.conftest import ROOT, articles
from tests.measures.attribution.speakers.test_resolution import attributions, resolved, speakers

LIST = ROOT / "analysis/resources/wordlists/initials.tsv"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FDA", "Food and Drug Administration"),
        ("F.D.A.", "the U.S. Food and Drug Administration"),
        ("Justice Department", "U.S. Department of Justice"),
        ("House", "House of Representatives"),
        ("Reed’s Goods", "Reed's Goods"),
        ("Club For Growth", "Club for Growth"),
    ],
)
def test_names_of_one_body_are_one(one, other):
    assert body_key(one) == body_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("American Library Association", "Library Association"),
        ("White House", "House"),
        ("Justice Department", "State Department"),
        ("GOP", "Republicans"),
        ("Norland Senate", "Senate"),
        ("Foundation", "Moor Foundation"),
    ],
)
def test_names_of_two_bodies_stay_two(one, other):
    assert body_key(one) != body_key(other)


def test_the_name_in_most_articles_wins_and_else_the_shortest_that_is_no_initials():
    seen = ["NRA", "NRA", "National Rifle Association", "Steel Club"]
    assert names_of_bodies(seen)["National Rifle Association"] == "NRA"
    assert names_of_bodies(seen)["Steel Club"] == "Steel Club"
    assert names_of_bodies(["NRA", "National Rifle Association"])["NRA"] == (
        "National Rifle Association"
    )
    assert names_of_bodies(["Club For Growth", "Club for Growth"])["Club For Growth"] == (
        "Club for Growth"
    )


@pytest.mark.parametrize(
    ("initials", "text", "name"),
    [
        ("CB", "He met the Consumer Board (CB). The CB said no.", "Consumer Board"),
        ("NLW", "The National League of Weavers (the NLW) met.", "National League of Weavers"),
        ("NLW", "Reed of the National League of Weavers (NLW) left.", "National League of Weavers"),
        ("CB", "The Radio Board (CB) met.", ""),
        ("CB", "The consumer board (CB) met.", ""),
        ("CB", "The Consumer Board met the CB.", ""),
    ],
)
def test_initials_are_the_name_that_a_text_has_before_their_brackets(initials, text, name):
    assert in_full(initials, text) == name


def test_initials_in_brackets_join_the_speakers_of_an_article():
    text = "The Norland Weavers Board (NWB) said yes. The NWB said no."
    rows = [("The Norland Weavers Board", "said", "yes"), ("The NWB", "said", "no")]
    assert resolved(text, *rows)["speaker"].unique().tolist() == ["Norland Weavers Board"]


def test_initials_of_the_list_join_the_speakers_of_two_articles():
    one, other = "The NRA said yes.", "The National Rifle Association said no."
    rows = [
        attributions(one, ("The NRA", "said", "yes"), article="1"),
        attributions(other, ("The National Rifle Association", "said", "no"), article="2"),
    ]
    corpus = articles(("1", "a", one), ("2", "b", other))
    table = speakers(pd.concat(rows), corpus)
    assert table["speaker"].unique().tolist() == ["National Rifle Association"]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("The Moor Foundation met. The Foundation said no.", "The Foundation", "Moor Foundation"),
        ("It was the Moor Institute. The Institute said no.", "The Institute", "Moor Institute"),
        ("The Moor House met. The House said no.", "The House", "House"),
        ("A tower stood there. The Foundation said no.", "The Foundation", "Foundation"),
    ],
)
def test_a_body_by_its_common_noun_is_the_one_named_in_full_before(text, source, speaker):
    assert resolved(text, (source, "said", "no"))["speaker"].tolist() == [speaker]


def test_the_list_is_sorted_and_each_name_has_one_set_of_initials():
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]
    names = [name for _, name in rows]
    assert rows == sorted(rows)
    assert len(set(names)) == len(names)
    assert all(short.replace("-", "").isupper() for short, _ in rows)
    card = LIST.with_suffix(".md").read_text(encoding="utf-8")
    assert f"| {len(rows)} entries |" in card
