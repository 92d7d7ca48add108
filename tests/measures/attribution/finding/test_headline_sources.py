"""The source at the end of a headline."""

import pytest

from analysis.measures.attribution.finding.headline_sources import with_headline_sources
from tests.measures.attribution.finding.test_transcripts import told

BODY = "\n\nThe lock at Tarn opens at nine."


@pytest.mark.parametrize(
    ("headline", "source", "cue"),
    [
        ("Lock at Tarn may burst: report", "report", ":"),
        ("Lock at Tarn May Burst: Police", "Police", ":"),
        ("Lock at Tarn may burst - witness", "witness", "-"),
        ("Lock at Tarn may burst – state media", "state media", "–"),
        ("Lock at Tarn may burst - UN", "UN", "-"),
        ("Lock at Tarn may burst, new study finds", "new study", "finds"),
        ("Lock at Tarn may burst, keeper warns", "keeper", "warns"),
    ],
)
def test_a_headline_names_its_source_last(headline, source, cue):
    text = headline + BODY
    content = "Lock at Tarn May Burst" if "May" in headline else "Lock at Tarn may burst"
    assert told(with_headline_sources([], text, (0, len(headline))), text) == [
        (source, cue, content)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lock at Tarn may burst - Herald" + BODY,
        "Lock at Tarn may burst – The Tarn Times" + BODY,
        "Lock at Tarn may burst - video" + BODY,
        "Lock at Tarn: a report from the river" + BODY,
        "Tarn lock: report" + BODY,  # a subject and a kind of text
        "Lock at Tarn may burst: what we know" + BODY,
        "Lock at Tarn bursts, flooding streets" + BODY,
        "The lock may burst, the report says." + BODY,
        "The lock opens." + BODY + "\n\nIt may burst any day now: report",
        "",
    ],
)
def test_outlets_labels_and_the_body_name_no_source(text):
    assert with_headline_sources([], text, (0, 0)) == []
