"""What a page holds so far: its headings, numbered figures and tables, and the ids in use."""

import re
import textwrap
from dataclasses import dataclass, field

_PAGE_IDS = ("main", "contents", "about-this-report")


@dataclass(frozen=True)
class Entry:
    """One line of the table of contents."""

    level: int
    anchor: str
    label: str


@dataclass
class Outline:
    """Grows as the page is written from top to bottom; ids never repeat, levels never skip.

    `evidence` says by the key of a number where on the page its passages are.
    """

    headings: list[Entry] = field(default_factory=list)
    figures: list[Entry] = field(default_factory=list)
    tables: list[Entry] = field(default_factory=list)
    evidence: dict[str, Entry] = field(default_factory=dict)
    _level: int = 1
    _taken: set[str] = field(default_factory=lambda: set(_PAGE_IDS))

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

    def add_figure(self, name: str, caption: str) -> tuple[int, str]:
        """List a figure and return its number and id."""
        return _numbered(self.figures, self.anchor(name), caption)

    def add_table(self, name: str, caption: str) -> tuple[int, str]:
        """List a table and return its number and id."""
        return _numbered(self.tables, self.anchor(name), caption)

    def add_evidence(self, key: str, label: str) -> str:
        """Remember where the passages behind the number `key` are, and return their id."""
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


def _numbered(entries: list[Entry], anchor: str, caption: str) -> tuple[int, str]:
    entries.append(Entry(0, anchor, textwrap.shorten(caption, 90, placeholder=" …")))
    return len(entries), anchor
