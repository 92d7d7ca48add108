"""The tables of attribution and loaded language that can be exported, from a corpus and parameters."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, sections_of
from analysis.inference import (
    Intervals,
    concentration_with_intervals,
    patterns_with_intervals,
)
from analysis.measures.attribution import (
    attributions_of,
    concentration_of,
    patterns_of,
    quotations_of,
    speakers_across,
    tallies_of,
    voices_of,
)
from analysis.measures.loaded import every_tally, loaded_in, matchers_of

Values = Mapping[str, Any]


def _quotations(corpus: Corpus, _: Values) -> pd.DataFrame:
    return quotations_of(corpus.articles, sections_of(corpus.articles))


def _attributions(corpus: Corpus, _: Values) -> pd.DataFrame:
    return attributions_of(corpus.articles)


def voices(corpus: Corpus, values: Values) -> pd.DataFrame:
    """Return Voices of all articles."""
    return _voices_in(_attributions(corpus, values), corpus)


def _voices_in(attributions: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    sections = sections_of(corpus.articles)
    quotations = quotations_of(corpus.articles, sections)
    return voices_of(attributions, corpus.articles, sections, quotations)


def _tallies(corpus: Corpus, values: Values) -> pd.DataFrame:
    attributions = _attributions(corpus, values)
    voices = _voices_in(attributions, corpus)
    return tallies_of(attributions, voices, corpus.articles, sections=values["sections"])


def _patterns(corpus: Corpus, values: Values) -> pd.DataFrame:
    return _patterns_with_intervals(_tallies(corpus, values), values)


def _patterns_with_intervals(tallies: pd.DataFrame, values: Values) -> pd.DataFrame:
    how, random = Intervals(values["interval"], values["resamples"]), values["seed"]
    return patterns_with_intervals(
        patterns_of(tallies), tallies, how, random=np.random.default_rng(random)
    )


def _concentration(corpus: Corpus, values: Values) -> pd.DataFrame:
    tallies, random = _tallies(corpus, values), np.random.default_rng(values["seed"])
    how = Intervals(values["interval"], values["resamples"])
    return concentration_with_intervals(concentration_of(tallies), tallies, how, random=random)


def loaded(corpus: Corpus, values: Values) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return Sentences and LoadedHits of all sections."""
    voices = _voices_in(attributions_of(corpus.articles), corpus)
    sections = sections_of(corpus.articles)
    return loaded_in(corpus.articles, sections, voices, matchers_of(values["lexicons"]))


def _loaded_tallies(corpus: Corpus, values: Values) -> pd.DataFrame:
    return every_tally(*loaded(corpus, values), sections=values["sections"])


def _loaded_patterns(corpus: Corpus, values: Values) -> pd.DataFrame:
    return _patterns_with_intervals(_loaded_tallies(corpus, values), values)


TABLES: dict[str, Callable[[Corpus, Values], pd.DataFrame]] = {
    "attributions": _attributions,
    "concentration": _concentration,
    "loaded-article": _loaded_tallies,
    "loaded-outlet": _loaded_patterns,
    "loaded-sentence": lambda corpus, values: loaded(corpus, values)[0],
    "loaded-word": lambda corpus, values: loaded(corpus, values)[1],
    "patterns": _patterns,
    "quotations": _quotations,
    "speakers": lambda corpus, values: speakers_across(
        _attributions(corpus, values), sections=values["sections"]
    ),
    "voices": voices,
}
