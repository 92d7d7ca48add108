"""Read sentences of CheckThat, which are judged by their author's own words only.

A sentence is subjective if its author shows an opinion; what others say in it does not count.
"""

from pathlib import Path

import pandas as pd

from analysis.corpus import sections_of
from analysis.measures.attribution import attributions_of, quotations_of, voices_of
from analysis.training.loaded.lexicon import Record, records


def opinions(file: Path) -> list[Record]:
    """Return the sentences with `share`, 1 for a subjective one, and `own`, the spans of own words.

    `own` is empty for a sentence without own words.
    """
    given = list(records(file))
    articles = _articles(given)
    sections = sections_of(articles)
    quotations = quotations_of(articles, sections)
    voices = voices_of(attributions_of(articles), articles, sections, quotations)
    own = voices[voices["voice"] == "outlet"].groupby("article")[["start", "end"]]
    spans = {name: rows.to_numpy().tolist() for name, rows in own}
    return [
        {"text": text, "share": float(one["label"] == "SUBJ"), "own": spans.get(one["id"], [])}
        for one, text in zip(given, articles["text"], strict=True)
    ]


def _articles(given: list[Record]) -> pd.DataFrame:
    """Return each sentence as an article of its own."""
    table = pd.DataFrame({"id": [one["id"] for one in given], "outlet": "none"})
    table["date"] = pd.Series(pd.NaT, index=table.index, dtype="datetime64[s]")
    table["text"] = [" ".join(one["text"].splitlines()) for one in given]
    return table.assign(title="", author="", url="", language="", put_before=0)
