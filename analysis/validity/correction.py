"""Correct shares, rates and differences of outlets by what people coded: counts in, three estimates out."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.errors import FramingError
from analysis.inference.by_article import FEWEST
from analysis.inference.intervals import Intervals
from analysis.tables.validity import COMPARISONS, ESTIMATES, CodedCounts, Corrections
from analysis.validity.pairing import coded_events, paired, paired_gold, paired_uncorrected
from analysis.validity.rectifier import (
    METHODS,
    Counted,
    Estimate,
    Pseudo,
    both_found,
    corrected,
    gold_only,
    interval,
    uncorrected,
)

SHARE, RATE = "share", "per 1,000 words"
SCALES = {SHARE: 1.0, RATE: 1000.0}
CLUSTERS = ("article", "event")
_Triple = dict[str, Estimate]
# what is said of the articles or events behind a number that rests on people
_CODED = {
    ("corrected", "article"): " coded",
    ("gold only", "article"): " coded",
    ("corrected", "event"): " with coded articles of each outlet",
    ("gold only", "event"): " with coded articles of both outlets",
}


def correction(
    counts: pd.DataFrame,
    *,
    unit: str = SHARE,
    method: str = "prediction-powered",
    cluster: str = "article",
) -> pd.DataFrame:
    """Return each number of each outlet and of every two: by the model, corrected, by coded articles alone.

    Parameters
    ----------
    counts
        CodedCounts.
    unit
        "share" of the total, or "per 1,000 words" of it.
    method
        "prediction-powered" or "design-based"; see `analysis.validity.rectifier`.
    cluster
        What hangs together: the "article", or the "event" (an article without one is its own). The
        difference within events always goes by event.

    Returns
    -------
    Corrections. Differences within events are there for outlets that share an event. A number that rests on
    people has no interval where they found none of the category, or nothing else, in the coded articles of
    an outlet; within events it is not there at all without an interval, which needs five events. `reason`
    says what is missing.

    Raises
    ------
    FramingError
        If unit, method or cluster is unknown, or a coded article has no probability.

    Source
    ------
    See `analysis.validity.rectifier` and `analysis.validity.pairing`.
    """
    for name, value, choices in (
        ("unit", unit, tuple(SCALES)),
        ("method", method, tuple(METHODS)),
        ("cluster", cluster, CLUSTERS),
    ):
        if value not in choices:
            raise FramingError(f"{name} is {value!r}; give {' or '.join(choices)}")
    known = CodedCounts.validate(counts)
    bad = known[known["coded_n"].notna() & known["probability"].isna()]
    if len(bad):
        article = bad["article"].iloc[0]
        raise FramingError(f"article {article!r} is coded and has no probability of being drawn")
    rows = [
        row
        for category, own in known.groupby("category", sort=True)
        for row in _rows(str(category), own, unit, method, cluster)
    ]
    found = pd.DataFrame(rows, columns=Corrections.names())
    turn = {name: k for k, name in enumerate((*COMPARISONS, *ESTIMATES))}
    order = found.assign(a=found["comparison"].map(turn), b=found["estimate"].map(turn))
    place = order.sort_values(["category", "a", "of", "b"], kind="stable").index
    return Corrections.validate(found.loc[place].reset_index(drop=True))


class _Behind(NamedTuple):
    """What stands behind a number: articles or events of the outlet with fewest, by way of estimating."""

    tables: list[pd.DataFrame]  # the articles of each outlet
    fewest: dict[str, int]
    noun: str = "article"

    @property
    def told(self) -> bool:
        """Whether people found the category, and something else, in the coded articles of each outlet."""
        coded = (rows[["coded_n", "coded_total"]].to_numpy(float) for rows in self.tables)
        return all(both_found(gold) for gold in coded)


def _rows(
    category: str, own: pd.DataFrame, unit: str, method: str, cluster: str
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one category."""
    tables = {str(name): rows for name, rows in own.groupby("outlet", sort=True)}
    sides = _counted(tables, own, cluster)
    pseudos = dict(zip(sides, METHODS[method](list(sides.values())), strict=True))
    singles = {name: _triple(side, pseudos[name]) for name, side in sides.items()}
    highest = 1.0 if unit == SHARE else np.inf
    for name, triple in singles.items():
        key = category, COMPARISONS[0], name
        yield from _told(key, unit, triple, _articles([tables[name]]), highest)
    for one, other in combinations(sides, 2):
        of, both = f"{one} - {other}", [tables[one], tables[other]]
        apart = {name: singles[one][name] - singles[other][name] for name in ESTIMATES}
        yield from _told((category, COMPARISONS[1], of), unit, apart, _articles(both))
        shared = _shared(both)
        if all(len(rows) for rows in shared):
            within, events = _within(
                (sides[one], sides[other]), (pseudos[one], pseudos[other]), both
            )
            behind = _Behind(shared, events, "event")
            yield from _told((category, COMPARISONS[2], of), unit, within, behind)


