"""What all panes have in common: their style, their code, and the messages of clicks.

A pane is an anywidget: a file of JavaScript in analysis/resources/explorer, sent with the notebook, so that
nothing is fetched. Texts of a corpus become text nodes there and never markup.
"""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import anywidget

Told = Callable[[Any], None]


class Pane(anywidget.AnyWidget):
    """A pane; `when("chosen", follow)` calls `follow` with the value of each message of this name."""

    _css = files("analysis.resources").joinpath("explorer/explorer.css").read_text("utf-8")

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._follows: dict[str, Told] = {}
        self.on_msg(self._heard)

    def when(self, name: str, follow: Told) -> None:
        """Call `follow` with what a message of this name holds."""
        self._follows[name] = follow

    def _heard(self, _: object, message: Mapping[str, Any], __: object) -> None:
        for name, value in message.items():
            if name in self._follows:
                self._follows[name](value)


@cache
def code(name: str) -> str:
    """Return the JavaScript of a pane."""
    resources = files("analysis.resources").joinpath("explorer")
    return "\n".join(resources.joinpath(f"{one}.js").read_text("utf-8") for one in ("common", name))
