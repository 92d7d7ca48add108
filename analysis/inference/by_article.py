"""Intervals over whole articles: the linearised standard error of a ratio of sums.

The words of one article hang together: a word that stands there once often stands there again. So the
article is what was drawn, and a rate, sum(n) / sum(total) over the articles, varies as its residuals
n - rate * total do from article to article.

Source
------
Linearisation (Taylor series) of a ratio: Cochran 1977, *Sampling Techniques*, ch. 6. Each residual is divided
by one minus the article's part of the total, which long articles need (HC3: MacKinnon & White 1985). The
interval is taken on the scale of the logarithm for a rate and of the logit for a share, with Student's t
for one article less than there are. Ours: no standard error is smaller than if every unit were drawn
by itself, and a count of zero is taken as half a count with the standard error of one. Measured coverage:
`tests/inference/test_coverage.py` and docs/method/intervals.md.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
FEWEST = 5  # articles of an outlet, below which no interval is given
ENOUGH = 10  # articles, below which an interval is flagged
_AT_ONCE = 20_000  # articles whose counts are squared at a time
_SIDES_AT_ONCE = 16  # lists of articles whose sums are made together
_FEW = 0.2  # of all articles
_SAME = 1e-9  # shares of all that differ by less from 1 are 1


class Sums(NamedTuple):
    """What an interval needs of the articles: sums over them, one entry a number; they broadcast.

    `n` counts among `total` units; `n2`, `both` and `total2` are the sums of n * n, n * total and
    total * total of the articles, each by its `weights`; `articles` of them have a total.
    """

    n: Floats
    total: Floats
    n2: Floats
    both: Floats
    total2: Floats
    articles: Floats


def weights(total: npt.ArrayLike, of_all: npt.ArrayLike) -> Floats:
    """Return how much the squared residual of an article weighs that has `total` units `of_all`."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((1 - np.asarray(total) / np.asarray(of_all)) ** -2.0)


