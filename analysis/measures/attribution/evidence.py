"""From a number back to the text: the attributions or stretches that a row of a table counts.

Rows are only picked from tables that were checked before, so they are not checked again: a report
asks for the evidence of hundreds of numbers.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.attribution.profile import (
    MEASURES,
    NO_SOURCE,
    Measure,
    attributions_counted,
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
    """Return what one row counts, in reading order.

    Parameters
    ----------
    row
        A row of Patterns, Concentration or SpeakersAcross. If it has its count, the count is compared
        with what is found.
    attributions, voices, sections
        What the row was made from. Only rows of the measure "voice" need `voices`.

    Returns
    -------
    Attributions; for the measure "voice" Voices. For "first heard" and "heard" it is the first
    attribution of the kind in each article that has one; for the effective number of speakers all
    attributions with a source.

    Raises
    ------
    ValueError
        If the row is of no such table, one of its values is unknown, voices are missing, or the count
        of the row is not what is found.
    """
    check_sections(sections)
    given = dict(row)
    if "statistic" in given:
        return _of_concentration(given, attributions, sections)
    if "measure" in given:
        measure = _measure(given)
        rows = _counted(measure, attributions, voices, sections)
        wanted = {
            "outlet": ["outlet"],
            "group": [measure.group],
            "category": list(measure.categories),
        }
        return _checked(given, measure, _chosen(given, rows, wanted))
    if {"speaker", "outlet"} <= set(given):
        return _of_speaker(given, attributions, sections)
    raise ValueError(
        f"no row of Patterns, Concentration or SpeakersAcross: it has {', '.join(map(str, given))}"
    )


def _measure(given: Mapping[Any, Any]) -> Measure:
    if given["measure"] not in MEASURES:
        raise ValueError(
            f"unknown measure {given['measure']!r}; the measures are {', '.join(MEASURES)}"
        )
    return MEASURES[given["measure"]]


def _counted(
    measure: Measure,
    attributions: pd.DataFrame,
    voices: pd.DataFrame | None,
    sections: Sequence[str],
) -> pd.DataFrame:
    """Return the rows that `measure` counts in all outlets."""
    if measure.counts != "voices":
        rows = attributions_counted(measure, attributions, sections)
    elif voices is None:
        raise ValueError(f"the measure {measure.name!r} is counted in Voices; give voices=")
    else:
        rows = voices_counted(voices, sections)
    return rows if measure.of == "heard" else rows[rows[measure.weight] > 0]


def _chosen(
    given: Mapping[Any, Any], rows: pd.DataFrame, wanted: Mapping[str, list[str]]
) -> pd.DataFrame:
    """Return the rows that have the values of `given`; `wanted` says in which columns."""
    missing = [name for name in wanted if name not in given]
    if missing:
        raise ValueError(f"the row has no {missing[0]!r}; it has {', '.join(map(str, given))}")
    kept = pd.Series(data=True, index=rows.index)
    for name, columns in wanted.items():
        fits = rows[columns].eq(given[name]).any(axis=1)
        if not fits.any() and given.get("n") != 0:  # a row may well say that there is none
            known = sorted(set(rows[columns].to_numpy().ravel()))
            raise ValueError(f"unknown {name} {given[name]!r}; there is {_listed(known)}")
        kept &= fits
    return rows[kept]


def _listed(known: list[str]) -> str:
    shown = ", ".join(map(repr, known[:12]))
    more = f" and {len(known) - 12} more" if len(known) > 12 else ""
    return f"{shown}{more}" if known else "nothing at all"


def _checked(given: Mapping[Any, Any], measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as a table; refuse them if the row has another count."""
    mean = measure.of == "heard"
    found = len(rows) if mean else float(rows[measure.weight].sum())
    _compare(given, "total" if mean else "n", found)
    table = Voices if measure.counts == "voices" else Attributions
    return rows[list(table.to_schema().columns)].reset_index(drop=True)


def _compare(given: Mapping[Any, Any], column: str, found: float) -> None:
    if column in given and given[column] != found:
        raise ValueError(
            f"the row has {column} {given[column]:g}, what was given has {found:g}; "
            "give the tables and the sections that the row was made from"
        )


def _of_concentration(
    given: Mapping[Any, Any], attributions: pd.DataFrame, sections: Sequence[str]
) -> pd.DataFrame:
    if given["statistic"] not in STATISTICS:
        known = ", ".join(STATISTICS)
        raise ValueError(f"unknown statistic {given['statistic']!r}; there is {known}")
    measure = _measure(given)
    rows = _counted(measure, attributions, None, sections)
    rows = rows[rows["who"] != NO_SOURCE]
    wanted = {"outlet": ["outlet"]}
    if given["statistic"] == STATISTICS[1]:
        wanted["speaker"] = ["who"]
    return _checked(given, measure, _chosen(given, rows, wanted))


def _of_speaker(
    given: Mapping[Any, Any], attributions: pd.DataFrame, sections: Sequence[str]
) -> pd.DataFrame:
    rows = named_rows(attributions, sections)
    rows = _chosen(given, rows, {"outlet": ["outlet"], "speaker": ["speaker"]})
    _compare(given, "attributions", len(rows))
    return rows.reset_index(drop=True)
