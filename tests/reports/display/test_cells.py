"""How single values of a shown table are written."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.display.cells import Column, written


def column(kind: str, digits: int | None = None) -> Any:
    return Column("x", "x", kind, digits)


@pytest.mark.parametrize(
    ("value", "kind", "digits", "text"),
    [
        (1234567, "integer", None, "1,234,567"),
        (3.0, "integer", None, "3"),
        (-1234.567, "number", 1, "−1,234.6"),
        (-0.001, "number", 2, "0.00"),
        (1042.84, "rate", None, "1,042.8"),
        (0.0004, "p", None, "<0.001"),
        (0.001, "p", None, "0.001"),
        (0.0004, "p", 4, "0.0004"),
        (math.inf, "number", None, "∞"),
        ("-Infinity", "number", None, "−∞"),
        (math.nan, "rate", None, None),
        (None, "text", None, None),
        ("NA", "text", None, "NA"),
        ("=HYPERLINK(1)", "text", None, "=HYPERLINK(1)"),
    ],
)
def test_a_value_is_written_by_the_type_of_its_column(value, kind, digits, text):
    assert written(value, column(kind, digits)) == text


@pytest.mark.parametrize(("value", "kind"), [("many", "number"), (True, "rate"), (2.5, "integer")])
def test_a_value_of_the_wrong_type_is_named_with_its_column(value, kind):
    with pytest.raises(ValueError, match=rf"column 'x' \({kind}\) holds {value!r}, expected"):
        written(value, column(kind))


@given(st.floats(min_value=-1e9, max_value=1e9), st.integers(0, 6))
def test_a_written_number_reads_back_as_the_rounded_value(value, digits):
    text = written(value, column("number", digits))
    assert text is not None
    assert float(text.replace(",", "").replace("−", "-")) == pytest.approx(
        value, abs=0.501 * 10**-digits
    )
