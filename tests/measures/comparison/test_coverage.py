"""Which outlets report which events."""

import pandas as pd

from analysis.measures.comparison.coverage import Coverage, coverage_of
from analysis.measures.comparison.events import Events

DAYS = ["2024-05-03", "2024-05-01", None, "2024-05-02", "2024-05-02"]


def events(outlets="aabca", names="xxxyy"):
    table = pd.DataFrame({"article": list("12345"), "outlet": list(outlets), "event": list(names)})
    return Events.validate(table.assign(date=pd.to_datetime(DAYS), score=1.0, why="given"))


def test_articles_and_days_of_each_outlet_are_counted():
    rows = coverage_of(events()).to_dict("records")
    assert [(r["event"], r["outlet"], r["articles"], r["outlets"], r["of_all"]) for r in rows] == [
        ("x", "a", 2, 2, 3),
        ("x", "b", 1, 2, 3),
        ("y", "a", 1, 2, 2),
        ("y", "c", 1, 2, 2),
    ]
    assert [str(rows[0][day].date()) for day in ("first", "last")] == ["2024-05-01", "2024-05-03"]
    assert pd.isna(rows[1]["first"])


def test_the_order_of_articles_changes_nothing_and_no_article_is_no_row():
    shuffled = events().sample(frac=1, random_state=1)
    assert coverage_of(shuffled).equals(coverage_of(events()))
    assert list(coverage_of(Events.empty()).columns) == Coverage.names()
