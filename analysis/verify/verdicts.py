"""Hold a file against what a fresh run gives: the same, drawn differently, changed, or damaged."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from analysis.record.claims import Claim, Made
from analysis.record.extraction import NotCarriedError, carried_by
from analysis.record.picture import drawing_digest
from analysis.record.publication import displays_of
from analysis.verify.changed_rows import Change, changed_rows
from analysis.verify.own_faults import own_fault


class State(StrEnum):
    """What became of a file; the data of the first four agree with those of a fresh run."""

    SAME = "same bytes"
    ALIKE = "same data, same picture"
    RECORD = "same content, other record"
    DRAWN = "same data, drawn differently"
    CHANGED = "changed"
    DAMAGED = "edited or damaged"
    MISSING = "missing"
    UNDECIDED = "fits its record"


AGREEING = (State.SAME, State.ALIKE, State.RECORD, State.DRAWN)


@dataclass(frozen=True)
class Verdict:
    """What became of one file, why, and the cells that changed."""

    path: Path
    state: State
    why: str = ""
    changes: Sequence[Change] = ()


def verdicts(claim: Claim, fresh: Path, *, explained: bool) -> list[Verdict]:
    """Return a verdict on every file of a claim.

    Parameters
    ----------
    fresh
        The folder that holds what a run gives now, in figures/ and reports/.
    explained
        Whether something that the run was made from differs, so that other bytes are no wonder.
    """
    found = [_verdict(made, claim, fresh / made.place, explained=explained) for made in claim.files]
    if claim.whole:
        there = {made.place for made in claim.files}
        now = [path for path in sorted(fresh.glob("*/*")) if path.is_file()]
        lost = [path for path in now if path.relative_to(fresh).as_posix() not in there]
        found += [
            Verdict(Path(p.name), State.MISSING, "a run makes it, it is not here") for p in lost
        ]
    return found


def undecided(claim: Claim) -> list[Verdict]:
    """Return what can be said of the files of a claim without running anything again."""
    return [
        Verdict(made.path, State.DAMAGED if fault else State.UNDECIDED, fault)
        for made in claim.files
        for fault in [own_fault(made, claim)]
    ]


def _verdict(made: Made, claim: Claim, now: Path, *, explained: bool) -> Verdict:
    if now.is_file() and made.path.read_bytes() == now.read_bytes():
        return Verdict(made.path, State.SAME)
    fault = own_fault(made, claim)
    if fault:
        rows = _rows(made, now) if made.path.suffix == ".csv" and now.is_file() else []
        return Verdict(made.path, State.DAMAGED, fault, rows)
    if not now.is_file():
        return Verdict(made.path, State.CHANGED, "a run makes no such file now")
    state, why, changes = _compared(made, now)
    if state is State.CHANGED and not explained:
        return Verdict(made.path, State.DAMAGED, why or _UNEXPLAINED, changes)
    if state is State.DRAWN and not explained:
        return Verdict(made.path, State.DAMAGED, _UNEXPLAINED)
    return Verdict(made.path, state, why, changes)


_UNEXPLAINED = "nothing that it was made from differs, and a run gives another file"
# what a page says of its making: the section at its end, and what its pictures carry
_RECORDS = re.compile(rb'<section class="about".*?</section>|base64,[A-Za-z0-9+/=]+', re.DOTALL)
_Compared = tuple[State, str, Sequence[Change]]


def _compared(made: Made, now: Path) -> _Compared:
    match Path(made.place).suffix:
        case ".pdf" if made.place.startswith("reports/"):
            return State.DRAWN, "", ()  # what it shows is compared in the notebook
        case ".csv":
            return State.CHANGED, "", _rows(made, now)
        case ".json":
            return _descriptions(made, now)
        case ".ipynb":
            return _notebooks(made, now)
        case ".html":
            return _pages(made, now)
        case _:
            return _pictures(made, now)


def _rows(made: Made, now: Path) -> list[Change]:
    try:
        return changed_rows(made.path.read_bytes(), now.read_bytes())
    except ValueError:
        return []


def _descriptions(made: Made, now: Path) -> _Compared:
    then, fresh = (json.loads(path.read_bytes()) for path in (made.path, now))
    return (State.RECORD if then["data"] == fresh["data"] else State.CHANGED), "", ()


def _pictures(made: Made, now: Path) -> _Compared:
    then, fresh = carried_by(made.path), carried_by(now)
    if then.data != fresh.data:
        return State.CHANGED, "", changed_rows(then.data, fresh.data)
    try:
        digests = {drawing_digest(path.read_bytes(), str(path)) for path in (made.path, now)}
    except NotCarriedError as error:
        return State.DAMAGED, str(error).partition(": ")[2], ()
    return (State.ALIKE if len(digests) == 1 else State.DRAWN), "", ()


def _notebooks(made: Made, now: Path) -> _Compared:
    then, fresh = (_said(displays_of(path)) for path in (made.path, now))
    if then == fresh:
        return State.RECORD, "", ()
    unlike = sum(one != other for one, other in zip(then, fresh, strict=False))
    unlike += abs(len(then) - len(fresh))
    return State.CHANGED, f"{unlike} of its {len(then)} displays differ", ()


def _pages(made: Made, now: Path) -> _Compared:
    then, fresh = (_RECORDS.sub(b"", path.read_bytes()) for path in (made.path, now))
    return (State.RECORD if then == fresh else State.DRAWN), "", ()


def _said(displays: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [display for display in displays if display.get("kind") != "about"]
