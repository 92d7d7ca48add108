"""Tables about words in depth: how evenly they are spread, how varied, beside what, in which lines."""

import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables.base import Table


class Dispersions(Table):
    """One row per (outlet, term) that occurs: how evenly it is spread over parts; key (outlet, term).

    The parts are the articles of the outlet that have words. `outlet` is "all outlets" where
    the whole corpus was taken. `n` occurrences among `words`; `rate` = n / words, per million. `range`
    of `parts` have the term, `range_share` = range / parts. `dp` and `dp_norm` are 0 for a term
    spread as evenly as the sizes of the parts allow and near 1 for one that is all in one place;
    `juilland_d` is the other way round, 1 for even. `dp_norm` and `juilland_d` are NaN with one part.
    """

    outlet: Series[str]
    term: Series[str]
    n: Series[int] = pa.Field(ge=1)
    words: Series[int] = pa.Field(ge=1)
    rate: Series[float] = pa.Field(gt=0, le=1e6)
    range: Series[int] = pa.Field(ge=1)
    parts: Series[int] = pa.Field(ge=1)
    range_share: Series[float] = pa.Field(gt=0, le=1)
    dp: Series[float] = pa.Field(ge=0, le=1)
    dp_norm: Series[float] = pa.Field(ge=0, le=1, nullable=True)
    juilland_d: Series[float] = pa.Field(ge=0, le=1, nullable=True)
