"""Measure how strongly two words attract each other: counts of pairs in, association measures out."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.tables import Collocations, by_key

Floats = npt.NDArray[np.float64]
KEY = ("outlet", "voice", "node", "collocate")


def with_measures(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return Collocations: `pairs`, which has their counts, with the measures.

    Source
    ------
    With O = n, R = slots_node, C = slots_collocate, N = slots and E = R C / N. G2: Dunning 1993, all
    four cells. PMI: Church & Hanks 1990, log2 O/E. NPMI: Bouma 2009, PMI / -log2(O/N), 1 where every
    slot is the pair. t: Church et al. 1991, (O - E) / sqrt(O). logDice: Rychly 2008, 14 + log2(2 O /
    (node_n + collocate_n)), from occurrences and not from slots. Delta P: Allan 1980, Gries 2013, O/R -
    (C - O)/(N - R) and O/C - (R - O)/(N - C). Ours: G2 is negative below the expected count.
    """
    names = ("n", "slots_node", "slots_collocate", "slots")
    n, node, collocate, slots = (pairs[name].to_numpy(dtype=float) for name in names)
    both = (pairs["node_n"] + pairs["collocate_n"]).to_numpy(dtype=float)
    expected = node * collocate / slots
    pmi = np.log2(n / expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(n < slots, pmi / -np.log2(n / slots), 1.0)
        to_collocate = n / node - (collocate - n) / (slots - node)
        to_node = n / collocate - (node - n) / (slots - collocate)
    table = pairs.assign(
        expected=expected,
        g2=_g2(n, node, collocate, slots),
        pmi=pmi,
        npmi=np.clip(npmi, -1, 1),
        t=(n - expected) / np.sqrt(n),
        log_dice=14 + np.log2(2 * n / both),
        delta_p_collocate=np.clip(np.where(node < slots, to_collocate, np.nan), -1, 1),
        delta_p_node=np.clip(np.where(collocate < slots, to_node, np.nan), -1, 1),
    )
    return Collocations.validate(by_key(table, *KEY))


def _g2(n: Floats, node: Floats, collocate: Floats, slots: Floats) -> Floats:
    rest_node, rest_collocate = slots - node, slots - collocate
    neither = np.maximum(slots - node - collocate + n, 0)
    g2 = 2 * (
        _g2_term(n, node * collocate / slots)
        + _g2_term(node - n, node * rest_collocate / slots)
        + _g2_term(collocate - n, rest_node * collocate / slots)
        + _g2_term(neither, rest_node * rest_collocate / slots)
    )
    return np.where(n * slots >= node * collocate, 1, -1) * np.maximum(g2, 0)


def _g2_term(observed: Floats, expected: Floats) -> Floats:
    # 0 log 0 is 0; an expected count of 0 comes only with an observed count of 0
    ratio = np.where(observed > 0, observed, 1) / np.where(expected > 0, expected, 1)
    return np.asarray(scipy.special.xlogy(observed, ratio))


def strongest(table: pd.DataFrame, *, top: int) -> pd.DataFrame:
    """Return the `top` rows of Collocations of each outlet and voice by G2, ties by the words."""
    ranked = table.sort_values(["g2", *KEY], ascending=[False, True, True, True, True])
    kept = ranked.groupby(["outlet", "voice"], sort=False).head(top)
    return Collocations.validate(by_key(kept, "outlet", "voice"))
