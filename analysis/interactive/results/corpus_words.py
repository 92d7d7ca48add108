"""The words of a corpus, read once, and those of some of its articles and sections."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.categories import SECTIONS
from analysis.language.counts import in_unit
from analysis.language.sentences import in_sentences
from analysis.language.words import Tokens, without_possessives, word_spans, words_of
from analysis.measures.loaded.voice_changes import starts_of


class CorpusWords:
    """All words of Articles; those of some of them are the same as if only these were read."""

    def __init__(self, articles: pd.DataFrame) -> None:
        self._articles = articles
        self._starts: dict[str, array[int]] = {}

    def starts(self, article: str, text: str) -> Sequence[int]:
        """Return where the words of an article begin."""
        if article not in self._starts:
            self._starts[article] = array("i", starts_of(article, text))
        return self._starts[article]

    @cached_property
    def every(self) -> Tokens:
        """The words of all sections as they are written."""
        return words_of(self._articles)

    @cached_property
    def _placed(self) -> Tokens:
        return self._with_spans(self.every)

    @cached_property
    def _in_sentences(self) -> Tokens:
        return self._with_spans(in_sentences(self.every, self._articles))

    def _with_spans(self, tokens: Tokens) -> Tokens:
        return replace(tokens, spans=word_spans(tokens, self._articles).astype(np.int32))

    def of(self, articles: pd.DataFrame, *, sections: Sequence[str] = SECTIONS) -> Tokens:
        """Return the words of some articles and sections."""
        return _some(self.every, articles, sections)

    def step(
        self, name: str, articles: pd.DataFrame, *, sections: Sequence[str], unit: str
    ) -> Tokens:
        """Return what the recipe of one of `STEPS` makes of some articles."""
        return STEPS[name](self, articles, sections, unit)

    def _tokens(self, articles: pd.DataFrame, sections: Sequence[str], unit: str) -> Tokens:
        found = _some(self._placed, articles, sections)
        return found if unit == "form" else without_possessives(found)

    def _sentences(self, articles: pd.DataFrame, sections: Sequence[str], unit: str) -> Tokens:
        found = _some(self._in_sentences, articles, sections)
        stretches = found.stretches
        stretches["sentence"] = stretches.groupby("article_row").cumcount()
        return found if unit == "form" else without_possessives(found)

    def _running(self, articles: pd.DataFrame, sections: Sequence[str], unit: str) -> Tokens:
        return in_unit(self.of(articles, sections=sections), articles, unit)


# how the steps of a study that read words are made
STEPS: Mapping[str, Callable[[CorpusWords, pd.DataFrame, Sequence[str], str], Tokens]] = {
    "tokens": CorpusWords._tokens,
    "sentence-tokens": CorpusWords._sentences,
    "word-lines": CorpusWords._sentences,
    "running-words": CorpusWords._running,
}


def _some(tokens: Tokens, articles: pd.DataFrame, sections: Sequence[str]) -> Tokens:
    """Return the words of some articles and sections, numbered in the order in which they first occur."""
    rows = {name: row for row, name in enumerate(articles["id"])}
    of_stretch = tokens.articles["id"].map(rows).to_numpy()[tokens.stretches["article_row"]]
    kept = ~np.isnan(of_stretch) & tokens.stretches["section"].isin(sections).to_numpy()
    lengths = np.diff(tokens.bounds)
    words = np.repeat(kept, lengths)
    ids, spans = tokens.ids[words], None if tokens.spans is None else tokens.spans[words]
    first = np.full(len(tokens.vocabulary), len(ids))
    first[ids[::-1]] = np.arange(len(ids))[::-1]
    order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(ids))]
    number = np.empty(len(first), ids.dtype)
    number[order] = np.arange(len(order))
    stretches = tokens.stretches[kept].reset_index(drop=True)
    return replace(
        tokens,
        articles=articles[["id", "outlet"]].reset_index(drop=True),
        stretches=stretches.assign(article_row=of_stretch[kept].astype(int)),
        vocabulary=tokens.vocabulary[order],
        ids=number[ids],
        bounds=np.concatenate(([0], np.cumsum(lengths[kept]))),
        spans=spans,
    )
