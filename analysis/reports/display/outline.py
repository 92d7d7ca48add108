"""Keep the outline of a page: its headings, numbered figures and tables, and the ids in use."""

import re
import textwrap
from dataclasses import dataclass, field

from analysis.reports.display.blocks import Block, Evidence, Figure, Reading, Table

_PAGE_IDS = ("main", "contents", "about-this-report")


@dataclass(frozen=True)
class Entry:
    """One line of the table of contents."""

    level: int
    anchor: str
    label: str


@dataclass(frozen=True)
class Place:
    """The place of a block: the `number` of a figure or table, the `level` of a heading, its id.

    `groups` are the ids of the numbers with evidence in this block.
    """

    anchor: str = ""
    number: int = 0
    level: int = 0
    groups: tuple[str, ...] = ()


@dataclass
class Outline:
    """The outline so far; it grows from top to bottom. Ids never repeat, levels never skip.

    `evidence` gives the place of the passages of a number, by its key.
    """

    headings: list[Entry] = field(default_factory=list)
    figures: list[Entry] = field(default_factory=list)
    tables: list[Entry] = field(default_factory=list)
    evidence: dict[str, Entry] = field(default_factory=dict)
    _level: int = 1
    _taken: set[str] = field(default_factory=lambda: set(_PAGE_IDS))

    def place(self, block: Block) -> Place:
        """List a block and return its place."""
        match block:
            case Figure():
                return self._numbered(self.figures, block)
            case Table():
                return self._numbered(self.tables, block)
            case Reading():
                level = self.fit(3, highest=2)
                title = textwrap.shorten(block.heading, 120, placeholder=" …")
                return Place(self.add_heading(level, title), level=level)
            case Evidence():
                keys = [(group.key if group.passages else "", group) for group in block.groups]
                anchors = (self._add_evidence(key, group.label) for key, group in keys)
                return Place(groups=tuple(anchors))
        return Place()

    def fit(self, level: int, *, highest: int) -> int:
        """Return the nearest level to `level` that is not above `highest` and skips none."""
        self._level = min(max(level, highest), self._level + 1, 6)
        return self._level

    def anchor(self, text: str) -> str:
        """Return an id made from `text` that the page has not used yet."""
        slug = re.sub(r"\W+", "-", text.casefold()).strip("-_")[:60] or "section"
        anchor, count = slug, 1
        while anchor in self._taken:
            count += 1
            anchor = f"{slug}-{count}"
        self._taken.add(anchor)
        return anchor

    def add_heading(self, level: int, text: str) -> str:
        """List a heading and return its id."""
        anchor = self.anchor(text)
        self.headings.append(Entry(level, anchor, text))
        return anchor

    def _numbered(self, entries: list[Entry], block: Figure | Table) -> Place:
        label = textwrap.shorten(block.caption, 90, placeholder=" …")
        entries.append(Entry(0, self.anchor(block.id), label))
        return Place(entries[-1].anchor, number=len(entries))

    def _add_evidence(self, key: str, label: str) -> str:
        anchor = self.anchor("evidence")
        if key:
            self.evidence.setdefault(key, Entry(0, anchor, label))
        return anchor

    def contents(self) -> list[tuple[Entry, list[Entry]]]:
        """Return each heading of level 2 with the headings of level 3 below it."""
        sections: list[tuple[Entry, list[Entry]]] = []
        for entry in self.headings:
            if entry.level == 2 or not sections:
                sections.append((entry, []))
            elif entry.level == 3:
                sections[-1][1].append(entry)
        return sections
