"""Compare two records (corpus, code, notebook, word lists, models, versions, parameters), and two tables."""

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.files import visible

_SHOWN = 20  # characters of a digest
NOTHING = "nothing"


@dataclass(frozen=True)
class Difference:
    """One difference between two records: its name, and both values in readable form."""

    what: str
    then: str
    now: str


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Return the differences between two records, in a fixed order.

    Groups that are missing are passed over, and so are keys that only one record has, except settings.
    """
    return [
        *_of_corpus(then.get("corpus", {}), now.get("corpus", {})),
        *_of_digests(then.get("digests", {}), now.get("digests", {})),
        *_of_versions(then.get("versions", {}), now.get("versions", {})),
        *_of_settings(then, now),
    ]


def _of_corpus(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    if then.get("digest", "") == now.get("digest", then.get("digest", "")):
        return []
    return [Difference("corpus", _articles(then), _articles(now))]


def _articles(corpus: Mapping[str, Any]) -> str:
    return (
        f"{short(corpus.get('digest'))} with {visible(corpus.get('articles', 'unknown'))} articles"
    )


def _of_digests(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(visible(key), short(then[key]), short(now[key]))
        for key in then
        if key in now and then[key] != now[key]
    ]


def _of_versions(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    own = {"framing": "version of framing", "Python": "version of Python"}
    return [
        Difference(own.get(name, f"library {visible(name)}"), visible(old), visible(now[name]))
        for name, old in then.items()
        if name in now and old != now[name]
    ]


def _of_settings(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    if "settings" not in then or "settings" not in now:
        return []
    old, new = then["settings"], now["settings"]
    return [
        Difference(
            f"parameter {visible(name)}",
            visible(old[name]) if name in old else NOTHING,
            visible(new[name]) if name in new else NOTHING,
        )
        for name in dict.fromkeys([*old, *new])
        if name not in old or name not in new or old[name] != new[name]
    ]


def short(digest: object) -> str:
    """Return the start of a digest, long enough to recognise it."""
    return f"{visible(digest)[:_SHOWN]}…"


@dataclass(frozen=True)
class Change:
    """One changed cell: its row by name, its column, both values.

    `difference` is new minus old, or NaN if one of them is no number. A row that only one table has is one
    change without a column: "there" and "not there".
    """

    row: str
    column: str
    old: str
    new: str
    difference: float


def changed_rows(old: bytes, new: bytes) -> list[Change]:
    """Return the cells in which two CSV files differ, the largest difference first.

    A row is recognised by its cells that are no numbers, and among equal ones by its order (decision 45).
    Columns that only one table has come first. Raises ValueError if one of them is no CSV file.
    """
    before, after = _read(old), _read(new)
    columns = [str(name) for name in before if name in after]
    lost = [_column(str(name), "there", "not there") for name in before if name not in after]
    lost += [_column(str(name), "not there", "there") for name in after if name not in before]
    numbers = [n for n in columns if _is_numeric(before[n]) and _is_numeric(after[n])]
    names = [name for name in columns if name not in numbers]
    one, other = (_by_name(table, names, numbers) for table in (before, after))
    cells = [c for row in one if row in other for c in _cells(row, numbers, one[row], other[row])]
    gone = [_whole(row, "there", "not there") for row in one if row not in other]
    come = [_whole(row, "not there", "there") for row in other if row not in one]
    return lost + sorted(cells, key=_size) + gone + come


_Row = tuple[tuple[str, ...], int]


def _read(data: bytes) -> pd.DataFrame:
    # the names as a row like all others, so that a longer row is an error
    rows = pd.read_csv(
        io.BytesIO(data), header=None, dtype=str, keep_default_na=False, encoding_errors="replace"
    )
    names = rows.iloc[0].tolist()
    if len(set(names)) < len(names):
        raise ValueError(f"two columns of one name: {names}")
    return rows.iloc[1:].set_axis(names, axis="columns").fillna("")


def _is_numeric(column: "pd.Series[str]") -> bool:
    filled = column[column != ""]
    return bool(pd.to_numeric(filled, errors="coerce").notna().all())


def _by_name(
    table: pd.DataFrame, names: Sequence[str], numbers: Sequence[str]
) -> dict[_Row, list[str]]:
    rows: dict[_Row, list[str]] = {}
    seen: dict[tuple[str, ...], int] = {}
    named, counted = (table[list(columns)].to_numpy().tolist() for columns in (names, numbers))
    for name, cells in zip(map(tuple, named), counted, strict=True):
        seen[name] = seen.get(name, 0) + 1
        rows[name, seen[name]] = cells
    return rows


def _cells(row: _Row, columns: Sequence[str], old: list[str], new: list[str]) -> list[Change]:
    return [
        Change(_label(row), column, before, after, _minus(after, before))
        for column, before, after in zip(columns, old, new, strict=True)
        if before != after
    ]


def _whole(row: _Row, old: str, new: str) -> Change:
    return Change(_label(row), "", old, new, math.nan)


def _column(name: str, old: str, new: str) -> Change:
    return Change("", name, old, new, math.nan)


def _label(row: _Row) -> str:
    name, turn = row
    said = " / ".join(filter(None, name)) or "row"
    return said if turn == 1 and any(name) else f"{said} {turn}"


def _minus(new: str, old: str) -> float:
    return float(new) - float(old) if new and old else math.nan


def _size(change: Change) -> float:
    return -abs(change.difference) if not math.isnan(change.difference) else 0.0
