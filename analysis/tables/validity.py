"""Tables about how sure the numbers of a corpus are: agreement of coders, error, corrected estimates."""

from analysis.tables.base import Series, Table
from analysis.tables.base import field as column  # Items has a column that is called `field`

OF_CODED = ("none", "few articles", "articles")
OF_CORRECTED = (*OF_CODED, "few events", "events")
ESTIMATES = ("uncorrected", "corrected", "gold only")
COMPARISONS = ("outlet", "difference", "difference within events")
_LESS = " - "  # between two outlets, in the key of their difference


def pair_shown(of: str, less: str = " − ") -> str:
    """Return the key of a difference of two outlets, "A - B", as readers see it: "A − B", or with `less`.

    Where the name of an outlet holds the sign of the key itself, it stays as it is.
    """
    return of.replace(_LESS, less) if of.count(_LESS) == 1 else of


class Agreements(Table):
    """One row per coefficient, category and set of coders; key in that order.

    `category` is "" for all categories together. `coders` is "all", or two names, "ann, ben". `value` is NaN
    where it is not defined, as when everybody gave one and the same answer; `low` to `high` is its 95%
    interval, by drawing `articles` again. `units` are items (of spans: words) that have answers of two of
    these coders or more, `answers` in all.
    """

    coefficient: Series[str] = column("coefficient")
    category: Series[str] = column("category")
    coders: Series[str] = column("coders")
    value: Series[float] = column("value", digits=3, le=1, nullable=True)
    low: Series[float] = column("95% interval, from", digits=3, nullable=True)
    high: Series[float] = column("95% interval, to", digits=3, nullable=True)
    interval: Series[str] = column("basis of the interval", isin=list(OF_CODED))
    units: Series[int] = column("items answered twice", ge=0)
    answers: Series[int] = column("answers to them", ge=0)
    articles: Series[int] = column("articles", ge=0)


class Dissents(Table):
    """One row per item and pair of coders whose answers differ; key (article, item, coder_a, coder_b)."""

    item: Series[str] = column("item")
    article: Series[str] = column("article")
    coder_a: Series[str] = column("coder")
    answer_a: Series[str] = column("answer")
    coder_b: Series[str] = column("other coder")
    answer_b: Series[str] = column("other answer")


class CodedCounts(Table):
    """What one article adds to one number, by the model and by people; key (category, article).

    `n` of `total` by the model, `coded_n` of `coded_total` by people (the mean of several coders); NaN where
    nobody coded the article. It was drawn with `probability` (NaN: not drawn). `event` is "" for none.
    `items` were answered by people there, spans that they added included. A coder who has not answered all
    items of an article, or has not marked it as read, counts as somebody who did not code it; of `voice` and
    `shared`, where nothing can be missed, answers are enough.
    """

    category: Series[str] = column("category")
    article: Series[str] = column("article")
    outlet: Series[str] = column("outlet")
    event: Series[str] = column("event")
    n: Series[float] = column("count", ge=0)
    total: Series[float] = column("of all", ge=0)
    coded_n: Series[float] = column("count by coders", ge=0, nullable=True)
    coded_total: Series[float] = column("of all by coders", ge=0, nullable=True)
    probability: Series[float] = column("probability of being drawn", gt=0, le=1, nullable=True)
    items: Series[int] = column("items answered", ge=0)


class Corrections(Table):
    """One row per number and way of estimating it; key (category, comparison, of, estimate).

    `comparison`: "outlet" (then `of` is its name), "difference" of two, or "difference within events" (then
    `of` is "A - B"). `estimate`: "uncorrected" as the model has it, "corrected", or "gold only" by coded
    articles alone. `value` with its 95% interval `low` to `high`, all in `unit`; `interval` says how many
    coded articles (uncorrected: articles; within events: events) of the outlet with fewest stand behind it,
    "none" also where people found none of the category, or nothing else, in those of an outlet. `reason` says
    why there is no interval, "" where there is one. Within events a number that rests on people is NaN
    without an interval. `items` were answered by people in
    `coded_articles` of `articles`, all of them answered whole and marked as read.
    """

    category: Series[str] = column("category")
    comparison: Series[str] = column("comparison", isin=list(COMPARISONS))
    of: Series[str] = column("of")
    estimate: Series[str] = column("estimate", isin=list(ESTIMATES))
    unit: Series[str] = column("counted in")
    value: Series[float] = column("value", digits=3, nullable=True)
    low: Series[float] = column("95% interval, from", digits=3, nullable=True)
    high: Series[float] = column("95% interval, to", digits=3, nullable=True)
    interval: Series[str] = column("basis of the interval", isin=list(OF_CORRECTED))
    items: Series[int] = column("items answered", ge=0)
    coded_articles: Series[int] = column("articles coded", ge=0)
    articles: Series[int] = column("articles", ge=0)
    reason: Series[str] = column("why there is no interval")


class CoderCorrections(Corrections):
    """Corrections by what each `coder` said alone; key (coder, category, comparison, of, estimate)."""

    coder: Series[str] = column("coder")


