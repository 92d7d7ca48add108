"""Correct what two outlets differ by within the events that both report: events in, a difference out."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.validity.rectifier import Counted, Estimate, Floats, Part, Pseudo


class _Events(NamedTuple):
    """One outlet in each event: its number, what coded articles add to it, and whether there are any."""

    value: Floats
    error: Floats
    coded: npt.NDArray[np.bool_]


def paired(sides: tuple[Counted, Counted], pseudos: tuple[Pseudo, Pseudo]) -> Estimate:
    """Return the mean over events of the difference between two outlets, corrected.

    Parameters
    ----------
    sides
        The two outlets; `cluster` is the event, numbered from 0, the same in both.
    pseudos
        Their pseudo-outcomes.

    Returns
    -------
    Estimate over the events in which both have a denominator; each counts once. NaN if there is none.

    Source
    ------
    As `analysis.inference.by_event`: mean of the differences, with events as clusters. Ours: what coded
    articles add to a ratio is taken to first order about the ratio that the model gives, over its denominator
    times what that of the whole outlet is wrong by: no event has enough coded articles to correct its own.
    """
    number = 1 + max(int(_events(side).max(initial=-1)) for side in sides)
    first, second = (
        _corrected(side, pseudo, number) for side, pseudo in zip(sides, pseudos, strict=True)
    )
    both = np.isfinite(first.value) & np.isfinite(second.value)
    coded = int((both & (first.coded | second.coded)).sum())
    return _mean(first.value - second.value, first.error - second.error, both, coded)


def paired_uncorrected(sides: tuple[Counted, Counted]) -> Estimate:
    """Return the same as the model has it."""
    nothing = [Pseudo(side.predicted, np.zeros_like(side.predicted)) for side in sides]
    found = paired(sides, (nothing[0], nothing[1]))
    parts = tuple(
        Part(part.spread, np.zeros(len(part.spread)), part.cluster, (part.degrees[0], 1))
        for part in found.parts
    )
    return found._replace(parts=parts)


def paired_gold(sides: tuple[Counted, Counted]) -> Estimate:
    """Return the same by coded articles alone, over the events in which both outlets have some."""
    coded = [side._replace(predicted=side.known * side.weights[:, None]) for side in sides]
    return paired_uncorrected((coded[0], coded[1]))


def _corrected(side: Counted, pseudo: Pseudo, events: int) -> _Events:
    seen, base, added = (_by_event(counts, side, events) for counts in (side.predicted, *pseudo))
    scale = (base + added)[:, 1].sum() / max(seen[:, 1].sum(), 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(seen[:, 1] > 0, seen[:, 0] / seen[:, 1], np.nan)
        value, error = (
            (counts[:, 0] - ratio * counts[:, 1]) / (scale * seen[:, 1]) for counts in (base, added)
        )
        value = value + ratio
    coded = np.bincount(_events(side), weights=side.coded, minlength=events) > 0
    return _Events(value, error, coded)


def _events(side: Counted) -> npt.NDArray[np.int64]:
    if side.cluster is None:
        raise ValueError("articles of no event have nothing to be paired by; give their events")
    return side.cluster


def _by_event(counts: Floats, side: Counted, events: int) -> Floats:
    sums = [np.bincount(_events(side), weights=column, minlength=events) for column in counts.T]
    return np.column_stack(sums)


def _mean(differences: Floats, errors: Floats, both: npt.NDArray[np.bool_], coded: int) -> Estimate:
    """Return the mean over the events of both, in which `errors` stand that coded articles add."""
    number = int(both.sum())
    if not number:
        return Estimate(np.nan, ())
    spread, error = differences[both], errors[both]
    value = float((spread + error).mean())
    root = (number / (number - 1)) ** 0.5 if number > 1 else np.nan
    enlarged = coded / (coded - 1) if coded > 1 else np.nan
    part = Part(
        (spread - spread.mean()) * root / number,
        (error - error.mean()) * enlarged / number,
        np.flatnonzero(both),
        (number - 1, coded - 1),
    )
    return Estimate(value, (part,))
