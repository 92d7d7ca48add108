"""Words sentence by sentence, and where in the text each word begins."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language.sentences import sentence_spans
from analysis.language.words import Tokens, encode, find_words
from analysis.progress import followed

Integers = npt.NDArray[np.int64]


def in_sentences(tokens: Tokens, articles: pd.DataFrame) -> Tokens:
    """Return `tokens` with one stretch for every sentence instead of one for every line.

    Parameters
    ----------
    tokens
        Word forms of `words_of`. Sentences are not cut again.
    articles
        Articles that `tokens` were read from.

    Returns
    -------
    Tokens. Its stretches have the further column `sentence`, which counts in each article from 0.
    """
    if "sentence" in tokens.stretches:
        return tokens
    texts = _texts(articles)
    parts = list(_sentences(tokens.stretches, texts))
    numbers, starts, ends = np.array(parts, np.int64).reshape(-1, 3).T
    stretches = tokens.stretches.iloc[numbers].reset_index(drop=True)
    stretches["start"], stretches["end"] = starts, ends
    stretches["sentence"] = stretches.groupby("article_row").cumcount()
    named = stretches[["article", "start", "end"]].itertuples(index=False)
    ids, bounds, vocabulary = encode(texts[article][start:end] for article, start, end in named)
    return Tokens(tokens.articles, stretches, vocabulary, ids, bounds)


def only_stretches(tokens: Tokens, numbers: Integers) -> Tokens:
    """Return `tokens` with the stretches of these numbers alone, in their order."""
    lengths = np.diff(tokens.bounds)[numbers]
    bounds = np.concatenate(([0], np.cumsum(lengths)))
    shift = tokens.bounds[:-1][numbers] - bounds[:-1]
    ids = tokens.ids[np.arange(bounds[-1]) + np.repeat(shift, lengths)]
    stretches = tokens.stretches.iloc[numbers].reset_index(drop=True)
    return replace(tokens, stretches=stretches, ids=ids, bounds=bounds)


def stretch_numbers(tokens: Tokens) -> Integers:
    """Return the number of the stretch of every word."""
    return np.repeat(np.arange(len(tokens.bounds) - 1), np.diff(tokens.bounds))


def stretches_at(tokens: Tokens, places: Integers) -> Integers:
    """Return the number of the stretch that each of some words stands in."""
    return np.searchsorted(tokens.bounds, places, side="right") - 1


def word_spans(tokens: Tokens, articles: pd.DataFrame) -> Integers:
    """Return where in the text of its article every word begins and ends, (words, 2) characters."""
    texts = _texts(articles)
    named = tokens.stretches[["article", "start", "end"]].itertuples(index=False)
    places = (
        start + place
        for article, start, end in named
        for word in find_words(texts[article][start:end])
        for place in (word.start, word.end)
    )
    return np.fromiter(places, np.int64, 2 * len(tokens.ids)).reshape(-1, 2)


def _texts(articles: pd.DataFrame) -> dict[str, str]:
    return dict(zip(articles["id"], articles["text"], strict=True))


def _sentences(stretches: pd.DataFrame, texts: dict[str, str]) -> Iterator[tuple[int, int, int]]:
    """Yield the number of the stretch, start and end of every sentence."""
    named = stretches[["article", "start", "end"]].itertuples(index=False)
    each = followed(enumerate(named), total=len(stretches), what="cutting sentences")
    for number, (article, start, end) in each:
        for first, last in sentence_spans(texts[article][start:end]):
            yield number, start + first, start + last
