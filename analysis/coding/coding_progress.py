"""How far coders have come: codings in, a row an article and coder out."""

import pandas as pd

from analysis.coding.sample_folder import Sample


def answered(
    asked: "pd.Series[int]", codings: pd.DataFrame, *, closed: bool = False
) -> pd.DataFrame:
    """Return how far each coder came with each article that the coder said anything of.

    Parameters
    ----------
    asked
        The number of items of each article, by its id; 0 where it has none.
    codings
        Codings.
    closed
        Whether nothing can be missed, since the items are all there is: no mark as read is needed then.

    Returns
    -------
    One row per article and coder: `judged`, items answered and spans added; `added` of them; `missing`, items
    without an answer; `read`, whether the coder marked the article as read; `finished`, whether none is
    missing and it is read (or `closed`), so that what has no answer is known not to be there.
    """
    added = codings["answer"] == "add"
    read = codings["item"].str.endswith(":read")
    keyed = codings.assign(judged=~read, own=~added & ~read, added=added, read=read)
    parts = ["judged", "own", "added", "read"]
    found = keyed.groupby(["article", "coder"], as_index=False)[parts].sum()
    missing = found["article"].map(asked).fillna(0).astype(int) - found["own"].astype(int)
    whole = found["read"].astype(bool)
    finished = (missing == 0) & (whole | closed)
    return found.assign(missing=missing, read=whole, finished=finished).drop(columns="own")


def progress_of(codings: pd.DataFrame, sample: Sample) -> pd.DataFrame:
    """Return how far each coder has come with a sample.

    Parameters
    ----------
    codings
        Codings of the sample.
    sample
        The sample.

    Returns
    -------
    One row per coder: items `answered`, spans `added`; articles `read`, `finished`, and `unread`, those of
    which all items are answered and which are not marked as read.
    """
    items = pd.Series([item.article for item in sample.items.values()], dtype=object)
    told = answered(items.value_counts(), codings, closed=sample.closed)
    told = told.assign(
        answered=told["judged"] - told["added"],
        unread=(told["missing"] == 0) & ~told["finished"],
    )
    parts = ["answered", "added", "read", "finished", "unread"]
    return told.groupby("coder", as_index=False)[parts].sum()
