"""Rank events by how far apart the outlets are that tell them."""

import numpy as np
import pandas as pd

from analysis.inference.by_event import compared
from analysis.recipes import table
from analysis.tables import Table
from analysis.tables.base import Series, field
from analysis.tables.number_names import short_name
from analysis.tables.patterns import scale_of

_LEAST = {
    "words": 100,
    "attributions": 5,
    "sentences": 5,
    "acts": 3,
}  # of each outlet, to be compared


class EventSpread(Table):
    """One row per event that several outlets tell, those in which they differ most first; key event.

    `spread`, 0 to 1: the mean over the `numbers` compared of how the event ranks among all events by the
    distance between its highest and its lowest outlet. `widest`: the number in which it ranks highest, with
    both outlets and their values in `unit`.
    """

    event: Series[str] = field("event")
    outlets: Series[int] = field("outlets", ge=2)
    spread: Series[float] = field("mean rank of the distances", digits=2, ge=0, le=1)
    numbers: Series[int] = field("numbers compared", ge=1)
    widest: Series[str] = field("widest in")
    above: Series[str] = field("highest in")
    value_above: Series[float] = field("highest value", digits=3, ge=0)
    below: Series[str] = field("lowest in")
    value_below: Series[float] = field("lowest value", digits=3, ge=0)
    unit: Series[str] = field("counted in")


def event_spread(tallies: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return EventSpread.

    Parameters
    ----------
    tallies
        Tallies of the numbers to compare.
    events
        `article` and `event`.

    Source
    ------
    Ours. Ranks, because numbers have different units; an outlet counts in a number only if it has enough for
    it: 100 words, five attributions or sentences, three acts. Short articles differ more by chance alone.
    """
    values = _values(tallies, events)
    cell = ["measure", "group", "category"]
    if values.empty:
        return EventSpread.empty()
    values = values.sort_values([*cell, "event", "value", "outlet"], kind="stable")
    each = values.groupby([*cell, "event"], as_index=False)
    wide = each.agg(
        outlets=("outlet", "size"), below=("outlet", "first"), value_below=("value", "first"),
        above=("outlet", "last"), value_above=("value", "last"), unit=("unit", "first"),
    )  # fmt: skip
    wide = wide[wide["outlets"] > 1]
    if wide.empty:
        return EventSpread.empty()
    wide["distance"] = (wide["value_above"] - wide["value_below"]).round(12)
    wide["rank"] = wide.groupby(cell)["distance"].rank(pct=True)
    wide["widest"] = [short_name(row) for row in wide.to_dict("records")]
    order = wide.sort_values(["event", "rank", "widest"], ascending=[True, False, True])
    first = order.drop_duplicates("event").set_index("event")
    means = wide.groupby("event").agg(spread=("rank", "mean"), numbers=("rank", "size"))
    columns = ["outlets", "widest", "above", "value_above", "below", "value_below", "unit"]
    found = means.join(first[columns]).reset_index()
    found = found.sort_values(["spread", "event"], ascending=[False, True], ignore_index=True)
    return EventSpread.validate(found)


def _values(tallies: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the value of each number of each outlet in each event, where it has enough."""
    known = events.loc[events["event"] != "", ["article", "event"]]
    every = tallies.merge(known, on="article")
    cell = ["measure", "group", "event", "outlet"]
    each = every.drop_duplicates(["measure", "group", "article"])
    totals = each.groupby([*cell, "unit"], as_index=False).agg(total=("total", "sum"))
    least = totals["unit"].str.split().str[0].map(_LEAST).fillna(_LEAST["words"])
    totals = totals[totals["total"] >= np.maximum(least, 1)]
    told = every[every["category"] != ""]
    categories = told[["measure", "group", "category"]].drop_duplicates()
    n = told.groupby([*cell, "category"], as_index=False).agg(n=("n", "sum"))
    values = totals.merge(categories, on=["measure", "group"])
    values = values.merge(n, on=[*cell, "category"], how="left").fillna({"n": 0.0})
    return values.assign(value=values["n"] / values["total"] * scale_of(values["unit"]))


@table("event-spread", EventSpread)
def _event_spread(
    tallies: pd.DataFrame,
    loaded_article: pd.DataFrame,
    agency_article: pd.DataFrame,
    events: pd.DataFrame,
) -> pd.DataFrame:
    """The events in which outlets differ most, and in what."""
    every = [compared(one) for one in (tallies, loaded_article, agency_article)]
    return event_spread(pd.concat(every), events)
