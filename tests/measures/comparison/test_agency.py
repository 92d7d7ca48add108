import json
import runpy
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import read_corpus
from analysis.measures.comparison.agency import agency_of
from analysis.study import Study
from analysis.tables import Voices
from tests.conftest import articles

CASES = [
    # text, predicate, agent, patient, construction, whether the agent is named
    ("The rebels shelled the town.", "shelled", "The rebels", "the town", "active", True),
    ("They shelled the town.", "shelled", "They", "the town", "active", False),
    ("The town was shelled.", "shelled", "", "The town", "passive_without_agent", False),
    (
        "The old town was badly shelled on Monday by the army.",
        "shelled", "the army", "The old town", "passive_with_agent", True,
    ),
    (
        "Two teachers were arrested by Monday.",
        "arrested", "", "Two teachers", "passive_without_agent", False,
    ),
    (
        "A man killed by soldiers was named on Friday.",
        "killed", "soldiers", "A man", "passive_with_agent", True,
    ),
    (
        "The mayor, who was accused by her rivals on Monday, resigned.",
        "accused", "her rivals", "The mayor", "passive_with_agent", True,
    ),
    (
        "Witnesses described the bombardment of the port by the navy.",
        "bombardment", "the navy", "the port", "nominal", True,
    ),
    ("Critics recalled Doe's murder.", "Doe's murder", "", "Doe", "nominal", False),
    ("Critics recalled Doe's murder of a guard.", "Doe's murder", "Doe", "a guard", "nominal", True),
    ("Critics recalled the weekend's shootings.", "weekend's shootings", "", "", "nominal", False),
    ("Critics counted arrests between 2012 and 2014.", "arrests", "", "", "nominal", False),
    ("Critics praised Ruritania sanctions.", "Ruritania sanctions", "", "Ruritania", "nominal", False),
    ("Critics recalled the attack on behalf of rebels.", "attack", "", "", "nominal", False),
    ("Critics recalled Mr. Doe's shooting.", "Mr. Doe's shooting", "", "Mr. Doe", "nominal", False),
    ("Critics recalled the party's nomination.", "party's nomination", "the party", "", "nominal", True),
    ("Critics fear Ruritanian air strikes.", "Ruritanian air strikes", "Ruritanian", "", "nominal", True),
    (
        "The militia committed war crimes against farmers.",
        "committed war crimes", "The militia", "farmers", "active", True,
    ),
    ("Who was wounded?", "wounded", "", "Who", "passive_without_agent", False),
]  # fmt: skip


def told(*texts, acts=()):
    table = articles(*((f"{k:02}", "o", text) for k, text in enumerate(texts)))
    return agency_of(table, Voices.empty(), acts)


@pytest.mark.parametrize(("text", "what", "agent", "patient", "how", "named"), CASES[:-1])
def test_clauses_worked_by_hand(text, what, agent, patient, how, named):
    found = told(text)
    row = found[found["predicate_text"] == what].iloc[0]
    assert (row["agent_text"], row["patient_text"]) == (agent, patient)
    assert (row["construction"], row["agent_named"]) == (how, named)


def test_spans_are_places_in_the_text():
    for text, *_ in CASES:
        for row in told(text).to_dict("records"):
            for part in ("predicate", "agent", "patient"):
                written = text[slice(*json.loads(row[part]))] if row[part] else ""
                assert written == row[f"{part}_text"]


def test_a_gerund_has_the_agent_of_the_clause_around_it():
    found = told("The army broke the law by bombing villages.").set_index("lemma")
    row = found.loc["bomb"]
    assert (row["agent_text"], row["link"], row["agent_named"]) == (
        "The army", "governing clause", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The council banned cars.", ["decision"]),
        ("Opponents accused the council.", ["blame"]),
        ("The council liked cars.", ["other"]),
        ("The sides struck a deal.", ["other"]),
        ("The legal battle went on.", []),
        ("He waited in order to leave.", []),
        ("The mayor overruled the board and demoted the clerk.", ["decision"] * 2),
        ("Senators assailed the plan. The board repudiated the mayor.", ["blame"] * 2),
        ("The king tapped Ada Moor for the post.", ["decision"]),
        ("They submitted tallies and tapped along.", ["other"]),
    ],
)
def test_acts_are_those_of_the_list(text, acts):
    assert told(text)["act"].tolist() == acts


def test_only_the_acts_asked_for_are_listed():
    texts = ["The council banned cars.", "Soldiers killed a man."]
    assert told(*texts, acts=["violence"])["lemma"].tolist() == ["kill"]


@settings(max_examples=10)
@given(st.permutations([text for text, *_ in CASES]))
def test_the_order_of_articles_changes_nothing(texts):
    table = articles(*((text[:40], "o", text) for text in texts))
    one = agency_of(table, Voices.empty())
    other = agency_of(table.iloc[::-1].reset_index(drop=True), Voices.empty())
    pd.testing.assert_frame_equal(one, other)
    starts = one.groupby("article")["start"].agg(list)
    assert all(a <= b for each in starts for a, b in pairwise(each))


def test_on_the_news_of_gum_passives_and_their_agents_are_found(shared):
    scorer = runpy.run_path(str(shared / "eval/comparison/comparison.py"))
    folder = shared / "data/comparison"
    texts = pd.read_json(folder / "agency_gum.jsonl.gz", lines=True)
    table = articles(*texts[["id", "outlet", "text"]].itertuples(index=False))
    found = agency_of(table, Voices.empty())
    scores = scored(scorer, found, folder / "agency_gum_gold.jsonl")
    assert scores["passives"]["f1"] >= 0.943
    assert scores["roles_passive"]["agent"]["f1"] >= 0.952
    assert scores["construction_on_matched"]["share"] >= 0.994
    assert scores["agent_named_on_matched"]["share"] >= 0.951


def scored(scorer, found, gold):
    """What the scorer says of a table that it would otherwise read from a file."""
    agency = scorer["agency"]
    rows = agency.__globals__["rows"]
    given = {"export": found.to_dict("records")}
    agency.__globals__["rows"] = lambda path: given.get(path) or rows(path)
    return agency(str(gold), "export")


def test_on_the_seeds_violence_is_found_with_its_voice(shared):
    found = Study(read_corpus("seeds"), {"acts": ["violence"]})["agency"].to_dict("records")
    lines = (shared / "gold/seeds/agency.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    pairs = {
        (g, p)
        for g, one in enumerate(gold)
        for p, row in enumerate(found)
        if row["article"] == one["doc"] and row["start"] < one["end"] and one["start"] < row["end"]
    }
    core = {g for g, one in enumerate(gold) if one["core"]}
    hit = {g for g, _ in pairs} & core
    precision = len(hit) / (len(hit) + len(found) - len({p for _, p in pairs}))
    recall = len(hit) / len(core)
    assert 2 * precision * recall / (precision + recall) >= 0.88
    voices = [found[p]["voice"] == gold[g]["voice"] for g, p in pairs if g in core]
    assert sum(voices) / len(voices) >= 0.9
