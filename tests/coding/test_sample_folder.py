"""The folder of a sample, read and held to what it promises."""

import pytest

from analysis.coding import SampleError, read_sample
from tests.coding.samples import LABELS, twenty


def test_items_come_with_their_articles_and_places(tmp_path):
    sample = read_sample(twenty(tmp_path))
    assert (sample.measure, sample.labels, sample.spans) == ("kinds", LABELS, True)
    assert len(sample.items) == 20
    for item in sample.items.values():
        text = sample.articles[item.article].part(item.field)
        assert text[item.start : item.end].startswith("speaker")
        assert text[slice(*item.context)].startswith("In line")
    assert [item.item for item in sample.items_of("a1")] == [f"a1:{n}" for n in range(1, 6)]


DAMAGE = [
    ("sample.json", '"spans": true', '"spans": 1', r"sample\.json: spans is 1; expected a bool"),
    (
        "sample.json",
        '"seed": 1',
        '"closed": "no"',
        r"sample\.json: closed is 'no'; expected a bool",
    ),
    ("sample.json", "{", "", r"sample\.json: is no JSON"),
    ("items.csv", "a0:2", "a0:1", r"row 2, item: 'a0:1' is in another row"),
    ("items.csv", "a0:1,a0", "a0:1,zz", r"row 1, article: 'zz'; expected a drawn article"),
    ("items.csv", ",text,", ",body,", r"row 1, field: 'body'; expected text or title"),
    ("items.csv", "government", "press", r"row 1, label: 'press'; expected government, ngo"),
    ("items.csv", "a0,text,", "a0,text,9999", r"expected a span inside the text, which has"),
    ("items.csv", "context_end", "context", r"no column 'context_end'"),
    ("articles.jsonl", '"a1"', '"a0"', r"row 2, id: 'a0'; expected an id of its own"),
    ("items.csv", "0.9", "0.8", r"are not those that sample\.json was written with"),
    ("articles.jsonl", "{", "[", r"row 1: is no article as JSON"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), DAMAGE)
def test_a_damaged_folder_is_refused_with_file_row_and_column(tmp_path, file, old, new, said):
    place = twenty(tmp_path) / file
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SampleError, match=said):
        read_sample(tmp_path)


def test_a_folder_that_is_none_says_what_a_sample_has(tmp_path):
    with pytest.raises(SampleError, match=r"with sample\.json, items\.csv and articles\.jsonl"):
        read_sample(tmp_path)
