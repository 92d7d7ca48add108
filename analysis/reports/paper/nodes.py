"""Marked text and cleaned markup as nodes for a paper: what the page shows, without HTML.

The columns of a table have what the template needs to give each its room.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bs4 import Tag

from analysis.reports.display.marks import Mark, Sign, pieces_and_signs
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


_MOST = 200  # columns, and rows that one cell may span


def grid_of(rows: Iterable[Tag]) -> list[list[Tag]]:
    """Return the cells of each row; a cell that spans several places stands in the first of them."""
    grid: list[list[Tag]] = []
    held: dict[int, int] = {}  # column: rows that a cell from above still takes there
    for row in rows:
        cells: list[Tag] = []
        waiting = row.find_all(["td", "th"], recursive=False)
        while waiting or held.get(len(cells), 0):
            if held.get(len(cells), 0):
                held[len(cells)] -= 1
                cells.append(Tag(name="td"))
                continue
            cell = waiting.pop(0)
            across, down = (_span(cell, key) for key in ("colspan", "rowspan"))
            for extra in range(across):
                held[len(cells)] = down - 1
                cells.append(Tag(name=cell.name) if extra else cell)
        grid.append(cells[:_MOST])
    return grid


def _span(cell: Tag, key: str) -> int:
    value = str(cell.get(key, "1"))
    return min(max(int(value), 1), _MOST) if value.isdecimal() else 1


def all_inside(it: Tag, tags: tuple[str, ...]) -> Iterable[Tag]:
    """Yield the elements with these tags that are not inside another of them or a table in it."""
    for inside in it.children:
        if isinstance(inside, Tag):
            if inside.name in tags:
                yield inside
            elif inside.name != "table":
                yield from all_inside(inside, tags)


_KINDS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "var", "cite"), "emph"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "del"), "strike"),
    **dict.fromkeys(("code", "kbd", "samp"), "code"),
    **{tag: tag for tag in ("p", "sub", "sup", "small", "mark", "blockquote", "dt", "dd")},
}
_BLOCKS = {"p", "heading", "ul", "ol", "table", "pre", "blockquote", "hr", "picture", "dt", "dd"}
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|svg\+xml);base64,(?P<data>.*)", re.DOTALL)


def nodes_of(tree: Tag) -> list[Node]:
    """Return cleaned markup, such as a Markdown cell, as nodes."""
    return _nodes(tree, keep=False, longest=LONGEST)


def marked_nodes(
    text: str, marks: Iterable[Mark], *, start: int = 0, signs: Sequence[Sign] = ()
) -> list[Node]:
    """Return marked text as nodes: every line end kept, paragraphs apart; see `marked_html`."""
    found: list[Node] = []
    for it in pieces_and_signs(text, marks, start=start, signs=signs):
        if isinstance(it, Sign):
            found.append(_sign(it))
            continue
        inside = lines(text[it.start - start : it.end - start])
        for part in it.parts:
            inside = [{"is": f"is-{part}", "of": inside}]
        found += inside
    return _with_paragraphs(found)


def _with_paragraphs(nodes: Iterable[Node]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        ends = isinstance(node, dict) and node["is"] == "br"
        last = found[-1]["is"] if found and isinstance(found[-1], dict) else ""
        if ends and last in ("br", "parbreak"):
            found[-1] = {"is": "parbreak"}
        else:
            found.append(node)
    return found


def _sign(sign: Sign) -> Node:
    if sign.kind == "paragraph":
        return {"is": "br"}
    if sign.said:
        said = sign.said
        return {"is": "note", "number": name(said.number), "who": name(said.brief)}
    return {"is": sign.kind, "name" if sign.kind == "section" else "number": name(sign.text)}


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


def _nodes(parent: Tag, *, keep: bool, longest: int) -> list[Node]:
    nodes: list[Node] = []
    for it in parent.children:
        if isinstance(it, Tag):
            nodes += _of_element(it, keep=keep, longest=longest)
            continue
        text = str(it)
        if keep:
            nodes += lines(text, longest=longest)
        else:
            # what `inline` takes off the ends parts this from its neighbours
            before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
            words = inline(text, longest=longest)
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


def _of_element(it: Tag, *, keep: bool, longest: int) -> list[Node]:
    if it.name in _SPECIAL:
        return _SPECIAL[it.name](it)
    inside = _nodes(it, keep=keep or it.name == "pre", longest=longest)
    if it.name == "pre":
        return [{"is": "pre", "of": _without_last_line_end(inside)}]
    return [{"is": _KINDS[it.name], "of": inside}] if it.name in _KINDS else inside


def _heading(it: Tag) -> list[Node]:
    level, anchor = int(it.name[1]) - 1, it.get("id", "")
    return [{"is": "heading", "level": level, "anchor": anchor, "of": nodes_of(it)}]


def _list(it: Tag) -> list[Node]:
    items = [nodes_of(item) for item in all_inside(it, ("li",))]
    start = str(it.get("start", "1"))
    return [{"is": it.name, "start": int(start) if start.isdecimal() else 1, "items": items}]


def _link(it: Tag) -> list[Node]:
    return [{"is": "link", "to": str(it.get("href", "")), "of": nodes_of(it)}]


def _picture(it: Tag) -> list[Node]:
    return [picture_node(str(it["src"]), str(it["alt"]))]


def _table(it: Tag) -> list[Node]:
    """Return a table with the same number of cells in each row, and what stands above it."""
    rows = list(all_inside(it, ("tr",)))
    grid = grid_of(rows)
    width = max(map(len, grid), default=0)
    if not width:
        return []
    cells = [[*row, *[Tag(name="td")] * (width - len(row))] for row in grid]
    heads = 1 if all(cell.name == "th" for cell in cells[0]) else 0
    labels, numeric = [], []
    for place in range(width):
        labels.append(_nodes(cells[0][place], keep=False, longest=IN_CELL) if heads else [])
        below = [row[place] for row in cells[heads:] if row[place].contents]
        numeric.append(bool(below) and all(cell.get("class") == "number" for cell in below))
    body = [[_nodes(cell, keep=False, longest=IN_CELL) for cell in row] for row in cells[heads:]]
    above: list[Node] = [
        {"is": "p", "of": nodes_of(caption)} for caption in all_inside(it, ("caption",))
    ]
    return [*above, {"is": "table", "columns": columns_of(labels, numeric, body), "rows": body}]


def _without_last_line_end(nodes: list[Node]) -> list[Node]:
    last = nodes[-1] if nodes else ""
    return nodes[:-1] if isinstance(last, dict) and last["is"] == "br" else nodes


_SPECIAL: dict[str, Callable[[Tag], list[Node]]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    "a": _link,
    "img": _picture,
    "table": _table,
    "br": lambda _it: [{"is": "br"}],
    "hr": lambda _it: [{"is": "hr"}],
}
