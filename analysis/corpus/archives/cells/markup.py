"""HTML in a cell as text: what a browser would show, with a list of what is left out.

The cell is read once from its beginning to its end and no tree is made of it, so that nested and unclosed
tags take no longer than any others. Only tags of HTML are tags: "<ann@post.example>" stays text.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser


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
_KNOWN = _BLOCKS | _UNSHOWN | _INLINE
_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_KNOWN))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
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
    reader = _Reader(keep_space=not _BLOCK.search(cell))
    reader.feed(cell)
    reader.close()
    return Shown(reader.shown(), reader.removed())


class _Reader(HTMLParser):
    def __init__(self, *, keep_space: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._keep_space = keep_space
        self._text: list[str] = []
        self._unshown: list[str] = []
        self._hidden: list[str] = []
        self._tags: dict[str, None] = {}

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag out, or keep what only looks like one."""
        written = self.get_starttag_text() or f"<{tag}>"
        if tag not in _KNOWN:
            self.handle_data(written)
            return
        self._tags.setdefault(written)
        if tag in _UNSHOWN and not written.endswith("/>"):
            self._unshown.append(tag)
        elif tag in _BLOCKS and not self._unshown:
            self._text.append(_LINE if tag == "br" else _PARAGRAPH)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat <br/> as <br>."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """End what is not shown, or a block."""
        if tag not in _KNOWN:
            self.handle_data(f"</{tag}>")
        elif self._unshown and tag == self._unshown[-1]:
            self._unshown.pop()
        elif tag in _BLOCKS and tag != "br" and not self._unshown:
            self._text.append(_PARAGRAPH)

    def handle_data(self, data: str) -> None:
        """Keep text, unless it is of a script or a style."""
        (self._hidden if self._unshown else self._text).append(data)

    def handle_comment(self, data: str) -> None:
        """List a comment."""
        self._hidden.append(f"<!--{data}-->")

    def shown(self) -> str:
        """Return the text."""
        text = "".join(self._text)
        if self._keep_space:
            return text.strip()
        parts = (self._trimmed(part) for part in text.split(_PARAGRAPH))
        return "\n\n".join(part for part in parts if part)

    @staticmethod
    def _trimmed(text: str) -> str:
        lines = (_SPACE.sub(" ", line).strip(" ") for line in text.split(_LINE))
        return "\n".join(lines).strip("\n")

    def removed(self) -> list[tuple[str, str]]:
        """Return the tags, each once, and the texts that a browser does not show."""
        found = [(" ".join(self._tags), "tags of HTML")]
        hidden = "".join(self._hidden).strip()
        return [*found, *([(hidden, "not shown by a browser")] if hidden else [])]
