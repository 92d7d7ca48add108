import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language import words_in
from analysis.measures.attribution.lists.cues import cue_class
from analysis.tables import CUE_CLASSES
from tests.conftest import ROOT

LIST = ROOT / "analysis/resources/wordlists/cues.tsv"


def listed() -> list[dict[str, str]]:
    lines = LIST.read_text("utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("cue", "lemma", "kind"),
    [
        ("said", "say", "neutral"),
        ("has repeatedly claimed", "claim", "doubtful"),
        ("has long said", "say", "neutral"),
        ("had long charged", "charge", "accusatory"),
        ("long for", "long", "emotive"),
        ("longed", "long", "emotive"),
        ("was accused", "accuse", "accusatory"),
        ("statement", "statement", "neutral"),
        ("the allegation", "allegation", "doubtful"),
        ("according to", "according to", "neutral"),
        ("in a March 3 statement", "statement", "neutral"),
        ("pointed out", "point out", "factive"),
        ("called again for", "call for", "directive"),
        ("called", "call", "neutral"),
        ("laid out", "lay out", "neutral"),
        ("made it very clear", "make clear", "assertive"),
        ("made the accusations in a letter", "make accusation", "accusatory"),
        ("raised serious doubts about", "raise doubt", "doubtful"),
        ("went on to say", "say", "neutral"),
        ("continued to insist", "insist", "assertive"),
        ("continued", "continue", "neutral"),
        ("can be heard saying", "say", "neutral"),
        ("heard", "hear", "perceptive"),
        ("heard him saying", "hear", "perceptive"),
        ("is seen as", "see", "perceptive"),
        ("found", "find", "factive"),
        ("felt", "feel", "perceptive"),
        ("is deeply worried", "worried", "emotive"),
        ("allegedly", "allegedly", "doubtful"),
        ("flatly denies", "deny", "denying"),
        (":", ":", "neutral"),
        ("—", "—", "neutral"),
    ],
)
def test_the_main_word_of_a_cue_gives_lemma_and_class(cue, lemma, kind):
    found = cue_class(cue)
    assert (found.lemma, found.cue_class, found.listed) == (lemma, kind, True)


@pytest.mark.parametrize(
    ("cue", "negated", "passive"),
    [
        ("denied", False, False),
        ("did not deny", True, False),
        ("didn’t deny", True, False),
        ("made no mention of", True, False),
        ("has made no secret of", False, False),
        ("was widely expected", False, True),
        ("has been accused", False, True),
        ("first reported by", False, True),
        ("is saying", False, False),
        ("was happy", False, False),
        ("was never told", True, True),
        ("said nothing", True, False),
        ("has yet to confirm", True, False),
        ("stopped short of confirming", True, False),
        ("rarely admits", True, False),
        ("was unable to say", True, False),
        ("has seldom spoken of", True, False),
    ],
)
def test_negation_and_passive_are_noted_beside_the_class(cue, negated, passive):
    found = cue_class(cue)
    assert (found.negated, found.passive) == (negated, passive)


def test_a_cue_that_the_list_does_not_know_is_other_and_says_so():
    found = cue_class("quietly gargled")
    assert (found.lemma, found.head, found.cue_class) == ("gargle", "gargled", "other")
    assert not found.listed


def test_an_adverb_decides_only_where_nothing_else_stands():
    assert cue_class("reportedly").cue_class == "doubtful"
    assert cue_class("reportedly confirmed").cue_class == "factive"


@given(st.text(max_size=60))
def test_any_text_gets_a_class_and_a_head_from_itself(text):
    found = cue_class(text)
    assert found.cue_class in CUE_CLASSES
    assert found.head in [*words_in(text), text.strip()[:1]]


@given(st.lists(st.sampled_from(["also", "then", "repeatedly", "has", "had"]), max_size=4))
def test_auxiliaries_and_adverbs_before_the_verb_change_nothing(small):
    alone, more = cue_class("warned"), cue_class(" ".join([*small, "warned"]))
    assert (alone.lemma, alone.cue_class) == (more.lemma, more.cue_class)


def test_every_entry_is_once_in_the_list_in_order_with_a_known_class_and_its_source():
    rows = listed()
    keys = [(row["lemma"], row["pos"]) for row in rows]
    assert keys == sorted(set(keys))
    assert {row["class"] for row in rows} == set(CUE_CLASSES)
    assert all(row["literature"] for row in rows)


def test_every_single_verb_of_the_list_is_found_as_itself():
    verbs = [row for row in listed() if row["pos"] == "verb" and " " not in row["lemma"]]
    wrong = [row["lemma"] for row in verbs if cue_class(row["lemma"]).cue_class != row["class"]]
    assert not wrong


def test_the_card_says_the_size_of_the_list():
    card = LIST.with_suffix(".md").read_text("utf-8")
    assert f"{len(listed()):,} entries" in card


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "said"),
        ("denied", "said"),
        ("praised", "said"),
        ("according to", "said"),
        ("believes", "thought"),
        ("is afraid", "thought"),
        ("opposes", "thought"),
        ("plans to", "done"),
        ("was named", "done"),
        ("approved", "done"),
        ("awarded", "done"),
        ("―", "said"),
    ],
)
def test_a_cue_is_said_thought_or_done(cue: str, act: str) -> None:
    assert cue_class(cue).act == act
