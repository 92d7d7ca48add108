"""How often a sentence says who does an act, and in which constructions acts are told."""

from collections.abc import Sequence

import pandas as pd

from analysis.language.words import check_sections
from analysis.measures.comparison.agency import Agency
from analysis.measures.comparison.clauses.tellings import CONSTRUCTIONS
from analysis.measures.comparison.clauses.violence import plain_violence
from analysis.recipes import table
from analysis.tables import Tallies, by_key

ACTS_TOLD = ("violence", "blame", "decision")  # acts of our list; others are not compared
AGENT = "agent given"


def agency_tallies(agency: pd.DataFrame, *, sections: Sequence[str] = ("body",)) -> pd.DataFrame:
    """Count for every article the acts whose sentence gives who acts, and those in each construction.

    Parameters
    ----------
    agency
        Agency of all acts.
    sections
        The sections that are counted.

    Returns
    -------
    Tallies, one measure for each kind of act ("violence", "blame", "decision"); the group is the voice of
    the act, and "" for all voices together; the categories are "agent given" (the sentence has an agent,
    also a pronoun) and the constructions. Violence is counted in words that are hardly ever a figure of
    speech ("kill", "bombing"); "attack" and "fight" are not.

    Raises
    ------
    FramingError
        If a section is unknown.
    """
    check_sections(sections)
    rows = Agency.validate(agency)
    rows = rows[rows["act"].isin(ACTS_TOLD) & rows["section"].isin(list(sections))]
    rows = rows[plain_violence(rows)]
    both = pd.concat([rows.assign(group=rows["voice"]), rows.assign(group="")], ignore_index=True)
    key = ["act", "group", "article", "outlet"]
    shown = both[key].assign(**{AGENT: both["agent_text"] != ""})
    shown = shown.assign(**{one: both["construction"] == one for one in CONSTRUCTIONS}, total=1)
    counts = shown.groupby(key, as_index=False)[["total", AGENT, *CONSTRUCTIONS]].sum()
    found = counts.melt([*key, "total"], var_name="category", value_name="n")
    found = found.rename(columns={"act": "measure"}).assign(unit="acts")
    found["category"] = found["category"].str.replace("_", " ")
    found[["n", "total"]] = found[["n", "total"]].astype(float)
    return Tallies.validate(by_key(found, "measure", "group", "category", "article"))


@table("agency-article", Tallies)
def _agency_article(agency: pd.DataFrame, *, sections: list[str]) -> pd.DataFrame:
    """What each article adds to each number about who is said to act."""
    return agency_tallies(agency, sections=sections)
