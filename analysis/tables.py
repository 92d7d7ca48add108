"""Every table that passes between steps: columns, units, keys and ranges, checked on the way out.

Conventions that hold for all of them: character offsets are positions in the article's text exactly
as stored (Python `str`, end exclusive); a rate is per million words and stands beside its count and
its denominator (`words`); an undefined rate is NaN; every table is sorted by its key.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series


class _Table(pa.DataFrameModel):
    """A table that hands on its own columns, in the order written here, and no others."""

    class Config:
        strict = "filter"
        coerce = True

    @classmethod
    def validate(cls, *args: Any, **kwargs: Any) -> pd.DataFrame:  # type: ignore[override]
        """Return the checked table with its columns in order."""
        table: pd.DataFrame = super().validate(*args, **kwargs)
        return table[list(cls.to_schema().columns)]


class Articles(pa.DataFrameModel):
    """One row per article, sorted by `id`; columns beyond these are the corpus's own metadata.

    `date` is a day (midnight, no time zone) or NaT; optional text columns are "" when unknown.
    """

    id: Series[str] = pa.Field(unique=True, str_length={"min_value": 1})
    outlet: Series[str] = pa.Field(str_length={"min_value": 1})
    text: Series[str] = pa.Field(str_length={"min_value": 1})
    date: Series["datetime64[s]"] = pa.Field(nullable=True)  # type: ignore[name-defined]  # noqa: F821
    title: Series[str]
    author: Series[str]
    url: Series[str]
    language: Series[str]

    class Config:  # noqa: D106  pandera's own switchboard
        coerce = True


class Problems(_Table):
    """One row per thing wrong with a corpus. `row` counts data rows from 1; 0 is the whole file."""

    file: Series[str]
    row: Series[int] = pa.Field(ge=0)
    column: Series[str]
    value: Series[str]
    problem: Series[str]
    expected: Series[str]
    severity: Series[str] = pa.Field(isin=["error", "warning"])


PER = 1_000_000  # rates are per million words
SECTIONS = ("headline", "subhead", "caption", "promo", "credit", "body")


class Sections(_Table):
    """One row per stretch of an article, in reading order; together they hold all but white space.

    `paragraph` counts the lines with text from 0; `rule` names the rule that decided.
    """

    article: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    paragraph: Series[int] = pa.Field(ge=0)
    rule: Series[str]


class Words(_Table):
    """One row per word in reading order: the stretch of text and the folded form it counts as."""

    article: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    word: Series[str]


INTERVALS = ["none", "words", "articles"]


class Frequencies(_Table):
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
    interval: Series[str] = pa.Field(isin=INTERVALS)
    docfreq: Series[int] = pa.Field(ge=0)
    articles: Series[int] = pa.Field(ge=1)
    rank: Series[int] = pa.Field(ge=1)


class Keyness(_Table):
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
    interval: Series[str] = pa.Field(isin=INTERVALS)
    z: Series[float]


class Outlets(_Table):
    """What the corpus holds of each outlet; key outlet. Lengths in words; dates may be NaT."""

    outlet: Series[str] = pa.Field(unique=True)
    articles: Series[int] = pa.Field(ge=1)
    words: Series[int] = pa.Field(ge=0)
    body_words: Series[int] = pa.Field(ge=0)
    median_words: Series[float] = pa.Field(ge=0)
    shortest: Series[int] = pa.Field(ge=0)
    longest: Series[int] = pa.Field(ge=0)
    first: Series["datetime64[s]"] = pa.Field(nullable=True)  # type: ignore[name-defined]  # noqa: F821
    last: Series["datetime64[s]"] = pa.Field(nullable=True)  # type: ignore[name-defined]  # noqa: F821
    undated: Series[int] = pa.Field(ge=0)


class ArticleDays(_Table):
    """One row per article: the day of its publication, or NaT."""

    article: Series[str] = pa.Field(unique=True)
    outlet: Series[str]
    date: Series["datetime64[s]"] = pa.Field(nullable=True)  # type: ignore[name-defined]  # noqa: F821


class ArticleLengths(_Table):
    """One row per article: all its words, and those of its body."""

    article: Series[str] = pa.Field(unique=True)
    outlet: Series[str]
    words: Series[int] = pa.Field(ge=0)
    body_words: Series[int] = pa.Field(ge=0)


class SectionShares(_Table):
    """Words per outlet and section; key (outlet, section). `share` of all words of the outlet."""

    outlet: Series[str]
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    stretches: Series[int] = pa.Field(ge=0)
    n: Series[int] = pa.Field(ge=0)
    words: Series[int] = pa.Field(ge=0)
    share: Series[float] = pa.Field(ge=0, le=1, nullable=True)


class StretchesOutside(_Table):
    """One row per stretch that is not body: its text, `n` words, and the rule that decided.

    Key (section, article, start), the sections with headlines, which are least in doubt, last.
    """

    section: Series[str] = pa.Field(isin=list(SECTIONS))
    text: Series[str]
    rule: Series[str]
    n: Series[int] = pa.Field(ge=0)
    outlet: Series[str]
    article: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)


class Languages(_Table):
    """One row per article: the language it was given and the one recognised (ISO 639-1)."""

    article: Series[str] = pa.Field(unique=True)
    outlet: Series[str]
    given: Series[str]
    recognised: Series[str]


class NearDuplicates(_Table):
    """Pairs of articles that share much of their wording; key (article_a, article_b), a before b.

    `similarity` is the Jaccard coefficient of their sets of five-word stretches.
    """

    article_a: Series[str]
    article_b: Series[str]
    outlet_a: Series[str]
    outlet_b: Series[str]
    similarity: Series[float] = pa.Field(ge=0, le=1)


def by_key(table: pd.DataFrame, *key: str) -> pd.DataFrame:
    """Return `table` sorted by `key` with a fresh index, so that row order never carries meaning."""
    return table.sort_values(list(key), kind="stable", ignore_index=True)
