import subprocess
import sys

import numpy as np
import pandas as pd
import pandas.testing
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaError, SchemaErrors

from analysis.tables.base import Series, Table, by_key, field, is_sorted


class Every(Table):
    """A table with a column of every type and every check that the tables of the project have."""

    name: Series[str] = field("name", unique=True, str_length={"min_value": 1})
    kind: Series[str] = field("kind", isin=["a", "b"])
    n: Series[int] = field("n", ge=0, le=9)
    share: Series[float] = field("share", nullable=True, gt=0, lt=1)
    sure: Series[bool] = field("sure")
    day: Series["datetime64[ns]"] = field("day", nullable=True)  # noqa: F821
    place: Series[pd.Int64Dtype] = field("place", nullable=True, ge=1)
    from_: Series[int] = field("from", alias="from", ge=-1)


RIGHT = {
    "name": ["x", "y"],
    "kind": ["a", "b"],
    "n": [0, 9],
    "share": [0.5, np.nan],
    "sure": [True, False],
    "day": pd.array(["2026-01-01", None], dtype="datetime64[ns]"),
    "place": pd.array([1, None], dtype="Int64"),
    "from": [-1, 0],
}


def test_a_table_that_fits_is_as_pandera_leaves_it():
    table = pd.DataFrame({"other": [1, 2], **RIGHT})
    checked = Every.validate(table)
    pandas.testing.assert_frame_equal(checked, Every.to_schema().validate(table)[Every.names()])
    assert list(checked) == list(RIGHT)


def test_a_table_that_fits_needs_no_pandera(monkeypatch):
    monkeypatch.setattr(Every, "to_schema", None)
    assert len(Every.validate(pd.DataFrame(RIGHT))) == 2
    with pytest.raises(TypeError):
        Every.validate(pd.DataFrame({**RIGHT, "n": ["0", "9"]}))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", ["", "y"]),
        ("name", ["x", "x"]),
        ("name", ["x", None]),
        ("kind", ["a", "c"]),
        ("n", [-1, 0]),
        ("n", [0, 10]),
        ("share", [0.0, 0.5]),
        ("share", [0.5, 1.0]),
        ("place", pd.array([0, None], dtype="Int64")),
        ("from", [-2, 0]),
    ],
)
def test_a_wrong_value_is_refused(column, value):
    with pytest.raises(SchemaError, match=column):
        Every.validate(pd.DataFrame({**RIGHT, column: value}))


def test_a_missing_column_is_refused():
    with pytest.raises(SchemaError, match="kind"):
        Every.validate(pd.DataFrame(RIGHT).drop(columns="kind"))


def test_values_of_another_type_are_converted():
    table = Every.validate(pd.DataFrame({**RIGHT, "n": ["0", "9"], "day": ["2026-01-01", None]}))
    pandas.testing.assert_frame_equal(table, Every.validate(pd.DataFrame(RIGHT)))


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("n", [0.0, 9.0]),
        ("name", np.array(["x", "y"], dtype=object)),
        ("share", pd.array([0.5, 0.25], dtype="Float64")),
        ("sure", np.array([True, False], dtype=object)),
        ("day", pd.array(["2026-01-01", None], dtype="datetime64[us]")),
        ("place", [1, 2]),
    ],
)
def test_another_type_is_converted_as_pandera_does(column, values):
    table = pd.DataFrame({**RIGHT, column: values})
    pandas.testing.assert_frame_equal(
        Every.validate(table), Every.to_schema().validate(table)[Every.names()]
    )


@pytest.mark.parametrize("values", [[0.0, np.nan], [0.0, np.inf], ["x", "y"]])
def test_what_is_no_whole_number_is_refused(values):
    with pytest.raises((SchemaError, SchemaErrors), match="n"):
        Every.validate(pd.DataFrame({**RIGHT, "n": values}))


def test_a_table_without_rows_needs_no_types():
    pandas.testing.assert_frame_equal(
        Every.validate(pd.DataFrame(columns=Every.names())), Every.empty(), check_index_type=False
    )


def test_the_table_without_rows_has_the_types():
    pandas.testing.assert_series_equal(
        Every.empty().dtypes, Every.validate(pd.DataFrame(RIGHT)).dtypes
    )


@given(
    n=st.integers(-2, 11),
    share=st.floats(-0.5, 1.5) | st.just(np.nan),
    name=st.text(max_size=2),
    kind=st.sampled_from(["a", "b", "c"]),
    place=st.none() | st.integers(-1, 3),
)
def test_what_is_recognised_pandera_passes(n, share, name, kind, place):
    row = {
        **{key: values[:1] for key, values in RIGHT.items()},
        "name": [name],
        "kind": [kind],
        "n": [n],
        "share": [share],
        "place": pd.array([place], dtype="Int64"),
    }
    table = pd.DataFrame(row)
    fits = all(one.holds(table[name]) for name, one in Every.columns().items())
    try:
        Every.to_schema().validate(table)
    except SchemaError:
        assert not fits
    else:
        assert fits


def test_commands_that_check_nothing_unusual_import_no_pandera():
    code = (
        "import sys; from analysis.recipes import tables; tables(); print('pandera' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_table_in_order_is_left_as_it_is_and_any_other_is_sorted():
    draw = np.random.default_rng(1)
    texts = ["", "Z", "a", "a b", "z", "é", "\uffff", "😀"]
    seen = {True: 0, False: 0}
    for _ in range(200):
        rows = int(draw.integers(0, 6))
        names = pd.Series(draw.choice(texts, rows), dtype="str")
        numbers = draw.choice([-1.0, -0.0, 0.0, 2.5], rows)
        table = pd.DataFrame(
            {"name": names, "n": numbers, "row": range(rows)}, index=draw.permutation(rows)
        )
        for key in (["name", "n"], ["n", "name"]):
            plain = table.sort_values(key, kind="stable", ignore_index=True)
            seen[is_sorted(table, key)] += 1
            assert is_sorted(plain, key)
            pd.testing.assert_frame_equal(by_key(table, *key), plain)
            pd.testing.assert_frame_equal(by_key(plain, *key), plain)
    assert min(seen.values()) > 20


def test_a_column_with_gaps_or_of_other_values_is_sorted_as_before():
    table = pd.DataFrame(
        {"n": [1.0, np.nan, 2.0], "mixed": pd.Series(["a", "b", "c"], dtype=object)}
    )
    assert not is_sorted(table, ["n"])
    assert not is_sorted(table, ["mixed"])
    assert by_key(table, "n")["n"].tolist()[:2] == [1.0, 2.0]
