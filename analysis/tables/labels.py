"""Labels of columns: name with unit, kind and digits of values, and whether they hold words of articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pandera.pandas as pa

from analysis.tables.base import Table


@dataclass(frozen=True)
class Label:
    """What a reader sees of one column."""

    text: str  # its name for a reader, with the unit
    kind: str  # "text", "integer", "number", "rate" (per so many words) or "p"
    digits: int | None  # behind the point; None for what is usual for the kind
    of_articles: bool  # whether it holds words of an article, which may not be for everybody


def labels_of(names: Sequence[str]) -> dict[str, Label]:
    """Return the labels of the columns of a table, those that are known.

    A name means what it means in the table model that shares most columns with `names`; one that this
    model lacks, what it means in the next.
    """

    def apart(model: type[pa.DataFrameModel]) -> tuple[int, int]:
        return -len(_labels(model).keys() & set(names)), len(_labels(model))

    order = sorted(_models(), key=apart)
    known: dict[str, Label] = {}
    for model in order:
        known = _labels(model) | known
    return {name: known[name] for name in names if name in known}


def _models() -> list[type[pa.DataFrameModel]]:
    from analysis.tables.articles import Articles  # noqa: PLC0415  not a Table, and below this module

    return [Articles, *_below(Table)]


def _below(model: type[Table]) -> Iterator[type[Table]]:
    for one in sorted(model.__subclasses__(), key=lambda one: one.__name__):
        yield one
        yield from _below(one)


@cache
def _labels(model: type[pa.DataFrameModel]) -> dict[str, Label]:
    return {
        name: _label(name, str(one.dtype), one.title, one.metadata or {})
        for name, one in model.to_schema().columns.items()
    }


def _label(name: str, dtype: str, title: str | None, about: dict[str, object]) -> Label:
    usual = (
        "integer" if dtype.startswith("int") else "number" if dtype.startswith("float") else "text"
    )
    digits = about.get("digits")
    return Label(
        title or name,
        str(about.get("kind") or usual),
        digits if isinstance(digits, int) else None,
        bool(about.get("text")),
    )