def _articles(tables: list[pd.DataFrame]) -> _Behind:
    coded = min(int(rows["coded_n"].notna().sum()) for rows in tables)
    fewest = dict.fromkeys(ESTIMATES, coded)
    return _Behind(tables, fewest | {ESTIMATES[0]: min(map(len, tables))})


def _triple(side: Counted, pseudo: Pseudo) -> _Triple:
    found = uncorrected(side), corrected(side, pseudo), gold_only(side)
    return dict(zip(ESTIMATES, found, strict=True))


def _within(
    sides: tuple[Counted, Counted], pseudos: tuple[Pseudo, Pseudo], tables: list[pd.DataFrame]
) -> tuple[_Triple, dict[str, int]]:
    """Return the difference within the events that both outlets report, and how many stand behind it."""
    names = sorted({*tables[0]["event"], *tables[1]["event"]} - {""})
    numbers = [pd.Index(names).get_indexer(pd.Index(rows["event"])) for rows in tables]
    kept = [(rows["event"] != "").to_numpy() for rows in tables]
    pair = tuple(
        Counted(side.predicted[k], side.gold[k], side.probability[k], events[k])
        for side, events, k in zip(sides, numbers, kept, strict=True)
    )
    own = tuple(pseudo.of(k) for pseudo, k in zip(pseudos, kept, strict=True))
    both = pair[0], pair[1]
    found = paired_uncorrected(both), paired(both, (own[0], own[1])), paired_gold(both)
    one, other, together = coded_events(both)
    events = len(found[0].parts[0].spread) if found[0].parts else 0, min(one, other), together
    return dict(zip(ESTIMATES, found, strict=True)), dict(zip(ESTIMATES, events, strict=True))


def _shared(tables: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return the articles of events that both outlets report."""
    both = set(tables[0]["event"]) & set(tables[1]["event"]) - {""}
    return [rows[rows["event"].isin(both)] for rows in tables]


def _counted(
    tables: dict[str, pd.DataFrame], every: pd.DataFrame, cluster: str
) -> dict[str, Counted]:
    """Return the Counted of each outlet; clusters have the same numbers in all of them."""
    names = ("event " + every["event"]).where(every["event"] != "", "article " + every["article"])
    numbers = pd.Series(pd.factorize(names, sort=True)[0], index=every.index)
    return {
        name: Counted(
            rows[["n", "total"]].to_numpy(float),
            rows[["coded_n", "coded_total"]].to_numpy(float),
            rows["probability"].to_numpy(float),
            numbers[rows.index].to_numpy() if cluster == "event" else None,
        )
        for name, rows in tables.items()
    }


def _told(
    key: tuple[str, str, str],
    unit: str,
    triple: _Triple,
    behind: _Behind,
    highest: float | None = None,
) -> Iterator[tuple[object, ...]]:
    """Yield the three rows of one number."""
    coded = [int(rows["coded_n"].notna().sum()) for rows in behind.tables]
    items = sum(int(rows["items"].sum()) for rows in behind.tables)
    size = items, sum(coded), sum(map(len, behind.tables))
    for name, estimate in triple.items():
        low, high = interval(estimate, highest=highest)
        reason = _reason(name, estimate.value, low + high, behind)
        kind = "none" if reason else str(Intervals().by(behind.fewest[name]))
        kind = kind.replace("article", behind.noun)
        bounds = (np.nan, np.nan) if reason else (low, high)
        alone = (
            behind.noun == "event" and name != ESTIMATES[0]
        )  # then no number without an interval
        value = np.nan if reason and alone else estimate.value
        values = [each * SCALES[unit] for each in (value, *bounds)]
        yield (*key, name, unit, *values, kind, *size, reason)


def _reason(name: str, value: float, bounds: float, behind: _Behind) -> str:
    """Return why a number, or its interval, is not there; "" if it is."""
    number, noun = behind.fewest[name], behind.noun
    if number < FEWEST:
        with_coded = "" if name == ESTIMATES[0] else _CODED[name, noun]
        return f"{number} {noun}{'' if number == 1 else 's'}{with_coded}; {FEWEST} are needed"
    if name != ESTIMATES[0] and not behind.told:
        return "people found none of it, or nothing else, in the coded articles of an outlet"
    if np.isnan(value):
        return "nothing to divide by"
    return "" if np.isfinite(bounds) else "its error cannot be estimated"
