"""Display a block in a notebook: HTML for Jupyter, and JSON for the report."""

from collections.abc import Iterable
from html import escape
from typing import Any

from analysis.record.publication import MIME
from analysis.reports.display import blocks
from analysis.reports.display.blocks import Block, stored
from analysis.reports.display.outline import Outline
from analysis.reports.display.rendering import macro, resource

# a long word of an article is broken, and does not make its column wider than a page
CELL = "max-width: 24rem; overflow-wrap: break-word"
_WIDTHS = {"column": 420, "full": 880}  # screen pixels


class Shown:
    """A block of a report; JupyterLab shows its HTML, a report is made from its JSON."""

    def __init__(self, block: Block, *, picture: str = "") -> None:
        self.block, self._picture = block, picture

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            "text/plain": plain_text(self.block),
            "text/html": block_html(self.block, picture=self._picture),
            MIME: stored(self.block),
        }


def plain_text(block: Block) -> str:
    """Return a block as text; a long one only as its title."""
    match block:
        case blocks.Figure() | blocks.Table():
            told = [f"{block.kind.capitalize()} {block.id}: {block.caption}"]
        case blocks.Findings():
            told = [*map(_with_example, block.told), *block.details]
        case blocks.Text():
            told = list(block.paragraphs)
        case blocks.Notice():
            told = [f"{block.level.capitalize()}: {block.text}"]
        case blocks.Reading():
            number = len(block.attributions)
            told = [f"{block.article}, {block.outlet}: {block.title} ({number} attributions)"]
        case blocks.Evidence():
            told = [block.caption, *(group.label for group in block.groups)]
        case blocks.About():
            pairs = [pair for group in block.groups for pair in group.entries]
            told = [f"{name}: {value}" for name, value in pairs]
    return "\n".join(told)


def block_html(block: Block, *, picture: str = "") -> str:
    """Return a block as the HTML that Jupyter shows; `picture` is the PNG of a figure in base64."""
    match block:
        case blocks.Figure():
            source = f"data:image/png;base64,{picture}"
            size = f'alt="{escape(block.alt)}" width="{_WIDTHS[block.width]}"'
            html = f'<figure><img src="{source}" {size}>{_caption(block, "figcaption")}</figure>'
        case blocks.Table():
            html = (
                _folded(f"Table: {block.caption}", _table(block)) if block.folded else _table(block)
            )
        case blocks.Findings():
            html = _paragraphs(map(_with_example, block.told))
            html += _folded("Outlet by outlet", _paragraphs(block.details)) * bool(block.details)
        case blocks.Text():
            html = _paragraphs(block.paragraphs)
        case blocks.Notice():
            html = f"<p><strong>{escape(plain_text(block))}</strong></p>"
        case blocks.Reading() | blocks.Evidence():  # Beside is one
            shown = macro("marked.html.j2", block.kind)(block, Outline().place(block))
            html = f"<style>{resource('marked.css')}</style>{shown}"
        case blocks.About():
            html = _folded("About this report", f"<pre>{escape(plain_text(block))}</pre>")
    return f'<div style="overflow-wrap: anywhere">{html}</div>'


def _folded(summary: str, html: str) -> str:
    return f"<details><summary>{escape(summary)}</summary>{html}</details>"


def _with_example(told: tuple[str, str, str]) -> str:
    sentence, example, origin = told
    return f"{sentence} “{example}” ({origin})" if example else sentence


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _caption(block: blocks.Figure | blocks.Table, tag: str) -> str:
    # at the left, where a table wider than the page begins
    title = getattr(block, "title", "")
    titled = f"<strong>{escape(title)}.</strong> " if title else ""
    shown = f"{titled}{escape(block.caption)} <code>{escape(block.id)}</code>"
    return f'<{tag} style="text-align: left">{shown}</{tag}>'


def _table(block: blocks.Table) -> str:
    head = "".join(_cell("th", it.label, numeric=it.numeric) for it in block.columns)
    rows = (
        "".join(_cell("td", it.text or "", numeric=it.numeric) for it in row)
        for row in block.cells()
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f"<table>{_caption(block, 'caption')}<thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table><p>{escape(block.note)}</p>"
    )


def _cell(tag: str, text: str, *, numeric: bool) -> str:
    side = "right" if numeric else "left"  # JupyterLab aligns all cells to the right
    return f'<{tag} style="text-align: {side}; {CELL}">{escape(text)}</{tag}>'
