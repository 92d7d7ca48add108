"""The explorer: choose in JupyterLab, see figure, table, sentences and article follow, keep the cell."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from threading import Thread
from typing import Any
from weakref import WeakSet

import ipywidgets as widgets
import numpy as np
import numpy.typing as npt
import pandas as pd
from IPython.core.getipython import get_ipython

from analysis.corpus import Corpus
from analysis.errors import FramingError
from analysis.figures import spots_of
from analysis.interactive.controls import EVENTS, changed, groups_shown
from analysis.interactive.hand_check import coded_for, hand_check
from analysis.interactive.kept_cell import kept_cell, report_cell
from analysis.interactive.lines import line_cells
from analysis.interactive.own_notebook import send_to
from analysis.interactive.panes import (
    ArticlePane,
    Button,
    ButtonPane,
    ChoicePane,
    FigurePane,
    PassagePane,
    RowPane,
)
from analysis.interactive.panes.passage_pane import Line
from analysis.interactive.passage_lines import article_lines, passage_lines, place_of, reading_html
from analysis.interactive.results.answers import Answer, answers_of, label_of, why_empty
from analysis.interactive.results.drawings import keys_of
from analysis.interactive.results.questions import OF_ARTICLES, Question, question_of, settings_of
from analysis.interactive.results.row_evidence import articles_behind, places_behind
from analysis.interactive.results.table_subjects import reads_articles
from analysis.interactive.screen_picture import screen_picture
from analysis.interactive.sources import QUICK
from analysis.project import from_here
from analysis.table_files import csv_bytes

_PAGE = 25  # sentences that are shown at first, and more at a time
_PICTURES = 32  # that are remembered
_MOST = 100  # steps that can be gone back
_MOST_ORDERED = 2_000  # rows; where a figure draws all of more, none of them has to stand first
_ALIKE = ("term", "collocate", "measure", "category")  # columns in which rows are as in the figure


def explore(corpus: Corpus, table: str = "", **choices: Any) -> "Explorer":
    """Return an explorer of a corpus; it appears if this is the last line of a cell in JupyterLab.

    Choose any table of the project, its settings, articles and rows; figure and table follow. A mark of the
    figure or a row leads to its sentences, a sentence to its article. "Keep" writes the cell that makes
    this very result again, "Send to report" adds it to a notebook of your own.

    Parameters
    ----------
    corpus
        The corpus.
    table
        The table that is shown at first, as `framing list` names it; "": what sets the outlets apart.
    choices
        Further choices, as `answer` takes them.
    """
    return Explorer(corpus, table, **choices)


_MADE: WeakSet["Explorer"] = WeakSet()


@dataclass(frozen=True)
class View:
    """What is looked at: a question, a row of its table, and a passage of that row."""

    question: Question
    row: int | None = None
    passage: int | None = None


class Explorer:
    """Linked panes, and the cells kept so far.

    `answer` is None while the choices have no answer. The latest explorer has its tables in memory; an
    earlier one makes them again when it is used. The panes are `buttons`, `choices`, `figure`, `rows`,
    `passages` and `article`.
    """

    def __init__(self, corpus: Corpus, table: str = "", **choices: Any) -> None:
        for other in _MADE:  # which widgets and the history of the notebook never let go
            other._answer = None
        _MADE.add(self)
        self._corpus, self._answers = corpus, answers_of(corpus)
        self._drawn = lru_cache(maxsize=32)(self._draw)  # going back costs nothing
        self._pictures: dict[tuple[Any, bytes, str], tuple[str, list[Any]]] = {}
        self._told = lru_cache(maxsize=32)(self._read)
        self._allowed = len(corpus.articles) <= QUICK
        self._places, self._articles = pd.DataFrame(), list[str]()
        self._back, self._forth = list[View](), list[View]()
        self._answer: Answer | None = None
        self._is_answered = False
        self.kept: list[str] = []
        self.report = "my-report"
        self._make_panes()
        several = len(corpus.articles["outlet"].unique()) > 1
        only, words, top = (choices.pop(n, None) for n in ("only", "words", "top"))
        asked = question_of(
            table or ("keyness" if several else "frequencies"),
            choices,
            only=only,
            words=words or "",
            top=top or 15,
        )
        self.view = View(asked)
        self._show_question()
        # for adjusted p values: else the first comparison would wait a second
        Thread(target=import_module, args=("scipy.stats",), daemon=True).start()

    @property
    def answer(self) -> Answer | None:
        """What the choices give; made again where a later explorer has taken its place in memory."""
        if self._answer is None and self._is_answered:
            self._answer = self._answers.answer(self.view.question)
        return self._answer

    def ask(self, **changes: Any) -> "Explorer":
        """Change choices: `table`, `only`, `words`, `top`, or any parameter; the others stay.

        What cannot be is said in the panes, and `answer` is None.
        """
        now = self.view.question
        try:
            asked = _changed(now, changes)
        except ValueError as error:
            self.buttons.say(warning=str(error))
            self._show_buttons()
            return self
        if asked != now:
            self._go(View(asked))
        return self

    def choose(self, row: int) -> None:
        """Show the sentences behind a row of `answer.table`."""
        self._go(View(self.view.question, row))

    def open(self, passage: int) -> None:
        """Show the article of a sentence that is shown."""
        self._go(View(self.view.question, self.view.row, passage))

    def back(self) -> None:
        """Return to what was looked at before."""
        if self._back:
            self._forth.append(self.view)
            self._look(self._back.pop())

    def forth(self) -> None:
        """Return to what was looked at before going back."""
        if self._forth:
            self._back.append(self.view)
            self._look(self._forth.pop())

    def keep(self) -> str:
        """Return the code of a cell that makes this very figure and table, and add that cell.

        A call in a cell adds it right below; a click on "Keep" adds it below the next cell that runs
        (decision 64). Outside of a notebook the code is only returned.

        Raises
        ------
        FramingError
            If there is no answer to keep.
        """
        code = kept_cell(self._answered().question, self._corpus)
        self.kept.append(code)
        told = "This cell is added below the next cell that you run; or click it, and copy it yourself."
        self.buttons.say(told=told, code=code)
        shell = get_ipython()
        if shell is not None:
            shell.set_next_input(code, replace=False)
        return code

    def send(self, report: str = "") -> str:
        """Add the kept cell to a notebook of the project, and return the path of the notebook.

        Parameters
        ----------
        report
            Its name; "" for the one of last time, at first "my-report". It is written if there is none.

        Raises
        ------
        FramingError
            If there is no answer to keep, or the notebook is none to which a cell can be added.
        """
        answer = self._answered()
        self.report = report or self.report
        path = send_to(self.report, report_cell(answer.question), self._corpus, title=answer.title)
        self.buttons.say(
            told=f"Added to {path}. In a terminal, `framing run {self.report}` makes its page and PDF.",
            code=report_cell(answer.question),
        )
        return path

    def check(self, number: int = 40) -> None:
        """Show the coding page of a sample of what the table counts."""
        drawn = hand_check(self._answered(), number)
        self._coding.value = drawn.page
        folder = from_here(drawn.folder)
        many = (
            " An error can be told from two articles of each outlet: choose fewer outlets to code fewer."
            if drawn.items > 2 * number
            else ""
        )
        self.buttons.say(
            told=f"{drawn.items:,} items ({drawn.measure}) of {drawn.articles:,} articles are below the "
            f"table to be coded, and in {folder}.{many} Download your codings, then: "
            f"framing run validity -p sample={folder} -p codings=FILE"
        )

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        bundle: dict[str, Any] = dict(self.panel._repr_mimebundle_(**options))
        plain = "The explorer can be clicked in JupyterLab, while its kernel runs."
        return bundle | {"text/plain": plain}

    def _make_panes(self) -> None:
        self.buttons, self.choices, self.figure = ButtonPane(), ChoicePane(), FigurePane()
        self.rows, self.passages, self.article = RowPane(), PassagePane(), ArticlePane()
        self._coding = widgets.HTML()
        self.buttons.when("pressed", self._press)
        self.choices.when("name", self._change)
        self.figure.when("chosen", self.choose)
        self.rows.when("row", self.choose)
        self.passages.when("chosen", self.open)
        self.passages.when("more", lambda _: self._show_passages(more=True))
        main = widgets.VBox([self.figure, self.rows, self._coding])
        side = widgets.VBox([self.passages, self.article])
        panes = widgets.Box([self.buttons, self.choices, main, side])
        for box, name in ((panes, "panes"), (main, "column"), (side, "column"), (side, "side")):
            box.add_class(f"framing-{name}")
        self.panel = widgets.Box([panes])
        self.panel.add_class("framing-explorer")

    def _answered(self) -> Answer:
        if self.answer is None:
            raise FramingError("there is no answer to keep; choose something that has one")
        return self.answer

    def _press(self, name: str) -> None:
        steps = {
            "back": self.back,
            "forth": self.forth,
            "keep": self.keep,
            "send": self.send,
            "check": self.check,
            "read": self._allow,
        }
        try:
            steps[name]()
        except (ValueError, OSError) as error:
            self.buttons.say(warning=str(error))

    def _allow(self) -> None:
        self._allowed = True
        self.buttons.say(told="The articles are being read ...")
        self._show_question()

    def _change(self, told: tuple[str, Any]) -> None:
        name, value = told
        if name == EVENTS:
            self._find_events()
            return
        try:
            asked = self.view.question
            changes = changed(asked, name, value, self._corpus, self._answers.events(asked))
        except ValueError as error:
            self.buttons.say(warning=str(error))
        else:
            self.ask(**changes)

    def _find_events(self) -> None:
        try:
            self._answers.events(self.view.question, find=True)
        except ValueError as error:
            self.buttons.say(warning=str(error))
        self._show_choices()

    def _go(self, view: View) -> None:
        self._back = [*self._back, self.view][-_MOST:]
        self._forth.clear()
        self._look(view)

    def _look(self, view: View) -> None:
        before, self.view = self.view, view
        if before.question != view.question:
            self._show_question()
        if (before.question, before.row) != (view.question, view.row):
            self._show_row()
        if before != view:
            self._show_article()
        self._show_buttons()

    def _show_question(self) -> None:
        with _unpaused():
            self.buttons.say()
            try:
                self._refuse_the_slow()
                self._answer = self._answers.answer(self.view.question)
                self._is_answered = True
                self._show_answer(self._answer)
            except ValueError as error:
                self._answer, self._is_answered = None, False
                self.buttons.say(warning=str(error))
                self.figure.show("", alt="", caption="", label="")
                self.rows.show(pd.DataFrame(), title="")
            self._show_choices()
            self._show_row()
            self._show_article()
            self._show_buttons()

    def _show_choices(self) -> None:
        asked = self.view.question
        events = self._answers.events(asked)
        self.choices.show(groups_shown(asked, self._corpus, self._whole(), events))

    def _whole(self) -> pd.DataFrame | None:
        """Return the table before rows are chosen."""
        if self.answer is None:
            return None
        table: pd.DataFrame = self.answer.study[self.answer.question.table]
        return table

    def _refuse_the_slow(self) -> None:
        if self._allowed or not reads_articles(self.view.question.table):
            return
        number = len(self._corpus.articles)
        raise _SlowError(
            f"For this table a model reads the articles, the first time about a second each. There are "
            f'{number:,}; press "Read the articles" to begin, or choose fewer outlets or another measure.'
        )

    def _show_answer(self, answer: Answer) -> None:
        drawing, table = answer.drawing, answer.table
        drawn = _drawn_rows(answer)
        count = f"{len(table):,} {'row' if len(table) == 1 else 'rows'}"
        order = "" if drawn is None else ", those of the figure first"
        write = line_cells if {"left", "node", "right"} <= set(table) else None
        told = f"{count}{order}. {answer.told}".strip()
        self.rows.show(table, title=answer.title, told=told, write=write, first=drawn)
        if drawing is None:
            caption = "" if len(answer.table) else why_empty(answer)
            self.figure.show("", alt="", caption=caption, label="")
            return
        source, marks = self._drawn(answer.question)
        shown = []
        if marks:
            places = np.arange(len(table))[: len(drawing.table)] if drawn is None else drawn
            few = table.iloc[places]
            at = {key: row for row, key in reversed([*enumerate(keys_of(few))]) if key}
            known = [(spot, at[spot.key]) for spot in marks if spot.key in at]
            records = few.iloc[[row for _, row in known]].to_dict("records")
            shown = [
                (spot, int(places[row]), label_of(record))
                for (spot, row), record in zip(known, records, strict=True)
            ]
        self.figure.show_marks(
            source, shown, alt=drawing.alt, caption=answer.caption, label=answer.label
        )

    def _draw(self, question: Question) -> tuple[str, list[Any]]:
        answer = self.answer if self.answer and self.answer.question == question else None
        answer = answer or self._answers.answer(question)
        drawing = answer.drawing
        assert drawing is not None  # noqa: S101  only what has a drawing is drawn
        # many settings change numbers of other rows only, or none
        key = (drawing.draw, csv_bytes(drawing.table), repr(sorted(drawing.knobs.items())))
        if key not in self._pictures:
            figure = drawing.drawn()
            self._pictures[key] = screen_picture(figure), spots_of(figure)
            while len(self._pictures) > _PICTURES:
                del self._pictures[next(iter(self._pictures))]
        return self._pictures[key]

    def _show_row(self) -> None:
        row = self.view.row
        self.rows.mark(row)
        with self.figure.hold_sync():
            self.figure.chosen = -1 if row is None else row
        self._places, self._articles = pd.DataFrame(), []
        if row is None or self.answer is None:
            self.passages.show([], title="")
            return
        record = self.rows.record(row)
        with _unpaused():
            try:
                places = places_behind(self.answer.study, self.view.question.table, record)
            except ValueError as error:
                self.passages.show([], title="Sentences", told=str(error))
                return
            self._places = places
            if places.empty:
                self._articles = articles_behind(self.answer.study, record)
            self._row_label = label_of(record)
            self._show_passages()

    def _show_passages(self, *, more: bool = False) -> None:
        shown = len(self.passages.passages) if more else 0
        total = len(self._places) or len(self._articles)
        until = shown + _PAGE
        articles = self._corpus.articles
        lines: list[Line] = (
            passage_lines(self._places.iloc[:until], articles)
            if len(self._places)
            else article_lines(self._articles[:until], articles)
        )
        told = _told_of(len(self._places), len(self._articles))
        self.passages.show(
            lines,
            title=self._row_label or "Sentences",
            told=told,
            more=f"{min(_PAGE, total - until):,} more" if total > until else "",
        )

    def _show_article(self) -> None:
        number = self.view.passage
        self.passages.chosen = -1 if number is None else number
        if number is None or self.answer is None:
            self.article.show("", title="")
            return
        article, place = (
            place_of(self._places.iloc[number])
            if len(self._places)
            else (self._articles[number], (0, 0))
        )
        known = self._corpus.articles
        text = str(known.loc[known["id"] == article, "text"].iloc[0])
        self.article.show(self._told(article), title="Article", text=text, place=place)

    def _read(self, article: str) -> str:
        made = self.answer.study.made if self.answer else {}
        return reading_html(article, self._corpus, made)

    def _show_buttons(self) -> None:
        none, coded = self.answer is None, coded_for(self.view.question.table)
        slow = none and reads_articles(self.view.question.table) and not self._allowed
        shown = [
            Button("back", "← Back", "To what was shown before", not self._back),
            Button("forth", "Forward →", "To what was shown before going back", not self._forth),
            Button("keep", "Keep", "Write the cell that makes this very result", none),
            Button("send", "Send to report", "Add that cell to a notebook of your own", none),
            Button(
                "check",
                "Check a sample by hand",
                "Code about 40 items, of at least two articles of each outlet"
                if coded
                else "What this table counts cannot be coded by hand",
                none or not coded,
            ),
        ]
        if slow:
            shown.append(Button("read", "Read the articles", "About a second each", primary=True))
        self.buttons.show(shown)


def _drawn_rows(answer: Answer) -> npt.NDArray[np.int64] | None:
    """Return the numbers of the rows that the figure draws, in its order; None where none is known."""
    drawing = answer.drawing
    if drawing is None or len(drawing.table) == len(answer.table) > _MOST_ORDERED:
        return None
    keys = pd.Index(dict.fromkeys(filter(None, keys_of(drawing.table))))
    names = [one for one in _ALIKE if one in answer.table and one in drawing.table]
    if not names or keys.empty:
        return None
    few = answer.table.reset_index(drop=True)
    # rows that may be drawn: to write the key of every row takes longest
    for name in names:
        few = few[few[name].isin(drawing.table[name].unique())]
    for name in {"target", "outlet"} & set(few) & set(drawing.table):
        few = few[_with_the_same(few, drawing.table, [names[0], name])]
    place = pd.Series(keys.get_indexer(pd.Index(keys_of(few))), index=few.index)
    return place[place >= 0].sort_values(kind="stable").index.to_numpy(np.int64)


def _with_the_same(
    rows: pd.DataFrame, others: pd.DataFrame, names: list[str]
) -> npt.NDArray[np.bool_]:
    """Tell which rows have in some columns what a row of another table has there."""
    found = pd.MultiIndex.from_frame(others[names].drop_duplicates())
    return found.get_indexer(pd.MultiIndex.from_frame(rows[names])) >= 0


def _told_of(places: int, articles: int) -> str:
    if places:
        return f"{places:,} {'place' if places == 1 else 'places'}; choose one to read its article."
    if articles:
        return f"Nothing is counted; {articles:,} {'article' if articles == 1 else 'articles'} to read."
    return "This row counts nothing that stands in a text."


class _SlowError(FramingError):
    """What would take minutes and was not asked for."""


def _changed(now: Question, changes: dict[str, Any]) -> Question:
    table = changes.pop("table", now.table)
    moved = table != now.table
    only = changes.pop("only", {} if moved else dict(now.only))
    words = changes.pop("words", "" if moved else now.words)
    top = changes.pop("top", now.top)
    settings = {n: v for n, v in now.parameters.items() if n in settings_of(table)} | changes
    if moved:  # settings of another table are at their defaults again, articles stay
        settings = {
            n: v for n, v in settings.items() if n in OF_ARTICLES or n in changes or n == "sections"
        }
    offered = settings.get("outlets") or []
    for side in ("outlet", "reference"):
        if offered and settings.get(side) not in (None, "", *offered):
            del settings[side]
    return question_of(table, settings, only=only, words=words, top=top)


@contextmanager
def _unpaused() -> Iterator[None]:
    """Put off the search for garbage, which takes a fifth of every answer beside a large corpus."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
