"""How pictures and what a command printed stand on a page, so that they can be read on a narrow screen."""

import re

from docutils import nodes
from sphinx.application import Sphinx

OUTPUT = "text"  # the kind of block that holds what a command printed
_COLUMNS = re.compile(r"\S {2,}\S")


def fit(_: Sphinx, page: nodes.document) -> None:
    """Mark the printed sentences of a page, which may be broken, and let its pictures open by themselves."""
    for block in page.findall(nodes.literal_block):
        if block.get("language") == OUTPUT and sentences(block.astext()):
            block["classes"].append("sentences")
    for image in page.findall(nodes.image):
        image.setdefault("width", "100%")  # Sphinx links a picture to its file if a size is given


def sentences(printed: str) -> bool:
    """Return whether lines can be broken, as none is a row of columns."""
    return not _COLUMNS.search(printed)
