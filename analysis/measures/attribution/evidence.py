"""Lead from a number back to the text: the attributions or stretches that a row of a table counts.

Rows come from tables that were checked before, and are not checked again, because a report asks for the
evidence of hundreds of numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import FramingError
from analysis.language.words import check_sections
from analysis.measures.attribution.profile import (
    MEASURES,
    NO_SOURCE,
    CountedAttributions,
    Measure,
    voices_counted,
)
from analysis.measures.attribution.speakers_across import named_rows
from analysis.tables import Attributions, Voices
from analysis.tables.patterns import STATISTICS

Row = Mapping[Any, Any] | pd.Series


def evidence(
    row: Row,
    attributions: pd.DataFrame,
    voices: pd.DataFrame | None = None,
    *,
    sections: Sequence[str] = ("body",),
) -> pd.DataFrame:
    """Return the attributions or stretches that one row counts, in reading order.

    Parameters
    ----------
    row
        A row of Patterns, Concentration or SpeakersAcross. If it has a count, the result must have
        the same.
    attributions, voices, sections
        The tables and the sections behind the row. Only rows of the measure "voice" need `voices`.

    Returns
    -------
    Attributions; for the measure "voice" Voices. For "first heard" and "heard" it is the first
    attribution of the kind in each article that has one; for the effective number of speakers all
    attributions with a source.

    Raises
    ------
    FramingError
        If the row is of no such table, one of its values is unknown, voices are missing, or the count
        of the row is not that of the result.
    """
    return evidence_of_each([row], attributions, voices, sections=sections)[0]


def evidence_of_each(
    rows: Sequence[Row],
    attributions: pd.DataFrame,
    voices: pd.DataFrame | None = None,
    *,
    sections: Sequence[str] = ("body",),
) -> list[pd.DataFrame]:
    """Return the `evidence` of each row, in much less time than row by row."""
    check_sections(sections)
    counted = _Counted(attributions, voices, sections)
    return [_evidence(dict(row), counted) for row in rows]


def _evidence(given: dict[Any, Any], counted: "_Counted") -> pd.DataFrame:
    if "statistic" in given:
        return _of_concentration(given, counted)
    if "measure" in given:
        measure = _measure(given)
        wanted = {
            "outlet": ["outlet"],
            "group": [measure.group],
            "category": list(measure.categories),
        }
        return _with_equal_count(given, measure, counted.chosen(measure.name, given, wanted))
    if {"speaker", "outlet"} <= set(given):
        rows = counted.chosen("", given, {"outlet": ["outlet"], "speaker": ["speaker"]})
        _compare(given, "attributions", len(rows))
        return rows.reset_index(drop=True)
    raise FramingError(
        f"no row of Patterns, Concentration or SpeakersAcross: it has {', '.join(map(str, given))}"
    )


class _Counted:
    """The rows that measures count, prepared once, with an index of the values in their columns."""

    def __init__(
        self, attributions: pd.DataFrame, voices: pd.DataFrame | None, sections: Sequence[str]
    ) -> None:
        self._given = attributions, voices, sections
        self._said = CountedAttributions(attributions, sections)
        self._rows: dict[str, pd.DataFrame] = {}
        self._places: dict[tuple[str, str], dict[Any, NDArray[np.intp]]] = {}

    def rows(self, name: str) -> pd.DataFrame:
        """Return the rows of the measure `name` in all outlets; for "" the rows of named speakers."""
        if name not in self._rows:
            attributions, voices, sections = self._given
            self._rows[name] = (
                _counted(MEASURES[name], self._said, voices, sections)
                if name
                else named_rows(attributions, sections)
            )
        return self._rows[name]

    def chosen(
        self, name: str, given: Mapping[Any, Any], wanted: Mapping[str, list[str]]
    ) -> pd.DataFrame:
        """Return the rows that have the values of `given` in the columns of `wanted`."""
        missing = [key for key in wanted if key not in given]
        if missing:
            raise FramingError(
                f"the row has no {missing[0]!r}; it has {', '.join(map(str, given))}"
            )
        rows = self.rows(name)
        kept = np.ones(len(rows), dtype=bool)
        for key, columns in wanted.items():
            fits = np.zeros(len(rows), dtype=bool)
            for column in columns:
                fits[self._where(name, column, given[key])] = True
            if not fits.any() and given.get("n") != 0:  # a row may well say that there is none
                known = sorted(set(rows[columns].to_numpy().ravel()))
                raise FramingError(f"unknown {key} {given[key]!r}; there is {_listed(known)}")
            kept &= fits
        return rows.iloc[np.flatnonzero(kept)]

    def _where(self, name: str, column: str, value: object) -> NDArray[np.intp]:
        if (name, column) not in self._places:
            numbers, values = pd.factorize(self.rows(name)[column])
            order = np.argsort(numbers, kind="stable")
            ends = np.cumsum(np.bincount(numbers, minlength=len(values)))[:-1]
            parts = np.split(order, ends) if len(values) else []
            self._places[name, column] = dict(zip(values, parts, strict=True))
        return self._places[name, column].get(value, np.empty(0, dtype=np.intp))


def _measure(given: Mapping[Any, Any]) -> Measure:
    if given["measure"] not in MEASURES:
        raise FramingError(
            f"unknown measure {given['measure']!r}; the measures are {', '.join(MEASURES)}"
        )
    return MEASURES[given["measure"]]


def _counted(
    measure: Measure,
    said: CountedAttributions,
    voices: pd.DataFrame | None,
    sections: Sequence[str],
) -> pd.DataFrame:
    """Return the rows that `measure` counts in all outlets."""
    if measure.counts != "voices":
        rows = said.of(measure)
    elif voices is None:
        raise FramingError(f"the measure {measure.name!r} is counted in Voices; give voices=")
    else:
        rows = voices_counted(voices, sections)
    return rows if measure.of == "heard" else rows[rows[measure.weight] > 0]


def _listed(known: list[str]) -> str:
    shown = ", ".join(map(repr, known[:12]))
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return f"{shown}{more}" if known else "nothing at all"


def _with_equal_count(
    given: Mapping[Any, Any], measure: Measure, rows: pd.DataFrame
) -> pd.DataFrame:
    """Return the rows as a table; refuse them if the row has another count."""
    mean = measure.of == "heard"
    found = len(rows) if mean else float(rows[measure.weight].sum())
    _compare(given, "total" if mean else "n", found)
    table = Voices if measure.counts == "voices" else Attributions
    return rows[table.names()].reset_index(drop=True)


def _compare(given: Mapping[Any, Any], column: str, found: float) -> None:
    if column in given and given[column] != found:
        raise FramingError(
            f"the row has {column} {given[column]:g}, what was given has {found:g}; "
            "give the tables and the sections that the row was made from"
        )


def _of_concentration(given: Mapping[Any, Any], counted: _Counted) -> pd.DataFrame:
    if given["statistic"] not in STATISTICS:
        known = ", ".join(STATISTICS)
        raise FramingError(f"unknown statistic {given['statistic']!r}; there is {known}")
    measure = _measure(given)
    wanted = {"outlet": ["outlet"]}
    if given["statistic"] == STATISTICS[1]:
        wanted["speaker"] = ["who"]
    rows = counted.chosen(measure.name, given, wanted)
    return _with_equal_count(given, measure, rows[rows["who"] != NO_SOURCE])
