"""Compute a claim under every specification; what two of them share is made once."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.subset import with_articles
from analysis.errors import FramingError
from analysis.models.cache import Cache, files_digest, key_of, usual_cache
from analysis.parameters import PARAMETERS, Value
from analysis.progress import followed
from analysis.recipes import parameters_of, recipes
from analysis.record.provenance import own_files
from analysis.robustness.choices import Specification, choices_for, specifications, without
from analysis.robustness.study_plan import ROW, Claim, Plan
from analysis.study import Study
from analysis.tables.specifications import Specifications

_Number = tuple[float, float, float]
_SHOWN = 20  # values, at most, that a message names
_NOT_THERE: _Number = (np.nan, np.nan, np.nan)
_CORPUS = ("outlets", "where", "copies", "events", "event_days")  # decide which articles there are


def multiverse(
    corpus: Corpus,
    plan: Plan,
    claim: Claim,
    *,
    settings: Mapping[str, Value] | None = None,
    kept: Cache | None = None,
) -> pd.DataFrame:
    """Return a claim under every defensible choice: Specifications, the study as it was set first.

    Parameters
    ----------
    corpus
        The corpus of the study.
    plan, claim
        The plan, and one of its claims.
    settings
        The parameters of the study; those that are not given have their defaults.
    kept
        Where numbers that were computed before lie, by default the user's cache.

    Raises
    ------
    FramingError
        If the study as it was set has no such number. Where a measure refuses other choices, as too few
        outlets are left, the number is not there.

    Source
    ------
    Steegen, Tuerlinckx, Gelman & Vanpaemel 2016 (multiverse); Simonsohn, Simmons & Nelson 2020 (specification
    curve). Ours: outlets and events are left out one by one and not combined with the other choices; no
    permutation test over the curve is made, since its specifications share their articles.
    """
    given = dict(settings or {})
    corpus, given["events"] = _with_events(corpus, given), ""
    tried = list(specifications(plan, claim, corpus, given))
    numbers = _Numbers(corpus, claim, tried, kept or usual_cache("multiverse"))
    rows = []
    choices = choices_for(plan, claim, given)
    for number, one in enumerate(followed(tried, total=len(tried), what=claim.name), start=1):
        value, low, high = numbers.of(one)
        if number == 1 and np.isnan(value):
            raise FramingError(f"{plan.file}: claims.{claim.name}: {_missing(corpus, claim, one)}")
        told_ = json.dumps(_chosen(one, choices), ensure_ascii=False)
        outcome = outcome_of(value, low, high, claim.sign)
        rows.append((claim.name, number, told_, one.left_out, value, low, high, outcome))
    return Specifications.of_rows(rows, "claim", "specification")


def _with_events(corpus: Corpus, settings: Mapping[str, Value]) -> Corpus:
    """Return the corpus with the events of a table of events, which names all of its articles."""
    if "event" in corpus.articles or not settings.get("events"):
        return corpus
    named = {name: settings[name] for name in ("events", "event_days") if name in settings}
    return with_articles(corpus, Study(corpus, named)["event-articles"])


def _missing(corpus: Corpus, claim: Claim, one: Specification) -> str:
    """Return which value of the row of a claim is not in its table, and which are."""
    rows = Study(corpus, one.settings)[claim.table]
    wanted = [*one.row.items(), *(("outlet", name) for name in (claim.above, claim.below) if name)]
    for column, value in wanted:
        there = rows[column].astype(str)
        if not (there == value).any():
            known = ", ".join(map(repr, sorted(there.unique())[:_SHOWN]))
            return f"no row of {claim.table} has {column} {value!r}; there are {known or 'no rows'}"
        rows = rows[there == value] if column in one.row else rows
    return f"the table {claim.table} has no number there"


def _chosen(one: Specification, choices: Iterable[str]) -> dict[str, object]:
    return {
        name: one.row[name.removeprefix(ROW)] if name.startswith(ROW) else one.settings[name]
        for name in choices
    }


def outcome_of(value: float, low: float, high: float, sign: str) -> str:
    """Return one of OUTCOMES for a number, its interval (NaN for none), and the side it should be on."""
    if np.isnan(value):
        return "not there"
    if sign == "-":
        value, low, high = -value, -high, -low
    if low > 0:
        return "holds"
    if high < 0:
        return "contradicted"
    return "same sign" if value > 0 else "other sign"


def told(specifications_: pd.DataFrame, claim: Claim) -> str:
    """Return a sentence: under how many choices a claim keeps its sign, and its interval."""
    counts = Counter(specifications_["outcome"])
    number = len(specifications_)
    same = counts["holds"] + counts["same sign"]
    parts = [
        f"“{claim.says}”: of {number:,} sets of choices {same:,} keep the sign ({same / number:.0%})",
        f"{counts['holds']:,} with an interval that leaves out zero ({counts['holds'] / number:.0%})",
    ]
    if counts["contradicted"]:
        parts.append(f"in {counts['contradicted']:,} an interval lies on the other side of zero")
    if counts["not there"]:
        parts.append(f"in {counts['not there']:,} there is no such number")
    return "; ".join(parts) + "."


class _Numbers:
    """The number of a claim under each specification; equal steps of two studies are made once."""

    def __init__(
        self, corpus: Corpus, claim: Claim, tried: Sequence[Specification], kept: Cache
    ) -> None:
        self._corpus, self._claim, self._kept = corpus, claim, kept
        self._behind = {name: parameters_of(name.replace("-", "_")) for name in recipes()}
        self._made: dict[str, Any] = {}
        self._first = tried[0]
        self._waiting = Counter(key for one in tried for key in self._keys(one).values())
        self._code = _code_digest()

    def of(self, one: Specification) -> _Number:
        """Return value, low and high; NaN where there is no such number."""
        key = self._key(one)
        known = self._kept.get(key)
        if known is None:
            known = [None if np.isnan(x) else x for x in self._computed(one)]
            self._kept.put(key, known)
        self._forget(one)
        value, low, high = (np.nan if x is None else float(x) for x in known)
        return value, low, high

    def _computed(self, one: Specification) -> _Number:
        keys = self._keys(one)
        at_hand = {name: self._made[key] for name, key in keys.items() if key in self._made}
        study = self._study(one, at_hand)
        try:
            made = study[self._claim.table]
        except ValueError:  # a measure says what it cannot do with these choices
            if one is self._first:
                raise
            return _NOT_THERE
        number = number_in(made, self._claim, one.row)
        for name, key in keys.items():
            if name in study.made and self._waiting[key] > 1:
                self._made[key] = study.made[name]
        return number

    def _study(self, one: Specification, at_hand: Mapping[str, Any]) -> Study:
        corpus = self._corpus
        if one.column:
            corpus = with_articles(corpus, without(corpus.articles, one))
        return Study(corpus, one.settings, made=at_hand)

    def _forget(self, one: Specification) -> None:
        for key in self._keys(one).values():
            self._waiting[key] -= 1
            if not self._waiting[key]:
                self._made.pop(key, None)

    def _keys(self, one: Specification) -> dict[str, str]:
        """Return for each table and step what decides it."""
        of_corpus = [_value(one, name) for name in _CORPUS] + [one.column, one.value]
        return {
            name: json.dumps([name, of_corpus, [_value(one, p) for p in behind]])
            for name, behind in self._behind.items()
        }

    def _key(self, one: Specification) -> str:
        claim = self._claim
        parts = [claim.table, dict(one.row), claim.above, claim.below]
        parts += [claim.value, claim.low, claim.high, one.column, one.value]
        own = {str(path): files_digest([path]) for path in own_files(one.settings)}
        values = {name: _value(one, name) for name in (*_CORPUS, *self._behind[claim.table])}
        return key_of(json.dumps([parts, values, own]), self._corpus.digest, self._code)


def _value(one: Specification, name: str) -> Value:
    return one.settings.get(name, PARAMETERS[name].default)


def _code_digest() -> str:
    """Return the digest of all that decides a number: the package with its lists and models."""
    package = Path(str(files("analysis")))
    return files_digest(path for path in package.rglob("*") if path.suffix in _DECIDES)


_DECIDES = (".py", ".tsv", ".csv", ".json", ".onnx")


def number_in(table: pd.DataFrame, claim: Claim, row: Mapping[str, str]) -> _Number:
    """Return the number of a claim in its table, with its interval; NaN for what is not there.

    FramingError if several rows fit.

    Source
    ------
    The interval of a difference of two outlets is made of those of both (MOVER; Zou & Donner 2008).
    """
    fit = table
    for column, wanted in row.items():
        fit = fit[fit[column].astype(str) == wanted]
    if not claim.above:
        return _number(fit, claim)
    one, other = (
        _number(fit[fit["outlet"] == outlet], claim) for outlet in (claim.above, claim.below)
    )
    difference = one[0] - other[0]
    down = np.hypot(one[0] - one[1], other[2] - other[0])
    up = np.hypot(one[2] - one[0], other[0] - other[1])
    return float(difference), float(difference - down), float(difference + up)


def _number(rows: pd.DataFrame, claim: Claim) -> _Number:
    if rows.empty:
        return _NOT_THERE
    if len(rows) > 1:
        first = ", ".join(f"{name} {rows[name].iloc[0]}" for name in rows.columns[:6])
        raise FramingError(
            f"claims.{claim.name}: {len(rows)} rows of {claim.table} fit; row has to name one: {first}"
        )
    value, low, high = (float(rows[name].iloc[0]) for name in (claim.value, claim.low, claim.high))
    return value, low, high
