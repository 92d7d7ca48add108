"""Who is quoted as saying something is its source."""

import pytest

from analysis.measures.attribution.finding.decoding import Attribution
from analysis.measures.attribution.finding.quoted_as_saying import with_quoted_people
from tests.measures.attribution.finding.test_quoted_content import attribution
from tests.measures.attribution.finding.test_transcripts import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gen. Ina Falk was quoted as saying it would rain.",
            ("Gen. Ina Falk", "was quoted as saying", "it would rain"),
        ),
        (
            "It rained. On Monday, Falk has been cited by the Mail as telling her men that it would stop.",
            ("Falk", "has been cited by the Mail as telling", "that it would stop"),
        ),
        ("Falk is quoted as saying: “Go.”", ("Falk", "is quoted as saying:", "“Go.”")),
    ],
)
def test_the_subject_is_the_source_even_if_nothing_was_found(text, expected):
    assert told(with_quoted_people([], text), text) == [expected]


def test_the_subject_is_taken_out_of_the_content():
    text = "Ina Falk was quoted as saying that it rained in Tarn."
    found = attribution(text, "", "was quoted as saying", "Ina Falk", "that it rained")
    assert told(with_quoted_people([found], text), text) == [
        ("Ina Falk", "was quoted as saying", "that it rained")
    ]


def test_what_is_said_may_stand_before():
    text = "“It rains,” Ina Falk was quoted as saying."
    found = attribution(text, "", "was quoted as saying", "“It rains,”", "Ina Falk")
    assert told(with_quoted_people([found], text), text) == [
        ("Ina Falk", "was quoted as saying", "“It rains,”")
    ]


def test_an_attribution_with_the_subject_as_its_source_stays():
    text = "Ina Falk was quoted as saying that it rained in Tarn."
    found = attribution(text, "Ina Falk", "was quoted as saying", "that it rained in Tarn")
    assert with_quoted_people([found], text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "The Mail quoted Ina Falk as saying it would rain.",
        "Rain was cited as causing the flood.",
        "Falk was quoted as a friend of rain.",
        "",
    ],
)
def test_other_quoting_is_left_alone(text):
    found = [Attribution((), ((0, 3),), ((4, 8),), 0.5)] if text else []
    assert with_quoted_people(found, text) == found
