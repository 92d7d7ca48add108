"""The one form of names and ids, and JSON from anywhere, read so that damage is an ordinary error."""

import json
import re

from analysis.errors import FramingError
from analysis.files import visible

NAME_FORM = (
    "1 to 100 letters from a to z, digits, dots, hyphens and underscores, a letter or digit first"
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_ID = re.compile(rf"{_NAME.pattern}-[0-9a-f]{{8}}")


def is_name(text: object) -> bool:
    """Return whether a figure or table can have this name, which is used in file names and citations."""
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def checked_name(name: str) -> str:
    """Return the name of a figure or table as it is, or raise FramingError if it has another form."""
    if not is_name(name):
        raise FramingError(f"the name {visible(name)!r} of a figure or table is not {NAME_FORM}")
    return name


def is_id(text: object) -> bool:
    """Return whether a text has the form of an id: a name, a hyphen, and eight hexadecimal digits."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def from_json(content: bytes | str) -> object:
    """Return what JSON says; ValueError if it is none, also if it is nested without end."""
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("nested too deep to be read") from None
