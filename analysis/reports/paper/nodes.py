"""The cleaned markup of a page as nodes for a paper: what the HTML report shows, without HTML.

The columns of a table in a paper, with what the template needs to give each its room.

Cleaned markup as a tree of elements, and the cells of its tables as a grid.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from analysis.reports.paper.characters import (
    IN_CELL,
    LONGEST,
    Node,
    inline,
    lines,
    name,
    plain_text,
    spoken,
)
from analysis.reports.paper.typst import can_be_drawn

Cells = Sequence[Sequence[list[Node]]]
_LINE_MAY_END = re.compile("[\\s\u200b]+|(?<=-)(?=[^\\W\\d])")  # spaces, chances, hyphens in words
_MEASURED = 3  # the words that may be the widest: the longest by number of characters


def columns_of(
    labels: Sequence[list[Node]], numeric: Sequence[bool], rows: Cells
) -> list[dict[str, Any]]:
    """Return one dict a column: its label, whether numbers are in it, and its longest `words`.

    A word is a stretch that no line end may part.
    """
    columns = []
    for place, (label, counts) in enumerate(zip(labels, numeric, strict=True)):
        texts = [plain_text(row[place]) for row in rows]
        words = {word for text in [plain_text(label), *texts] for word in _LINE_MAY_END.split(text)}
        longest = sorted(words, key=lambda word: (-len(word), word))[:_MEASURED]
        columns.append({"label": label, "numeric": counts, "words": longest})
    return columns


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


_KINDS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "var", "cite"), "emph"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "del"), "strike"),
    **dict.fromkeys(("code", "kbd", "samp"), "code"),
    **{tag: tag for tag in ("p", "sub", "sup", "small", "mark", "blockquote", "dt", "dd")},
}
_MARKED = re.compile(r"is-([\w-]+)")
_SIGNS = ("unshown", "note", "again", "opens", "closes", "section", "paragraph")
_BLOCKS = {"p", "heading", "ul", "ol", "table", "pre", "blockquote", "hr", "picture", "dt", "dd"}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|svg\+xml);base64,(?P<data>.*)", re.DOTALL)


def nodes_of(markup: str, *, longest: int = LONGEST) -> list[Node]:
    """Return cleaned markup, such as a Markdown cell, as nodes."""
    return _nodes(parsed(markup), keep=False, longest=longest)


def marked_nodes(markup: str) -> list[Node]:
    """Return marked text as nodes: every line end kept, paragraphs apart."""
    found: list[Node] = []
    for node in _nodes(parsed(markup), keep=True, longest=LONGEST):
        ends = isinstance(node, dict) and node["is"] == "br"
        last = found[-1]["is"] if found and isinstance(found[-1], dict) else ""
        if ends and last in ("br", "parbreak"):
            found[-1] = {"is": "parbreak"}
        else:
            found.append(node)
    return found


def without_line_ends_around(nodes: list[Node]) -> list[Node]:
    """Return marked text without the line ends before its first word and behind its last."""
    return _cut(_cut(nodes, place=0), place=-1)


def _cut(nodes: list[Node], *, place: int) -> list[Node]:
    kept = list(nodes)
    while kept:
        it = kept[place]
        if isinstance(it, str):
            blank = not it.strip()
        elif "of" in it:
            inside = _cut(it["of"], place=place)
            kept[place], blank = {**it, "of": inside}, not inside
        else:
            blank = it["is"] in ("br", "parbreak")
        if not blank:
            break
        kept.pop(place)
    return kept


def picture_node(source: str, alt: str) -> Node:
    """Return the node of a picture given as a data address, or of the words that stand for it."""
    match = _PICTURE.fullmatch(source)
    try:
        data = b64decode(match["data"]) if match else b""
    except binascii.Error:
        data = b""
    if not data or not can_be_drawn(data):
        return {"is": "p", "of": inline(f"[picture not shown: {alt}]")}
    return {"is": "picture", "bytes": list(data), "alt": spoken(alt)}


def _nodes(parent: Element, *, keep: bool, longest: int) -> list[Node]:
    nodes: list[Node] = []
    for it in parent.inside:
        if isinstance(it, Element):
            nodes += _of_element(it, keep=keep, longest=longest)
        elif keep:
            nodes += lines(it, longest=longest)
        else:
            # what `inline` takes off the ends parts this from its neighbours
            before, after = (" " if end.isspace() else "" for end in (it[:1], it[-1:]))
            words = inline(it, longest=longest)
            nodes += [before, *words, after] if words else [" "]
    return nodes if keep else _without_gaps([node for node in nodes if node])


def _without_gaps(nodes: list[Node]) -> list[Node]:
    """Drop the white space between blocks, which would be a paragraph of its own."""
    kept = []
    for place, node in enumerate(nodes):
        around = [*nodes[max(0, place - 1) : place], *nodes[place + 1 : place + 2]]
        beside_block = any(isinstance(it, dict) and it["is"] in _BLOCKS for it in around)
        if node != " " or not (beside_block or len(nodes) == 1):
            kept.append(node)
    return kept


def _of_element(it: Element, *, keep: bool, longest: int) -> list[Node]:
    sign = next((sign for sign in _SIGNS if sign in it.given.get("class", "").split()), "")
    if sign:
        return [_sign(sign, it)]
    if it.tag in _SPECIAL:
        return _SPECIAL[it.tag](it)
    inside = _nodes(it, keep=keep or it.tag == "pre", longest=longest)
    if it.tag == "pre":
        return [{"is": "pre", "of": _without_last_line_end(inside)}]
    marks = _MARKED.findall(it.given.get("class", ""))
    for kind in [f"is-{mark}" for mark in marks] or _KINDS.get(it.tag, "").split():
        inside = [{"is": kind, "of": inside}]
    return inside


def _sign(sign: str, it: Element) -> Node:
    if sign == "paragraph":
        return {"is": "br"}
    if sign == "unshown":
        return {"is": "code-point", "text": it.given.get("data-code", "")}
    given = {key: name(it.given.get(f"data-{key}", "")) for key in ("number", "who", "name")}
    nested = "nested" in it.given.get("class", "").split()
    return {"is": sign, "nested": nested, **given}


def _heading(it: Element) -> list[Node]:
    of = _nodes(it, keep=False, longest=LONGEST)
    return [
        {"is": "heading", "level": int(it.tag[1]) - 1, "anchor": it.given.get("id", ""), "of": of}
    ]


def _list(it: Element) -> list[Node]:
    items = [_nodes(item, keep=False, longest=LONGEST) for item in all_inside(it, ("li",))]
    start = it.given.get("start", "1")
    return [{"is": it.tag, "start": int(start) if start.isdecimal() else 1, "items": items}]


def _link(it: Element) -> list[Node]:
    of = _nodes(it, keep=False, longest=LONGEST)
    return [{"is": "link", "to": it.given.get("href", ""), "of": of}]


def _picture(it: Element) -> list[Node]:
    return [picture_node(it.given.get("src", ""), it.given.get("alt", "") or "picture")]


def _table(it: Element) -> list[Node]:
    """Return a table with the same number of cells in each row, and what stands above it."""
    rows = list(all_inside(it, ("tr",)))
    grid = grid_of(rows)
    width = max(map(len, grid), default=0)
    if not width:
        return []
    cells = [[*row, *[Element("td")] * (width - len(row))] for row in grid]
    heads = 1 if all(cell.tag == "th" for cell in cells[0]) else 0
    labels, numeric = [], []
    for place in range(width):
        labels.append(_nodes(cells[0][place], keep=False, longest=IN_CELL) if heads else [])
        below = [row[place] for row in cells[heads:] if row[place].inside]
        numeric.append(bool(below) and all(cell.given.get("class") == "number" for cell in below))
    body = [[_nodes(cell, keep=False, longest=IN_CELL) for cell in row] for row in cells[heads:]]
    captions = [
        _nodes(found, keep=False, longest=LONGEST) for found in all_inside(it, ("caption",))
    ]
    above: list[Node] = [{"is": "p", "of": caption} for caption in captions]
    return [*above, {"is": "table", "columns": columns_of(labels, numeric, body), "rows": body}]


def _without_last_line_end(nodes: list[Node]) -> list[Node]:
    last = nodes[-1] if nodes else ""
    return nodes[:-1] if isinstance(last, dict) and last["is"] == "br" else nodes


_SPECIAL: dict[str, Callable[[Element], list[Node]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "a": _link,
    "img": _picture,
    "table": _table,
    "br": lambda _it: [{"is": "br"}],
    "hr": lambda _it: [{"is": "hr"}],
}
