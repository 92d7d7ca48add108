"""Who says what: every attribution of a corpus, with its speaker and the class of its cue."""

import json

import pandas as pd

from analysis.measures.attribution.extraction import Article, Record, extracted, joined_text
from analysis.measures.attribution.speakers.canonical import one_name
from analysis.models.cache import Cache, usual_cache
from analysis.models.encoder import Encoder, shipped_encoder
from analysis.models.parallel import in_order
from analysis.progress import followed
from analysis.tables import Articles, Attributions, by_key


def attributions_of(
    articles: pd.DataFrame, *, workers: int | None = None, cache: Cache | None = None
) -> pd.DataFrame:
    """Find every attribution: who says it (source), by which cue, and what is said (content).

    Parameters
    ----------
    articles
        Articles. The model reads English; `title` helps to find the headline, `author` is who "I" is
        outside quotations.
    workers
        Articles read at a time; all processors if None. Changes nothing but the time.
    cache
        Where results are kept; the usual folder if None. Changes nothing but the time.

    Returns
    -------
    Attributions. Two outermost ones never share a word of content; sources may be shared.

    Source
    ------
    A tagger and linker trained on PolNeAR (Newell et al. 2018), whose card, with its measured
    errors, is resources/models/attribution/card.md; our rules for quotation marks (`quotations_of`),
    speakers and cues. Deviation from PolNeAR: contents are read once more for attributions nested in
    them, which have a `parent`.
    """
    articles = by_key(Articles.validate(articles), "id")
    cache = cache or usual_cache("attributions")
    each = articles[["text", "title", "author"]].itertuples(index=False)
    given = (Article(*fields) for fields in each)
    found = followed(
        in_order(lambda article: _one(article, cache), given, workers=workers),
        total=len(articles),
        what="finding attributions",
    )
    rows = [
        _row(article, record)
        for article, records in zip(articles.itertuples(index=False), found, strict=True)
        for record in records
    ]
    columns = [*Attributions.to_schema().columns, "form"]
    table = one_name(pd.DataFrame(rows, columns=columns))
    return Attributions.validate(by_key(table, "article", "id"))


def _one(article: Article, cache: Cache) -> list[Record]:
    key = article.key
    records = cache.get(key)
    if records is None:
        records = extracted(article, _encoder())
        cache.put(key, records)
    return list(records)


def _encoder() -> Encoder:
    return shipped_encoder()


def _row(article: tuple[str, ...], record: Record) -> Record:
    """Return the row of one attribution; `article` is a row of Articles."""
    text = article.text  # type: ignore[attr-defined]
    words, quoted = record["words"], record["quoted_words"]
    texts = {
        f"{role}_text": joined_text(text, record[role]) for role in ("source", "cue", "content")
    }
    spans = {
        role: json.dumps([list(span) for span in record[role]])
        for role in ("source", "cue", "content")
    }
    kind = "direct" if quoted == words and words else "mixed" if quoted else "indirect"
    return {
        **record,
        **spans,
        **texts,
        "article": article.id,  # type: ignore[attr-defined]
        "outlet": article.outlet,  # type: ignore[attr-defined]
        "type": kind,
    }
