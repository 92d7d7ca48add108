"""Which passages are shown for a number: of one article each first, with outlet, day and headline."""

import pandas as pd
import pytest

from analysis.reports.notebook.passages import evidence_of, origins_of, spread_over_articles
from tests.conftest import articles


@pytest.mark.parametrize(
    ("names", "limit", "kept"),
    [
        ("aaab", 2, [0, 3]),
        ("aaab", 3, [0, 1, 3]),
        ("abcdef", 3, [0, 2, 4]),
        ("aa", 5, [0, 1]),
        ("", 3, []),
    ],
)
def test_every_article_is_shown_before_one_is_shown_twice(names, limit, kept):
    assert spread_over_articles(pd.Series(list(names), dtype=str), limit) == kept


def test_a_passage_names_outlet_day_and_headline():
    table = articles(("1", "Post", "War."), ("2", "Herald", "War."), title=["A\nlong day", ""])
    table["date"] = pd.to_datetime(["2020-01-02", None])
    assert origins_of(table) == {"1": "Post, 2020-01-02", "2": "Herald"}
    origins = origins_of(table, headlines=True)
    assert origins == {"1": "Post, 2020-01-02, A long day", "2": "Herald"}
    rows = pd.DataFrame({"article": ["1"], "start": [0], "end": [3], "outlet": ["Post"]})
    texts = dict(zip(table["id"], table["text"], strict=True))
    block = evidence_of([("war", rows)], texts, name="e", caption="c", limit=1, origins=origins)
    assert block.passages[0].about == {"outlet": "Post, 2020-01-02, A long day"}
