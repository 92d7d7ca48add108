"""Compute 95% intervals for rates and for differences between outlets (decision 7).

There are two kinds. "words" takes every word as drawn by itself: a single article supports no more, but the
interval is too narrow, because words come in bunches within an article. "articles" draws whole articles
again and again (`resampling`), which keeps the bunches together; it needs several articles.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import FramingError
from analysis.inference.resampling import Floats, in_parts, percentiles, times_drawn
from analysis.language.counts import Counts
from analysis.measures.keyness import keyness
from analysis.recipes import step, table
from analysis.tables import PER, Frequencies, Keyness

ENOUGH_ARTICLES = 10
_Z = 1.959963984540054  # below which 97.5% of the standard normal distribution lies


@dataclass(frozen=True)
class Intervals:
    """The choice of 95% intervals; its fields are parameters of the reports.

    `kind` is "words", "articles", or "auto": "articles" when every outlet has at least ten. The articles
    of each outlet are drawn again `resamples` times, with replacement.
    """

    kind: str = "auto"
    resamples: int = 1000

    def __post_init__(self) -> None:
        if self.kind not in ("auto", "words", "articles"):
            raise FramingError(f"interval is {self.kind!r}; give auto, words or articles")
        if self.resamples < 1:
            raise FramingError(f"resamples is {self.resamples}; give 1 or more")

    def chosen(self, articles: pd.DataFrame) -> str:
        """Return "words" or "articles" for a corpus with these articles.

        Raises
        ------
        FramingError
            If articles are to be resampled and an outlet has only one.
        """
        fewest = articles["outlet"].value_counts()
        if self.kind == "auto":
            return "articles" if fewest.min() >= ENOUGH_ARTICLES else "words"
        if self.kind == "articles" and fewest.min() < 2:
            outlet = min(fewest[fewest < 2].index)
            raise FramingError(
                f"{outlet!r} has one article, nothing to resample; use interval=words"
            )
        return self.kind


def wilson(n: npt.ArrayLike, words: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return the 95% score interval of the share n / words (Wilson 1927), NaN where words is 0."""
    count, total = np.asarray(n, float), np.asarray(words, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = count / total
        middle = (share + _Z**2 / (2 * total)) / (1 + _Z**2 / total)
        half = np.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2)) * _Z
        half = half / (1 + _Z**2 / total)
    low = np.where(count == 0, 0.0, np.maximum(middle - half, 0.0))
    high = np.where(count == total, 1.0, np.minimum(middle + half, 1.0))
    undefined = total == 0
    return np.where(undefined, np.nan, low), np.where(undefined, np.nan, high)


def with_intervals(
    frequencies: pd.DataFrame, counts: Counts, how: Intervals, *, random: np.random.Generator
) -> pd.DataFrame:
    """Return Frequencies with 95% intervals of the rates, given the Counts behind them.

    Source
    ------
    Wilson 1927; percentile bootstrap over clusters (Efron & Tibshirani 1993, ch. 13) with the
    article as the cluster.
    """
    if how.chosen(counts.articles) == "words":
        low, high = wilson(frequencies["n"], frequencies["words"])
        return Frequencies.validate(
            frequencies.assign(low=low * PER, high=high * PER, interval="words")
        )
    parts, of_outlet = [], dict(iter(frequencies.groupby("outlet")))
    for outlet in counts.outlets:  # those without rows too: no interval depends on what is left out
        rows = of_outlet.get(outlet, frequencies.iloc[:0])
        resampled = _resampled(counts, [outlet], rows["term"], how.resamples, random)
        bounds = [percentiles(_shares(n, words)) for n, words in resampled]
        low, high = np.concatenate([np.empty((0, 2)), *bounds]).T * PER
        parts.append(rows.assign(low=low, high=high, interval="articles"))
    return Frequencies.validate(pd.concat(parts, ignore_index=True)) if parts else frequencies


