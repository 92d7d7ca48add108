"""Make a corpus of what researchers have: tables, text files, and exports of news archives."""

from analysis.corpus.archives.account import Line, account_of, as_table
from analysis.corpus.archives.contents import Asked, Removed
from analysis.corpus.archives.corpus_files import corpus_files
from analysis.corpus.archives.dates import ORDERS
from analysis.corpus.archives.known_formats import FORMATS
from analysis.corpus.archives.reader import Found, read_source

__all__ = [
    "FORMATS",
    "ORDERS",
    "Asked",
    "Found",
    "Line",
    "Removed",
    "account_of",
    "as_table",
    "corpus_files",
    "read_source",
]
