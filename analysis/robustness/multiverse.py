"""Compute a claim under every specification; what two of them share is made once."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus import Corpus
from analysis.corpus.subset import with_articles
from analysis.errors import FramingError
from analysis.models.cache import Cache, files_digest, key_of, usual_cache
from analysis.parameters import PARAMETERS, Value
from analysis.progress import followed
from analysis.recipes import parameters_of, recipes, tables
from analysis.record.provenance import own_files
from analysis.robustness.choices import (
    SAMPLE,
    Specification,
    choices_for,
    specifications,
    without,
)
from analysis.robustness.study_plan import ROW, Claim, Plan
from analysis.study import Study
from analysis.tables.specifications import Specifications

_Number = tuple[float, float, float]


class _Found(NamedTuple):
    """The number of a claim with its interval, and the digest of all that stands in its rows; "" for none."""

    number: _Number
    rows: str = ""


_SHOWN = 20  # values, at most, that a message names
_NOT_THERE: _Number = (np.nan, np.nan, np.nan)
_MISSING = _Found(_NOT_THERE)
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
    found = []
    for one in followed(tried, total=len(tried), what=claim.name):
        found.append(numbers.of(one))
        if np.isnan(found[0].number[0]):
            raise FramingError(f"{plan.file}: claims.{claim.name}: {_missing(corpus, claim, one)}")
    names = choices_for(plan, claim, given, events="event" in corpus.articles)
    choices = [_chosen(one, names) for one in tried]
    same = same_as(choices, [one.left_out for one in tried], [one.rows for one in found])
    rows = [
        (
            claim.name, number, json.dumps(chosen, ensure_ascii=False), one.left_out, first,
            *there.number, outcome_of(*there.number, claim.sign),
        )
        for number, (one, chosen, there, first) in enumerate(
            zip(tried, choices, found, same, strict=True), start=1
        )
    ]  # fmt: skip
    return Specifications.of_rows(rows, "claim", "specification")


def same_as(
    choices: Sequence[Mapping[str, object]], left_out: Sequence[str], rows: Sequence[str]
) -> list[int]:
    """Return for each set of choices the number, from 1, of the first that gives the same.

    Parameters
    ----------
    choices, left_out
        What was chosen, and what is left out ("" for nothing); the first set is the study as it was set.
    rows
        What stands in the rows of the claim, "" where there are none. Then sets are the same if they differ
        only in choices that change nothing in any other set.

    Returns
    -------
    list: what is left out is compared with the first set alone.
    """
    whole = [k for k, left in enumerate(left_out) if not left]
    matter = _that_matter([choices[k] for k in whole], [rows[k] for k in whole])
    first: dict[str, int] = {}
    for k in whole:
        chosen = {name: choices[k][name] for name in matter}
        first.setdefault(rows[k] or json.dumps(chosen), k + 1)
    found = []
    for k, left in enumerate(left_out):
        known = json.dumps({name: choices[k][name] for name in matter})
        if left:
            found.append(1 if rows[k] == rows[0] else k + 1)
        else:
            found.append(first[rows[k] or known])
    return found


def _that_matter(choices: Sequence[Mapping[str, object]], rows: Sequence[str]) -> list[str]:
    """Return the choices of which a value changes the rows of some set, all others as they are."""
    return [name for name in choices[0] if _changing(choices, rows, name)]


def _changing(
    choices: Sequence[Mapping[str, object]], rows: Sequence[object], name: str
) -> list[object]:
    """Return the values of a choice that give other rows than its first one, in some set."""
    of_first: dict[str, object] = {}
    changing: list[object] = []
    for chosen, row in zip(choices, rows, strict=True):
        rest = json.dumps({other: value for other, value in chosen.items() if other != name})
        if of_first.setdefault(rest, row) != row and chosen[name] not in changing:
            changing.append(chosen[name])
    return changing


def _with_events(corpus: Corpus, settings: Mapping[str, Value]) -> Corpus:
    """Return the corpus with the events of a table of events, which names all of its articles."""
    if "event" in corpus.articles or not settings.get("events"):
        return corpus
    named = {name: settings[name] for name in ("events", "event_days") if name in settings}
    return with_articles(corpus, Study(corpus, named)["event-articles"])


def _missing(corpus: Corpus, claim: Claim, one: Specification) -> str:
    """Return which value of the row of a claim is not in its table, and which are."""
    rows = Study(corpus, one.settings)[claim.table]
    if rows.empty and SAMPLE in parameters_of(claim.table):
        return f"{claim.table} needs what people coded; give the parameters sample and codings"
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


def told(specifications_: pd.DataFrame, claim: Claim) -> list[str]:
    """Return sentences on the Specifications of a claim: under how many choices it keeps its sign.

    Sets that change nothing are not counted; choices, and what is left out, are counted apart.
    """
    left = specifications_["left_out"] != ""
    own = specifications_["same_as"] == specifications_["specification"]
    choices, without_ = specifications_[own & ~left], specifications_[own & left]
    first = f"“{claim.says}”: as the study was set, {_AS_SET[choices['outcome'].iloc[0]]}"
    if len(choices) > 1:
        first += f". Of {len(choices):,} sets of choices that make a difference {_counted(choices)}"
    else:
        first += "; no choice changes that."
    sentences = [f"{first}{_nothing(specifications_)}"]
    idle = int((left & ~own).sum())
    if len(without_):
        which = (
            f"the {len(without_):,} that make a difference"
            if len(without_) > 1
            else "the one that makes a difference"
        )
        not_counted = "makes none and is" if idle == 1 else "make none and are"
        more = f" {idle:,} more {not_counted} not counted." if idle else ""
        sentences.append(
            f"Outlets and events left out one by one: of {which} {_counted(without_)}{more}"
        )
    elif idle:
        sentences.append(
            f"Outlets and events left out one by one: none of {idle:,} changes the number."
            if idle > 1
            else "The one outlet or event that can be left out changes nothing."
        )
    return sentences


_AS_SET = {
    "holds": "the number has the sign that is claimed, and its interval leaves out zero",
    "same sign": "the number has the sign that is claimed, without an interval that leaves out zero",
    "other sign": "the number does not have the sign that is claimed",
    "contradicted": "the number has the other sign, and its interval leaves out zero",
}


def _counted(rows: pd.DataFrame) -> str:
    """Return under how many rows a claim keeps its sign, and its interval."""
    counts, number = Counter(rows["outcome"]), len(rows)
    same = counts["holds"] + counts["same sign"]
    parts = [
        f"{same:,} keep{'s' if same == 1 else ''} the sign ({same / number:.0%})",
        f"{counts['holds']:,} with an interval that leaves out zero ({counts['holds'] / number:.0%})",
    ]
    if counts["contradicted"]:
        parts.append(f"in {counts['contradicted']:,} an interval lies on the other side of zero")
    if counts["not there"]:
        parts.append(f"in {counts['not there']:,} there is no such number")
    return "; ".join(parts) + "."


def _nothing(specifications_: pd.DataFrame) -> str:
    """Return how many sets of choices change nothing, and which values."""
    rows = specifications_[specifications_["left_out"] == ""]
    same = int((rows["same_as"] != rows["specification"]).sum())
    if not same:
        return ""
    choices, first = list(rows["choices"].map(json.loads)), list(rows["same_as"])
    idle = [words for name in choices[0] if (words := _idle(choices, first, name))]
    why = f" No difference is made here by {'; '.join(idle)}." if idle else ""
    none = "makes none and is" if same == 1 else "make none and are"
    return f" {same:,} more {none} not counted.{why}"


def _idle(choices: Sequence[Mapping[str, object]], first: Sequence[object], name: str) -> str:
    """Return the values of a choice that give the same as its first one in all sets; "" for none."""
    values: list[object] = []
    for chosen in choices:
        values += [] if chosen[name] in values else [chosen[name]]
    changing = _changing(choices, first, name)
    idle = [value for value in values[1:] if value not in changing]
    words = ", ".join(_written(value) for value in idle)
    return f"{name.removeprefix(ROW).replace('_', ' ')} {words}" if idle else ""


def _written(value: object) -> str:
    return " with ".join(map(str, value)) if isinstance(value, list) else str(value).lower()


class _Numbers:
    """The number of a claim under each specification; equal steps of two studies are made once."""

    def __init__(
        self, corpus: Corpus, claim: Claim, tried: Sequence[Specification], kept: Cache
    ) -> None:
        self._corpus, self._claim, self._kept = corpus, claim, kept
        self._behind = {name: parameters_of(name.replace("-", "_")) for name in recipes()}
        self._made: dict[str, Any] = {}
        self._whole: dict[str, Any] = {}
        self._first = tried[0]
        self._waiting = Counter(key for one in tried for key in self._keys(one).values())
        self._code = _code_digest()

    def of(self, one: Specification) -> _Found:
        """Return the number, NaN where there is none, and what stands in its rows."""
        key = self._key(one)
        known = self._kept.get(key)
        if known is None:
            number, rows = self._computed(one)
            known = [*(None if np.isnan(x) else x for x in number), rows]
            self._kept.put(key, known)
        self._forget(one)
        value, low, high = (np.nan if x is None else float(x) for x in known[:3])
        return _Found((value, low, high), known[3])

    def _computed(self, one: Specification) -> _Found:
        keys = self._keys(one)
        at_hand = {name: self._made[key] for name, key in keys.items() if key in self._made}
        study = self._study(one, at_hand)
        try:
            made = study[self._claim.table]
        except ValueError:  # a measure says what it cannot do with these choices
            if one is self._first:
                raise
            return _MISSING
        found = _Found(number_in(made, self._claim, one.row), rows_in(made, self._claim, one.row))
        for name, key in keys.items():
            if name in study.made and self._waiting[key] > 1:
                self._made[key] = study.made[name]
        return found if not np.isnan(found.number[0]) else _MISSING

    def _study(self, one: Specification, at_hand: Mapping[str, Any]) -> Study:
        corpus = self._corpus
        if not one.column:
            return Study(corpus, one.settings, made=at_hand)
        part = with_articles(corpus, without(corpus.articles, one))
        if SAMPLE in self._behind[self._claim.table]:
            at_hand = {**at_hand, **self._counts_of(one, set(part.articles["id"]))}
        return Study(part, one.settings, made=at_hand)

    def _counts_of(self, one: Specification, articles: set[str]) -> dict[str, Any]:
        """Return what was counted in some articles: the sample is one of all articles, each by itself."""
        if not self._whole:
            study = Study(self._corpus, one.settings)
            self._whole = {
                name: study[name] for name in ("coded", "coded-counts", "counts-by-coder")
            }
        by_coder = {
            coder: _those(counts, articles)
            for coder, counts in self._whole["counts-by-coder"].items()
        }
        return {
            **self._whole,
            "coded-counts": _those(self._whole["coded-counts"], articles),
            "counts-by-coder": by_coder,
        }

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


def _those(counts: pd.DataFrame, articles: set[str]) -> pd.DataFrame:
    return counts[counts["article"].isin(articles)].reset_index(drop=True)


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
    fit = _fitting(table, row)
    if not claim.above:
        return _number(fit, claim)
    one, other = (
        _number(fit[fit["outlet"] == outlet], claim) for outlet in (claim.above, claim.below)
    )
    difference = one[0] - other[0]
    down = np.hypot(one[0] - one[1], other[2] - other[0])
    up = np.hypot(one[2] - one[0], other[0] - other[1])
    return float(difference), float(difference - down), float(difference + up)


def rows_in(table: pd.DataFrame, claim: Claim, row: Mapping[str, str]) -> str:
    """Return the digest of what stands in the rows of a claim: counts, values and intervals.

    p values and what follows from them are left out: they hang on all other rows of the table as well.
    """
    rows = _fitting(table, row)
    if claim.above:
        rows = rows[rows["outlet"].isin([claim.above, claim.below])]
    columns = tables()[claim.table].schema.columns()  # type: ignore[union-attr]
    told_ = [
        n for n, one in columns.items() if one.column.kind != "p" and one.annotation is not bool
    ]
    written = rows[told_].to_json(orient="values", double_precision=15, date_format="iso")
    return sha256(written.encode()).hexdigest()


def _fitting(table: pd.DataFrame, row: Mapping[str, str]) -> pd.DataFrame:
    for column, wanted in row.items():
        table = table[table[column].astype(str) == wanted]
    return table


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
