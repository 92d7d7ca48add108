"""An article is read again unless all of its answers are there."""

import pytest

from analysis.cluster.batch import Text
from analysis.cluster.receipts import Receipts
from analysis.models.cache import Cache, Entry

TEXT = Text("a", "Rain", "Ada Moth", "It rains.")
ENTRIES = [Entry("attributions", "0" * 64, b"[]"), Entry("loaded", "1" * 64, b"[]")]


@pytest.fixture
def receipts(tmp_path):
    for step, key, body in ENTRIES:
        Cache(tmp_path / step).write(key, body)
    found = Receipts(tmp_path, "version 1")
    found.put(TEXT, ENTRIES)
    return found


def test_an_article_that_was_read_has_a_receipt_whatever_its_id(receipts):
    assert receipts.has(TEXT)
    assert receipts.has(TEXT._replace(id="b"))


@pytest.mark.parametrize("part", ["title", "author", "text"])
def test_another_text_title_or_author_has_none(receipts, part):
    assert not receipts.has(TEXT._replace(**{part: "other"}))


def test_another_version_has_none(receipts, tmp_path):
    assert not Receipts(tmp_path, "version 2").has(TEXT)


@pytest.mark.parametrize("step", ["attributions", "loaded"])
def test_a_receipt_is_worth_nothing_once_an_answer_is_gone(receipts, tmp_path, step):
    next((tmp_path / step).rglob("*.json")).unlink()
    assert not receipts.has(TEXT)


def test_a_receipt_without_answers_is_none(receipts):
    receipts.put(TEXT, [])
    assert not receipts.has(TEXT)
