"""The choices of a question as controls, made from a description of each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import traitlets

from analysis.interactive.panes.pane import Pane, code

Kind = Literal["choice", "number", "text", "switch", "checks", "search"]


@dataclass(frozen=True)
class Choice:
    """One control.

    Attributes
    ----------
    name, kind, label, help, value
        `value` is a text, a number, True or False, or for "checks" and "search" a list of texts.
    options
        (label, value) pairs of a "choice" or of "checks"; a list of pairs in place of a value makes a group.
        A "search" suggests them, and takes other texts too.
    low, high, step
        Of a "number".
    placeholder
        What an empty "text" shows.
    """

    name: str
    kind: Kind
    label: str
    value: Any
    help: str = ""
    options: Sequence[tuple[str, Any]] = ()
    low: float | None = None
    high: float | None = None
    step: float | str = 1
    placeholder: str = ""


@dataclass(frozen=True)
class Group:
    """Controls that belong together; with a title they can be folded."""

    title: str
    fields: Sequence[Choice]
    open: bool = False


class ChoicePane(Pane):
    """Controls; tells "name" with the message {"name": ..., "value": ...} after each change."""

    _esm = code("choices")
    groups: Any = traitlets.List().tag(sync=True)

    def show(self, groups: Sequence[Group]) -> None:
        """Show these controls."""
        self.groups = [asdict(one) for one in groups]

    def _heard(self, _: object, message: Any, __: object) -> None:
        if {"name", "value"} <= set(message) and "name" in self._follows:
            self._follows["name"]((message["name"], message["value"]))
