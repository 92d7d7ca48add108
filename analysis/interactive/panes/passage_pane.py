"""Sentences, or names of articles, that lead to an article."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import traitlets

from analysis.interactive.panes.pane import Pane, code


class Line(NamedTuple):
    """What is shown of one passage: where it stands, and its text as (text, classes) pieces."""

    about: str
    pieces: list[tuple[str, str]]


class PassagePane(Pane):
    """Passages; tells "chosen" with the number of one, and "more" when more are wanted."""

    _esm = code("passages")
    title = traitlets.Unicode("").tag(sync=True)
    told = traitlets.Unicode("").tag(sync=True)
    more = traitlets.Unicode("").tag(sync=True)
    passages: Any = traitlets.List().tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    shown = traitlets.Int(0).tag(sync=True)

    def show(self, lines: Sequence[Line], *, title: str, told: str = "", more: str = "") -> None:
        """Show passages; `more` is the label of the button for more of them, "" for none."""
        with self.hold_sync():
            self.title, self.told, self.more = title, told, more
            self.passages = [{"about": one.about, "pieces": one.pieces} for one in lines]
            self.chosen = -1
            self.shown += 1
