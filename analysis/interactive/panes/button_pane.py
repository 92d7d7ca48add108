"""A row of buttons, and a line that says what came of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import traitlets

from analysis.interactive.panes.pane import Pane, code


@dataclass(frozen=True)
class Button:
    """A button: its name in messages, its label, a line of help, and whether it can be pressed."""

    name: str
    label: str
    help: str = ""
    off: bool = False
    primary: bool = False


class ButtonPane(Pane):
    """Buttons; tells "pressed" with the name of one. `warning`, `told` and `code` stand below."""

    _esm = code("buttons")
    buttons: Any = traitlets.List().tag(sync=True)
    warning = traitlets.Unicode("").tag(sync=True)
    told = traitlets.Unicode("").tag(sync=True)
    code = traitlets.Unicode("").tag(sync=True)

    def show(self, buttons: Sequence[Button]) -> None:
        """Show these buttons."""
        self.buttons = [asdict(one) for one in buttons]

    def say(self, *, warning: str = "", told: str = "", code: str = "") -> None:
        """Show a warning, a sentence and code, each of them "" for none."""
        self.warning, self.told, self.code = warning, told, code
