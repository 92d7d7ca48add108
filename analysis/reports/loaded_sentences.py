"""Loaded language in words, what must be known before believing it, and labels for evidence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.measures.loaded import LOADED, Lexicon, counted, voices_apart
from analysis.measures.loaded.lexicons import OWN
from analysis.tables.loaded import VOICE_LABELS

_WHOSE = {
    "outlet": "in its own voice",
    "paraphrased": "in what it paraphrases",
    "quoted": "in what it quotes",
}


def loaded_findings(patterns: pd.DataFrame, words: pd.DataFrame) -> list[str]:
    """Say for every outlet how many loaded words stand in each voice, and which it uses itself."""
    sentences = []
    for outlet, rows in voices_apart(patterns).groupby("outlet"):
        told = [_rate(row) for row in rows.to_dict("records") if row["total"] > 0]
        if not told:
            sentences.append(f"{outlet} has no words in the sections read.")
            continue
        sentences.append(f"{outlet}: loaded are {'; '.join(told)}.")
        own = words[(words["outlet"] == outlet) & (words["voice"] == "outlet")].head(5)
        if len(own):
            each = [f"{row.term} ({row.n:,})" for row in own.itertuples()]
            sentences.append(f"{outlet}: in its own voice most often {', '.join(each)}.")
    return sentences


def _rate(row: Mapping[Any, Any]) -> str:
    n, total = f"{row['n']:,.0f}", f"{row['total']:,.0f}"
    value, low, high = (f"{row[name]:.1f}" for name in ("value", "low", "high"))
    whose = _WHOSE[str(row["category"])]
    return f"{whose} {n} of {total} words, {value} per 1,000 (95% interval {low} to {high})"


def loaded_notices(languages: pd.DataFrame) -> list[str]:
    """Say that rates compare and do not judge, and which articles the list cannot read."""
    notices = [
        "Loaded words are a comparison between outlets, never a measure of bias: experts agree little "
        "on what is loaded, and the list knows words, not sentences."
    ]
    foreign = int((languages["recognised"] != "en").sum())
    if foreign:
        of = "article is" if foreign == 1 else "articles are"
        notices.append(f"{foreign:,} {of} not recognised as English; the list is English only.")
    return notices


def lexicon_findings(quality: pd.DataFrame, lexicon: Lexicon) -> list[str]:
    """Say how well the whole list agrees with people, and how much of it rests on evidence of its own."""
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


def loaded_evidence(
    rows: pd.DataFrame, hits: pd.DataFrame, *, sections: Sequence[str] = ("body",)
) -> list[tuple[str, pd.DataFrame]]:
    """Return each row of loaded Patterns that counts something as a label, with the words it counts.

    Rows are those of `voices_apart` or of `own_voice`.
    """
    found = counted(hits, sections).sort_values(["article", "start"], ignore_index=True)
    shown = []
    for row in rows[rows["n"] > 0].to_dict("records"):
        column, voice = "voice", row["category"]
        if row["measure"] != "loaded words":
            column, voice = "category", "outlet"
        own = (found["outlet"] == row["outlet"]) & (found[column] == row["category"])
        if column == "category":
            own &= found["voice"] == voice
        named = VOICE_LABELS.get(row["category"], row["category"])
        label = f"{row['outlet']}, {named}: {row['n']:,.0f} in {row['total']:,.0f} words"
        shown.append((label, found[own].rename(columns={"voice": "whose"})))
    return shown


def told_sentences(top: pd.DataFrame, hits: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return sentences with their text, their score in the outlet's own voice, and what it is made of.

    `loaded` are the entries in the outlet's own voice, with their weights.
    """
    texts = articles.set_index("id")["text"]
    own = hits[(hits["voice"] == "outlet") & (hits["lexicon"] == OWN)]
    words: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in own.sort_values(["article", "start"]).itertuples():
        words[row.article, row.number].append(f"{row.text} {row.weight:.2f}")  # type: ignore[index]
    keys = zip(top["article"], top["number"], strict=True)
    spans = zip(top["article"], top["start"], top["end"], strict=True)
    return pd.DataFrame(
        {
            "outlet": top["outlet"],
            "own_lexicon_score": top["own_lexicon_score"],
            "loaded": [", ".join(words[key]) for key in keys],
            "sentence": [texts[article][start:end] for article, start, end in spans],
            "article": top["article"],
        }
    )
