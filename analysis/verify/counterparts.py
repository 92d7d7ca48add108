"""Which figures of the project are those that a picture from elsewhere was, and how they differ."""

from pathlib import Path

from analysis.record.claims import Claim
from analysis.record.publication import figure_sets_in
from analysis.verify.comparison import differences


def counterparts(claim: Claim, root: Path) -> list[str]:
    """Return one sentence for each figure below `root` of the same report and name as a picture.

    There are none for files of a published run, which are compared with nothing but a fresh run.
    """
    if claim.whole or claim.digests:
        return []
    return [
        f"{folder.parent.name}/{folder.name} has {_compared(claim, record)}"
        for folder in sorted(root.glob("figures/*/*"))
        for record in figure_sets_in(folder)
        if record["name"] == claim.record["name"]
        and record["report"].get("name") == claim.record["report"].get("name")
    ]


def _compared(claim: Claim, record: dict[str, object]) -> str:
    if record["id"] == claim.record["id"]:
        return f"the same figure, {record['id']}"
    found = differences(claim.record, record)
    said = [f"{d.what} {d.now}, where this one has {d.then}" for d in found]
    return f"another, {record['id']}: {'; '.join(said) or 'made from the same'}"
