"""What a page says of itself."""

from analysis.reports.findings.events import page_remarks
from tests.inference.test_page_quality import READINGS, page_quality_of


def test_a_page_says_how_many_statements_of_its_like_were_wrong_and_in_what():
    quality = page_quality_of(READINGS)
    (told,) = page_remarks(quality)
    assert told.startswith(
        "Known error: a language model held 3 pages like this one against their articles."
    )
    assert "150 statements 3 were false and 2 misleading, together 3.3%" in told
    assert "who speaks (4) and a number (1)" in told
    assert page_remarks(quality.head(0)) == []
