"""The list of given names: whether women or men have them, and which are short for which."""

import csv
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from analysis.language.words import fold


class GivenName(NamedTuple):
    """One line of the list: "m", "f" or "" for both, and the names that it is short for."""

    gender: str
    short_for: frozenset[str]


@lru_cache(maxsize=1)
def given_names() -> dict[str, GivenName]:
    """Return the lines of the list by their folded name (resources/wordlists/given_names.md)."""
    file = files("analysis.resources").joinpath("wordlists/given_names.tsv")
    rows = csv.reader(file.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    return {name: GivenName(gender, frozenset(full.split())) for name, gender, full in rows}


def is_given_name(word: str) -> bool:
    """Whether a word is a given name of the list."""
    return fold(word) in given_names()


def gender_of(word: str) -> str:
    """Return "m" or "f" for a given name, "" where it is of both or not in the list."""
    found = given_names().get(fold(word))
    return found.gender if found else ""


def is_short_for(short: str, full: str) -> bool:
    """Whether a folded given name is a short form of another one: "bob" of "robert"."""
    found = given_names().get(short)
    return found is not None and full in found.short_for
