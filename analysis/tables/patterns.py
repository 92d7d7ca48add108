"""Tables about how outlets use speakers: how concentrated they are, who is heard by several."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.categories import SPEAKER_KINDS
from analysis.tables.base import OF_PATTERNS, Series, Table, field

OF_EVENTS = ("none", "few events", "events")
STATISTICS = ("effective speakers", "most heard speaker")
_PER_WORDS = "per 1,000 words"


class Concentration(Table):
    """One row per number about how few speakers fill an outlet; key (measure, statistic, outlet).

    "effective speakers": how many speakers, all heard equally, would be as concentrated; `n` is
    `total`, `speaker` "". "most heard speaker": the share n / total of `speaker`. `measure` and `unit`
    are those of Tallies; `total` leaves out what has no source. The outlet has `speakers` in all, in
    `articles` articles; `value` is NaN when there is none. `low`, `high`, `interval` as in Patterns.
    """

    measure: Series[str] = field("measure")
    statistic: Series[str] = field("number", isin=list(STATISTICS))
    outlet: Series[str] = field("outlet")
    speaker: Series[str] = field("speaker")
    n: Series[float] = field("count", ge=0)
    total: Series[float] = field("of all", ge=0)
    unit: Series[str] = field("counted in")
    value: Series[float] = field("value", digits=3, ge=0, nullable=True)
    low: Series[float] = field("95% interval, from", digits=3, ge=0, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, ge=0, nullable=True)
    interval: Series[str] = field("basis of the interval", isin=list(OF_PATTERNS))
    speakers: Series[int] = field("speakers", ge=0)
    articles: Series[int] = field("articles", ge=0)


class Differences(Table):
    """One row per number of an outlet against the mean of the outlets.

    The key is (measure, group, category, outlet). `difference` = `value` - `mean`, all in `unit`;
    `mean` is that of the values of `outlets` outlets, each weighing the same. `low` to `high` is the 95%
    interval of the difference, `interval` as in Patterns.
    """

    measure: Series[str] = field("measure")
    group: Series[str] = field("of")
    category: Series[str] = field("category")
    outlet: Series[str] = field("outlet")
    unit: Series[str] = field("counted in")
    value: Series[float] = field("value", digits=3, ge=0)
    mean: Series[float] = field("mean of the outlets", ge=0)
    difference: Series[float] = field("difference from the mean")
    low: Series[float] = field("95% interval, from", digits=3, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, nullable=True)
    interval: Series[str] = field("basis of the interval", isin=list(OF_PATTERNS))
    outlets: Series[int] = field("outlets", ge=2)


class Contrasts(Table):
    """One row per number: the outlets furthest apart in it; key (measure, group, category).

    `value_above` of the outlet `above` is the highest of `outlets` outlets, `value_below` of `below` the
    lowest; `low` to `high` is the 95% interval of their `difference`, all in `unit`, and `interval` as in
    Patterns. `reliable`: the interval leaves out zero. `size`: Cohen's h of two shares, the logarithm of the
    ratio of two rates.
    """

    measure: Series[str] = field("measure")
    group: Series[str] = field("of")
    category: Series[str] = field("category")
    unit: Series[str] = field("counted in")
    above: Series[str] = field("highest in")
    value_above: Series[float] = field("highest value", digits=3, ge=0)
    n_above: Series[float] = field("its count", ge=0)
    below: Series[str] = field("lowest in")
    value_below: Series[float] = field("lowest value", digits=3, ge=0)
    difference: Series[float] = field("difference", digits=3, ge=0)
    low: Series[float] = field("95% interval, from", digits=3, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, nullable=True)
    interval: Series[str] = field("basis of the interval", isin=list(OF_PATTERNS))
    reliable: Series[bool] = field("interval leaves out zero")
    size: Series[float] = field("size (h, or ln of the ratio)", digits=2, ge=0)
    outlets: Series[int] = field("outlets", ge=2)


class Paired(Table):
    """One row per number and pair of outlets that report the same events.

    Key (measure, group, category, pair). Both outlets have a value in each of `events` events; each event
    counts once. `value_above` is the mean over them of the outlet `above`, where it is higher,
    `value_below` of `below`; `low` to `high` is the 95% interval of their mean `difference`, all in `unit`;
    `interval`: over "events", "few events" (fewer than ten) or "none" (fewer than five). `p`: sign-flip test,
    the signs of the differences drawn at random; `p_adjusted`: Holm's, over the rows whose events are enough
    to be reliable among so many, NaN for others. `reliable`: interval and adjusted p both speak for a
    difference. `largest`: the share of the largest event in all that both
    outlets count. `pair`: both names, in alphabetical order.
    """

    measure: Series[str] = field("measure")
    group: Series[str] = field("of")
    category: Series[str] = field("category")
    unit: Series[str] = field("counted in")
    pair: Series[str] = field("outlets")
    above: Series[str] = field("higher in")
    value_above: Series[float] = field("mean, higher", digits=3, ge=0)
    below: Series[str] = field("lower in")
    value_below: Series[float] = field("mean, lower", digits=3, ge=0)
    events: Series[int] = field("events of both", ge=1)
    difference: Series[float] = field("difference", digits=3, ge=0)
    low: Series[float] = field("95% interval, from", digits=3, nullable=True)
    high: Series[float] = field("95% interval, to", digits=3, nullable=True)
    interval: Series[str] = field("basis of the interval", isin=list(OF_EVENTS))
    p: Series[float] = field("p, sign flips", kind="p", ge=0, le=1)
    p_adjusted: Series[float] = field("p, adjusted", kind="p", ge=0, le=1, nullable=True)
    reliable: Series[bool] = field("reliable")
    largest: Series[float] = field("part of the largest event", digits=2, ge=0, le=1)


class SpeakersAcross(Table):
    """One row per speaker and outlet, of named speakers whom several outlets hear; key (speaker, outlet).

    Speakers heard by most `outlets` first, then those with most attributions in all. `kind` is the
    one most often given there; `attributions` in `articles` articles have `words`, of which
    `quoted_words` in quotation marks. `cue_classes`: the up to three most used, "neutral 5, denying 1".
    """

    speaker: Series[str] = field("speaker")
    outlet: Series[str] = field("outlet")
    outlets: Series[int] = field("outlets", ge=2)
    kind: Series[str] = field("kind of speaker", isin=list(SPEAKER_KINDS))
    attributions: Series[int] = field("attributions", ge=1)
    quoted_words: Series[int] = field("words in quotation marks", ge=0)
    words: Series[int] = field("words", ge=0)
    articles: Series[int] = field("articles", ge=1)
    cue_classes: Series[str] = field("categories of cues")


def number_key(row: Mapping[Any, Any]) -> str:
    """Return what names one number of Patterns, the same in figures, tables and evidence."""
    group = "" if row["group"] == row["category"] else row["group"]
    return json.dumps([row["measure"], row["outlet"], group, row["category"]], ensure_ascii=False)


def term_key(outlet: str, term: str) -> str:
    """Return what names the count of a term in an outlet."""
    return number_key({"measure": "words", "outlet": outlet, "group": "", "category": term})


def keyness_key(target: str, term: str) -> str:
    """Return what names the counts of a term in an outlet and in what it is compared with."""
    return number_key({"measure": "keyness", "outlet": target, "group": "", "category": term})


def scale_of(units: pd.Series) -> pd.Series:
    """Return what n / total of Patterns is multiplied by: 1,000 for rates, 1 for shares and means."""
    return units.str.endswith(_PER_WORDS).map({True: 1000.0, False: 1.0}).astype(float)


class Quality(Table):
    """One row per figure that says how well attributions are found; key (figure, outlet).

    `outlet` "" is all of them. `value` with its 95% interval `low` to `high`: an F1 or a recall (0 to 1),
    an agreement (at most 1), or a ratio, over `articles` that the model did not learn from, with
    `attributions` by the annotators.
    """

    figure: Series[str] = field("what is measured")
    outlet: Series[str] = field("outlet")
    value: Series[float] = field("value", digits=3, ge=-1)
    low: Series[float] = field("95% interval, from", digits=3, ge=-1)
    high: Series[float] = field("95% interval, to", digits=3, ge=-1)
    articles: Series[int] = field("articles", ge=1)
    attributions: Series[int] = field("attributions", ge=1)