def sums_over(
    matrix: "scipy.sparse.csr_array",
    words: npt.ArrayLike,
    rows: npt.NDArray[np.int64] | None = None,
) -> Sums:
    """Return the Sums of counts (articles x terms) among the words of each article.

    `rows` are the articles, as rows of `matrix`, that `words` are of; without them it has these only.
    """
    total = np.asarray(words, dtype=float)
    places = np.arange(len(total)) if rows is None else rows
    weight = _weights_of(total)
    sums = np.zeros((3, matrix.shape[1]))
    for first in range(0, max(len(total), 1), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        counts = matrix[places[some]].astype(float)
        sums += [
            counts.T @ np.ones(len(total[some])),
            counts.power(2).T @ weight[some],
            counts.T @ (weight[some] * total[some]),
        ]
    return _sums_of(total, *sums)


def sums_over_each(
    matrix: "scipy.sparse.csr_array", words: npt.ArrayLike, sides: Sequence[npt.NDArray[np.int64]]
) -> Iterator[Sums]:
    """Yield the Sums over several lists of articles, as `sums_over` gives them, in less time.

    Every list is some rows of `matrix`, in order; `words` are of all its rows.
    """
    every = np.asarray(words, dtype=float)
    # of few of the articles the others are better left out than made nothing of
    many = [0 < _FEW * len(every) <= len(rows) for rows in sides]
    large = [*compress(sides, many)]
    steps = range(0, len(large), _SIDES_AT_ONCE)
    together = chain.from_iterable(
        _together(matrix, every, large[step : step + _SIDES_AT_ONCE]) for step in steps
    )
    for rows, one in zip(sides, many, strict=True):
        yield next(together) if one else sums_over(matrix, every[rows], rows)


def _together(
    matrix: "scipy.sparse.csr_array", every: Floats, sides: Sequence[npt.NDArray[np.int64]]
) -> list[Sums]:
    """Return the Sums over several lists of many articles, added up in the very order of `sums_over`."""
    weighed = [_weights_of(every[rows]) for rows in sides]
    n, n2, both = np.zeros((3, matrix.shape[1], len(sides)))
    for first in range(0, max(map(len, sides)), _AT_ONCE):
        parts = [rows[first : first + _AT_ONCE] for rows in sides]
        held = np.concatenate(parts)
        low, high = held.min(), held.max() + 1
        inside, weight = np.zeros((2, high - low, len(sides)))
        for side, (part, own) in enumerate(zip(parts, weighed, strict=True)):
            inside[part - low, side] = 1.0
            weight[part - low, side] = own[first : first + _AT_ONCE]
        # what stands outside of a list adds nothing but exact zeros
        counts = matrix[low:high].astype(float)
        n += counts.T @ inside
        n2 += counts.power(2).T @ weight
        both += counts.T @ (weight * every[low:high, None])
    columns = zip(sides, n.T, n2.T, both.T, strict=True)
    return [
        _sums_of(every[rows], *map(np.ascontiguousarray, of_side)) for rows, *of_side in columns
    ]


def _weights_of(total: Floats) -> Floats:
    return np.where(total < total.sum(), weights(total, total.sum()), 0.0)


def _sums_of(total: Floats, n: Floats, n2: Floats, both: Floats) -> Sums:
    """Return Sums from the words of each article and what its terms come to."""
    each = (n, total.sum(), n2, both, _weights_of(total) @ total**2, (total > 0).sum())
    return Sums(*(np.asarray(sums, dtype=float) for sums in each))


def interval_of_rate(sums: Sums) -> tuple[Floats, Floats]:
    """Return the 95% interval of n / total, which has no upper limit, on the scale of the logarithm."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        error = np.where(sums.n > 0, np.maximum(_variance(sums) ** 0.5 / sums.n, sums.n**-0.5), 1.0)
        middle, reach = np.maximum(sums.n, 0.5) / sums.total, np.exp(_t(sums) * error)
        return _known(np.where(sums.n > 0, middle / reach, 0.0), middle * reach, sums)


def interval_of_share(sums: Sums, *, units: bool = True) -> tuple[Floats, Floats]:
    """Return the 95% interval of the share n / total on the scale of the logit.

    `units` says that `n` counts units among `total`; if not, n / total is a mean of numbers from 0 to 1.
    """
    others = sums.total - sums.n
    none, every = sums.n <= 0, others <= _SAME * sums.total
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        rest = others / sums.total
        error = _variance(sums) ** 0.5 / (sums.n * rest)
        if units:
            error = np.maximum(error, (sums.n * rest) ** -0.5)
        error = np.where(none | every, 1.0, error)
        half = np.minimum(0.5, sums.total / 2)
        odds, reach = np.maximum(sums.n, half) / np.maximum(others, half), np.exp(_t(sums) * error)
        low, high = 1 / (1 + reach / odds), 1 / (1 + 1 / (odds * reach))
        return _known(np.where(none, 0.0, low), np.where(every, 1.0, high), sums)


def variance_of_log_odds(sums: Sums, prior: Floats, prior_total: float) -> Floats:
    """Return the squared standard error of ln((n + prior) / (total + prior_total - n - prior))."""
    inside = 1 / (sums.n + prior)
    own = inside + 1 / (sums.total + prior_total - sums.n - prior)
    return np.maximum(own**2 * _variance(sums), inside)


def reach_of_both(target: Floats, reference: Floats, articles: Sequence[float]) -> Floats:
    """Return the half-width of the 95% interval of a difference from the squared errors of its sides.

    `articles` are those of both sides; the degrees of freedom are Welch's (1947).
    """
    both = target + reference
    with np.errstate(divide="ignore", invalid="ignore"):
        each = target**2 / (articles[0] - 1) + reference**2 / (articles[1] - 1)
        return np.asarray(scipy.special.stdtrit(both**2 / each, 0.975) * np.sqrt(both))


def _variance(sums: Sums) -> Floats:
    """Return the linearised variance of `n`, given the totals."""
    n, total, n2, both, total2, articles = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = n / total
        residuals = np.maximum(n2 - 2 * rate * both + rate**2 * total2, 0.0)
        return np.asarray(articles / (articles - 1) * residuals)


def _t(sums: Sums) -> Floats:
    return np.asarray(scipy.special.stdtrit(sums.articles - 1, 0.975))


def _known(low: Floats, high: Floats, sums: Sums) -> tuple[Floats, Floats]:
    """Return the bounds, NaN where there are no units or fewer than two articles."""
    unknown = (sums.total <= 0) | (sums.articles < 2)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
