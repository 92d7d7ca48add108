"""Contrast outlets in one number each: who is highest, who is lowest, and how sure the difference is."""

import numpy as np
import pandas as pd
import scipy

from analysis.measures.loaded.rates import LOADED_SENTENCES, MODEL_VOICES
from analysis.recipes import table
from analysis.tables import Patterns
from analysis.tables.base import OF_PATTERNS
from analysis.tables.patterns import Contrasts, scale_of

_CELL = ["measure", "group", "category"]
_CONTRASTED = ("voice", "rate", "kind", "naming", "cue class")  # of attributions
_NO_ANSWER = ("narrative", "source and cue", "other", "all")  # say nothing that the others do not


def contrasts_of(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return how far apart the outlets are in each number that several of them have.

    Parameters
    ----------
    patterns
        Patterns with intervals.

    Returns
    -------
    Contrasts, the surest first: those whose interval leaves out zero, then the others, in either part the
    largest `size` first. Where at least two outlets have an interval, those without one are passed over: else
    an outlet of three articles would hide what is sure of the others.

    Source
    ------
    The interval of the difference is made of those of both values (MOVER; Zou & Donner 2008). With more than
    two outlets it is wider, because the two furthest apart were chosen from all pairs (Bonferroni). Size:
    Cohen's h for shares (Cohen 1988, ch. 6), the logarithm of the ratio for rates; ours is that both stand in
    one order.
    """
    known = Patterns.validate(patterns)
    known = known[known["value"].notna()]
    cells = (comparable(cell) for _, cell in known.groupby(_CELL, sort=True))
    rows = [_contrast(cell) for cell in cells if len(cell) > 1]
    found = Contrasts.validate(pd.DataFrame(rows, columns=Contrasts.names()))
    order = ["reliable", "size", *_CELL]
    return found.sort_values(order, ascending=[False, False, True, True, True], ignore_index=True)


def comparable(cell: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one number that have an interval if at least two do, else all of them."""
    sure = cell[cell["interval"] != "none"]
    return sure if len(sure) > 1 else cell


def _contrast(cell: pd.DataFrame) -> dict[str, object]:
    ordered = cell.sort_values(["value", "outlet"], ascending=[False, True]).to_dict("records")
    above, below = ordered[0], ordered[-1]
    difference = above["value"] - below["value"]
    pairs = len(ordered) * (len(ordered) - 1) / 2
    wider = scipy.special.ndtri(1 - 0.025 / pairs) / scipy.special.ndtri(0.975)
    down = wider * np.hypot(above["value"] - above["low"], below["high"] - below["value"])
    up = wider * np.hypot(above["high"] - above["value"], below["value"] - below["low"])
    kinds = {above["interval"], below["interval"]}
    scale = float(scale_of(pd.Series([above["unit"]])).iloc[0])
    return {
        **{name: above[name] for name in (*_CELL, "unit")},
        "above": above["outlet"],
        "value_above": above["value"],
        "n_above": above["n"],
        "below": below["outlet"],
        "value_below": below["value"],
        "difference": difference,
        "low": difference - down,
        "high": difference + up,
        "interval": next(kind for kind in OF_PATTERNS if kind in kinds),
        "reliable": bool(difference - down > 0),
        "size": _size(above["value"], below["value"], rate=scale > 1),
        "outlets": len(ordered),
    }


def _size(above: float, below: float, *, rate: bool) -> float:
    if rate:
        return float(np.log(above / below)) if below > 0 else float(above > 0)
    first, second = (2 * np.arcsin(np.sqrt(np.clip(share, 0, 1))) for share in (above, below))
    return float(first - second)


@table("contrasts", Contrasts, kept=True)
def _contrasts(patterns: pd.DataFrame) -> pd.DataFrame:
    """How far apart outlets are in whom they let speak, and how: the surest differences first."""
    return contrasts_of(patterns[is_contrasted(patterns)])


@table("loaded-contrasts", Contrasts)
def _loaded_contrasts(loaded_outlet: pd.DataFrame) -> pd.DataFrame:
    """How far apart outlets are in their loaded words: the surest differences first."""
    kept = loaded_outlet[is_contrasted(loaded_outlet)]
    return contrasts_of(kept.assign(group=""))


def is_contrasted(numbers: pd.DataFrame) -> pd.Series:
    """Tell in which rows of Patterns or Tallies outlets are compared; the others repeat an answer.

    Of attributions their rate, voices, kinds, names and cue classes; of loaded words those of the model by
    voice, and loaded sentences; of acts of violence whether an agent is given.
    """
    of, category = numbers["measure"], numbers["category"]
    whom = of.isin(_CONTRASTED) & ((of == "rate") == (category == "all"))
    whom &= ~category.isin(_NO_ANSWER) | (of == "rate")
    loaded = ((of == MODEL_VOICES) & (category != "scare quotes")) | (of == LOADED_SENTENCES)
    acts = (of == "violence") & (numbers["group"] == "") & (category == "agent given")
    return whom | loaded | acts
