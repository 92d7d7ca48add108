"""A figure whose marks lead to rows of its table."""

from collections.abc import Sequence
from typing import Any

import traitlets

from analysis.figures import Spot
from analysis.interactive.panes.pane import Pane, code


class FigurePane(Pane):
    """A figure; tells "chosen" with the number of the row that a mark stands for."""

    _esm = code("figure")
    picture = traitlets.Unicode("").tag(sync=True)
    alt = traitlets.Unicode("").tag(sync=True)
    caption = traitlets.Unicode("").tag(sync=True)
    label = traitlets.Unicode("").tag(sync=True)
    spots: Any = traitlets.List().tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    shown = traitlets.Int(0).tag(sync=True)

    def show(self, picture: str, *, alt: str, caption: str, label: str) -> None:
        """Show a figure without marks; without a picture only the caption."""
        self.show_marks(picture, (), alt=alt, caption=caption, label=label)

    def show_marks(
        self,
        picture: str,
        marks: Sequence[tuple[Spot, int, str]],
        **texts: Any,
    ) -> None:
        """Show a figure; each mark is its place, the row that it stands for, and what it is called."""
        with self.hold_sync():
            self.picture = picture
            self.alt, self.caption, self.label = texts["alt"], texts["caption"], texts["label"]
            self.spots = [
                {
                    "x": at.x,
                    "y": at.y,
                    "width": at.width,
                    "height": at.height,
                    "row": row,
                    "label": name,
                }
                for at, row, name in marks
            ]
            self.chosen = -1
            self.shown += 1
