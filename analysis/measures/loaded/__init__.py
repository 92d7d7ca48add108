"""How charged the words are, and whose words they are."""

from analysis.measures.loaded.entries import CATEGORIES, LexiconError
from analysis.measures.loaded.hits import loaded_in, score
from analysis.measures.loaded.lexicons import own_lexicon, read_lexicon
from analysis.measures.loaded.matching import Matcher

__all__ = [
    "CATEGORIES",
    "LexiconError",
    "Matcher",
    "loaded_in",
    "own_lexicon",
    "read_lexicon",
    "score",
]
