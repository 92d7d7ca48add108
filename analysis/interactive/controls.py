"""The widgets of the explorer, and the place of its answer."""

from collections.abc import Callable, Sequence

import ipywidgets as widgets

from analysis.categories import SECTIONS
from analysis.interactive.questions import ALL_SECTIONS, FREQUENCIES, KEYNESS, Question

_MEASURES = (("word frequencies", FREQUENCIES), ("keyness", KEYNESS))
_THE_REST = "all other chosen outlets"
_NARROW = {"description_width": "6em"}
_BROAD = {"description_width": "8.5em"}
_MOST_ROWS = 8  # rows of the list of outlets before it scrolls


class Controls:
    """The widgets of the explorer: `question` is their present choice, `panel` holds them all."""

    def __init__(self, outlets: Sequence[str], chosen: Sequence[str]) -> None:
        rows = min(max(len(outlets), 2), _MOST_ROWS)
        self.outlets = widgets.SelectMultiple(
            options=outlets, value=chosen, rows=rows, description="Outlets", style=_NARROW
        )
        sections = [*reversed(SECTIONS), ALL_SECTIONS]
        self.section = _dropdown("Section", [(name, name) for name in sections])
        self.measure = _dropdown("Measure", _MEASURES)
        self.target = _dropdown("Outlet", _named(chosen))
        self.reference = _dropdown("against", _rest_and(chosen))
        self.min_count = widgets.BoundedIntText(
            value=3, min=1, max=1_000_000, description="Minimum count", style=_BROAD
        )
        self.top = widgets.BoundedIntText(
            value=15, min=1, max=100, description="Words shown", style=_BROAD
        )
        self.words = widgets.Text(
            placeholder="all; or war*, rebel?",
            description="Only",
            continuous_update=False,
            style=_BROAD,
        )
        self.function_words = widgets.Checkbox(
            value=False, description="with function words", style=_BROAD
        )
        self.keep = widgets.Button(description="Keep", tooltip="Write the cell that makes this")
        self.said, self.figure, self.table, self.code = (widgets.HTML() for _ in range(4))
        for text in (self.figure, self.table, self.code):
            text.add_class("jp-RenderedHTMLCommon")  # tables and code as elsewhere, in any theme
        self.panel = self._panel()
        self._quiet = False
        self._show_sides()

    @property
    def question(self) -> Question:
        """The question that the controls ask."""
        compared = self.measure.value == KEYNESS
        return Question(
            outlets=tuple(sorted(self.outlets.value)),
            section=self.section.value,
            measure=self.measure.value,
            target=self.target.value or "" if compared else "",
            reference=self.reference.value or "" if compared else "",
            min_count=self.min_count.value,
            stop="off" if self.function_words.value else "on",
            words=self.words.value,
            top=self.top.value,
        )

    def when_changed(self, follow: Callable[[], None]) -> None:
        """Call `follow` once after every change of the question."""

        def changed(change: dict[str, object]) -> None:
            if self._quiet:
                return
            if change["owner"] is self.outlets:
                self._offer_sides()
            self._show_sides()
            follow()

        for control in self._asking():
            control.observe(changed, names="value")

    def show(self, *, said: str, figure: str = "", table: str = "") -> None:
        """Show an answer, or the reason why there is none; both are HTML, escaped by the caller."""
        self.said.value, self.figure.value, self.table.value = said, figure, table

    def _asking(self) -> list[widgets.Widget]:
        return [
            self.outlets, self.section, self.measure, self.target, self.reference, self.min_count,
            self.top, self.words, self.function_words,
        ]  # fmt: skip

    def _panel(self) -> widgets.Widget:
        left = widgets.VBox([self.outlets, self.section, self.measure, self.target, self.reference])
        right = widgets.VBox([self.min_count, self.top, self.words, self.function_words, self.keep])
        wrapping = widgets.Layout(flex_flow="row wrap")
        asked = widgets.Box([left, right], layout=wrapping)
        return widgets.VBox([asked, self.said, self.figure, self.code, self.table])

    def _offer_sides(self) -> None:
        """Offer only the chosen outlets for a comparison, and keep the sides if they are still there."""
        chosen = sorted(self.outlets.value)
        self._quiet = True
        try:
            for side, offered in (
                (self.target, _named(chosen)),
                (self.reference, _rest_and(chosen)),
            ):
                before = side.value
                side.options = offered
                values = [value for _, value in offered]
                side.value = before if before in values else next(iter(values), None)
        finally:
            self._quiet = False

    def _show_sides(self) -> None:
        visibility = "visible" if self.measure.value == KEYNESS else "hidden"
        for side in (self.target, self.reference):
            side.layout.visibility = visibility


def _dropdown(description: str, options: Sequence[tuple[str, str]]) -> widgets.Dropdown:
    return widgets.Dropdown(options=options, description=description, style=_NARROW)


def _named(outlets: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in outlets]


def _rest_and(outlets: Sequence[str]) -> list[tuple[str, str]]:
    return [(_THE_REST, ""), *_named(outlets)]
