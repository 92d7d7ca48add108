"""Rectify what a model counted by what people coded: totals of articles in, a number with its error out.

A number is a ratio of totals over articles: official speakers of all attributions, loaded words of all words.
The model counted both totals in every article, people in those that were drawn. Because the probability is
known with which an article was drawn, the error of the model can be taken off, however the model errs.

Source
------
Prediction-powered inference (Angelopoulos, Bates, Fannjiang, Jordan & Zrnic 2023, Science 382) with power
tuning (Angelopoulos, Duchi & Zrnic 2023, PPI++) and cross-fitting (Zrnic & Candès 2024); design-based
supervised learning (Egami, Hinck, Stewart & Wei 2023, NeurIPS): pseudo-outcomes with known probabilities.
Ours, because a dozen articles are coded and not a thousand: the article (or event) is the unit, as its items
hang together; one power serves all outlets, fitted for each article without it; the residuals of coded
articles are enlarged by n / (n - 1) as in HC3 (MacKinnon & White 1985), and Student's t has the degrees of
Satterthwaite (1946), where the error of the model has one degree less than articles were coded. Measured
coverage: `tests/validity/simulation.py`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
Clusters = npt.NDArray[np.int64] | None  # None: every article is its own, whatever its place
_TINY = 1e-12


class Counted(NamedTuple):
    """The articles of one outlet (N of them).

    `predicted` holds count and total of each article by the model (N x 2), `gold` by people (N x 2, NaN where
    nobody coded it). An article was drawn with `probability`. Articles with the same `cluster` hang together;
    None: every article is its own.
    """

    predicted: Floats
    gold: Floats
    probability: Floats
    cluster: Clusters = None

    @property
    def coded(self) -> npt.NDArray[np.bool_]:
        """Which articles people coded."""
        return np.asarray(np.isfinite(self.gold).all(axis=1))

    @property
    def weights(self) -> Floats:
        """For how many articles a coded one stands; 0 for those that nobody coded."""
        return np.where(self.coded, 1 / self.probability, 0.0)

    @property
    def known(self) -> Floats:
        """What people counted, 0 in articles that nobody coded."""
        return np.where(self.coded[:, None], self.gold, 0.0)


class Pseudo(NamedTuple):
    """Count and total of each article, corrected: `base` without, `error` with what its own coding adds.

    Both are N x 2; their sums are the corrected totals of the outlet. `plain` is what is expected of each
    article before people are asked, `rest` what they say beyond it in a coded one (0 in the others).
    """

    base: Floats
    error: Floats
    plain: Floats
    rest: Floats

    def of(self, places: npt.NDArray[np.bool_]) -> "Pseudo":
        """Return those of some articles."""
        return Pseudo(*(part[places] for part in self))


class Part(NamedTuple):
    """What clusters add to the error of a number: its variance is the sum of their squares.

    `spread` comes from the difference of all articles (`degrees[0]`), `error` from the error of the model in
    the coded ones (`degrees[1]`); one entry each for every article, beside its `cluster`.
    """

    spread: Floats
    error: Floats
    cluster: Clusters
    degrees: tuple[int, int]


class Estimate(NamedTuple):
    """A number with what the articles of each outlet add to its error."""

    value: float
    parts: tuple[Part, ...]

    def __sub__(self, other: "Estimate") -> "Estimate":
        """Return the difference of two numbers; articles of one cluster are taken together."""
        turned = (part._replace(spread=-part.spread, error=-part.error) for part in other.parts)
        return Estimate(self.value - other.value, (*self.parts, *turned))

    @property
    def variance(self) -> float:
        """The squared standard error."""
        every = [(part.cluster, part.spread + part.error) for part in self.parts]
        alone = sum(_squares(None, values) for cluster, values in every if cluster is None)
        joint = [(cluster, values) for cluster, values in every if cluster is not None]
        if joint:
            clusters, values = (np.concatenate(side) for side in zip(*joint, strict=True))
            alone += _squares(clusters, values)
        return max(alone, sum(_variances(part)[1] for part in self.parts))

    @property
    def degrees(self) -> float:
        """Satterthwaite's degrees of freedom."""
        each = [
            (variance, degree)
            for part in self.parts
            for variance, degree in zip(_variances(part), part.degrees, strict=True)
        ]
        if any(variance > 0 and degree < 1 for variance, degree in each):
            return 0.0
        below = sum(variance**2 / degree for variance, degree in each if variance > 0)
        return sum(variance for variance, _ in each) ** 2 / below if below > 0 else np.inf

    @property
    def reach(self) -> float:
        """Half the width of the 95% interval; NaN where nobody coded two articles."""
        if not np.isfinite(self.value) or self.degrees <= 0:
            return np.nan
        return float(scipy.special.stdtrit(min(self.degrees, 1e9), 0.975) * self.variance**0.5)


