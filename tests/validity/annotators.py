"""Annotators as coders of spans: `python -m tests.validity.annotators FOLDER` writes annotators.txt.

FOLDER has the training part of PolNeAR (Newell et al. 2018), `train.jsonl.gz`, and `train.multi.jsonl.gz`: 16
of its articles as six annotators marked them, each by themselves. It is third-party data and not in the
project; only the numbers that come out are, in docs/measured.

First how far the annotators agree on where sources, cues and contents stand, and how far the model agrees
with each of them. Then a worked example: how many of 100 words stand in the content of an attribution, in
all articles of the part. The model says so for all; the 16 articles are the coded sample; the number is
corrected by each annotator alone and by all six. What the corpus says of all articles is known, so that each
interval can be held against it.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.language import find_words
from analysis.measures.attribution.attributions import found_in
from analysis.tables import Articles
from analysis.validity import correction
from analysis.validity.spans import Places, span_agreement
from tests.conftest import ROOT

OUT = ROOT / "docs/measured/annotators.txt"
PARTS = ("source", "cue", "content")
MODEL = "model"
_SPANS = ["article", "coder", "part", "start", "end"]
_OF_ALL = "all six"


def read(file: Path) -> list[dict]:
    """Return the articles in a file of PolNeAR; one that several people marked is there several times."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def spans_of(told: Iterable[dict]) -> pd.DataFrame:
    """Return `article`, `coder`, `part`, `start`, `end` of everything that annotators marked."""
    rows = [
        (one["id"], one["annotator"], part, start, end)
        for one in told
        for said in one["attributions"]
        for part in PARTS
        for start, end in said[part]
    ]
    return pd.DataFrame(rows, columns=_SPANS)


def spans_of_model(told: Sequence[dict]) -> pd.DataFrame:
    """Return the same as the model finds it; deeds are there, as annotators mark them."""
    articles = pd.DataFrame(
        {
            "id": [one["id"] for one in told],
            "outlet": [one["outlet"] for one in told],
            "date": pd.to_datetime([one["date"] for one in told]),
            "title": "",
            "author": "",
            "url": "",
            "put_before": 0,
            "language": "en",
            "text": [one["text"] for one in told],
        }
    )
    found = found_in(Articles.validate(articles))
    rows = [
        (row["article"], MODEL, part, start, end)
        for row in found.to_dict("records")
        for part in PARTS
        for start, end in json.loads(row[part])
    ]
    return pd.DataFrame(rows, columns=_SPANS)


