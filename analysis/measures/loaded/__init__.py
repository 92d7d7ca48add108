"""How charged the words are, and whose words they are."""

from analysis.measures.loaded.entries import CATEGORIES, Lexicon, LexiconError
from analysis.measures.loaded.hits import loaded_in, score
from analysis.measures.loaded.lexicons import own_lexicon, read_lexicon
from analysis.measures.loaded.matching import Matcher, matchers_of
from analysis.measures.loaded.quality import lexicon_quality
from analysis.measures.loaded.rates import (
    LOADED,
    by_voice,
    counted,
    lexicon_counts,
    loaded_tallies,
    loaded_words,
    most_loaded,
    own_voice,
    voices_apart,
)

__all__ = [
    "CATEGORIES",
    "LOADED",
    "Lexicon",
    "LexiconError",
    "Matcher",
    "by_voice",
    "counted",
    "lexicon_counts",
    "lexicon_quality",
    "loaded_in",
    "loaded_tallies",
    "loaded_words",
    "matchers_of",
    "most_loaded",
    "own_lexicon",
    "own_voice",
    "read_lexicon",
    "score",
    "voices_apart",
]
