"""The columns of a table in a paper, with what the template needs to give each its room."""

import re
from collections.abc import Sequence
from typing import Any

from analysis.reports.paper.characters import Node, plain_text

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
