"""Any table of the project as a file, with the parameters that the reports have."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus, read_corpus, sections_of, select_outlets
from analysis.inference import (
    Intervals,
    benjamini_hochberg,
    concentration_with_intervals,
    keyness_with_intervals,
    patterns_with_intervals,
    with_intervals,
)
from analysis.language import Counting, Counts, count, languages_of, words_of, words_table
from analysis.measures import (
    article_lengths,
    frequencies,
    keyness,
    near_duplicates,
    outlets_of,
    section_shares,
    stretches_outside,
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
from analysis.reports.by_article import attribution_lines
from analysis.reports.by_sentence import sentence_lines
from analysis.reports.figure_sets import write_whole
from analysis.reports.parameters import (
    Parameter,
    ParameterError,
    Value,
    columns_from,
    parse_assignments,
    read_parameters,
)
from analysis.reports.places import notebook_files
from analysis.reports.plan import check
from analysis.reports.tabular import KINDS, table_bytes

Values = Mapping[str, Any]


def export_table(
    table: str, assignments: Sequence[str], given: Mapping[str, Value], out: Path
) -> tuple[Corpus, int]:
    """Write one table of a corpus to `out`; return the corpus as it was read, and the number of rows.

    Parameters
    ----------
    table
        One of the names in `TABLES`.
    assignments
        NAME=VALUE texts of report parameters.
    given
        Values of `corpus`, `columns`, `skip_bad` where they differ from the reports' defaults.
    out
        Ends with .csv, .jsonl or .parquet; replaced as a whole. One row a line, but one article a
        line for `attributions` as .jsonl.

    Raises
    ------
    ParameterError
        If the table, the ending, a parameter or a value is unknown or impossible.
    CorpusError
        If the corpus has problems.
    """
    if table not in TABLES:
        raise ParameterError(f"unknown table {table!r}; there are {', '.join(TABLES)}")
    if out.suffix not in KINDS:
        raise ParameterError(f"{out.name!r} ends with {out.suffix!r}; give {', '.join(KINDS)}")
    known = _parameters()
    values: dict[str, Any] = {p.name: p.default for p in known}
    values |= {**given, **parse_assignments(assignments, known)}
    columns = columns_from(values["columns"])
    corpus = read_corpus(str(values["corpus"]), columns=columns, skip_bad=bool(values["skip_bad"]))
    check(values, corpus)
    try:
        selected = select_outlets(corpus, values["outlets"])
        made, written = _made(table, selected, values, out)
        write_whole(out, written)
    except OSError as error:
        raise ParameterError(f"cannot write {out}: {error.strerror}") from error
    except ValueError as error:  # a measure says what it cannot do with this corpus
        raise ParameterError(f"{table}: {error}") from error
    return corpus, len(made)


def _made(table: str, corpus: Corpus, values: Values, out: Path) -> tuple[pd.DataFrame, bytes]:
    """Return a table, and what is written of it."""
    if table == "loaded-sentence" and out.suffix == ".jsonl":
        sentences, hits = _loaded(corpus, values)
        return sentences, sentence_lines(sentences, hits)
    made = TABLES[table](corpus, values)
    if table == "attributions" and out.suffix == ".jsonl":
        return made, attribution_lines(made, corpus.articles)
    return made, table_bytes(made, out.name)


def _parameters() -> list[Parameter]:
    notebooks = notebook_files().values()
    by_name = {p.name: p for path in notebooks for p in read_parameters(path)}
    return list(by_name.values())


def _counts(corpus: Corpus, values: Values) -> Counts:
    names = ("sections", "unit", "ngram", "stop", "digits", "min_count")
    return count(corpus.articles, Counting(**{name: values[name] for name in names}))


def _frequencies(corpus: Corpus, values: Values) -> pd.DataFrame:
    random = np.random.default_rng(values["seed"])
    return _with_intervals(_counts(corpus, values), values, random)


def _keyness(corpus: Corpus, values: Values) -> pd.DataFrame:
    counts, prior = _counts(corpus, values), values["prior_words"]
    random = np.random.default_rng(values["seed"])
    _with_intervals(counts, values, random)  # the report draws these first, from the same numbers
    table = keyness(
        counts, target=values["outlet"], reference=values["reference"], prior_words=prior
    )
    how = Intervals(values["interval"], values["resamples"])
    table = keyness_with_intervals(table, counts, how, prior_words=prior, random=random)
    return benjamini_hochberg(table)


def _with_intervals(counts: Counts, values: Values, random: np.random.Generator) -> pd.DataFrame:
    how = Intervals(values["interval"], values["resamples"])
    return with_intervals(frequencies(counts), counts, how, random=random)


def _words(corpus: Corpus, values: Values) -> pd.DataFrame:
    return words_table(words_of(corpus.articles, sections=values["sections"]), corpus.articles)


def _duplicates(corpus: Corpus, values: Values) -> pd.DataFrame:
    return near_duplicates(words_of(corpus.articles), threshold=values["similarity"])


def _outside(corpus: Corpus, _: Values) -> pd.DataFrame:
    return stretches_outside(words_of(corpus.articles), corpus.articles)


def _quotations(corpus: Corpus, _: Values) -> pd.DataFrame:
    return quotations_of(corpus.articles, sections_of(corpus.articles))


def _attributions(corpus: Corpus, _: Values) -> pd.DataFrame:
    return attributions_of(corpus.articles)


def _voices(corpus: Corpus, values: Values) -> pd.DataFrame:
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


def _lengths(corpus: Corpus, _: Values) -> pd.DataFrame:
    return article_lengths(words_of(corpus.articles))


def _loaded(corpus: Corpus, values: Values) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return Sentences and LoadedHits of all sections."""
    voices = _voices_in(attributions_of(corpus.articles), corpus)
    sections = sections_of(corpus.articles)
    return loaded_in(corpus.articles, sections, voices, matchers_of(values["lexicons"]))


def _loaded_tallies(corpus: Corpus, values: Values) -> pd.DataFrame:
    return every_tally(*_loaded(corpus, values), sections=values["sections"])


def _loaded_patterns(corpus: Corpus, values: Values) -> pd.DataFrame:
    return _patterns_with_intervals(_loaded_tallies(corpus, values), values)


TABLES: dict[str, Callable[[Corpus, Values], pd.DataFrame]] = {
    "articles": lambda corpus, _: corpus.articles,
    "attributions": _attributions,
    "concentration": _concentration,
    "counts": _frequencies,
    "duplicates": _duplicates,
    "keyness": _keyness,
    "languages": lambda corpus, _: languages_of(corpus.articles),
    "lengths": _lengths,
    "loaded-article": _loaded_tallies,
    "loaded-outlet": _loaded_patterns,
    "loaded-sentence": lambda corpus, values: _loaded(corpus, values)[0],
    "loaded-word": lambda corpus, values: _loaded(corpus, values)[1],
    "outlets": lambda corpus, values: outlets_of(corpus.articles, _lengths(corpus, values)),
    "outside": _outside,
    "patterns": _patterns,
    "problems": lambda corpus, _: corpus.problems,
    "quotations": _quotations,
    "sections": lambda corpus, _: sections_of(corpus.articles),
    "section-shares": lambda corpus, _: section_shares(words_of(corpus.articles)),
    "speakers": lambda corpus, values: speakers_across(
        _attributions(corpus, values), sections=values["sections"]
    ),
    "voices": _voices,
    "words": _words,
}
