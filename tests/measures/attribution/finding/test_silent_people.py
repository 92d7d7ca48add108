"""A person who comes after a quotation and says nothing is not its source."""

import pytest

from analysis.measures.attribution.finding.silent_people import without_silent_people
from analysis.measures.attribution.quotes.quotations import quoted_spans
from tests.measures.attribution.finding.test_quoted_content import attribution
from tests.measures.attribution.finding.test_transcripts import told


def corrected(text, source, cue, content):
    found = [attribution(text, source, cue, content)]
    return told(without_silent_people(found, quoted_spans(text), text), text)


def test_the_quotation_goes_to_who_began_to_speak():
    text = "Mayor Ina Falk turned to the crowd. “We have won.” Tom Reed nodded."
    assert corrected(text, "Tom Reed", "nodded", "“We have won.”") == [
        ("Mayor Ina Falk", "“", "We have won.”")
    ]


def test_or_to_nobody():
    text = "It was late at Tarn. “We have won!” Tom Reed left."
    assert corrected(text, "Tom Reed", "left", "“We have won!”") == [("", "“", "We have won!”")]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“We have won!” Tom Reed sobbed.", "Tom Reed", "sobbed"),
        ("“We have won,” Tom Reed nodded.", "Tom Reed", "nodded"),
        ("“We have won.” Tom Reed said it twice.", "Tom Reed", "said"),
        ("“We have won!” he grinned.", "he", "grinned"),
        ("Tom Reed nodded. “We have won.”", "Tom Reed", "nodded"),
    ],
)
def test_verbs_of_saying_and_going_on_keep_the_source(text, source, cue):
    quote = text[text.index("“") : text.index("”") + 1]
    assert corrected(text, source, cue, quote) == [(source, cue, quote)]
