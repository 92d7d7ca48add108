"""Cut text from outside into nodes that a paper can print: never markup, and no character lost.

A node is a text, or a dict with `is` (its kind) and the values of that kind. The template
`templates/report.typ` gives each kind its look; everything that it prints is data to it.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from analysis.figures.canvas.fonts import has_glyph
from analysis.reports.display.cleaning import harmless

Node = str | dict[str, Any]

LONGEST = 60  # characters of a word that fit into a line of text
IN_CELL = 20  # characters of a word in a cell of a table
_BLANK = re.compile("[ \t\n\r\v\f\x85\u2028\u2029]+")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_REORDERING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
# these choose or join glyphs, and none of them stands alone
_CHOOSING = {0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
_UNPRINTED = {0xFEFF}  # in the fonts, but refused by the typesetter
_RIGHT_TO_LEFT = ("R", "AL")
_NO_NODES = ("parts", "words", "bytes", "attached")  # keys of lists whose texts are not printed
_CHANCE = "\u200b"  # a line may end here; it takes no room


def inline(text: str, *, longest: int = LONGEST) -> list[Node]:
    """Return `text` as one run of words: each stretch of white space is one space.

    A control, a character without a font, or one that turns text around becomes
    `{"is": "code-point"}` with its name, such as U+4E2D. Words above `longest` characters may be broken.
    """
    return _shown(_BLANK.sub(" ", text).strip(" "), longest)


def lines(text: str, *, longest: int = LONGEST) -> list[Node]:
    """Return `text` with its spaces and line ends, for article texts and printed output."""
    nodes: list[Node] = []
    for number, line in enumerate(_LINE_END.split(text)):
        if number:
            nodes.append({"is": "br"})
        nodes += _shown(line.replace("\t", "    "), longest)
    return nodes


def name(text: str, *, longest: int = LONGEST) -> list[Node]:
    """Return a name as `inline` does; a right-to-left name cannot turn the text behind it."""
    nodes = inline(text, longest=longest)
    from_right = any(unicodedata.bidirectional(it) in _RIGHT_TO_LEFT for it in text)
    if len(text) <= longest and from_right:
        return [{"is": "isolate", "of": nodes}]
    return nodes


def runs_from_right(text: str) -> bool:
    """Return whether the first letter of `text` with a direction runs from right to left."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((it for it in strong if it in ("L", *_RIGHT_TO_LEFT)), "L") != "L"


def plain_text(nodes: list[Node]) -> str:
    """Return the characters of nodes, in their printed width."""
    return "".join(
        node if isinstance(node, str) else node.get("text", "") or plain_text(node.get("of", []))
        for node in nodes
    )


def spoken(text: str) -> str:
    """Return `text` for screen readers: one line without controls, for titles and descriptions."""
    return " ".join(harmless(text).split())


def without(printed: Any, refused: str) -> Any:
    """Return printed nodes with each of the `refused` characters as its code point."""
    if isinstance(printed, Mapping):
        return {
            key: value if key in _NO_NODES else without(value, refused)
            for key, value in printed.items()
        }
    if not isinstance(printed, list | tuple):
        return printed
    nodes: list[Any] = []
    for it in printed:
        parts = re.split(f"([{re.escape(refused)}])", it) if isinstance(it, str) else []
        for place, part in enumerate(parts):
            shown = _code_point(part) if place % 2 else part
            nodes += [shown] if shown else []
        nodes += [] if parts else [without(it, refused)]
    return nodes


def _code_point(character: str) -> Node:
    return {"is": "code-point", "text": f"U+{ord(character):04X}"}


def _shown(text: str, longest: int) -> list[Node]:
    nodes: list[Node] = []
    start = 0
    for place, character in enumerate(text):
        if not _prints(character):
            nodes += [text[start:place]] if start < place else []
            nodes.append(_code_point(character))
            start = place + 1
    nodes += [text[start:]] if start < len(text) else []
    return [_breakable(node, longest) if isinstance(node, str) else node for node in nodes]


@cache
def _prints(character: str) -> bool:
    number = ord(character)
    if number in _CHOOSING:
        return True
    if number in _REORDERING | _UNPRINTED or unicodedata.category(character) in ("Cc", "Cs", "Co"):
        return False
    return has_glyph(character)


def _breakable(text: str, longest: int) -> str:
    # between the characters of East Asian scripts lines end anyway
    word = rf"[^\s\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]{{{longest + 1},}}"
    return re.sub(word, lambda match: _in_parts(match.group(), max(8, longest // 2)), text)


def _in_parts(word: str, size: int) -> str:
    parts = [""]
    for character in word:
        belongs = unicodedata.category(character).startswith("M") or ord(character) in _CHOOSING
        full = len(parts[-1]) >= size or parts[-1].endswith(("-", "_", "/"))
        if full and not belongs and not parts[-1].endswith("\u200d"):
            parts.append("")
        parts[-1] += character
    return _CHANCE.join(parts)
