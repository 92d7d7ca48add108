"""What people said of each item, with how much it weighs: items, codings and the draw in, judgements out."""

import numpy as np
import pandas as pd

from analysis.coding import answered
from analysis.errors import FramingError

RIGHT, WRONG, MISSED = "right", "wrong", "missed"


def judgements_of(
    items: pd.DataFrame, codings: pd.DataFrame, drawn: pd.DataFrame, *, closed: bool = False
) -> pd.DataFrame:
    """Return one row for each answer of each coder.

    Parameters
    ----------
    items
        Items of the articles drawn.
    codings
        Codings of them.
    drawn
        `article`, `outlet`, `probability` of the articles drawn.
    closed
        As in `analysis.validity.coded_counts.coded_counts`.

    Returns
    -------
    `article`, `outlet`; `outcome`: the item is "right" (accepted or mended), "wrong" (rejected), or was
    "missed" (added); `by_model`, `by_coder`: its labels, "" for none; `score` by the model, NaN for missed
    ones; `weight`: 1 over the probability of the article, shared by its coders; `weight_finished`: the same,
    shared by those who answered all its items and read it to its end, and 0 for what the others said: who has
    not read an article does not say what was missed in it.

    Raises
    ------
    FramingError
        If an item is not in the sample, or its article was not drawn.
    """
    kept = codings[~codings["item"].str.endswith(":read")]
    probability = drawn.set_index("article")["probability"]
    outlets = drawn.set_index("article")["outlet"]
    other = kept.loc[~kept["article"].isin(probability.index), "article"]
    if len(other):
        raise FramingError(
            f"article {other.iloc[0]!r} was coded and is not in the sample; give its sample"
        )
    model = items.set_index("item")
    added = kept["answer"] == "add"
    unknown = kept.loc[~added & ~kept["item"].isin(model.index), "item"]
    if len(unknown):
        raise FramingError(
            f"item {unknown.iloc[0]!r} is not in the sample; give the sample it is from"
        )
    asked = items.groupby("article")["item"].nunique()
    told = answered(asked, codings, closed=closed)
    coders = told.groupby("article")[["coder", "finished"]].agg(
        {"coder": "size", "finished": "sum"}
    )
    done = pd.MultiIndex.from_frame(told.loc[told["finished"], ["article", "coder"]])
    own = pd.MultiIndex.from_frame(kept[["article", "coder"]]).isin(done)
    chance = kept["article"].map(probability)
    each = 1 / (chance * kept["article"].map(coders["coder"]))
    of_finished = (1 / (chance * kept["article"].map(coders["finished"]))).where(own, 0.0)
    outcome = np.select([added, kept["answer"] == "reject"], [MISSED, WRONG], RIGHT)
    return pd.DataFrame(
        {
            "article": kept["article"],
            "outlet": kept["article"].map(outlets),
            "outcome": outcome,
            "by_model": kept["item"].map(model["label"]).fillna(""),
            "by_coder": kept["label"].fillna("").where(kept["answer"] != "reject", ""),
            "score": kept["item"].map(model["score"]).astype(float),
            "weight": each.astype(float),
            "weight_finished": of_finished.astype(float),
        }
    ).reset_index(drop=True)