def keyness_with_intervals(
    keyness: pd.DataFrame,
    counts: Counts,
    how: Intervals,
    *,
    prior_words: float,
    random: np.random.Generator,
) -> pd.DataFrame:
    """Return Keyness with 95% intervals of the weighted log-odds.

    For "words" the intervals stay as `keyness` made them, from standard errors. For "articles" the
    articles of both sides are drawn again, outlet by outlet, and the log-odds are computed anew with the
    prior of the whole corpus. The point estimate, z and p do not change: they take every word as drawn
    by itself.
    """
    if keyness.empty or how.chosen(counts.articles) == "words":
        return keyness
    target, reference = keyness["target"].iloc[0], keyness["reference"].iloc[0]
    others = [name for name in counts.outlets if name != target]
    left, right = (
        _resampled(counts, names, keyness["term"], how.resamples, random)
        for names in ([target], [reference] if reference in others else others)
    )
    both = keyness["n_target"] + keyness["n_reference"]
    words = keyness["words_target"] + keyness["words_reference"]
    prior = (prior_words * both / words).to_numpy(dtype=float)
    priors = (prior[part] for part in in_parts(len(prior)))
    bounds = []
    for ours, theirs, part in zip(left, right, priors, strict=True):
        apart = _log_odds(*ours, part, prior_words) - _log_odds(*theirs, part, prior_words)
        bounds.append(percentiles(apart / np.log(2)))
    low, high = np.concatenate(bounds).T
    return Keyness.validate(keyness.assign(low=low, high=high, interval="articles"))


def _resampled(
    counts: Counts,
    outlets: list[str],
    terms: pd.Series,
    resamples: int,
    random: np.random.Generator,
) -> Iterator[tuple[Floats, Floats]]:
    """Draw as many articles of each outlet again as it has.

    Returns occurrences (terms x resamples) and words (resamples), some terms at a time.
    """
    each = [counts.rows_of(outlet) for outlet in outlets]
    times = np.hstack([times_drawn(len(own), resamples, random) for own in each]).astype(float)
    rows = np.concatenate(each)
    words = times @ counts.articles["words"].to_numpy(dtype=float)[rows]
    matrix = counts.matrix[rows].tocsc()
    columns = pd.Index(counts.terms).get_indexer(pd.Index(terms))
    parts = in_parts(len(columns))
    return ((np.asarray((times @ matrix[:, columns[part]]).T), words) for part in parts)


def benjamini_hochberg(keyness: pd.DataFrame) -> pd.DataFrame:
    """Return Keyness with `p_adjusted`, over the rows given.

    Source
    ------
    Benjamini & Hochberg 1995, as scipy.stats.false_discovery_control computes it: the expected
    share of false discoveries among all terms with an adjusted p at most as large.
    """
    from scipy.stats import false_discovery_control  # noqa: PLC0415  a second to import

    adjusted = false_discovery_control(keyness["p"], method="bh") if len(keyness) else keyness["p"]
    return Keyness.validate(keyness.assign(p_adjusted=adjusted))


def _shares(n: Floats, words: Floats) -> Floats:
    """Return n / words, NaN for a resample of articles without words."""
    return np.asarray(np.divide(n, words, out=np.full(n.shape, np.nan), where=words > 0))


def _log_odds(n: Floats, words: Floats, prior: Floats, prior_words: float) -> Floats:
    with_prior = n + prior[:, None]
    return np.asarray(np.log(with_prior) - np.log(words + prior_words - with_prior))


@step("intervals", checks=True)
def _intervals(articles: pd.DataFrame, *, interval: str, resamples: int) -> Intervals:
    """Which intervals are given."""
    how = Intervals(interval, resamples)
    how.chosen(articles)  # refuses to resample a single article
    return how


@table("frequencies", Frequencies)
def _frequencies(
    rates: pd.DataFrame, counts: Counts, intervals: Intervals, random: np.random.Generator
) -> pd.DataFrame:
    """How often each outlet uses each term."""
    return with_intervals(rates, counts, intervals, random=random)


@step("compared")
def _compared(counts: Counts, sides: tuple[str, str], *, prior_words: float) -> pd.DataFrame:
    """Keyness of every term, without resampled intervals yet."""
    target, reference = sides
    found = keyness(counts, target=target, reference=reference, prior_words=prior_words)
    return benjamini_hochberg(found)


@table("keyness", Keyness)
def _keyness(
    compared: pd.DataFrame,
    counts: Counts,
    intervals: Intervals,
    random: np.random.Generator,
    *,
    prior_words: float,
) -> pd.DataFrame:
    """How far each term sets the two sides apart."""
    return keyness_with_intervals(
        compared, counts, intervals, prior_words=prior_words, random=random
    )
