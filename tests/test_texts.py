"""A column of texts on disk is a column of strings to pandas, and chooses rows without copying texts."""

import pickle

import pandas as pd
import pytest

from analysis import texts
from analysis.texts import TextArray, TextFile, texts_by_id

GIVEN = ["one", "zwei é", "", "four\nlines", "“five”", "six"]


@pytest.fixture(params=[1, 10**9], ids=["on disk", "in memory"])
def column(request, monkeypatch, tmp_path):
    monkeypatch.setattr(texts, "IN_MEMORY", request.param)
    monkeypatch.setattr(texts, "_AT_ONCE", 4)
    with TextFile(tmp_path / "cache") as file:
        file.add(GIVEN[:2])
        file.add(GIVEN[2:])
        found = file.texts()
    assert isinstance(found.array, TextArray) == (request.param == 1)
    return found


@pytest.fixture
def table(column):
    return pd.DataFrame({"id": list("fedcba"), "text": column, "n": range(6)})


CHOICES = {
    "sorted": lambda table: table.sort_values("id", ignore_index=True),
    "chosen": lambda table: table[table["n"] > 2],
    "cut": lambda table: table.iloc[1:4],
    "picked": lambda table: table.set_index("id").loc[["a", "f"]].reset_index(),
    "joined": lambda table: pd.concat([table.tail(2), table.head(2)]),
    "copied": lambda table: table.copy(),
    "with a column": lambda table: table.assign(more=1),
}


@pytest.mark.parametrize("name", CHOICES)
def test_choosing_rows_gives_the_texts_that_pandas_gives(table, name):
    there = CHOICES[name](table)
    plain = CHOICES[name](table.assign(text=pd.Series(GIVEN, dtype="str")))
    pd.testing.assert_frame_equal(there, plain)
    assert isinstance(there["text"].array, TextArray) == isinstance(table["text"].array, TextArray)


def test_texts_can_be_read_again_after_their_pages_were_let_go(column, monkeypatch):
    monkeypatch.setattr(texts, "_PAGES", 8)  # bytes: after each text or two
    for _ in range(3):
        assert list(column) == column.tolist() == GIVEN


def test_what_pandas_does_with_all_texts_is_done(column):
    plain = pd.Series(GIVEN, dtype="str")
    assert column.dtype == plain.dtype
    assert column.str.len().tolist() == plain.str.len().tolist()
    assert column.str.upper().tolist() == plain.str.upper().tolist()
    assert (column == "six").tolist() == (plain == "six").tolist()
    assert column.reindex([5, 9]).isna().tolist() == [False, True]
    assert pickle.loads(pickle.dumps(column)).tolist() == GIVEN  # noqa: S301
    assert list(column) == GIVEN
    assert column.isna().sum() == 0


def test_texts_are_found_by_the_id_of_their_article(table):
    found = texts_by_id(table)
    assert dict(found) == dict(zip("fedcba", GIVEN, strict=True))
    assert len(found) == 6
    with pytest.raises(KeyError):
        found["x"]


def test_a_text_on_disk_is_not_changed_in_place(table):
    if isinstance(table["text"].array, TextArray):
        with pytest.raises(TypeError, match="make a new column with assign"):
            table.loc[table["n"] == 1, "text"] = "new"


def test_no_texts_are_a_column_too(tmp_path):
    with TextFile(tmp_path) as file:
        assert file.texts().tolist() == []
