"""Tables about people who code a sample by hand: their answers, and what follows from them."""

import pandas as pd

from analysis.tables.base import Series, Table
from analysis.tables.base import field as column  # a column is called `field`

ANSWERS = ("accept", "mend", "reject", "add")
FIELDS = ("text", "title")
# what a correction may be about beside a column of Attributions
OF_SPANS = ("span", "missing", "wrong")


class Codings(Table):
    """One row per answer of a coder; key (coder, item).

    `item` is the id of an item of the sample, `{article}:new-{n}` for a span that the model missed, or
    `{article}:read` for an article that was read to its end (`answer` is then "accept", and `field`,
    `start`, `end` and `label` are empty). `start` and `end` are characters of `field` ("text" or "title")
    as the user gave it: of the model's span for "accept" and "reject", of the coder's for "mend" and
    "add". `label` is the coder's, "" where the measure has none and for "reject". `coded_at` is a time in
    UTC as ISO 8601, "" where a sheet has none.
    """

    coder: Series[str] = column("coder", str_length={"min_value": 1})
    item: Series[str] = column("item")
    article: Series[str] = column("article")
    field: Series[str] = column("part of the article", isin=["", *FIELDS])
    start: Series[pd.Int64Dtype] = column("from (character)", kind="integer", nullable=True, ge=0)
    end: Series[pd.Int64Dtype] = column("to (character)", kind="integer", nullable=True, gt=0)
    answer: Series[str] = column("answer", isin=list(ANSWERS))
    label: Series[str] = column("label")
    note: Series[str] = column("note", text=True)
    coded_at: Series[str] = column("coded at")


class CodedCorrections(Table):
    """One row per thing that a coder mended; key (article, field, start, end, what, coder).

    `field`, `start` and `end` are the model's span; of a span that the model missed, the coder's. `what`
    is corrected `from` one value `to` another: "span" (places, "12-40"), "missing" (`to` is the label, if
    there are any), "wrong" (`from` is the label that the model gave), or the name of a column, such as
    "kind", "act" or "speaker"; "label" where the labels are those of no column.
    """

    article: Series[str] = column("article")
    field: Series[str] = column("part of the article", isin=list(FIELDS))
    start: Series[int] = column("from (character)", ge=0)
    end: Series[int] = column("to (character)", gt=0)
    what: Series[str] = column("what is corrected")
    from_: Series[str] = column("value before", text=True, alias="from")
    to: Series[str] = column("value after", text=True)
    coder: Series[str] = column("coder")
    note: Series[str] = column("note", text=True)


class UnfitCorrections(CodedCorrections):
    """One row per correction that was not applied, with the `reason`; key as CodedCorrections."""

    reason: Series[str] = column("why it was not applied", text=True)
