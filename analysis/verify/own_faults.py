"""What is wrong with a published file by its own word: found without running anything again."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.record.claims import Claim, Made
from analysis.record.extraction import NotCarriedError, carried_by, checked_record
from analysis.record.figure_set import figure_id
from analysis.record.provenance import digest_of
from analysis.record.publication import displays_of
from analysis.verify.comparison import differences


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
