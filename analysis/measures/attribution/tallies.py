"""Count in each article its part of every number about attributions, so that articles can be resampled."""

from collections.abc import Sequence

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
from analysis.tables import Attributions, Tallies, Voices, by_key

KEY = ("measure", "group", "category", "article")


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
    words = stretches.groupby("article")["words"].sum().reindex(outlets.index, fill_value=0)
    said = CountedAttributions(attributions, sections)
    parts = []
    for measure in MEASURES.values():
        rows = stretches if measure.counts == "voices" else said.of(measure)
        if measure.weight == "before":
            rows = rows.assign(before=before(rows, stretches))
        parts.append(_tallied(measure, rows, words))
    table = pd.concat(parts, ignore_index=True)
    table = table.assign(outlet=table["article"].map(outlets))
    return Tallies.validate(by_key(table, *KEY))


def _check(rows: pd.DataFrame, outlets: pd.Series, name: str) -> None:
    pairs = rows[["article", "outlet"]].drop_duplicates().sort_values(["article", "outlet"])
    for article, outlet in pairs.itertuples(index=False):
        if article not in outlets.index:
            raise FramingError(f"{name} of {article!r}, which is not among the articles")
        if outlet != outlets[article]:
            raise FramingError(
                f"{name} give {article!r} to {outlet!r}, the articles to {outlets[article]!r}"
            )


def _tallied(measure: Measure, rows: pd.DataFrame, words: pd.Series) -> pd.DataFrame:
    """Tallies of one measure, without outlets; `words` of every article that there is."""
    keys = ["group", "category", "article"]
    sorted_in = [
        rows[[measure.group, category, "article", measure.weight]].set_axis([*keys, "n"], axis=1)
        for category in measure.categories
    ]
    n = pd.concat(sorted_in).groupby(keys, as_index=False).agg(n=("n", "sum"))
    if measure.of != "heard":  # rows without a count; a position of 0 is a count
        n = n[n["n"] > 0]
    table = _totals(measure, n, words).merge(n, on=["group", "article"], how="left")
    unused = table["category"].isna()
    return table.assign(
        measure=measure.name,
        unit=measure.unit,
        category=table["category"].mask(unused, ""),
        n=table["n"].mask(unused, 0.0).astype(float),
    )


def _totals(measure: Measure, n: pd.DataFrame, words: pd.Series) -> pd.DataFrame:
    """One row per group and article: the denominator, `total`."""
    if measure.of == "units":
        return n.groupby(["group", "article"], as_index=False).agg(total=("n", "sum"))
    if measure.of == "heard":
        return n[["group", "article"]].drop_duplicates().assign(total=1.0)
    shown = words if measure.of == "words" else (words[words > 0] > 0).astype(float)
    every = shown.rename("total").rename_axis("article").reset_index()
    groups = [""] if measure.group == "no_group" else sorted(n["group"].unique())
    return pd.DataFrame({"group": groups}, dtype="str").merge(every, how="cross")
