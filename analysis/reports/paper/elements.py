"""The blocks of a report as nodes for a paper."""

from collections.abc import Callable, Iterable
from typing import Any

from analysis.reports.display import blocks
from analysis.reports.display.cells import Cell
from analysis.reports.display.marked_blocks import Evidence, Group, Passage, Reading, shown_of
from analysis.reports.display.outline import Outline
from analysis.reports.page.content import Failure, Piece
from analysis.reports.paper.characters import (
    IN_CELL,
    Node,
    inline,
    lines,
    name,
    runs_from_right,
    spoken,
)
from analysis.reports.paper.nodes import (
    columns_of,
    marked_nodes,
    nodes_of,
    picture_node,
    without_line_ends_around,
)
from analysis.reports.paper.svg_text import with_text

PASSAGES = 5  # shown for one number; a file has the others
IN_SECTION = 60  # passages shown in one section of the appendix, for all its numbers
_HOW = 120  # characters of a word in a list of files or digests, which are set small


def body_of(pieces: Iterable[Piece]) -> tuple[list[Node], list[Node]]:
    """Return the nodes of the pieces in reading order, and those of the appendix with evidence.

    Code is left out: the notebook and the page have it.
    """
    body: list[Node] = []
    appendix: list[Node] = []
    for piece in pieces:
        if isinstance(piece, Evidence):
            appendix.append(_evidence(piece, len(appendix) + 1))
            _point(body, len(appendix))
        else:
            body += _MAKERS[piece.kind](piece)
    return body, appendix


def _point(body: list[Node], number: int) -> None:
    """Say in the figure or table above, or else below what there is, where its evidence stands."""
    last = body[-1] if body else ""
    shown = isinstance(last, dict) and last["is"] in ("figure", "table-figure")
    if isinstance(last, dict) and shown and "evidence" not in last:
        last["evidence"] = number
    else:
        body.append({"is": "pointer", "number": number})


def entries(pairs: Iterable[tuple[str, str]]) -> list[list[list[Node]]]:
    """Return names and values of settings, digests and versions as nodes."""
    return [[inline(key), lines(value, longest=_HOW)] for key, value in pairs]


def drop_dead_links(nodes: list[Node], outline: Outline) -> None:
    """Take from `nodes` the links to places that the report does not have; their words stay."""
    places = {f"#{entry.anchor}" for entry in outline.headings + outline.figures + outline.tables}
    for node in nodes:
        if isinstance(node, str):
            continue
        if node["is"] == "link" and node["to"].startswith("#") and node["to"] not in places:
            node["is"] = "span"
        for inside in (node.get("of", []), *node.get("items", [])):
            drop_dead_links(inside, outline)


def _figure(it: blocks.Figure) -> list[Node]:
    files = ", ".join(it.files)
    return [
        {
            "is": "figure",
            "number": it.number,
            "anchor": it.anchor,
            "id": inline(it.id),
            "caption": inline(it.caption),
            "alt": spoken(it.alt or it.caption),
            "files": inline(files, longest=_HOW),
            "svg": with_text(it.picture),
        }
    ]


def _table(it: blocks.Table) -> list[Node]:
    rows = [[_cell(cell) for cell in row] for row in it.rows]
    # a name of a column may be parted where it has no spaces
    labels = [
        inline(column.label.replace("_", "_\u200b"), longest=IN_CELL) for column in it.columns
    ]
    return [
        {
            "is": "table-figure",
            "number": it.number,
            "anchor": it.anchor,
            "id": inline(it.id),
            "caption": inline(it.caption),
            "note": inline(it.note),
            "columns": columns_of(labels, [column.numeric for column in it.columns], rows),
            "rows": rows,
        }
    ]


def _cell(cell: Cell) -> list[Node]:
    if cell.text is None:
        return ["–"]
    return inline(cell.text) if cell.numeric else name(cell.text, longest=IN_CELL)


def _reading(it: Reading) -> list[Node]:
    listed = [
        {
            "number": said.number,
            "nested": said.nested,
            "who": name(said.who),
            "how": inline(said.how),
            "cue": name(said.cue),
        }
        for said in it.attributions
    ]
    text = marked_nodes(it.html)
    return [
        {
            "is": "reading",
            "level": it.level - 1,
            "anchor": it.anchor,
            "title": inline(it.title),
            "about": [name(part) for part in it.about],
            "parts": sorted(it.parts),
            "language": it.language,
            "from-right": runs_from_right(it.html.striptags()),
            "of": text,
            "listed": listed,
        }
    ]


def _evidence(it: Evidence, number: int) -> Node:
    """Return a section of the appendix, with fewer passages a number where it has many numbers.

    Of more than `IN_SECTION` numbers those with the most behind them are shown.
    """
    ranked = sorted(enumerate(it.groups), key=lambda pair: (-pair[1].total, pair[0]))
    chosen = [it.groups[place] for place in sorted(place for place, _ in ranked[:IN_SECTION])]
    most = min(PASSAGES, max(1, IN_SECTION // max(1, len(chosen))))
    left = len(it.groups) - len(chosen)
    return {
        "number": number,
        "caption": inline(it.caption),
        "parts": sorted(it.parts),
        "groups": [_group(group, it.file, most) for group in chosen],
        "left": inline(f"Left out: {left:,} numbers with fewer; all in {it.file}") if left else [],
    }


def _group(group: Group, file: str, most: int) -> dict[str, Any]:
    """Return up to `most` passages of a number, at even distances among those of the page."""
    count = len(group.passages)
    shown = min(count, most)
    chosen = [group.passages[place * count // shown] for place in range(shown)]
    note = inline(shown_of(shown, group.total, file), longest=_HOW)
    return {"label": name(group.label), "note": note, "passages": list(map(_passage, chosen))}


def _passage(it: Passage) -> dict[str, Any]:
    text: list[Node] = ["[...] "] if it.before and it.extracts else []
    for place, extract in enumerate(it.extracts):
        text += [" [...] "] if place else []
        text += without_line_ends_around(marked_nodes(extract))
    text += [" [...]"] if it.after and it.extracts else []
    about = [name(f"{value} cue" if key == "cue_class" else value) for key, value in it.about]
    first = "".join(extract.striptags() for extract in it.extracts)
    return {"about": about, "of": text, "from-right": runs_from_right(first)}


def _failure(it: Failure) -> list[Node]:
    told = {"is": "notice", "level": "error", "of": inline(f"{it.name}, {it.label}")}
    return [told, {"is": "pre", "of": lines(it.trace)}]


_MAKERS: dict[str, Callable[[Any], list[Node]]] = {
    "figure": _figure,
    "table": _table,
    "findings": lambda it: [{"is": "findings", "items": [inline(text) for text in it.sentences]}],
    "notice": lambda it: [{"is": "notice", "level": it.level, "of": inline(it.text)}],
    "text": lambda it: [{"is": "p", "of": inline(text)} for text in it.paragraphs],
    "reading": _reading,
    "prose": lambda it: nodes_of(it.html),
    "foreign": lambda it: nodes_of(it.html),
    "picture": lambda it: [picture_node(it.source, it.alt)],
    "plain": lambda it: [{"is": "pre", "of": lines(it.text)}],
    "failure": _failure,
    "code": lambda _it: [],
}
