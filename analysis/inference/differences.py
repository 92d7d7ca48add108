"""Compare each outlet with the mean of the outlets, with an interval (decision 35)."""

import numpy as np
import pandas as pd

from analysis.tables import Differences, Patterns, by_key

_CELL = ["measure", "group", "category"]


def from_the_mean(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the difference of each number from the mean of all outlets.

    Parameters
    ----------
    patterns
        Patterns with intervals.

    Returns
    -------
    Differences, in the unit of the values, for every cell (measure, group, category) in which at least
    two outlets have a value. Every outlet has the same weight in the mean, however much it wrote, and the
    outlet itself is part of the mean: each of two outlets is half their difference away. `interval` is
    "articles" if all values have intervals by articles, "none" if one has no interval, else "units".

    Source
    ------
    The interval of a weighted sum of independent numbers from their own intervals: the method of
    variance estimates recovery (MOVER; Zou & Donner 2008, Statistics in Medicine 27; for more than two
    numbers Zou, Huang & Zhang 2009). Outlets are taken as independent of each other.
    """
    table = Patterns.validate(patterns)
    table = table[table["value"].notna()]
    cells = [cell for _, cell in table.groupby(_CELL, sort=True) if len(cell) > 1]
    parts = [_differences(cell) for cell in cells]
    columns = list(Differences.to_schema().columns)
    found = pd.concat(parts) if parts else table.reindex(columns=columns).iloc[:0]
    return Differences.validate(by_key(found[columns], "measure", "group", "category", "outlet"))


def _differences(cell: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one cell."""
    count = len(cell)
    value, low, high = (cell[name].to_numpy(dtype=float) for name in ("value", "low", "high"))
    weights = np.eye(count) - 1 / count  # outlet by outlet: 1 - 1/k for itself, -1/k for the others
    below, above = (value - low) ** 2, (high - value) ** 2
    positive = np.where(weights > 0, weights**2, 0.0)
    negative = np.where(weights < 0, weights**2, 0.0)
    difference = weights @ value
    kinds = set(cell["interval"])
    kind = "none" if "none" in kinds else "units" if "units" in kinds else "articles"
    return cell.assign(
        mean=value.mean(),
        difference=difference,
        low=difference - np.sqrt(positive @ below + negative @ above),
        high=difference + np.sqrt(positive @ above + negative @ below),
        outlets=count,
        interval=kind,
    )
