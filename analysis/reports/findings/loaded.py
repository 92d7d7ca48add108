"""State findings on loaded language, with warnings and with labels for the evidence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.measures.loaded import (
    LOADED,
    MODEL_HITS,
    MODEL_LOADED,
    NEAR,
    SPEAKERS,
    Lexicon,
    counted,
    loaded_sentences,
    voices_apart,
)
from analysis.measures.loaded.lexicons import OWN
from analysis.reports.findings.words import listed
from analysis.reports.notebook.passages import Behind
from analysis.tables import Differences, Patterns
from analysis.tables.loaded import VOICE_LABELS
from analysis.tables.patterns import number_key

_WHOSE = {
    "outlet": "in its own voice",
    "paraphrased": "in what it paraphrases",
    "quoted": "in what it quotes",
}


_CALM = "calm sentences called loaded,"
_COLUMNS = {"loaded categories": "category", "loaded words, headline and body": "section"}


def loaded_findings(patterns: pd.DataFrame, words: pd.DataFrame) -> list[str]:
    """State for every outlet how many loaded words each voice has, and the outlet's own ones."""
    sentences = []
    for outlet, rows in voices_apart(patterns).groupby("outlet"):
        told = [_rate(row) for row in rows.to_dict("records") if row["total"] > 0]
        if not told:
            sentences.append(f"{outlet} has no words in the sections read.")
            continue
        sentences.append(f"{outlet}: {'; '.join(told)}.")
        own = words[(words["outlet"] == outlet) & (words["voice"] == "outlet")].head(5)
        if len(own):
            each = [f"{row.term} ({row.n:,})" for row in own.itertuples()]
            sentences.append(
                f"{outlet}: the most frequent loaded words in its own voice are {', '.join(each)}."
            )
        of_model = loaded_sentences(patterns)
        for row in of_model[of_model["outlet"] == outlet].to_dict("records"):
            n, total = f"{row['n']:,.0f}", f"{row['total']:,.0f}"
            value = f"{100 * row['value']:.1f}"
            sentences.append(
                f"{outlet}: the model calls {n} of {total} sentences loaded {row['category']}, "
                f"{value}%{_interval(row, 100)}."
            )
    return sentences


def _rate(row: Mapping[Any, Any]) -> str:
    n, total = f"{row['n']:,.0f}", f"{row['total']:,.0f}"
    value = f"{row['value']:.1f}"
    whose = _WHOSE[str(row["category"])]
    return f"{n} of {total} words {whose} are loaded, {value} per 1,000{_interval(row)}"


def _interval(row: Mapping[Any, Any], scale: float = 1, *, signed: bool = False) -> str:
    """Return the interval of a number in brackets, "" where it has none."""
    if pd.isna(row["low"]):
        return ""
    form = "+.1f" if signed else ".1f"
    low, high = (f"{scale * row[name]:{form}}".replace("-", "−") for name in ("low", "high"))
    return f" (95% interval {low} to {high})"


def loaded_notices(languages: pd.DataFrame) -> list[str]:
    """Warn that rates compare and do not judge, and name articles that the list cannot read."""
    notices = [
        "Loaded words are a comparison between outlets, never a measure of bias: experts agree little "
        "on what is loaded, the list knows words, not sentences, and the model errs (see Method)."
    ]
    foreign = int((languages["recognised"] != "en").sum())
    if foreign:
        of = "article is" if foreign == 1 else "articles are"
        notices.append(f"{foreign:,} {of} not recognised as English; the list is English only.")
    return notices


def lexicon_findings(quality: pd.DataFrame, lexicon: Lexicon) -> list[str]:
    """State how well the list agrees with people, and how many entries have evidence of their own."""
    counting = [entry for entry in lexicon.entries if entry.weight >= LOADED]
    unseen = sum(entry.n == 0 for entry in counting)
    return [
        *(
            f"{row.figure}: {row.value:.2f} (95% interval {row.low:.2f} to {row.high:.2f})."
            for row in quality[quality["list"] == "all"].itertuples()
        ),
        f"Of the {len(counting):,} entries that count as loaded, {unseen:,} never occurred in the "
        "sentences that people marked; their weight is the mean of their category.",
    ]


def model_findings(quality: pd.DataFrame) -> list[str]:
    """State how well the model agrees with people, for each figure."""
    sentences = []
    for row in quality.fillna({"low": -2.0}).to_dict("records"):
        known = f" (95% interval {row['low']:.2f} to {row['high']:.2f})" if row["low"] >= -1 else ""
        sentences.append(f"{row['data']}, {row['figure']}: {row['value']:.2f}{known}.")
    return sentences


def lean_remarks(quality: pd.DataFrame) -> list[str]:
    """Say how the errors of the model lean by kind of outlet, which belongs beside every comparison.

    `quality` is the table of the model, ModelQuality.
    """
    told = [
        f"{row['value']:.0%} in {kind} ({row['low']:.0%} to {row['high']:.0%}, {row['n']:,} sentences)"
        for kind, row in _leanings(quality)
    ]
    return [
        "Known lean of the model: of the sentences that experts call free of loaded words it calls loaded "
        f"{listed(told)}. A difference between outlets of different leaning that is no larger can be "
        "the model's."
    ]


