"""Turns of a transcript or interview: sayings that a label or a question introduces."""

import pytest

from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.transcripts import with_turns

TALK = """A talk between two people

"REED: Was it late?

"FALK: It was, and I said so.

"(CROSSTALK.)

"REED: Thank you."

The talk ended."""
NAMES = """Ina Falk keeps the lock at Tarn. She talked to the Mail.

Mail: Was it late?

Falk: It was.

It was later still at Wick, and colder.

Mail: And then?

Falk: I went home."""
LETTERS = """Keeper Ina Falk met our reporter Tom Reed at the lock.

Q: Was it late?

A: Tom said so.

He was right.

Q: And then?

A: I went home.

The lock opens at nine."""
PLAIN = """Ina Falk keeps the lock at Tarn.

Do you sleep at night?

Seldom.

What do you do?

I count boats.

She shows us the door."""


def told(found, text):
    return [
        tuple(" ".join(text[a:b] for a, b in spans) for spans in (one.source, one.cue, one.content))
        for one in found
    ]


def test_turns_of_a_transcript_are_what_their_speakers_say():
    assert told(with_turns([], TALK), TALK) == [
        ("REED", ":", "Was it late?"),
        ("FALK", ":", "It was, and I said so."),
        ("REED", ":", 'Thank you."'),
    ]


def contents(found, text):
    return [
        (text[slice(*(one.stands_for or one.source)[0])], [text[a:b] for a, b in one.content])
        for one in found
    ]


def test_names_count_where_they_come_again_and_stand_for_the_full_name():
    assert contents(with_turns([], NAMES), NAMES) == [
        ("Mail", ["Was it late?"]),
        ("Ina Falk", ["It was.", "It was later still at Wick, and colder."]),
        ("Mail", ["And then?"]),
        ("Ina Falk", ["I went home."]),
    ]


def test_answers_under_a_letter_are_those_of_whom_the_introduction_presents():
    assert contents(with_turns([], LETTERS), LETTERS) == [
        ("Q", ["Was it late?"]),
        ("Ina Falk", ["Tom said so.", "He was right."]),
        ("Q", ["And then?"]),
        ("Ina Falk", ["I went home."]),
    ]


def test_questions_without_a_label_are_the_outlets_and_only_answers_are_found():
    assert contents(with_turns([], PLAIN), PLAIN) == [
        ("Ina Falk", ["Seldom."]),
        ("Ina Falk", ["I count boats."]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WATCH: A video\n\nWATCH: Another\n\nWATCH: A third",
        "VIDEO: one\n\nREED: two\n\nREED: three",  # one speaker only
        "REED: one\n\nFALK: two",  # too few to be sure
        "Reed: one\n\nFalk: two\n\nReed: three",
        "Two kettles.\n\nPrice: $20\n\nPros: light\n\nPrice: $30\n\nPros: quiet",
        "Ina Falk votes.\n\nWhat happens next?\n\nA count.\n\nWho counts?\n\nThe town does.",
        "Ina Falk wrote it.\n\nHow do I apply?\n\nYou write.\n\nCan you pay later?\n\nNo.",
        "Do you sleep?\n\nI do.\n\nDo you eat?\n\nI do.",  # nobody is introduced
        # a column that comments the questions of others
        "Ina Falk, who leads the council, got a list.\n\nWould you sell the mill?\n\nThe Post reads "
        "this as a threat.\n\nIt is one.\n\nWould you close the school?\n\nThat would empty the town.",
        "A. One\n\nB. Two\n\nA. Three",
        "",
        '"' * 50,
        "A:" * 50,
    ],
)
def test_other_colons_and_dashes_introduce_nobody(text):
    assert with_turns([], text) == []


def test_what_is_found_inside_a_turn_stays_and_what_crosses_turns_gives_way():
    inside, start = TALK.index("I said so"), TALK.index("The talk ended")
    within = Attribution(
        ((inside, inside + 1),), ((inside + 2, inside + 6),), ((inside + 7, inside + 9),), 0.5
    )
    colon = TALK.index(":")
    across = Attribution(((colon - 4, colon),), ((colon, colon + 1),), ((60, 70),), 0.9)
    after = Attribution(((start, start + 8),), ((start + 9, start + 14),), (), 0.5)
    found = with_turns([across, within, after], TALK)
    assert len(found) == 5
    assert found[2] == within
    assert across not in found
    assert found[-1] == after
