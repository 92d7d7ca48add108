"""Results in words: sentences that quote computed numbers, from the same tables as the figures."""

import pandas as pd

from analysis.corpus import Corpus
from analysis.inference import ENOUGH_ARTICLES, Intervals


def corpus_findings(
    outlets: pd.DataFrame, shares: pd.DataFrame, languages: pd.DataFrame
) -> list[str]:
    """Say how large the corpus is, when it was published, and what lies outside the bodies."""
    articles, words = int(outlets["articles"].sum()), int(outlets["words"].sum())
    sentences = [
        f"The corpus holds {_count(articles, 'article')} by {_count(len(outlets), 'outlet')}, "
        f"{words:,} words in all.",
        _dates(outlets),
        f"The articles have between {outlets['shortest'].min():,} and "
        f"{outlets['longest'].max():,} words.",
    ]
    outside = shares[shares["section"] != "body"].groupby("section")["n"].sum()
    parts = [f"{name} {n:,}" for name, n in outside.sort_values(ascending=False).items() if n]
    share = 100 * outside.sum() / words if words else 0.0
    sentences.append(
        f"{outside.sum():,} words ({share:.1f}%) lie outside the bodies of the articles"
        + (f": {', '.join(parts)}." if parts else ".")
    )
    names = languages["recognised"].value_counts().sort_index()
    known = ", ".join(f"{name} ({n:,})" for name, n in names.items())
    return [*sentences, f"Languages recognised: {known}."]


def corpus_notices(corpus: Corpus, duplicates: pd.DataFrame) -> list[str]:
    """Say what was left out and why, and which articles may count twice."""
    notices, problems, left_out = [], corpus.problems, corpus.left_out
    if left_out:
        errors = problems[problems["severity"] == "error"]
        kinds = errors["problem"].str.partition(" (")[0].value_counts()
        why = "; ".join(f"{kind} ({n:,})" for kind, n in kinds.items())
        notices.append(
            f"{_count(left_out, 'row')} left out of this report: {why}. See the problems."
        )
    warnings = int((problems["severity"] == "warning").sum())
    if warnings:
        counted = _count(warnings, "warning")
        notices.append(f"{counted} about the corpus. All are listed under problems.")
    if len(duplicates):
        alike = pd.concat([duplicates["article_a"], duplicates["article_b"]]).nunique()
        notices.append(
            f"{_count(alike, 'article')} share much of their wording with another one. Each counts "
            "by itself: take copies out of the corpus if they should not."
        )
    return notices


def sample_notices(articles: pd.DataFrame, how: Intervals) -> list[str]:
    """Say what the number of articles allows, in words."""
    fewest = articles["outlet"].value_counts()
    if fewest.max() == 1:
        return [
            "There is one article of each outlet. Every difference below describes these articles, "
            "not the outlets: nothing here shows how an outlet usually writes."
        ]
    if fewest.min() == 1:
        names = ", ".join(sorted(fewest[fewest == 1].index))
        return [
            f"There is only one article of {names}. Differences to it describe that article, "
            "not the outlet."
        ]
    if how.chosen(articles) == "words":
        return [
            f"An outlet has only {fewest.min()} articles. The intervals take every word as drawn "
            "by itself and are too narrow; they resample whole articles when every outlet has "
            f"at least {ENOUGH_ARTICLES}."
        ]
    return []


def frequency_findings(frequencies: pd.DataFrame) -> list[str]:
    """Name the most frequent terms of each outlet with their counts."""
    sentences = []
    for outlet, rows in frequencies.groupby("outlet", sort=True):
        top = rows.sort_values(["rank", "term"]).head(3)
        named = _listed([f"“{row.term}” ({row.n:,})" for row in top.itertuples()])
        words = int(rows["words"].iloc[0])
        sentences.append(
            f"{outlet}: {named} are the most frequent of {_count(len(rows), 'term')} counted, "
            f"in {words:,} words."
        )
    return sentences or ["No term is left after the minimum count and the stop list."]


def keyness_findings(keyness: pd.DataFrame) -> list[str]:
    """Name the terms that set the two sides apart, and how many would stand a test."""
    if keyness.empty:
        return ["No term is left to compare."]
    target, reference = keyness["target"].iloc[0], keyness["reference"].iloc[0]
    ranked = keyness.sort_values(["z", "term"], ascending=[False, True])
    sides = [(target, ranked.head(3), "target"), (reference, ranked.tail(3)[::-1], "reference")]
    sentences = [_leaning(side, rows, column) for side, rows, column in sides]
    passing = int((keyness["p_adjusted"] < 0.05).sum())
    beyond = int((keyness["z"].abs() > 1.96).sum())
    sentences.append(
        f"Of {_count(len(keyness), 'term')} compared, {passing:,} differ at a false discovery rate "
        f"of 5% (G2), and {beyond:,} by more than 1.96 standard errors of the weighted log-odds."
    )
    return sentences


def _leaning(side: str, rows: pd.DataFrame, column: str) -> str:
    sign = 1 if column == "target" else -1
    rows = rows[rows["z"] * sign > 0]
    if rows.empty:
        return f"No term leans to {side}."
    named = [
        f"“{row.term}” ({row.n_target:,} : {row.n_reference:,}, z {row.z:+.1f})"
        for row in rows.itertuples()
    ]
    return f"Leaning most to {side}: {_listed(named)}; counts are target : reference."


def _dates(outlets: pd.DataFrame) -> str:
    first, last = outlets["first"].min(), outlets["last"].max()
    undated = int(outlets["undated"].sum())
    if pd.isna(first):
        return "No article has a date."
    when = f"on {first:%Y-%m-%d}" if first == last else f"from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    without = f"; {_count(undated, 'article')} without a date" if undated else ""
    return f"They were published {when}{without}."


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
