"""Find every attribution of a corpus, with its speaker and the class of its cue.

For each article: the model finds spans, quotation marks complete them, contents are read again for nested
attributions, sources get their speakers, and cues their classes.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus.sections.cut import Stretch, cut
from analysis.language.words import find_words
from analysis.measures.attribution.acts import act_of
from analysis.measures.attribution.finding.completion import completed
from analysis.measures.attribution.finding.decoding import Attribution, Range, attributions
from analysis.measures.attribution.finding.nesting import (
    Found,
    with_nested,
    without_credited_clauses,
)
from analysis.measures.attribution.lists.cues import cue_class, is_denied_before
from analysis.measures.attribution.quotes.quotations import Quotation, quoted_spans
from analysis.measures.attribution.speakers.names import is_nobody
from analysis.measures.attribution.speakers.resolution import Resolver, Said
from analysis.measures.attribution.speakers.votes import one_name
from analysis.models.cache import Cache, files_digest, key_of, usual_cache
from analysis.models.encoder import MODEL, Encoder, shipped_encoder
from analysis.models.parallel import in_order
from analysis.progress import followed
from analysis.recipes import step
from analysis.tables import Articles, Attributions, by_key

Record = dict[str, Any]
_DENIED = 40  # characters before a cue
_LISTS = ("cues.tsv", "function_words.tsv", "given_names.tsv", "speaker_kinds.tsv")
_LIBRARIES = ("numpy", "onnxruntime", "regex", "simplemma", "tokenizers")


@dataclass(frozen=True)
class Article:
    """The parts of an article that decide its attributions."""

    text: str
    title: str
    author: str

    @property
    def key(self) -> str:
        """The digest of the article, and of the model, code and libraries that read it."""
        return key_of(code_version(), self.text, self.title, self.author)


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return the digest of everything that decides attributions, except the article."""
    package = Path(str(files("analysis.resources"))).parent
    sources = [
        file
        for folder in ("corpus", "language", "models", "measures/attribution")
        for file in (package / folder).rglob("*.py")
    ]
    sources += [package / "resources/wordlists" / name for name in _LISTS]
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    return key_of(files_digest(sources), files_digest(MODEL.glob("*.*")), *libraries)


def extracted(article: Article, encoder: Encoder) -> list[Record]:
    """Return the attributions of an article in reading order, as plain values that JSON can hold."""
    text = article.text
    stretches = cut(text, article.title)
    quotations = quoted_spans(text, _section_names(stretches))
    readings = encoder.read(text, headline=_headline(stretches))
    outer = completed(attributions(readings), text, quotations, _headline(stretches))
    found = without_credited_clauses(with_nested(outer, text, encoder), quotations, text)
    order = sorted(range(len(found)), key=lambda k: (_first(found[k]), k))
    ids = {place: f"{number:05d}" for number, place in enumerate(order, 1)}
    said = [_said(text, found[place], ids[place]) for place in order]
    speakers = Resolver(text, article.author, said, quotations).all()
    counted = _counter(text, quotations)
    starts = [stretch.start for stretch in stretches]
    records = []
    for place, one, who in zip(order, said, speakers, strict=True):
        spans, cue = found[place].spans, cue_class(one.cue)
        stretch = stretches[max(0, bisect_right(starts, one.start) - 1)]
        words, quoted = counted(spans.content)
        records.append(
            {
                "id": one.id,
                "section": stretch.section,
                "paragraph": stretch.paragraph,
                "start": _first(found[place]),
                "source": spans.source,
                "cue": spans.cue,
                "content": spans.content,
                "parent": ids.get(found[place].parent, ""),
                **asdict(who),
                "cue_lemma": cue.lemma,
                "cue_class": cue.cue_class,
                "act": act_of(cue, quoted, _content(text, spans)) if spans.cue else "said",
                "listed": cue.listed,
                "negated": cue.negated or is_nobody(one.source) or _is_denied(text, spans),
                "passive": cue.passive,
                "words": words,
                "quoted_words": quoted,
                "score": round(spans.score, 2),
            }
        )
    return records


def _content(text: str, spans: Attribution) -> str:
    """Return what is said, one blank between words."""
    return " ".join(joined_text(text, spans.content).split())


def _is_denied(text: str, spans: Attribution) -> bool:
    """Whether the words before a cue deny it: "he rarely, if ever, admits", with "admits" as the cue."""
    start = min((start for start, _ in spans.cue), default=0)
    ends = [end for _, end in (*spans.source, *spans.content) if end <= start]
    return is_denied_before(text[max([0, start - _DENIED, *ends]) : start])


def _headline(stretches: Iterable[Stretch]) -> tuple[int, int]:
    """Return where the headline begins and ends, (0, 0) where there is none."""
    lines = [stretch for stretch in stretches if stretch.section == "headline"]
    return (lines[0].start, lines[-1].end) if lines else (0, 0)


