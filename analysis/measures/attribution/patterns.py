"""Add up the tallies of articles to numbers of outlets: shares, rates, means, concentration."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.measures.attribution.numbered_tallies import (
    NumberedTallies,
    Numbers,
    looked_up,
    sums_of,
)
from analysis.measures.attribution.profile import MEASURES, NO_SOURCE
from analysis.measures.attribution.speakers.names import PRONOUNS
from analysis.measures.attribution.tallies import KEY
from analysis.tables import Patterns, Tallies, by_key
from analysis.tables.patterns import STATISTICS, Concentration, scale_of

# said of a speaker, they name nobody
_POLLED = r"\b(?:polls?|surveys?|percent|per cent)\b|\d%"
_PRONOUNS = PRONOUNS | {
    "no one", "nobody", "everyone", "everybody", "anyone", "anybody", "someone", "somebody", "one",
    "this", "those", "these", "others", "some", "many", "most",
}  # fmt: skip
_NUMBER = ["measure", "outlet", "group", "category"]
_CELL = ["measure", "group", "category"]


def patterns_of(tallies: pd.DataFrame, *, used_only: Collection[str] = ()) -> pd.DataFrame:
    """Return the numbers of every outlet, without intervals yet.

    Parameters
    ----------
    tallies
        Tallies of a whole corpus.
    used_only
        Measures, besides those of speakers and cues, whose categories are words of the texts.

    Returns
    -------
    Patterns. A value is the sum of `n` over the articles of the outlet divided by the sum of
    `total`, so that long articles weigh more; in "first heard" and "heard" every article weighs the
    same. A category that any outlet has gets a row for every outlet. Measures whose categories are
    speakers or cues, and those in `used_only`, are the exception: an outlet has rows only for the
    categories that it uses.

    Examples
    --------
    >>> from analysis.corpus import read_corpus, sections_of
    >>> from analysis.measures.attribution import (
    ...     attributions_of, patterns_of, quotations_of, tallies_of, voices_of,
    ... )
    >>> articles = read_corpus("seeds").articles
    >>> sections = sections_of(articles)
    >>> attributions = attributions_of(articles)
    >>> voices = voices_of(attributions, articles, sections, quotations_of(articles, sections))
    >>> patterns = patterns_of(tallies_of(attributions, voices, articles, sections=["body"]))
    >>> rate = patterns[patterns["measure"] == "rate"]
    >>> rate[["outlet", "category", "n", "total", "value"]].round(2).head(4)
           outlet  category     n  total  value
    127  PJ Media       all  14.0  823.0  17.01
    128  PJ Media    direct   7.0  823.0   8.51
    129  PJ Media  indirect   4.0  823.0   4.86
    130  PJ Media     mixed   3.0  823.0   3.65
    """
    return patterns_of_numbered(numbered(tallies), used_only=used_only)


def numbered(tallies: pd.DataFrame) -> NumberedTallies:
    """Return Tallies with numbers for texts, also of the categories for which every outlet has a row."""
    always = {category for measure in MEASURES.values() for category in measure.always}
    return NumberedTallies(tallies, categories=always)


def patterns_of_numbered(
    tallies: NumberedTallies, *, used_only: Collection[str] = ()
) -> pd.DataFrame:
    """Return the same as `patterns_of`."""
    table = tallies.table
    used = (table["category"] != "").to_numpy()
    counted, unit = table["n"].to_numpy(), table["unit"]
    # an article has a category if it has a unit of it, or a place (even 0) where it is first heard
    has = (counted > 0) | unit.str.startswith("share of").to_numpy(bool)
    n = sums_of(tallies.of(*_NUMBER)[used], n=counted[used], in_articles=has[used])
    first = tallies.is_first("measure", "group", "article")
    total = table["total"].to_numpy()[first]
    totals = sums_of(tallies.of(*_NUMBER[:-1])[first], total=total, articles=total > 0)
    number = _number_keys(tallies, n.index.to_numpy(), used_only)
    parts = tallies.parts(number, *_NUMBER)
    of_group = tallies.joined(_NUMBER[:-1], [parts[name] for name in _NUMBER[:-1]])
    units = unit[tallies.is_first("measure")].array  # of each measure, in their order
    found = pd.DataFrame({name: tallies.texts(name).take(parts[name]) for name in _NUMBER})
    found = found.assign(
        **looked_up(n, number), **looked_up(totals, of_group), unit=units.take(parts["measure"])
    )
    value = found["n"] / found["total"].where(found["total"] > 0) * scale_of(found["unit"])
    found = found.assign(value=value, low=np.nan, high=np.nan, interval="none")
    return Patterns.validate(by_key(found, *_NUMBER))


def _number_keys(tallies: NumberedTallies, counted: Numbers, used_only: Collection[str]) -> Numbers:
    """Return the numbers of the keys of Patterns: those that each outlet has."""
    measures, every = tallies.texts("measure"), tallies.texts("category")
    of_texts = [*used_only, *(measure.name for measure in MEASURES.values() if measure.is_open)]
    is_open = measures.isin(of_texts)
    parts = tallies.parts(counted, *_NUMBER)
    mine = is_open[parts["measure"]]
    cell = [parts[name][~mine] for name in _CELL]
    shared = [tallies.joined(_CELL, cell)]
    groups = np.unique(tallies.of(*_CELL[:-1]))
    group = tallies.parts(groups, *_CELL[:-1])
    for number, name in enumerate(measures):
        always = every.get_indexer(
            pd.Index(MEASURES[name].always if name in MEASURES else (), dtype="str")
        )
        own = groups[group["measure"] == number]
        shared.append((own[:, None] * len(every) + always).ravel())
    cells = tallies.parts(np.unique(np.concatenate(shared)), *_CELL)
    outlets = np.arange(len(tallies.texts("outlet")))
    columns = {name: cells[name][:, None] for name in _CELL} | {"outlet": outlets}
    of_all = tallies.joined(_NUMBER, [columns[name] for name in _NUMBER])
    return np.unique(np.concatenate([of_all.ravel(), counted[mine]]))


def by_measure(patterns: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the Patterns of each measure; a measure without any rows has an empty table."""
    patterns = Patterns.validate(patterns)
    return {name: patterns[patterns["measure"] == name] for name in MEASURES}


