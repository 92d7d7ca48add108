"""Parquet tables: strings as they are, days and times as ISO text, all else as JSON text."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.corpus import unpack
from analysis.corpus.given import Table, as_cell
from analysis.corpus.problems import Place, UnreadableError

BATCH = 512  # rows unpacked between two looks at the limit


def read_parquet(content: bytes, label: str) -> Table:
    """Return the table in `content`.

    A time with a zone keeps the day it has in that zone.

    Raises
    ------
    UnreadableError
        If it is no parquet file, is damaged, or unpacks to too much.
    """
    try:
        opened = pq.ParquetFile(pa.BufferReader(content))
        names = list(opened.schema_arrow.names)
        cells: list[list[str]] = [[] for _ in names]
        for batch in _batches(opened):
            for column, array in zip(cells, batch.columns, strict=True):
                column.extend(_cells(array))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"damaged parquet ({error})", "a whole parquet file") from None
    table = Table(label, rows=list(range(1, 1 + len(cells[0]) if cells else 1)))
    for name, column in zip(names, cells, strict=True):
        if name in table.columns:
            place = Place(label, 0, name)
            table.problems.append(place.error("two columns have this name", "names of their own"))
        table.columns.setdefault(name, column)
    return table


def _batches(opened: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    size = 0
    for batch in opened.iter_batches(batch_size=BATCH):
        size += batch.nbytes
        if size > unpack.MAX_UNPACKED:
            limit = f"at most {unpack.MAX_UNPACKED:,} bytes unpacked"
            raise UnreadableError("unpacks to too much", limit)
        yield batch


def _cells(array: pa.Array) -> list[str]:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    kind = array.type
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        array = pc.local_timestamp(array)
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return [day or "" for day in array.cast(pa.string()).to_pylist()]
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        # by way of bytes, because parquet does not promise that a string is UTF-8
        written = array.cast(pa.large_binary()).to_pylist()
        return [(value or b"").decode("utf-8", "surrogateescape") for value in written]
    return [as_cell(value) for value in array.to_pylist()]
