"""The list of measures about attributions, and the rows that each of them counts.

To add a measure, write one more entry into MEASURES: tallies, patterns, intervals and evidence
follow (decision 22). Only outermost attributions count, those without a `parent`, so that no word counts
twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.attribution.acts import counted
from analysis.tables import TYPES, Attributions, by_key

VOICE = ("narrative", "source and cue", "paraphrased", "quoted")
NAMING = ("named", "unnamed", "no source")
NO_SOURCE = "no source"
_OWN = pd.Index(VOICE[:2], dtype="str")  # words of the outlet itself


@dataclass(frozen=True)
class Measure:
    """A measure of attributions.

    `categories` and `group` are the columns of the counted rows that say where a row falls. A measure may
    sort the same rows by several columns: each of them counts all rows once. `counts` says which rows:
    "outermost" attributions of the sections chosen, the "first" of each kind in an article, "placed"
    for those in headline or body whatever the sections, or "voices". `of` is the denominator of an
    article: "units" of the group, its "words", 1 for each of the "articles" that have words, or 1 for
    each article "heard" in (the value is then a mean).
    """

    name: str  # in Tallies
    label: str  # for readers
    categories: tuple[str, ...]
    unit: str = "attributions"  # of the counts
    group: str = "no_group"
    counts: str = "outermost"
    weight: str = "one"  # the column to add up; "one" counts rows
    of: str = "units"
    always: tuple[str, ...] = ()  # categories for which every outlet has a row, if only of 0
    is_open: bool = False  # categories are words of the texts: an outlet has rows for its own only


_QUOTED = "quoted words"
_LIST = (
    Measure(
        "voice", "Whose words", ("whose",), "words", counts="voices", weight="words", always=VOICE
    ),
    Measure(
        "rate",
        "Attributions per 1,000 words",
        ("everything", "type"),
        "attributions per 1,000 words",
        of="words",
        always=("all", *TYPES),
    ),
    Measure("type", "Direct, indirect or mixed", ("type",), always=TYPES),
    Measure("kind", "Who speaks, by kind", ("kind",)),
    Measure(
        "kind, quoted words", "Who is quoted, by kind", ("kind",), _QUOTED, weight="quoted_words"
    ),
    Measure("naming", "Named or unnamed", ("naming",), always=NAMING),
    Measure(
        "naming, quoted words",
        "Quoted words of named and unnamed",
        ("naming",),
        _QUOTED,
        weight="quoted_words",
        always=NAMING,
    ),
    Measure("speaker", "Who speaks", ("who",), is_open=True),
    Measure(
        "speaker, quoted words",
        "Who is quoted",
        ("who",),
        _QUOTED,
        weight="quoted_words",
        is_open=True,
    ),
    Measure("cue class", "How sayings are introduced", ("cue_class",)),
    Measure("cue class by kind", "How each kind is introduced", ("cue_class",), group="kind"),
    Measure("cue", "Cues of each category", ("lemma",), group="cue_class", is_open=True),
    Measure(
        "first heard",
        "Where a kind is first heard",
        ("position",),
        "share of the body before it",
        group="kind",
        counts="first",
        weight="before",
        of="heard",
    ),
    Measure(
        "heard",
        "Articles that hear a kind",
        ("heard",),
        "articles",
        group="kind",
        counts="first",
        of="articles",
    ),
    Measure(
        "headline",
        "Types in headline and body",
        ("type",),
        group="place",
        counts="placed",
        always=TYPES,
    ),
    Measure(
        "headline kind",
        "Who speaks in headline and body",
        ("kind",),
        group="place",
        counts="placed",
    ),
)
MEASURES = {measure.name: measure for measure in _LIST}


class CountedAttributions:
    """The attributions that measures count; what several of them count is looked for once."""

    def __init__(self, attributions: pd.DataFrame, sections: Sequence[str]) -> None:
        self._counted, self._sections = counted(attributions), tuple(sections)
        self._outermost: dict[tuple[str, ...], pd.DataFrame] = {}
        self._of: dict[tuple[tuple[str, ...], bool], pd.DataFrame] = {}

    def of(self, measure: Measure) -> pd.DataFrame:
        """Return those that `measure` counts, in reading order, with the columns it sorts by."""
        where = ("headline", "body") if measure.counts == "placed" else self._sections
        if where not in self._outermost:
            self._outermost[where] = _outermost(self._counted, where)
        first = measure.counts == "first"
        if (where, first) not in self._of:
            self._of[where, first] = _sortable(self._outermost[where], first=first)
        return self._of[where, first]


def _sortable(rows: pd.DataFrame, *, first: bool) -> pd.DataFrame:
    if first:
        rows = rows.drop_duplicates(["article", "kind"], ignore_index=True)
    sourced = (rows["speaker"] != "") & (rows["rule"] != NO_SOURCE)
    return rows.assign(
        one=1,
        no_group="",
        everything="all",
        position="position",
        heard="heard",
        place=rows["section"],
        who=rows["speaker"].where(sourced, NO_SOURCE),
        naming=np.select([~sourced, rows["named"]], [NO_SOURCE, "named"], "unnamed"),
        lemma=rows["cue_lemma"].where(rows["cue_lemma"] != "", "no cue"),
    )


def voices_counted(voices: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the Voices of `sections` in reading order; `whose` is the category of "voice"."""
    rows = voices[voices["section"].isin(list(sections))]
    rows = by_key(rows, "article", "start")
    own = _OWN.take((rows["part"] != "narrative").to_numpy(int))
    whose = rows["voice"].mask(rows["voice"] == "outlet", pd.Series(own, index=rows.index))
    return rows.assign(one=1, no_group="", whose=whose)


def outermost(attributions: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    """Return the counted Attributions of `sections` that stand in no other one, in reading order."""
    return _outermost(counted(attributions), sections)


def _outermost(rows: pd.DataFrame, sections: Sequence[str]) -> pd.DataFrame:
    rows = rows[(rows["parent"] == "") & rows["section"].isin(list(sections))]
    ordered = by_key(rows, "article", "start", "id")
    return ordered[[name for name in Attributions.names() if name in ordered]]


def before(first: pd.DataFrame, voices: pd.DataFrame) -> pd.Series:
    """Return, for rows of Attributions, the share of their article's words that stand before them.

    `voices` are the stretches to count, in reading order; a stretch stands before an attribution if it
    begins before it.
    """
    article, distinct = pd.factorize(voices["article"])
    number = pd.Index(distinct)
    longest = 1 + int(np.concatenate([voices["start"], first["start"]]).max(initial=0))
    begins = article * longest + voices["start"].to_numpy()
    at = number.get_indexer(first["article"])
    words = np.concatenate([[0], np.cumsum(voices["words"].to_numpy())])
    begin = np.searchsorted(begins, at * longest)
    end = np.searchsorted(begins, (at + 1) * longest)
    here = np.searchsorted(begins, at * longest + first["start"].to_numpy())
    total = words[end] - words[begin]
    share = (words[here] - words[begin]) / np.maximum(total, 1)
    return pd.Series(share, index=first.index, dtype=float)
