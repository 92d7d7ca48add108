"""Placeholders in pages, `{{ kind: what }}`, and what stands there in the end.

A placeholder whose number, table or command does not exist stops the build.
"""

import re
from collections.abc import Callable

from docs.extension.chapters import chapters
from docs.extension.commands import command_line, default_of
from docs.extension.gallery import gallery
from docs.extension.numbers import (
    benchmark,
    default,
    entries,
    held,
    measured,
    measured_table,
    parts_of_speech,
    quality_table,
    timings,
    value,
)
from docs.extension.parameters import export_table_rows, parameter_tables

PLACEHOLDER = re.compile(r"\{\{ ([a-z ]+)(?:: ([^}]+?))? \}\}")

KINDS: dict[str, Callable[[str], str]] = {
    "attribution": lambda what: measured("attribution", what),
    "loaded model": lambda what: measured("loaded model", what),
    "loaded list": lambda what: measured("loaded list", what),
    "quality": quality_table,
    "value": value,
    "default": default,
    "option": default_of,
    "entries": entries,
    "benchmark": benchmark,
    "table": measured_table,
    "held": lambda _: held(),
    "parts of speech": lambda _: parts_of_speech(),
    "timings": lambda _: timings(),
    "parameters": lambda _: parameter_tables(),
    "exports": lambda _: export_table_rows(),
    "code book": chapters,
    "gallery": lambda _: gallery(),
    "command line": lambda _: command_line(),
}


def filled(text: str, page: str) -> str:
    """Return a page with its placeholders filled in.

    Raises
    ------
    KeyError
        If there is no such kind, or nothing of that name; the page and the placeholder are named.
    """

    def fill(found: re.Match[str]) -> str:
        try:
            return KINDS[found[1]](found[2] or "")
        except (KeyError, AttributeError, ValueError, OSError) as error:
            raise KeyError(f"{page}: {found[0]} stands for nothing ({error})") from error

    return PLACEHOLDER.sub(fill, text)
