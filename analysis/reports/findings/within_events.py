"""Compare the outlets of a report within the events that they share, where the corpus names events."""

from collections.abc import Mapping

from analysis.figures import Mark, paired_dots
from analysis.reports.findings.events import events_findings
from analysis.reports.notebook.run import Run
from analysis.study import Study

CAPTION = (
    "Outlets compared within the events that both tell, the surest differences first. A dot is the mean "
    "difference over these events, in percentage points or per 1,000 words, a line its 95% interval over "
    "events, from five on; an open dot is not reliable: its interval holds zero, or its p value, adjusted "
    "for all pairs and numbers with events enough, is .05 or more."
)


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
        caption=CAPTION,
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
