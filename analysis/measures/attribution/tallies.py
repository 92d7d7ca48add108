"""Count in each article its part of every number about attributions, so that articles can be resampled."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis.errors import FramingError
from analysis.language.words import check_sections
from analysis.measures.attribution.profile import (
    MEASURES,
    CountedAttributions,
    Measure,
    before,
    voices_counted,
)
from analysis.recipes import table
from analysis.tables import Attributions, Tallies, Voices

KEY = ("measure", "group", "category", "article")
Numbers = npt.NDArray[Any]
_UNUSED = ""  # the category of a row that says only how much there is; it is the first, number 0
# columns that decide which rows count, and what is told of them
_DECIDING = {
    "article", "start", "section", "words", "part", "voice", "id", "parent", "speaker", "kind",
    "rule", "named", "cue_lemma", "act", "negated", "quoted_words",
}  # fmt: skip


@table("tallies", Tallies, kept=True)
def tallies_of(
    attributions: pd.DataFrame,
    voices: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    sections: Sequence[str] = ("body",),
) -> pd.DataFrame:
    """What each article adds to each number about attributions.

    Every measure of `analysis.measures.attribution.profile.MEASURES` is counted in every article.
    Only outermost attributions count (`parent` is ""), so that no word counts twice; an attribution
    counts in the section where it stands. Every article has a row of the measure "rate", also without
    words or attributions.

    Parameters
    ----------
    attributions, voices
        Attributions and Voices of all sections of the articles.
    articles
        Articles; those without attributions count in the denominators of rates.
    sections
        The sections to count. The measures "headline" and "headline kind" compare the
        headline with the body, whatever this says.

    Returns
    -------
    Tallies.

    Raises
    ------
    FramingError
        If a section is unknown, or a row belongs to none of the articles or to another outlet.
    """
    check_sections(sections)
    attributions, voices = Attributions.validate(attributions), Voices.validate(voices)
    outlets = articles[["id", "outlet"]].astype("str").set_index("id")["outlet"].sort_index()
    _check(attributions, outlets, "attributions")
    _check(voices, outlets, "voices")
    used = _columns_used()
    stretches = voices_counted(voices[[name for name in voices if name in used]], sections)
    said = CountedAttributions(attributions[[n for n in attributions if n in used]], sections)
    numbered = {id(stretches): _Numbered(stretches, outlets.index)}
    place = numbered[id(stretches)].place
    words = np.bincount(place, stretches["words"], len(outlets)).astype(np.int64)
    parts = []
    for name in sorted(MEASURES):
        measure = MEASURES[name]
        rows = stretches if measure.counts == "voices" else said.of(measure)
        if id(rows) not in numbered:  # several measures count the same rows
            numbered[id(rows)] = _Numbered(rows, outlets.index)
        weight = before(rows, stretches) if measure.weight == "before" else rows[measure.weight]
        parts.append(_tallied(measure, numbered[id(rows)], weight, words))
    return Tallies.validate(_table_of(parts, outlets))


def _columns_used() -> set[str]:
    """Return the columns of Attributions and Voices that decide tallies: to copy the others takes long."""
    of_measures = {
        name for one in MEASURES.values() for name in (*one.categories, one.group, one.weight)
    }
    return of_measures | _DECIDING


def _places(articles: pd.Index, of: pd.Series) -> Numbers:
    """Return the place among `articles` of each of some ids, -1 where it is not there."""
    number, distinct = pd.factorize(of)
    return articles.get_indexer(distinct)[number]


def _check(rows: pd.DataFrame, outlets: pd.Series, name: str) -> None:
    place = _places(outlets.index, rows["article"])
    if (place >= 0).all() and (outlets.array.take(place) == rows["outlet"].array).all():
        return
    pairs = rows[["article", "outlet"]].drop_duplicates().sort_values(["article", "outlet"])
    for article, outlet in pairs.itertuples(index=False):
        if article not in outlets.index:
            raise FramingError(f"{name} of {article!r}, which is not among the articles")
        if outlet != outlets[article]:
            raise FramingError(
                f"{name} give {article!r} to {outlet!r}, the articles to {outlets[article]!r}"
            )


class _Numbered:
    """Rows that measures count, with numbers for their texts: to group texts takes several times as long."""

    def __init__(self, rows: pd.DataFrame, articles: pd.Index) -> None:
        self._rows, self.place = rows, _places(articles, rows["article"])
        self.column = cache(self._column)
        self.columns = cache(self._columns)  # several measures sort by the same

    def _column(self, name: str) -> tuple[Numbers, pd.Index]:
        """Return the number of each text of a column, in the order of the alphabet, and the texts."""
        return pd.factorize(self._rows[name], sort=True)

    def _columns(self, names: tuple[str, ...]) -> tuple[Numbers, pd.Index]:
        """Return the same of several columns, one below the other, and of the unused category."""
        each = [self.column(name) for name in names]
        texts = sorted({_UNUSED}.union(*(texts.tolist() for _, texts in each)))
        every = pd.Index(texts, dtype="str")
        numbers = [every.get_indexer(texts)[number] for number, texts in each]
        return np.concatenate(numbers), every


class _Cells(NamedTuple):
    """Numbers of a group, a category and an article each, in this order, and the count there."""

    group: Numbers
    category: Numbers
    article: Numbers
    n: Numbers


class _Part(NamedTuple):
    """Tallies of one measure in their order; the groups and categories that `cells` number."""

    measure: Measure
    cells: _Cells
    total: Numbers
    groups: pd.Index
    categories: pd.Index


def _tallied(measure: Measure, rows: _Numbered, weight: pd.Series, words: Numbers) -> _Part:
    """Count one measure; `weight` is what each row adds, `words` those of every article that there is."""
    group, groups = rows.column(measure.group)
    category, names = rows.columns(measure.categories)
    times = len(measure.categories)
    number = np.tile(group, times) * len(names) + category
    each = number * max(len(words), 1) + np.tile(rows.place, times)
    cells, cell = np.unique(each, return_inverse=True)
    n = np.bincount(cell, np.tile(weight.to_numpy(float), times), len(cells))
    if measure.of != "heard":  # rows without a count; a position of 0 is a count
        cells, n = cells[n > 0], n[n > 0]
    number, article = np.divmod(cells, max(len(words), 1))
    found = _Cells(*np.divmod(number, len(names)), article, n)
    if measure.of in ("words", "articles"):
        groups = pd.Index([""], dtype="str") if measure.group == "no_group" else groups
        found = _of_every_article(measure, found, words)
    return _Part(measure, found, _totals(measure, found, words), groups, names)


def _table_of(parts: Sequence[_Part], outlets: pd.Series) -> pd.DataFrame:
    """Return Tallies; they are sorted, since the measures are, and the rows of each."""
    sizes = [len(part.total) for part in parts]
    of = outlets.iloc[np.concatenate([part.cells.article for part in parts])]

    return pd.DataFrame(
        {
            "measure": pd.Series([part.measure.name for part in parts]).repeat(sizes).array,
            "group": _texts([(part.groups, part.cells.group) for part in parts]),
            "category": _texts([(part.categories, part.cells.category) for part in parts]),
            "article": of.index,
            "outlet": of.array,
            "n": np.concatenate([part.cells.n for part in parts]),
            "total": np.concatenate([part.total for part in parts]),
            "unit": pd.Series([part.measure.unit for part in parts]).repeat(sizes).array,
        }
    )


def _texts(numbered: Sequence[tuple[pd.Index, Numbers]]) -> ExtensionArray:
    """Return the texts that are numbered in each part by itself, one part below the other."""
    every = pd.Series([text for texts, _ in numbered for text in texts], dtype="str")
    firsts = np.cumsum([0, *(len(texts) for texts, _ in numbered)])
    pairs = zip(firsts, numbered, strict=False)
    return every.array.take(np.concatenate([first + of for first, (_, of) in pairs]))


def _of_every_article(measure: Measure, found: _Cells, words: Numbers) -> _Cells:
    """Add a row of each group, of the unused category, for articles that have none."""
    every = np.arange(len(words)) if measure.of == "words" else np.flatnonzero(words)
    groups = np.array([0]) if measure.group == "no_group" else np.unique(found.group)
    has = np.isin(found.article, every)
    found = _Cells(*(part[has] for part in found))
    whole = (groups[:, None] * len(words) + every).ravel()
    missing = np.setdiff1d(whole, found.group * len(words) + found.article)
    group, article = np.divmod(missing, max(len(words), 1))
    more = _Cells(group, np.zeros(len(missing), np.int64), article, np.zeros(len(missing)))
    both = _Cells(*map(np.concatenate, zip(found, more, strict=True)))
    order = np.lexsort((both.article, both.category, both.group))
    return _Cells(*(part[order] for part in both))


def _totals(measure: Measure, found: _Cells, words: Numbers) -> Numbers:
    """Return the denominator of each row: that of its group in its article."""
    if measure.of == "words":
        return words[found.article].astype(float)
    if measure.of != "units":
        return np.ones(len(found.n))
    in_group = found.group * len(words) + found.article
    return np.bincount(in_group, found.n)[in_group] if len(found.n) else found.n
