"""Where in each article something stands: a strip for each."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import traitlets

from analysis.interactive.panes.pane import Pane, code


class Strip(NamedTuple):
    """An article: its name, how many places it has, and these as shares of its length."""

    name: str
    n: int
    places: list[float]


class PlotPane(Pane):
    """Strips; tells "chosen" with the number of one."""

    _esm = code("plot")
    title = traitlets.Unicode("").tag(sync=True)
    strips: Any = traitlets.List().tag(sync=True)

    def show(self, strips: Sequence[Strip], *, title: str) -> None:
        """Show these strips."""
        with self.hold_sync():
            self.title = title
            self.strips = [
                {"name": one.name, "n": f"{one.n:,}", "places": one.places} for one in strips
            ]
