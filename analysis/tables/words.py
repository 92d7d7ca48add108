"""Tables about words: where they are, how often they occur, and what sets outlets apart.

Tables about words in depth: how evenly they are spread, how varied, beside what, in which lines.
"""

from analysis.categories import PERIODS, SECTIONS
from analysis.tables.attribution import VOICES
from analysis.tables.base import INTERVALS, Series, Table, field


class Words(Table):
    """One row per word in reading order: the stretch of text and the folded form it counts as."""

    article: Series[str] = field("article")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    section: Series[str] = field("section", isin=list(SECTIONS))
    word: Series[str] = field("word")


class Frequencies(Table):
    """One row per (outlet, term) that occurs; key (outlet, rank, term).

    `n` occurrences among `words`, all the outlet's words (for a phrase of k words: all its stretches
    of k words); `rate` = n / words, per million; `docfreq` of `articles` have the term; `rank` 1 is
    the most frequent of the rows (ties share the smallest). `low`, `high`: 95% interval of `rate`;
    `interval` says how: over whole "articles", "few articles" (fewer than ten), "words" taken as
    independent draws, or "none".
    """

    outlet: Series[str] = field("outlet")
    term: Series[str] = field("word")
    n: Series[int] = field("count", ge=0)
    words: Series[int] = field("words", ge=0)
    rate: Series[float] = field(
        "per million words", kind="rate", digits=0, ge=0, le=1e6, nullable=True
    )
    low: Series[float] = field(
        "95% interval, from", kind="rate", digits=0, ge=0, le=1e6, nullable=True
    )
    high: Series[float] = field(
        "95% interval, to", kind="rate", digits=0, ge=0, le=1e6, nullable=True
    )
    interval: Series[str] = field("basis of the interval", isin=list(INTERVALS))
    docfreq: Series[int] = field("articles with it", ge=0)
    articles: Series[int] = field("articles", ge=1)
    rank: Series[int] = field("rank", ge=1)


class Keyness(Table):
    """One row per (target, term): how much `target` prefers it to `reference`; key the same.

    Positive values lean to the target. `g2` is the four-cell, `g2_two_cell` the two-cell
    log-likelihood, both signed; `p` belongs to `g2`, `p_adjusted` (NaN until added) is
    Benjamini-Hochberg over the rows;
    `log_ratio` is log2 of the two rates (0.5 for a zero count); `pct_diff` in percent (infinite when
    the reference has none); `log_odds` is the weighted log-odds ratio in log2 units with its 95%
    interval `low` to `high` (`interval` as in Frequencies); `z` in standard errors by words. `lean` is the
    end of the interval on the side of zero, of the other sign or zero where it holds zero; it is `z` without
    one. Rates are per million.
    """

    term: Series[str] = field("word")
    target: Series[str] = field("target")
    reference: Series[str] = field("reference")
    n_target: Series[int] = field("count, target", ge=0)
    n_reference: Series[int] = field("count, reference", ge=0)
    words_target: Series[int] = field("all words, target", gt=0)
    words_reference: Series[int] = field("all words, reference", gt=0)
    rate_target: Series[float] = field("per million, target", kind="rate", digits=0, ge=0)
    rate_reference: Series[float] = field("per million, reference", kind="rate", digits=0, ge=0)
    docfreq_target: Series[int] = field("articles, target", ge=0)
    docfreq_reference: Series[int] = field("articles, reference", ge=0)
    g2: Series[float] = field("G2 (four cells)", digits=2)
    g2_two_cell: Series[float] = field("G2 (two cells)", digits=2)
    p: Series[float] = field("p of G2", kind="p", ge=0, le=1)
    p_adjusted: Series[float] = field("p, adjusted (BH)", kind="p", ge=0, le=1, nullable=True)
    log_ratio: Series[float] = field("log ratio (log2)", digits=2)
    pct_diff: Series[float] = field("%DIFF", digits=0, ge=-100)
    log_odds: Series[float] = field("weighted log-odds (log2)", digits=2)
    low: Series[float] = field("95% interval, from", digits=2, nullable=True)
    high: Series[float] = field("95% interval, to", digits=2, nullable=True)
    interval: Series[str] = field("basis of the interval", isin=list(INTERVALS))
    z: Series[float] = field("z", digits=2)
    lean: Series[float] = field("at least so far apart", digits=2)


class Dispersions(Table):
    """One row per (outlet, term) that occurs: how evenly it is spread over parts; key (outlet, term).

    The parts are the articles of the outlet that have words. `outlet` is "all outlets" where
    the whole corpus was taken. `n` occurrences among `words`; `rate` = n / words, per million. `range`
    of `parts` have the term, `range_share` = range / parts. `dp` and `dp_norm` are 0 for a term
    spread as evenly as the sizes of the parts allow and near 1 for one that is all in one place;
    `juilland_d` is the other way round, 1 for even. `dp_norm` and `juilland_d` are NaN with one part.
    """

    outlet: Series[str] = field("outlet")
    term: Series[str] = field("word")
    n: Series[int] = field("count", ge=1)
    words: Series[int] = field("words", ge=1)
    rate: Series[float] = field("per million words", kind="rate", digits=0, gt=0, le=1e6)
    range: Series[int] = field("articles with it", ge=1)
    parts: Series[int] = field("of articles", ge=1)
    range_share: Series[float] = field("share of articles", digits=2, gt=0, le=1)
    dp: Series[float] = field("DP", digits=2, ge=0, le=1)
    dp_norm: Series[float] = field("DPnorm", digits=2, ge=0, le=1, nullable=True)
    juilland_d: Series[float] = field("Juilland's D", digits=2, ge=0, le=1, nullable=True)


