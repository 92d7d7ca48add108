"""Tables about words: where they are, how often they occur, and what sets outlets apart.

Tables about words in depth: how evenly they are spread, how varied, beside what, in which lines.
"""

import pandera.pandas as pa
from pandera.typing import Series

from analysis.tables.attribution import VOICES
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


PERIODS = ("day", "week", "month")


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


class Collocations(Table):
    """One row per pair of words that stand together; key (outlet, voice, node, collocate).

    `n` times the collocate is near the node, of which `n_left` to the left and `n_right` to the right
    of it. Neighbours ("ngrams"): the collocate follows the node, `slots` counts all such pairs,
    `slots_node` those that begin with the node, `slots_collocate` those that end with the collocate.
    Windows: `slots` counts the words near every word, `slots_node` those near the node,
    `slots_collocate` those that are the collocate. `expected` = slots_node * slots_collocate / slots.
    `node_n`, `collocate_n`: how often each occurs.

    `g2` is signed, positive where n is above `expected`; `pmi` in bits; `npmi` -1 to 1; `t`; `log_dice`
    14 where the two are always together, once each time. `delta_p_collocate`: how much more likely
    the collocate is near the node than elsewhere; `delta_p_node` the same for the node near the
    collocate; NaN where there is no elsewhere. `voice` is "" for all voices together.
    """

    outlet: Series[str]
    voice: Series[str] = pa.Field(isin=["", *VOICES])
    node: Series[str]
    collocate: Series[str]
    n: Series[int] = pa.Field(ge=1)
    n_left: Series[int] = pa.Field(ge=0)
    n_right: Series[int] = pa.Field(ge=0)
    expected: Series[float] = pa.Field(gt=0)
    node_n: Series[int] = pa.Field(ge=1)
    collocate_n: Series[int] = pa.Field(ge=1)
    slots_node: Series[int] = pa.Field(ge=1)
    slots_collocate: Series[int] = pa.Field(ge=1)
    slots: Series[int] = pa.Field(ge=1)
    g2: Series[float]
    pmi: Series[float]
    npmi: Series[float] = pa.Field(ge=-1, le=1)
    t: Series[float]
    log_dice: Series[float]
    delta_p_collocate: Series[float] = pa.Field(ge=-1, le=1, nullable=True)
    delta_p_node: Series[float] = pa.Field(ge=-1, le=1, nullable=True)


class Trends(Table):
    """One row per (term, outlet, period), periods without articles too; key the same.

    `period` is the first day of a day, week (Monday) or month, as `per` says. `n` occurrences among
    `words` of the `articles` of the outlet that were published in it; `rate` = n / words, per million,
    NaN without words. `low`, `high`: 95% interval of `rate`; `interval` says how, as in Frequencies.
    """

    term: Series[str]
    outlet: Series[str]
    period: Series["datetime64[s]"]  # type: ignore[name-defined]  # noqa: F821
    per: Series[str] = pa.Field(isin=list(PERIODS))
    n: Series[int] = pa.Field(ge=0)
    words: Series[int] = pa.Field(ge=0)
    rate: Series[float] = pa.Field(ge=0, nullable=True)
    low: Series[float] = pa.Field(ge=0, nullable=True)
    high: Series[float] = pa.Field(ge=0, nullable=True)
    interval: Series[str] = pa.Field(isin=list(INTERVALS))
    articles: Series[int] = pa.Field(ge=0)


class Ranks(Table):
    """One row per (outlet, term): its place by frequency; key (outlet, rank).

    `rank` counts from 1, each once: ties stand in code point order.
    """

    outlet: Series[str]
    rank: Series[int] = pa.Field(ge=1)
    term: Series[str]
    n: Series[int] = pa.Field(ge=1)


class Growth(Table):
    """How many distinct words the first `words` words of an outlet have; key (outlet, words)."""

    outlet: Series[str]
    words: Series[int] = pa.Field(ge=1)
    types: Series[int] = pa.Field(ge=1)
