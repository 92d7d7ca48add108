"""How probable a pair of passages can be at most, told from their words before they are aligned."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.measures.comparison.utterances.candidates import Read
from analysis.measures.comparison.utterances.probability import (
    INTERCEPT,
    MOST_OWN_WORDS,
    WEIGHTS,
)
from analysis.measures.comparison.utterances.rarity import Floats, Integers, Rarity

_AT_ONCE = 20_000  # pairs; bounds memory
_ROUNDING = 1e-6  # more than a sum in another order may differ


def within_reach(
    read: Sequence[Read], pairs: Integers, near: Floats, rarity: Rarity, *, least: float
) -> npt.NDArray[np.bool_]:
    """Tell which pairs of passages may be as probable as `least`; the others cannot.

    Parameters
    ----------
    read, pairs
        Passages, and pairs of them as rows of `read`.
    near
        How near the articles of each pair are (`probability.nearness_known`).
    least
        A probability, above 0 and below 1.

    Returns
    -------
    One value a pair. Every sign of `Signs` is taken at the most that it can be: words align in any order, and
    nothing speaks against one speaker.
    """
    stems = np.array([word.stem for one in read for word in one.words], dtype=object)
    number, names = pd.factorize(stems)
    passage = np.repeat(np.arange(len(read)), [len(one.words) for one in read])
    marked = np.array([mark for one in read for mark in one.quoted], bool)
    weights = np.array([rarity.weight(name) for name in names])
    content = np.array([rarity.is_content(name) for name in names], np.float64)
    shape = (len(read), len(names))
    table = scipy.sparse.csr_array((np.ones(len(number)), (passage, number)), shape=shape)
    has = (table > 0).astype(np.float64)
    of_quoted = (weights[number[marked]], (passage[marked], number[marked]))
    quoted = scipy.sparse.csr_array(of_quoted, shape=shape)
    totals, in_quotes = table @ weights, np.asarray(quoted.sum(axis=1)).ravel()

    def share(one: Integers, other: Integers) -> Floats:
        """How much of what one passage quotes has a word in the other."""
        shared = np.asarray(quoted[one].multiply(has[other]).sum(axis=1)).ravel()
        return np.divide(shared, in_quotes[one], out=np.zeros(len(one)), where=in_quotes[one] > 0)

    found = [np.empty(0, bool)]
    for k in range(0, len(pairs), _AT_ONCE):
        left, right = pairs[k : k + _AT_ONCE].T
        shared = table[left].minimum(table[right])
        most: dict[str, Floats] = {
            "own_words": np.full(len(left), MOST_OWN_WORDS),
            "whole": (shared @ weights) / np.maximum(np.maximum(totals[left], totals[right]), 1e-9),
            "nearness": near[k : k + _AT_ONCE],
            "same_speaker": np.ones(len(left)),
            "other_speaker": np.zeros(len(left)),
            "quoted": np.maximum(share(left, right), share(right, left)),
            "words": np.log1p(shared @ content),
        }
        logits = sum(max(getattr(WEIGHTS, sign), 0) * values for sign, values in most.items())
        found.append(logits + INTERCEPT >= np.log(least / (1 - least)) - _ROUNDING)
    return np.concatenate(found)
