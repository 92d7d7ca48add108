"""Loaded language: how charged the words of outlets are, and whose words they are."""

from analysis.measures.loaded.hits import loaded_in, score
from analysis.measures.loaded.lexicons import (
    CATEGORIES,
    Lexicon,
    LexiconError,
    own_lexicon,
    read_lexicon,
)
from analysis.measures.loaded.matching import Matcher, matchers_of
from analysis.measures.loaded.model import MODEL_HITS, MODEL_LOADED
from analysis.measures.loaded.neighbours import NEAR, loaded_near
from analysis.measures.loaded.rates import (
    LOADED,
    by_voice,
    counted,
    every_tally,
    headline_and_body,
    in_sections,
    lexicon_counts,
    loaded_sentences,
    loaded_tallies,
    loaded_words,
    own_voice,
    sentence_tallies,
    voices_apart,
)
from analysis.measures.loaded.selection import (
    disagreements,
    fit_to_quote,
    most_loaded,
    of_one_outlet,
    outlets_speaking,
)
from analysis.measures.loaded.speech import SPEAKERS, speaker_tallies
from analysis.measures.quality import lexicon_quality, loaded_quality

__all__ = [
    "CATEGORIES",
    "LOADED",
    "MODEL_HITS",
    "MODEL_LOADED",
    "NEAR",
    "SPEAKERS",
    "Lexicon",
    "LexiconError",
    "Matcher",
    "by_voice",
    "counted",
    "disagreements",
    "every_tally",
    "fit_to_quote",
    "headline_and_body",
    "in_sections",
    "lexicon_counts",
    "lexicon_quality",
    "loaded_in",
    "loaded_near",
    "loaded_quality",
    "loaded_sentences",
    "loaded_tallies",
    "loaded_words",
    "matchers_of",
    "most_loaded",
    "of_one_outlet",
    "outlets_speaking",
    "own_lexicon",
    "own_voice",
    "read_lexicon",
    "score",
    "sentence_tallies",
    "speaker_tallies",
    "voices_apart",
]
