"""The questions of the explorer: a table, the settings that are not at their defaults, and the rows shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import pandas as pd
import regex

from analysis.errors import FramingError, unknown
from analysis.language import fold
from analysis.parameters import PARAMETERS, Value, checked
from analysis.recipes import parameters_of, tables

OF_ARTICLES = ("outlets", "where", "copies")  # choose articles, for every table
TOP = 15  # rows that a figure draws of each outlet or side
_Frozen = str | int | float | bool | tuple[str, ...]
Settings = tuple[tuple[str, _Frozen], ...]  # (parameter, value) pairs


@dataclass(frozen=True)
class Question:
    """One question about a corpus; the same question has the same answer.

    Attributes
    ----------
    table
        The table that answers it, as `framing list` names it.
    settings
        Parameters that are not at their defaults, in the order of their declaration.
    only
        Values that rows must have in columns of the table.
    words
        Terms that are shown, as `terms_like` takes them; "" for all.
    top
        How many rows of each outlet or side are drawn.
    """

    table: str
    settings: Settings = ()
    only: tuple[tuple[str, str], ...] = ()
    words: str = ""
    top: int = TOP

    @property
    def parameters(self) -> dict[str, Value]:
        """The settings, as a study takes them."""
        return {name: list(v) if isinstance(v, tuple) else v for name, v in self.settings}

    @property
    def arguments(self) -> dict[str, Any]:
        """What `answer` is called with, beside the corpus and the name of the table."""
        shown: dict[str, Any] = {"only": dict(self.only)} if self.only else {}
        shown |= {"words": self.words} if self.words else {}
        return self.parameters | shown | ({"top": self.top} if self.top != TOP else {})

    @property
    def name(self) -> str:
        """The file name of its figure: that of the table, and letters that tell other settings apart."""
        if not self.arguments:
            return self.table
        told = repr(sorted(self.arguments.items())).encode(errors="surrogatepass")
        return f"{self.table}-{sha256(told).hexdigest()[:6]}"

    @property
    def told(self) -> str:
        """The choices in words, "" where there are none."""
        parts = [f"{name.replace('_', ' ')} {_listed(value)}" for name, value in self.settings]
        parts += [f"{column} {value or 'empty'}" for column, value in self.only]
        parts += [f"words {self.words}"] if self.words else []
        return "; ".join(parts)


def question_of(
    table: str,
    settings: Mapping[str, Value] | None = None,
    *,
    only: Mapping[str, str] | None = None,
    words: str = "",
    top: int = TOP,
) -> Question:
    """Return the question about a table, without what makes no difference to its answer.

    Raises
    ------
    FramingError
        If there is no such table or parameter, or a value is impossible.
    """
    if table not in tables():
        raise FramingError(unknown("no table", table, tables()))
    if isinstance(top, bool) or not isinstance(top, int) or not 1 <= top <= 1000:
        raise FramingError(f"top is {top!r}; give a number from 1 to 1000")
    given = checked(settings or {})
    asked = {name for name in given if name in settings_of(table)}
    kept = tuple(
        (name, _frozen(given[name]))
        for name in PARAMETERS
        if name in asked and given[name] != PARAMETERS[name].default
    )
    return Question(table, kept, tuple(sorted((only or {}).items())), words.strip(), top)


@cache
def settings_of(table: str) -> tuple[str, ...]:
    """Return the parameters that an answer from this table can depend on."""
    return (*OF_ARTICLES, *(name for name in parameters_of(table) if name not in OF_ARTICLES))


def rows_with(table: pd.DataFrame, only: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows that have these values in these columns.

    Raises
    ------
    FramingError
        If the table has no such column.
    """
    kept = table
    for column, value in only.items():
        if column not in table:
            raise FramingError(unknown("only: the table has no column", column, [*table]))
        kept = kept[kept[column].astype(str) == value]
    return kept if kept is table else kept.reset_index(drop=True)


def terms_like(table: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Return the rows of a table with `term` whose term is among the wanted ones.

    Nothing else in a row depends on the choice: not its rate, its rank or its p.

    Parameters
    ----------
    table
        Frequencies, Keyness or any other table with the column `term` or `collocate`.
    wanted
        Words parted by blanks or commas; ``*`` stands for any characters, ``?`` for one. Capitals and
        the form of apostrophes do not matter. Empty keeps all rows.
    """
    patterns = [_pattern(word) for word in fold(wanted).replace(",", " ").split()]
    if not patterns:
        return table
    column = "term" if "term" in table else "collocate"
    found = regex.compile("|".join(patterns))
    terms = [term for term in table[column].unique() if found.fullmatch(term)]
    return table[table[column].isin(terms)].reset_index(drop=True)


def _pattern(word: str) -> str:
    # stars in a row are one star, so that a search cannot take for ever
    single = regex.sub(r"\*+", "*", word)
    return regex.escape(single, special_only=True).replace(r"\*", ".*").replace(r"\?", ".")


def _frozen(value: Value) -> _Frozen:
    return tuple(value) if isinstance(value, list) else value


def _listed(value: _Frozen) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
