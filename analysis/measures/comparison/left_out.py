"""Which articles are left out of counting, because half of their words or more are those of another."""

from typing import Any

import pandas as pd
from pandera.typing import Series

from analysis.measures.comparison.copies import Copies
from analysis.recipes import table
from analysis.tables import Table
from analysis.tables.base import field

HALF = 0.5  # of its words, from which an article is a copy
SHORTEST = 50  # words; in less, such as a notice or a single sentence, same words need be no copy


class LeftOut(Table):
    """One row per article that is a copy; key article.

    `share` of its words stand in sentences that `copy_of` has, too, which may be a copy itself. `words`: all
    words of the article.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    copy_of: Series[str] = field("copy of")
    outlet_of_it: Series[str] = field("outlet of that article")
    share: Series[float] = field("share in that article", digits=2, ge=HALF, le=1)
    words: Series[int] = field("words", ge=0)


def left_out(pairs: pd.DataFrame, lengths: pd.DataFrame) -> pd.DataFrame:
    """Choose the articles to leave out so that copies are counted once.

    Parameters
    ----------
    pairs, lengths
        Copies, and ArticleLengths.

    Returns
    -------
    LeftOut. An article of at least `SHORTEST` words goes if half of its words or more are those of another
    one that stays, or that goes for the sake of a third. Where this holds for both of a pair, the one goes
    that is cut from the other; where nothing tells which, the second by id.
    """
    pairs = Copies.validate(pairs)
    words = dict(zip(lengths["article"], lengths["words"], strict=True))
    copied: dict[str, str] = {}
    rows = []
    found = [_copy(pair) for pair in pairs.itertuples() if _share(pair) >= HALF]
    for copy, outlet, source, other, share in sorted(
        found, key=lambda row: (-row[4], row[0], row[2])
    ):
        if words[copy] >= SHORTEST and copy not in copied and _last(source, copied) != copy:
            copied[copy] = source
            rows.append((copy, outlet, source, other, share, words[copy]))
    return LeftOut.of_rows(rows, "article")


def _share(pair: Any) -> float:
    return float(max(pair.share_of_a_in_b, pair.share_of_b_in_a))


def _copy(pair: Any) -> tuple[str, str, str, str, float]:
    """Return the copy of a pair and its outlet, the other and its outlet, and the share of the copy in it."""
    both = min(pair.share_of_a_in_b, pair.share_of_b_in_a) >= HALF
    a_goes = pair.copied_from == pair.b if both else pair.share_of_a_in_b >= HALF
    one, other = (pair.a, pair.outlet_a), (pair.b, pair.outlet_b)
    if a_goes:
        return *one, *other, float(pair.share_of_a_in_b)
    return *other, *one, float(pair.share_of_b_in_a)


def _last(article: str, copied: dict[str, str]) -> str:
    """Return the article that a chain of copies leads to."""
    while article in copied:
        article = copied[article]
    return article


@table("left-out", LeftOut, every_article=True)
def _left_out(copies: pd.DataFrame, lengths: pd.DataFrame) -> pd.DataFrame:
    """Articles that are copies, and are left out where copies are counted once."""
    return left_out(copies, lengths)