def most_heard(
    patterns: pd.DataFrame, *, top: int, among: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the rows of the `top` speakers (or cues) with the largest sums over all outlets.

    Parameters
    ----------
    patterns
        Patterns of one measure whose categories are speakers or cues.
    top
        How many categories; ties go by name. Attributions without a source, speakers who are a pronoun
        only ("you", "no one"), and polls and shares of people, who do not speak, are left out.
    among
        The categories that may be taken; None: all.

    Returns
    -------
    Patterns with a row for every outlet that has the measure; where it lacks a category, `n` is 0.
    """
    rows = Patterns.validate(patterns)
    nobody = (rows["category"] == NO_SOURCE) | rows["category"].str.lower().isin(_PRONOUNS)
    speakers = rows["measure"].str.startswith("speaker")
    nobody |= speakers & rows["category"].str.contains(_POLLED, case=False)
    taken = rows if among is None else rows[rows["category"].isin(list(among))]
    totals = taken[~nobody[taken.index]].groupby("category")["n"].sum()
    names = totals.rename("n").reset_index().sort_values(["n", "category"], ascending=[False, True])
    kept = pd.MultiIndex.from_product(
        [rows["outlet"].unique(), names["category"].head(top)], names=["outlet", "category"]
    )
    whole = rows.set_index(["outlet", "category"]).reindex(kept).reset_index()
    same = ["measure", "group", "unit", "total", "articles"]
    every = rows.drop_duplicates("outlet").set_index("outlet")[same]
    whole[same] = whole[same].fillna(every.reindex(whole["outlet"]).reset_index(drop=True))
    whole["n"], whole["in_articles"] = whole["n"].fillna(0), whole["in_articles"].fillna(0)
    whole["value"] = whole["value"].fillna((whole["n"] / whole["total"]).where(whole["n"] == 0))
    whole["interval"] = whole["interval"].fillna("none")
    return Patterns.validate(by_key(whole, *_NUMBER))


def concentration_of(tallies: pd.DataFrame) -> pd.DataFrame:
    """Measure how few speakers fill each outlet, without intervals yet.

    `tallies` are those with the measures "speaker" and "speaker, quoted words". Attributions without a
    source are left out; an unnamed source ("some aides") is one speaker as it is written.

    Returns
    -------
    Concentration, two rows per measure and outlet.

    Source
    ------
    Effective number: Laakso & Taagepera 1979, one divided by the sum of squared shares (the index of
    Herfindahl and Hirschman). Both numbers come from the observed shares, and lean towards
    concentration if there are few units: N units cannot show more than N speakers, and the share of
    the most frequent speaker is rather too high. Compare outlets with similar totals.
    """
    tallies = by_key(Tallies.validate(tallies), *KEY)
    outlets = sorted(tallies["outlet"].unique())
    parts: list[dict[str, object]] = []
    for measure in ("speaker", "speaker, quoted words"):
        rows = spoken(tallies, measure)
        for name in outlets:
            parts += _concentrated(measure, name, rows[rows["outlet"] == name])
    return Concentration.of_rows(parts, "measure", "statistic", "outlet")


def spoken(tallies: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the Tallies of `measure` that belong to a speaker."""
    own = tallies["measure"] == measure
    return tallies[own & ~tallies["category"].isin(["", NO_SOURCE])]


def _concentrated(measure: str, outlet: str, rows: pd.DataFrame) -> list[dict[str, object]]:
    n = rows.groupby("category")["n"].sum().sort_index()
    total = float(n.sum())
    share = n / total
    most = str(share.idxmax()) if len(n) else ""  # among equals the first in the alphabet
    common = {
        "measure": measure,
        "outlet": outlet,
        "total": total,
        "unit": MEASURES[measure].unit,
        "low": np.nan,
        "high": np.nan,
        "interval": "none",
        "speakers": len(n),
        "articles": rows["article"].nunique(),
    }
    effective = 1 / float((share**2).sum()) if len(n) else np.nan
    found = {"speaker": most, "n": float(n.max()), "value": float(share.max())} if len(n) else {}
    nobody = {"speaker": "", "n": total, "value": effective}
    return [
        {"statistic": STATISTICS[0], **common, **nobody},
        {"statistic": STATISTICS[1], **common, **nobody, **found},
    ]
