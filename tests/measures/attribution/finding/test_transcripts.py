"""Turns of a transcript and signed quotations: sayings that a mark alone introduces."""

import pytest

from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.transcripts import with_turns

TALK = """A talk between two people

"REED: Was it late?

"FALK: It was, and I said so.

"(CROSSTALK.)

"REED: Thank you."

The talk ended."""
SIGNED = (
    "Readers wrote.\n\n“It is a shame.” ― Ina Falk.\n“Nobody asked us.”\u00a0--\u00a0Tom A. Reed"
)


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


def test_a_signed_quotation_is_its_signers():
    assert told(with_turns([], SIGNED), SIGNED) == [
        ("Ina Falk", "―", "“It is a shame.”"),
        ("Tom A. Reed", "--", "“Nobody asked us.”"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WATCH: A video\n\nWATCH: Another\n\nWATCH: A third",
        "VIDEO: one\n\nREED: two\n\nREED: three",  # one speaker only
        "REED: one\n\nFALK: two",  # too few to be sure
        "Reed: one\n\nFalk: two\n\nReed: three",
        "He called it “a shame” ― and left.",
        "“A shame” ― the mayor said",
        "",
        '"' * 50,
        "A:" * 50,
    ],
)
def test_other_colons_and_dashes_introduce_nobody(text):
    assert with_turns([], text) == []


def test_what_was_found_inside_a_turn_gives_way_and_the_rest_stays():
    inside, start = TALK.index("I said so"), TALK.index("The talk ended")
    within = Attribution(
        ((inside, inside + 1),), ((inside + 2, inside + 6),), ((inside + 7, inside + 9),), 0.5
    )
    after = Attribution(((start, start + 8),), ((start + 9, start + 14),), (), 0.5)
    found = with_turns([within, after], TALK)
    assert len(found) == 4
    assert found[-1] == after


def test_an_attribution_with_the_same_mark_as_cue_is_left_alone():
    colon = TALK.index(":")
    own = Attribution(((colon - 4, colon),), ((colon, colon + 1),), ((colon + 2, colon + 5),), 0.9)
    found = with_turns([own], TALK)
    assert found[0] == own
    assert len(found) == 3
