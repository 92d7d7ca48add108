"""Any table of the project as a file, with the parameters that the reports have."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpus import Corpus, read_corpus, sections_of, select_outlets
from analysis.export import attribution as export_attribution
from analysis.export import words as export_words
from analysis.export.json_lines import attribution_lines, sentence_lines
from analysis.files import KINDS, table_bytes, write_whole
from analysis.language import languages_of, words_of
from analysis.measures import (
    article_lengths,
    outlets_of,
    section_shares,
    stretches_outside,
)
from analysis.project import NO_NOTEBOOKS, notebook_files
from analysis.reports.execute.parameters import (
    Parameter,
    ParameterError,
    Value,
    columns_from,
    parse_assignments,
    read_parameters,
)
from analysis.reports.execute.plan import check

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
        sentences, hits = export_attribution.loaded(corpus, values)
        return sentences, sentence_lines(sentences, hits)
    made = TABLES[table](corpus, values)
    if table == "attributions" and out.suffix == ".jsonl":
        return made, attribution_lines(made, corpus.articles)
    return made, table_bytes(made, out.name)


def _parameters() -> list[Parameter]:
    notebooks = notebook_files().values()
    if not notebooks:
        raise ParameterError(NO_NOTEBOOKS)
    by_name = {p.name: p for path in notebooks for p in read_parameters(path)}
    return list(by_name.values())


def _outside(corpus: Corpus, _: Values) -> pd.DataFrame:
    return stretches_outside(words_of(corpus.articles), corpus.articles)


def _lengths(corpus: Corpus, _: Values) -> pd.DataFrame:
    return article_lengths(words_of(corpus.articles))


_OWN: dict[str, Callable[[Corpus, Values], pd.DataFrame]] = {
    "articles": lambda corpus, _: corpus.articles,
    "languages": lambda corpus, _: languages_of(corpus.articles),
    "lengths": _lengths,
    "outlets": lambda corpus, values: outlets_of(corpus.articles, _lengths(corpus, values)),
    "outside": _outside,
    "problems": lambda corpus, _: corpus.problems,
    "sections": lambda corpus, _: sections_of(corpus.articles),
    "section-shares": lambda corpus, _: section_shares(words_of(corpus.articles)),
}
TABLES = dict(sorted({**_OWN, **export_words.TABLES, **export_attribution.TABLES}.items()))
