"""A column of a table: what a reader sees of it, what its values may be, and whether values are so."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import pandera.pandas as pa

_Values = TypeVar("_Values")


class Series(Generic[_Values]):
    """The annotation of a column, as in `start: Series[int] = field("from (character)", ge=0)`."""


@dataclass(frozen=True)
class Column:
    """What `field` says of a column; `checks` are named as in `pandera.Field`."""

    label: str
    kind: str = ""
    digits: int | None = None
    text: bool = False
    nullable: bool = False
    unique: bool = False
    default: object = None
    alias: str = ""  # its name in the table, where Python has another use for it
    checks: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class TypedColumn:
    """A column of one table: its annotation as well."""

    annotation: Any
    column: Column

    @cached_property
    def dtype(self) -> Any:
        """Return the pandas type of its values."""
        kind = self.annotation
        if isinstance(kind, type) and issubclass(kind, pd.api.extensions.ExtensionDtype):
            return kind()
        return pd.api.types.pandas_dtype(kind)

    def converted(self, values: pd.Series) -> pd.Series:
        """Return `values` in the type of the column if nothing can be lost by that, else as they are."""
        convertible = _LOSSLESS.get((values.dtype, self.annotation))
        can = values.empty or (convertible is not None and convertible(values))
        return values.astype(self.dtype) if can else values

    def holds(self, values: pd.Series) -> bool:
        """Tell whether `values` are of the type of the column, and such as it says.

        A check that is not known here holds for no values: pandera decides then.
        """
        column = self.column
        if values.dtype != self.dtype:
            return False
        if values.hasnans:
            if not column.nullable:
                return False
            values = values.dropna()
        if column.unique and not values.is_unique:
            return False
        checks = column.checks.items()
        return all(name in _HOLD and _HOLD[name](values, wanted) for name, wanted in checks)

    def of_pandera(self) -> "pa.Column":
        """Return the column as pandera checks and converts it."""
        import pandera.pandas as pa  # noqa: PLC0415  a fifth of a second, for tables that do not fit

        column = self.column
        checks = [
            getattr(pa.Check, name)(
                **wanted if isinstance(wanted, dict) else {_FIRST[name]: wanted}
            )
            for name, wanted in column.checks.items()
        ]
        return pa.Column(
            self.annotation,
            checks,
            nullable=column.nullable,
            unique=column.unique,
            coerce=True,
            title=column.label,
            metadata={"kind": column.kind, "digits": column.digits, "text": column.text},
            default=column.default,
        )


_FIRST = {
    "ge": "min_value",
    "gt": "min_value",
    "le": "max_value",
    "lt": "max_value",
    "isin": "allowed_values",
}


_EXACT = 2**53  # whole numbers below it are exact as floats


def _is_whole(values: pd.Series) -> bool:
    numbers = values.to_numpy()
    return bool(((numbers == np.floor(numbers)) & (np.abs(numbers) < _EXACT)).all())


def _is_exact(values: pd.Series) -> bool:
    return bool((np.abs(values.to_numpy()) < _EXACT).all())


def _is_text(values: pd.Series) -> bool:
    return pd.api.types.infer_dtype(values, skipna=False) == "string"


_LOSSLESS: dict[tuple[Any, Any], Callable[[pd.Series], bool]] = {
    (np.dtype("float64"), int): _is_whole,
    (np.dtype("int64"), float): _is_exact,
    (np.dtype("object"), str): _is_text,
}


def _has_lengths(values: pd.Series, wanted: Mapping[str, int]) -> bool:
    lengths = values.str.len()
    least, most = wanted.get("min_value"), wanted.get("max_value")
    long = least is None or bool((lengths >= least).all())
    return long and (most is None or bool((lengths <= most).all()))


_HOLD: dict[str, Callable[[pd.Series, Any], bool]] = {
    "ge": lambda values, least: bool((values >= least).all()),
    "gt": lambda values, bound: bool((values > bound).all()),
    "le": lambda values, most: bool((values <= most).all()),
    "lt": lambda values, bound: bool((values < bound).all()),
    "isin": lambda values, allowed: bool(values.isin(allowed).all()),
    "str_length": _has_lengths,
}
