"""Count in each article its part of every number about attributions, so that articles can be resampled."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

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
_UNUSED = pd.Series([""], dtype="str")  # the category of a row that says only how much there is


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
    stretches = voices_counted(voices, sections)
    said = CountedAttributions(attributions, sections)
    places = {id(stretches): outlets.index.get_indexer(pd.Index(stretches["article"]))}
    words = np.bincount(places[id(stretches)], stretches["words"], len(outlets)).astype(np.int64)
    parts = []
    for name in sorted(MEASURES):
        measure = MEASURES[name]
        rows = stretches if measure.counts == "voices" else said.of(measure)
        if id(rows) not in places:  # several measures count the same rows
            places[id(rows)] = outlets.index.get_indexer(pd.Index(rows["article"]))
        place = places[id(rows)]
        if measure.weight == "before":
            rows = rows.assign(before=before(rows, stretches))
        parts.append(_tallied(measure, rows, place, words))
    table = pd.concat(parts, ignore_index=True)  # sorted: so are the measures, and the rows of each
    of = outlets.iloc[table["place"].to_numpy()]
    return Tallies.validate(table.assign(article=of.index, outlet=of.array))


def _check(rows: pd.DataFrame, outlets: pd.Series, name: str) -> None:
    if (rows["article"].map(outlets) == rows["outlet"]).all():
        return
    pairs = rows[["article", "outlet"]].drop_duplicates().sort_values(["article", "outlet"])
    for article, outlet in pairs.itertuples(index=False):
        if article not in outlets.index:
            raise FramingError(f"{name} of {article!r}, which is not among the articles")
        if outlet != outlets[article]:
            raise FramingError(
                f"{name} give {article!r} to {outlet!r}, the articles to {outlets[article]!r}"
            )


class _Cells(NamedTuple):
    """Numbers of a group, a category and an article each, in this order, and the count there."""

    group: Numbers
    category: Numbers
    article: Numbers
    n: Numbers


def _tallied(measure: Measure, rows: pd.DataFrame, place: Numbers, words: Numbers) -> pd.DataFrame:
    """Tallies of one measure in their order, with the `place` of each article instead of its name and outlet.

    `place` is that of the article of each row, `words` those of every article that there is. Texts are
    numbered in the order of the alphabet: to group texts takes several times as long.
    """
    group, groups = pd.factorize(rows[measure.group], sort=True)
    named = pd.concat([*(rows[name] for name in measure.categories), _UNUSED])
    category, names = pd.factorize(named, sort=True)
    times = len(measure.categories)
    number = np.tile(group, times) * len(names) + category[:-1]
    each = number * max(len(words), 1) + np.tile(place, times)
    cells, cell = np.unique(each, return_inverse=True)
    n = np.bincount(cell, np.tile(rows[measure.weight].to_numpy(float), times), len(cells))
    if measure.of != "heard":  # rows without a count; a position of 0 is a count
        cells, n = cells[n > 0], n[n > 0]
    number, article = np.divmod(cells, max(len(words), 1))
    found = _Cells(*np.divmod(number, len(names)), article, n)
    if measure.of in ("words", "articles"):
        groups = pd.Index([""], dtype="str") if measure.group == "no_group" else groups
        found = _of_every_article(measure, found, words, names.get_loc(""))
    return pd.DataFrame(
        {
            "measure": measure.name,
            "group": groups.take(found.group),
            "category": names.take(found.category),
            "place": found.article,
            "n": found.n,
            "total": _totals(measure, found, words),
            "unit": measure.unit,
        }
    ).astype(dict.fromkeys(("measure", "group", "category", "unit"), "str"))


def _of_every_article(measure: Measure, found: _Cells, words: Numbers, unused: int) -> _Cells:
    """Add a row of each group, of the category `unused`, for articles that have none."""
    every = np.arange(len(words)) if measure.of == "words" else np.flatnonzero(words)
    groups = np.array([0]) if measure.group == "no_group" else np.unique(found.group)
    has = np.isin(found.article, every)
    found = _Cells(*(part[has] for part in found))
    whole = (groups[:, None] * len(words) + every).ravel()
    missing = np.setdiff1d(whole, found.group * len(words) + found.article)
    group, article = np.divmod(missing, max(len(words), 1))
    more = _Cells(group, np.full(len(missing), unused), article, np.zeros(len(missing)))
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
