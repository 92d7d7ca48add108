"""Find the row of a table of stretches that holds a place in a text."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Integers = npt.NDArray[np.int64]


def rows_at(stretches: pd.DataFrame, articles: pd.Series, starts: Integers) -> Integers:
    """Return the row of `stretches` that holds the character `starts` of each of `articles`, or -1.

    `stretches` are rows with `article`, `start`, `end` that do not overlap, in any order: Voices, Sections.
    """
    ids = pd.Index(stretches["article"].unique())
    far = int(max(stretches["end"].max() if len(stretches) else 0, starts.max(initial=0))) + 1
    keys = ids.get_indexer(pd.Index(stretches["article"])) * far + stretches["start"].to_numpy()
    order = np.argsort(keys, kind="stable")
    own = ids.get_indexer(pd.Index(articles))
    found = np.searchsorted(keys[order], own * far + starts, side="right") - 1
    if not len(order):
        return np.full(len(starts), -1, np.int64)
    rows = order[np.maximum(found, 0)]
    same = (found >= 0) & (own >= 0) & (keys[rows] // far == own)
    return np.where(same & (starts < stretches["end"].to_numpy()[rows]), rows, -1).astype(np.int64)
