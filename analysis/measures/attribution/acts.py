"""Tell what somebody does with a content: say it, think it, or plan or do it; a deed is not counted."""

import pandas as pd

from analysis.measures.attribution.lists.cues import CueClass

_QUOTED = 4  # words in quotation marks from which on something is said, whatever the verb


def act_of(cue: CueClass, quoted_words: int) -> str:
    """Return "said", "thought" or "done" for an attribution.

    Source
    ------
    The class of the cue in our word list (resources/wordlists/cues.md). Ours: a cue that is not in the list
    is a deed, and four words in quotation marks are speech whatever the cue.
    """
    if quoted_words >= _QUOTED or not cue.lemma:
        return "said"
    return cue.act


def counted(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return the Attributions that are counted and make voice: those that are said or thought."""
    return left_out(attributions, attributions["act"] == "done")


def left_out(attributions: pd.DataFrame, rows: "pd.Series[bool]") -> pd.DataFrame:
    """Return Attributions without `rows`.

    What stands inside one of these has the next one around it that stays as its `parent`, or none.
    """
    if not rows.any():
        return attributions
    names = list(zip(attributions["article"].tolist(), attributions["id"].tolist(), strict=True))
    above = dict(zip(names, attributions["parent"].tolist(), strict=True))
    gone = {name for name, out in zip(names, rows.tolist(), strict=True) if out}
    kept = attributions[~rows]
    parents = []
    for article, parent in zip(kept["article"].tolist(), kept["parent"].tolist(), strict=True):
        around = parent
        while (article, around) in gone:
            around = above[article, around]
        parents.append(around)
    return kept.assign(parent=parents)
