"""State how outlets differ over all events: who reports what, and what differs within shared events."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.figures import Mark, paired_dots
from analysis.files import slug
from analysis.reports.findings.contrasts import difference_told, stated, value_told
from analysis.reports.findings.words import listed
from analysis.reports.notebook.run import Run
from analysis.study import Study
from analysis.tables.events import CoverageTold
from analysis.tables.number_names import short_name
from analysis.tables.patterns import scale_of

GIVEN = ("given", "no event is given")  # what Events says where nothing was found
_MOST = 5  # sentences on differences
_NEAREST = 2  # differences that are told where none is reliable
LEAST_P = 0.001  # of those that are told
_KINDS = 3  # of mistakes that are named
_NAMED = 4  # outlets of an event, or numbers, that are named
_CAPTION = (
    "Outlets compared within the events that both tell, the surest differences first. A dot is the mean "
    "difference over these events, in percentage points or per 1,000 words, a line its 95% interval over "
    "events, from five on; an open dot is not reliable: its interval holds zero, or its p value, adjusted "
    "for all pairs and numbers with events enough, is .05 or more."
)


def event_notices(coverage: pd.DataFrame) -> list[str]:
    """Say what to do if no event is told by several outlets."""
    if (coverage["outlets"] > 1).any():
        return []
    return [
        "No event is told by more than one outlet, so there is nothing to compare. If articles belong "
        "together that were not put together, name their event in a column of the corpus (event) or in "
        "a table (parameter events)."
    ]


def event_page_of(events: pd.Series, coverage: pd.DataFrame, *, beginning: str) -> list[str]:
    """Return the address of the page of each of `events`, "" for events that only one outlet tells.

    `beginning` is how the folders of these pages begin, as the parameter `event_pages` has it; without it
    there are no pages, and the list is empty.
    """
    if not beginning:
        return []
    told = set(coverage[coverage["outlets"] > 1]["event"])
    return [f"{beginning}{slug(event)}/report.html" if event in told else "" for event in events]


def event_remarks(events: pd.DataFrame) -> list[str]:
    """Say that events were found and may be corrected, unless all of them are given."""
    if events["why"].isin(GIVEN).all():
        return []
    return [
        "Events were found by what articles have in common: dates, names and words. The table events says "
        "why each is one. Correct it and give it back with the parameter events."
    ]


def page_remarks(quality: pd.DataFrame) -> list[str]:
    """Say how many statements of such a page were found wrong, and of which kinds most; PageQuality."""
    if quality.empty:
        return []
    every, *kinds = quality.sort_values(
        "kind", key=lambda kind: kind != "any", kind="stable"
    ).to_dict("records")
    most = listed([f"{row['kind']} ({row['false'] + row['misleading']})" for row in kinds[:_KINDS]])
    return [
        f"Known error: a language model held {every['pages']} pages like this one against their articles. Of "
        f"their {every['statements']:,} statements {every['false']} were false and {every['misleading']} "
        f"misleading, together {every['share']:.1%} ({every['low']:.1%} to {every['high']:.1%}), most often "
        f"{most}. Read the sentence behind a statement before you cite it."
    ]


def events_findings(coverage: pd.DataFrame, paired: pd.DataFrame) -> list[str]:
    """State how many events outlets share, and the differences within them: the surest first.

    `coverage` is Coverage, `paired` is Paired.
    """
    events = coverage.drop_duplicates("event")
    shared = events[events["outlets"] > 1]
    articles, largest = int(events["of_all"].sum()), events["of_all"].max()
    found = [
        f"{articles:,} articles of {coverage['outlet'].nunique():,} outlets tell of {len(events):,} events; "
        f"{len(shared):,} of them are reported by more than one outlet. The largest event has "
        f"{100 * largest / articles:.0f}% of the articles."
    ]
    rows = paired[paired["reliable"]].head(_MOST)
    found += [f"W{_sentence(row)[1:]}." for row in rows.to_dict("records")]
    return found + _remarks(paired)


def _sentence(row: Mapping[Any, Any]) -> str:
    scale = float(scale_of(pd.Series([row["unit"]])).iloc[0])
    above, below = (value_told(row[f"value_{side}"], scale) for side in ("above", "below"))
    said = stated(row, str(row["above"]), above)
    return (
        f"within {row['events']:,} shared events {said}, {row['below']} {below} "
        f"{difference_told(row, scale, pair=False)}"
    )


def _remarks(paired: pd.DataFrame) -> list[str]:
    if paired.empty:
        return ["No two outlets share an event, so nothing is compared within events."]
    sure = paired[paired["interval"] != "none"]
    most = int(paired["events"].max())
    if sure.empty:
        return [
            f"No two outlets share as many as five events (at most {most:,}), so no difference has an "
            "interval. With five events the sign-flip test cannot come below p = 0.06."
        ]
    tested = sure[sure["p_adjusted"].notna()]
    doubtful = tested[~tested["reliable"]]
    remarks = []
    if len(doubtful) == len(tested):
        remarks.append("No difference within events is reliable.")
        for row in doubtful.head(_NEAREST).to_dict("records"):
            adjusted = f"p {_p_told(row['p'])}, adjusted {_p_told(row['p_adjusted'])}"
            remarks.append(f"Nearest to it: {_sentence(row)}; {adjusted}.")
    elif len(doubtful):
        names = list(dict.fromkeys(short_name(row) for row in doubtful.to_dict("records")))
        told = listed(names if len(names) <= _NAMED else [*names[:_NAMED], "others"])
        remarks.append(
            f"{len(doubtful):,} of {len(tested):,} differences that were tested are not reliable, such as in "
            f"{told}."
        )
    return [*remarks, _tests_told(sure, tested)]


def _tests_told(sure: pd.DataFrame, tested: pd.DataFrame) -> str:
    """Say how many differences have an interval, and how many could be reliable among so many."""
    pairs = sure["pair"].nunique()
    noun = "pair" if pairs == 1 else "pairs"
    known = f"{len(sure):,} differences of {pairs:,} {noun} of outlets have an interval"
    if tested.empty:
        return f"{known}; none has events enough for a p value that is small among so many."
    if len(tested) == len(sure):
        return f"{known}; their p values are adjusted for all of them (Holm)."
    return (
        f"{known}. {len(tested):,} of them have events enough for a p value that is small among so many (at "
        f"least {tested['events'].min():,}); their p values are adjusted for each other (Holm, Tarone)."
    )


def _p_told(p: float) -> str:
    return f"{p:.2g}" if p >= LEAST_P else f"below {LEAST_P:g}"


def coverage_listed(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return CoverageTold: the days and articles of each event, and which outlets have how many."""
    rows = []
    for event, own in coverage.groupby("event", sort=False):
        names = [f"{row.outlet} {row.articles:,}" for row in own.itertuples()]
        days = own["first"].min(), own["last"].max()
        told = sorted({f"{day:%Y-%m-%d}" for day in days if not pd.isna(day)})
        rows.append(
            {
                "event": event,
                "days": " to ".join(told),
                "outlets": len(own),
                "articles": int(own["articles"].sum()),
                "told_by": ", ".join(names),
            }
        )
    return CoverageTold.validate(pd.DataFrame(rows, columns=CoverageTold.names()))


def show_within_events(  # noqa: PLR0913  as `Run.figure`
    run: Run, study: Study, name: str, *, wanted: bool, width: str, colours: Mapping[str, Mark]
) -> None:
    """Show the table `name`, which is Paired, as sentences, figure and table.

    Nothing is shown if it is not wanted, or if neither a column `event` of the corpus nor the parameter
    `events` names the event of an article.
    """
    known = "event" in study["articles"] or bool(study.settings.get("events"))
    if not (wanted and known):
        return
    paired = study[name]
    run.findings(events_findings(study["coverage"], paired))
    run.figure(
        paired_dots,
        paired[paired["interval"] != "none"],
        name="paired",
        title="Differences within events",
        caption=_CAPTION,
        alt="Rows of numbers with two outlets each, a dot at the mean difference within events and a line "
        "for its interval.",
        width=width,
        colours=colours,
    )
    run.table(
        paired,
        name=name,
        caption="Every number of two outlets within the events that both tell, the surest differences first.",
        show=30,
    )
