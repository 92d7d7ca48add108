"""Judge a published file by a fresh run: the same, drawn differently, changed, or damaged.

Before that comes the integrity check: does the file still match the digests recorded with it? Nothing is run
for it.
"""

import filecmp
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any

from analysis.files import visible
from analysis.record.active import strange_in
from analysis.record.claims import Claim, Made
from analysis.record.digests import digest_of, figure_id
from analysis.record.extraction import (
    GROUPS,
    NotCarriedError,
    carried_in,
    checked_record,
)
from analysis.record.forms import from_json
from analysis.record.manifest import MANIFEST, manifest_with, places_in, with_plain_line_ends
from analysis.record.picture import paper_digest, seen_in
from analysis.record.provenance import code_digest_in
from analysis.record.publication import displays_of
from analysis.verify.comparison import Change, changed_rows, differences
from analysis.verify.expectation import Expectation, in_order, notebook_in, without_records


def own_fault(made: Made, claim: Claim) -> str:
    """Return why a file cannot be as its run left it, "" if it can.

    The list beside the report has the digests of all files of the run. A picture holds its data and
    their digest; the description of a figure (JSON) holds the digests of its pictures and of its CSV; the
    notebook of a report holds the ids of the tables.
    """
    match made.place:
        case place if place == _LIST:
            return _of_list(made, claim)
        case place if place.endswith(".json"):
            fault = _of_description(made, claim)
        case place if place.endswith(".ipynb"):
            fault = _of_notebook(made, claim)
        case place if place.startswith("figures/") and place.endswith((".svg", ".pdf", ".png")):
            fault = _of_picture(made, claim)
        case _:
            fault = ""
    return fault or _of_digests(made, claim)


def _of_list(made: Made, claim: Claim) -> str:
    there = {
        place: digest_of(with_plain_line_ends(path)) for place, path in places_in(claim.folders)
    }
    if with_plain_line_ends(made.path) == manifest_with(there):
        return ""
    there.pop(_LIST, None)
    for place in sorted(claim.listed.keys() | there.keys()):
        if claim.listed.get(place) != there.get(place):
            return f"what it says of {place} does not fit"
    return "it is not the list that a run writes"


def _of_digests(made: Made, claim: Claim) -> str:
    content = with_plain_line_ends(made.path)
    found = digest_of(content)
    if claim.listed and made.place not in claim.listed:
        return "it is not among the files that the run wrote"
    for said in (claim.listed.get(made.place, ""), claim.digests.get(made.place, "")):
        has = found if said.startswith("sha256:") else figure_id(made.path.stem, content)
        if said and has != said:
            return f"it is not the file that was written: {has}, not {said}"
    return ""


def _of_notebook(made: Made, claim: Claim) -> str:
    if not displays_of(made.path):
        return "it is no executed notebook"
    said = claim.record["digests"].get("notebook")
    try:
        fits = not said or code_digest_in(made.path) == said
    except (ValueError, KeyError, TypeError, AttributeError):
        return "it is no notebook"
    return "" if fits else "its code is not the code that its record names"


def _of_picture(made: Made, claim: Claim) -> str:
    try:
        carried = carried_in(with_plain_line_ends(made.path), str(made.path))
    except NotCarriedError as error:
        return str(error).partition(": ")[2]
    return "; ".join(carried.problems) or _other_record(carried.record, claim)


def _of_description(made: Made, claim: Claim) -> str:
    try:
        record = checked_record(from_json(made.path.read_bytes()))
    except (ValueError, TypeError) as error:
        return f"it is no description of a figure ({error})"
    data = made.path.with_suffix(".csv")
    if data.is_file() and digest_of(with_plain_line_ends(data)) != record["data"]:
        return f"it says that the data have the digest {record['data']}; they do not"
    return _other_record(record, claim)


