"""The base of all tables: checks, sorting, and the units that they share."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pandera.pandas as pa

PER = 1_000_000  # rates are per million words
INTERVALS = ("none", "few articles", "words", "articles")
OF_PATTERNS = ("none", "few articles", "units", "articles")


class Table(pa.DataFrameModel):
    """A table that hands on its own columns, in the order written here, and no others."""

    class Config:  # noqa: D106  pandera's own switchboard
        strict = "filter"
        coerce = True

    @classmethod
    def validate(cls, *args: Any, **kwargs: Any) -> pd.DataFrame:  # type: ignore[override]
        """Return the checked table with its columns in order."""
        table: pd.DataFrame = super().validate(*args, **kwargs)
        return table[cls.names()]

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of the columns in order."""
        return list(cls.to_schema().columns)

    @classmethod
    def of_rows(cls, rows: Sequence[Any], *key: str) -> pd.DataFrame:
        """Return the checked table of `rows`, each with a value for every column, sorted by `key`."""
        return cls.validate(by_key(pd.DataFrame(rows, columns=cls.names()), *key))


def field(
    label: str,
    *,
    kind: str = "",
    digits: int | None = None,
    text: bool = False,
    nullable: bool = False,
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
    nullable, checks
        As in `pandera.Field`.
    """
    about = {"kind": kind, "digits": digits, "text": text}
    return pa.Field(title=label, metadata=about, nullable=nullable, **checks)


def by_key(table: pd.DataFrame, *key: str) -> pd.DataFrame:
    """Return `table` sorted by `key` with a fresh index, so that row order never carries meaning."""
    return table.sort_values(list(key), kind="stable", ignore_index=True)
