"""State findings on attribution, with warnings and with labels for the evidence."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.categories import KIND_LABELS
from analysis.corpus import Corpus
from analysis.figures.canvas.pattern_rows import counted
from analysis.measures.attribution import evidence_of_each
from analysis.measures.attribution.amendments import NOT_HERE, Amended
from analysis.measures.attribution.speakers.corrections import Corrections
from analysis.measures.attribution.speakers.votes import unknown_aliases
from analysis.reports.findings.words import listed, some
from analysis.reports.notebook.passages import Behind
from analysis.reports.notebook.run import Run
from analysis.study import Study
from analysis.tables.patterns import number_key

_UNITS = {"share of the body before it": "articles", "attributions per 1,000 words": "attributions"}
_TELLING = (
    "contents, a third shared, F1",
    "indirect, found",
    "direct, found",
    "found as said, annotated, precision",
)

_LEFT = "The corrections by coders that were not applied, and why."


def attribution_findings(patterns: pd.DataFrame, concentration: pd.DataFrame) -> list[str]:
    """State for every outlet whose words it prints, who speaks most, and with which cues."""
    return [
        sentence
        for outlet in sorted(patterns["outlet"].unique())
        for sentence in _of_outlet(
            outlet,
            patterns[patterns["outlet"] == outlet],
            concentration[concentration["outlet"] == outlet],
        )
    ]


def _of_outlet(outlet: str, patterns: pd.DataFrame, few: pd.DataFrame) -> list[str]:
    voice = patterns[patterns["measure"] == "voice"].set_index("category")
    if voice.empty or not voice["total"].max():
        return [f"{outlet} has no words in the sections read."]
    share = {str(name): float(value) for name, value in voice["value"].items()}
    words, own = f"{voice['total'].max():,.0f}", share["narrative"] + share["source and cue"]
    sentences = [
        f"{outlet}: of {words} words {_percent(own)} are the outlet's own, "
        f"{_percent(share['paraphrased'])} paraphrase others and "
        f"{_percent(share['quoted'])} quote them."
    ]
    kinds = _largest(patterns, "kind", 2)
    if kinds:
        sentences.append(
            f"{outlet}: the kinds of speakers with most attributions are {listed(kinds)}."
        )
    top = few[(few["statistic"] == "most heard speaker") & (few["measure"] == "speaker")]
    top = top[top["n"] > 1]
    sentences += [
        f"{outlet}: the speaker heard most is {row.speaker}, with {row.n:,.0f} of "
        f"{row.total:,.0f} attributions that have a source."
        for row in top[top["total"] > 0].itertuples()
    ]
    classes = _largest(patterns, "cue class", 3)
    if classes:
        sentences.append(f"{outlet}: the most frequent categories of cues are {listed(classes)}.")
    return sentences


def _largest(patterns: pd.DataFrame, measure: str, most: int) -> list[str]:
    rows = patterns[(patterns["measure"] == measure) & (patterns["n"] > 0)]
    rows = rows.sort_values(["n", "category"], ascending=[False, True]).head(most)
    return [
        f"{_plain(row.category)} ({row.n:,.0f} of {row.total:,.0f})" for row in rows.itertuples()
    ]


def attribution_notices(
    attributions: pd.DataFrame, corpus: Corpus, languages: pd.DataFrame
) -> list[str]:
    """Name the articles that the model cannot read well, and those without attributions."""
    notices = []
    foreign = int((languages["recognised"] != "en").sum())
    if foreign:
        of = "article is" if foreign == 1 else "articles are"
        notices.append(
            f"{foreign:,} {of} not recognised as English. Attributions are found by a model of "
            "English news; do not trust what is said here about others."
        )
    silent = len(corpus.articles) - attributions["article"].nunique()
    if silent:
        of = "article has" if silent == 1 else "articles have"
        notices.append(f"{silent:,} {of} no attribution; they count in the rates.")
    return notices


def speaker_notices(given: Corrections, found: pd.DataFrame, speakers: pd.DataFrame) -> list[str]:
    """Say how many rows of the researcher's table decide about speakers, and which of them cannot.

    Parameters
    ----------
    given, found, speakers
        The steps `given-speakers` and `found-attributions`, and the table Speakers.
    """
    if not given.file:
        return []
    file = Path(given.file).name
    changed = speakers.loc[speakers["given"], "name"].tolist()
    whom = f"these speakers: {some(changed)}" if changed else "no speaker that has a name"
    rows = "1 row of {} was" if given.rows == 1 else f"{given.rows:,} rows of {{}} were"
    notices = [f"{rows.format(file)} given by hand: kind, name or affiliation changed for {whom}."]
    unknown = unknown_aliases(found, given)
    if unknown:
        notices.append(f"{file} names speakers who are in no article here: {some(unknown)}.")
    if given.disputed:
        notices.append(
            f"{file} has aliases in the lists of several speakers; they are left as found: "
            f"{some(given.disputed)}. A row with the alias alone decides."
        )
    return notices


def show_amendments(run: Run, study: Study, *, wanted: bool = True, of_model: bool = False) -> None:
    """Say how many corrections were applied and show the others; record both. Nothing without a table.

    Parameters
    ----------
    wanted
        Whether the report uses attributions at all.
    of_model
        Whether the report is about the model itself, and applies none.
    """
    file = str(study.settings.get("corrections", ""))
    if not (wanted and file):
        return
    found: Amended = study["amended"]
    if of_model:
        run.amended = {"applied": 0, "not applied": found.applied + len(found.unfit)}
        run.notices([amendments_left(found, file)])
        return
    run.amended = {"applied": found.applied, "not applied": len(found.unfit)}
    run.notices(amendment_notices(found, file))
    if not found.unfit.empty:
        run.table(study["unfit-corrections"], name="unfit-corrections", caption=_LEFT, folded=False)


def amendments_left(found: Amended, file: str) -> str:
    """Say that a report applies none of the corrections of a file, and why."""
    number, name = found.applied + len(found.unfit), Path(file).name
    these = (
        f"The 1 correction of {name} is"
        if number == 1
        else f"The {number:,} corrections of {name} are"
    )
    return (
        f"{these} not applied in this report, neither to errors nor to corrected numbers nor to claims: it "
        "compares coders with the model as it is. Corrections mend only what somebody looked at. After them "
        "the model would seem to err less than it does in all other articles."
    )


def amendment_notices(found: Amended, file: str) -> list[str]:
    """Say how many corrections of a file were applied, and name those that no longer fit."""
    name, unfit = Path(file).name, found.unfit
    one = found.applied == 1
    were = f"1 correction of {name} was" if one else f"{found.applied:,} corrections of {name} were"
    notices = [
        f"{were} applied to what the model found. Articles that nobody coded are as the model has them: "
        "numbers of whole outlets are corrected by the parameters sample and codings."
    ]
    away = unfit[unfit["reason"] == NOT_HERE]
    if len(away):
        articles = some(sorted(away["article"].unique()))
        belong = "belongs" if len(away) == 1 else "belong"
        notices.append(
            f"{_counted(away)} of {name} {belong} to articles that are not part of this run: {articles}."
        )
    for reason, rows in unfit[unfit["reason"] != NOT_HERE].groupby("reason", sort=True):
        places = [
            f"{row['article']}, {row['what']} at {row['start']} to {row['end']} of the {row['field']}"
            for row in rows.to_dict("records")
        ]
        was = "was" if len(rows) == 1 else "were"
        notices.append(
            f"{_counted(rows)} of {name} {was} not applied ({reason}): {some(places)}. The table below has "
            "them all."
        )
    return notices


def _counted(rows: pd.DataFrame) -> str:
    return "1 correction" if len(rows) == 1 else f"{len(rows):,} corrections"


def quality_findings(quality: pd.DataFrame) -> list[str]:
    """Name the outlets between which the quality of the model differs most, for each figure that matters."""
    sentences = []
    for figure in _TELLING:
        rows = quality[(quality["figure"] == figure) & (quality["outlet"] != "")]
        rows = rows.sort_values(["value", "outlet"])
        worst, best = rows.iloc[0], rows.iloc[-1]
        sentences.append(
            f"{figure[:1].upper()}{figure[1:]}: from {worst['value']:.2f} for {worst['outlet']} "
            f"({worst['low']:.2f} to {worst['high']:.2f}) up to {best['value']:.2f} for "
            f"{best['outlet']} ({best['low']:.2f} to {best['high']:.2f})."
        )
    return [
        *sentences,
        "Where two outlets differ by less than the model does between outlets, the difference can "
        "be the model's.",
    ]


def with_evidence(
    rows: pd.DataFrame,
    attributions: pd.DataFrame,
    voices: pd.DataFrame | None = None,
    *,
    sections: Sequence[str] = ("body",),
) -> list[Behind]:
    """Return a label for each row of Patterns with a count, with the counted rows and the key.

    The label reads "RFE/RL, government: 12 of 32 attributions".
    """
    there = rows[(rows["n"] > 0) & (rows["total"] > 0)]
    each = there.to_dict("records")
    found = evidence_of_each(each, attributions, voices, sections=sections)
    return list(map(Behind, map(_label, each), found, map(number_key, each)))


def _label(row: Mapping[Any, Any]) -> str:
    parts = [row["outlet"], _plain(row["group"])]
    if row["category"] not in ("position", "heard", "all"):
        parts.append(_plain(row["category"]))
    unit = _UNITS.get(row["unit"], row["unit"])
    named = ", ".join(filter(None, parts))
    if row["measure"] == "first heard":
        return f"{named}: first heard in {counted(row['total'], unit)}"
    if row["unit"].endswith("words") and row["measure"] == "rate":
        return f"{named}: {counted(row['n'], unit)} in {counted(row['total'], 'words')}"
    return f"{named}: {row['n']:,.0f} of {counted(row['total'], unit)}"


def _plain(name: object) -> str:
    return KIND_LABELS.get(str(name), str(name))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
