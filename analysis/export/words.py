"""The tables about words that can be exported, from a corpus and the parameters of the reports."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.export.attribution import voices
from analysis.inference import (
    Intervals,
    benjamini_hochberg,
    keyness_with_intervals,
    trends_with_intervals,
    with_intervals,
)
from analysis.language import (
    Counting,
    Counts,
    Query,
    Tokens,
    count,
    count_queries,
    in_sentences,
    queries_of,
    read_words,
    stop_words,
    words_of,
    words_table,
)
from analysis.measures import (
    commonest,
    concordance,
    dispersion,
    diversity,
    frequencies,
    heaps,
    keyness,
    near_duplicates,
    trends,
    zipf,
)
from analysis.measures.collocation import (
    Pairing,
    collocates,
    ngrams,
    window_pairs,
    without_words,
)
from analysis.tables import Collocations, by_key

Values = Mapping[str, Any]


def _counts(corpus: Corpus, values: Values) -> Counts:
    return count(corpus.articles, _counting(values))


def _counting(values: Values, **others: object) -> Counting:
    names = ("sections", "unit", "ngram", "stop", "digits", "min_count")
    return Counting(**{name: values[name] for name in names} | others)


def _frequencies(corpus: Corpus, values: Values) -> pd.DataFrame:
    random = np.random.default_rng(values["seed"])
    return _with_intervals(_counts(corpus, values), values, random)


def _keyness(corpus: Corpus, values: Values) -> pd.DataFrame:
    counts, prior = _counts(corpus, values), values["prior_words"]
    random = np.random.default_rng(values["seed"])
    _with_intervals(counts, values, random)  # the report draws these first, from the same numbers
    table = keyness(
        counts, target=values["outlet"], reference=values["reference"], prior_words=prior
    )
    how = Intervals(values["interval"], values["resamples"])
    table = keyness_with_intervals(table, counts, how, prior_words=prior, random=random)
    return benjamini_hochberg(table)


def _with_intervals(counts: Counts, values: Values, random: np.random.Generator) -> pd.DataFrame:
    how = Intervals(values["interval"], values["resamples"])
    return with_intervals(frequencies(counts), counts, how, random=random)


def _words(corpus: Corpus, values: Values) -> pd.DataFrame:
    return words_table(words_of(corpus.articles, sections=values["sections"]), corpus.articles)


def _duplicates(corpus: Corpus, values: Values) -> pd.DataFrame:
    return near_duplicates(words_of(corpus.articles), threshold=values["similarity"])


def _dispersion(corpus: Corpus, values: Values) -> pd.DataFrame:
    counts = _counts(corpus, values)
    parts = [dispersion(counts, within=within) for within in ("outlet", "corpus")]
    return by_key(pd.concat(parts), "outlet", "term")


def _diversity(corpus: Corpus, values: Values) -> pd.DataFrame:
    return diversity(read_words(corpus.articles, _counting(values)), window=values["span"])


def _ranks(corpus: Corpus, values: Values) -> pd.DataFrame:
    every = _counting(values, stop="off", digits=True, min_count=1)
    return zipf(count(corpus.articles, every))


def _growth(corpus: Corpus, values: Values) -> pd.DataFrame:
    return heaps(read_words(corpus.articles, _counting(values)))


def _sentences(corpus: Corpus, values: Values) -> Tokens:
    words = words_of(corpus.articles, sections=values["sections"])
    return in_sentences(words, corpus.articles)


def _pairing(values: Values) -> Pairing:
    return Pairing(values["window"], values["min_count"], stop_words(values["stop"]))


def _pairs(corpus: Corpus, values: Values) -> pd.DataFrame:
    words = _sentences(corpus, values)
    return window_pairs(words, corpus.articles, pairing=_pairing(values))


def _ngrams(corpus: Corpus, values: Values) -> pd.DataFrame:
    size, words = max(2, values["ngram"]), _sentences(corpus, values)
    table = ngrams(words, corpus.articles, size=size, min_count=values["min_count"])
    return without_words(table, stop_words(values["stop"]))


def _collocates(corpus: Corpus, values: Values) -> pd.DataFrame:
    """Return the collocates in all voices together, and in each if voices are asked for."""
    words, query = _sentences(corpus, values), _query(corpus, values)
    every = [None, _voices(corpus, values)] if values["voices"] else [None]
    parts = [
        collocates(words, corpus.articles, query, pairing=_pairing(values), voices=own)
        for own in every
    ]
    return Collocations.validate(by_key(pd.concat(parts), "outlet", "voice", "node", "collocate"))


def _concordance(corpus: Corpus, values: Values) -> pd.DataFrame:
    words, query = words_of(corpus.articles, sections=values["sections"]), _query(corpus, values)
    return concordance(words, corpus.articles, query, voices=_voices(corpus, values))


def _voices(corpus: Corpus, values: Values) -> pd.DataFrame | None:
    return voices(corpus, values) if values["voices"] else None


def _query(corpus: Corpus, values: Values) -> Query:
    asked = [values["query"]] if values["query"] else _commonest(corpus, values, top=1)
    return queries_of(asked, corpus.articles)[0]


def _commonest(corpus: Corpus, values: Values, *, top: int) -> list[str]:
    return commonest(count(corpus.articles, _counting(values, unit="word")), top=top)


def _trends(corpus: Corpus, values: Values) -> pd.DataFrame:
    asked = values["follow"] or _commonest(corpus, values, top=3)
    words = words_of(corpus.articles, sections=values["sections"])
    counts = count_queries(words, queries_of(asked, corpus.articles))
    table = trends(counts, corpus.articles, per=values["per"])
    how, random = Intervals(values["interval"], values["resamples"]), values["seed"]
    return trends_with_intervals(
        table, counts, corpus.articles, how, random=np.random.default_rng(random)
    )


TABLES: dict[str, Callable[[Corpus, Values], pd.DataFrame]] = {
    "collocates": _collocates,
    "concordance": _concordance,
    "counts": _frequencies,
    "dispersion": _dispersion,
    "diversity": _diversity,
    "duplicates": _duplicates,
    "growth": _growth,
    "keyness": _keyness,
    "ngrams": _ngrams,
    "pairs": _pairs,
    "ranks": _ranks,
    "trends": _trends,
    "words": _words,
}
