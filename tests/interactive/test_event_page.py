"""The page of one event in a notebook: its findings, its pictures, and all text as text."""

import pytest

from analysis.corpus import read_corpus
from analysis.errors import FramingError
from analysis.interactive import compare_event
from tests.conftest import ROOT
from tests.interactive.test_ask import written
from tests.interactive.test_explore import HOSTILE


def test_the_seeds_are_one_event_with_findings_and_passages_side_by_side():
    shown = compare_event(read_corpus(ROOT / "seeds"))
    assert 1 <= len(shown.findings) <= 7
    assert shown.findings[0].startswith("PJ Media puts ")
    assert "Known error: " in shown._repr_html_()
    html = shown._repr_html_()
    for part in ('class="marked beside"', "<figure", "is-alone", "What a single outlet has."):
        assert part in html
    assert repr(shown).splitlines()[0] == shown.event
    for page in (html, repr(shown)):
        notice = page.index("There is one article of each outlet.")
        assert notice < page.index("PJ Media puts ")
    assert set(shown.study["coverage"]["event"]) == {shown.event}


def test_an_event_can_be_named_and_hostile_names_stay_text(tmp_path):
    corpus = written(tmp_path / "mine.jsonl", times=2)
    table = tmp_path / "events.csv"
    rows = [f"{article},{article[:3]}" for article in corpus.articles["id"]]
    table.write_text("\n".join(["article,event", *rows]), encoding="utf-8")
    shown = compare_event(corpus, "001", settings={"events": str(table)})
    assert set(shown.study["articles"]["id"].str[:3]) == {"001"}
    assert HOSTILE not in shown._repr_html_()
    with pytest.raises(FramingError, match="no article has event=002; there are '000', '001'"):
        compare_event(corpus, "002", settings={"events": str(table)})


def test_outlets_that_share_no_event_cannot_be_compared(tmp_path):
    corpus = written(tmp_path / "mine.jsonl", times=1)
    with pytest.raises(FramingError, match="no event is told by more than one outlet"):
        compare_event(corpus, settings={"outlets": ["Herald"]})
