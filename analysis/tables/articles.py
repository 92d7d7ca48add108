"""Tables about articles: what a corpus holds and what is wrong with it."""

import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables.base import SECTIONS, Table


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


class Problems(Table):
    """One row per thing wrong with a corpus. `row` counts data rows from 1; 0 is the whole file."""

    file: Series[str]
    row: Series[int] = pa.Field(ge=0)
    column: Series[str]
    value: Series[str]
    problem: Series[str]
    expected: Series[str]
    severity: Series[str] = pa.Field(isin=["error", "warning"])


class Sections(Table):
    """One row per stretch of an article, in reading order; together they hold all but white space.

    `paragraph` counts the lines with text from 0; `rule` names the rule that decided.
    """

    article: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    paragraph: Series[int] = pa.Field(ge=0)
    rule: Series[str]


class Outlets(Table):
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


class ArticleDays(Table):
    """One row per article: the day of its publication, or NaT."""

    article: Series[str] = pa.Field(unique=True)
    outlet: Series[str]
    date: Series["datetime64[s]"] = pa.Field(nullable=True)  # type: ignore[name-defined]  # noqa: F821


class ArticleLengths(Table):
    """One row per article: all its words, and those of its body."""

    article: Series[str] = pa.Field(unique=True)
    outlet: Series[str]
    words: Series[int] = pa.Field(ge=0)
    body_words: Series[int] = pa.Field(ge=0)


class SectionShares(Table):
    """Words per outlet and section; key (outlet, section). `share` of all words of the outlet."""

    outlet: Series[str]
    section: Series[str] = pa.Field(isin=list(SECTIONS))
    stretches: Series[int] = pa.Field(ge=0)
    n: Series[int] = pa.Field(ge=0)
    words: Series[int] = pa.Field(ge=0)
    share: Series[float] = pa.Field(ge=0, le=1, nullable=True)


class StretchesOutside(Table):
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


class Languages(Table):
    """One row per article: the language it was given and the one recognised (ISO 639-1)."""

    article: Series[str] = pa.Field(unique=True)
    outlet: Series[str]
    given: Series[str]
    recognised: Series[str]


class NearDuplicates(Table):
    """Pairs of articles that share much of their wording; key (article_a, article_b), a before b.

    `similarity` is the Jaccard coefficient of their sets of five-word stretches.
    """

    article_a: Series[str]
    article_b: Series[str]
    outlet_a: Series[str]
    outlet_b: Series[str]
    similarity: Series[float] = pa.Field(ge=0, le=1)
