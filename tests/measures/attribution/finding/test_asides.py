"""A content ends where the writer goes on about it, and nowhere else."""

import pytest

from analysis.measures.attribution.finding.asides import without_asides
from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.quotes.quotations import quoted_spans


def content(text):
    """What is left of a content that reaches from behind “said” to the full stop at the end."""
    start = text.index("said ") + len("said ")
    found = Attribution(((0, 4),), ((5, 9),), ((start, len(text) - 1),), 1.0)
    (one,) = without_asides([found], quoted_spans(text, ["body"]), text)
    return text[one.content[0][0] : one.content[0][1]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Moor said the pier was sold, effectively undercutting her own town.",
            "the pier was sold",
        ),
        (
            "Moor said “the pier was sold” in May, contradicting her aide.",
            "“the pier was sold” in May",
        ),
        (
            "Moor said that the pier is “not” sold, although without naming a price.",
            "that the pier is “not” sold",
        ),
        (
            "Moor said the pier is “a dark joke,” although the town has not seen it.",
            "the pier is “a dark joke,”",
        ),
        ('Moor said it was "a joke" though she was first to laugh.', 'it was "a joke"'),
    ],
)
def test_what_the_writer_adds_is_no_part_of_what_was_said(text, left):
    assert content(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Moor said the pier was sold, leaving the town poor.",
        "Moor said “the pier was sold, effectively ruining us” in May.",
        "Moor said the pier is dark, although the town has not seen it.",
        "Moor said it was “a joke” but not a good one.",
        "Moor said it was “a joke” though she found “nothing” to laugh about.",
    ],
)
def test_what_may_be_said_stays(text):
    assert content(text) == text[len("Moor said ") : -1]