def interval(estimate: Estimate, *, highest: float | None = None) -> tuple[float, float]:
    """Return the 95% interval of a number.

    Parameters
    ----------
    estimate
        The number.
    highest
        1 for a share, infinity for a rate: the interval is then taken on the scale of the logit or of the
        logarithm and keeps within bounds. None for a difference, which has none.

    Source
    ------
    Scales as in `analysis.inference.by_article`. Where the corrected value itself lies outside the bounds,
    the interval of the plain scale is cut at them.
    """
    value, reach = estimate.value, estimate.reach
    if highest is None or np.isnan(reach):
        return value - reach, value + reach
    if not 0 < value < highest:
        return max(value - reach, 0.0), min(max(value + reach, 0.0), highest)
    if np.isinf(highest):
        factor = np.exp(min(reach / value, 600.0))
        return float(value / factor), float(value * factor)
    odds, factor = value / (1 - value), np.exp(min(reach / (value * (1 - value)), 600.0))
    return float(1 / (1 + factor / odds)), float(1 / (1 + 1 / (odds * factor)))


def both_found(gold: Floats) -> bool:
    """Return whether people found some of what is counted, and something else, in the coded articles.

    Parameters
    ----------
    gold
        N x 2, count and total of each article by people, NaN where it is not coded.

    Source
    ------
    Ours. Where people found none, or nothing else, the errors that are seen tell little of those that are
    not: in simulation the intervals of a rare share (8%) with ten coded articles then hold the truth in less
    than half of all cases, and in 93% of the others (`tests/validity/simulation.py`).
    """
    count, total = np.nansum(gold, axis=0)
    return bool(0 < count < total)


def powered_mean(
    gold: Floats, predicted: Floats, elsewhere: Floats, *, power: float | None = None
) -> tuple[float, float]:
    """Return the prediction-powered mean of independent units, and its standard error.

    Parameters
    ----------
    gold, predicted
        The answers of people and of the model about the units that people coded.
    elsewhere
        The answers of the model about all other units.
    power
        How far the model is trusted, 0 (not at all) to 1; None for the power that gives the least error.

    Source
    ------
    As `ppi_mean_ci` of the authors' package has it: the 95% interval is 1.96 standard errors to each side.
    For numbers of articles use `prediction_powered`: items are not independent.
    """
    coded, other = len(gold), len(elsewhere)
    if power is None:
        both = np.mean((gold - gold.mean()) * (predicted - predicted.mean()))
        spread = np.var(np.append(predicted, elsewhere), ddof=1) * (1 + coded / other)
        power = float(np.clip(both / spread, 0, 1)) if spread > 0 else 0.0
    rest = gold - power * predicted
    variance = power**2 * np.var(elsewhere) / other + np.var(rest) / coded
    return float(power * elsewhere.mean() + rest.mean()), float(variance**0.5)


def uncorrected(outlet: Counted) -> Estimate:
    """Return the number as the model has it."""
    value, total = _ratio(outlet.predicted)
    rest = _residuals(outlet.predicted, value, total)
    articles = len(rest)
    spread = rest * _root(articles)
    part = Part(spread, np.zeros(articles), outlet.cluster, (articles - 1, articles - 1))
    return Estimate(value, (part,))


def gold_only(outlet: Counted) -> Estimate:
    """Return the number by the coded articles alone, each weighted by 1 over its probability (Hájek 1971)."""
    weighted = outlet.known * outlet.weights[:, None]
    value, total = _ratio(weighted)
    coded = _coded_clusters(outlet)
    error = _residuals(weighted, value, total) * _root(coded)
    return Estimate(value, (Part(np.zeros(len(error)), error, outlet.cluster, (1, coded - 1)),))


def prediction_powered(outlets: Sequence[Counted], *, power: float | None = None) -> list[Pseudo]:
    """Return the pseudo-outcomes of prediction-powered inference, outlet by outlet.

    Parameters
    ----------
    outlets
        The outlets that are compared. One without a coded article gets NaN.
    power
        How far the model is trusted; None for the power that gives the least error, found for each coded
        article from all others.

    Returns
    -------
    Pseudo, an entry an outlet: power times the prediction for every article, and for coded articles the rest.
    """
    sides = [_linearised(outlet) for outlet in outlets]
    both = sum(float((u * g).sum()) for u, g in sides)
    square = sum(float((g * g).sum()) for _, g in sides)
    found = []
    for outlet, (u, g) in zip(outlets, sides, strict=True):
        fitted = np.full(len(u), power) if power is not None else _powers(both, square, u, g)
        mean = float(fitted[outlet.coded].mean()) if outlet.coded.any() else np.nan
        rest = outlet.known - fitted[:, None] * outlet.predicted
        found.append(_pseudo(outlet, mean * outlet.predicted, rest))
    return found


