"""Compare outlets within the events that they both report.

What an article is about decides many of its numbers, so outlets that report different events differ without
framing anything. Where two outlets report the same event, the difference of their values belongs to them.

Source
------
Paired comparison by clusters: the mean of the differences, with Student's t interval over events (Student
1908), and the test that draws the sign of every difference anew (Fisher 1935; exact up to `EXACT` events,
beyond with `FLIPS` draws and one added to both counts, Phipson & Smyth 2010). Adjusted by Holm 1979 over the
differences whose events are enough for a p value that is small among so many (Tarone 1990). Each event
counts once, whatever its size. Measured coverage: `tests/inference/test_by_event.py`.
"""

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.inference.by_article import ENOUGH, FEWEST
from analysis.inference.contrasts import is_contrasted
from analysis.language import Counts
from analysis.measures.frequency import word_tallies
from analysis.recipes import table
from analysis.tables import Tallies
from analysis.tables.patterns import Paired, scale_of

Floats = npt.NDArray[np.float64]
EXACT = 12  # events, up to which all signs are tried
FLIPS = 9_999  # draws of signs beyond
LEVEL = 0.05
_CELL = ["measure", "group", "category"]
_ROWS = 2_000  # differences whose signs are drawn together


class _Pair(NamedTuple):
    """One number of two outlets in the events that both report."""

    cell: tuple[str, str, str]
    unit: str
    outlets: tuple[str, str]
    found: Floats  # events x 2
    largest: float


def paired_differences(
    tallies: pd.DataFrame, events: pd.DataFrame, *, random: np.random.Generator
) -> pd.DataFrame:
    """Return the differences of every two outlets within the events that both report.

    Parameters
    ----------
    tallies
        Tallies of the measures to compare.
    events
        `article` and `event`; an article without one, or with "", is left out.
    random
        For the signs, where there are more than `EXACT` events.

    Returns
    -------
    Paired, the surest first: reliable rows, then those with the smallest adjusted p, then those with an
    interval alone, in each part the largest difference over the half-width of its interval first. Empty if
    no two outlets share an event.
    """
    pairs = list(_pairs(Tallies.validate(tallies), events))
    differences = [pair.found[:, 0] - pair.found[:, 1] for pair in pairs]
    tests = _sign_flips(differences, random)
    rows = [_row(pair, p) for pair, p in zip(pairs, tests, strict=True)]
    table = pd.DataFrame(rows, columns=[name for name in Paired.names() if name not in _LATER])
    tested = within_reach(np.array([_least_p(each) for each in differences]))
    table["p_adjusted"] = np.nan
    table.loc[tested, "p_adjusted"] = holm(table.loc[tested, "p"].to_numpy(float))
    table["reliable"] = (table["low"] > 0) & (table["p_adjusted"] < LEVEL)
    reach = (table["difference"] - table["low"]).astype(float)
    order = pd.DataFrame(
        {
            "no": ~table["reliable"],
            "p": table["p_adjusted"].where(~table["reliable"]).fillna(np.inf),
            "unsure": -table["difference"] / reach,
        }
    )
    order = pd.concat([order, table[[*_CELL, "pair"]]], axis=1)
    place = order.sort_values(["no", "p", "unsure", *_CELL, "pair"], kind="stable").index
    return Paired.validate(table.loc[place].reset_index(drop=True))


_LATER = ("p_adjusted", "reliable")


def holm(p: Floats) -> Floats:
    """Return p values adjusted for all of them (Holm 1979)."""
    rising = np.argsort(p, kind="stable")
    each = np.maximum.accumulate(p[rising] * np.arange(len(p), 0, -1))
    adjusted = np.empty(len(p))
    adjusted[rising] = np.minimum(each, 1)
    return adjusted


def within_reach(least: Floats, level: float = LEVEL) -> npt.NDArray[np.bool_]:
    """Tell which tests can come below `level` among those that can, by the least p of each (Tarone 1990).

    A test whose least p is too large can never be reliable; to adjust the others for it would only hide
    what they find. The least p depends on how many events there are, not on what they say.
    """
    for many in range(1, len(least) + 1):
        if int((least <= level / many).sum()) <= many:
            return np.asarray(least <= level / many)
    return np.zeros(len(least), dtype=bool)


def _least_p(differences: Floats) -> float:
    """Return the p value if all differences that are not zero had one sign."""
    least = 2.0 ** (1 - np.count_nonzero(differences)) if differences.any() else 1.0
    return max(least, 1 / (FLIPS + 1)) if len(differences) > EXACT else least


def _pairs(tallies: pd.DataFrame, events: pd.DataFrame) -> Iterator[_Pair]:
    """Yield every number of two outlets that have a denominator in the same events."""
    known = events.loc[events["event"] != "", ["article", "event"]]
    every = tallies.merge(known, on="article")
    for (measure, group), rows in every.groupby(["measure", "group"], sort=True):
        each = rows.drop_duplicates("article")
        totals = each.pivot_table("total", "event", "outlet", aggfunc="sum", sort=True)
        totals = totals.where(totals > 0)
        unit = str(rows["unit"].iloc[0])
        scale = float(scale_of(pd.Series([unit])).iloc[0])
        for category, found in rows[rows["category"] != ""].groupby("category", sort=True):
            counts = found.pivot_table("n", "event", "outlet", aggfunc="sum")
            values = counts.reindex_like(totals).fillna(0) / totals * scale
            yield from _of_cell((str(measure), str(group), str(category)), unit, values, totals)


