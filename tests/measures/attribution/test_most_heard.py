"""The rows of the speakers or cues that all outlets together have most of."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.attribution.patterns import most_heard, patterns_of
from analysis.measures.attribution.profile import NO_SOURCE
from analysis.tables import Patterns, Tallies, by_key

PLAIN = {"measure": "speaker", "group": "", "unit": "attributions"}
TOTALS = {"x": 10, "y": 4}


def patterns(*rows):
    """Patterns of speakers, from (outlet, speaker, n); totals are 10 for x, 4 for y."""
    full = [
        {**PLAIN, "outlet": outlet, "category": name, "n": n, "total": TOTALS[outlet], "articles": 3,
         "value": n / TOTALS[outlet], "low": 0.01, "high": 0.99, "interval": "units", "in_articles": 2}
        for outlet, name, n in rows
    ]  # fmt: skip
    table = pd.DataFrame(full, columns=Patterns.names())
    return Patterns.validate(by_key(table, "outlet", "category"))


HEARD = patterns(
    ("x", "Ann", 2), ("x", "Bob", 3), ("x", "Cid", 4), ("x", NO_SOURCE, 1),
    ("y", "Ann", 2), ("y", "Dot", 2),
)  # fmt: skip


def counts(table):
    return {(row.outlet, row.category): row.n for row in table.itertuples()}


def test_speakers_are_chosen_by_what_all_outlets_have_together():
    chosen = most_heard(HEARD, top=2)  # Ann 2 + 2 and Cid 4, before Bob 3
    assert counts(chosen) == {("x", "Ann"): 2, ("x", "Cid"): 4, ("y", "Ann"): 2, ("y", "Cid"): 0}


def test_a_tie_goes_to_the_first_in_the_alphabet():
    assert counts(most_heard(HEARD, top=1)) == {("x", "Ann"): 2, ("y", "Ann"): 2}
    assert set(most_heard(HEARD, top=2, among={"Bob"})["category"]) == {"Bob"}
    assert most_heard(HEARD, top=2, among=set()).empty


def test_what_has_no_source_is_nobody():
    mute = patterns(("x", NO_SOURCE, 9), ("x", "Ann", 1), ("y", "Bob", 1))
    assert set(most_heard(mute, top=5)["category"]) == {"Ann", "Bob"}


def test_an_outlet_that_lacks_a_speaker_has_a_zero_of_its_own_total_and_no_interval():
    absent = most_heard(HEARD, top=2).set_index(["outlet", "category"]).loc[("y", "Cid")]
    assert absent[["n", "total", "value", "in_articles", "articles"]].tolist() == [0, 4, 0, 0, 3]
    assert absent[["measure", "group", "unit"]].tolist() == ["speaker", "", "attributions"]
    assert absent["interval"] == "none"
    assert np.isnan(absent["low"])
    assert np.isnan(absent["high"])


def test_the_rows_that_there_are_stay_as_they_are():
    same = most_heard(HEARD, top=99).merge(HEARD)
    theirs = HEARD[HEARD["category"] != NO_SOURCE].reset_index(drop=True)
    pd.testing.assert_frame_equal(same, theirs)


@pytest.mark.parametrize("top", [1, 3, 99])
def test_rows_are_in_the_order_of_all_patterns(top):
    table = most_heard(HEARD, top=top)
    assert list(table) == list(HEARD)
    pd.testing.assert_frame_equal(table, by_key(table, "measure", "outlet", "group", "category"))


@pytest.mark.parametrize("rows", [[], [("x", NO_SOURCE, 3)]])
def test_where_nobody_speaks_there_are_no_rows(rows):
    assert most_heard(patterns(*rows), top=5).empty


NAMES = ["Ann", "Bob", "=1+1", "人民日报", "quo\"te's \\ back\nline", NO_SOURCE]
SAID = st.dictionaries(
    st.tuples(st.sampled_from(["x", "y", "\u202ez"]), st.sampled_from(NAMES)),
    st.integers(1, 9),
    min_size=1,
)


def tallied(said):
    totals = pd.Series(said).groupby(level=0).sum()
    rows = [
        {**PLAIN, "article": outlet, "outlet": outlet, "category": name, "n": n, "total": totals[outlet]}
        for (outlet, name), n in said.items()
    ]  # fmt: skip
    return patterns_of(Tallies.validate(pd.DataFrame(rows)[Tallies.names()]))


@settings(max_examples=15)
@given(SAID, st.integers(1, 7))
def test_nobody_left_out_is_heard_more_than_anybody_shown(said, top):
    table = tallied(said)
    chosen = most_heard(table, top=top)
    sums = table[table["category"] != NO_SOURCE].groupby("category")["n"].sum()
    kept = chosen["category"].unique()
    assert len(kept) == min(top, len(sums))
    assert sums.drop(kept).max() <= sums[kept].min() or len(kept) in (0, len(sums))
    assert len(chosen) == len(kept) * table["outlet"].nunique()
    assert {pair: n for pair, n in counts(chosen).items() if n} == {
        pair: n for pair, n in said.items() if pair[1] in kept
    }
    assert (chosen["value"] == chosen["n"] / chosen["total"]).all()


@pytest.mark.parametrize(
    "who", ["Elm County poll", "a new survey", "about 70 percent of pilots", "7% of them"]
)
def test_polls_and_shares_of_people_do_not_speak(who):
    table = patterns(("x", who, 9), ("x", "Ann", 1), ("y", "pollster", 1))
    assert "pollster" in set(most_heard(table, top=5)["category"])
    assert who not in set(most_heard(table, top=5)["category"])