class Items(Table):
    """One row per item to be coded; key `item`, "ARTICLE:NUMBER".

    The model found it at `start` to `end` of the `field` of its article, with `label` ("" where only spans
    are coded) and `score` (NaN where it gives none); `context_start` to `context_end` is the sentence.
    `beside`: what it is compared with, words of another article, "" where it is judged by itself.
    """

    item: Series[str] = column("item", unique=True)
    article: Series[str] = column("article")
    field: Series[str] = column("field", isin=["text", "title"])
    start: Series[int] = column("from (character)", ge=0)
    end: Series[int] = column("to (character)", gt=0)
    label: Series[str] = column("label by model")
    score: Series[float] = column("score by model", ge=0, le=1, nullable=True)
    context_start: Series[int] = column("sentence from (character)", ge=0)
    context_end: Series[int] = column("sentence to (character)", gt=0)
    beside: Series[str] = column("compared with", text=True)


class ErrorTests(Table):
    """One row per figure: whether the model errs alike in all outlets; key `figure`.

    `q` is how far the figures of `outlets` outlets lie apart, in squared standard errors; `p` the share of
    draws that deal `articles` articles out to outlets at random and give at least as much; `p_adjusted`:
    Holm's, over all rows. `detectable`: the difference between one outlet and the others that four of five
    samples like this would show, by the first step of Holm; NaN where the model never errs or always does.
    """

    figure: Series[str] = column("what is measured")
    q: Series[float] = column("Cochran's Q", digits=2, ge=0)
    p: Series[float] = column("p, articles dealt anew", kind="p", ge=0, le=1)
    p_adjusted: Series[float] = column("p, adjusted", kind="p", ge=0, le=1)
    outlets: Series[int] = column("outlets", ge=2)
    articles: Series[int] = column("articles", ge=2)
    detectable: Series[float] = column("difference it could show", digits=2, ge=0, nullable=True)


class ErrorRates(Table):
    """One row per figure, category and outlet; key in that order.

    `category` is "" for all items, `outlet` "" for all outlets. `value` with its 95% interval `low` to
    `high`: articles count with 1 over the probability with which they were drawn. `n` answers of coders stand
    behind it, in `articles` articles. Recall and F1 are of articles that a coder answered whole and marked as
    read, the other figures of every answer. Of `voice` and `shared`, whose items are all there is, precision,
    recall and F1 are told by category alone: over all items they would be 1 whatever the model does.
    """

    figure: Series[str] = column("what is measured")
    category: Series[str] = column("category")
    outlet: Series[str] = column("outlet")
    value: Series[float] = column("value", digits=3, ge=0, le=1, nullable=True)
    low: Series[float] = column("95% interval, from", digits=3, ge=0, le=1, nullable=True)
    high: Series[float] = column("95% interval, to", digits=3, ge=0, le=1, nullable=True)
    interval: Series[str] = column("basis of the interval", isin=list(OF_CODED))
    n: Series[int] = column("answers", ge=0)
    articles: Series[int] = column("articles", ge=0)


class Confusions(Table):
    """One row per outlet, label of the model and label of people; key in that order.

    `share` of the items with this label of the model that people give that label, with its 95% interval
    `low` to `high`; `by_coder` is "" for what is not there at all. `n` answers; `interval` as in ErrorRates.
    """

    outlet: Series[str] = column("outlet")
    by_model: Series[str] = column("by the model")
    by_coder: Series[str] = column("by people")
    n: Series[int] = column("answers", ge=1)
    share: Series[float] = column("share", digits=3, ge=0, le=1)
    low: Series[float] = column("95% interval, from", digits=3, ge=0, le=1, nullable=True)
    high: Series[float] = column("95% interval, to", digits=3, ge=0, le=1, nullable=True)
    interval: Series[str] = column("basis of the interval", isin=list(OF_CODED))


class Reliabilities(Table):
    """One row per outlet and bin of scores; key (outlet, from_score); `outlet` "" is all of them.

    Items with a score from `from_score` up to `to_score` have a mean `score`; the share `right` of them is
    right by people, with its 95% interval `low` to `high`. `n` answers; `interval` as in ErrorRates.
    """

    outlet: Series[str] = column("outlet")
    from_score: Series[float] = column("score from", digits=2, ge=0, le=1)
    to_score: Series[float] = column("score to", digits=2, ge=0, le=1)
    score: Series[float] = column("mean score", digits=3, ge=0, le=1)
    right: Series[float] = column("share that is right", digits=3, ge=0, le=1)
    low: Series[float] = column("95% interval, from", digits=3, ge=0, le=1, nullable=True)
    high: Series[float] = column("95% interval, to", digits=3, ge=0, le=1, nullable=True)
    interval: Series[str] = column("basis of the interval", isin=list(OF_CODED))
    n: Series[int] = column("answers", ge=1)


class Forecasts(Table):
    """One row per number, pair of outlets and size of a sample; key (category, of, coded_articles).

    With `coded_articles` of each outlet, or all where it has fewer, the 95% interval of the corrected
    difference "A - B" will be about `width` wide, in `unit`; `all_of` is the outlet of which these are all
    articles, or "both". `uncorrected` is what the difference is by the model. `error` says what was taken for
    the error of the model.
    """

    category: Series[str] = column("category")
    of: Series[str] = column("of")
    coded_articles: Series[int] = column("articles coded of each", ge=2)
    all_of: Series[str] = column("these are all of")
    unit: Series[str] = column("counted in")
    uncorrected: Series[float] = column("difference by the model", digits=3, nullable=True)
    width: Series[float] = column("width to be expected", digits=3, ge=0, nullable=True)
    error: Series[str] = column("error taken")
