"""Whom a text lets speak, by the words right beside the name."""

import pytest

from analysis.measures.comparison.utterances.hearing import is_heard


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada Moor", "Rep. Ada Moor, a Norland Democrat, urged him to go."),
        ("Ada Moor", "Ms. Moor has also warned that it was late."),
        ("Ada Moor", "“Go!” tweeted the Norland clerk Ada Moor."),
        ("Ada Moor", "“Go!”\n\nsaid Moor."),
        ("Moor campaign", "The Moor campaign said no."),
        ("Ada C. Brown", "Rep. Ada Brown said no."),
        ("Ada Moor", "Ms. Moor broke with him. “It is no ruin,” she said."),
        ("Ada Moor", "Last week Ada Moor spoke at the hall. It rained. “Go,” he said."),
        ("Ada Moor", "Ada Moor left. She called the pier “rotten” on Monday."),
    ],
)
def test_a_text_hears_whom_it_has_beside_a_verb_of_saying(name, text):
    assert is_heard(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada Moor", "Ms. Moor met Carl Unger, who said no."),
        ("Ada Moor", "Carl Unger told Ada Moor no."),
        ("Ada Moor", "Carl Unger said Ada Moor slept."),
        ("Ada Moor", "Moor’s clerk said no."),
        ("Ada Moor", "The Moor-Unger plan says no."),
        ("Moor campaign", "The Unger campaign said no."),
        ("Ada Moor", "Ada Moor killed a fly."),
        ("Ada Moor", "A lawyer of Ms. Moor said no."),
        ("Ada Moor", "Ada Moor vetoed the plan."),
        ("Ada Moor", "Ada Moor left. It rained. The hall was full. “Go,” she said."),
        ("Ada Moor", "Ada Moor left. She slept at the hall."),
        (
            "Ada Moor",
            "The clerks of the town came to the hall to hear what the guests had for Moor. “Go,” he said.",
        ),
    ],
)
def test_a_text_does_not_hear_whom_it_only_names(name, text):
    assert not is_heard(name, text)
