"""Cleaned markup as a tree of elements, and the cells of its tables as a grid."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = ("br", "hr", "img")
_OF_PARTS = ("table", "thead", "tbody", "tfoot", "tr", "ul", "ol")  # hold no words of their own
_DEEPEST = 15  # elements inside each other; what lies deeper is laid out as if it did not
_MOST = 200  # columns, and rows that one cell may span


@dataclass
class Element:
    """An element of the markup: its tag, what is set on it, and what is in it."""

    tag: str
    given: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)


class _Reader(HTMLParser):
    """Builds the elements; what is left open ends with what it is in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("")
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {key: value or "" for key, value in attrs})
        self._open[-1].inside.append(made)
        shallow = len(self._open) < _DEEPEST or self._open[-1].tag in _OF_PARTS
        if tag not in _VOID and shallow:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, it in enumerate(self._open) if it.tag == tag]
        if places and tag:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def parsed(markup: str) -> Element:
    """Return what is in `markup`; what it leaves open ends with what it is in."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.top


def grid_of(rows: Iterable[Element]) -> list[list[Element]]:
    """Return the cells of each row; a cell that spans several places stands in the first of them."""
    grid: list[list[Element]] = []
    held: dict[int, int] = {}  # column: rows that a cell from above still takes there
    for row in rows:
        cells: list[Element] = []
        waiting = [it for it in row.inside if isinstance(it, Element) and it.tag in ("td", "th")]
        while waiting or held.get(len(cells), 0):
            if held.get(len(cells), 0):
                held[len(cells)] -= 1
                cells.append(Element("td"))
                continue
            cell = waiting.pop(0)
            across, down = (_span(cell, key) for key in ("colspan", "rowspan"))
            for extra in range(across):
                held[len(cells)] = down - 1
                cells.append(Element(cell.tag) if extra else cell)
        grid.append(cells[:_MOST])
    return grid


def _span(cell: Element, key: str) -> int:
    value = cell.given.get(key, "1")
    return min(max(int(value), 1), _MOST) if value.isdecimal() else 1


def all_inside(it: Element, tags: tuple[str, ...]) -> Iterable[Element]:
    """Yield the elements with these tags that are not inside another of them or a table in it."""
    for inside in it.inside:
        if isinstance(inside, Element):
            if inside.tag in tags:
                yield inside
            elif inside.tag != "table":
                yield from all_inside(inside, tags)
