"""The order of the lines of a concordance: by words left and right of the node, which are coloured."""

from collections.abc import Sequence

import pandas as pd

from analysis.errors import FramingError
from analysis.language import find_words
from analysis.language.words import words_in
from analysis.measures.concordance import ORDERS
from analysis.tables import by_key

PLACES = tuple(
    f"{n}{side}" for side in "LR" for n in (1, 2, 3, 4, 5)
)  # "1L": the first word to the left
GROUPS = ("outlet", "voice", "speaker")
_LEVELS = 3  # words that are coloured, at most
Piece = list[str]


def in_order(table: pd.DataFrame, by: Sequence[str], group: str = "") -> pd.DataFrame:
    """Return Concordances in an order.

    Parameters
    ----------
    table
        Concordances.
    by
        What comes first, and what decides where that is the same: places such as "1R" or "2L", or one of
        `analysis.measures.concordance.ORDERS`. Lines that all of it leaves alike stay as they are.
    group
        A column whose values stay together, "" for none.

    Raises
    ------
    FramingError
        If there is no such order.
    """
    table = by_key(table, "article", "start")
    keys = pd.DataFrame(index=table.index)
    words: dict[str, list[list[str]]] = {}
    for side, letter in (("left", "L"), ("right", "R")):
        if side in by or any(one.endswith(letter) for one in by if one in PLACES):
            words[side] = [words_in(text) for text in table[side]]
    if group:
        keys["group"] = table[group]
    for one in by:
        keys[one] = _keys(table, one, words)
    if keys.empty or not len(keys.columns):
        return table
    order = keys.sort_values([str(name) for name in keys], kind="stable").index.to_numpy()
    return table.iloc[order].reset_index(drop=True)


def coloured(text: str, side: str, by: Sequence[str]) -> list[Piece]:
    """Return the text of one side of a line as (text, class) pieces, words that decide the order apart.

    The first word that decides has the class "by1".
    """
    found = find_words(text)
    letter = "L" if side == "left" else "R"
    marks = {}
    for level, one in enumerate([one for one in by if one in PLACES][:_LEVELS], start=1):
        place = int(one[:-1])
        if one.endswith(letter) and place <= len(found):
            word = found[-place] if side == "left" else found[place - 1]
            marks[word.start, word.end] = f"by{level}"
    pieces, done = [], 0
    for (start, end), kind in sorted(marks.items()):
        pieces += [[text[done:start], ""], [text[start:end], kind]]
        done = end
    return [piece for piece in [*pieces, [text[done:], ""]] if piece[0]]


def _keys(table: pd.DataFrame, one: str, words: dict[str, list[list[str]]]) -> "pd.Series[str]":
    if one in PLACES:
        place, side = int(one[:-1]), "left" if one.endswith("L") else "right"
        at = -place if side == "left" else place - 1
        found = [line[at] if len(line) >= place else "" for line in words[side]]
        return pd.Series(found, index=table.index, dtype=object)
    if one not in ORDERS:
        raise FramingError(f"no order by {one!r}; give {', '.join((*PLACES, *ORDERS))}")
    if one in ("left", "right"):
        step = -1 if one == "left" else 1
        return pd.Series(
            [" ".join(line[::step]) for line in words[one]], index=table.index, dtype=object
        )
    if one == "node":
        return table["node"].str.lower()
    return table[one]
