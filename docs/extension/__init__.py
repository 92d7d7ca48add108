"""What the pages do not say themselves but take from the project: numbers, parameters, commands, columns."""

from typing import Any

from pygments.lexers.python import PythonLexer
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from docs.extension.docstrings import columns_of_tables, public_place, skipped, unsigned_tables
from docs.extension.filling import filled
from docs.extension.layout import fit


def _fill(_: Sphinx, docname: str, source: list[str]) -> None:
    source[0] = filled(source[0], docname)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect everything to Sphinx."""
    app.add_lexer("console", TextLexer)  # no prompt, and `export` is a word of ours
    app.add_lexer("tsv", TextLexer)
    app.add_lexer("snakemake", PythonLexer)  # near enough
    app.connect("source-read", _fill)
    app.connect("doctree-read", fit)
    app.connect("missing-reference", public_place)
    app.connect("autodoc-process-docstring", columns_of_tables)
    app.connect("autodoc-skip-member", skipped)
    app.connect("autodoc-process-signature", unsigned_tables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
