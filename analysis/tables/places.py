"""Places in what the user gave: in the text, or in a title that was put before it to be read."""

import json
from typing import Any

import numpy as np
import pandas as pd

AFTER_TITLE = "\n\n"  # between a title that was put before a text, and the text
_PLACES = ("start", "end", "inner_start", "inner_end", "actor_start", "actor_end")
_SPANS = ("source", "cue", "content")  # as JSON, [[start, end], ...], where a table has all three
# columns with spans of passages, and the column of the article that they lie in
_PASSAGES = (
    ("span", "article"),
    ("a_span", "a"),
    ("a_shared", "a"),
    ("b_span", "b"),
    ("b_shared", "b"),
)


def as_given(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its places counted in the field that the user gave, and the name of the field.

    Parameters
    ----------
    table
        Any table. It is returned as it is if it has no `article` and `start`, or has a `field` already;
        Articles get the `text` as it was given.
    articles
        Articles that the places lie in; `put_before` characters of a `text` are its title.

    Returns
    -------
    The rows in their order, without those of the empty line between title and text. Before `start` stands
    `field`, "text" or "title"; all places of the row are characters of this field of its article. Tables of
    passages have no `start`: their spans are characters of the text, of the title for those that lie in it.
    """
    if "put_before" in table and "text" in table:
        return table.assign(text=texts_given(table))
    put = articles.set_index("id")["put_before"]
    for name, article in _PASSAGES:
        if {name, article} <= set(table):
            each = zip(table[name], table[article].map(put).tolist(), strict=True)
            table = table.assign(**{name: [_behind(spans, by) for spans, by in each]})
    if {"a", "b", "cut"} <= set(table):
        sides = zip(table["cut"], table["a"].map(put), table["b"].map(put), strict=True)
        table = table.assign(cut=[_behind(cut, a, b) for cut, a, b in sides])
    if not {"article", "start"} <= set(table) or "field" in table:
        return table
    before = put.reindex(table["article"]).to_numpy(np.int64)
    title = before - len(AFTER_TITLE)
    between = ((table["start"] >= title) & (table["start"] < before)).to_numpy()
    table, before, title = table[~between], before[~between], title[~between]
    inside = table["start"].to_numpy() < before
    by = np.where(inside, 0, before)
    moved: dict[str, Any] = {
        name: np.where(inside, np.minimum(table[name], title), table[name] - by)
        for name in _PLACES
        if name in table
    }
    for name in _SPANS if {*_SPANS} <= set(table) else ():  # else a cue is the words
        moved[name] = [_moved(spans, n) for spans, n in zip(table[name], by.tolist(), strict=True)]
    told = table.assign(**moved)
    told.insert(list(told).index("start"), "field", np.where(inside, "title", "text"))
    return told


def texts_given(articles: pd.DataFrame) -> list[str]:
    """Return the texts of Articles as the user gave them, without titles that were put before."""
    pairs = zip(articles["text"], articles["put_before"], strict=True)
    return [text[before:] for text, before in pairs]


def _behind(spans: str, *before: int) -> str:
    """Return spans in a text counted from behind the title before it; of `cut` those of both sides."""
    if not any(before):
        return spans
    found = json.loads(spans)
    if isinstance(found, dict):
        return json.dumps(
            {key: _less(found[key], by) for key, by in zip("ab", before, strict=True)}
        )
    return json.dumps(_less(found, *before))


def _less(spans: list[Any], by: int) -> list[Any]:
    """Return spans, however deep they lie in lists, less `by` where they begin behind it."""
    if len(spans) == 2 and isinstance(spans[0], int):
        return [place - by for place in spans] if spans[0] >= by else spans
    return [_less(one, by) for one in spans]


def _moved(spans: str, by: int) -> str:
    return json.dumps([[start - by, end - by] for start, end in json.loads(spans)]) if by else spans
