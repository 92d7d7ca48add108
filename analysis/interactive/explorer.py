"""The explorer: choose in JupyterLab, see figure and table follow, keep the answer as a cell."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from importlib import import_module
from threading import Thread
from typing import Any

from IPython.core.getipython import get_ipython

from analysis.corpus import Corpus
from analysis.errors import FramingError
from analysis.interactive.answers import Answer, Answers
from analysis.interactive.controls import Controls
from analysis.interactive.kept_cell import kept_cell
from analysis.interactive.markup import figure_html, paragraph, picture, table_html
from analysis.interactive.questions import Question
from analysis.record.digests import figure_id
from analysis.table_files import csv_bytes

# outlets chosen at first, at most: so many have colours of their own, and are drawn at once
_CHOSEN = 8


def explore(corpus: Corpus) -> "Explorer":
    """Return an explorer of a corpus; it appears if this is the last line of a cell in JupyterLab.

    Choose outlets, a section, a measure and words; figure and table follow. "Keep" writes the code
    of a cell that makes this very figure and table again, without the explorer.
    """
    return Explorer(corpus)


class Explorer:
    """Controls, the answer to their question, and the cells kept so far.

    `answer` is None while the controls ask something that has no answer.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus, self._answers = corpus, Answers(corpus)
        self._shown = lru_cache(maxsize=16)(self._show)  # going back costs nothing
        self._picture: tuple[object, str] = None, ""  # the last figure, and its answer
        self.answer: Answer | None = None
        self.kept: list[str] = []
        self.controls = Controls(*_outlets(corpus))
        self.controls.when_changed(self._follow)
        self.controls.keep.on_click(lambda _: self.keep())
        self._follow()
        # for adjusted p values: else the first comparison would wait a second
        Thread(target=import_module, args=("scipy.stats",), daemon=True).start()

    def keep(self) -> str:
        """Return the code of a cell that makes this very figure and table, and add that cell.

        A call in a cell adds it right below; a click on "Keep" adds it below the next cell that runs
        (decision 64). Outside of a notebook the code is only returned.

        Raises
        ------
        FramingError
            If there is no answer to keep.
        """
        if self.answer is None:
            raise FramingError("there is no answer to keep; choose something that has one")
        code = kept_cell(self.answer.question, self._corpus)
        self.kept.append(code)
        self.controls.code.value = _code_block(code)
        shell = get_ipython()
        if shell is not None:
            shell.set_next_input(code, replace=False)
        return code

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        bundle: dict[str, Any] = dict(self.controls.panel._repr_mimebundle_(**options))
        plain = "The explorer can be clicked in JupyterLab, while its kernel runs."
        return bundle | {"text/plain": plain}

    def _follow(self) -> None:
        controls = self.controls
        with _unpaused():
            try:
                self.answer, figure, table = self._shown(controls.question)
            except ValueError as error:
                self.answer = None
                controls.show(said=paragraph(str(error)))
            else:
                controls.show(said=self._chosen(), figure=figure, table=table)
            controls.keep.disabled = self.answer is None or self.answer.table.empty

    def _chosen(self) -> str:
        outlets = self.controls.outlets
        chosen, offered = len(outlets.value), len(outlets.options)
        if chosen == offered or offered <= _CHOSEN:
            return ""
        told = f"{chosen} of {offered} outlets are chosen; hold Ctrl or Shift to choose more."
        return paragraph(told)

    def _show(self, question: Question) -> tuple[Answer, str, str]:
        answer = self._answers.answer(question)
        return answer, self._figure(answer), _table(answer)

    def _figure(self, answer: Answer) -> str:
        if answer.table.empty:
            return paragraph("No word is left to draw. Lower the minimum count or widen the words.")
        asked, data = answer.question, csv_bytes(answer.table)
        # everything that a picture depends on
        drawn = (asked.measure, asked.outlets, asked.top, data)
        if self._picture[0] != drawn and answer.figure is not None:
            self._picture = drawn, picture(answer.figure)
        label = figure_id(asked.name, data)
        return figure_html(self._picture[1], alt=asked.alt, caption=asked.caption, label=label)


def _outlets(corpus: Corpus) -> tuple[list[str], list[str]]:
    """Return all outlets, and the first choice: if there are many, the outlets with most articles."""
    sizes = corpus.articles["outlet"].value_counts().sort_index()
    most = sizes.sort_values(ascending=False, kind="stable").head(_CHOSEN)
    return list(sizes.index), sorted(most.index)


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


def _table(answer: Answer) -> str:
    name = f"{answer.question.name}-table"
    file = f"{name}.csv, once it is kept"
    return table_html(answer.table, name=name, caption="The numbers of the figure.", file=file)


def _code_block(code: str) -> str:
    """Return code to copy: one click selects all of it."""
    told = "This cell is added below the next cell that you run; or click it, and copy it yourself."
    box = "user-select: all; overflow: auto; max-height: 24em; line-height: 1.35; white-space: pre"
    return f'{paragraph(told)}<pre style="{box}"><code>{escape(code)}</code></pre>'
