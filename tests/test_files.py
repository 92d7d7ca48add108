import csv
import io
import json
import re
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import table_files
from analysis.files import write_whole
from analysis.record.digests import Passed, digest_of
from analysis.table_files import (
    KINDS,
    csv_bytes,
    csv_parts,
    jsonl_bytes,
    parquet_bytes,
    plain,
    table_bytes,
)

HOSTILE = st.sampled_from([*"=+-@'\"\t\r\n,;\\ ＝＋－＠x1\u202e\x00\x1b", "NA", "007", "-inf"])
TEXTS = st.one_of(
    st.lists(HOSTILE, max_size=5).map("".join), st.text(st.characters(exclude_categories=["Cs"]))
)
DAYS = st.dates(pd.Timestamp("1700-01-01").date(), pd.Timestamp("2200-01-01").date())
ROWS = st.lists(
    st.tuples(
        TEXTS,
        st.integers(-(2**63), 2**63 - 1),
        st.floats(),
        st.one_of(st.none(), DAYS),
        st.booleans(),
    ),
    max_size=6,
)


def table_of(rows):
    text, whole, real, day, truth = zip(*rows, strict=True) if rows else ([],) * 5
    return pd.DataFrame(
        {
            "text": pd.Series(text, dtype="str"),
            "whole": pd.Series(whole, dtype="int64"),
            "real": pd.Series(real, dtype="float64"),
            "day": pd.Series(pd.to_datetime(list(day)), dtype="datetime64[s]"),
            "truth": pd.Series(truth, dtype="bool"),
        }
    )


def cells_of(table):
    text = csv_bytes(table).decode("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == list(table.columns)
    return rows


def unescaped(cell):
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", cell) else cell


def same_number(one, other):
    return (isnan(one) and isnan(other)) or (one == other and np.signbit(one) == np.signbit(other))


def written_day(day):
    return "" if day is None else day.isoformat()


@given(ROWS)
def test_reading_csv_back_gives_the_same_values(rows):
    read = cells_of(table_of(rows))
    assert len(read) == len(rows)
    for cells, (text, whole, real, day, truth) in zip(read, rows, strict=True):
        assert unescaped(cells[0]) == text
        assert int(cells[1]) == whole
        assert same_number(float(cells[2] or "nan"), real)
        assert cells[3:] == [written_day(day), str(truth)]


@given(ROWS)
def test_reading_json_lines_back_gives_the_same_values(rows):
    lines = jsonl_bytes(table_of(rows)).decode("utf-8").split("\n")
    assert lines.pop() == ""
    for line, (text, whole, real, day, truth) in zip(lines, rows, strict=True):
        found = json.loads(line, parse_constant=pytest.fail)
        assert (found["text"], found["whole"], found["truth"]) == (text, whole, truth)
        assert same_number(float("nan" if found["real"] is None else found["real"]), real)
        assert (found["day"] or "") == written_day(day)


@given(ROWS)
def test_reading_parquet_back_gives_the_same_table(rows):
    table = table_of(rows)
    back = pd.read_parquet(io.BytesIO(parquet_bytes(table)))
    back["day"] = back["day"].astype("datetime64[s]")  # Parquet has no seconds, only parts of them
    pd.testing.assert_frame_equal(back, table, check_exact=True)
    assert all(map(same_number, back["real"], table["real"]))  # -0.0 included


@given(ROWS, st.sampled_from(KINDS))
def test_the_same_table_gives_the_same_bytes(rows, ending):
    assert table_bytes(table_of(rows), f"x{ending}") == table_bytes(table_of(rows), f"y{ending}")


@given(st.lists(TEXTS, min_size=2, max_size=2, unique=True))
def test_two_texts_never_become_the_same_cell(texts):
    one, other = (csv_bytes(pd.DataFrame({"a": [text]}, dtype="str")) for text in texts)
    assert one != other


@given(TEXTS)
def test_no_text_and_no_column_name_begins_like_a_formula(text):
    table = pd.DataFrame({text: pd.Series([text], dtype="str")})
    for (cell,) in csv.reader(io.StringIO(csv_bytes(table).decode(), newline=""), strict=True):
        assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_a_table_worked_by_hand():
    table = pd.DataFrame(
        {
            "term": ['=HYPERLINK("x")', "-5", "'=1", "it's", "a\rb\nc"],
            "z": [-1.5, float("-inf"), float("nan"), 0.1, 1e300],
            "n": [-3, 0, 1, 2, 3],
        }
    )
    assert csv_bytes(table) == (
        b"term,z,n\n"
        b'"\'=HYPERLINK(""x"")",-1.5,-3\n'
        b"'-5,-inf,0\n"
        b"''=1,,1\n"
        b"it's,0.1,2\n"
        b'"a\rb\nc",1e+300,3\n'
    )
    assert jsonl_bytes(table).decode().splitlines()[1] == '{"term": "-5", "z": "-inf", "n": 0}'


@pytest.mark.parametrize("ending", KINDS)
def test_half_a_surrogate_pair_is_written_as_its_number(ending):
    content = table_bytes(
        pd.DataFrame({"a": pd.Series(["x\ud800y"], dtype=object), "n": [7]}), f"t{ending}"
    )
    if ending == ".parquet":
        back = pd.read_parquet(io.BytesIO(content))
        assert (back["a"].tolist(), back["n"].tolist()) == (["x\\ud800y"], [7])
    else:
        assert "x\\ud800y" in content.decode("utf-8")


def test_numbers_of_numpy_and_missing_values_become_plain_ones():
    values = [np.int64(-3), np.float64(0.1), np.bool_(True), pd.NaT, pd.NA, None, np.nan]
    assert [plain(value) for value in values] == [-3, 0.1, True, None, None, None, None]
    assert plain(pd.Timestamp("2016-12-14")) == "2016-12-14"


def test_an_unknown_ending_is_refused_with_the_known_ones():
    with pytest.raises(
        ValueError, match=r"'x\.xlsx' ends with '\.xlsx'.*\.csv, \.jsonl, \.parquet"
    ):
        table_bytes(pd.DataFrame(), "x.xlsx")


@given(ROWS)
def test_a_table_in_parts_has_the_bytes_of_the_whole(rows):
    table, whole = table_of(rows), csv_bytes(table_of(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_files, "_ROWS", 2)
        parts = list(csv_parts(table))
    assert b"".join(parts) == whole
    assert len(parts) == 1 + (len(rows) + 1) // 2


def test_parts_are_written_whole_and_their_digest_is_that_of_the_file(tmp_path):
    parts = Passed(iter([b"one,", b"two\n"]))
    write_whole(tmp_path / "table.csv", parts)
    assert (tmp_path / "table.csv").read_bytes() == b"one,two\n"
    assert parts.digest == digest_of(b"one,two\n")


def test_where_a_part_cannot_be_made_the_old_file_stays(tmp_path):
    def parts():
        yield b"new"
        raise ZeroDivisionError

    (tmp_path / "table.csv").write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_whole(tmp_path / "table.csv", parts())
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
