"""The figure of a table: which function draws it, and which of its rows; found by what the table holds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis import figures
from analysis.figures import outlet_colours
from analysis.measures import furthest_apart, most_frequent
from analysis.measures.attribution import most_heard
from analysis.measures.collocation import strongest
from analysis.study import Study
from analysis.tables.patterns import keyness_key, number_key, term_key

_OTHER_NUMBERS = " The table has others: choose a measure and a group under Rows to draw them."
_INTERVALS = " Lines are 95% intervals, from five articles on."
_WITHOUT_STYLE = "Words of house style are left out."


@dataclass(frozen=True, eq=False)
class Drawing:
    """How a table is drawn: the function, the very rows that it draws, and what a reader is told."""

    draw: Callable[..., Figure]
    table: pd.DataFrame
    caption: str
    alt: str
    knobs: Mapping[str, Any] = field(default_factory=dict)

    def drawn(self) -> Figure:
        """Return the figure."""
        return self.draw(self.table, **self.knobs)


def drawing_of(table: pd.DataFrame, schema: str, study: Study, top: int) -> Drawing | None:
    """Return how a table is drawn; None if there is no figure of such tables, or nothing to draw.

    Parameters
    ----------
    table
        Rows of a table of the study.
    schema
        The name of its model, such as "Keyness".
    top
        How many rows of each outlet or side are drawn, where that is a choice.
    """
    known = _DRAWN.get(schema)
    if known is None or table.empty:
        return None
    drawing = known(table, study, top)
    return drawing if drawing is not None and len(drawing.table) else None


def keys_of(table: pd.DataFrame) -> list[str]:
    """Return for each row the key under which figures show it; "" where they show no such rows."""
    for side, key in (("target", keyness_key), ("outlet", term_key)):
        if {side, "term"} <= set(table):
            return [
                key(*of) for of in zip(table[side].tolist(), table["term"].tolist(), strict=True)
            ]
    rows = table.to_dict("records")
    if {"node", "collocate"} <= set(table):
        names = {"node": "group", "collocate": "category"}
        told = [{names.get(str(k), str(k)): v for k, v in row.items()} for row in rows]
        return [number_key(row | {"measure": "collocates"}) for row in told]
    if {"measure", "outlet", "group", "category"} <= set(table):
        return list(map(number_key, rows))
    return [""] * len(rows)


def _look(study: Study) -> dict[str, Any]:
    return {"colours": outlet_colours(study["articles"]["outlet"].unique())}


def _if_any(table: pd.DataFrame, told: str) -> str:
    """Return what is told of intervals if a row has one."""
    return told if table["low"].notna().any() else ""


def _frequencies(table: pd.DataFrame, study: Study, top: int) -> Drawing:
    style = _style(study)
    shown = most_frequent(table[~table["term"].isin(style)], top=top)
    caption = (
        f"The {top} most frequent words of each outlet, per million of its words."
        f"{_if_any(shown, _INTERVALS)} The numbers at the right are counts. {_WITHOUT_STYLE * bool(style)}"
    )
    alt = "One panel per outlet with its most frequent words, a dot at the rate of each."
    return Drawing(figures.frequent_words, shown, caption.strip(), alt, _look(study) | {"top": top})


def _keyness(table: pd.DataFrame, study: Study, top: int) -> Drawing:
    style = _style(study)
    shown = furthest_apart(table, top=top, without=style)
    several = len(shown["target"].unique()) > 1
    order = (
        "The words that set each outlet apart, the surest at the top of its panel."
        if several
        else "The words that set the two sides apart, the surest of one side at the top, of the other at "
        "the bottom."
    )
    lines = _if_any(
        shown,
        ", lines their 95% intervals, from five articles on; an open dot has an interval that holds zero",
    )
    caption = (
        f"{order} Dots are weighted log-odds ratios (one unit doubles the odds){lines}. At the right are the "
        f"counts of both sides. {_WITHOUT_STYLE * bool(style)}"
    )
    return Drawing(
        figures.keyness_dots,
        shown,
        caption.strip(),
        "Rows of words, each with a dot on the side of the outlet that prefers it.",
        _look(study) | {"top": top},
    )


def _style(study: Study) -> Collection[str]:
    style: Mapping[str, str] = study["house-style"]
    return set(style)


def _collocations(table: pd.DataFrame, study: Study, top: int) -> Drawing:
    whole = table[table["voice"] == ""]
    near = strongest(
        whole if len(whole) else table[table["voice"] == table["voice"].min()], top=top
    )
    if len(near["node"].unique()) > 1:  # pairs of many words: those of the strongest one
        near = near[near["node"] == near.sort_values("g2", ascending=False)["node"].iloc[0]]
    caption = (
        "The words that stand near more often than expected, by logDice; the numbers at the right say "
        "how often."
    )
    alt = "One panel per outlet with the words that stand near, a dot for each."
    return Drawing(figures.near_words, near, caption, alt, _look(study) | {"top": top})


def _trends(table: pd.DataFrame, study: Study, top: int) -> Drawing:  # noqa: ARG001
    lines = _if_any(table, ", with 95% intervals")
    caption = f"Rates per million words of each outlet in each period{lines}."
    return Drawing(
        figures.trend_lines,
        table,
        caption,
        "A panel per word with a line per outlet.",
        _look(study),
    )


def _dispersions(table: pd.DataFrame, study: Study, top: int) -> Drawing:  # noqa: ARG001
    one = table[(table["outlet"] == table["outlet"].min()) & table["dp_norm"].notna()]
    where = one["outlet"].iloc[0] if len(one) else ""
    caption = (
        f"How evenly each word is spread{f' in {where}' if where else ''}, by how often it occurs."
    )
    alt = "A dot for each word, its frequency across and its unevenness upwards."
    return Drawing(figures.dispersion_scatter, one, caption, alt, {"top": top})


def _numbers(table: pd.DataFrame, study: Study, top: int) -> Drawing:
    """Draw the numbers of one measure: the first one, unless rows of one are chosen."""
    names = list(dict.fromkeys(table["measure"]))
    measure = next((name for name in _FIRST if name in names), names[0])
    rows = table[table["measure"] == measure]
    lines, other = _if_any(rows, _INTERVALS), _OTHER_NUMBERS if len(names) > 1 else ""
    caption = f"{measure[:1].upper()}{measure[1:]}: a dot for each outlet.{lines}{other}"
    if measure in _OF_MEASURES:
        draw = _OF_MEASURES[measure]
        look = {} if measure == "voice" else _look(study)
        return Drawing(draw, rows, caption, "The numbers of each outlet, side by side.", look)
    if (rows["group"] == rows["category"]).all():
        rows = rows[rows["category"] != "scare quotes"].assign(group="")
    several = len(names) > 1 or len(rows["group"].unique()) > 1
    rows = rows[rows["group"] == rows["group"].iloc[0]] if len(rows) else rows
    shown = rows.groupby("category")["n"].sum().sort_values(ascending=False, kind="stable")
    if measure in ("speaker", "cue"):
        rows = most_heard(rows, top=top)
    else:
        rows = rows[rows["category"].isin(shown.index[:top])]
    group = str(rows["group"].iloc[0]) if len(rows) else ""
    named = f"{measure[:1].upper()}{measure[1:]}{f', {group}' if group else ''}."
    caption = f"{named}{_if_any(rows, _INTERVALS)}{_OTHER_NUMBERS if several else ''}"
    return Drawing(
        figures.pattern_dots,
        rows.reset_index(drop=True),
        caption,
        "A row for each number with a dot per outlet.",
        _look(study),
    )


_FIRST = ("kind", "loaded words, model")  # what a reader looks for first
_OF_MEASURES: Mapping[str, Callable[..., Figure]] = {
    "voice": figures.voice_shares,
    "first heard": figures.first_heard,
    "headline kind": figures.headline_body,
    "cue class by kind": figures.cue_class_heatmap,
}


def _differences(table: pd.DataFrame, study: Study, top: int) -> Drawing:  # noqa: ARG001
    lines = _if_any(table, " Lines are 95% intervals.")
    caption = f"How far each outlet is from the mean of the outlets.{lines}"
    alt = "A panel per number with a dot for each outlet."
    return Drawing(figures.difference_dots, table, caption, alt, _look(study))


def _paired(table: pd.DataFrame, study: Study, top: int) -> Drawing:
    caption = (
        "Outlets compared within the events that both tell: the mean difference, in percentage points or "
        "per 1,000 words, with its 95% interval over events, from five on."
    )
    rows = table[table["interval"] != "none"]
    alt = "Rows of numbers with two outlets each, a dot at the mean difference within events."
    return Drawing(figures.paired_dots, rows, caption, alt, _look(study) | {"top": top})


def _corrected(table: pd.DataFrame, study: Study, top: int) -> Drawing:  # noqa: ARG001
    caption = (
        "Differences by the model, corrected by people, and by people alone, with 95% intervals."
    )
    alt = "A row for each number and pair of outlets with three dots."
    return Drawing(figures.corrected_dots, table, caption, alt, {"top": top})


def _plain(
    draw: Callable[..., Figure], caption: str, alt: str, *, coloured: bool = True
) -> Callable[[pd.DataFrame, Study, int], Drawing]:
    return lambda table, study, _: Drawing(
        draw, table, caption, alt, _look(study) if coloured else {}
    )


_DRAWN: Mapping[str, Callable[[pd.DataFrame, Study, int], Drawing]] = {
    "Frequencies": _frequencies,
    "Keyness": _keyness,
    "Collocations": _collocations,
    "Trends": _trends,
    "Dispersions": _dispersions,
    "Patterns": _numbers,
    "Differences": _differences,
    "Paired": _paired,
    "Corrections": _corrected,
    "Ranks": _plain(
        figures.rank_frequency,
        "How often each word is used, by its rank; both scales are logarithmic.",
        "A curve for each outlet.",
    ),
    "Growth": _plain(
        figures.vocabulary_growth,
        "Distinct words by the number of words read.",
        "A curve for each outlet.",
    ),
    "ArticleDays": _plain(
        figures.corpus_timeline, "The articles of each outlet over time.", "A row for each outlet."
    ),
    "ArticleLengths": _plain(
        figures.article_lengths, "The length of articles in words.", "A row for each outlet."
    ),
    "SectionShares": _plain(
        figures.section_shares,
        "Words of each outlet by section.",
        "A bar for each outlet, divided into sections.",
        coloured=False,
    ),
}
