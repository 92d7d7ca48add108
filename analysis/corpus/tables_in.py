"""Which reader takes which table."""

from analysis.corpus.formats import read_csv
from analysis.corpus.given import Table
from analysis.corpus.jsonl_in import read_jsonl
from analysis.corpus.parquet_in import read_parquet
from analysis.corpus.problems import UnreadableError
from analysis.corpus.source import Source


def table_of(source: Source) -> Table:
    """Return the table of an opened source, values as strings and uninterpreted.

    Raises
    ------
    UnreadableError
        If no row of it can be read.
    """
    try:
        match source.ending:
            case ".csv":
                return read_csv(source.table, source.label, ",")
            case ".tsv":
                return read_csv(source.table, source.label, "\t")
            case ".jsonl":
                return read_jsonl(source.table, source.label)
            case _:
                return read_parquet(source.table, source.label)
    except UnreadableError as error:
        error.file = source.label
        raise
