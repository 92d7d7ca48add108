"""Write a report as a PDF: laid out like a paper, to be cited, searched, read aloud and archived."""

from collections.abc import Mapping
from typing import Any

from analysis.reports.display.blocks import Figure, Table
from analysis.reports.page.content import Content, Ours
from analysis.reports.paper.characters import Node, inline, name, spoken, without
from analysis.reports.paper.elements import body_of, drop_dead_links, entries
from analysis.reports.paper.nodes import nodes_of
from analysis.reports.paper.typst import RefusedTextError, typeset

LARGEST = 5_000_000  # bytes of a table that travels inside the file
_TEMPLATES = ("paper_look.typ", "paper_tables.typ", "report.typ")
_FACTS = ("source", "articles", "outlets", "days")


def report_pdf(content: Content, *, tables: Mapping[str, bytes]) -> bytes:
    """Return a report as a PDF of A4 pages: tagged, PDF/A-3a and PDF/UA-1, with its data attached.

    It says what the page says, less the code; evidence stands in an appendix. Of `tables` (CSV bytes by
    file name) those of the figures and tables shown are attached unless they are larger than 5 MB; a note
    says so. The same report gives the same bytes.

    Raises
    ------
    ValueError
        If the typesetter refuses the document; the message has its words.
    """
    printed = paper(content, tables)
    refused = ""
    while True:
        try:
            return typeset(_TEMPLATES, without(printed, refused) if refused else printed)
        except RefusedTextError as error:
            if set(error.characters) <= set(refused):
                raise
            refused += error.characters


def paper(content: Content, tables: Mapping[str, bytes]) -> dict[str, Any]:
    """Return what the template prints: texts and nodes, all of it data."""
    body, evidence = body_of(content.pieces)
    question = nodes_of(content.question)
    for nodes in (body, question):
        drop_dead_links(nodes, content.outline)
    behind = _files(content)
    return {
        "title": inline(content.title),
        "plain-title": spoken(content.title),
        "question": question,
        "facts": _facts(content),
        "body": body,
        "evidence": evidence,
        "about": [
            {"title": inline(group.title), "entries": entries(group.entries)}
            for group in content.about
        ],
        "attached": [
            {"name": file, "text": tables[file].decode("utf-8"), "of": shown}
            for file, shown in behind.items()
            if file in tables and len(tables[file]) <= LARGEST
        ],
        "too-large": [
            inline(file) for file in behind if file in tables and len(tables[file]) > LARGEST
        ],
    }


def _files(content: Content) -> dict[str, str]:
    """Return the files behind the figures and tables shown, each with what shows it first."""
    files: dict[str, str] = {}
    for piece in content.pieces:
        match piece:
            case Ours(block=Figure() as figure):
                for file in figure.files:
                    if file.endswith(".csv"):
                        files.setdefault(file, f"Data of figure {piece.place.number}")
            case Ours(block=Table() as table):
                files.setdefault(table.file, f"Data of table {piece.place.number}")
    return files


def _facts(content: Content) -> list[tuple[str, list[Node]]]:
    """Return what the title block tells of the corpus."""
    corpus = next((dict(it.entries) for it in content.about if it.title == "Corpus"), {})
    known = [(fact, corpus[fact]) for fact in _FACTS if corpus.get(fact)]
    labels = {"source": "corpus"}
    return [(labels.get(fact, fact).capitalize(), name(value)) for fact, value in known]
