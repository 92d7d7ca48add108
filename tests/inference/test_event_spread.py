"""Events by how far their outlets are apart: by hand, and what is too small to be compared."""

import pandas as pd
import pytest

from analysis.inference.event_spread import event_spread
from analysis.tables import Tallies
from tests.inference.test_by_event import events


def tallies(rows, category="quoted", measure="voice"):
    table = pd.DataFrame(rows, columns=["article", "outlet", "n", "total"])
    table = table.assign(measure=measure, group="", category=category, unit="words")
    return Tallies.validate(table.astype({"n": float, "total": float}))


ROWS = [
    ("1", "a", 20, 100),
    ("2", "b", 80, 200),
    ("3", "a", 90, 100),
    ("4", "b", 10, 100),
    ("5", "a", 10, 100),
    ("6", "b", 3, 99),
]
KNOWN = events([("1", "x"), ("2", "x"), ("3", "y"), ("4", "y"), ("5", "z"), ("6", "z")])


def test_events_are_ranked_by_the_distance_of_their_outlets():
    found = event_spread(tallies(ROWS), KNOWN).to_dict("records")
    assert [(row["event"], row["spread"]) for row in found] == [("y", 1.0), ("x", 0.5)]
    first = found[0]
    assert (first["widest"], first["above"], first["below"]) == ("words quoted", "a", "b")
    assert (first["value_above"], first["value_below"]) == (pytest.approx(0.9), pytest.approx(0.1))


def test_ranks_of_several_numbers_are_averaged():
    more = tallies([(a, o, total - n, total) for a, o, n, total in ROWS[:2]], "paraphrased")
    found = event_spread(pd.concat([tallies(ROWS), more]), KNOWN).set_index("event")
    assert found.loc["x", "numbers"] == 2


def test_without_shared_events_there_is_no_row():
    assert event_spread(tallies(ROWS[:1]), KNOWN).empty
    assert event_spread(tallies(ROWS), events([("1", ""), ("2", "")])).empty
