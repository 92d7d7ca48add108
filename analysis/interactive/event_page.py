"""Set outlets side by side that tell one event, in one line: the page of the event, in a notebook."""

from matplotlib.figure import Figure

from analysis.corpus import Corpus
from analysis.errors import FramingError
from analysis.figures import event_dots, outlet_colours
from analysis.interactive.markup import figure_html, paragraph, picture, table_html
from analysis.parameters import Value
from analysis.record.digests import figure_id
from analysis.reports.display.blocks import Block, Findings
from analysis.reports.display.jupyter import block_html, plain_text
from analysis.reports.findings.event import event_findings
from analysis.reports.findings.event_passages import (
    acts_listed,
    alone_listed,
    calls_of,
    headline_rows,
    shared_rows,
)
from analysis.reports.findings.events import page_remarks
from analysis.reports.findings.words import sample_notices
from analysis.reports.notebook.side_by_side import Row, beside_of
from analysis.study import Study
from analysis.table_files import csv_bytes
from analysis.texts import texts_by_id

_ROWS = 5  # utterances, actors and quotations that are shown


def compare_event(
    corpus: Corpus, event: str = "", *, settings: dict[str, Value] | None = None
) -> "EventShown":
    """Show how the outlets tell one event: findings, headlines, shared quotations, names and acts.

    The articles of the event are read by the models the first time, which takes about a second each.

    Parameters
    ----------
    event
        The event, as the column `event` of the table "events" names it; empty: the one that most outlets
        tell.
    settings
        Parameters of the study, such as `events` or `actors`.

    Raises
    ------
    FramingError
        If no event is told by more than one outlet, or there is none of this name.
    """
    whole = Study(corpus, settings)
    shared = whole["coverage"]
    shared = shared[shared["outlets"] > 1]
    if shared.empty:
        raise FramingError(
            "no event is told by more than one outlet, so there is nothing to compare"
        )
    chosen = event or str(shared["event"].iloc[0])
    given = dict(settings or {})
    where = given.get("where", [])
    kept = [*(where if isinstance(where, list) else []), f"event={chosen}"]
    return EventShown(chosen, Study(corpus, given | {"where": kept}))


class EventShown:
    """The page of one event: `study` has all its tables, `figure` its shares at a glance."""

    def __init__(self, event: str, study: Study) -> None:
        self.event, self.study = event, study
        numbers = study["patterns"]
        colours = outlet_colours(study["articles"]["outlet"])
        self.figure: Figure = event_dots(numbers, colours=colours)
        self._label = figure_id("event", csv_bytes(numbers))

    @property
    def findings(self) -> list[str]:
        """Return what was found, in sentences."""
        return list(self._found().sentences)

    def __repr__(self) -> str:
        return "\n".join([self.event, *self._notices(), plain_text(self._found())])

    def _repr_html_(self) -> str:
        study, articles = self.study, self.study["articles"]
        headlines = headline_rows(articles, study["sections"], study["loaded-word"])
        shared = shared_rows(study["shared-quotations"], articles, top=_ROWS)
        drawn = figure_html(
            picture(self.figure),
            alt="A row for each share with a dot per outlet.",
            caption="Shares of words and of attributions.",
            label=self._label,
        )
        tables = (
            (
                alone_listed(study["only-in"], articles, top=2),
                "only-in",
                "What a single outlet has.",
            ),
            (calls_of(study["naming"], actors=_ROWS), "calls", "What actors are called."),
            (acts_listed(study["agency"]), "acts", "Who is said to have done what to whom."),
        )
        shown = [
            paragraph(f"Event: {self.event}"),
            *map(paragraph, self._notices()),
            block_html(self._found()),
            *map(paragraph, page_remarks(study["quality-page"])),
            self._beside(headlines, "headlines", "The headlines, with loaded words marked."),
            drawn,
            self._beside(shared, "shared", "Passages of one utterance, with what only one has."),
            *(table_html(table, name=n, caption=c, file="study") for table, n, c in tables),
        ]
        return "".join(shown)

    def _notices(self) -> list[str]:
        """Return what so few articles allow to say: of one of each outlet, nothing of the outlets."""
        return sample_notices(self.study["articles"], self.study["intervals"])

    def _found(self) -> Findings:
        sections = ["body"]
        found = event_findings(self.study, sections)
        examples = tuple((one.example, one.origin) for one in found)
        return Findings(tuple(one.sentence for one in found), examples)

    def _beside(self, rows: list[Row], name: str, caption: str) -> str:
        if not rows:
            return ""
        articles = self.study["articles"]
        texts = texts_by_id(articles)
        block: Block = beside_of(rows, texts, name=name, caption=caption)
        return block_html(block)
