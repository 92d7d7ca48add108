"""Sentences with the loaded words in them, one sentence a line."""

import json
from collections import defaultdict

import pandas as pd

from analysis.measures.loaded.lexicons import OWN
from analysis.measures.loaded.model import MODEL_HITS
from analysis.tables.loaded import LoadedHits, Sentences

_TOLD = ("article", "outlet", "section", "start", "end")
_SCORES = ("score", "own_score", "lexicon_score", "own_lexicon_score")
_VOICES = ("outlet", "paraphrased", "quoted", "scare")


def sentence_lines(sentences: pd.DataFrame, hits: pd.DataFrame) -> bytes:
    """Return JSON lines, one sentence each, in reading order.

    A line has `id` (ARTICLE#N, N from 0 in each article), `article`, `outlet`, `section`, `start`,
    `end`, `n_words`, `voices` (the share of its words in each voice), the model's `score` and
    `own_score`, the two lexicon scores; `words`: [start, end, probability] of each word that the
    model calls loaded with at least 0.1, and `loaded`: [start, end, weight] of each entry of our own
    list found in it, both in characters of the article's text.
    """
    hits = LoadedHits.validate(hits)
    words, loaded = _by_sentence(hits, MODEL_HITS), _by_sentence(hits, OWN)
    lines = []
    for row in Sentences.validate(sentences).to_dict("records"):
        key = row["article"], row["number"]
        total = max(1, row["words"])
        lines.append(
            {
                "id": f"{key[0]}#{key[1]}",
                **{name: row[name] for name in _TOLD},
                "n_words": row["words"],
                "voices": {name: round(row[f"{name}_words"] / total, 4) for name in _VOICES},
                **{name: round(row[name], 6) for name in _SCORES},
                "words": words[key],
                "loaded": loaded[key],
            }
        )
    return "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines).encode("ascii")


def _by_sentence(hits: pd.DataFrame, lexicon: str) -> dict[tuple[str, int], list[list[float]]]:
    """Return [start, end, weight] of the hits of one list, by article and number of sentence."""
    found: dict[tuple[str, int], list[list[float]]] = defaultdict(list)
    rows = hits[hits["lexicon"] == lexicon]
    columns = (rows[name].tolist() for name in ("article", "number", "start", "end", "weight"))
    for article, number, *hit in zip(*columns, strict=True):
        found[article, number].append(hit)
    return found
