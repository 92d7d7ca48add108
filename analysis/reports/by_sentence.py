"""Sentences with the loaded words in them, one sentence a line."""

import json
from collections import defaultdict

import pandas as pd

from analysis.measures.loaded.lexicons import OWN
from analysis.tables.loaded import LoadedHits, Sentences

_TOLD = ("article", "outlet", "section", "start", "end", "words")
_VOICES = ("outlet", "paraphrased", "quoted", "scare")


def sentence_lines(sentences: pd.DataFrame, hits: pd.DataFrame) -> bytes:
    """Return JSON lines, one sentence each, in reading order.

    A line has `id` (ARTICLE#N, N from 0 in each article), `article`, `outlet`, `section`, `start`,
    `end`, `words`, the two lexicon scores, `voices` (the share of its words in each voice) and
    `loaded`: [start, end, weight] of each entry of our own list found in it, in characters of the
    article's text.
    """
    loaded: dict[tuple[str, int], list[list[float]]] = defaultdict(list)
    own = LoadedHits.validate(hits)
    own = own[own["lexicon"] == OWN]
    columns = (own[name].tolist() for name in ("article", "number", "start", "end", "weight"))
    for article, number, *hit in zip(*columns, strict=True):
        loaded[article, number].append(hit)
    lines = []
    for row in Sentences.validate(sentences).to_dict("records"):
        key = row["article"], row["number"]
        words = max(1, row["words"])
        lines.append(
            {
                "id": f"{key[0]}#{key[1]}",
                **{name: row[name] for name in _TOLD},
                "voices": {name: round(row[f"{name}_words"] / words, 4) for name in _VOICES},
                **{name: round(row[name], 6) for name in ("lexicon_score", "own_lexicon_score")},
                "loaded": loaded[key],
            }
        )
    return "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines).encode("ascii")
