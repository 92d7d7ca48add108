"""Sources that researchers have, to a corpus: tables, text files, exports of news archives."""

from analysis.corpus.imports.corpus_files import corpus_files, new_folder, refuse_taken
from analysis.corpus.imports.days import ORDERS
from analysis.corpus.imports.found import Asked, Removed
from analysis.corpus.imports.read_source import FORMATS, Found, read_source

__all__ = [
    "FORMATS",
    "ORDERS",
    "Asked",
    "Found",
    "Removed",
    "corpus_files",
    "new_folder",
    "read_source",
    "refuse_taken",
]
