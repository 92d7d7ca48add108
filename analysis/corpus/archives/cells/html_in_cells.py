"""HTML in a cell as text: what a browser would show, with a list of what is left out.

The cell is read once from its beginning to its end and no tree is made of it, so that nested and unclosed
tags take no longer than any others (the parser of the standard library looks for the end of each unclosed
tag in all that follows: 38 s for 16,000). Only tags of HTML are tags: "<ann@post.example>" stays text.
"""

import re
from dataclasses import dataclass, field
from html import unescape


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _names(
    "p div br hr ul ol li dl dt dd table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 "
    "blockquote pre section article header footer aside nav main figure figcaption address form "
    "fieldset body html head title"
)
_UNSHOWN = _names("script style template noscript iframe object head svg")
_INLINE = _names(
    "a abbr acronym b big cite code data del dfn em font i img ins kbd label link mark meta q s samp "
    "small span strike strong sub sup time tt u var video audio source picture button input center "
    "embed wbr"
)
_KNOWN = "|".join(sorted(_BLOCKS | _UNSHOWN | _INLINE))
# a tag ends before the next "<"; a ">" in quotation marks belongs to it
_INSIDE = r"""(?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>|\s[^<>]*+>|/?>)"""
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_KNOWN})(?![\w:-]){_INSIDE}", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SPACE = re.compile("[ \t\n\r\f]+")  # and no other white space: HTML 5, 4.5
_PARAGRAPH, _LINE = "\ufdd0", "\ufdd1"  # no characters, so they stand in no text


@dataclass
class Shown:
    """The text of a cell, and what was taken out of it, each with its reason."""

    text: str
    removed: list[tuple[str, str]] = field(default_factory=list)


def holds_markup(cell: str) -> bool:
    """Return whether a cell has tags or entities of HTML."""
    return ("<" in cell and bool(_TAG.search(cell))) or ("&" in cell and bool(_ENTITY.search(cell)))


def without_markup(cell: str) -> Shown:
    """Return the text that a browser shows for a cell; a cell without HTML is given back as it is.

    Blocks become paragraphs and <br> a line break. White space is kept as it is where the cell has no
    blocks, since its line breaks are then its only paragraphs.
    """
    if not holds_markup(cell):
        return Shown(cell)
    if not _TAG.search(cell):
        entities = list(dict.fromkeys(_ENTITY.findall(cell)))
        return Shown(unescape(cell), [(" ".join(entities), "entities of HTML, read as characters")])
    walk = _Walk(cell)
    walk.run()
    return Shown(walk.shown(), walk.removed())


class _Walk:
    """One way through a cell; `_text` is what is shown, `_hidden` what is not."""

    def __init__(self, cell: str) -> None:
        self._cell = cell
        self._text: list[str] = []
        self._hidden: list[str] = []
        self._tags: dict[str, None] = {}
        self._blocks = False
        self._never: set[str] = set()  # ends that do not come any more

    def run(self) -> None:
        """Read the cell."""
        cell, at = self._cell, 0
        while (opened := cell.find("<", at)) >= 0:
            self._text.append(unescape(cell[at:opened]))
            at = self._after(opened)
        self._text.append(unescape(cell[at:]))

    def _after(self, opened: int) -> int:
        """Take what begins with "<" there, and return where it ends; a mere "<" is text."""
        cell = self._cell
        if cell.startswith("<!--", opened) and (end := self._end("-->", opened + 4)) is not None:
            self._hidden.append(cell[opened:end])
            return end
        tag = _TAG.match(cell, opened)
        if not tag:
            self._text.append("<")
            return opened + 1
        return self._after_tag(tag)

    def _after_tag(self, tag: re.Match[str]) -> int:
        name, ends = tag["name"].lower(), bool(tag["end"])
        if not ends:
            self._tags.setdefault(tag[0])
        if name in _BLOCKS:
            self._blocks = self._blocks or name != "br"
            self._text.append(_LINE if name == "br" else _PARAGRAPH)
        elif (
            name in _UNSHOWN and not ends and (end := self._end(f"</{name}", tag.end())) is not None
        ):
            self._hidden.append(self._cell[tag.end() : end].rpartition("<")[0])
            closed = self._cell.find(">", end)
            return closed + 1 if closed >= 0 else len(self._cell)
        return tag.end()

    def _end(self, mark: str, start: int) -> int | None:
        """Return where the next `mark` ends; None if there is none, which is looked up only once."""
        if mark in self._never:
            return None
        found = re.compile(re.escape(mark), re.IGNORECASE).search(self._cell, start)
        if found is None:
            self._never.add(mark)
        return found.end() if found else None

    def shown(self) -> str:
        """Return the text."""
        text = "".join(self._text)
        if not self._blocks:
            return re.sub(f" *{_LINE} *", "\n", text).strip()
        parts = (self._trimmed(part) for part in text.split(_PARAGRAPH))
        return "\n\n".join(part for part in parts if part)

    @staticmethod
    def _trimmed(text: str) -> str:
        lines = (_SPACE.sub(" ", line).strip(" ") for line in text.split(_LINE))
        return "\n".join(lines).strip("\n")

    def removed(self) -> list[tuple[str, str]]:
        """Return the tags, each once, and the texts that a browser does not show."""
        found = [(" ".join(self._tags), "tags of HTML")] if self._tags else []
        hidden = "".join(self._hidden).strip()
        return [*found, *([(hidden, "not shown by a browser")] if hidden else [])]
