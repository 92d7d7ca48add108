"""A part of a corpus by the values of any column, and by event."""

import pandas as pd
import pytest

from analysis.corpus import read_corpus
from analysis.corpus.subset import conditions_of, select_where
from analysis.errors import FramingError
from analysis.study import Study

ROWS = [
    (
        "a1",
        "Echo",
        "2024-05-01",
        "Politics",
        "The harbour bridge fell into the river on Wednesday.",
    ),
    ("a2", "Post", "2024-05-01", "City", "A bridge at the harbour fell on Wednesday night."),
    ("a3", "Post", "2024-05-02", "Politics", "The council raised the tax on bread by a tenth."),
    ("a4", "Echo", "", " Politics", "Bread will cost more because the council raised a tax."),
]


@pytest.fixture
def corpus(tmp_path):
    file = tmp_path / "corpus.csv"
    table = pd.DataFrame(ROWS, columns=["id", "outlet", "date", "section", "text"])
    table.to_csv(file, index=False)
    return read_corpus(file)


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ([], ["a1", "a2", "a3", "a4"]),
        (["section=Politics"], ["a1", "a3", "a4"]),
        (["section=Politics", "outlet=Echo"], ["a1", "a4"]),
        (["section=Politics", "section=City", "date=2024-05-01"], ["a1", "a2"]),
        (["date="], ["a4"]),
    ],
)
def test_values_of_one_column_are_alternatives_and_columns_conditions(corpus, where, ids):
    kept = select_where(corpus, conditions_of(where))
    assert kept.articles["id"].tolist() == ids
    assert Study(corpus, {"where": where}).corpus.digest == kept.digest
    assert (kept.digest == corpus.digest) == (len(ids) == 4)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (["section"], "'section' is not COLUMN=VALUE"),
        (["=City"], "is not COLUMN=VALUE"),
        (["desk=City"], "no column 'desk'; it has id, outlet"),
        (["text=x"], "no column 'text'"),
        (
            ["section=Sport"],
            "no article has section=Sport; there are ' Politics', 'City', 'Politics'",
        ),
        (["outlet=Echo", "section=City"], "no article has section=City"),
    ],
)
def test_what_cannot_be_is_said_with_what_there_is(corpus, where, words):
    with pytest.raises(FramingError, match=words.replace("(", r"\(")):
        Study(corpus, {"where": where})


def test_events_that_were_found_or_given_can_be_asked_for(corpus, tmp_path):
    named = tmp_path / "events.csv"
    named.write_text("article,event\na1,bridge\na2,bridge\na3,tax\na4,tax\n", encoding="utf-8")
    given = {"events": str(named)}
    tax = Study(corpus, {"where": ["event=tax"], **given})
    tax.check()
    assert tax["articles"]["id"].tolist() == ["a3", "a4"]
    assert set(Study(corpus, {"outlets": ["Echo"], **given})["events"]["event"]) == {
        "bridge",
        "tax",
    }
    found = Study(corpus)["events"]
    one = found["event"].iloc[0]
    kept = Study(corpus, {"where": [f"event={one}"]})
    assert set(kept["articles"]["id"]) == set(found.loc[found["event"] == one, "article"])
    assert set(kept["events"]["event"]) == {one}
    with pytest.raises(FramingError, match="no article has event=flood; there are 'bridge', 'tax'"):
        Study(corpus, {"where": ["event=flood"], **given})
