"""What people said of each item, with how much it weighs: items, codings and the draw in, judgements out."""

import numpy as np
import pandas as pd

from analysis.errors import FramingError

RIGHT, WRONG, MISSED = "right", "wrong", "missed"
COLUMNS = ("article", "outlet", "outcome", "by_model", "by_coder", "score", "weight")


def judgements_of(items: pd.DataFrame, codings: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each answer of each coder.

    Parameters
    ----------
    items
        Items of the articles drawn.
    codings
        Codings of them.
    drawn
        `article`, `outlet`, `probability` of the articles drawn.

    Returns
    -------
    `article`, `outlet`; `outcome`: the item is "right" (accepted or mended), "wrong" (rejected), or was
    "missed" (added); `by_model`, `by_coder`: its labels, "" for none; `score` by the model, NaN for missed
    ones; `weight`: 1 over the probability of the article, shared by its coders.

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
    coders = codings.groupby("article")["coder"].nunique()
    weight = 1 / (kept["article"].map(probability) * kept["article"].map(coders))
    outcome = np.select([added, kept["answer"] == "reject"], [MISSED, WRONG], RIGHT)
    return pd.DataFrame(
        {
            "article": kept["article"],
            "outlet": kept["article"].map(outlets),
            "outcome": outcome,
            "by_model": kept["item"].map(model["label"]).fillna(""),
            "by_coder": kept["label"].fillna("").where(kept["answer"] != "reject", ""),
            "score": kept["item"].map(model["score"]).astype(float),
            "weight": weight.astype(float),
        }
    ).reset_index(drop=True)
