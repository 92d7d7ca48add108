"""Write one value of a table by the type of its column, in the same way everywhere."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta, Struct

_DIGITS = {"integer": 0, "number": 2, "rate": 1, "p": 3}

Kind = Literal["text", "integer", "number", "rate", "p"]
Value = str | int | float | bool | None


class Column(Struct, frozen=True):
    """A column of a shown table; `digits` after the point, or None for the usual number of its type."""

    name: str
    label: str
    type: Kind
    digits: Annotated[int, Meta(ge=0, le=15)] | None = None

    @property
    def numeric(self) -> bool:
        """Whether its values line up on the right."""
        return self.type != "text"


@dataclass(frozen=True)
class Cell:
    """A value as shown; `heads` when it names its row; no `text` when the value is undefined."""

    text: str | None
    numeric: bool
    heads: bool


def written(value: object, column: Column) -> str | None:
    """Return the text of `value` for readers, or None if it is undefined.

    Commas separate thousands, negative numbers have a true minus, infinity is its sign. A p value that
    would round to zero is written as below the smallest number that its digits can show.

    Raises
    ------
    ValueError
        If a column of numbers holds something else.
    """
    if value is None:
        return None
    if not column.numeric:
        return None if isinstance(value, float) and math.isnan(value) else str(value)
    number = _number(value, column)
    if math.isnan(number):
        return None
    if math.isinf(number):
        return "∞" if number > 0 else "−∞"
    digits = _DIGITS[column.type] if column.digits is None else column.digits
    smallest = 10.0**-digits
    if column.type == "p" and number < smallest:
        return f"<{smallest:.{digits}f}"
    return f"{number:z,.{digits}f}".replace("-", "−")


def _number(value: object, column: Column) -> float | int:
    expected = f"column {column.name!r} ({column.type}) holds {value!r}, expected a number"
    if isinstance(value, str) and value.strip().lower().lstrip("+-") in ("inf", "infinity", "nan"):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(expected)  # noqa: TRY004 - what a display holds is a value, not our code
    whole = isinstance(value, int) or not math.isfinite(value) or value.is_integer()
    if column.type == "integer" and not whole:
        raise ValueError(f"{expected} without a fraction")
    return value
