"""Numbers in the place of the texts of Tallies."""

import numpy as np
import pandas as pd

from analysis.measures.attribution.numbered_tallies import NumberedTallies, looked_up, sums_of
from analysis.measures.attribution.tallies import KEY


def tallies(*rows):
    names = ["measure", "group", "category", "article", "outlet", "n", "total"]
    return pd.DataFrame(rows, columns=names).assign(unit="attributions")


ROWS = tallies(
    ("type", "", "mixed", "b", "Post", 2, 5),
    ("kind", "", "media", "a", "Herald", 1, 1),
    ("type", "", "direct", "b", "Post", 3, 5),
)


def test_rows_and_numbers_are_in_the_order_of_the_key():
    found = NumberedTallies(ROWS)
    assert found.table["category"].tolist() == ["media", "direct", "mixed"]
    number = found.of(*KEY)
    assert (number[1:] > number[:-1]).all()


def test_a_number_gives_its_columns_back():
    found = NumberedTallies(ROWS, categories=["indirect"])
    parts = found.parts(found.of("measure", "category"), "measure", "category")
    for name, number in parts.items():
        assert found.texts(name).take(number).tolist() == found.table[name].tolist()
    assert found.texts("category").tolist() == ["", "direct", "indirect", "media", "mixed"]


def test_rows_of_another_table_have_the_same_numbers_and_unknown_texts_none():
    found = NumberedTallies(ROWS)
    other = pd.DataFrame({"measure": ["type", "cue"], "outlet": ["Post", "Post"]})
    known, unknown = found.like(other, "measure", "outlet")
    assert known == found.of("measure", "outlet")[-1]
    assert unknown == -1


def test_sums_are_by_number_and_nothing_where_there_is_none():
    found = NumberedTallies(ROWS)
    sums = sums_of(found.of("measure"), n=found.table["n"])
    assert looked_up(sums, np.array([0, 1, 7]))["n"].tolist() == [1, 5, 0]
