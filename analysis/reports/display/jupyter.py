"""What a notebook displays: one bundle that Jupyter shows and that reports are made from."""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from analysis.record.publication import MIME
from analysis.reports.display.cells import column_of, written
from analysis.reports.display.marked_blocks import evidence_block, reading_block
from analysis.reports.display.outline import Outline
from analysis.reports.display.rendering import macro, resource


class Shown:
    """A block of a report; JupyterLab shows its HTML, `report_html` reads its JSON."""

    def __init__(self, block: Mapping[str, Any], *, picture: str = "") -> None:
        self.block, self._picture = dict(block), picture

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            "text/plain": self._plain(),
            "text/html": self._html(),
            MIME: json.loads(json.dumps(self.block, allow_nan=False)),
        }

    def _plain(self) -> str:
        block = self.block
        if block["kind"] in _MARKED:
            return _marked_plain(block)
        match block["kind"]:
            case "figure" | "table":
                return f"{block['kind'].capitalize()} {block['id']}: {block['caption']}"
            case "findings":
                return "\n".join(block["sentences"])
            case "text":
                return "\n".join(block["paragraphs"])
            case "notice":
                return f"{block['level'].capitalize()}: {block['text']}"
            case _:
                return "\n".join(
                    f"{k}: {v}" for group in block["groups"] for k, v in group["entries"]
                )

    def _html(self) -> str:
        block = self.block
        if block["kind"] in _MARKED:
            return _marked_html(block)
        match block["kind"]:
            case "figure":
                source = f"data:image/png;base64,{self._picture}"
                size = f'alt="{escape(block["alt"])}" width="{_WIDTHS[block["width"]]}"'
                caption = _caption(block, "figcaption")
                return f'<figure><img src="{source}" {size}>{caption}</figure>'
            case "table":
                return _table(block)
            case "findings" | "text":
                lines = block.get("sentences") or block.get("paragraphs", [])
                return "".join(f"<p>{escape(line)}</p>" for line in lines)
            case "notice":
                return f"<p><strong>{escape(self._plain())}</strong></p>"
            case _:
                about = escape(self._plain())
                return f"<details><summary>About this report</summary><pre>{about}</pre></details>"


_WIDTHS = {"column": 420, "full": 880}  # screen pixels


_MARKED = ("reading", "evidence")


def _marked_plain(block: Mapping[str, Any]) -> str:
    if block["kind"] == "reading":
        number = len(block["attributions"])
        return f"{block['article']}, {block['outlet']}: {block['title']} ({number} attributions)"
    return "\n".join([block["caption"], *(group["label"] for group in block["groups"])])


def _marked_html(block: Mapping[str, Any]) -> str:
    kind = block["kind"]
    made = (
        reading_block(block, Outline()) if kind == "reading" else evidence_block(block, Outline())
    )
    return f"<style>{resource('marked.css')}</style>{macro('marked.html.j2', kind)(made)}"


def _caption(block: Mapping[str, Any], tag: str) -> str:
    # at the left, where a table that is wider than the page begins
    shown = f"{escape(block['caption'])} <code>{escape(block['id'])}</code>"
    return f'<{tag} style="text-align: left">{shown}</{tag}>'


def _table(block: Mapping[str, Any]) -> str:
    head = "".join(_cell("th", column["label"], column) for column in block["columns"])
    body = "".join(f"<tr>{_cells(row, block['columns'])}</tr>" for row in block["rows"])
    rest = f"{len(block['rows'])} of {block['total']} rows; all in {escape(block['file'])}"
    return (
        f"<table>{_caption(block, 'caption')}<thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table><p>{rest}</p>"
    )


def _cells(row: Sequence[object], columns: Sequence[Mapping[str, Any]]) -> str:
    told = (written(value, column_of(c)) or "" for value, c in zip(row, columns, strict=True))
    return "".join(_cell("td", text, c) for text, c in zip(told, columns, strict=True))


def _cell(tag: str, text: str, column: Mapping[str, Any]) -> str:
    side = "left" if column["type"] == "text" else "right"  # JupyterLab puts all to the right
    return f'<{tag} style="text-align: {side}">{escape(text)}</{tag}>'
