"""The cluster bootstrap: whole articles of an outlet are drawn again, and percentiles give the interval.

Every interval by articles comes from here, whatever is measured.

Source
------
Percentile bootstrap over clusters (Efron & Tibshirani 1993, ch. 13), with the article as the cluster.
"""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
_AT_ONCE = 2000  # bounds memory: numbers x resamples are held at a time
_FEW = 1000  # articles, whose draws are remembered: at most 2 MB for each 1,000 resamples
_BOUNDS = np.array([[0.025, 0.975]])


def times_drawn(
    articles: int, resamples: int, random: np.random.Generator
) -> npt.NDArray[np.integer]:
    """Draw as many of an outlet's articles as it has, with replacement, again and again.

    Returns
    -------
    How often each article was drawn, resamples x articles. Draws of few articles are remembered: a
    generator in the same state gives them at once, and is left in the same state as if it had drawn.
    """
    state = random.bit_generator.state
    if articles > _FEW or state["bit_generator"] != "PCG64":
        return random.multinomial(articles, np.full(articles, 1 / articles), size=resamples)
    drawn, random.bit_generator.state = _remembered(json.dumps(state), articles, resamples)
    return drawn


@lru_cache(maxsize=32)
def _remembered(
    state: str, articles: int, resamples: int
) -> tuple[npt.NDArray[np.integer], Mapping[str, Any]]:
    """Return what a generator in `state` draws, and its state afterwards."""
    random = np.random.Generator(np.random.PCG64())
    random.bit_generator.state = json.loads(state)
    drawn = random.multinomial(articles, np.full(articles, 1 / articles), size=resamples)
    return drawn.astype(np.int16), random.bit_generator.state


def in_parts(size: int) -> Iterator[slice]:
    """Yield slices of at most 2,000 that cover `size` numbers, which bounds the memory in use."""
    return (slice(first, first + _AT_ONCE) for first in range(0, size, _AT_ONCE))


def percentiles(values: Floats, *, articles: int | None = None) -> Floats:
    """Return the 2.5th and 97.5th percentile of each row, as two columns.

    With `articles`, the number of articles that were drawn again, the percentiles lie further out: those of
    few articles are too narrow by nature.

    NaN is passed over: a resample may draw only articles without words, which says nothing about the
    rate. Where every value is NaN, the percentiles are NaN.

    Source
    ------
    Expanded percentiles: Hesterberg 2015, The American Statistician 69, section 4.2: the level of Student's
    t on the scale of the normal distribution, times the root of n / (n - 1). Linear interpolation between
    the nearest ranks, as in numpy.nanquantile, which takes several times as long. The numbers are the same
    to the last bit.
    """
    ordered = np.sort(values, axis=1)  # NaN last
    last = np.maximum(np.isfinite(ordered).sum(axis=1)[:, None] - 1, 0)
    place = (_BOUNDS if articles is None else _expanded(articles)) * last
    below = np.floor(place).astype(int)
    left, right = (
        np.take_along_axis(ordered, at, axis=1) for at in (below, np.minimum(below + 1, last))
    )
    step, part = right - left, place - below
    return np.asarray(np.where(part < 0.5, left + step * part, right - step * (1 - part)))


def _expanded(articles: int) -> Floats:
    """Return the levels of expanded percentiles; those of a single article are the smallest and largest."""
    if articles < 2:
        return np.array([[0.0, 1.0]])
    reach = scipy.special.stdtrit(articles - 1, 0.975) * (articles / (articles - 1)) ** 0.5
    low = float(scipy.special.ndtr(-reach))
    return np.array([[low, 1 - low]])
