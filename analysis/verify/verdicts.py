"""Hold a file against what a fresh run gives: the same, drawn differently, changed, or damaged.

What is wrong with a published file by its own word: found without running anything again.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from analysis.record.claims import Claim, Made
from analysis.record.extraction import NotCarriedError, carried_by, checked_record
from analysis.record.figure_set import figure_id
from analysis.record.picture import drawing_digest
from analysis.record.provenance import digest_of
from analysis.record.publication import displays_of
from analysis.verify.comparison import Change, changed_rows, differences


def own_fault(made: Made, claim: Claim) -> str:
    """Return why a file cannot be as its run left it, "" if nothing speaks against it.

    A picture holds its data and their digest; the description of a figure (JSON) holds the digests of
    its pictures and of its CSV; the notebook of a report holds the ids of the tables.
    """
    match Path(made.place).suffix:
        case ".json":
            return _of_description(made, claim)
        case ".ipynb":
            return "" if displays_of(made.path) else "it is no executed notebook"
        case _:
            return _of_contents(made, claim)


def _of_contents(made: Made, claim: Claim) -> str:
    content = made.path.read_bytes()
    picture = made.place.startswith("figures/") and made.place.endswith((".svg", ".pdf", ".png"))
    fault = _of_picture(made, claim) if picture else ""
    said = claim.digests.get(made.place, "")
    if fault or not said:
        return fault
    found = digest_of(content)
    if not said.startswith("sha256:"):
        found = figure_id(made.path.stem, content)
    return "" if found == said else f"it is not the file that was written: {found}, not {said}"


def _of_picture(made: Made, claim: Claim) -> str:
    try:
        carried = carried_by(made.path)
    except NotCarriedError as error:
        return str(error).partition(": ")[2]
    return "; ".join(carried.problems) or _other_record(carried.record, claim)


def _of_description(made: Made, claim: Claim) -> str:
    try:
        record = checked_record(json.loads(made.path.read_bytes()))
    except (ValueError, TypeError) as error:
        return f"it is no description of a figure ({error})"
    data = made.path.with_suffix(".csv")
    if data.is_file() and digest_of(data.read_bytes()) != record["data"]:
        return f"it says that the data have the digest {record['data']}; they do not"
    return _other_record(record, claim)


def _other_record(record: Mapping[str, Any], claim: Claim) -> str:
    """Return what a file says of its making that others of the same run do not."""
    found = differences(record, claim.record)
    said = [f"{d.what} is {d.then} in this file and {d.now} in others of its run" for d in found]
    return "; ".join(said)


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
