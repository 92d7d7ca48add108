"""The base of all tables: checks, sorting, and the units that they share."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, get_args

import numpy as np
import pandas as pd

from analysis.tables.schema import Column, Series, TypedColumn

if TYPE_CHECKING:
    import pandera.pandas as pa

__all__ = ["INTERVALS", "OF_PATTERNS", "PER", "Series", "Table", "by_key", "field"]

PER = 1_000_000  # rates are per million words
INTERVALS = ("none", "few articles", "words", "articles")
OF_PATTERNS = ("none", "few articles", "units", "articles")


class Table:
    """A table that hands on its own columns, in the order written here, and no others."""

    only_these: ClassVar[bool] = True  # whether other columns are left out
    _columns: ClassVar[Mapping[str, TypedColumn]] = {}

    def __init_subclass__(cls) -> None:
        """Read the columns, which a class is written with, and those of the class before it."""
        annotations = vars(cls).get("__annotations__", {})
        own = {
            name: vars(cls)[name] for name in annotations if isinstance(vars(cls).get(name), Column)
        }
        typed = {
            column.alias or name: TypedColumn(_kind_of(annotations[name]), column)
            for name, column in own.items()
        }
        cls._columns = {**cls._columns, **typed}

    @classmethod
    def validate(cls, table: pd.DataFrame) -> pd.DataFrame:
        """Return the checked table with its columns in order.

        Values of another type are converted. A table that is right, or is so once types are changed
        that lose nothing, is recognised without pandera, which takes longer to import than the table to
        check; pandera decides on all others (decision 136).

        Raises
        ------
        pandera.errors.SchemaError, pandera.errors.SchemaErrors
            If a column is missing or a value is not what its column says.
        """
        names = cls.names()
        if table.columns.is_unique and all(name in table for name in names):
            parts = {name: one.converted(table[name]) for name, one in cls._columns.items()}
            if all(one.holds(parts[name]) for name, one in cls._columns.items()):
                changed = {n: part for n, part in parts.items() if part.dtype != table[n].dtype}
                checked = table.assign(**changed)
                return checked[names] if cls.only_these else checked
        checked = cls.to_schema().validate(table)
        return checked[names] if cls.only_these else checked

    @classmethod
    def columns(cls) -> dict[str, TypedColumn]:
        """Return the columns by name, in order."""
        return dict(cls._columns)

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of the columns in order."""
        return list(cls.columns())

    @classmethod
    def empty(cls) -> pd.DataFrame:
        """Return the table without rows."""
        return pd.DataFrame(
            {name: pd.Series(dtype=one.dtype) for name, one in cls.columns().items()}
        )

    @classmethod
    def to_schema(cls) -> "pa.DataFrameSchema":
        """Return the table as pandera checks it."""
        import pandera.pandas as pa  # noqa: PLC0415  a fifth of a second, which few tables need

        return pa.DataFrameSchema(
            {name: one.of_pandera() for name, one in cls._columns.items()},
            strict="filter" if cls.only_these else False,
            add_missing_columns=not cls.only_these,
            coerce=True,
            name=cls.__name__,
        )

    @classmethod
    def of_rows(cls, rows: Sequence[Any], *key: str) -> pd.DataFrame:
        """Return the checked table of `rows`, each with a value for every column, sorted by `key`."""
        return cls.validate(by_key(pd.DataFrame(rows, columns=cls.names()), *key))


def _kind_of(annotation: Any) -> Any:
    (kind,) = get_args(annotation)
    return getattr(kind, "__forward_arg__", kind)  # a type that only pandas has a name for


def field(
    label: str,
    *,
    kind: str = "",
    digits: int | None = None,
    text: bool = False,
    **checks: Any,
) -> Any:
    """Return a column of a table: what a reader sees of it, and what its values may be.

    Parameters
    ----------
    label
        Its name for a reader, with the unit.
    kind
        How a number is written: "number", "rate" (per so many words) or "p"; "" as its type says.
    digits
        Behind the point; None for what is usual for the kind.
    text
        Whether it holds words of an article, which may not be for everybody.
    checks
        As in `pandera.Field`: also `nullable`, `unique`, `default` and `alias`.
    """
    apart = ("nullable", "unique", "default", "alias")
    more = {name: checks.pop(name) for name in apart if name in checks}
    return Column(label, kind, digits, text, checks=checks, **more)


def by_key(table: pd.DataFrame, *key: str) -> pd.DataFrame:
    """Return `table` sorted by `key` with a fresh index, so that row order never carries meaning."""
    if is_sorted(table, key):  # to see it takes a tenth of the time of sorting texts
        return table.reset_index(drop=True)
    return table.sort_values(list(key), kind="stable", ignore_index=True)


def is_sorted(table: pd.DataFrame, key: Sequence[str]) -> bool:
    """Tell whether rows are in the order of `key`; False also where that is not seen at once."""
    same = np.ones(
        max(len(table) - 1, 0), bool
    )  # rows that are like the one before in all columns so far
    for name in key:
        values = table[name].array
        plain = isinstance(values.dtype, pd.StringDtype) or values.dtype.kind in "iufb"
        if not plain or pd.isna(values).any():
            return False
        before, behind = values[:-1], values[1:]
        if (same & np.asarray(before > behind, bool)).any():
            return False
        same &= np.asarray(before == behind, bool)
    return True
