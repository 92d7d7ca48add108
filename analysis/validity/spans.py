"""How far coders agree on where a span begins and ends: word by word, inside or outside."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.inference.intervals import Intervals
from analysis.validity.agreement import FOUND, agreement

OUTSIDE = "(outside)"
_PLACE = ["article", "field"]
Places = Mapping[tuple[str, str], Sequence[tuple[int, int]]]


def span_agreement(
    codings: pd.DataFrame,
    words: Places,
    *,
    random: np.random.Generator,
    how: Intervals | None = None,
) -> pd.DataFrame:
    """Return how far coders agree on spans: Agreements in which a unit is a word.

    Parameters
    ----------
    codings
        Codings. In articles that a coder marked as read all words outside the coder's spans count as outside;
        other articles of the coder say nothing. Rejected items are no spans.
    words
        Places of the words of each (article, field), in reading order.
    random, how
        As in `analysis.validity.agreement.agreement`.

    Returns
    -------
    Agreements. Categories are the labels of the spans (`FOUND` where there are none) and `OUTSIDE`; the
    alpha of all categories asks for label and place, that of `OUTSIDE` for place alone.

    Source
    ------
    Nominal alpha (Krippendorff 2013, ch. 12) with the word as unit. Not the alpha of unitised continua
    (Krippendorff 1995; Krippendorff, Mathet, Bouvry & Widlöcher 2016), for two reasons: how well the model
    of attributions agrees with annotators was measured word by word, so that people and model have one scale;
    and whether a coder joins two neighbouring spans does not change it. Neighbouring words hang together,
    which does no harm to the coefficient; its interval draws whole articles.
    """
    answers = word_answers(codings, words)
    return agreement(answers, random=random, how=how, categories=[OUTSIDE])


def word_answers(codings: pd.DataFrame, words: Places) -> pd.DataFrame:
    """Return `item`, `article`, `coder`, `answer` for every word of the articles that a coder read.

    Where spans of a coder overlap, a word has the label of the one that begins last.
    """
    spans = codings[codings["answer"].isin(["accept", "mend", "add"])]
    marks = codings["item"].str.endswith(":read")
    spans = spans[~spans["item"].str.endswith(":read")].sort_values("start", kind="stable")
    own = {key: rows for key, rows in spans.groupby(["coder", *_PLACE])}
    read = codings.loc[marks, ["coder", "article"]].drop_duplicates()
    parts = []
    for (article, named), places in words.items():
        starts = np.array([place[0] for place in places], dtype=np.int64)
        ends = np.array([place[1] for place in places], dtype=np.int64)
        items = [f"{article}:{named}:{start}" for start in starts.tolist()]
        for coder in read.loc[read["article"] == article, "coder"]:
            labels = _labels(own.get((coder, article, named)), starts, ends)
            parts.append(
                pd.DataFrame({"item": items, "article": article, "coder": coder, "answer": labels})
            )
    empty = pd.DataFrame(columns=["item", "article", "coder", "answer"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def _labels(
    spans: pd.DataFrame | None, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.object_]:
    labels = np.full(len(starts), OUTSIDE, dtype=object)
    if spans is not None:
        for start, end, label in spans[["start", "end", "label"]].itertuples(index=False):
            labels[(starts < int(end)) & (ends > int(start))] = label or FOUND
    return labels
