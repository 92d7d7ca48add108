"""How pictures, code and what a command printed stand on a page, so that a narrow screen shows them well."""

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.application import Sphinx

OUTPUT = "text"  # the kind of block that holds what a command printed
_COLUMNS = re.compile(r"\S {2,}\S")
_SHORT, _SHORT_IN_TABLE = 24, 12  # characters of code that stay in one line


def fit(_: Sphinx, page: nodes.document) -> None:
    """Mark what may be broken and what not, and let pictures open by themselves.

    Printed sentences go on in the next line; short code in a sentence, such as `--name`, does not.
    """
    for block in page.findall(nodes.literal_block):
        if block.get("language") == OUTPUT and sentences(block.astext()):
            block["classes"].append("sentences")
    for code in page.findall(nodes.literal):
        inside = any(isinstance(around, nodes.entry) for around in _around(code))
        if len(code.astext()) <= (_SHORT_IN_TABLE if inside else _SHORT):
            code["classes"].append("whole")
    for image in page.findall(nodes.image):
        image.setdefault("width", "100%")  # Sphinx links a picture to its file if a size is given


def _around(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes that a node stands in, from the inside."""
    while (node := node.parent) is not None:
        yield node


def sentences(printed: str) -> bool:
    """Return whether lines can be broken, as none is a row of columns."""
    return not _COLUMNS.search(printed)
