"""A corpus of our own: 24 short articles of two invented outlets; README.md says what is in it."""

import csv
import os
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = Path(__file__).parent / "articles.csv"
THIRD_OUTLET = Path(__file__).parent / "third-outlet.csv"
BAD_ROWS = Path(__file__).parent / "bad-rows.csv"


def with_bad_rows(folder: str | os.PathLike[str]) -> Path:
    """Write the articles and, below them, the rows with an error each; return the path of the table."""
    table = Path(folder) / "with-bad-rows.csv"
    _, rows = BAD_ROWS.read_bytes().split(b"\n", 1)
    table.write_bytes(ARTICLES.read_bytes() + rows)
    return table


def thirty_files(folder: str | os.PathLike[str]) -> None:
    """Write our articles and the seeds into a new folder, as text files named by outlet, day and id."""
    place = Path(folder)
    place.mkdir()
    for table in (ARTICLES, THIRD_OUTLET, SEEDS / "corpus.csv"):
        with table.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                content = row.get("text") or (SEEDS / row["file"]).read_text("utf-8")
                outlet = row["outlet"].replace("/", "-")  # no file name has a slash
                name = f"{outlet}_{row['date']}_{row['id']}.txt"
                (place / name).write_text(content, encoding="utf-8")