def _of_cell(
    cell: tuple[str, str, str], unit: str, values: pd.DataFrame, totals: pd.DataFrame
) -> Iterator[_Pair]:
    numbers, sizes = values.to_numpy(float), totals.to_numpy(float)
    for one, other in combinations(range(len(values.columns)), 2):
        both = np.isfinite(numbers[:, [one, other]]).all(axis=1)
        if both.any():
            size = sizes[both][:, [one, other]].sum(axis=1)
            outlets = str(values.columns[one]), str(values.columns[other])
            found = numbers[both][:, [one, other]]
            yield _Pair(cell, unit, outlets, found, float(size.max() / size.sum()))


def _row(pair: _Pair, p: float) -> dict[str, object]:
    means = pair.found.mean(axis=0)
    first = int(means[1] > means[0])
    differences = pair.found[:, first] - pair.found[:, 1 - first]
    events, difference = (
        len(differences),
        max(float(differences.mean()), 0.0),
    )  # rounding can put it below
    reach = np.nan
    if events >= FEWEST:
        error = differences.std(ddof=1) / np.sqrt(events)
        reach = float(scipy.special.stdtrit(events - 1, 0.975) * error)
    kind = "none" if events < FEWEST else "few events" if events < ENOUGH else "events"
    return {
        **dict(zip(_CELL, pair.cell, strict=True)),
        "unit": pair.unit,
        "pair": " and ".join(sorted(pair.outlets)),
        "above": pair.outlets[first],
        "value_above": means[first],
        "below": pair.outlets[1 - first],
        "value_below": means[1 - first],
        "events": events,
        "difference": difference,
        "low": difference - reach,
        "high": difference + reach,
        "interval": kind,
        "p": p,
        "largest": pair.largest,
    }


def _sign_flips(differences: list[Floats], random: np.random.Generator) -> Floats:
    """Return for each list of differences how often signs at random give a sum as far from zero."""
    p = np.ones(len(differences))
    sizes = np.array([len(each) for each in differences], dtype=int)
    for size in sorted({*sizes[sizes <= EXACT].tolist()}):
        signs = 1.0 - 2.0 * ((np.arange(2**size)[:, None] >> np.arange(size)) & 1).astype(float)
        for part in _parts(np.flatnonzero(sizes == size)):
            p[part] = _as_far(np.array([differences[k] for k in part]), signs).mean(axis=0)
    for size in sorted({*sizes[sizes > EXACT].tolist()}):
        signs = random.choice([-1.0, 1.0], size=(FLIPS, size))
        for part in _parts(np.flatnonzero(sizes == size)):
            far = _as_far(np.array([differences[k] for k in part]), signs).sum(axis=0)
            p[part] = (far + 1) / (FLIPS + 1)
    return p


def _as_far(differences: Floats, signs: Floats) -> npt.NDArray[np.bool_]:
    """Tell for each row of signs and each row of differences whether the sum is as far from zero."""
    sums = signs @ differences.T
    least = np.abs(differences.sum(axis=1))
    return np.asarray(np.abs(sums) >= least - 1e-9 * np.maximum(least, 1e-9))


def _parts(places: npt.NDArray[np.int64]) -> Iterator[npt.NDArray[np.int64]]:
    return (places[first : first + _ROWS] for first in range(0, len(places), _ROWS))


@table("paired", Paired)
def _paired(
    tallies: pd.DataFrame,
    loaded_article: pd.DataFrame,
    agency_article: pd.DataFrame,
    events: pd.DataFrame,
    random: np.random.Generator,
) -> pd.DataFrame:
    """How outlets differ within the events that both report: the surest differences first."""
    every = pd.concat([compared(one) for one in (tallies, loaded_article, agency_article)])
    return paired_differences(every, events, random=random)


@table("paired-attribution", Paired)
def _paired_attribution(
    tallies: pd.DataFrame, events: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """How outlets differ in attributions within the events that both report."""
    return paired_differences(compared(tallies), events, random=random)


@table("paired-loaded", Paired)
def _paired_loaded(
    loaded_article: pd.DataFrame, events: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    """How outlets differ in loaded language within the events that both report."""
    return paired_differences(compared(loaded_article), events, random=random)


@table("paired-words", Paired)
def _paired_words(
    counts: Counts,
    house_style: Collection[str],
    events: pd.DataFrame,
    random: np.random.Generator,
) -> pd.DataFrame:
    """How outlets differ in their most frequent words within the events that both report."""
    return paired_differences(word_tallies(counts, without=house_style), events, random=random)


def compared(tallies: pd.DataFrame) -> pd.DataFrame:
    """Return the Tallies in which outlets are compared; other categories stay as denominators."""
    wanted = is_contrasted(tallies)
    cells = tallies["measure"].str.cat(tallies["group"], sep="\n")
    kept = tallies[cells.isin(cells[wanted])]
    return kept.assign(category=kept["category"].where(wanted[kept.index], ""))
