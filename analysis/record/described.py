"""What a figure carries, as lines for a terminal."""

import json
import unicodedata

from analysis.record.extraction import Carried

_FIRST = ("id", "caption", "alt", "data", "rows")
_GROUPS = ("report", "settings", "corpus", "digests", "versions")


def described(carried: Carried) -> list[str]:
    """Return one line for each thing that a figure says of itself, groups with a heading."""
    record = carried.record
    lines = [f"{key}: {visible(record[key])}" for key in _FIRST]
    lines += [f"format: {carried.format}, with {len(carried.data):,} bytes of data"]
    for group in _GROUPS:
        lines += [group, *(f"  {visible(k)}: {visible(v)}" for k, v in record[group].items())]
    return lines


def visible(value: object) -> str:
    """Return a value on one line, with nothing in it that a terminal obeys or hides."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(_escaped(char) for char in text)


def _escaped(char: str) -> str:
    # "C": controls, bidirectional marks, halves of surrogate pairs; Zl, Zp: line separators
    hidden = unicodedata.category(char)[0] == "C" or unicodedata.category(char) in {"Zl", "Zp"}
    return char.encode("unicode_escape").decode("ascii") if hidden else char
