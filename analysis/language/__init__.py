"""Find the words of texts, with their places, lemmas and languages, and count them."""

from analysis.language.counts import (
    Counting,
    Counts,
    count,
    count_terms,
    count_words,
    read_words,
    select_terms,
    stop_words,
)
from analysis.language.lemmas import KnownLanguages, as_lemmas, languages_of, lemma
from analysis.language.nltk import from_nltk, to_nltk
from analysis.language.parts_of_speech import PARTS_OF_SPEECH, parts_of_speech
from analysis.language.queries import (
    Query,
    QueryError,
    count_queries,
    passed_over,
    queries_of,
    query_of,
)
from analysis.language.sentences import in_sentences
from analysis.language.words import (
    Tokens,
    check_sections,
    encode,
    find_words,
    fold,
    words_in,
    words_of,
    words_table,
)

__all__ = [
    "PARTS_OF_SPEECH",
    "Counting",
    "Counts",
    "KnownLanguages",
    "Query",
    "QueryError",
    "Tokens",
    "as_lemmas",
    "check_sections",
    "count",
    "count_queries",
    "count_terms",
    "count_words",
    "encode",
    "find_words",
    "fold",
    "from_nltk",
    "in_sentences",
    "languages_of",
    "lemma",
    "parts_of_speech",
    "passed_over",
    "queries_of",
    "query_of",
    "read_words",
    "select_terms",
    "stop_words",
    "to_nltk",
    "words_in",
    "words_of",
    "words_table",
]
