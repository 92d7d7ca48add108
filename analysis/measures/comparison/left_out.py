"""Which articles are left out of counting, because half of their own wording or more is that of another."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.language.words import words_in
from analysis.measures.comparison.copies import MOST, SHINGLE, Copies
from analysis.recipes import Tables, table
from analysis.tables import Table
from analysis.tables.base import Series, field
from analysis.texts import texts_by_id

HALF = 0.5  # of its words outside quotation marks, from which an article is a copy
SHORTEST = 50  # words; in less, such as a notice or a single sentence, same words need be no copy
_REMEMBERED = 1_000  # articles of which the stretches are kept
_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"?|«[^»\n]*»?")


class LeftOut(Table):
    """One row per article that is a copy; key article.

    `share` of its words outside quotation marks stand in stretches of five that `copy_of` has, too, which
    may be a copy itself. `words`: all words of the article.
    """

    article: Series[str] = field("article")
    outlet: Series[str] = field("outlet")
    copy_of: Series[str] = field("copy of")
    outlet_of_it: Series[str] = field("outlet of that article")
    share: Series[float] = field("share in that article", digits=2, ge=HALF, le=1)
    words: Series[int] = field("words", ge=0)


def left_out(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Choose the articles to leave out so that copies are counted once.

    Parameters
    ----------
    pairs, articles
        Copies, and the Articles that they are about.

    Returns
    -------
    LeftOut. An article with at least `SHORTEST` words outside quotation marks goes if half of them or more
    are those of another one that stays, or that goes for the sake of a third. Where this holds for both of a
    pair, the one goes that is cut from the other; where nothing tells which, the one with the larger
    share, of equal ones the second by id.

    Source
    ------
    Broder 1997: containment of stretches of five words. Ours: words in quotation marks are left out of it,
    since two outlets that print one statement have not copied each other.
    """
    wording = _Wording(texts_by_id(articles))
    each = (_copy(pair, wording) for pair in Copies.validate(pairs).itertuples())
    found = [copy for copy in each if copy is not None]
    copied: dict[str, str] = {}
    rows = []
    for row in sorted(found, key=lambda row: (-row[4], row[0], row[2])):
        copy, source = row[0], row[2]
        if copy not in copied and _last(source, copied) != copy:
            copied[copy] = source
            rows.append((*row, wording.length(copy)))
    return LeftOut.of_rows(rows, "article")


class _Wording:
    """The words of articles outside quotation marks, and what two articles share of them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._stretches = lru_cache(maxsize=_REMEMBERED)(self._read)

    def share(self, article: str, other: str) -> float:
        """Return the share of an article in stretches of five that the other has; 0 if it is short."""
        length, mine = self._stretches(article)
        if length < SHORTEST:
            return 0.0
        theirs = set(self._stretches(other)[1])
        within = np.zeros(length, bool)
        for start in np.flatnonzero([stretch in theirs for stretch in mine]):
            within[start : start + SHINGLE] = True
        return float(within.mean())

    def length(self, article: str) -> int:
        """Return the number of all words of an article."""
        return len(words_in(self._texts[article]))

    def _read(self, article: str) -> tuple[int, list[tuple[str, ...]]]:
        words = words_in(_QUOTED.sub(" ", self._texts[article]))
        return len(words), list(zip(*(words[k:] for k in range(SHINGLE)), strict=False))


def _copy(pair: Any, wording: _Wording) -> tuple[str, str, str, str, float] | None:
    """Return the copy of a pair and its outlet, the other and its outlet, and the share; None if none is."""
    of_a, of_b = wording.share(pair.a, pair.b), wording.share(pair.b, pair.a)
    one, other = (pair.a, pair.outlet_a), (pair.b, pair.outlet_b)
    is_cut = pair.copied_from == pair.b if pair.copied_from else of_a > of_b
    if of_a >= HALF and (of_b < HALF or is_cut):
        return *one, *other, of_a
    return (*other, *one, of_b) if of_b >= HALF else None


def _last(article: str, copied: dict[str, str]) -> str:
    """Return the article that a chain of copies leads to."""
    while article in copied:
        article = copied[article]
    return article


@table("left-out", LeftOut, every_article=True, may=("copies",))
def _left_out(articles: pd.DataFrame, study: Tables) -> pd.DataFrame:
    """Articles that are copies, and are left out where copies are counted once."""
    if len(articles) > MOST:  # none are looked for, and none are left out
        return LeftOut.empty()
    return left_out(study["copies"], articles)
