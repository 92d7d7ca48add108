"""Compute 95% intervals for rates and for differences between outlets (decision 99).

By "articles" the interval knows that words come in bunches within an article (`by_article`); it needs
at least five articles of an outlet. By "words" every word is taken as drawn by itself: a single article
supports that, but the interval is too narrow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import FramingError
from analysis.inference.by_article import (
    ENOUGH,
    FEWEST,
    Floats,
    Sums,
    interval_of_share,
    reach_of_both,
    sums_over_each,
    variance_of_log_odds,
)
from analysis.language.counts import Counts
from analysis.measures.keyness import REST, keyness, keyness_of_each, leaning
from analysis.recipes import step, table
from analysis.tables import PER, Frequencies, Keyness

_Z = 1.959963984540054  # below which 97.5% of the standard normal distribution lies
_AT_ONCE = 8  # targets, each with its reference, whose articles are listed at a time
_WAYS = {"auto": FEWEST, "articles": 2, "words": np.inf}  # the articles that an interval needs


@dataclass(frozen=True)
class Intervals:
    """The choice of 95% intervals; its fields are parameters of the reports.

    `kind` is "auto": by articles where an outlet has at least five, none where it has fewer; "articles":
    the same from two on; or "words". Where no formula is known, articles are drawn again `resamples` times.
    """

    kind: str = "auto"
    resamples: int = 1000

    def __post_init__(self) -> None:
        if self.kind not in _WAYS:
            raise FramingError(f"interval is {self.kind!r}; give auto, words or articles")
        if self.resamples < 1:
            raise FramingError(f"resamples is {self.resamples}; give 1 or more")

    def by(self, articles: npt.ArrayLike) -> npt.NDArray[np.object_]:
        """Say for numbers over so many articles where their interval is from.

        Returns
        -------
        Of each number "articles", "few articles" (fewer than ten), "none", or "words".
        """
        given = np.asarray(articles)
        if self.kind == "words":
            return np.full(given.shape, "words", dtype=object)
        by = np.where(given >= ENOUGH, "articles", "few articles")
        return np.where(given >= _WAYS[self.kind], by, "none").astype(object)


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


_Side = tuple[str, str]  # the outlet of a side; or REST, and the outlet that it leaves out


class SideSums:
    """The Sums over the articles of outlets, made as they are asked for.

    Parameters
    ----------
    counts
        What is summed up.
    kept
        Whether Sums are remembered, which takes three numbers for each term and outlet.
    """

    def __init__(self, counts: Counts, *, kept: bool = False) -> None:
        self.counts = counts
        self._words = counts.articles["words"].to_numpy()
        self._known: dict[_Side, Sums] | None = {} if kept else None

    def each(self, sides: Sequence[_Side]) -> Iterator[Sums]:
        """Yield the Sums of each side."""
        known = self._known or {}
        new = [side for side in sides if side not in known]
        made = sums_over_each(self.counts.matrix, self._words, [*map(self._articles, new)])
        for side in sides:
            found = known[side] if side in known else next(made)
            if self._known is not None:
                self._known[side] = found
            yield found

    def _articles(self, side: _Side) -> npt.NDArray[np.int64]:
        """Return the articles of a side, as rows of the counts."""
        outlet, without = side
        if not without:
            return self.counts.rows_of(outlet)
        return np.delete(np.arange(len(self._words)), self.counts.rows_of(without))


def with_intervals(frequencies: pd.DataFrame, counts: Counts, how: Intervals) -> pd.DataFrame:
    """Return Frequencies with 95% intervals of the rates, given the Counts behind them.

    Source
    ------
    Wilson 1927 by words; `by_article` by articles.
    """
    return _bounded_rates(frequencies, SideSums(counts), how)


def _bounded_rates(frequencies: pd.DataFrame, sums: SideSums, how: Intervals) -> pd.DataFrame:
    low, high = wilson(frequencies["n"], frequencies["words"])
    kinds = how.by(np.zeros(len(frequencies)))
    if how.kind != "words":
        low, high = np.full((2, len(frequencies)), np.nan)
        rows_of = frequencies.groupby("outlet").indices
        each = sums.each([(str(outlet), "") for outlet in rows_of])
        columns = _columns_of(sums.counts, frequencies["term"])
        for places, found in zip(rows_of.values(), each, strict=True):
            own = _of_columns(found, columns[places])
            low[places], high[places] = interval_of_share(own)
            kinds[places] = how.by(own.articles)
    known = (kinds != "none") & ~np.isnan(low)
    bounds = {
        name: np.where(known, each * PER, np.nan) for name, each in (("low", low), ("high", high))
    }
    return Frequencies.validate(
        frequencies.assign(**bounds, interval=np.where(known, kinds, "none"))
    )


def keyness_with_intervals(
    keyness: pd.DataFrame, counts: Counts, how: Intervals, *, prior_words: float
) -> pd.DataFrame:
    """Return Keyness with 95% intervals of the weighted log-odds.

    By words they are as Monroe, Colaresi & Quinn 2008 have them: the log-odds plus and minus 1.96 standard
    errors. By articles the standard error of each side is linearised (`by_article`), and the prior is that
    of the two sides. Several outlets on a side are one sample of articles. The point estimate, z and p take
    every word as drawn by itself either way.
    """
    return _bounded_odds(keyness, SideSums(counts), how, prior_words)


def _bounded_odds(
    keyness: pd.DataFrame, sums: SideSums, how: Intervals, prior_words: float
) -> pd.DataFrame:
    if keyness.empty or how.kind == "words":
        return keyness
    rows_of = keyness.groupby("target", sort=True).indices
    order = np.concatenate(list(rows_of.values()))
    if not np.array_equal(order, np.arange(len(keyness))):
        keyness = keyness.iloc[order]
    sizes = [len(rows) for rows in rows_of.values()]
    ends = np.cumsum(sizes)
    each = [slice(end - size, end) for end, size in zip(ends, sizes, strict=True)]
    pairs = [_both_sides(keyness.iloc[rows.start]) for rows in each]
    reach, kinds = np.empty(len(keyness)), np.empty(len(keyness), dtype=object)
    columns = _columns_of(sums.counts, keyness["term"])
    n, total = (
        keyness[f"{name}_target"].to_numpy() + keyness[f"{name}_reference"].to_numpy()
        for name in ("n", "words")
    )
    for rows, both in zip(each, _sums_of_both(pairs, sums), strict=True):
        own = [_of_columns(side, columns[rows]) for side in both]
        kinds[rows] = str(how.by(min(side.articles for side in own)))
        reach[rows] = _reach(own, prior_words * n[rows] / total[rows], prior_words)
    reach = np.where(kinds == "none", np.nan, reach)
    point = keyness["log_odds"].to_numpy()
    bounded = keyness.assign(low=point - reach, high=point + reach, interval=kinds)
    return Keyness.validate(leaning(bounded).reset_index(drop=True))


def _both_sides(row: pd.Series) -> tuple[_Side, _Side]:
    """Return the target and the reference of a row of Keyness."""
    target, reference = str(row["target"]), str(row["reference"])
    return (target, ""), (reference, target if reference == REST else "")


def _sums_of_both(pairs: Sequence[tuple[_Side, _Side]], sums: SideSums) -> Iterator[list[Sums]]:
    """Yield the Sums of both sides of each pair; those of some pairs are held at a time, each side once."""
    for first in range(0, len(pairs), _AT_ONCE):
        some = pairs[first : first + _AT_ONCE]
        sides = [*dict.fromkeys(side for both in some for side in both)]
        known = dict(zip(sides, sums.each(sides), strict=True))
        yield from ([known[target], known[reference]] for target, reference in some)


def _reach(sides: Sequence[Sums], prior: Floats, prior_words: float) -> Floats:
    """Return half the width of the intervals of log-odds, in log2 units."""
    ours, theirs = (variance_of_log_odds(sums, prior, prior_words) for sums in sides)
    articles = [float(sums.articles) for sums in sides]
    return np.asarray(reach_of_both(ours, theirs, articles) / np.log(2))


def _columns_of(counts: Counts, terms: pd.Series) -> npt.NDArray[np.int64]:
    """Return the columns of some terms in the counts; each term is looked for once."""
    number, distinct = pd.factorize(terms)
    return np.asarray(pd.Index(counts.terms).get_indexer(distinct)[number])


def _of_columns(sums: Sums, columns: npt.NDArray[np.int64]) -> Sums:
    n, total, n2, both, *rest = sums
    return Sums(n[columns], total, n2[columns], both[columns], *rest)


def benjamini_hochberg(keyness: pd.DataFrame) -> pd.DataFrame:
    """Return Keyness with `p_adjusted`, over the rows given.

    Source
    ------
    Benjamini & Hochberg 1995: the expected share of false discoveries among all terms with an adjusted p at
    most as large. scipy.stats, which has it too, takes a second to import; a test compares both.
    """
    p = keyness["p"].to_numpy()
    falling = np.argsort(-p)  # terms with the same p get the same adjusted p in any order
    least = np.minimum.accumulate(p[falling] * (len(p) / np.arange(len(p), 0, -1)))
    adjusted = np.empty(len(p))
    adjusted[falling] = np.minimum(least, 1)
    return Keyness.validate(keyness.assign(p_adjusted=adjusted))


@step("intervals", checks=True)
def _intervals(*, interval: str, resamples: int) -> Intervals:
    """Which intervals are given."""
    return Intervals(interval, resamples)


@step("side-sums")
def _side_sums(counts: Counts) -> SideSums:
    """The sums over the articles of each outlet and of all others, forgotten once they are used."""
    return SideSums(counts)


@table("frequencies", Frequencies)
def _frequencies(rates: pd.DataFrame, intervals: Intervals, side_sums: SideSums) -> pd.DataFrame:
    """How often each outlet uses each term."""
    return _bounded_rates(rates, side_sums, intervals)


@table("keyness", Keyness)
def _keyness(
    counts: Counts,
    intervals: Intervals,
    sides: tuple[str, str],
    side_sums: SideSums,
    *,
    prior_words: float,
) -> pd.DataFrame:
    """How far each term sets the two sides apart."""
    # not a step of its own, which a study would hold beside the table
    return _bounded_odds(_scored(counts, sides, prior_words), side_sums, intervals, prior_words)


def _scored(counts: Counts, sides: tuple[str, str], prior_words: float) -> pd.DataFrame:
    """Return Keyness of every term, with intervals by words."""
    target, reference = sides
    if target:
        found = keyness(counts, target=target, reference=reference, prior_words=prior_words)
    else:
        found = keyness_of_each(counts, reference=reference, prior_words=prior_words)
    return benjamini_hochberg(found)
