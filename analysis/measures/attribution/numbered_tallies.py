"""Tallies with a number for each of their texts: to group texts takes several times as long as numbers."""

from collections.abc import Iterable
from math import prod

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.attribution.tallies import KEY
from analysis.tables import Tallies

Numbers = npt.NDArray[np.int64]


class NumberedTallies:
    """Tallies in the order of their key; several columns of a row together are one number.

    Numbers are in the order of the texts, column by column.
    """

    def __init__(self, tallies: pd.DataFrame, *, categories: Iterable[str] = ()) -> None:
        """Number the texts of Tallies, and some categories that need not be among them."""
        self.table = Tallies.validate(tallies).reset_index(drop=True)
        self._columns = {
            name: pd.factorize(self.table[name], sort=True) for name in (*KEY, "outlet")
        }
        number, texts = self._columns["category"]
        every = pd.Index(sorted({"", *categories}.union(texts)), dtype="str")
        self._columns["category"] = every.get_indexer(texts)[number], every
        key = self.of(*KEY)
        if (key[1:] < key[:-1]).any():
            order = np.argsort(key, kind="stable")
            self.table = self.table.take(order).reset_index(drop=True)
            self._columns = {
                name: (of[order], texts) for name, (of, texts) in self._columns.items()
            }

    def texts(self, name: str) -> pd.Index:
        """Return the texts of a column in order, each at the place that is its number."""
        return self._columns[name][1]

    def of(self, *names: str) -> Numbers:
        """Return the number that each row has in some columns together."""
        return self.joined(names, [self._columns[name][0] for name in names])

    def like(self, rows: pd.DataFrame, *names: str) -> Numbers:
        """Return the numbers of the rows of another table, -1 where one has a text that is not here."""
        each = [self.texts(name).get_indexer(pd.Index(rows[name])) for name in names]
        known = np.all([part >= 0 for part in each], axis=0)
        return np.where(known, self.joined(names, each), -1)

    def joined(self, names: Iterable[str], each: Iterable[npt.ArrayLike]) -> Numbers:
        """Return the numbers of columns together from those of each column; they broadcast."""
        joined: Numbers = np.zeros((), np.int64)
        for name, number in zip(names, each, strict=True):
            joined = joined * len(self.texts(name)) + np.asarray(number, np.int64)
        return joined

    def parts(self, number: Numbers, *names: str) -> dict[str, Numbers]:
        """Return the number of each column from those of columns together."""
        found = {}
        for place, name in enumerate(names):
            behind = prod(len(self.texts(other)) for other in names[place + 1 :])
            found[name], number = np.divmod(number, behind)
        return found

    def is_first(self, *names: str) -> npt.NDArray[np.bool_]:
        """Tell which rows are the first with what they have in some columns."""
        return ~pd.Series(self.of(*names)).duplicated().to_numpy()


def sums_of(number: Numbers, **values: npt.ArrayLike) -> pd.DataFrame:
    """Return the sums of some values over rows with the same number, in the order of the numbers."""
    return pd.DataFrame(values).groupby(number, sort=True).sum()


def looked_up(sums: pd.DataFrame, number: Numbers) -> pd.DataFrame:
    """Return the row of `sums` for each number, of zeros where it has none."""
    return sums.reindex(number).fillna(0.0).reset_index(drop=True)