def as_codings(spans: pd.DataFrame, read_by: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Return spans as Codings; `read_by` are the (article, coder) that were read, with spans or without."""
    both = list(read_by)
    whole = pd.DataFrame(both, columns=["article", "coder"])
    whole = whole.assign(item=whole["article"] + ":read", answer="accept", field="")
    numbered = spans.assign(
        item=spans["article"] + ":new-" + spans.groupby("article").cumcount().astype(str),
        answer="add",
        field="text",
    )
    return pd.concat([numbered, whole], ignore_index=True).assign(label="")


def words_of(told: Iterable[dict]) -> Places:
    """Return the places of the words of each article."""
    return {
        (one["id"], "text"): [(word.start, word.end) for word in find_words(one["text"])]
        for one in told
    }


def alpha(codings: pd.DataFrame, words: Places, *, chance: int = 18) -> tuple[float, float, float]:
    """Return Krippendorff's alpha of all coders on what is marked, with its interval over articles."""
    found = span_agreement(codings, words, random=np.random.default_rng(chance))
    (row,) = found[
        (found["coefficient"] == "Krippendorff's alpha")
        & (found["category"] == "")
        & (found["coders"] == "all")
    ].to_dict("records")
    return row["value"], row["low"], row["high"]


def agreement_lines(told: list[dict], marked: pd.DataFrame, model: pd.DataFrame) -> list[str]:
    """Return how far annotators agree with each other, and the model with each of them."""
    words = words_of(told)
    people = sorted({one["annotator"] for one in told})
    read_by = sorted({(one["id"], one["annotator"]) for one in told})
    lines = [f"{'':<9}{'all annotators':<26}{'two annotators':<26}{'model and annotator'}"]
    for part in PARTS:
        own = marked[marked["part"] == part]
        value, low, high = alpha(as_codings(own, read_by), words)
        pairs = [
            alpha(as_codings(*_of(own, read_by, two)), words)[0] for two in combinations(people, 2)
        ]
        beside = pd.concat([own, model[model["part"] == part]])
        model_read = [*read_by, *((one, MODEL) for one in sorted({a for a, _ in read_by}))]
        model_pairs = [
            alpha(as_codings(*_of(beside, model_read, (one, MODEL))), words)[0] for one in people
        ]
        lines.append(
            f"{part:<9}{f'{value:.3f} ({low:.3f} to {high:.3f})':<26}"
            f"{f'{min(pairs):.3f} to {max(pairs):.3f}':<26}"
            f"{min(model_pairs):.3f} to {max(model_pairs):.3f}"
        )
    return lines


def _of(
    spans: pd.DataFrame, read_by: list[tuple[str, str]], coders: tuple[str, str]
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    return spans[spans["coder"].isin(coders)], [one for one in read_by if one[1] in coders]


def attributed(spans: pd.DataFrame, words: Places) -> "pd.Series[int]":
    """Return for each (article, coder) how many words stand in contents; nested ones count once."""
    contents = spans[spans["part"] == "content"]
    return pd.Series(
        {
            (article, coder): sum(
                any(start < b and a < end for a, b in own) for start, end in words[article, "text"]
            )
            for (article, coder), rows in contents.groupby(["article", "coder"])
            for own in [rows[["start", "end"]].to_numpy().tolist()]
        },
        dtype=float,
    )


def corrected_lines(whole: list[dict], told: list[dict], model: pd.DataFrame) -> list[str]:
    """Return the share of words in contents: by the model, and corrected by each annotator and by all."""
    words = words_of(whole)
    coded = attributed(spans_of(told), words)
    found = attributed(model, words)
    gold = attributed(spans_of(whole).assign(coder="gold"), words)
    sizes = {one["id"]: len(words[one["id"], "text"]) for one in whole}
    truth = sum(gold) / sum(sizes.values())
    drawn = sorted({one["id"] for one in told})
    people = sorted({one["annotator"] for one in told})
    lines = [
        f"share of words in contents, {len(whole):,} articles, {len(drawn)} of them coded; "
        f"the corpus itself says {truth:.3f}",
        f"{'coded by':<12}"
        + "".join(f"{e:>27}" for e in ("uncorrected", "corrected", "gold only")),
    ]
    for who in [*people, _OF_ALL]:
        rows = []
        for article, size in sizes.items():
            chosen = people if who == _OF_ALL else [who]
            read = [one for one in told if one["id"] == article and one["annotator"] in chosen]
            n = (
                np.mean([coded.get((article, one["annotator"]), 0.0) for one in read])
                if read
                else np.nan
            )
            rows.append((article, float(found.get((article, MODEL), 0.0)), size, n))
        counts = pd.DataFrame(rows, columns=["article", "n", "total", "coded_n"])
        known = counts["coded_n"].notna()
        counts = counts.assign(
            category="content", outlet="all", event="", items=known.astype(int),
            coded_total=counts["total"].where(known).astype(float),
            total=counts["total"].astype(float),
            probability=np.where(known, known.mean(), np.nan),
        )  # fmt: skip
        table = correction(counts).set_index("estimate")
        cells = [
            f"{table.loc[name, 'value']:.3f} ({table.loc[name, 'low']:.3f} to {table.loc[name, 'high']:.3f})"
            for name in ("uncorrected", "corrected", "gold only")
        ]
        lines.append(f"{who:<12}" + "".join(f"{cell:>27}" for cell in cells))
    return lines


def report(whole: list[dict], told: list[dict]) -> str:
    """Return the page of numbers."""
    model = spans_of_model(whole)
    inside = model[model["article"].isin({one["id"] for one in told})]
    lines = [
        f"{len({one['id'] for one in told})} articles, {len({one['annotator'] for one in told})} annotators; "
        "the model learned from these articles, so that it agrees more than on others",
        "",
        "Krippendorff's alpha, word by word; 95% interval over articles, or lowest to highest of the pairs",
        *agreement_lines(told, spans_of(told), inside),
        "",
        *corrected_lines(whole, told, model),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write."""
    folder = Path(sys.argv[1])
    OUT.write_text(
        report(read(folder / "train.jsonl.gz"), read(folder / "train.multi.jsonl.gz")),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
