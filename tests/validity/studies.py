"""A small study of two outlets, and coders who say of its items what they are told to."""

import json

import pandas as pd

from analysis.corpus import read_corpus
from analysis.study import Study

TEXT = (
    "The council voted for the disastrous tax on Monday, officials said. “It is a shame,” "
    "Mayor Ann Lee said.\u2028 Critics warned that the reckless plan will fail 😀. "
    "The mayor denied that it costs {} dollars. Residents praised the road."
)


def small_study(folder):
    """Return four articles each of two outlets, with titles; one id begins like a formula."""
    rows = [
        {"id": f"{'=' if k == 0 else ''}a{k}", "outlet": ("Post", "Globe")[k % 2],
         "title": f"Mayor says tax {k} is fine", "text": TEXT.format(k), "date": "2024-03-04"}
        for k in range(8)
    ]  # fmt: skip
    lines = (json.dumps(row) for row in rows)
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return Study(read_corpus(folder / "corpus.jsonl"))


def coded(items, *, coder="ann", answer=lambda row: ("accept", row.label)):
    """Return codings of items, whose articles were read; `answer` gives answer and label of each."""
    time = "2026-01-02T03:04:05Z"
    rows = [
        (coder, row.item, row.article, row.field, row.start, row.end, *answer(row), "", time)
        for row in items.itertuples()
    ]
    rows += [
        (coder, f"{article}:read", article, "", None, None, "accept", "", "", time)
        for article in items["article"].unique()
    ]
    names = [
        "coder",
        "item",
        "article",
        "field",
        "start",
        "end",
        "answer",
        "label",
        "note",
        "coded_at",
    ]
    table = pd.DataFrame(rows, columns=names)
    return table.astype({"start": "Int64", "end": "Int64"})