def lean_note(quality: pd.DataFrame) -> str:
    """Return the same in one short sentence, for the caption of a figure."""
    told = [f"{row['value']:.0%} in {kind}" for kind, row in _leanings(quality)]
    return f"Of sentences that experts call free of loaded words the model calls loaded {listed(told)}."


def _leanings(quality: pd.DataFrame) -> list[tuple[str, Mapping[Any, Any]]]:
    rows = quality[quality["figure"].str.startswith(_CALM)].to_dict("records")
    return [(str(row["figure"]).removeprefix(_CALM).strip(), row) for row in rows]


def loaded_evidence(
    rows: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    sections: Sequence[str] = ("body",),
    by: str = OWN,
) -> list[Behind]:
    """Return a label for each row of loaded Patterns with a count, with the counted words.

    Rows are those of `voices_apart` with the same `by`, of `own_voice`, or of `headline_and_body`.
    """
    found = counted(hits, sections, by=by).sort_values(["article", "start"], ignore_index=True)
    shown = []
    for row in rows[rows["n"] > 0].to_dict("records"):
        column = _COLUMNS.get(row["measure"], "voice")
        own = (found["outlet"] == row["outlet"]) & (found[column] == row["category"])
        if column != "voice":
            own &= found["voice"] == "outlet"
        named = VOICE_LABELS.get(row["category"], row["category"])
        label = f"{row['outlet']}, {named}: {row['n']:,.0f} in {row['total']:,.0f} words"
        behind = found[own].rename(columns={"voice": "whose"})
        shown.append(Behind(label, behind, number_key(row)))
    return shown


def told_sentences(
    top: pd.DataFrame, hits: pd.DataFrame, articles: pd.DataFrame, *, by: str = OWN
) -> pd.DataFrame:
    """Return sentences with their text, their score in the outlet's own voice, and the words behind it.

    `by` is "loaded", our own list, or "model". `loaded` are the words in the outlet's own voice, with
    their weights: all entries of the list, or the words that the model calls loaded.
    """
    texts = articles.set_index("id")["text"]
    own = hits[(hits["voice"] == "outlet") & (hits["lexicon"] == by) & ~hits["negated"]]
    if by == MODEL_HITS:
        own = own[own["weight"] >= MODEL_LOADED]
    score = "own_score" if by == MODEL_HITS else "own_lexicon_score"
    return pd.DataFrame(
        {
            "outlet": top["outlet"],
            score: top[score],
            "loaded": _words_told(top, own),
            "sentence": _texts(top, texts),
            "article": top["article"],
        }
    )


def told_disagreements(
    apart: pd.DataFrame, hits: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return sentences with both scores, and with the loaded words by list and by model."""
    texts = articles.set_index("id")["text"]
    hits = hits[~hits["negated"]]
    by_model = hits[(hits["lexicon"] == MODEL_HITS) & (hits["weight"] >= MODEL_LOADED)]
    return pd.DataFrame(
        {
            "outlet": apart["outlet"],
            "model_score": apart["score"],
            "lexicon_score": apart["lexicon_score"],
            "by_model": _words_told(apart, by_model),
            "by_list": _words_told(apart, hits[hits["lexicon"] == OWN]),
            "sentence": _texts(apart, texts),
            "article": apart["article"],
        }
    )


def _words_told(sentences: pd.DataFrame, hits: pd.DataFrame) -> list[str]:
    words: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in hits.sort_values(["article", "start"]).itertuples():
        words[row.article, row.number].append(f"{row.text} {row.weight:.2f}")  # type: ignore[index]
    keys = zip(sentences["article"], sentences["number"], strict=True)
    return [", ".join(words[key]) for key in keys]


def _texts(sentences: pd.DataFrame, texts: pd.Series) -> list[str]:
    spans = zip(sentences["article"], sentences["start"], sentences["end"], strict=True)
    return [texts[article][start:end] for article, start, end in spans]


_VOICE_OF = {name: voice for names in (NEAR, SPEAKERS) for voice, name in names.items()}


def difference_findings(differences: pd.DataFrame) -> list[str]:
    """State for every outlet how its own voice differs from the mean of the outlets."""
    own = Differences.validate(differences)
    own = own[own["category"] == "outlet"].sort_values(["difference", "outlet"], ascending=False)
    sentences = []
    for row in own.to_dict("records"):
        where = "above" if row["difference"] >= 0 else "below"
        sentences.append(
            f"{row['outlet']}: in its own voice {abs(row['difference']):.1f} loaded words per 1,000 "
            f"{where} the mean of the {row['outlets']:,} outlets, which is {row['mean']:.1f}"
            f"{_interval(row, signed=True).replace('interval', 'interval of the difference')}."
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