def _other_record(record: Mapping[str, Any], claim: Claim) -> str:
    """Return the differences between the record in a file and the record of its run."""
    found = differences(record, claim.record)
    said = [f"{d.what} is {d.then} in this file and {d.now} in others of its run" for d in found]
    if not said and any(record[group] != claim.record[group] for group in GROUPS):
        return "it does not say of its making what others of its run say"
    return "; ".join(said)


class State(StrEnum):
    """The state of a file; in the first five a reader sees exactly the result of a fresh run."""

    SAME = "same bytes"
    LINES = "same content, other line ends"
    ALIKE = "same data, same picture"
    RECORD = "same content, other record"
    LIST = "lists the files that are here"
    DRAWN = "same data, drawn differently"
    CHANGED = "changed"
    DAMAGED = "edited or damaged"
    MISSING = "missing"
    UNDECIDED = "fits its record"


AGREEING = (State.SAME, State.LINES, State.ALIKE, State.RECORD, State.LIST)


@dataclass(frozen=True)
class Verdict:
    """The state of one file, the reason, and the changed cells."""

    path: Path
    state: State
    why: str = ""
    changes: Sequence[Change] = ()


def verdicts(claim: Claim, expected: Expectation, *, explained: bool) -> list[Verdict]:
    """Return a verdict on every file of a claim.

    `explained` says whether a source of the run differs, which explains another record.
    """
    found = [_verdict(made, claim, expected, explained=explained) for made in claim.files]
    if claim.whole:
        there = {made.place for made in claim.files}
        now = places_in({part: expected.fresh / part for part in ("figures", "reports")})
        found += [
            Verdict(Path(path.name), State.MISSING, "a run makes it, it is not here")
            for place, path in now
            if place not in there
        ]
    return found


def undecided(claim: Claim) -> list[Verdict]:
    """Return the verdicts on the files of a claim that need no run."""
    return [
        Verdict(made.path, State.DAMAGED, fault)
        if fault
        else _strange(made, None) or Verdict(made.path, State.UNDECIDED)
        for made in claim.files
        for fault in [own_fault(made, claim)]
    ]


def _strange(made: Made, now: Path | None) -> Verdict | None:
    """Return "changed" for a picture in which a program obeys what a run does not write."""
    if made.path.suffix.lower() not in _PICTURES:
        return None
    try:
        there = strange_in(made.path.read_bytes(), now.read_bytes() if now else None)
    except NotCarriedError:
        return None  # damaged, which is told by itself
    if not there:
        return None
    return Verdict(made.path, State.CHANGED, f"it has what a run does not write: {there}")


def _verdict(made: Made, claim: Claim, expected: Expectation, *, explained: bool) -> Verdict:
    now = expected.fresh / made.place
    if now.is_file() and filecmp.cmp(made.path, now, shallow=False):
        return Verdict(made.path, State.SAME)
    content = with_plain_line_ends(made.path)
    if now.is_file() and content == now.read_bytes():
        return Verdict(made.path, State.LINES)
    fault = own_fault(made, claim)
    if fault:
        rows = _rows(content, now) if made.path.suffix == ".csv" and now.is_file() else []
        return Verdict(made.path, State.DAMAGED, fault, rows)
    if made.place == _LIST:
        return Verdict(made.path, State.LIST)  # the listed files are compared one by one
    if not now.is_file():
        return Verdict(made.path, State.CHANGED, "a run makes no such file now")
    return _strange(made, now) or _changed(made, claim, expected, explained=explained)


def _changed(made: Made, claim: Claim, expected: Expectation, *, explained: bool) -> Verdict:
    """Return the verdict on a file that differs from that of a fresh run, and fits its record."""
    content = with_plain_line_ends(made.path)
    state, why, changes = _compared(made, content, expected)
    elsewhere = not claim.folders and state is State.ALIKE  # a program may have saved it again
    if state is not State.DAMAGED and not explained and not elsewhere:
        return Verdict(made.path, State.DAMAGED, why or _UNEXPLAINED, changes)
    return Verdict(made.path, state, why, changes)


