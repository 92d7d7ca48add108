"""Tables about words: where they are, how often they occur, and what sets outlets apart."""

import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables.base import INTERVALS, SECTIONS, Table


class Words(Table):
    """One row per word in reading order: the stretch of text and the folded form it counts as."""

    article: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    word: Series[str]


class Frequencies(Table):
    """One row per (outlet, term) that occurs; key (outlet, rank, term).

    `n` occurrences among `words`, all the outlet's words (for a phrase of k words: all its stretches
    of k words); `rate` = n / words, per million; `docfreq` of `articles` have the term; `rank` 1 is
    the most frequent of the rows (ties share the smallest). `low`, `high`: 95% interval of `rate`;
    `interval` says how: from "words" taken as independent draws, from whole "articles" resampled, or
    "none" yet.
    """

    outlet: Series[str]
    term: Series[str]
    n: Series[int] = pa.Field(ge=0)
    words: Series[int] = pa.Field(ge=0)
    rate: Series[float] = pa.Field(ge=0, le=1e6, nullable=True)
    low: Series[float] = pa.Field(ge=0, le=1e6, nullable=True)
    high: Series[float] = pa.Field(ge=0, le=1e6, nullable=True)
    interval: Series[str] = pa.Field(isin=list(INTERVALS))
    docfreq: Series[int] = pa.Field(ge=0)
    articles: Series[int] = pa.Field(ge=1)
    rank: Series[int] = pa.Field(ge=1)


class Keyness(Table):
    """One row per term: how much `target` prefers it to `reference`; key term.

    Positive values lean to the target. `g2` is the four-cell, `g2_two_cell` the two-cell
    log-likelihood, both signed; `p` belongs to `g2`, `p_adjusted` (NaN until added) is
    Benjamini-Hochberg over the rows;
    `log_ratio` is log2 of the two rates (0.5 for a zero count); `pct_diff` in percent (infinite when
    the reference has none); `log_odds` is the weighted log-odds ratio in log2 units with its 95%
    interval `low`..`high`, `z` the same in standard errors. Rates are per million.
    """

    term: Series[str] = pa.Field(unique=True)
    target: Series[str]
    reference: Series[str]
    n_target: Series[int] = pa.Field(ge=0)
    n_reference: Series[int] = pa.Field(ge=0)
    words_target: Series[int] = pa.Field(gt=0)
    words_reference: Series[int] = pa.Field(gt=0)
    rate_target: Series[float] = pa.Field(ge=0)
    rate_reference: Series[float] = pa.Field(ge=0)
    docfreq_target: Series[int] = pa.Field(ge=0)
    docfreq_reference: Series[int] = pa.Field(ge=0)
    g2: Series[float]
    g2_two_cell: Series[float]
    p: Series[float] = pa.Field(ge=0, le=1)
    p_adjusted: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    log_ratio: Series[float]
    pct_diff: Series[float] = pa.Field(ge=-100)
    log_odds: Series[float]
    low: Series[float]
    high: Series[float]
    interval: Series[str] = pa.Field(isin=list(INTERVALS))
    z: Series[float]
