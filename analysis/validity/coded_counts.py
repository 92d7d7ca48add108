"""Bring together what the model and what people counted in each article: items and codings in, counts out."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from analysis.coding import answered
from analysis.errors import FramingError
from analysis.tables import by_key
from analysis.tables.validity import CodedCounts
from analysis.validity.agreement import FOUND

Size = Callable[[str, str, int, int], float]  # of a span: article, field, start, end
_SPAN = ["article", "field", "start", "end"]


def coded_counts(  # noqa: PLR0913  each is one choice
    items: pd.DataFrame,
    codings: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    labels: Sequence[str] = (),
    size: Size | None = None,
    closed: bool = False,
) -> pd.DataFrame:
    """Return what model and people counted in every article.

    Parameters
    ----------
    items
        All items that the model found in all articles, not only in those drawn: `item`, `article`, `field`,
        `start`, `end`, `label`.
    codings
        Codings of the articles drawn. An article counts as coded by a coder who answered all its items and
        marked it as read; `unfinished` lists the others.
    articles
        `article`, `outlet`; `probability` and `stratum`, missing for those not drawn; if there is, `event`;
        `asked`, the items that coders were asked about, if the model finds others now; and `words`: the total
        is then the words of the article, else its items.
    labels
        The categories, in order; none: those that somebody gave.
    size
        How much a span counts, as the number of its words; None counts each once.
    closed
        Whether nothing can be missed, since the items are all there is: no mark as read is needed then.

    Returns
    -------
    CodedCounts. Several coders of an article count with their mean. Where some drawn articles of a stratum
    were not coded, the others stand for them: their probability is that of being drawn and coded.

    Raises
    ------
    FramingError
        If an article of the codings was not drawn.
    """
    rows = articles.set_index(pd.Index(articles["article"].to_list()))
    asked = rows["asked"] if "asked" in rows else items.groupby("article")["item"].nunique()
    answers = answered(asked, codings, closed=closed).set_index("article")
    unknown = answers.index.difference(rows.index[rows["probability"].notna()])
    if len(unknown):
        raise FramingError(
            f"article {unknown[0]!r} was coded and is not in the sample; give its sample"
        )
    found = _sized(items, size)
    there = _sized(codings[_is_span(codings)], size)
    names = list(labels) or sorted({*found["label"], *there["label"]})
    finished = answers[answers["finished"]]
    frames = [_one(name, rows, found, there, finished) for name in names]
    return CodedCounts.validate(by_key(pd.concat(frames), "category", "article"))


def unfinished(items: pd.DataFrame, codings: pd.DataFrame, *, closed: bool = False) -> pd.DataFrame:
    """Return the articles that a coder began and did not end: `article`, `coder`, `missing` items, `read`."""
    answers = answered(items.groupby("article")["item"].nunique(), codings, closed=closed)
    left = answers[~answers["finished"]]
    return left[["article", "coder", "missing", "read"]].reset_index(drop=True)


def _is_span(codings: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which codings say that something is there, and where."""
    there = codings["answer"].isin(["accept", "mend", "add"])
    return there & ~codings["item"].str.endswith(":read")


def _sized(spans: pd.DataFrame, size: Size | None) -> pd.DataFrame:
    label = spans["label"].fillna("").replace("", FOUND)
    each = [1.0] * len(spans)
    if size is not None:
        each = [
            size(article, field, int(start), int(end))
            for article, field, start, end in spans[_SPAN].itertuples(index=False)
        ]
    return spans.assign(label=label, size=np.array(each, dtype=float))


def _one(
    name: str,
    rows: pd.DataFrame,
    found: pd.DataFrame,
    there: pd.DataFrame,
    finished: pd.DataFrame,
) -> pd.DataFrame:
    """Return the rows of one category."""
    own = found[found["label"] == name]
    total = rows["words"] if "words" in rows else _per(found, rows.index)
    coders = finished.groupby(level=0)["coder"].nunique().reindex(rows.index)
    done = there.merge(finished.reset_index()[["article", "coder"]], on=["article", "coder"])
    coded = _per(done[done["label"] == name], rows.index) / coders
    of_coded = total.where(coders.notna()) if "words" in rows else _per(done, rows.index) / coders
    judged = finished.groupby(level=0)["judged"].max().reindex(rows.index)
    drawn = rows["probability"].notna()
    kept = (coders.notna() & drawn).groupby([rows["outlet"], rows["stratum"].fillna("")])
    share = kept.transform("sum") / drawn.groupby(
        [rows["outlet"], rows["stratum"].fillna("")]
    ).transform("sum")
    probability = (rows["probability"] * share).where(coders.notna())
    return pd.DataFrame(
        {
            "category": name,
            "article": rows.index,
            "outlet": rows["outlet"],
            "event": rows["event"].fillna("") if "event" in rows else "",
            "n": _per(own, rows.index),
            "total": total.astype(float),
            "coded_n": coded,
            "coded_total": of_coded,
            "probability": probability,
            "items": judged.fillna(0).astype(int),
        }
    )


def _per(spans: pd.DataFrame, articles: pd.Index) -> "pd.Series[float]":
    """Return the size of some spans in each article."""
    return spans.groupby("article")["size"].sum().reindex(articles, fill_value=0.0).astype(float)
