"""Give every named speaker of a corpus one name, one kind and one affiliation, by the votes of its articles.

Rows are those of the step `found-attributions`: of Attributions as each article by itself has them, with two
columns more. `form` separates people from the rest; `sure`: words at the name show the kind.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.categories import SPEAKER_KINDS
from analysis.measures.attribution.speakers.bodies import names_of_bodies
from analysis.measures.attribution.speakers.corrections import (
    AS_FOUND,
    BETWEEN,
    NO_CORRECTIONS,
    Corrections,
    Decided,
)
from analysis.measures.attribution.speakers.people import commonest, names_of
from analysis.recipes import table
from analysis.tables import Speakers

_DECIDED = ["speaker", "kind", "affiliation", "named"]
BY_HAND = "coder"  # the rule of a speaker that a person gave for one attribution


def one_name(found: pd.DataFrame, given: Corrections = NO_CORRECTIONS) -> pd.DataFrame:
    """Return the rows with one name, kind and affiliation for each named speaker in all articles.

    Forms of a person's name are joined by `names_of`, those of a body by `names_of_bodies`. Each article
    that shows a kind other than "other" has a vote for it. Votes of articles in which words at the name
    show the kind count first; those in which it is borrowed, or the usual one for a title, only where the
    others are equal. Among equals the kind wins that comes first in `SPEAKER_KINDS`. "anonymous" has no
    vote, since the speaker has a name: who has no other is "other". The affiliation is that of most
    articles, then the shortest. What `given` says
    comes before all votes.
    """
    choices = _choices(found, given)
    result = found.assign(
        speaker=[one.name for one in choices],
        named=[
            was if one.named is None else one.named
            for one, was in zip(choices, found["named"].tolist(), strict=True)
        ],
    )
    named = result[result["named"] & (result["speaker"] != "")]
    kinds = votes_for_kinds(named).drop_duplicates("speaker").set_index("speaker")["kind"]
    each = named.loc[named["affiliation"] != "", ["speaker", "affiliation", "article"]]
    lands = each.drop_duplicates().groupby("speaker")["affiliation"]
    usual = lands.agg(lambda values: commonest(values.tolist()))
    for column, voted, missing in (("kind", kinds, "other"), ("affiliation", usual, "")):
        by_name = dict.fromkeys(named["speaker"].unique(), missing) | voted.to_dict()
        rows = zip(choices, result["named"].tolist(), result[column].tolist(), strict=True)
        result[column] = [
            getattr(one.decided, column) or (by_name.get(one.name, value) if is_named else value)
            for one, is_named, value in rows
        ]
    return result


def votes_for_kinds(rows: pd.DataFrame) -> pd.DataFrame:
    """Count for each speaker the articles with each kind, the kind that wins first.

    Returns
    -------
    One row per speaker and kind: `votes`, articles in which words at the name show it, and `guesses`,
    articles in which it is borrowed or the usual one.
    """
    key = ["speaker", "kind"]
    shown = rows[~rows["kind"].isin(["other", "anonymous"])]
    each = shown.groupby([*key, "article"])["sure"].max().astype(bool).reset_index()
    each["guess"] = ~each["sure"]
    counts = each.groupby(key, as_index=False).agg(votes=("sure", "sum"), guesses=("guess", "sum"))
    turn = counts["kind"].map({kind: turn for turn, kind in enumerate(SPEAKER_KINDS)})
    ranked = counts.assign(turn=turn).sort_values(
        ["speaker", "votes", "guesses", "turn"],
        ascending=[True, False, False, True],
        ignore_index=True,
    )
    return ranked.drop(columns="turn")


def _automatic(found: pd.DataFrame) -> list[str]:
    """Return the name of the speaker of each row by our rules."""
    names: dict[tuple[str, str], str] = {}
    for form, joined in (("person", names_of), ("organisation", names_of_bodies)):
        rows = found.loc[found["form"] == form, ["article", "speaker"]].drop_duplicates()
        names |= {
            (form, written): name for written, name in joined(rows["speaker"].tolist()).items()
        }
    pairs = zip(found["form"].tolist(), found["speaker"].tolist(), strict=True)
    return [names.get((form, written), written) for form, written in pairs]


class _Choice(NamedTuple):
    """The name of a speaker, whether it is one (None: as found), and what the table says of the speaker."""

    name: str
    named: bool | None
    decided: Decided


def _choices(found: pd.DataFrame, given: Corrections) -> list[_Choice]:
    """Return the name of the speaker of each row, by hand or by our rules."""
    pairs = list(zip(found["speaker"].tolist(), _automatic(found), strict=True))
    renamed = _renamed(pairs, given)
    chosen = {pair: _choice(*pair, given, renamed) for pair in set(pairs)}
    return [chosen[pair] for pair in pairs]


def _choice(
    written: str, automatic: str, given: Corrections, renamed: Mapping[str, str]
) -> _Choice:
    """Return the name of a speaker; what is said of the form in the article comes first."""
    alias = next((form for form in (written, automatic) if form in given.names), None)
    if given.calls(written):
        return _Choice(written, named=True, decided=given.speakers[written])
    if alias is None:
        name = renamed.get(automatic, automatic)
        return _Choice(name, None, given.speakers.get(name, AS_FOUND))
    name = given.names[alias]
    if not name:
        return _Choice(written, named=False, decided=given.nobody[alias])
    return _Choice(name, named=True, decided=given.speakers[name])


def _renamed(pairs: Iterable[tuple[str, str]], given: Corrections) -> dict[str, str]:
    """Return the speakers whom the table calls by another of the forms that are joined in them."""
    other: dict[str, set[str]] = {}
    for written, automatic in set(pairs):
        if given.calls(written):
            other.setdefault(automatic, set()).add(written)
    return {automatic: min(forms) for automatic, forms in other.items() if len(forms) == 1}


def unknown_aliases(found: pd.DataFrame, given: Corrections) -> list[str]:
    """Return the aliases of the table that are nobody in these articles, by name."""
    return sorted({*given.names} - {*found["speaker"], *_automatic(found)})


@table("speakers", Speakers, kept=True)
def speakers_of(
    found_attributions: pd.DataFrame,
    given_speakers: Corrections = NO_CORRECTIONS,
    attributions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Every named speaker with aliases, kind and the votes for it.

    Parameters
    ----------
    found_attributions
        The rows of the step `found-attributions`.
    given_speakers
        The researcher's table.
    attributions
        Attributions with what coders corrected; None: nobody did.

    Returns
    -------
    Speakers, those with most attributions first.
    """
    found, given = found_attributions, given_speakers
    rows = one_name(found, given).assign(written=found["speaker"])
    rows["given"] = (rows[_DECIDED] != one_name(found)[_DECIDED]).any(axis=1)
    rows["shown"] = found["kind"]
    if attributions is not None:
        rows = _corrected(rows, attributions)
    rows = rows[rows["named"] & (rows["speaker"] != "")]
    by_speaker = rows.groupby("speaker")
    speakers = by_speaker.agg(
        aliases=("written", lambda forms: BETWEEN.join(sorted(set(forms)))),
        kind=("kind", lambda kinds: commonest(kinds.tolist())),
        affiliation=("affiliation", "first"),
        articles=("article", "nunique"),
        outlets=("outlet", "nunique"),
        attributions=("article", "size"),
        given=("given", "any"),
    )
    counts = votes_for_kinds(rows.assign(kind=rows["shown"]))
    for column in ("votes", "guesses"):
        speakers[column] = _written(counts[counts[column] > 0], column)
    speakers = speakers.fillna({"votes": "", "guesses": ""}).rename_axis("name").reset_index()
    return Speakers.validate(
        speakers.sort_values(
            ["attributions", "name"], ascending=[False, True], kind="stable", ignore_index=True
        )
    )


def _corrected(rows: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that coders left, with what they say of each; a speaker of theirs has that name."""
    said = attributions[["article", "id", "rule", *_DECIDED]]
    kept = rows.drop(columns=["rule", *_DECIDED]).merge(said, on=["article", "id"])
    by_hand = kept["rule"] == BY_HAND
    return kept.assign(
        written=kept["written"].mask(by_hand, kept["speaker"]),
        shown=kept["shown"].mask(by_hand, "other"),  # no article shows the kind of another speaker
    )


def _written(counts: pd.DataFrame, column: str) -> "pd.Series[str]":
    """Return for each speaker the kinds with their articles: "government 12; expert 1"."""
    told = counts["kind"] + " " + counts[column].astype(str)
    return told.groupby(counts["speaker"], sort=False).agg(BETWEEN.join).astype(object)
