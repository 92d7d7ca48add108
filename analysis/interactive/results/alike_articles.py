"""Tables of articles, of which most are as in another study: only the others are read anew."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.attribution.numbered_tallies import NumberedTallies
from analysis.measures.attribution.profile import MEASURES, Measure

# what a row of Attributions says where the text is the same
_DECIDED = ("article", "id", "parent", "speaker", "kind", "affiliation", "named", "rule")
_OF_ARTICLES = [name for name, measure in MEASURES.items() if measure.of == "articles"]


def other_articles(
    articles: pd.Series,
    now: pd.DataFrame,
    before: pd.DataFrame,
    columns: Sequence[str] = _DECIDED,
) -> pd.Series:
    """Return, of the ids of some articles, those of which a table has other rows than before.

    Parameters
    ----------
    now, before
        Two tables of one kind, in one order within an article; without any row an article is as before.
    columns
        What is compared: as given, what a row of Attributions says where model and text are the same; the
        rest of it stands in the text.
    """
    ids = pd.Index(articles)
    rows, places = zip(*(_within(table, ids, columns) for table in (now, before)), strict=True)
    count, then = (np.bincount(place, minlength=len(ids)) for place in places)
    other = count != then
    ours, theirs = (
        table[~other[place]].reset_index(drop=True)
        for table, place in zip(rows, places, strict=True)
    )
    unlike = np.zeros(len(ours), bool)
    for name in columns:
        unlike |= (ours[name] != theirs[name]).to_numpy(bool)
    other[places[0][~other[places[0]]][unlike]] = True
    found: pd.Series = articles[other]
    return found


def other_names(
    articles: pd.Series, now: pd.DataFrame, before: pd.DataFrame, column: str, place: Sequence[str]
) -> tuple[pd.DataFrame, set[str]]:
    """Return what is called otherwise in articles than before, and the articles where more has changed.

    Parameters
    ----------
    now, before
        Two tables of one kind, in one order within an article.
    column
        The name. In an article two of them may not have become one, nor one two.
    place
        What else has to be the same.

    Returns
    -------
    Columns `article`, `before`, `now`, a row per name of an article; and ids.
    """
    changed = {*other_articles(articles, now, before, place)}
    kept = articles[~articles.isin(changed)]
    one, other = (
        table[table["article"].isin(kept)].reset_index(drop=True) for table in (now, before)
    )
    names = pd.DataFrame({"article": one["article"], "before": other[column], "now": one[column]})
    names = names.drop_duplicates(ignore_index=True)
    for side in ("before", "now"):
        changed |= {*names.loc[names.duplicated(["article", side]), "article"]}
    return names[~names["article"].isin(changed)], changed


def renamed(table: pd.DataFrame, column: str, names: pd.DataFrame) -> pd.Series:
    """Return a column of a table with the names of `other_names`."""
    known = pd.MultiIndex.from_frame(names[["article", "before"]])
    found = known.get_indexer(pd.MultiIndex.from_frame(table[["article", column]]))
    new = names["now"].to_numpy(object)[found] if len(names) else table[column].to_numpy(object)
    values = np.where(found >= 0, new, table[column].to_numpy(object))
    return pd.Series(values, index=table.index, dtype=table[column].dtype)


def _within(
    table: pd.DataFrame, ids: pd.Index, columns: Sequence[str]
) -> tuple[pd.DataFrame, npt.NDArray[np.intp]]:
    place = ids.get_indexer(pd.Index(table["article"]))
    known = place >= 0
    return table.loc[known, [*columns]], place[known]


def rows_together(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of two tables, each in the order of its articles, of which they have none in common."""
    both = pd.concat([old, new], ignore_index=True)
    number, _ = pd.factorize(both["article"], sort=True)
    return both.take(np.argsort(number, kind="stable")).reset_index(drop=True)


def tallies_together(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the Tallies of all articles from those of some and of the others.

    Of a measure of articles each article has a row for every group that there is in any of them.
    """
    both = pd.concat([old, new], ignore_index=True)
    parts = [both[~both["measure"].isin(_OF_ARTICLES)]]
    read = both[(both["measure"] == "rate") & (both["total"] > 0)].drop_duplicates("article")
    for name in _OF_ARTICLES:
        rows = both[(both["measure"] == name) & (both["category"] != "")]
        parts += [rows, _without(rows, read, MEASURES[name])]
    return NumberedTallies(pd.concat(parts, ignore_index=True)).table


def _without(rows: pd.DataFrame, read: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the rows of articles that have words, and nothing of a group; `rows` are all that have."""
    groups, articles = pd.Index(rows["group"].unique()), pd.Index(read["article"])
    has = np.zeros((len(groups), len(articles)), bool)
    has[
        groups.get_indexer(pd.Index(rows["group"])), articles.get_indexer(pd.Index(rows["article"]))
    ] = True
    group, article = np.nonzero(~has)
    found = read[["article", "outlet"]].take(article)
    return found.assign(
        measure=measure.name,
        group=groups.take(group),
        category="",
        n=0.0,
        total=1.0,
        unit=measure.unit,
    )
