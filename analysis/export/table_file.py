"""Any table of the project as a file, with the parameters that the reports have."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus import Corpus
from analysis.export.article_files import article_files
from analysis.export.json_lines import attribution_lines, sentence_lines
from analysis.files import is_among, write_whole
from analysis.parameters import (
    PARAMETERS,
    ParameterError,
    Value,
    fits,
    parse_assignments,
    texts_in,
)
from analysis.project import notebook_files
from analysis.recipes import parameters_of, tables
from analysis.reports.execute.parameters_cell import read_parameters
from analysis.study import Study, corpus_of
from analysis.table_files import KINDS, table_bytes
from analysis.tables.places import as_given

_OF_CORPUS = (
    "corpus",
    "columns",
    "skip_bad",
    "outlets",
    "where",
    "copies",
)  # every table depends on them
_OF_EVENTS = ("events", "event_days")  # and so does one of the articles of an event
_ARTICLES = {"id", "article", "article_a", "a"}  # a table with one of these columns lists articles


def export_table(
    table: str, assignments: Sequence[str], given: Mapping[str, Value], out: Path
) -> tuple[Corpus, int]:
    """Write one table of a corpus to `out`; return the corpus as it was read, and the number of rows.

    Parameters
    ----------
    table
        The name of a table; `framing list` shows all.
    assignments
        NAME=VALUE texts of parameters that the table depends on.
    given
        Values of `corpus`, `columns`, `skip_bad` where they differ from the defaults.
    out
        Ends with .csv, .jsonl or .parquet, of `articles` also with .zip (text files); replaced as a whole.
        One row a line, but one article a line for `attributions` as .jsonl. A table that lists articles or
        passages has those of copies, too, unless `copies` is given; one that counts leaves copies out.

    Raises
    ------
    ParameterError
        If the table, the ending, a parameter or a value is unknown or impossible.
    CorpusError
        If the corpus has problems.
    """
    if table not in tables():
        raise ParameterError(f"unknown table {table!r}; there are {', '.join(tables())}")
    kinds = [*KINDS, ".zip"] if table == "articles" else KINDS
    if out.suffix not in kinds:
        raise ParameterError(f"{out.name!r} ends with {out.suffix!r}; give {', '.join(kinds)}")
    asked = {**given, **parse_assignments(assignments, PARAMETERS.values())}
    _refuse_idle(table, asked)
    values = {**_defaults(), **_every_article(table), **asked}
    if is_among(out, texts_in(values)):
        raise ParameterError(f"{out} is read for this table; give another name")
    corpus = corpus_of(values)
    try:
        study = Study(corpus, values)
        study.check()
        made = study[table]
        write_whole(out, _written(made, table, study, out))
    except OSError as error:
        raise ParameterError(f"cannot write {out}: {error.strerror}") from error
    except ParameterError:
        raise
    except ValueError as error:  # a measure says what it cannot do with this corpus
        raise ParameterError(f"{table}: {error}") from error
    return corpus, len(made)


def _defaults() -> dict[str, Value]:
    """Return the defaults in the notebooks of the project: those of a study may be its own."""
    every = (one for path in notebook_files().values() for one in read_parameters(path))
    return {one.name: one.default for one in every if fits(one.name, one.default)}


def _every_article(table: str) -> dict[str, Value]:
    """Return the default of `copies`: a table that lists articles or passages has those of copies, too."""
    columns = tables()[table].schema.names()  # type: ignore[union-attr]
    return {"copies": "all"} if _ARTICLES & set(columns) else {}


def _refuse_idle(table: str, values: Mapping[str, Value]) -> None:
    """Refuse parameters that change nothing in the table: who gives them expects that they do."""
    chosen = _OF_EVENTS if "where" in values else ()
    used = [*_OF_CORPUS, *chosen, *parameters_of(table)]
    idle = [name for name in values if name not in used]
    if idle:
        raise ParameterError(
            f"the table {table!r} does not depend on {idle[0]!r}; it depends on {', '.join(used)}"
        )


def _written(made: pd.DataFrame, table: str, study: Study, out: Path) -> bytes:
    articles = study.corpus.articles
    if out.suffix == ".zip":
        return article_files(made)
    if table == "loaded-sentence" and out.suffix == ".jsonl":
        return sentence_lines(made, study["loaded-word"], articles)
    if table == "attributions" and out.suffix == ".jsonl":
        return attribution_lines(made, articles)
    return table_bytes(as_given(made, articles), out.name)
