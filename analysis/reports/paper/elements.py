"""The blocks of a report as nodes for a paper."""

from collections.abc import Callable, Iterable
from typing import Any

from analysis.reports.display import blocks
from analysis.reports.display.cells import Cell
from analysis.reports.display.outline import Outline, Place
from analysis.reports.page.content import Failure, Ours, Piece
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

PASSAGES = 1  # shown for one number; a file has the others
IN_SECTION = 8  # passages shown in one section of the appendix, for all its numbers
_HOW = 120  # characters of a word in a list of files or digests, which are set small


def body_of(pieces: Iterable[Piece]) -> tuple[list[Node], list[Node]]:
    """Return the nodes of the pieces in reading order, and those of the appendix with evidence.

    Code is left out: the notebook and the page have it.
    """
    body: list[Node] = []
    appendix: list[Node] = []
    for piece in pieces:
        if isinstance(piece, Ours) and type(piece.block) is blocks.Evidence:
            appendix.append(_evidence(piece.block, len(appendix) + 1))
            _point(body, len(appendix))
        elif isinstance(piece, Ours):
            body += _of_block(piece)
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


def _of_block(it: Ours) -> list[Node]:
    block, made = it.block, list[Node]()
    match block:
        case blocks.Figure():
            made = [_figure(block, it.place, it.picture)]
        case blocks.Table():
            made = [_attached(block, it.place) if block.folded else _table(block, it.place)]
        case blocks.Reading():
            made = [_reading(block, it.place) if block.asked else _on_the_page(block)]
        case blocks.Beside():
            made = [_beside(block)]
        case blocks.Findings():
            made = [{"is": "findings", "items": [_finding(*told) for told in block.told]}]
        case blocks.Notice():
            made = [{"is": "notice", "level": block.level, "of": inline(block.text)}]
        case blocks.Text():
            made = [{"is": "p", "of": inline(text)} for text in block.paragraphs]
    return made


def _figure(it: blocks.Figure, place: Place, picture: bytes) -> Node:
    return {
        "is": "figure",
        "number": place.number,
        "anchor": place.anchor,
        "id": inline(it.id),
        "title": [*inline(it.title), ". "] if it.title else [],
        "caption": inline(it.caption),
        "alt": spoken(it.alt or it.caption),
        "files": inline(", ".join(it.files), longest=_HOW),
        "svg": with_text(picture),
    }


def _table(it: blocks.Table, place: Place) -> Node:
    rows = [[_cell(cell) for cell in row] for row in it.cells()]
    # a name of a column may be parted where it has no spaces
    labels = [
        inline(column.label.replace("_", "_\u200b"), longest=IN_CELL) for column in it.columns
    ]
    return {
        "is": "table-figure",
        "number": place.number,
        "anchor": place.anchor,
        "id": inline(it.id),
        "caption": inline(it.caption),
        "note": inline(it.note),
        "columns": columns_of(labels, [column.numeric for column in it.columns], rows),
        "rows": rows,
    }


def _cell(cell: Cell) -> list[Node]:
    if cell.text is None:
        return ["–"]
    return inline(cell.text) if cell.numeric else name(cell.text, longest=IN_CELL)


def _attached(it: blocks.Table, place: Place) -> Node:
    told = f"Table {place.number}. {it.caption} {it.total:,} rows, attached: {it.file}"
    return {"is": "p", "of": [{"is": "small", "of": inline(told)}]}


def _on_the_page(it: blocks.Reading) -> Node:
    return {
        "is": "p",
        "of": inline(f"{it.heading}: the whole article with its marks is in report.html."),
    }


def _finding(sentence: str, example: str, origin: str) -> list[Node]:
    if not example:
        return inline(sentence)
    quoted = ["“", *inline(example), "” (", *inline(origin), ")"]
    return [*inline(sentence), {"is": "br"}, {"is": "small", "of": quoted}]


def _reading(it: blocks.Reading, place: Place) -> Node:
    listed = [
        {
            "number": said.number,
            "nested": said.nested,
            "who": name(said.who),
            "how": inline(said.how),
            "cue": name(said.cue_text),
        }
        for said in it.attributions
    ]
    return {
        "is": "reading",
        "level": place.level - 1,
        "anchor": place.anchor,
        "title": inline(it.heading),
        "about": [name(part) for part in it.about],
        "parts": sorted(it.parts),
        "language": it.language_code,
        "from-right": runs_from_right(it.text),
        "of": marked_nodes(it.text, it.marks, signs=it.signs),
        "listed": listed,
    }


def _evidence(it: blocks.Evidence, number: int) -> Node:
    """Return a section of the appendix, with fewer passages a number where it has many numbers.

    Of more than `IN_SECTION` numbers those with the most behind them are shown.
    """
    ranked = sorted(enumerate(it.groups), key=lambda pair: (-pair[1].total, pair[0]))
    chosen = [it.groups[place] for place in sorted(place for place, _ in ranked[:IN_SECTION])]
    most = min(PASSAGES, max(1, IN_SECTION // max(1, len(chosen))))
    left = len(it.groups) - len(chosen)
    shown = [one for group in chosen for one in _chosen(it, group, most)]
    return {
        "number": number,
        "caption": inline(it.caption),
        "parts": sorted(blocks.parts_shown(shown)),
        "groups": [_group(it, group, most) for group in chosen],
        "left": inline(f"Left out: {left:,} more; all in {it.file}") if left else [],
    }


def _beside(it: blocks.Beside) -> Node:
    rows = [
        {"label": name(group.label), "passages": [_passage(one) for one in it.passages_of(group)]}
        for group in it.groups
    ]
    return {"is": "beside", "caption": inline(it.caption), "parts": sorted(it.parts), "rows": rows}


def _chosen(it: blocks.Evidence, group: blocks.Group, most: int) -> list[blocks.Passage]:
    """Return up to `most` passages of a number, at even distances among those of the page."""
    passages = it.passages_of(group)
    return [passages[place] for place in blocks.evenly(len(passages), most)]


def _group(it: blocks.Evidence, group: blocks.Group, most: int) -> dict[str, Any]:
    """Return a number with the passages that are chosen for it."""
    chosen = _chosen(it, group, most)
    note = inline(it.note(group, len(chosen)), longest=_HOW)
    return {"label": name(group.label), "note": note, "passages": list(map(_passage, chosen))}


def _passage(it: blocks.Passage) -> dict[str, Any]:
    text: list[Node] = ["[...] "] if it.before and it.extracts else []
    for place, extract in enumerate(it.extracts):
        text += [" [...] "] if place else []
        marked = marked_nodes(extract.text, extract.marks, start=extract.start)
        text += without_line_ends_around(marked)
    text += [" [...]"] if it.after and it.extracts else []
    about = [name(f"{value} cue" if key == "cue_class" else value) for key, value in it.origin]
    first = "".join(extract.text for extract in it.extracts)
    return {"about": about, "of": text, "from-right": runs_from_right(first)}


def _failure(it: Failure) -> list[Node]:
    told = {"is": "notice", "level": "error", "of": inline(f"{it.name}, {it.label}")}
    return [told, {"is": "pre", "of": lines(it.trace)}]


_MAKERS: dict[str, Callable[[Any], list[Node]]] = {
    "prose": lambda it: nodes_of(it.tree),
    "foreign": lambda it: nodes_of(it.tree),
    "picture": lambda it: [picture_node(it.source, it.alt)],
    "plain": lambda it: [{"is": "pre", "of": lines(it.text)}],
    "failure": _failure,
    "code": lambda _it: [],
}
