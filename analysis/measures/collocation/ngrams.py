"""Score phrases of two or three words in a row by how strongly the words hold together."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.errors import FramingError
from analysis.language.counts import stop_words
from analysis.language.words import Tokens
from analysis.measures.collocation.windows import Grouped, Integers, Sums, grouped
from analysis.recipes import table
from analysis.tables import Collocations


def ngrams(
    tokens: Tokens,
    articles: pd.DataFrame,
    *,
    size: int = 2,
    min_count: int = 5,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Score every phrase of `size` words in a row, per outlet and, with Voices, per voice.

    Parameters
    ----------
    tokens, articles
        Words and the Articles they were read from. No phrase crosses a sentence.
    size
        2 or 3.
    min_count
        A phrase must occur this often in its outlet and voice.
    voices
        Voices of the same articles; all words of a phrase are then of one voice.

    Returns
    -------
    Collocations. The node is the phrase without its last word, the collocate the last word.

    Raises
    ------
    FramingError
        If `size` is not 2 or 3, or `min_count` is below 1.

    Source
    ------
    See `association.with_measures`. Marginals by position, as in a table of first by second words:
    the last word of a sentence begins no pair. Ours: three words are scored as two and one.
    """
    if size not in (2, 3):
        raise FramingError(f"size is {size}; phrases of 2 or 3 words can be scored")
    if min_count < 1:
        raise FramingError(f"min_count is {min_count}; give 1 or more")
    words = grouped(tokens, articles, voices)
    places = _beginnings(words, size)
    first, last = words.numbers[places], words.numbers[places + size - 1]
    names = words.terms
    if size == 3:
        both = first * len(words.terms) + words.numbers[places + 1]
        distinct, first = np.unique(both, return_inverse=True)
        one, two = np.divmod(distinct, max(len(words.terms), 1))
        names = words.terms[one] + " " + words.terms[two]
    groups = words.groups[places]
    keys = (groups * len(names) + first) * max(len(words.terms), 1) + last
    distinct, n = np.unique(keys, return_counts=True)
    distinct, n = distinct[n >= min_count], n[n >= min_count]
    rest, collocate = np.divmod(distinct, max(len(words.terms), 1))
    group, node = np.divmod(rest, max(len(names), 1))
    ones, height = np.ones(len(places), np.int64), len(words.names)
    by_node = Sums(groups, first, ones, (height, len(names)))
    by_collocate = Sums(groups, last, ones, (height, len(words.terms)))
    in_node, in_collocate = by_node.of(group, node), by_collocate.of(group, collocate)
    return words.scored(
        group,
        collocate,
        node=names[node].astype(str),
        n=n,
        n_left=0,
        n_right=n,
        node_n=in_node,
        collocate_n=in_collocate,
        slots_node=in_node,
        slots_collocate=in_collocate,
        slots=by_node.by_group[group],
    )


def without_words(table: pd.DataFrame, stop: Collection[str]) -> pd.DataFrame:
    """Return the rows of Collocations whose phrases neither begin nor end with a word of `stop`."""
    first = table["node"].str.split(" ").str[0]
    kept = ~(first.isin(list(stop)) | table["collocate"].isin(list(stop)))
    return Collocations.validate(table[kept].reset_index(drop=True))


def _beginnings(words: Grouped, size: int) -> Integers:
    """Return the places of all words that begin a phrase of `size` words."""
    places = np.arange(max(len(words.numbers) - size + 1, 0))
    kept = np.ones(len(places), bool)
    for offset in range(1, size):
        kept &= words.together(places, places + offset)
    return places[kept]


@table("ngrams", Collocations)
def _phrases(
    sentence_tokens: Tokens, articles: pd.DataFrame, *, ngram: int, min_count: int, stop: str
) -> pd.DataFrame:
    """Words that follow on each other in a sentence."""
    found = ngrams(sentence_tokens, articles, size=max(2, ngram), min_count=min_count)
    return without_words(found, stop_words(stop))
