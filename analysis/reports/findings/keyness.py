"""State which words set outlets apart: how often each outlet uses them, how sure that is, and an example."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.measures import furthest_apart
from analysis.reports.findings.contrasts import (
    MOST,
    NAMED,
    Finding,
    best_example,
    sentence_at,
    unquoted,
)
from analysis.reports.findings.words import listed
from analysis.reports.notebook.passages import Behind, origins_of
from analysis.tables.patterns import keyness_key

_PER = 10_000  # words, in sentences: per million is hard to picture
_WOULD = 30  # words of each outlet among which house style is named


def keyness_findings(
    keyness: pd.DataFrame,
    frequencies: pd.DataFrame,
    behind: Sequence[Behind],
    articles: pd.DataFrame,
    *,
    without: Mapping[str, str],
) -> list[Finding]:
    """State the words that set outlets apart most surely, at most five.

    Parameters
    ----------
    keyness, frequencies
        Keyness with intervals and Frequencies, of all terms.
    behind
        The evidence of the terms that are shown, for an example of each.
    without
        Terms of house style, which are not told.
    """
    if keyness.empty:
        return [Finding("No word is left to compare.")]
    shown = furthest_apart(keyness, top=MOST, without=without)
    ranked = shown.assign(surely=shown["lean"].where(shown["log_odds"] > 0, -shown["lean"]))
    ranked = ranked.sort_values(["surely", "term"], ascending=[False, True])
    # a z of an outlet with few articles and the end of an interval do not stand in one order
    known = ranked[ranked["low"].notna()]
    told = known[known["surely"] > 0] if len(known) else ranked
    told = told.drop_duplicates("term").head(MOST)
    places = {one.key: one.rows for one in behind}
    findings: list[Finding] = []
    for row in told.to_dict("records"):
        rows = places.get(keyness_key(row["target"], row["term"]), pd.DataFrame())
        own = articles[articles["outlet"] == _leads(row, frequencies)]
        found = _with_example(_sentence(row, frequencies), rows, own)
        again = found.example in {one.example for one in findings}
        findings.append(Finding(found.sentence) if again else found)
    asked = ~keyness["term"].isin(without) & keyness["low"].notna()
    known = keyness.loc[asked, ["low", "high"]]
    if len(known):
        findings = _in_order(findings, known)
    return findings


def _in_order(findings: Sequence[Finding], known: pd.DataFrame) -> list[Finding]:
    """Say how many comparisons are reliable: behind the words, or before them if chance gives as many."""
    sure = int(((known["low"] > 0) | (known["high"] < 0)).sum())
    by_chance = round(len(known) / 20)
    said = (
        f"Of {len(known):,} comparisons of a word {sure:,} have a 95% interval without zero; up to "
        f"{by_chance:,} would by chance if outlets did not differ."
    )
    if sure == 0:
        return [Finding("No word sets the outlets apart reliably."), *findings, Finding(said)]
    if sure <= by_chance:
        first = f"No more words set the outlets apart than chance gives. {said} The surest of them:"
        return [Finding(first), *findings]
    return [*findings, Finding(said)]


def _leads(row: Mapping[Any, Any], frequencies: pd.DataFrame) -> str:
    used = frequencies[frequencies["term"] == row["term"]]
    return str(used.sort_values(["rate", "outlet"], ascending=[False, True])["outlet"].iloc[0])


def _sentence(row: Mapping[Any, Any], frequencies: pd.DataFrame) -> str:
    words = frequencies.drop_duplicates("outlet").set_index("outlet")["words"]
    used = frequencies[frequencies["term"] == row["term"]].set_index("outlet")["n"]
    rates = (used.reindex(words.index).fillna(0) * _PER / words).sort_values(
        ascending=False, kind="stable"
    )
    shown = rates if len(rates) <= NAMED else rates.iloc[[0, -1]]
    first, *rest = [(str(name), f"{rate:.1f}") for name, rate in shown.items()]
    said = f"{first[0]} has “{row['term']}” {first[1]} times in {_PER:,} words"
    if rest:
        said += f", {listed([f'{name} {rate} times' for name, rate in rest])}"
    if len(rates) > NAMED:
        said += f"; the other {len(rates) - 2:,} outlets lie between"
    odds = f"weighted log-odds {abs(float(row['log_odds'])):.1f}"
    if not pd.isna(row["low"]):
        low, high = sorted((abs(float(row["low"])), abs(float(row["high"]))))
        odds += f", 95% interval {low:.1f} to {high:.1f}"
    return f"{said} ({odds})."


def _with_example(sentence: str, rows: pd.DataFrame, articles: pd.DataFrame) -> Finding:
    """Add the sentence around one of the places, in one of the articles."""
    if rows.empty:
        return Finding(sentence)
    texts, near = articles.set_index("id")["text"], rows[rows["article"].isin(articles["id"])]
    each = zip(near["article"], near["start"], near["end"], strict=True)
    near = near.assign(said=[sentence_at(texts[article], *span) for article, *span in each])
    best = best_example(near, "said")
    if best is None:
        return Finding(sentence)
    return Finding(sentence, unquoted(best["said"]), origins_of(articles)[best["article"]])


def house_style_remarks(keyness: pd.DataFrame, style: Mapping[str, str]) -> list[str]:
    """Name the words of house style that would have been among those that set outlets apart."""
    would = set(furthest_apart(keyness, top=_WOULD)["term"])
    kinds: dict[str, list[str]] = {}
    for term, kind in sorted(style.items()):
        if term in would:
            kinds.setdefault(kind, []).append(term)
    if not kinds:
        return []
    told = "; ".join(f"{kind}: {', '.join(terms)}" for kind, terms in sorted(kinds.items()))
    return [
        f"Left out of the figure and the findings as house style, which says how an outlet writes and not "
        f"what about: {told}. The table has them; house_style=true draws them."
    ]
