"""Loaded language about and by people: what was found in words, and labels for evidence."""

from collections.abc import Sequence

import pandas as pd

from analysis.measures.loaded import MODEL_HITS, NEAR, SPEAKERS, counted
from analysis.reports.notebook.passages import Behind
from analysis.tables import Differences, Patterns
from analysis.tables.patterns import number_key

_VOICE_OF = {name: voice for names in (NEAR, SPEAKERS) for voice, name in names.items()}


def difference_findings(differences: pd.DataFrame) -> list[str]:
    """Say for every outlet how its own voice differs from the mean of the outlets."""
    own = Differences.validate(differences)
    own = own[own["category"] == "outlet"].sort_values(["difference", "outlet"], ascending=False)
    sentences = []
    for row in own.to_dict("records"):
        where = "above" if row["difference"] >= 0 else "below"
        low, high = (f"{row[name]:+.1f}".replace("-", "−") for name in ("low", "high"))
        sentences.append(
            f"{row['outlet']}: in its own voice {abs(row['difference']):.1f} loaded words per 1,000 "
            f"{where} the mean of the {row['outlets']:,} outlets, which is {row['mean']:.1f} "
            f"(95% interval of the difference {low} to {high})."
        )
    return sentences


def of_most_words(patterns: pd.DataFrame, measure: str, *, top: int) -> pd.DataFrame:
    """Return the Patterns of the `top` categories with the largest denominators, without group.

    `measure` is one whose categories have denominators of their own: of `NEAR` or `SPEAKERS`. Ties go by
    name.
    """
    rows = Patterns.validate(patterns)
    rows = rows[(rows["measure"] == measure) & (rows["total"] > 0)]
    totals = rows.groupby("category")["total"].sum().rename("words").reset_index()
    most = totals.sort_values(["words", "category"], ascending=[False, True])["category"].head(top)
    return Patterns.validate(rows[rows["category"].isin(most)].assign(group=""))


def near_evidence(rows: pd.DataFrame, near: pd.DataFrame) -> list[Behind]:
    """Return each row of Patterns about an actor as a label, with the loaded words beside the actor."""
    return _evidence(rows, near, "actor", "in {:,.0f} words of clauses that name {}")


def speaker_evidence(
    rows: pd.DataFrame, hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> list[Behind]:
    """Return each row of Patterns about a speaker as a label, with the speaker's loaded words."""
    return _evidence(
        rows, counted(hits, sections, by=MODEL_HITS), "speaker", "in {:,.0f} words of {}"
    )


def _evidence(rows: pd.DataFrame, found: pd.DataFrame, column: str, of: str) -> list[Behind]:
    found = found.sort_values(["article", "start"], ignore_index=True)
    shown = []
    for row in rows[rows["n"] > 0].to_dict("records"):
        own = (found["outlet"] == row["outlet"]) & (found[column] == row["category"])
        own &= found["voice"] == _VOICE_OF[row["measure"]]
        label = f"{row['outlet']}: {row['n']:,.0f} {of.format(row['total'], row['category'])}"
        behind = found[own].rename(columns={"voice": "whose"})
        shown.append(Behind(label, behind, number_key(row)))
    return shown
