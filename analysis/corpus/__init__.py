"""Read a corpus from any source into the Articles table, and cut its articles into sections."""

from analysis.corpus.problems import CorpusError
from analysis.corpus.read import Corpus, read_corpus
from analysis.corpus.sections.cut import sections_of
from analysis.corpus.subset import select_outlets

__all__ = ["Corpus", "CorpusError", "read_corpus", "sections_of", "select_outlets"]
