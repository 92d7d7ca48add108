"""Who speaks in each attribution: sources to one speaker per article, and one name in all articles."""

from typing import Any

import pandas as pd

from analysis.measures.attribution.speakers.people import one_name
from analysis.measures.attribution.speakers.resolution import Resolver, Said
from analysis.tables import Speakers, by_key


def speakers_of(attributions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Resolve the source of every attribution to a speaker.

    Parameters
    ----------
    attributions
        One row per attribution: `article`, `id`, `source_text`, `cue_text` and the span lists
        `source`, `cue`, `content` ([start, end) pairs; empty where there is none).
    articles
        Articles, with the text that the spans point into.

    Returns
    -------
    Speakers, one row per attribution.

    Raises
    ------
    ValueError
        If an attribution belongs to no article given.

    Source
    ------
    Rules of our own in the order of the columns' `rule`; resources/wordlists/speaker_kinds.md has
    the word list and how often the result agrees with a human.
    """
    given = zip(articles["id"], articles["text"], articles["author"], strict=True)
    texts = {article: (text, author) for article, text, author in given}
    unknown = sorted(set(attributions["article"]) - set(texts))
    if unknown:
        raise ValueError(f"attributions of {unknown[0]!r}, which is not among the articles")
    rows = []
    for article, group in attributions.groupby("article", sort=True):
        said = sorted(map(_said, group.to_dict("records")), key=lambda one: (one.start, one.id))
        resolved = Resolver(*texts[str(article)], said).all()
        rows += [
            {"article": article, "id": one.id, "source": one.source, **vars(who)}
            for one, who in zip(said, resolved, strict=True)
        ]
    columns = ["article", "id", "source", "form", *Speakers.to_schema().columns]
    table = pd.DataFrame(rows, columns=list(dict.fromkeys(columns)))
    return Speakers.validate(by_key(one_name(table), "article", "id"))


def _said(row: dict[Any, Any]) -> Said:
    spans = [*row["source"], *row["cue"], *row["content"]]
    first = min((start for start, _ in row["cue"] or spans), default=0)
    place = min((start for start, _ in row["source"]), default=first)
    content = tuple((start, end) for start, end in row["content"])
    return Said(row["id"], row["source_text"], row["cue_text"], first, place, content)
