"""The broadcast on which something is said is no part of what is said."""

import pytest

from analysis.measures.attribution.finding.programmes import without_programmes
from analysis.measures.attribution.quotes.quotations import quoted_spans
from tests.measures.attribution.finding.test_quoted_content import attribution


def left(text, cue, content):
    """What is left of the contents of Moor's saying; None where the saying is left out."""
    found = [attribution(text, "Moor", cue, content)]
    kept = without_programmes(found, quoted_spans(text), text)
    return [text[start:end] for one in kept for start, end in one.content] if kept else None


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "Moor said the pier sank on Tarn TV’s “Face the Lake.”",
            "the pier sank on Tarn TV’s “Face the Lake.”",
            "the pier sank",
        ),
        ('Moor said so, on "Meet the Town".', 'so, on "Meet the Town"', "so"),
        ("Moor said it on the “Wet Morning Show”.", "it on the “Wet Morning Show”", "it"),
        # words of hers: no title, no more than a word, in the middle, or behind another word
        ("Moor said it rests on “the whole lake”.", "it rests on “the whole lake”", None),
        ("Moor said he is hard on “Greed”.", "he is hard on “Greed”", None),
        ("Moor said on “Face the Lake” it sank.", "on “Face the Lake” it sank", None),
        ("Moor said he loves “Face the Lake”.", "he loves “Face the Lake”", None),
    ],
)
def test_a_content_ends_before_a_broadcast(text, content, expected):
    assert left(text, "said", content) == [expected or content]


def test_what_is_nothing_but_a_broadcast_is_no_saying():
    text = "Moor said no, also appearing on “Face the Lake”."
    assert left(text, "appearing on", "“Face the Lake”") is None
    assert left(text, "said", "no") == ["no"]
