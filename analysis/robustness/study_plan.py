"""The plan of a study: its claims and the choices under which they are tried, and whether it was locked.

A plan is a file in TOML::

    [claims.officials]
    says = "Reuters hears officials more than CNN does"
    table = "patterns"
    row = {measure = "kind", category = "government"}
    above = "Reuters"
    below = "CNN"

    [choices]
    sections = [["body"], ["headline", "body"]]

A claim names one number of one table: a row with the columns `value`, `low` and `high`, or the difference of
two outlets in a table that has a row for each. It says which side of zero that number is on.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from analysis.errors import FramingError, unknown
from analysis.files import as_begun, visible, write_whole
from analysis.parameters import PARAMETERS, ParameterError, Value, checked
from analysis.recipes import tables

_KEYS = {"says", "table", "row", "above", "below", "value", "low", "high", "sign"}
_SIGNS = ("+", "-")
ROW = "row."  # before the name of a column of the claim's row, among the choices


class PlanError(FramingError):
    """A plan that cannot be used; the message names the file and the place in it."""


@dataclass(frozen=True)
class Claim:
    """One claim: a number of a table, and the side of zero that it is on.

    Attributes
    ----------
    name, says
        Its name in the plan, and the sentence.
    table
        A table of `framing list`.
    row
        Values by column that only one row of the table has (one for each outlet, with `above` and `below`).
    above, below
        The outlets whose difference it is; "" where the row has the number itself.
    value, low, high
        The columns of the number and of its interval.
    sign
        "+" or "-".
    """

    name: str
    says: str
    table: str
    row: Mapping[str, str]
    above: str = ""
    below: str = ""
    value: str = "value"
    low: str = "low"
    high: str = "high"
    sign: str = "+"


@dataclass(frozen=True)
class Plan:
    """What a plan says; `digest` is that of its file."""

    file: str
    claims: Mapping[str, Claim]
    choices: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ("outlet", "event")
    digest: str = ""


def read_plan(file: str) -> Plan:
    """Read a plan.

    Raises
    ------
    PlanError
        If it cannot be read, or has a key, table, column or parameter that does not exist, or a value of
        another type.
    """
    try:
        content = as_begun(file).read_bytes()
        told = tomllib.loads(content.decode())
    except OSError as error:
        raise PlanError(f"{file}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        raise PlanError(f"{file}: is no TOML in UTF-8 ({error})") from None
    _known(file, "", told, {"claims", "choices", "leave_out"})
    claims = told.get("claims")
    if not isinstance(claims, dict) or not claims:
        raise PlanError(f"{file}: has no claim; a table [claims.NAME] is wanted")
    return Plan(
        file,
        {name: _claim(file, name, one) for name, one in claims.items()},
        _choices(file, told.get("choices", {})),
        _left_out(file, told.get("leave_out", ["outlet", "event"])),
        f"sha256:{sha256(content).hexdigest()}",
    )


def _known(file: str, place: str, told: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(set(told) - known)
    if unknown:
        where = f"{place}: " if place else ""
        there = ", ".join(sorted(known))
        raise PlanError(f"{file}: {where}unknown key {visible(unknown[0])}; there are {there}")


def _claim(file: str, name: str, told: Any) -> Claim:
    place = f"claims.{visible(name)}"
    if not isinstance(told, dict):
        raise PlanError(f"{file}: {place}: is {visible(told)}; a table of keys is wanted")
    _known(file, place, told, _KEYS)
    row = told.get("row", {})
    texts = {key: value for key, value in told.items() if key != "row"}
    if not isinstance(row, dict) or not all(
        isinstance(one, str) for one in [*row.values(), *texts.values()]
    ):
        raise PlanError(f"{file}: {place}: every value is a text, and row = {{column = text}}")
    claim = Claim(name, texts.pop("says", name), texts.pop("table", ""), row, **texts)
    if claim.table not in tables():
        raise PlanError(f"{file}: {place}: {unknown('no table', claim.table, tables())}")
    if claim.sign not in _SIGNS:
        raise PlanError(f"{file}: {place}: sign is {claim.sign!r}; expected '+' or '-'")
    if bool(claim.above) != bool(claim.below):
        raise PlanError(f"{file}: {place}: above and below go together, an outlet each")
    _check_columns(file, place, claim)
    return claim


def _check_columns(file: str, place: str, claim: Claim) -> None:
    columns = tables()[claim.table].schema.names()  # type: ignore[union-attr]
    needed = [*claim.row, claim.value, claim.low, claim.high]
    needed += ["outlet"] if claim.above else []
    for column in needed:
        if column not in columns:
            there = ", ".join(columns)
            raise PlanError(
                f"{file}: {place}: {claim.table} has no column {column!r}; it has {there}"
            )


def _choices(file: str, told: Any) -> dict[str, tuple[Value, ...]]:
    if not isinstance(told, dict):
        raise PlanError(f"{file}: choices: a table [choices] is wanted")
    for name, values in told.items():
        problem = _wrong_choice(name, values)
        if problem:
            raise PlanError(f"{file}: choices.{visible(name)}: {problem}")
    return {name: tuple(values) for name, values in told.items()}


def _wrong_choice(name: str, values: Any) -> str:
    """Return what is wrong with the values of one choice, "" for nothing."""
    if not isinstance(values, list) or not values:
        return "a list of values is wanted, the usual one first"
    if name.startswith(ROW):
        texts = all(isinstance(value, str) for value in values)
        return "" if texts else "the values of a column are texts"
    if name not in PARAMETERS:
        return "no such parameter; `framing list` shows them"
    try:
        for value in values:
            checked({name: value})
    except ParameterError as error:
        return str(error)
    return ""


def _left_out(file: str, told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or not set(told) <= {"outlet", "event"}:
        raise PlanError(f'{file}: leave_out is {visible(told)}; expected some of "outlet", "event"')
    return tuple(told)


def lock_plan(file: str, corpus_digest: str = "") -> Path:
    """Write down when a plan was made, so that everybody sees what was claimed before it was tried.

    Returns
    -------
    Path: the lock beside the plan, with the digest of the plan, the day, and the digest of the corpus that
    was at hand, if there was one.

    Raises
    ------
    PlanError
        If the plan cannot be read or is locked already: a changed plan needs another name.
    """
    plan, lock = read_plan(file), _lock_of(file)
    if lock.exists():
        raise PlanError(f"{lock}: the plan is locked already; a changed one needs another name")
    about = {"plan": plan.digest, "locked": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    about |= {"corpus": corpus_digest} if corpus_digest else {}
    write_whole(lock, (json.dumps(about, indent=1) + "\n").encode())
    return lock


def standing(plan: Plan) -> str:
    """Return a sentence that says whether what follows is confirmation or exploration.

    A lock has the day of a computer's clock, and anybody can write one: it shows nothing to others unless it
    was deposited where they see when.
    """
    lock = as_begun(str(_lock_of(plan.file)))
    try:
        about = json.loads(lock.read_bytes())
        locked, digest = str(about["locked"]), str(about["plan"])
    except FileNotFoundError:
        return "The plan is not locked: what follows is exploration."
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "The lock of the plan cannot be read: what follows is exploration."
    day = visible(locked)[:10]
    if digest != plan.digest:
        return f"The plan was changed after its lock of {day}: what follows is exploration."
    return (
        f"The plan is unchanged since its lock of {day}: what follows is confirmation if nobody had looked "
        "before; the lock proves nothing to others unless plan and lock were deposited that day where they "
        "can see it."
    )


def _lock_of(file: str) -> Path:
    return Path(file).with_suffix(".lock.json")
