"""Labels of columns: name with unit, kind and digits of values, and whether they hold words of articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.tables.base import Table
from analysis.tables.schema import TypedColumn


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
    return dict(_labels_of(tuple(names), tuple(_models())))


@lru_cache(maxsize=256)  # asked for each column of a table
def _labels_of(names: tuple[str, ...], models: tuple[type[Table], ...]) -> dict[str, Label]:
    def apart(model: type[Table]) -> tuple[int, int]:
        return -len(model.columns().keys() & set(names)), len(model.columns())

    known: dict[str, Label] = {}
    for model in sorted(models, key=apart):
        known = _labels(model) | known
    return {name: known[name] for name in names if name in known}


def _models(model: type[Table] = Table) -> Iterator[type[Table]]:
    for one in sorted(model.__subclasses__(), key=lambda one: one.__name__):
        yield one
        yield from _models(one)


def _labels(model: type[Table]) -> dict[str, Label]:
    return {name: _label(one) for name, one in model.columns().items()}


def _label(one: TypedColumn) -> Label:
    kinds = {int: "integer", float: "number"}
    said = one.column
    kind = said.kind or kinds.get(one.annotation, "text")
    return Label(said.label, kind, said.digits, said.text)
