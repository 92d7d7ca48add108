"""Words that stand together: pairs in a window, phrases, and collocates of a word or phrase."""

from analysis.measures.collocation.association import strongest
from analysis.measures.collocation.collocates import collocates
from analysis.measures.collocation.ngrams import ngrams, without_words
from analysis.measures.collocation.windows import Pairing, window_pairs

__all__ = ["Pairing", "collocates", "ngrams", "strongest", "window_pairs", "without_words"]
