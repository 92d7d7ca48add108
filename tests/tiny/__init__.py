"""A corpus of our own: 24 short articles of two invented outlets; README.md says what is in it."""

import os
from pathlib import Path

ARTICLES = Path(__file__).parent / "articles.csv"
BAD_ROWS = Path(__file__).parent / "bad-rows.csv"


def with_bad_rows(folder: str | os.PathLike[str]) -> Path:
    """Write the articles and, below them, the rows with an error each; return the path of the table."""
    table = Path(folder) / "with-bad-rows.csv"
    _, rows = BAD_ROWS.read_bytes().split(b"\n", 1)
    table.write_bytes(ARTICLES.read_bytes() + rows)
    return table
