"""Score the words near a word or phrase."""

import numpy as np
import pandas as pd

from analysis.language.queries import Query, places_of, query_of
from analysis.language.words import Tokens
from analysis.measures.collocation.association import KEY
from analysis.measures.collocation.windows import (
    FIVE,
    Codes,
    Grouped,
    Integers,
    Pairing,
    grouped,
    grouped_by,
    slots_of,
    voices_of_words,
)
from analysis.recipes import step, table
from analysis.tables import Collocations, by_key


def collocates(
    tokens: Tokens,
    articles: pd.DataFrame,
    query: str | Query,
    *,
    pairing: Pairing = FIVE,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Score the words that stand near a word or phrase, per outlet and, with Voices, per voice.

    Parameters
    ----------
    tokens, articles
        Words and the Articles they were read from. No window crosses a sentence.
    query
        As in `query_of`. All its hits are one node, whose name is the query.
    pairing
        Window (left of the first and right of the last word of a phrase), smallest count, and words
        left out.
    voices
        Voices of the same articles. A phrase has the voice of its first word, and only words of
        the same voice count.

    Returns
    -------
    Collocations, empty if nothing fits. For a single word the numbers are those of `window_pairs`.

    Raises
    ------
    QueryError
        If the query cannot be read.
    """
    return _near_hits(grouped(tokens, articles, voices), query_of(query), pairing)


def _near_hits(words: Grouped, query: Query, pairing: Pairing) -> pd.DataFrame:
    places = places_of(words.tokens, query)
    places = places[words.groups[places] >= 0]
    near = _near(words, places, len(query.parts), pairing.window)
    if near.empty:
        return Collocations.empty()
    counted = near.groupby(["group", "b"], as_index=False).agg(
        n=("n", "sum"), n_left=("left", "sum")
    )
    stopped = np.array([term in pairing.stop for term in words.terms[counted["b"]]], bool)
    counted = counted[(counted["n"] >= pairing.min_count) & ~stopped]
    group, collocate = counted["group"].to_numpy(), counted["b"].to_numpy()
    height = len(words.names)
    node_n = np.bincount(words.groups[places], minlength=height)
    slots_node = np.bincount(near["group"], near["n"], minlength=height).astype(np.int64)
    slots = slots_of(words, pairing.window)
    ones = np.ones(len(slots), np.int64)
    in_slots, in_words = words.sums(slots, collocate), words.sums(ones, collocate)
    return words.scored(
        group,
        collocate,
        node=query.text,
        n=counted["n"].to_numpy(),
        n_left=counted["n_left"].to_numpy(),
        n_right=(counted["n"] - counted["n_left"]).to_numpy(),
        node_n=node_n[group],
        collocate_n=in_words.of(group, collocate),
        slots_node=slots_node[group],
        slots_collocate=in_slots.of(group, collocate),
        slots=in_slots.by_group[group],
    )


def _near(words: Grouped, places: Integers, size: int, window: int) -> pd.DataFrame:
    """Count every word near every place: group, word `b`, `n`, and the part of `n` on the left."""
    rows = []
    for offset in [*range(-window, 0), *range(size, size + window)]:
        others = places + offset
        inside = (others >= 0) & (others < len(words.numbers))
        node, other = places[inside], others[inside]
        node, other = (side[words.together(node, other)] for side in (node, other))
        columns = {"group": words.groups[node], "b": words.numbers[other]}
        rows.append(pd.DataFrame(columns).assign(left=int(offset < 0), n=1))
    return pd.concat(rows, ignore_index=True)


@step("word-voices")
def _word_voices(
    sentence_tokens: Tokens, articles: pd.DataFrame, node_voices: pd.DataFrame | None
) -> Codes | None:
    """The voice of every word, if it is to be said whose words they are; for any query."""
    return None if node_voices is None else voices_of_words(sentence_tokens, articles, node_voices)


@table("collocates", Collocations)
def _near_node(
    sentence_tokens: Tokens, node: Query, pairing: Pairing, word_voices: Codes | None
) -> pd.DataFrame:
    """Words that stand near the query, in all voices together and, if asked for, in each."""
    every = [None] if word_voices is None else [None, word_voices]
    parts = [_near_hits(grouped_by(sentence_tokens, voices), node, pairing) for voices in every]
    return Collocations.validate(by_key(pd.concat(parts), *KEY))
