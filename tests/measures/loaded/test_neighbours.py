"""Loaded words and whom they stand beside: sentences read by hand, laws for any words, and gold."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import read_corpus, sections_of
from analysis.language.words import find_words
from analysis.measures.attribution import (
    attributions_of,
    mentions_of,
    patterns_of,
    quotations_of,
    voices_of,
)
from analysis.measures.loaded import (
    NEAR,
    SPEAKERS,
    counted,
    in_sections,
    loaded_in,
    loaded_near,
    matchers_of,
    speaker_tallies,
)
from analysis.measures.loaded.neighbours import clauses
from analysis.tables.loaded import LoadedHits
from tests.conftest import articles
from tests.measures.attribution.test_voices import attributions, said

POWER = (
    '"The rebels and the brutal regime are terrorists," said Ann Power, a vicious critic of Assad.'
)


def cut(text):
    words = find_words(text)
    return [" ".join(word.word for word in words[a:b]) for a, b in clauses(text, words)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rebels fled, and civilians wept.", ["rebels fled", "and civilians wept"]),
        ("Rebels and civilians wept.", ["rebels and civilians wept"]),
        ("Rebels fled; civilians wept", ["rebels fled", "civilians wept"]),
        ("The man who fled wept because", ["the man", "who fled wept", "because"]),
        ("Assad – the tyrant – spoke", ["assad", "the tyrant", "spoke"]),
        ("He said (as ever) no", ["he said", "as ever", "no"]),
        ("but", ["but"]),
        ("", []),
    ],
)
def test_clauses_begin_behind_marks_and_at_conjunctions(text, parts):
    assert cut(text) == parts


@given(st.text(st.sampled_from("ab ,;but andwho—()\n"), max_size=60))
def test_clauses_hold_every_word_once_in_order(text):
    words = find_words(text)
    found = clauses(text, words)
    assert [k for a, b in found for k in range(a, b)] == list(range(len(words)))
    assert all(a < b for a, b in found)


def hits_of(text, given, *, voice="outlet", speaker="", attribution=""):
    """LoadedHits of the model for words of the text."""
    rows = []
    for word in given:
        start = text.index(word)
        row = {
            "article": "a",
            "outlet": "o",
            "start": start,
            "end": start + len(word),
            "text": word,
        }
        row |= {"lexicon": "model", "term": word, "category": "model", "weight": 0.9, "kind": ""}
        row |= {
            "negated": False,
            "section": "body",
            "voice": voice,
            "speaker": speaker,
            "number": 0,
        }
        rows.append(row | {"attribution": attribution})
    return LoadedHits.validate(pd.DataFrame(rows, columns=LoadedHits.names()))


def near(text, hits, *rows, actors=()):
    table = articles(("a", "o", text))
    sections = sections_of(table)
    voices = voices_of(attributions(*rows), table, sections, quotations_of(table, sections))
    sentences, _ = loaded_in(table, sections, voices, [])
    return loaded_near(table, voices, sentences, hits, mentions_of(table, actors))


def beside(table):
    return list(zip(table["text"], table["actor"], table["distance"], strict=True))


def test_the_nearest_actor_of_the_clause_is_taken_and_of_equals_the_one_before():
    text = "Rebels attacked civilians savagely, and the police watched the brutal mob."
    found, _ = near(text, hits_of(text, ["attacked", "savagely", "brutal"]))
    assert beside(found) == [
        ("attacked", "rebels", 1),
        ("savagely", "civilians", 1),
        ("brutal", "police", 3),
    ]
    span = found.iloc[0][["actor_start", "actor_end"]]
    assert text[slice(*span)] == "Rebels"


def test_an_actor_of_another_clause_is_not_beside_a_word():
    text = "Rebels fled; a savage night fell."
    found, tallies = near(text, hits_of(text, ["savage"]))
    assert beside(found) == []
    assert tallies[["category", "n", "total"]].to_numpy().tolist() == [["rebels", 0, 2]]


def test_a_loaded_word_that_names_an_actor_is_beside_another_one():
    text = "Terrorists beat the police."
    found, _ = near(text, hits_of(text, ["Terrorists"]))
    assert beside(found) == [("Terrorists", "police", 3)]


def test_what_is_said_is_beside_those_named_in_it_and_never_beside_the_one_who_says_it():
    row = said(POWER, "1", "Ann Power", ("Ann Power", "said", POWER[: POWER.index(" said")]))
    quoted = hits_of(POWER, ["brutal", "terrorists"], voice="quoted", attribution="1")
    own = hits_of(POWER, ["vicious"])
    found, tallies = near(POWER, pd.concat([quoted, own]), row)
    assert beside(found) == [
        ("brutal", "regime", 1),
        ("terrorists", "regime", 2),
        ("vicious", "Ann Power", 2),
    ]
    by_voice = tallies.groupby("measure")["n"].sum()
    assert by_voice[NEAR["quoted"]] == 2
    assert by_voice[NEAR["outlet"]] == 1


def test_the_order_of_the_rows_changes_nothing():
    text = "Rebels attacked civilians savagely, and the police watched the brutal mob."
    table = articles(("a", "o", text))
    sections = sections_of(table)
    voices = voices_of(attributions(), table, sections, quotations_of(table, sections))
    sentences, _ = loaded_in(table, sections, voices, [])
    hits, named = hits_of(text, ["attacked", "savagely", "brutal"]), mentions_of(table)
    found, tallies = loaded_near(table, voices, sentences, hits, named)
    turned = loaded_near(table, voices, sentences.iloc[::-1], hits.iloc[::-1], named.iloc[::-1])
    assert turned[0].equals(found)
    assert turned[1].equals(tallies)


def test_a_rate_is_out_of_the_words_of_that_voice_in_the_clauses_that_name_the_actor():
    row = said(POWER, "1", "Ann Power", ("Ann Power", "said", POWER[: POWER.index(" said")]))
    _, tallies = near(POWER, hits_of(POWER, []), row)
    of = tallies.set_index(["measure", "category"])["total"]
    assert of[NEAR["quoted"], "rebels"] == 8
    assert of[NEAR["outlet"], "Ann Power"] == 8


def test_speakers_are_measured_by_the_words_they_are_given():
    row = said(POWER, "1", "Ann Power", ("Ann Power", "said", POWER[: POWER.index(" said")]))
    table = articles(("a", "o", POWER))
    sections = sections_of(table)
    voices = voices_of(attributions(row), table, sections, quotations_of(table, sections))
    quoted = hits_of(
        POWER, ["brutal", "terrorists"], voice="quoted", speaker="Ann Power", attribution="1"
    )
    tallies = speaker_tallies(voices, pd.concat([quoted, hits_of(POWER, ["vicious"])]))
    patterns = patterns_of(tallies, used_only=SPEAKERS.values())
    assert patterns[["measure", "category", "n", "total", "value"]].to_numpy().tolist() == [
        [SPEAKERS["quoted"], "Ann Power", 2, 8, 250]
    ]


def test_an_outlet_has_no_rows_for_speakers_that_only_others_hear():
    columns = ["measure", "group", "category", "article", "outlet", "n", "total", "unit"]
    rows = [
        [SPEAKERS["quoted"], one, one, one, one, 1.0, 9.0, "loaded words per 1,000 words"]
        for one in "ab"
    ]
    patterns = patterns_of(pd.DataFrame(rows, columns=columns), used_only=SPEAKERS.values())
    assert patterns[["outlet", "category"]].to_numpy().tolist() == [["a", "a"], ["b", "b"]]


def test_an_unknown_section_is_refused():
    with pytest.raises(ValueError, match="tail"):
        speaker_tallies(voices_of_nothing(), hits_of("", []), sections=["tail"])


def voices_of_nothing():
    table = articles(("a", "o", "Nothing."))
    sections = sections_of(table)
    return voices_of(attributions(), table, sections, quotations_of(table, sections))


SIDES = {  # what the annotator calls a target, and the names here that are that side or part of it
    "Assad|Syria|government|loyal": {
        "Bashar al-Assad", "Syria", "government", "regime", "forces", "military",
    },
    "Russia": {"Russia", "military", "ministry"},
    "Iran": {"Iran"},
    "rebels": {"rebels", "opposition", "terrorists"},
    "Samantha Power": {"Samantha Power"},
    "Churkin": {"Vitaly Churkin"},
    "ISIS": {"ISIS"},
    "international community": {"UN", "Security Council", "United Nations"},
}  # fmt: skip


def test_on_the_seeds_the_limits_in_the_report_say_how_often_it_is_the_target():
    known = read_corpus("seeds").articles
    sections = sections_of(known)
    attributed = attributions_of(known)
    voices = voices_of(attributed, known, sections, quotations_of(known, sections))
    sentences, hits = loaded_in(known, sections, voices, matchers_of([]))
    body = in_sections(sentences, ["body"])
    found, _ = loaded_near(
        known, voices, body, counted(hits, ["body"], by="model"), mentions_of(known)
    )
    lines = Path("tests/gold/loaded.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    pairs = [
        (row["actor"], span["target"])
        for row in found.to_dict("records")
        for span in gold
        if span["doc"] == row["article"]
        and span["start"] < row["end"]
        and row["start"] < span["end"]
    ]
    right = [
        actor
        for actor, target in pairs
        if any(re.search(side, target) and actor in names for side, names in SIDES.items())
    ]
    limits = Path("notebooks/20_loaded.ipynb").read_text("utf-8")
    assert (
        f"of {len(pairs)} loaded words beside an actor {len(right)} are about that actor" in limits
    )