class Diversities(Table):
    """One row per text: how varied its words are; key (outlet, article).

    `article` is "" for all articles of the outlet one after the other, in the order of their ids.
    `types` distinct among `words`; `ttr` = types / words. `mattr`: mean TTR of all windows of `window`
    words; NaN for a shorter text. `mtld`: mean number of words in a row that keep a TTR above .72, both
    directions; NaN where no word is repeated. `hdd`: mean TTR of all samples of 42 words; NaN for a
    shorter text.
    """

    outlet: Series[str] = field("outlet")
    article: Series[str] = field("article")
    words: Series[int] = field("words", ge=0)
    types: Series[int] = field("distinct words", ge=0)
    ttr: Series[float] = field("TTR", digits=2, gt=0, le=1, nullable=True)
    mattr: Series[float] = field("MATTR", digits=2, gt=0, le=1, nullable=True)
    window: Series[int] = field("window (words)", ge=1)
    mtld: Series[float] = field("MTLD (words)", digits=1, gt=0, nullable=True)
    hdd: Series[float] = field("HD-D", digits=2, gt=0, le=1, nullable=True)


class Concordances(Table):
    """One row per hit with the text around it; key (article, start).

    `left`, `node` and `right` are slices of the text that follow on each other and stay inside the
    sentence; `node` is `text[start:end]`. `date` may be NaT. `voice` and `speaker` are those of the
    first word of the node, "" where no Voices were given.
    """

    left: Series[str] = field("left", text=True)
    node: Series[str] = field("node", text=True)
    right: Series[str] = field("right", text=True)
    outlet: Series[str] = field("outlet")
    date: Series["datetime64[ns]"] = field("date", nullable=True)  # type: ignore[name-defined]  # noqa: F821
    article: Series[str] = field("article")
    start: Series[int] = field("from (character)", ge=0)
    end: Series[int] = field("to (character)", gt=0)
    voice: Series[str] = field("voice", isin=["", *VOICES])
    speaker: Series[str] = field("speaker")


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

    outlet: Series[str] = field("outlet")
    voice: Series[str] = field("voice", isin=["", *VOICES])
    node: Series[str] = field("node")
    collocate: Series[str] = field("collocate")
    n: Series[int] = field("count", ge=1)
    n_left: Series[int] = field("left of the node", ge=0)
    n_right: Series[int] = field("right of the node", ge=0)
    expected: Series[float] = field("expected count", digits=2, gt=0)
    node_n: Series[int] = field("count of node", ge=1)
    collocate_n: Series[int] = field("count of collocate", ge=1)
    slots_node: Series[int] = field("places near the node", ge=1)
    slots_collocate: Series[int] = field("places of the collocate", ge=1)
    slots: Series[int] = field("places near any word", ge=1)
    g2: Series[float] = field("G2 (four cells)", digits=2)
    pmi: Series[float] = field("PMI (bits)", digits=2)
    npmi: Series[float] = field("NPMI", digits=2, ge=-1, le=1)
    t: Series[float] = field("t", digits=2)
    log_dice: Series[float] = field("logDice", digits=2)
    delta_p_collocate: Series[float] = field(
        "ΔP, collocate by node", digits=3, ge=-1, le=1, nullable=True
    )
    delta_p_node: Series[float] = field(
        "ΔP, node by collocate", digits=3, ge=-1, le=1, nullable=True
    )


class Trends(Table):
    """One row per (term, outlet, period), periods without articles too; key the same.

    `period` is the first day of a day, week (Monday) or month, as `per` says. `n` occurrences among
    `words` of the `articles` of the outlet that were published in it; `rate` = n / words, per million,
    NaN without words. `low`, `high`: 95% interval of `rate`; `interval` says how, as in Frequencies.
    """

    term: Series[str] = field("word")
    outlet: Series[str] = field("outlet")
    period: Series["datetime64[ns]"] = field("from")  # type: ignore[name-defined]  # noqa: F821
    per: Series[str] = field("by", isin=list(PERIODS))
    n: Series[int] = field("count", ge=0)
    words: Series[int] = field("words", ge=0)
    rate: Series[float] = field("per million words", kind="rate", digits=0, ge=0, nullable=True)
    low: Series[float] = field("95% interval, from", kind="rate", digits=0, ge=0, nullable=True)
    high: Series[float] = field("95% interval, to", kind="rate", digits=0, ge=0, nullable=True)
    interval: Series[str] = field("basis of the interval", isin=list(INTERVALS))
    articles: Series[int] = field("articles", ge=0)


class Ranks(Table):
    """One row per (outlet, term): its place by frequency; key (outlet, rank).

    `rank` counts from 1, each once: ties stand in code point order.
    """

    outlet: Series[str] = field("outlet")
    rank: Series[int] = field("rank", ge=1)
    term: Series[str] = field("word")
    n: Series[int] = field("count", ge=1)


class Growth(Table):
    """How many distinct words the first `words` words of an outlet have; key (outlet, words)."""

    outlet: Series[str] = field("outlet")
    words: Series[int] = field("words", ge=1)
    types: Series[int] = field("distinct words", ge=1)
