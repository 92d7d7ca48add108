"""Tables about how sure the numbers of a corpus are: agreement of coders, error, corrected estimates."""

from pandera.typing import Series

from analysis.tables.base import Table, field

OF_CODED = ("none", "few articles", "articles")
ESTIMATES = ("uncorrected", "corrected", "gold only")


class Agreements(Table):
    """One row per coefficient, category and set of coders; key in that order.

    `category` is "" for all categories together. `coders` is "all", or two names, "ann, ben". `value` is NaN
    where it is not defined, as when everybody gave one and the same answer; `low`..`high` is its 95%
    interval, by drawing `articles` again. `units` have answers of at least two of these coders, `answers` in all.
    """

    coefficient: Series[str] = field("coefficient")
    category: Series[str] = field("category")
    coders: Series[str] = field("coders")
    value: Series[float] = field("value", digits=3, le=1, nullable=True)
    low: Series[float] = field("95% interval, from", digits=3, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, nullable=True)
    interval: Series[str] = field("interval from", isin=list(OF_CODED))
    units: Series[int] = field("units coded twice", ge=0)
    answers: Series[int] = field("answers to them", ge=0)
    articles: Series[int] = field("articles", ge=0)


class Dissents(Table):
    """One row per item and pair of coders whose answers differ; key (article, item, coder_a, coder_b)."""

    item: Series[str] = field("item")
    article: Series[str] = field("article")
    coder_a: Series[str] = field("coder")
    answer_a: Series[str] = field("answer")
    coder_b: Series[str] = field("other coder")
    answer_b: Series[str] = field("other answer")
