"""Correct what two outlets differ by within the events that both report: events in, a difference out."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.validity.rectifier import Counted, Estimate, Floats, Part, Pseudo


class _Step(NamedTuple):
    """How far the mean of one outlet over the events is off, and what each event adds to its error."""

    value: float
    spread: Floats  # by all articles
    error: Floats  # by the coded ones
    coded: int  # events with some


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
    Estimate over the events in which both have a denominator; each counts once. NaN if there is none, or if
    nobody coded an article of an outlet there.

    Source
    ------
    As `analysis.inference.by_event`: mean of the differences, with events as clusters. Ours: in an event the
    ratio of people is that of the model plus the sum over its articles of what people count less that ratio
    times their total, over their total in the event. No event has enough coded articles for its own sum, so
    the mean over events is estimated from all coded articles of the outlet that lie in them, as a ratio
    (Hájek 1971): each weighs 1 over its probability, and as much as its part of its event. It is never more
    than what the model can be wrong by in an article. Residuals are enlarged by 1 / (1 - h), with the part h
    of an event in these weights (HC3; MacKinnon & White 1985).
    """
    events = 1 + max(int(_events(side).max(initial=-1)) for side in sides)
    seen = [_by_event(side.predicted, side, events) for side in sides]
    both = np.logical_and(*(counts[:, 1] > 0 for counts in seen))
    number = int(both.sum())
    if not number:
        return Estimate(np.nan, ())
    steps = [
        _step(side, pseudo, counts, both)
        for side, pseudo, counts in zip(sides, pseudos, seen, strict=True)
    ]
    ratios = [counts[both, 0] / counts[both, 1] for counts in seen]
    spread = (ratios[0] + steps[0].spread) - (ratios[1] + steps[1].spread)
    root = (number / (number - 1)) ** 0.5 if number > 1 else np.nan
    nothing, cluster = np.zeros(number), np.flatnonzero(both)
    parts = (
        Part(
            (spread - spread.mean()) * root / number,
            steps[0].error,
            cluster,
            (number - 1, steps[0].coded - 1),
        ),
        Part(nothing, -steps[1].error, cluster, (number - 1, steps[1].coded - 1)),
    )
    value = float((ratios[0] - ratios[1]).mean()) + steps[0].value - steps[1].value
    return Estimate(value, parts)


def paired_uncorrected(sides: tuple[Counted, Counted]) -> Estimate:
    """Return the same as the model has it."""
    events = 1 + max(int(_events(side).max(initial=-1)) for side in sides)
    seen = [_by_event(side.predicted, side, events) for side in sides]
    both = np.logical_and(*(counts[:, 1] > 0 for counts in seen))
    number = int(both.sum())
    if not number:
        return Estimate(np.nan, ())
    first, second = (counts[both, 0] / counts[both, 1] for counts in seen)
    spread = first - second
    root = (number / (number - 1)) ** 0.5 if number > 1 else np.nan
    part = Part(
        (spread - spread.mean()) * root / number,
        np.zeros(number),
        np.flatnonzero(both),
        (number - 1, 1),
    )
    return Estimate(float(spread.mean()), (part,))


def paired_gold(sides: tuple[Counted, Counted]) -> Estimate:
    """Return the same by coded articles alone, over the events in which both outlets have some."""
    coded = [side._replace(predicted=side.known * side.weights[:, None]) for side in sides]
    return paired_uncorrected((coded[0], coded[1]))


def coded_events(sides: tuple[Counted, Counted]) -> npt.NDArray[np.int64]:
    """Return in how many of the events that both outlets report each has coded articles, and both have."""
    events = 1 + max(int(_events(side).max(initial=-1)) for side in sides)
    there = [np.bincount(_events(side), minlength=events) > 0 for side in sides]
    coded = [np.bincount(_events(side), weights=side.coded, minlength=events) > 0 for side in sides]
    shared = there[0] & there[1]
    return np.array([(shared & one).sum() for one in (*coded, coded[0] & coded[1])])


def _step(side: Counted, pseudo: Pseudo, seen: Floats, both: npt.NDArray[np.bool_]) -> _Step:
    """Return what is to be added to the mean over the events of the ratio that the model gives.

    With `plain` counts of all articles and the `rest` of the coded ones it is a ratio: of what people count
    beyond the ratio of the model, and of their total, both over the total of the model in the event.
    """
    number, event = int(both.sum()), _events(side)
    total = np.where(both, seen[:, 1], np.inf)  # an article elsewhere adds nothing
    ratio = np.where(both, seen[:, 0] / np.maximum(seen[:, 1], 1e-12), 0.0)

    def added(counts: Floats) -> Floats:
        beyond = counts[:, 0] - ratio[event] * counts[:, 1]
        each = np.column_stack([beyond, counts[:, 1]]) / total[event][:, None]
        return _by_event(each, side, len(seen))[both]

    weights = side.weights[:, None]
    size, people = (added(weights * counts)[:, 1] for counts in (side.predicted, side.known))
    if not (size.sum() > 0 and people.sum() > 0):
        nothing = np.full(number, np.nan)
        return _Step(np.nan, nothing, nothing, 0)
    plain, rest = added(pseudo.plain)[:, 0], added(weights * pseudo.rest)[:, 0]
    whole, scale = size.sum(), people.sum() / size.sum()
    value = float((plain.mean() + rest.sum() / whole) / scale)
    error = (rest - value * people) / (scale * whole)
    part = size / whole
    error = (error - part * error.sum()) / np.maximum(1 - part, 1e-9)
    coded = np.bincount(event, weights=side.coded, minlength=len(seen))[both] > 0
    return _Step(value, plain / scale, error, int(coded.sum()))


def _events(side: Counted) -> npt.NDArray[np.int64]:
    if side.cluster is None:
        raise ValueError("articles of no event have nothing to be paired by; give their events")
    return side.cluster


def _by_event(counts: Floats, side: Counted, events: int) -> Floats:
    sums = [np.bincount(_events(side), weights=column, minlength=events) for column in counts.T]
    return np.column_stack(sums)
