"""Prepare Patterns for a figure: check and sort the rows, and put names and units into words."""

from collections.abc import Iterable

import pandas as pd

from analysis.categories import KIND_LABELS
from analysis.errors import FramingError
from analysis.figures.canvas.page import plural, thousands
from analysis.tables import CUE_CLASSES, TYPES, Patterns, by_key
from analysis.tables.loaded import LOADED_VOICES, VOICE_LABELS
from analysis.tables.patterns import scale_of

NO_CASE = "no case"


def checked(patterns: pd.DataFrame, *, measure: str = "") -> pd.DataFrame:
    """Return Patterns of one measure and one unit, sorted by their key.

    Raises
    ------
    FramingError
        If the table is empty, or has another measure than `measure` ("" allows any), more than one
        measure or unit, or two rows with one key.
    """
    table = Patterns.validate(patterns)
    if table.empty:
        raise FramingError("the table of patterns has no rows; a figure needs at least one")
    for column, wanted in (("measure", measure), ("unit", "")):
        found = sorted(table[column].unique())
        if len(found) > 1 or wanted not in ("", found[0]):
            asked = repr(wanted) if wanted else "one"
            raise FramingError(f"the figure needs the {column} {asked}, not {found}")
    key = ["outlet", "group", "category"]
    twice = table[table.duplicated(key)]
    if len(twice):
        raise FramingError(f"two rows are about the same: {twice[key].iloc[0].tolist()}")
    return by_key(table, *key)


def one_group(table: pd.DataFrame) -> pd.DataFrame:
    """Return `table`, or raise FramingError when its rows are of more than one group."""
    groups = sorted(table["group"].unique())
    if len(groups) > 1:
        raise FramingError(f"the figure needs one group, not {groups}")
    return table


def in_order(values: pd.Series, names: pd.Series) -> list[str]:
    """Return the different `names`: types, cue classes and voices in their own order, else by `values`.

    The largest sum of `values` comes first (NaN counts as 0), ties in order of the name.
    """
    found = set(names)
    for order in (TYPES, CUE_CLASSES, LOADED_VOICES):
        if found <= set(order):
            return [name for name in order if name in found]
    sums = values.fillna(0.0).groupby(names).sum().round(12)
    return sorted(found, key=lambda name: (-sums[name], name))


def shown(names: Iterable[str]) -> dict[str, str]:
    """Return the text for each name: kinds of speakers and voices in words, and "all" for ""."""
    wanted = list(names)
    known = (KIND_LABELS, VOICE_LABELS)
    own = next((labels for labels in known if set(wanted) <= set(labels)), {"": "all"})
    return {name: own.get(name, name) for name in wanted}


def is_rate(table: pd.DataFrame) -> bool:
    """Return whether the values are rates per 1,000 words rather than shares."""
    return float(scale_of(table["unit"]).iloc[0]) > 1


def with_interval(axis: str, table: pd.DataFrame) -> str:
    """Return the name of an axis, with a remark on the intervals if there are any."""
    return f"{axis}, with 95% interval" if table["low"].notna().any() else axis


def axis_name(table: pd.DataFrame) -> str:
    """Return the name of the axis of these values."""
    unit = str(table["unit"].iloc[0])
    return with_interval(unit if is_rate(table) else f"% of {unit}", table)


def counted(n: float, unit: str) -> str:
    """Write a number with its unit, given as a plural: 1 word, 1,234 attributions."""
    return f"{thousands(n)} {unit.removesuffix('s') if n == 1 else unit}"


def denominator(table: pd.DataFrame) -> str:
    """Return the unit of `total`: words for a rate, else the unit itself."""
    return "words" if is_rate(table) else str(table["unit"].iloc[0])


def sizes(table: pd.DataFrame) -> dict[str, str]:
    """Return for each outlet the total behind its values, in words."""
    unit = denominator(table)
    most = table.groupby("outlet")[["total", "articles"]].max()
    return {
        str(outlet): f"{counted(row['total'], unit)}, {plural(int(row['articles']), 'article')}"
        for outlet, row in most.iterrows()
    }
