"""Experts as coders: `python -m tests.validity.experts FILE.jsonl.gz` writes docs/measured/experts.txt.

FILE is BABE's development part (Spinde et al. 2021): sentences of news with what each of several experts
said, biased or not. It is third-party data and not in the project; only the numbers that come out are.

First how far the experts agree. Then a worked example: outlets are the leanings, articles the addresses. The
model says which sentences are loaded; the sentences of some articles are coded by the majority of their
experts; and the difference of two leanings in the share of biased sentences is corrected. What all experts
say of all articles is known, so each interval can be held against it, over many draws of the articles.
"""

import gzip
import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.models.encoder import shipped_grader
from analysis.tables.validity import ESTIMATES
from analysis.validity import agreement, coded_counts, correction
from tests.conftest import ROOT

OUT = ROOT / "docs/measured/experts.txt"
PUBLISHED = 0.40  # Krippendorff's alpha of the experts in the paper
SIZES = (20, 40)  # articles coded of each leaning
DRAWS = 200
FROM = 0.5  # a sentence of this score or more is loaded by the model


def read(file: Path) -> list[dict]:
    """Return the sentences in a file of BABE."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def answers_of(told: list[dict]) -> pd.DataFrame:
    """Return what every expert said of every sentence; its article is its address."""
    rows = [
        (
            one["id"],
            one["url"],
            str(said["annotator"]),
            "biased" if said["biased"] else "not biased",
        )
        for one in told
        for said in one["annotations"]
    ]
    return pd.DataFrame(rows, columns=["item", "article", "coder", "answer"])


def items_of(told: list[dict], scores: list[float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return every sentence as an item with the answer of the model, and with that of its experts."""
    rows = [
        (one["id"], one["url"], "text", 0, len(one["text"]), "biased" if score >= FROM else "other")
        for one, score in zip(told, scores, strict=True)
    ]
    items = pd.DataFrame(rows, columns=["item", "article", "field", "start", "end", "label"])
    most = ["biased" if 2 * one["votes_biased"] > one["votes"] else "other" for one in told]
    return items, items.assign(coder="experts", answer="accept", label=most)


def of_one_draw(
    items: pd.DataFrame, codings: pd.DataFrame, articles: pd.DataFrame, drawn: pd.Series
) -> pd.DataFrame:
    """Return the corrected numbers when `drawn` articles are coded; it has their probabilities."""
    frame = articles.assign(probability=articles["article"].map(drawn), stratum=articles["outlet"])
    coded = codings[codings["article"].isin(drawn.index)]
    counts = coded_counts(items, coded, frame, labels=["biased"], closed=True)
    return correction(counts)


def tried(told: list[dict], scores: list[float]) -> list[str]:
    """Return lines: for each pair of leanings and size of a sample the mean width, and how often it holds."""
    items, codings = items_of(told, scores)
    places = pd.DataFrame(
        {"article": [o["url"] for o in told], "outlet": [o["leaning"] for o in told]}
    )
    articles = places.drop_duplicates("article").reset_index(drop=True)
    whole = codings.merge(articles, on="article")
    truth = whole["label"].eq("biased").groupby(whole["outlet"]).mean()
    rows = []
    for size in SIZES:
        random = np.random.default_rng([18, size])
        for _ in range(DRAWS):
            found = of_one_draw(items, codings, articles, _drawn(articles, size, random))
            rows.append(found[found["comparison"] == "difference"].assign(size=size))
    every = pd.concat(rows)
    lines = [
        f"{'difference in the share of biased sentences':<46}"
        + "".join(f"{e:>26}" for e in ESTIMATES)
    ]
    for one, other in combinations(sorted(truth.index), 2):
        right = truth[one] - truth[other]
        lines.append(f"{one} − {other}: {right:+.3f} by all experts")
        for size in SIZES:
            own = every[(every["of"] == f"{one} - {other}") & (every["size"] == size)]
            cells = [_told(own[own["estimate"] == name], right) for name in ESTIMATES]
            lines.append(
                f"  {size} articles coded of each{'':<19}" + "".join(f"{c:>26}" for c in cells)
            )
    return lines


def _drawn(articles: pd.DataFrame, size: int, random: np.random.Generator) -> pd.Series:
    parts = []
    for _, own in articles.groupby("outlet"):
        chosen = random.choice(own["article"].to_numpy(str), min(size, len(own)), replace=False)
        parts.append(pd.Series(min(size / len(own), 1.0), index=chosen))
    return pd.concat(parts)


def _told(rows: pd.DataFrame, right: float) -> str:
    held = ((rows["low"] <= right) & (right <= rows["high"])).mean()
    width = (rows["high"] - rows["low"]).mean()
    return f"{rows['value'].mean():+.3f}, {width:.2f} wide, {held:.2f}"


def report(told: list[dict]) -> str:
    """Return the page of numbers."""
    known = answers_of(told)
    found = agreement(known, random=np.random.default_rng(18))
    rows = found[(found["category"] == "") & (found["coders"] == "all")]
    lines = [
        f"{len(told):,} sentences of {known['article'].nunique():,} articles, "
        f"{known['coder'].nunique()} experts",
        "",
        "agreement of the experts, 95% interval over articles",
        *(
            f"  {row.coefficient:<24}{row.value:>6.3f} ({row.low:.3f} to {row.high:.3f})"
            for row in rows.itertuples()
        ),
        f"  published for all of the corpus: alpha {PUBLISHED:.2f}",
        "",
        f"mean of {DRAWS} draws: estimate, width of its 95% interval, share of intervals that hold what all "
        "experts say",
        *tried(told, scores_of(told)),
    ]
    return "\n".join(lines) + "\n"


def scores_of(told: list[dict]) -> list[float]:
    """Return the probability by the model that each sentence is loaded."""
    grader = shipped_grader()
    whole = ((one["text"], [(0, len(one["text"]))]) for one in told)
    return [float(grader.grades(text, span, [span]).sentences[0]) for text, span in whole]


def main() -> None:
    """Measure and write."""
    OUT.write_text(report(read(Path(sys.argv[1]))), encoding="utf-8")


if __name__ == "__main__":
    main()
