"""How many statements of pages are wrong, with intervals over pages."""

import pandas as pd
import pytest

from analysis.inference.page_quality import page_quality, page_quality_of

READINGS = pd.DataFrame(
    [
        ("a", 40, "who speaks", 2, 1),
        ("a", 40, "a number", 0, 1),
        ("b", 60, "who speaks", 1, 0),
        ("c", 50, "none", 0, 0),
    ],
    columns=["page", "statements", "kind", "false", "misleading"],
)


def test_mistakes_are_counted_by_kind_among_the_statements_of_all_pages():
    table = page_quality_of(READINGS).set_index("kind")
    assert table.index.tolist() == ["any", "who speaks", "a number"]
    assert table.loc["any", ["false", "misleading", "statements", "pages"]].tolist() == [
        3,
        2,
        150,
        3,
    ]
    assert table.loc["who speaks", "share"] == pytest.approx(4 / 150)
    assert (table["low"] < table["share"]).all()
    assert (table["share"] < table["high"]).all()


def test_mistakes_that_come_together_on_a_page_make_the_interval_wide():
    spread = READINGS.assign(kind="who speaks", false=[1, 1, 1, 1], misleading=0)
    spread = spread.iloc[[0, 2, 3]]
    together = spread.assign(false=[3, 0, 0])
    widths = [
        (table["high"] - table["low"]).iloc[0] for table in map(page_quality_of, (spread, together))
    ]
    assert widths[0] < widths[1]


def test_what_is_shipped_is_of_twenty_pages_and_adds_up():
    table = page_quality()
    every, kinds = table[table["kind"] == "any"], table[table["kind"] != "any"]
    assert every["pages"].tolist() == [20]
    assert (
        kinds[["false", "misleading"]].sum().tolist()
        == every[["false", "misleading"]].iloc[0].tolist()
    )
