"""Which outlets report which events, and with how many articles."""

import pandas as pd

from analysis.measures.comparison.events import Events
from analysis.recipes import table
from analysis.tables import Table
from analysis.tables.base import Series, field


class Coverage(Table):
    """One row per event and outlet that reports it; key (event, outlet).

    Events of most outlets come first, of these the ones with most articles. `first`, `last`: the days of
    these articles. `outlets` report the event, with `of_all` articles together.
    """

    event: Series[str] = field("event")
    outlet: Series[str] = field("outlet")
    articles: Series[int] = field("articles", ge=1)
    first: Series["datetime64[ns]"] = field("first day", nullable=True)  # type: ignore[name-defined]  # noqa: F821
    last: Series["datetime64[ns]"] = field("last day", nullable=True)  # type: ignore[name-defined]  # noqa: F821
    outlets: Series[int] = field("outlets of the event", ge=1)
    of_all: Series[int] = field("articles of the event", ge=1)


def coverage_of(events: pd.DataFrame) -> pd.DataFrame:
    """Return how many articles each outlet has on each event: Coverage."""
    events = Events.validate(events)
    if events.empty:
        return Coverage.empty()
    each = events.groupby(["event", "outlet"], as_index=False)
    found = each.agg(articles=("article", "size"), first=("date", "min"), last=("date", "max"))
    by_event = found.groupby("event")["articles"]
    found["outlets"], found["of_all"] = by_event.transform("size"), by_event.transform("sum")
    order = ["outlets", "of_all", "event", "outlet"]
    found = found.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return Coverage.validate(found[Coverage.names()])


@table("coverage", Coverage, every_article=True)
def _coverage(events: pd.DataFrame) -> pd.DataFrame:
    """Which outlets report which events, and with how many articles."""
    return coverage_of(events)
