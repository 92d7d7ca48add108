"""Answer questions of the explorer: words are counted once, and tables are made from these counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure

from analysis.corpus import Corpus, select_outlets
from analysis.figures import frequent_words, keyness_dots, outlet_colours
from analysis.interactive.questions import FREQUENCIES, KEYNESS, Question, terms_like
from analysis.language import Counts, Tokens, count_terms, select_terms, stop_words, words_of
from analysis.measures import furthest_apart, most_frequent
from analysis.study import Study

# how the terms of a measure are chosen, and how they are drawn
_SHOWN: Mapping[str, tuple[Callable[..., pd.DataFrame], Callable[..., Figure]]] = {
    FREQUENCIES: (most_frequent, frequent_words),
    KEYNESS: (furthest_apart, keyness_dots),
}


@dataclass(frozen=True, eq=False)
class Answer:
    """What a question gave."""

    question: Question
    table: pd.DataFrame

    @cached_property
    def figure(self) -> Figure | None:
        """The table drawn, once it is asked for; None where it has no rows."""
        if self.table.empty:
            return None
        _, draw = _SHOWN[self.question.measure]
        colours = outlet_colours(self.question.outlets)
        return draw(self.table, top=self.question.top, colours=colours)


class Answers:
    """Answers questions about one corpus; a table is not made twice while others are asked for."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._tokens = words_of(corpus.articles)
        self._counts = lru_cache(maxsize=8)(self._count)
        self._parts = lru_cache(maxsize=8)(self._part)
        self._articles = lru_cache(maxsize=8)(self._articles_counted)
        self._studies = lru_cache(maxsize=8)(self._study)

    def answer(self, question: Question) -> Answer:
        """Return what a question gives: the table and the figure that its kept cell makes as well.

        Raises
        ------
        ValueError
            If the question has no answer: no outlet, or two sides that cannot be compared.
        """
        if not question.outlets:
            raise ValueError("no outlet is chosen; choose at least one")
        study = self._studies(replace(question, words="", top=1))
        choose, _ = _SHOWN[question.measure]
        shown = choose(terms_like(study[question.measure], question.words), top=question.top)
        return Answer(question, shown)

    def _study(self, question: Question) -> Study:
        counts = self._parts(question.section, question.outlets)
        # the rare ones first, which are most: reading each of them costs more than counting them
        counts = select_terms(counts, min_count=question.min_count)
        counts = select_terms(counts, stop=stop_words(question.stop))
        made = {"articles": self._articles(question.outlets), "counts": counts}
        settings = {name: v for name, v in question.parameters.items() if name != "outlets"}
        return Study(self._corpus, settings, made=made)

    def _part(self, section: str, outlets: tuple[str, ...]) -> Counts:
        whole = self._counts(section)
        rows = np.flatnonzero(whole.articles["id"].isin(self._articles(outlets)["id"]))
        articles = whole.articles.iloc[rows].reset_index(drop=True)
        return replace(whole, articles=articles, matrix=whole.matrix[rows])

    def _articles_counted(self, outlets: tuple[str, ...]) -> pd.DataFrame:
        """Return the articles of some outlets, copies once."""
        chosen = select_outlets(self._corpus, outlets)
        made = {"every-token": _of_articles(self._tokens, chosen.articles)}
        counted: pd.DataFrame = Study(chosen, made=made)["articles"]
        return counted

    def _count(self, section: str) -> Counts:
        read = Question((), section=section).sections
        return count_terms(_in_sections(self._tokens, read))


def _of_articles(tokens: Tokens, articles: pd.DataFrame) -> Tokens:
    """Return the words of some articles only, the same as reading only these."""
    rows = {name: row for row, name in enumerate(articles["id"])}
    of_stretch = tokens.articles["id"].map(rows).to_numpy()[tokens.stretches["article_row"]]
    kept = ~np.isnan(of_stretch)
    chosen = _kept(tokens, kept)
    chosen.stretches["article_row"] = of_stretch[kept].astype(int)
    return replace(chosen, articles=articles[["id", "outlet"]].reset_index(drop=True))


def _in_sections(tokens: Tokens, sections: list[str]) -> Tokens:
    """Return the words of some sections only, the same as reading only these."""
    return _kept(tokens, tokens.stretches["section"].isin(sections).to_numpy())


def _kept(tokens: Tokens, kept: npt.NDArray[np.bool_]) -> Tokens:
    lengths = np.diff(tokens.bounds)
    bounds = np.concatenate(([0], np.cumsum(lengths[kept])))
    stretches = tokens.stretches[kept].reset_index(drop=True)
    return replace(
        tokens, stretches=stretches, ids=tokens.ids[np.repeat(kept, lengths)], bounds=bounds
    )
