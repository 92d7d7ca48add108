import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference import Intervals, trends_with_intervals, wilson
from analysis.language import QueryError, count_queries, count_terms, words_of
from analysis.measures import trends
from tests.conftest import articles

DAYS = st.lists(st.integers(0, 70), min_size=1, max_size=8)


def corpus(*rows):
    """Articles from (outlet, day, text) rows."""
    table = articles(*((f"{k:02}", outlet, text) for k, (outlet, _, text) in enumerate(rows)))
    table["date"] = pd.to_datetime([day for _, day, _ in rows]).astype("datetime64[s]")
    return table


SMALL = [
    ("x", "2016-12-12", "war war deal"),
    ("x", "2016-12-18", "deal"),
    ("y", "2016-12-26", "war crimes trial now"),
    ("x", None, "war war war"),
]


def test_rates_worked_by_hand():
    table = corpus(*SMALL)
    counts = count_queries(words_of(table), ["war", "war crime*"])
    found = trends(counts, table, per="week")
    rows = found[found["term"] == "war"]
    weeks = ["2016-12-12", "2016-12-19", "2016-12-26"]
    assert rows["period"].dt.strftime("%Y-%m-%d").tolist() == weeks * 2
    assert rows["outlet"].tolist() == ["x"] * 3 + ["y"] * 3
    assert rows["n"].tolist() == [2, 0, 0, 0, 0, 1]
    assert rows["words"].tolist() == [4, 0, 0, 0, 0, 4]
    assert rows["articles"].tolist() == [2, 0, 0, 0, 0, 1]
    assert rows["rate"].iloc[[0, 5]].tolist() == [500_000, 250_000]
    assert rows["rate"].isna().tolist() == [False, True, True, True, True, False]
    phrase = found[found["term"] == "war crime*"]
    assert phrase["n"].tolist() == [0, 0, 0, 0, 0, 1]
    assert phrase["words"].tolist() == rows["words"].tolist()


@pytest.mark.parametrize(("per", "number"), [("day", 15), ("week", 3), ("month", 1)])
def test_every_period_from_the_first_to_the_last_has_a_row(per, number):
    table = corpus(*SMALL)
    found = trends(count_terms(words_of(table)), table, terms=["war"], per=per)
    assert len(found) == 2 * number
    assert set(found["per"]) == {per}
    assert found["n"].sum() == 3


@given(DAYS, st.sampled_from(["day", "week", "month"]))
def test_counts_of_all_periods_add_up_and_row_order_does_not_matter(days, per):
    rows = [
        ("xy"[day % 2], pd.Timestamp("2016-01-25") + pd.Timedelta(days=day), "war deal war")
        for day in days
    ]
    table = corpus(*rows)
    found = trends(count_terms(words_of(table)), table, per=per)
    sums = found.groupby("term")[["n", "words", "articles"]].sum()
    assert sums.loc["war"].tolist() == [2 * len(days), 3 * len(days), len(days)]
    starts = {str(period.date()) for period in found["period"]}
    assert len(starts) * table["outlet"].nunique() * 2 == len(found)
    back = table.iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, trends(count_terms(words_of(back)), back, per=per))


def with_intervals(table, kind):
    counts = count_terms(words_of(table))
    found = trends(counts, table, per="month")
    return trends_with_intervals(found, counts, table, Intervals(kind))


def test_few_articles_of_a_period_have_no_interval_unless_by_words():
    few = [("y", "2016-12-26", "war deal"), ("y", "2016-11-01", "war deal")]
    many = [("x", "2016-12-12", "war " * (k % 5) + "deal") for k in range(20)]
    table = with_intervals(corpus(*few, *many), "auto").set_index(["term", "outlet"])
    assert table.loc[("war", "y"), "interval"].tolist() == ["none", "none"]
    assert table.loc[("war", "x"), "interval"].tolist() == ["none", "articles"]
    row = table.loc[("war", "x")].iloc[1]
    assert 0 < row["low"] < row["rate"] < row["high"] < 1e6
    by_words = with_intervals(corpus(*few, *many), "words")
    row = by_words.set_index(["term", "outlet"]).loc[("war", "y")].iloc[0]
    low, high = wilson(row["n"], row["words"])
    assert (row["low"], row["high"]) == pytest.approx((low * 1e6, high * 1e6))
    assert set(by_words["interval"]) == {"words", "none"}
    assert by_words[["low", "high"]].isna().all(axis=1).equals(by_words["words"] == 0)


def test_a_corpus_without_dates_has_no_trend():
    table = articles(("1", "x", "war"))
    assert trends(count_terms(words_of(table)), table).empty
    none = table.head(0)
    assert trends(count_terms(words_of(none)), none).empty


def test_queries_are_counted_like_words():
    table = articles(("1", "x", "War crimes, war crime."), ("2", "y", "No wars"))
    counts = count_queries(words_of(table), ["war*", "war crime?", "peace"])
    assert counts.terms.tolist() == ["peace", "war crime?", "war*"]
    assert counts.matrix.toarray().tolist() == [[0, 1, 2], [0, 0, 1]]
    assert counts.articles["words"].tolist() == [4, 2]


def test_what_is_impossible_is_named():
    table = corpus(*SMALL)
    counts = count_terms(words_of(table))
    with pytest.raises(ValueError, match="per is 'year'; give day, week or month"):
        trends(counts, table, per="year")
    with pytest.raises(ValueError, match="'peace' was not counted; count it with count_queries"):
        trends(counts, table, terms=["war", "peace"])
    with pytest.raises(QueryError, match="'war' is given twice"):
        count_queries(words_of(table), ["war", "war"])
    with pytest.raises(QueryError, match="no query is given"):
        count_queries(words_of(table), [])
