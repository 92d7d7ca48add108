"""The parts of a display as stored in a notebook, each checked when it is read."""

import re
import reprlib
from collections.abc import Mapping, Sequence
from typing import Any


def id_in(display: Mapping[str, Any]) -> str:
    """Return the id, which stands in addresses and file names."""
    name = text_in(display, "id")
    if not re.fullmatch(r"[\w.-]+", name):
        raise wrong(display, "id", "letters, digits, dots and hyphens")
    return name


def text_in(display: Mapping[str, Any], key: str) -> str:
    """Return a part that has to be text."""
    value = display.get(key)
    if not isinstance(value, str):
        raise wrong(display, key, "text")
    return value


def choice_in(display: Mapping[str, Any], key: str, choices: Sequence[str]) -> str:
    """Return a part that has to be one of `choices`."""
    value = display.get(key)
    if value not in choices:
        raise wrong(display, key, f"one of {list(choices)}")
    return str(value)


def list_in(display: Mapping[str, Any], key: str) -> list[Any]:
    """Return a part that has to be a list."""
    value = display.get(key)
    if not isinstance(value, list):
        raise wrong(display, key, "a list")
    return value


def texts_in(display: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a part that has to be a list of texts."""
    values = list_in(display, key)
    if not all(isinstance(value, str) for value in values):
        raise wrong(display, key, "a list of texts")
    return tuple(values)


def wrong(display: Mapping[str, Any], key: str, expected: str) -> ValueError:
    """Return the error for a part that is not as it should be."""
    shown = f"{display.get('kind', 'group')} {display.get('id') or ''}".strip()
    return ValueError(f"{shown}: {key} is {short(display.get(key))}, expected {expected}")


def short(value: object) -> str:
    """Return `value` as an error can show it."""
    return reprlib.repr(value)
