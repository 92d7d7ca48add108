"""Write attributions as JSON lines by article, and loaded words as JSON lines by sentence.

Attribution corpora usually have this form, and programs that score them read it.
"""

import json
from collections import defaultdict
from typing import Any

import pandas as pd

from analysis.measures.loaded.lexicons import OWN
from analysis.measures.loaded.model import MODEL_HITS
from analysis.tables import Articles, Attributions, spans_in
from analysis.tables.loaded import LoadedHits, Sentences

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

    A line has `id`, `outlet`, `text`, `attributions` (the outermost ones) and `nested` (attributions
    inside the content of another, whose id is the `parent`). `source`, `cue`, `content` are lists of
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


_SENTENCE = ("article", "outlet", "section", "start", "end")
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
                **{name: row[name] for name in _SENTENCE},
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
