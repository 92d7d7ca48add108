"""The source behind "per"."""

import pytest

from analysis.measures.attribution.finding.per_sources import with_per_sources
from tests.measures.attribution.finding.test_quoted_content import attribution
from tests.measures.attribution.finding.test_transcripts import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained, per the Tarn Mail.", ("the Tarn Mail", "per", "It rained")),
        ("It rained, per Ina Falk, who saw it.", ("Ina Falk", "per", "It rained")),
        ("It rained, per city records.", ("city records", "per", "It rained")),
        ("Wet? Per a report, it rained.", ("a report", "Per", "it rained")),
    ],
)
def test_per_names_a_source_at_either_end(text, expected):
    assert told(with_per_sources([], text), text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It grew by 20, per cent a small word. It grew by 3 per cent.",
        "Bread costs $2 per person, per day, per loaf.",
        "It rained, as per usual. It rained, per usual.",
        "Per capita, Tarn drinks most. Per usual, it rained.",
        "It grew, per Capita, by a third.",
        "",
    ],
)
def test_per_that_counts_names_none(text):
    assert with_per_sources([], text) == []


def test_a_sentence_in_which_somebody_says_it_stays():
    text = "Ina Falk said it rained, per the Tarn Mail."
    found = attribution(text, "Ina Falk", "said", "it rained")
    assert with_per_sources([found], text) == [found]
