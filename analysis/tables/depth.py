"""Tables about words in depth: how evenly they are spread, how varied, beside what, in which lines."""

import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables.attribution import VOICES
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


class Diversities(Table):
    """One row per text: how varied its words are; key (outlet, article).

    `article` is "" for all articles of the outlet one after the other, in the order of their ids.
    `types` distinct among `words`; `ttr` = types / words. `mattr`: mean TTR of all windows of `window`
    words; NaN for a shorter text. `mtld`: mean number of words in a row that keep a TTR above .72, both
    directions; NaN where no word is repeated. `hdd`: mean TTR of all samples of 42 words; NaN for a
    shorter text.
    """

    outlet: Series[str]
    article: Series[str]
    words: Series[int] = pa.Field(ge=0)
    types: Series[int] = pa.Field(ge=0)
    ttr: Series[float] = pa.Field(gt=0, le=1, nullable=True)
    mattr: Series[float] = pa.Field(gt=0, le=1, nullable=True)
    window: Series[int] = pa.Field(ge=1)
    mtld: Series[float] = pa.Field(gt=0, nullable=True)
    hdd: Series[float] = pa.Field(gt=0, le=1, nullable=True)


class Concordances(Table):
    """One row per hit with the text around it; key (article, start).

    `left`, `node` and `right` are slices of the text that follow on each other and stay inside the
    sentence; `node` is `text[start:end]`. `date` may be NaT. `voice` and `speaker` are those of the
    first word of the node, "" where no Voices were given.
    """

    left: Series[str]
    node: Series[str]
    right: Series[str]
    outlet: Series[str]
    date: Series["datetime64[s]"] = pa.Field(nullable=True)  # type: ignore[name-defined]  # noqa: F821
    article: Series[str]
    start: Series[int] = pa.Field(ge=0)
    end: Series[int] = pa.Field(gt=0)
    voice: Series[str] = pa.Field(isin=["", *VOICES])
    speaker: Series[str]
