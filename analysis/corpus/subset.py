"""A part of a corpus: some outlets, or the articles with some values in a column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.corpus.read import Corpus, articles_digest
from analysis.errors import FramingError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_VALUES = 10  # of a column, at most, that a message names


def select_outlets(corpus: Corpus, outlets: Sequence[str]) -> Corpus:
    """Return the articles of `outlets`; all of them when the list is empty.

    Raises
    ------
    FramingError
        If an outlet is not in the corpus; the message lists the outlets of the corpus.
    """
    known = corpus.articles["outlet"].unique()
    unknown = sorted(set(outlets) - set(known))
    if unknown:
        there = ", ".join(map(repr, sorted(known)))
        raise FramingError(f"no outlet {unknown[0]!r} in the corpus; it has {there}")
    if not outlets:
        return corpus
    return with_articles(corpus, corpus.articles[corpus.articles["outlet"].isin(list(outlets))])


def conditions_of(where: Sequence[str]) -> dict[str, list[str]]:
    """Return the values that articles may have in each column, from texts such as "section=Politics".

    Raises FramingError if a text is not COLUMN=VALUE.
    """
    found: dict[str, list[str]] = {}
    for text in where:
        column, equals, value = (part.strip() for part in text.partition("="))
        if not column or not equals:
            raise FramingError(f"where: {text!r} is not COLUMN=VALUE, as in section=Politics")
        found.setdefault(column, []).append(value)
    return found


def select_where(corpus: Corpus, conditions: Mapping[str, Sequence[str]]) -> Corpus:
    """Return the articles that have one of the values in every column of `conditions`; all without any.

    A date is written as 2016-12-14, a stretch of days as 2016-12-01..2016-12-14; without one of its ends it
    has no limit there.

    Raises
    ------
    FramingError
        If there is no such column, or no article has these values; what there is is named.
    """
    kept = corpus.articles
    for column, values in conditions.items():
        if column not in kept or column in ("text", "sha256"):
            there = ", ".join(str(name) for name in kept if name not in ("text", "sha256"))
            raise FramingError(f"where: the corpus has no column {column!r}; it has {there}")
        known = kept[column]
        if column == "date":
            known = known.dt.strftime("%Y-%m-%d").fillna("")
        fit = known.astype(str).str.strip().isin(list(values))
        for low, high in _stretches(values) if column == "date" else ():
            fit |= (known >= low) & (known <= high) & (known != "")
        if not fit.any():
            there = ", ".join(map(repr, sorted(set(known.astype(str)))[:_VALUES]))
            more = " and others" if known.nunique() > _VALUES else ""
            raise FramingError(
                f"where: no article has {column}={' or '.join(values)}; there are {there}{more}"
            )
        kept = kept[fit]
    return corpus if len(kept) == len(corpus.articles) else with_articles(corpus, kept)


def _stretches(values: Sequence[str]) -> list[tuple[str, str]]:
    """Return the first and last days of those values that are stretches of days.

    Raises FramingError if an end is no day.
    """
    found = []
    for value in values:
        low, dots, high = (part.strip() for part in value.partition(".."))
        for day in filter(None, (low, high) if dots else ()):
            if not _DAY.fullmatch(day):
                raise FramingError(
                    f"where: {day!r} is not a day, as in date=2016-12-01..2016-12-14"
                )
        found += [(low, high or "9999-12-31")] if dots else []
    return found


def with_articles(corpus: Corpus, articles: pd.DataFrame) -> Corpus:
    """Return a corpus with other articles, some of its own or with more columns."""
    kept = articles.reset_index(drop=True)
    return replace(corpus, articles=kept, digest=articles_digest(kept))