def _section_names(stretches: Iterable[Stretch]) -> list[str]:
    """Return the section of each paragraph, that of its first stretch."""
    firsts = {stretch.paragraph: stretch.section for stretch in reversed(list(stretches))}
    return [firsts[paragraph] for paragraph in sorted(firsts)]


def _first(found: Found) -> int:
    spans = found.spans
    return min(start for start, _ in (*spans.source, *spans.cue, *spans.content))


def joined_text(text: str, spans: Iterable[Range]) -> str:
    """Return the text in `spans`; parts that lie apart are joined by " ... "."""
    return " ... ".join(text[start:end] for start, end in spans)


def _said(text: str, found: Found, name: str) -> Said:
    spans = found.spans
    first = min(start for start, _ in spans.cue or spans.content)
    place = min((start for start, _ in spans.source), default=first)
    source = joined_text(text, spans.stands_for or spans.source)
    cue = joined_text(text, spans.cue)
    return Said(name, source, cue, first, place, spans.content)


def counter_of(text: str, title: str) -> Callable[[Iterable[Range]], tuple[int, int]]:
    """Return a function that counts the words of spans of an article, and those in quotation marks."""
    return _counter(text, quoted_spans(text, _section_names(cut(text, title))))


def type_of(words: int, quoted: int) -> str:
    """Return the type of an attribution by the words of its content and those in quotation marks."""
    return "direct" if quoted == words and words else "mixed" if quoted else "indirect"


def _counter(
    text: str, quotations: list[Quotation]
) -> Callable[[Iterable[Range]], tuple[int, int]]:
    """Return a function that counts the words of spans, and their words in quotation marks."""
    starts = [word.start for word in find_words(text)]
    quoted: list[int] = []
    for quote in quotations:
        if quote.kind != "stray" and quote.parent < 0:
            quoted += starts[bisect_left(starts, quote.start) : bisect_left(starts, quote.end)]

    def counted(spans: Iterable[Range]) -> tuple[int, int]:
        def within(places: list[int]) -> int:
            return sum(
                bisect_left(places, end) - bisect_left(places, start) for start, end in spans
            )

        return within(starts), within(quoted)

    return counted


def attributions_of(
    articles: pd.DataFrame, *, workers: int | None = None, cache: Cache | None = None
) -> pd.DataFrame:
    """Find every attribution: its source (the speaker), its cue ("said") and its content.

    Parameters
    ----------
    articles
        Articles. The model reads English; `title` helps to find the headline, and "I" outside
        quotations is the `author`.
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

    Examples
    --------
    >>> from analysis.corpus import read_corpus
    >>> from analysis.measures.attribution import attributions_of
    >>> attributions = attributions_of(read_corpus("seeds").articles)
    >>> attributions.groupby(["outlet", "type"]).size().unstack()
    type      direct  indirect  mixed
    outlet
    PJ Media      18         6      5
    RFE/RL         5        21     16
    >>> attributions.loc[0, ["speaker", "kind", "cue_text", "cue_class"]].tolist()
    ['United Nations', 'international_organisation', 'Says', 'neutral']
    """
    return Attributions.validate(one_name(found_in(articles, workers=workers, cache=cache)))


def found_in(
    articles: pd.DataFrame, *, workers: int | None = None, cache: Cache | None = None
) -> pd.DataFrame:
    """Return the rows of `attributions_of` as each article by itself has them, with what decides speakers.

    `speaker`, `kind` and `affiliation` are those of the article; `form` and `sure` are as in `Speaker`.
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
    columns = [*Attributions.names(), "form", "sure"]
    return by_key(pd.DataFrame(rows, columns=columns), "article", "id")


def _one(article: Article, cache: Cache) -> list[Record]:
    key = article.key
    records = cache.get(key)
    if records is None:
        records = extracted(article, shipped_encoder())
        cache.put(key, records)
    return list(records)


def _row(article: tuple[str, ...], record: Record) -> Record:
    """Return the row of one attribution; `article` is a row of Articles."""
    text = article.text  # type: ignore[attr-defined]
    words, quoted = record["words"], record["quoted_words"]
    roles = ("source", "cue", "content")
    texts = {f"{role}_text": joined_text(text, record[role]) for role in roles}
    spans = {role: json.dumps([list(span) for span in record[role]]) for role in roles}
    return {
        **record,
        **spans,
        **texts,
        "article": article.id,  # type: ignore[attr-defined]
        "outlet": article.outlet,  # type: ignore[attr-defined]
        "type": type_of(words, quoted),
    }


@step("found-attributions", kept=True)
def _found_attributions(articles: pd.DataFrame) -> pd.DataFrame:
    """Every attribution as its article alone has it."""
    return found_in(articles)
