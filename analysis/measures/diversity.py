"""Measure how varied the words of each article and of each outlet are."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.errors import FramingError
from analysis.language.words import Tokens
from analysis.recipes import table
from analysis.tables import Diversities, by_key

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
FACTOR = 0.72  # of MTLD
DRAWS = 42  # of HD-D


def diversity(tokens: Tokens, *, window: int = 100) -> pd.DataFrame:
    """Measure how varied the words of every article and every outlet are.

    Parameters
    ----------
    tokens
        Words, or lemmas. Numbers are words.
    window
        The number of words in a window of MATTR.

    Returns
    -------
    Diversities, one row per article and, with the article "", per outlet.

    Raises
    ------
    FramingError
        If `window` is below 1.

    Source
    ------
    MATTR: Covington & McFall 2010, Journal of Quantitative Linguistics 17. MTLD and HD-D: McCarthy
    & Jarvis 2010, Behavior Research Methods 42: a factor is complete as soon as the TTR is .72 or
    lower, however short; the rest counts as (1 - TTR) / (1 - .72) of a factor; mean of both
    directions. HD-D as the sum of the types' contributions, 42 draws. Ours: undefined values are
    NaN; a text is the sections read, one after the other, and an outlet's text all its articles.
    """
    if window < 1:
        raise FramingError(f"window is {window}; give 1 word or more")
    articles, names = tokens.articles, tokens.articles["id"].to_numpy()
    outlets, outlet_of = np.unique(articles["outlet"].to_numpy(dtype=str), return_inverse=True)
    order = np.argsort(names.astype(str), kind="stable")
    rank = np.argsort(order)
    rows = tokens.article_rows
    ids = tokens.ids.astype(np.int64)
    by_id = np.argsort(rank[rows], kind="stable")  # articles by id, words in reading order
    by_outlet = by_id[np.argsort(outlet_of[rows[by_id]], kind="stable")]
    each = _of_texts(rank[rows][by_id], ids[by_id], len(order), window)
    whole = _of_texts(outlet_of[rows][by_outlet], ids[by_outlet], len(outlets), window)
    table = pd.concat(
        [
            each.assign(outlet=articles["outlet"].to_numpy()[order], article=names[order]),
            whole.assign(outlet=outlets, article=""),
        ]
    )
    return Diversities.validate(by_key(table.assign(window=window), "outlet", "article"))


def _of_texts(texts: Integers, ids: Integers, number: int, window: int) -> pd.DataFrame:
    """Return the values of `number` texts; `texts` has the text of each word, in ascending order."""
    bounds = np.searchsorted(texts, np.arange(number + 1))
    words = np.diff(bounds)
    before, count_of_first = _earlier(texts, ids)
    first = before < 0
    types = np.bincount(texts[first], minlength=number)
    with np.errstate(invalid="ignore", divide="ignore"):
        ttr = types / words
    return pd.DataFrame(
        {
            "words": words,
            "types": types,
            "ttr": ttr,
            "mattr": _mattr(texts, before, bounds, window),
            "mtld": [_mtld(ids[start:end]) for start, end in pairwise(bounds.tolist())],
            "hdd": _hdd(texts[first], count_of_first[first], words),
        }
    )


def _earlier(texts: Integers, ids: Integers) -> tuple[Integers, Integers]:
    """Return the place of the same word before it in its text, or -1, and how often each word occurs."""
    order = np.lexsort((ids, texts))
    same = (np.diff(texts[order], prepend=-1) == 0) & (np.diff(ids[order], prepend=-1) == 0)
    before = np.full(len(ids), -1, np.int64)
    before[order[1:]] = np.where(same[1:], order[:-1], -1)
    groups = np.cumsum(~same) - 1
    count = np.empty(len(ids), np.int64)
    count[order] = np.bincount(groups)[groups] if len(ids) else groups
    return before, count


def _mattr(texts: Integers, before: Integers, bounds: Integers, window: int) -> Floats:
    # A word counts once in every window that holds it but not the same word before: how many windows
    # begin behind that word, at most `window` words back, and end inside the text.
    place, starts, ends = np.arange(len(texts)), bounds[:-1][texts], bounds[1:][texts]
    earliest = np.maximum(np.maximum(before + 1, starts), place - window + 1)
    latest = np.minimum(place, ends - window)
    seen = np.maximum(latest - earliest + 1, 0)
    windows = np.diff(bounds) - window + 1
    total = np.bincount(texts, seen, minlength=len(windows))
    return np.where(windows > 0, total / (window * np.maximum(windows, 1)), np.nan)


def _hdd(texts: Integers, counts: Integers, words: Integers) -> Floats:
    """HD-D of every text from the counts of its types."""
    every, gammaln = words[texts], scipy.special.gammaln
    left = every - counts  # words that are not of the type
    with np.errstate(invalid="ignore"):
        missed = gammaln(left + 1) - gammaln(left - DRAWS + 1)
        all_draws = gammaln(every + 1) - gammaln(every - DRAWS + 1)
        found = 1 - np.where(left >= DRAWS, np.exp(missed - all_draws), 0)
    total = np.bincount(texts, found, minlength=len(words)) / DRAWS
    return np.where(words >= DRAWS, np.minimum(total, 1), np.nan)  # only rounding leads above 1


def _mtld(ids: Integers) -> float:
    sequence = ids.tolist()
    lengths = [_words_in_a_factor(sequence), _words_in_a_factor(sequence[::-1])]
    return float(np.mean(lengths))


def _words_in_a_factor(words: Sequence[int]) -> float:
    factors, length, seen = 0.0, 0, set[int]()
    for word in words:
        seen.add(word)
        length += 1
        if len(seen) <= FACTOR * length:
            factors += 1
            length = 0
            seen = set()
    if length:
        factors += (1 - len(seen) / length) / (1 - FACTOR)
    return len(words) / factors if factors else float("nan")


@table("diversity", Diversities)
def _diversity(running_words: Tokens, *, span: int) -> pd.DataFrame:
    """How varied the words of each article and of each outlet are."""
    return diversity(running_words, window=span)
