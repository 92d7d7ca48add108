"""The elements of an XML file, by their names without namespaces; entities and outer files are refused."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from analysis.corpus.problems import UnreadableError, shown

Node = Any  # an element of defusedxml
_MOST = 64 * 1024**2  # bytes of one file


def root_of(content: bytes, expected: str) -> Node:
    """Return the root of an XML file; UnreadableError, with what was `expected`, if it cannot be read."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    if len(content) > _MOST:
        raise UnreadableError(f"has more than {_MOST:,} bytes", "an article a file")
    try:
        # NITF names its document type; one that declares entities is refused
        return fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, ValueError, DefusedXmlException, RecursionError) as error:
        raise UnreadableError(f"cannot be read as XML ({shown(str(error))})", expected) from None


def plain(tag: object) -> str:
    """Return the name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


def every(node: Node, tag: str) -> Iterator[Node]:
    """Yield `node` and the elements below it that have a name, in order."""
    return (one for one in node.iter() if plain(one.tag) == tag)


def first(node: Node, *path: str) -> Node:
    """Return the first element at the end of a path of names, each anywhere below the one before, or None."""
    for tag in path:
        node = None if node is None else next(every(node, tag), None)
    return node


def words_of(node: Node) -> str:
    """Return the text of an element in one line, "" for None."""
    return "" if node is None else " ".join("".join(node.itertext()).split())
