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
from analysis.tables.places import as_given, texts_given

_SPANS = ("source", "cue", "content")
_TOLD = (
    "field",
    "type",
    "section",
    "speaker",
    "kind",
    "affiliation",
    "named",
    "cue_lemma",
    "cue_class",
    "act",
    "negated",
    "words",
    "quoted_words",
    "score",
)


def attribution_lines(attributions: pd.DataFrame, articles: pd.DataFrame) -> bytes:
    """Return JSON lines, one article each, also those without an attribution.

    A line has `id`, `outlet`, `title`, `text`, `attributions` (the outermost ones) and `nested`
    (attributions inside the content of another, whose id is the `parent`). `source`, `cue`, `content`
    are lists of [start, end] in characters of their `field`: "text", or "title" where the attribution
    stands in a title that the text does not begin with.
    """
    outer: dict[str, list[dict[str, Any]]] = defaultdict(list)
    nested: dict[str, list[dict[str, Any]]] = defaultdict(list)
    articles = Articles.validate(articles)
    attributions = as_given(Attributions.validate(attributions), articles)
    for row in attributions.to_dict("records"):
        spans = {role: spans_in(row[role]) for role in _SPANS}
        told = {"id": row["id"], **spans, **{name: row[name] for name in _TOLD}}
        if row["parent"]:
            nested[row["article"]].append({**told, "parent": row["parent"]})
        else:
            outer[row["article"]].append(told)
    each = zip(
        articles["id"], articles["outlet"], articles["title"], texts_given(articles), strict=True
    )
    lines = [
        {
            "id": article,
            "outlet": outlet,
            "title": title,
            "text": text,
            "attributions": outer[article],
            "nested": nested[article],
        }
        for article, outlet, title, text in each
    ]
    return "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines).encode("ascii")


_SENTENCE = ("article", "outlet", "section", "field", "start", "end")
_SCORES = ("score", "own_score", "lexicon_score", "own_lexicon_score")
_VOICES = ("outlet", "paraphrased", "quoted", "scare")


def sentence_lines(sentences: pd.DataFrame, hits: pd.DataFrame, articles: pd.DataFrame) -> bytes:
    """Return JSON lines, one sentence each, in reading order.

    A line has `id` (ARTICLE#N, N from 0 in each article), `article`, `outlet`, `section`, `field`
    ("text" or "title"), `start`, `end`, `n_words`, `voices` (the share of its words in each voice), the
    model's `score` and `own_score`, the two lexicon scores; `words`: [start, end, probability] of each
    word that the model calls loaded with at least 0.1, and `loaded`: [start, end, weight] of each entry
    of our own list found in it, both in characters of the field. Words behind a negation are left out.
    """
    hits = as_given(LoadedHits.validate(hits), articles)
    hits = hits[~hits["negated"]]
    words, loaded = _by_sentence(hits, MODEL_HITS), _by_sentence(hits, OWN)
    lines = []
    for row in as_given(Sentences.validate(sentences), articles).to_dict("records"):
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