def doubly_robust(outlets: Sequence[Counted]) -> list[Pseudo]:
    """Return the pseudo-outcomes of design-based supervised learning, outlet by outlet.

    The outcome model is a linear regression of people's count and total on those of the model, with an
    intercept for each outlet and weights of 1 over the probability. A coded article is predicted without it.
    Takes and returns what `prediction_powered` does.
    """
    count = len(outlets)
    columns = [
        np.column_stack([np.tile(np.eye(count)[k], (len(outlet.predicted), 1)), outlet.predicted])
        for k, outlet in enumerate(outlets)
    ]
    roots = [(outlet.weights**0.5)[:, None] for outlet in outlets]
    design = np.vstack([x * root for x, root in zip(columns, roots, strict=True)])
    told = np.vstack([one.known * root for one, root in zip(outlets, roots, strict=True)])
    inverse = np.linalg.pinv(design)
    slopes = inverse @ told
    leverage = np.einsum("ij,ji->i", design, inverse)
    cuts = np.cumsum([len(outlet.predicted) for outlet in outlets])[:-1]
    found = []
    for outlet, x, own in zip(outlets, columns, np.split(leverage, cuts), strict=True):
        rest = (outlet.known - x @ slopes) / np.maximum(1 - own, _TINY**0.5)[:, None]
        plain = x @ slopes * (1.0 if outlet.coded.any() else np.nan)
        rest = np.where(outlet.coded[:, None], rest, 0.0)
        found.append(Pseudo(plain, rest * outlet.weights[:, None], plain, rest))
    return found


METHODS: dict[str, Callable[[Sequence[Counted]], list[Pseudo]]] = {
    "prediction-powered": prediction_powered,
    "design-based": doubly_robust,
}


def corrected(outlet: Counted, pseudo: Pseudo) -> Estimate:
    """Return the number of one outlet from its pseudo-outcomes."""
    totals = (pseudo.base + pseudo.error).sum(axis=0)
    value, total = _divided(totals)
    along = np.array([1.0, -value]) / total if total > 0 else np.full(2, np.nan)
    spread = pseudo.base @ along
    articles, coded = len(spread), _coded_clusters(outlet)
    enlarged = coded / (coded - 1) if coded > 1 else np.nan
    part = Part(
        (spread - spread.mean()) * _root(articles),
        pseudo.error @ along * enlarged,
        outlet.cluster,
        (articles - 1, coded - 1),
    )
    return Estimate(value, (part,))


def _pseudo(outlet: Counted, base: Floats, rest: Floats) -> Pseudo:
    """Return pseudo-outcomes in which the mean error of the model is spread over all articles."""
    weights = outlet.weights
    mean = weights @ rest / max(weights.sum(), _TINY)
    share = weights * len(weights) / max(weights.sum(), _TINY)
    known = np.where(outlet.coded[:, None], rest, 0.0)
    return Pseudo(base + mean, share[:, None] * (rest - mean), base, known)


def _linearised(outlet: Counted) -> tuple[Floats, Floats]:
    """Return what coded articles add to the ratio, by people and by the model, times their weights."""
    weights = outlet.weights
    value, _ = _ratio(outlet.known * weights[:, None])
    along = np.array([1.0, -value if np.isfinite(value) else 0.0])
    sides = (outlet.known @ along, outlet.predicted @ along)
    return tuple(weights * (side - weights @ side / max(weights.sum(), _TINY)) for side in sides)


def _powers(both: float, square: float, u: Floats, g: Floats) -> Floats:
    """Return for each article the power that gives the least error in all others."""
    rest = square - g * g
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(rest > _TINY, np.clip((both - u * g) / rest, 0.0, 1.0), 0.0)


def _ratio(counts: Floats) -> tuple[float, float]:
    return _divided(counts.sum(axis=0))


def _divided(totals: Floats) -> tuple[float, float]:
    count, total = (float(one) for one in totals)
    return (count / total if total > 0 else np.nan), total


def _residuals(counts: Floats, value: float, total: float) -> Floats:
    """Return what each article adds to a ratio, enlarged by its part of the total (HC3)."""
    if not total > 0:
        return np.full(len(counts), np.nan)
    part = np.minimum(counts[:, 1] / total, 1 - _TINY**0.5)
    return np.asarray((counts[:, 0] - value * counts[:, 1]) / total / (1 - part))


def _root(n: int) -> float:
    return float((n / (n - 1)) ** 0.5) if n > 1 else np.nan


def _coded_clusters(outlet: Counted) -> int:
    coded = outlet.coded
    return int(coded.sum()) if outlet.cluster is None else len(np.unique(outlet.cluster[coded]))


def _variances(part: Part) -> tuple[float, float]:
    """Return the variance by the difference of articles, and by the error of the model."""
    error = _squares(part.cluster, part.error)
    return max(_squares(part.cluster, part.spread + part.error) - error, 0.0), error


def _squares(cluster: Clusters, values: Floats) -> float:
    """Return the sum over clusters of their squared sums."""
    if cluster is None:
        return float((values**2).sum())
    places = np.unique(cluster, return_inverse=True)[1]
    return float((np.bincount(places, weights=values) ** 2).sum())