_PICTURES = (".svg", ".pdf", ".png")
_LIST = f"reports/{MANIFEST}"
_UNEXPLAINED = "nothing that it was made from differs, and a run gives another file"
_Compared = tuple[State, str, Sequence[Change]]
_EQUAL: _Compared = (State.RECORD, "", ())


def _compared(made: Made, content: bytes, expected: Expectation) -> _Compared:
    now = expected.fresh / made.place
    if made.place.startswith("reports/"):
        return _of_report(Path(made.place).name, content, expected)
    match Path(made.place).suffix:
        case ".csv":
            return State.CHANGED, "", _rows(content, now)
        case ".json":
            return _descriptions(content, now, expected)
        case ".svg" | ".pdf" | ".png":
            return _pictures(content, now, expected)
        case _:
            return State.CHANGED, "", ()


def _rows(content: bytes, now: Path) -> list[Change]:
    try:
        return changed_rows(content, now.read_bytes())
    except ValueError:
        return []


def _descriptions(content: bytes, now: Path, expected: Expectation) -> _Compared:
    then, fresh = json.loads(content), json.loads(now.read_bytes())
    pictures = {"pictures": then["pictures"]} if "pictures" in then else {}  # compared themselves
    told = {**fresh, **in_order(expected.record, then), **pictures}
    if content == (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode():
        return _EQUAL
    other = [key for key in dict.fromkeys([*then, *told]) if then.get(key) != told.get(key)]
    return State.CHANGED, f"other {', '.join(map(visible, other)) or 'form'}", ()


def _pictures(content: bytes, now: Path, expected: Expectation) -> _Compared:
    try:
        then, fresh = seen_in(content, "it"), seen_in(now.read_bytes(), "it")
        record = carried_in(content, "it").record
    except NotCarriedError as error:
        return State.DAMAGED, str(error).partition(": ")[2], ()
    if then.data != fresh.data:
        return State.CHANGED, "", changed_rows(then.data, fresh.data)
    told = [one for one, other in zip(then.told, fresh.told, strict=True) if one not in ("", other)]
    other = [
        key for key in {**then.about, **fresh.about} if then.about.get(key) != fresh.about.get(key)
    ]
    other += [group for group in GROUPS if record[group] != expected.record[group]]
    if told or other:
        return State.CHANGED, f"other {', '.join(map(visible, other)) or 'title'}", ()
    return (State.ALIKE if then.drawing == fresh.drawing else State.DRAWN), "", ()


def _of_report(name: str, content: bytes, expected: Expectation) -> _Compared:
    try:
        made = expected.report
        match name:
            case "report.ipynb":
                return _notebooks(content, made[name], expected)
            case "report.html":
                return _pages(content, made[name], expected)
            case "report.pdf":
                return _papers(content, made[name])
            case _:
                return State.CHANGED, "", ()
    except ValueError as error:
        return State.CHANGED, f"it cannot be compared: {error}", ()


def _notebooks(content: bytes, now: bytes, expected: Expectation) -> _Compared:
    then, fresh = (
        [
            without_records(json.dumps(cell, sort_keys=True), record)
            for cell in notebook_in(one).cells
        ]
        for one, record in ((content, expected.record), (now, expected.now))
    )
    return _parts(then, fresh, "cells")


def _pages(content: bytes, now: bytes, expected: Expectation) -> _Compared:
    then = without_records(content.decode(), expected.record).splitlines()
    fresh = without_records(now.decode(), expected.now).splitlines()
    return _parts(then, fresh, "lines")


def _parts(then: Sequence[str], fresh: Sequence[str], named: str) -> _Compared:
    unlike = sum(one != other for one, other in zip_longest(then, fresh))
    return (State.CHANGED, f"{unlike} of its {len(then)} {named} differ", ()) if unlike else _EQUAL


def _papers(content: bytes, now: bytes) -> _Compared:
    if content == now or paper_digest(content, "it") == paper_digest(now, "it"):
        return _EQUAL
    return State.CHANGED, "its text or its drawing differs", ()
