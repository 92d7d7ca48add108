"""Attributions one article a line, the form in which attribution corpora are usually scored."""

import json
from collections import defaultdict
from typing import Any

import pandas as pd

from analysis.tables import Articles, Attributions, spans_in

_SPANS = ("source", "cue", "content")
_TOLD = (
    "type",
    "section",
    "speaker",
    "kind",
    "affiliation",
    "named",
    "cue_lemma",
    "cue_class",
    "negated",
    "words",
    "quoted_words",
    "score",
)


def attribution_lines(attributions: pd.DataFrame, articles: pd.DataFrame) -> bytes:
    """Return JSON lines, one article each, also those without an attribution.

    A line has `id`, `outlet`, `text`, `attributions` (the outermost ones) and `nested` (those inside
    the content of another, its id as `parent`). `source`, `cue`, `content` are lists of
    [start, end] in characters of `text`.
    """
    outer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    nested: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in Attributions.validate(attributions).to_dict("records"):
        spans = {role: spans_in(row[role]) for role in _SPANS}
        told = {"id": row["id"], **spans, **{name: row[name] for name in _TOLD}}
        if row["parent"]:
            nested[row["article"]].append({**told, "parent": row["parent"]})
        else:
            outer[row["article"]].append(told)
    each = Articles.validate(articles)[["id", "outlet", "text"]].itertuples(index=False)
    lines = [
        {
            "id": article,
            "outlet": outlet,
            "text": text,
            "attributions": outer[article],
            "nested": nested[article],
        }
        for article, outlet, text in each
    ]
    return "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines).encode("ascii")
