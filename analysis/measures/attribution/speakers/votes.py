"""Give every named speaker of a corpus one name, one kind and one affiliation, by the votes of its articles.

Rows are those of the step `found-attributions`: of Attributions as each article by itself has them, with two
columns more. `form` separates people from the rest; `sure`: words at the name show the kind.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
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

Numbers = npt.NDArray[np.int64]
_VOTING = ["article", "speaker", "kind", "affiliation", "sure"]
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
    choices, chosen = _choices(found, given)
    names = np.array([one.name for one in choices], object)
    called = np.array([one.named for one in choices], object)[chosen]
    is_named = np.where(pd.isna(called), found["named"], called).astype(bool)
    speakers = pd.Series(names[chosen], index=found.index, dtype="str")
    result = found.assign(speaker=speakers, named=is_named)
    named = result.loc[is_named & (speakers != ""), _VOTING]
    kinds = votes_for_kinds(named).drop_duplicates("speaker").set_index("speaker")["kind"]
    for column, voted, missing in (
        ("kind", kinds.to_dict(), "other"),
        ("affiliation", _usual_affiliations(named), ""),
    ):
        by_name = dict.fromkeys(named["speaker"].unique(), missing) | voted
        decided = np.array([getattr(one.decided, column) for one in choices], object)[chosen]
        own = np.array([by_name.get(name) for name in names], object)[chosen]
        own = np.where(is_named & ~pd.isna(own), own, result[column])
        values = np.where(decided != "", decided, own)
        result[column] = pd.Series(values, index=result.index, dtype="str")
    return result


def _usual_affiliations(named: pd.DataFrame) -> dict[str, str]:
    """Return the affiliation of each speaker in most articles, then the shortest."""
    each = named.loc[named["affiliation"] != "", ["speaker", "affiliation", "article"]]
    each = each.drop_duplicates()
    found: dict[str, list[str]] = {}
    for name, affiliation in zip(
        each["speaker"].tolist(), each["affiliation"].tolist(), strict=True
    ):
        found.setdefault(name, []).append(affiliation)
    return {name: commonest(affiliations) for name, affiliations in found.items()}


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


def _forms(found: pd.DataFrame) -> tuple[list[tuple[str, str]], Numbers]:
    """Return all forms of speakers, each with what it is called, and the number of that of each row."""
    form, forms = pd.factorize(found["form"])
    speaker, speakers = pd.factorize(found["speaker"])
    places, number = np.unique(form * len(speakers) + speaker, return_inverse=True)
    kinds, written = forms.tolist(), speakers.tolist()
    pairs = [divmod(place, len(written)) for place in places.tolist()]
    return [(kinds[kind], written[name]) for kind, name in pairs], number


def _automatic(found: pd.DataFrame, forms: Iterable[tuple[str, str]]) -> list[str]:
    """Return the name of the speaker of each form by our rules."""
    names: dict[tuple[str, str], str] = {}
    each = found[["form", "article", "speaker"]].drop_duplicates()
    for form, joined in (("person", names_of), ("organisation", names_of_bodies)):
        written = each.loc[each["form"] == form, "speaker"].tolist()
        names |= {(form, one): name for one, name in joined(written).items()}
    return [names.get(form, form[1]) for form in forms]


class _Choice(NamedTuple):
    """The name of a speaker, whether it is one (None: as found), and what the table says of the speaker."""

    name: str
    named: bool | None
    decided: Decided


def _choices(found: pd.DataFrame, given: Corrections) -> tuple[list[_Choice], Numbers]:
    """Return the names of speakers, by hand or by our rules, and the number of that of each row."""
    forms, number = _forms(found)
    pairs = [
        (written, name) for (_, written), name in zip(forms, _automatic(found, forms), strict=True)
    ]
    renamed = _renamed(pairs, given)
    return [_choice(*pair, given, renamed) for pair in pairs], number


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
    return sorted({*given.names} - {*found["speaker"], *_automatic(found, _forms(found)[0])})


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
