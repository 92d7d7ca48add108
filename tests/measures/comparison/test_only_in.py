"""What a single outlet has: cases worked by hand and laws."""

import json

import pandas as pd

from analysis.measures.comparison.only_in import only_in
from analysis.measures.comparison.utterances.compared import shared_passages
from tests.measures.comparison.sayings import corpus, shuffled

SHARED = "“The pilots ignored three warnings,” Ada Moor told the hall."
MOOR = ("Ada Moor", "told", "“The pilots ignored three warnings,”")
ALONE = "“Lowmark will pay for a new pier alone,” Ben Hall said."
HALL = ("Ben Hall", "said", "“Lowmark will pay for a new pier alone,”")
ROWS = (
    ("a", "North Star", f"{SHARED}\n\n{ALONE}", [MOOR, HALL]),
    ("b", "South Post", SHARED.replace("Ada", "Mrs."), [("Mrs. Moor", *MOOR[1:])]),
)


def found(*rows, back=False, **columns):
    table, given, quotations = corpus(*rows, **columns)
    if back:
        table, given, quotations = (shuffled(one) for one in (table, given, quotations))
    return only_in(shared_passages(table, given, quotations), table, given)


def test_quotations_and_speakers_worked_by_hand():
    table = found(*ROWS)
    assert table["kind"].tolist() == ["quotation", "speaker"]
    assert set(table["outlet"]) == {"North Star"}
    assert table["text"].tolist() == ["“Lowmark will pay for a new pier alone,”", "Ben Hall"]
    assert table["speaker"].tolist() == ["Ben Hall", "Ben Hall"]
    places = [json.loads(span)[0] for span in table["span"]]
    assert [ROWS[0][2][start:end] for start, end in places] == table["text"].tolist()


def test_events_are_looked_at_by_themselves():
    more = ("c", "South Post", ALONE, [HALL])
    assert found(*ROWS, more).empty
    apart = found(*ROWS, more, event=["x", "x", "y"])
    assert apart["event"].tolist() == ["x", "x"]  # y has a single outlet
    assert found(*ROWS, more, event=["x", "", "y"]).empty


def test_order_changes_nothing():
    pd.testing.assert_frame_equal(found(*ROWS), found(*ROWS, back=True))


def test_nothing_is_only_in_the_single_outlet_of_a_corpus():
    assert found(ROWS[0]).empty
